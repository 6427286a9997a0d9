// Reconciles a month branch by branch, and checks the ledger against the contribution tables, whenever asked.
import { total } from '../kernel/money.ts';
import type { Month } from '../kernel/month.ts';
import { movements, trialBalance } from '../ledger/ledger-steps.ts';
import type { Tx } from '../platform/database.ts';
import { branchesIn, currentPolicy } from '../programme/programme-steps.ts';
import { type LedgerCheck, checkLedger } from './ledger-check.ts';
import { refuseUnknownBranch } from './contributions-steps.ts';
import { heldByArea } from './month-store.ts';
import { isPaid } from './invoice-state.ts';
import { type ClassCount, type DifferenceClass, type Reconciliation, classOf, differenceClasses } from './reconciliation.ts';
import { type MonthFigures, bookedSums, chargeOutcomes, monthFigures, postedNotCharged } from './reconciliation-store.ts';

export type { LedgerCheck } from './ledger-check.ts';
export type { Reconciliation } from './reconciliation.ts';

/** What was held, charged, paid and posted for a month at each branch, with the differences by class. */
export async function reconcileMonth(
  tx: Tx,
  of: { readonly programme: string; readonly month: Month; readonly branch?: string },
): Promise<readonly Reconciliation[]> {
  const { area } = await currentPolicy(tx, of.programme);
  if (of.branch !== undefined) await refuseUnknownBranch(tx, { ...of, branch: of.branch });
  const held = await heldByArea(tx, of.programme, of.month);
  const branches = await branchesIn(tx, area, of.month);
  const figures = await monthFigures(tx, of.programme, of.month, of.branch);
  const result: Reconciliation[] = [];
  for (const branch of figures) {
    const areas = branches.find((one) => one.branch === branch.branch)?.areas ?? [];
    result.push(
      await reconcileBranch(
        tx,
        of.month,
        branch,
        areas.reduce((sum, code) => sum + (held.get(code) ?? 0), 0),
      ),
    );
  }
  return result;
}

async function reconcileBranch(tx: Tx, month: Month, figures: MonthFigures, held: number): Promise<Reconciliation> {
  const { finalisationId, code, charged, invoiced, debited, received, credited } = figures;
  const paid = isPaid({ amount: invoiced, ordered: figures.ordered, debited, received, credited });
  const outcomes = finalisationId === null ? [] : await chargeOutcomes(tx, finalisationId, code ?? '');
  const counted = (wanted: DifferenceClass): ClassCount => {
    const found = outcomes.filter((outcome) => classOf({ ...outcome, paid }) === wanted);
    return { persons: found.reduce((sum, { persons }) => sum + persons, 0), amount: total(found.map(({ amount }) => amount)) };
  };
  const posted = outcomes.filter((outcome) => outcome.posted);
  const { branch, dueOn, ordered, orderedOn, debitedOn, receivedOn } = figures;
  return {
    branch,
    month,
    dueOn,
    held,
    charged,
    invoiced,
    ordered,
    debited,
    received,
    credited,
    orderedOn,
    debitedOn,
    receivedOn,
    posted: { persons: posted.reduce((sum, { persons }) => sum + persons, 0), amount: total(posted.map(({ postedAmount }) => postedAmount)) },
    postedAt:
      posted
        .map(({ postedAt }) => postedAt ?? '')
        .sort()
        .at(-1) || null,
    classes: Object.fromEntries(
      await Promise.all(
        differenceClasses.map(
          async (name) => [name, name === 'posted-not-charged' && code !== null ? await postedNotCharged(tx, code) : counted(name)] as const,
        ),
      ),
    ) as Record<DifferenceClass, ClassCount>,
  };
}

/** A programme's month as figures at every branch or one, for `month show`. Fault: not-found `branch-unknown`. */
export async function monthState(tx: Tx, programme: string, month: Month, branch?: string): Promise<readonly MonthFigures[]> {
  if (branch !== undefined) await refuseUnknownBranch(tx, { programme, month, branch });
  return monthFigures(tx, programme, month, branch);
}

/** Whether the ledger of a programme agrees with the contribution tables, figure by figure. */
export async function ledgerCheck(tx: Tx, programme: string): Promise<LedgerCheck> {
  return checkLedger({ balance: await trialBalance(tx, programme), movements: await movements(tx, programme), ...(await bookedSums(tx, programme)) });
}
