// Assigns a case (a claim, an objection, a complaint) to an officer, who then sees it, and ends that; a superior does, never the officer himself.
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { refuseLongNumber } from '../kernel/long-number.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import type { Workplace } from '../platform/workplace.ts';
import { saveAssignment, saveAssignmentEnd } from './case-store.ts';

export { type Assignment, assignments, newestAssignees } from './case-store.ts';

export const caseKinds = ['claim', 'objection', 'complaint'] as const;
export type CaseKind = (typeof caseKinds)[number];

/** Where a case stands, of those the actor may see; answered by the stages that keep cases. */
export type CaseOf = (tx: Tx, kind: CaseKind, caseId: string) => Promise<{ readonly sponsor: string; readonly area: string } | null>;

/** Finds the actor somebody calls by a sign-in name or id; answered by whoever keeps accounts. Fault: not-found `account-unknown`. */
export type OfficerCalled = (workplace: Workplace, name: string) => Promise<string>;

/** Assigns a case; again changes nothing. Faults: forbidden `nobody-assigns-himself`, not-found `case-unknown`. */
export async function assignCase(
  tx: Tx,
  of: { readonly kind: CaseKind; readonly caseId: string; readonly to: string; readonly caseOf: CaseOf },
): Promise<{ readonly assigned: boolean }> {
  if (of.to === tx.actor.id) {
    throw new Fault('forbidden', 'nobody-assigns-himself', {
      id: 'Kasus tidak boleh ditugaskan kepada diri sendiri. Mintalah pejabat lain.',
      en: 'Nobody assigns a case to himself. Ask another officer.',
    });
  }
  const found = await of.caseOf(tx, of.kind, of.caseId);
  if (found === null) throw new Fault('not-found', 'case-unknown', { id: 'Kasus itu tidak ada.', en: 'There is no such case.' });
  const assigned = await saveAssignment(tx, { ...of, ...found });
  if (assigned) await recordAct(tx, { kind: 'case-assigned', subject: of.caseId, digest: sha256(`${of.kind} ${of.to}`), ...found });
  return { assigned };
}

/** As long as the database asks of a reason. */
const shortestReason = 10;

/**
 * Ends an officer's assignment to a case: from then on he does not reach it, in no page, answer or row. Faults: bad-input `reason-too-short`,
 * `long-number-in-text`; not-found `assignment-unknown` (none stands, or it is out of reach).
 */
export async function endAssignment(
  tx: Tx,
  of: { readonly caseId: string; readonly from: string; readonly reason: string },
): Promise<{ readonly ended: boolean }> {
  const reason = of.reason.trim();
  if (reason.length < shortestReason) {
    throw new Fault(
      'bad-input',
      'reason-too-short',
      {
        id: `Tulis mengapa penugasan berakhir, sekurangnya ${shortestReason} huruf.`,
        en: `Write why the assignment ends, in ${shortestReason} letters or more.`,
      },
      { column: 'reason' },
    );
  }
  refuseLongNumber(reason, 'reason');
  const found = await saveAssignmentEnd(tx, { ...of, reason });
  if (found === null) {
    throw new Fault('not-found', 'assignment-unknown', {
      id: 'Petugas itu tidak sedang ditugaskan pada kasus ini.',
      en: 'That officer is not assigned to this case.',
    });
  }
  const { kind, sponsor, area } = found;
  await recordAct(tx, { kind: 'case-assignment-ended', subject: of.caseId, digest: sha256(`${kind} ${of.from}`), sponsor, area });
  return { ended: true };
}
