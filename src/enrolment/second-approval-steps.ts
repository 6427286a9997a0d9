// Approves the late additions of a proposal, by a third person beside who proposes and who signs; without it nothing late is signed.
import { Fault } from '../kernel/fault.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { lineDigest } from './committed-row.ts';
import { secondApprovalWords as words } from './grounds-words.ts';
import { stillProposed } from './grounds-steps.ts';
import type { InstrumentRow } from './instrument-store.ts';
import { saveSecondApproval, secondApprovalOf } from './second-approval-store.ts';

export { secondApprovalOf } from './second-approval-store.ts';

/**
 * Approves the late additions of a proposal. Faults: those of `stillProposed`; forbidden `proposer-may-not-approve`; conflict `no-late-additions`,
 * `late-additions-approved-before`.
 */
export async function approveLateAdditions(tx: Tx, of: { readonly instrumentId: string; readonly remark: string }): Promise<InstrumentRow> {
  const instrument = await stillProposed(tx, of.instrumentId);
  const { number, sponsor, area, proposedBy, lateAdditions, listDigest } = instrument;
  if (lateAdditions === 0) throw new Fault('conflict', 'no-late-additions', words.noneLate(number));
  if (proposedBy === tx.actor.id) throw new Fault('forbidden', 'proposer-may-not-approve', words.proposer);
  if (!(await saveSecondApproval(tx, { ...of, sponsor, area, proposedBy })))
    throw new Fault('conflict', 'late-additions-approved-before', words.approvedBefore(number));
  const digest = lineDigest([listDigest, lateAdditions, of.remark]);
  await recordAct(tx, { kind: 'late-additions-approved', subject: of.instrumentId, digest, sponsor, area });
  return instrument;
}

/** Who approved the late additions before they are signed; null where there are none. Faults: conflict `second-approval-missing`; forbidden `second-approver-may-not-sign`. */
export async function approvedForSigning(tx: Tx, { instrumentId, number, lateAdditions }: InstrumentRow): Promise<string | null> {
  if (lateAdditions === 0) return null;
  const approval = await secondApprovalOf(tx, instrumentId);
  if (approval === undefined) throw new Fault('conflict', 'second-approval-missing', words.missing(number, lateAdditions));
  if (approval.approvedBy === tx.actor.id) throw new Fault('forbidden', 'second-approver-may-not-sign', words.signer);
  return approval.approvedBy;
}
