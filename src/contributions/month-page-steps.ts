// Tells the months of a programme for their pages: which there may be, which are open, and every fact of each with its date and amount.
import { type Month, monthsFrom } from '../kernel/month.ts';
import type { Tx } from '../platform/database.ts';
import { type BranchArea, branchesIn, currentPolicy } from '../programme/programme-steps.ts';
import { lastMonthInAdvance } from '../roster/roster-steps.ts';
import { type BranchMonth, branchMonths, postingFindingsOf } from './month-page-store.ts';

export type { BranchMonth } from './month-page-store.ts';

/** Every month of the programme's term, and after it those held in advance, with the branches it is open at. Fault: not-found `programme-unknown`. */
export async function monthsShown(tx: Tx, programme: string): Promise<readonly { readonly month: Month; readonly branches: readonly BranchMonth[] }[]> {
  const { policy } = await currentPolicy(tx, programme);
  const open = await branchMonths(tx, programme);
  const ahead = await lastMonthInAdvance(tx, programme);
  return monthsFrom(policy.term.first, ahead === null || ahead < policy.term.last ? policy.term.last : ahead).map((month) => ({
    month,
    branches: open.filter((one) => one.month === month),
  }));
}

/** One month at every branch, with the kabupaten each serves and why rows were not posted. Fault: not-found `programme-unknown`. */
export async function monthShown(
  tx: Tx,
  programme: string,
  month: Month,
): Promise<{
  readonly branches: readonly (BranchMonth & {
    readonly areas: readonly string[];
    readonly findings: readonly { readonly code: string; readonly rows: number }[];
  })[];
}> {
  const { area } = await currentPolicy(tx, programme);
  const served: readonly BranchArea[] = await branchesIn(tx, area, month);
  const findings = await postingFindingsOf(tx, programme, month);
  const branches = await branchMonths(tx, programme, month);
  return {
    branches: branches.map((one) => ({
      ...one,
      areas: served.find(({ branch }) => branch === one.branch)?.areas ?? [],
      findings: findings.filter(({ branch }) => branch === one.branch),
    })),
  };
}
