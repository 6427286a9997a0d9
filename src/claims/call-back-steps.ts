// Lists the claims whose families say that something else arrived than was paid: a task with an owner and a day until it is answered, and its answer after.
import { dateIn } from '../kernel/clock.ts';
import type { CivilDate } from '../kernel/date.ts';
import type { Law } from '../law/law.ts';
import { newestAssignees } from '../permission/case-steps.ts';
import type { Tx } from '../platform/database.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { type CallBackDifference, type CaseStanding, answerKinds, caseStanding } from './case-state.ts';
import { factsOf } from './case-steps.ts';
import { type CaseRow, casesAtATime, casesThatDiffer, stepsOf } from './case-store.ts';

/** One difference: who must answer it and by when (`standing`), and how it was answered. */
export interface DifferenceRow {
  readonly claim: CaseRow;
  readonly standing: CaseStanding;
  readonly difference: CallBackDifference;
  /** What the answer says; null while there is none. */
  readonly reason: string | null;
}

const mostListed = 1000; // not law: differences listed at a time

/** The differences of a programme, those to be answered first and of them the first due: the first `most` of `total`. Fault: not-found `programme-unknown`. */
export async function callBackDifferences(
  tx: Tx,
  law: Law,
  programme: string,
  { most = mostListed }: { readonly most?: number } = {},
): Promise<{ readonly today: CivilDate; readonly open: number; readonly total: number; readonly rows: readonly DifferenceRow[] }> {
  const today = dateIn((await currentPolicy(tx, programme)).timeZone, tx.at);
  const rows: DifferenceRow[] = [];
  for (let after: string | null = null; ;) {
    const claims: readonly CaseRow[] = await casesThatDiffer(tx, programme, { after, limit: casesAtATime });
    rows.push(...(await differencesOf(tx, law, claims, today)));
    if (claims.length < casesAtATime) break;
    after = claims.at(-1)?.claimId ?? null;
  }
  const isOpen = ({ standing }: DifferenceRow): boolean => standing.state === 'differs';
  const order = (row: DifferenceRow): string => `${isOpen(row) ? 0 : 1} ${row.standing.dueOn ?? row.difference.foundOn}`;
  rows.sort((one, other) => (order(one) < order(other) ? -1 : order(one) > order(other) ? 1 : one.claim.claimId < other.claim.claimId ? -1 : 1));
  return { today, open: rows.filter(isOpen).length, total: rows.length, rows: rows.slice(0, most) };
}

async function differencesOf(tx: Tx, law: Law, claims: readonly CaseRow[], today: CivilDate): Promise<readonly DifferenceRow[]> {
  const ids = claims.map(({ claimId }) => claimId);
  const [steps, assigned] = [await stepsOf(tx, ids), await newestAssignees(tx, ids)];
  return claims.flatMap((claim): DifferenceRow[] => {
    const done = steps.get(claim.claimId) ?? [];
    const standing = caseStanding(law, { ...factsOf(claim), assignedTo: assigned.get(claim.claimId) ?? null, steps: done }, today);
    if (standing.difference === null) return [];
    const answer = done.findLast(({ kind }) => answerKinds.some((one) => one === kind));
    return [{ claim, standing, difference: standing.difference, reason: answer?.remark ?? null }];
  });
}
