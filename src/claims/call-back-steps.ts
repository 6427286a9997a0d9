// Lists the claims whose families say that something else arrived than was paid: a task with an owner and a day until it is answered, and its answer after.
import { dateIn } from '../kernel/clock.ts';
import type { CivilDate } from '../kernel/date.ts';
import type { Law } from '../law/law.ts';
import { newestAssignees } from '../permission/case-steps.ts';
import type { Tx } from '../platform/database.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { type CallBackDifference, type CaseStanding, answerKinds, caseStanding } from './case-state.ts';
import { factsOf } from './case-steps.ts';
import { type CaseRow, casesThatDiffer, stepsOf } from './case-store.ts';

/** One difference: who must answer it and by when (`standing`), and how it was answered. */
export interface DifferenceRow {
  readonly claim: CaseRow;
  readonly standing: CaseStanding;
  readonly difference: CallBackDifference;
  /** What the answer says; null while there is none. */
  readonly reason: string | null;
}

const most = 1000; // not law: claims listed

/** The differences of a programme, those to be answered first and of them the first due. Fault: not-found `programme-unknown`. */
export async function callBackDifferences(
  tx: Tx,
  law: Law,
  programme: string,
): Promise<{ readonly today: CivilDate; readonly open: number; readonly rows: readonly DifferenceRow[] }> {
  const today = dateIn((await currentPolicy(tx, programme)).timeZone, tx.at);
  const claims = await casesThatDiffer(tx, programme, most);
  const ids = claims.map(({ claimId }) => claimId);
  const [steps, assigned] = [await stepsOf(tx, ids), await newestAssignees(tx, ids)];
  const rows = claims.flatMap((claim): DifferenceRow[] => {
    const done = steps.get(claim.claimId) ?? [];
    const standing = caseStanding(law, { ...factsOf(claim), assignedTo: assigned.get(claim.claimId) ?? null, steps: done }, today);
    if (standing.difference === null) return [];
    const answer = done.findLast(({ kind }) => answerKinds.some((one) => one === kind));
    return [{ claim, standing, difference: standing.difference, reason: answer?.remark ?? null }];
  });
  const isOpen = ({ standing }: DifferenceRow): boolean => standing.state === 'differs';
  const order = (row: DifferenceRow): string => `${isOpen(row) ? 0 : 1} ${row.standing.dueOn ?? row.difference.foundOn}`;
  rows.sort((one, other) => (order(one) < order(other) ? -1 : order(one) > order(other) ? 1 : one.claim.claimId < other.claim.claimId ? -1 : 1));
  return { today, open: rows.filter(isOpen).length, rows };
}
