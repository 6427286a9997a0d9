// Answers which runs there are and whether one, decided again from its evidence, says what was published.
import type { Actor } from '../kernel/actor.ts';
import { Fault } from '../kernel/fault.ts';
import type { AllocationPort } from '../allocation/allocation-steps.ts';
import { changedAllocationInputs, verifyAllocation } from '../allocation/verify-allocation-steps.ts';
import { changedAssessmentInputs, verifyAssessment } from '../eligibility/verify-assessment-steps.ts';
import { type RecordedRun, listRuns, runOf } from '../platform/run-list.ts';
import type { RunVerification } from '../platform/run-verification.ts';

export type { RecordedRun } from '../platform/run-list.ts';
export type { RunVerification } from '../platform/run-verification.ts';

/** What verification needs of the installation. */
export type VerificationPort = AllocationPort;

/** How each kind of run is decided again, and asked what changed since. */
const kinds = {
  assessment: { verify: verifyAssessment, changed: changedAssessmentInputs },
  allocation: { verify: verifyAllocation, changed: changedAllocationInputs },
} as const;

const isKind = (kind: string): kind is keyof typeof kinds => Object.hasOwn(kinds, kind);

/** Published runs, newest first. */
export const recordedRuns = (
  port: VerificationPort,
  actor: Actor,
  of: { readonly programme?: string | undefined; readonly limit: number },
): Promise<readonly RecordedRun[]> => port.database.read(actor, (tx) => listRuns(tx, of));

/** One published run. Fault: not-found `run-unknown`. */
export const recordedRun = (port: VerificationPort, actor: Actor, runId: string): Promise<RecordedRun> => port.database.read(actor, (tx) => runOf(tx, runId));

/**
 * Decides a run again from its evidence and compares it with what was published; then says in what today's inputs differ. Faults: not-found
 * `run-unknown`, `run-has-no-evidence`, `evidence-missing`; conflict `evidence-changed`, `evidence-truncated`, `evidence-does-not-open`, `evidence-rows-differ`.
 */
export async function verifyRun(port: VerificationPort, actor: Actor, runId: string): Promise<RunVerification> {
  const run = await recordedRun(port, actor, runId);
  const { kind, programme, recordedAt, runHash, policyVersion, lawVersion } = run;
  if (run.evidence === null || !isKind(kind)) {
    throw new Fault('not-found', 'run-has-no-evidence', {
      id: 'Run ini dibuat sebelum bukti disimpan, jadi tidak dapat diulang.',
      en: 'This run was made before evidence was kept, so it cannot be repeated.',
    });
  }
  const comparison = await kinds[kind].verify(port, actor, run);
  const holds = comparison.decided === runHash && comparison.stored === runHash && comparison.differing === 0;
  return {
    runId,
    kind,
    programme,
    recordedAt,
    holds,
    runHash,
    policyVersion,
    lawVersion,
    comparison,
    changedInputs: await kinds[kind].changed(port, actor, run),
  };
}
