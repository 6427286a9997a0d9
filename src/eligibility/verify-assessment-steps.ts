// Decides an assessment again from its evidence, under the policy and the law of its own day, and compares it with what was published.
import type { Actor } from '../kernel/actor.ts';
import { assert } from '../kernel/fault.ts';
import { lawDifference, recordedLaw } from '../law/recorded-law.ts';
import { evidenceRows, recordedEvidence } from '../platform/run-evidence.ts';
import { type InputDifference, inputDifferences, withPolicyVersions } from '../platform/run-inputs.ts';
import type { RecordedRun } from '../platform/run-list.ts';
import { type RowComparison, type SortedRows, compareRows } from '../platform/run-verification.ts';
import { lawContentOf } from '../platform/run.ts';
import { recordedPolicy } from '../programme/programme-steps.ts';
import type { Register } from '../registry/registers.ts';
import type { Basis } from '../registry/agreement.ts';
import { type AssessmentPort, assessmentOf, prepare } from './eligibility-steps.ts';
import { type Assessment, type JoinedRow, type Report, assessmentColumns, reportOn } from './report.ts';
import { listNames, streamStoredVerdicts, verdictFields } from './verified-store.ts';

/** Judges the evidence of an assessment again and compares it with the stored verdicts. Faults: those of the evidence. */
export async function verifyAssessment(port: AssessmentPort, actor: Actor, run: RecordedRun): Promise<RowComparison> {
  const { policy, law, evidence } = await port.database.read(actor, async (tx) => ({
    policy: await recordedPolicy(tx, run.programme, run.policyVersion),
    law: recordedLaw(run.lawVersion, await lawContentOf(tx, run.lawVersion)),
    evidence: await recordedEvidence(tx, run.runId),
  }));
  assert(evidence !== undefined, 'whoever verifies a run has seen that it has evidence');
  const registers = run.inputs['registers'] as Readonly<Record<Register, readonly { readonly basis: Basis }[]>>;
  const assessment = assessmentOf({ niks: port.niks, law }, policy, registers);
  return port.database.read(actor, async (tx) =>
    compareRows(judgedAgain(assessment, evidenceRows(port, run.runId, evidence)), streamStoredVerdicts(tx, run.runId), verdictFields, 8),
  );
}

async function* judgedAgain(assessment: Assessment, chunks: SortedRows): AsyncGenerator<ReadonlyArray<ReadonlyArray<string | null>>, void, undefined> {
  for await (const chunk of chunks) yield chunk.map((row) => comparable(row, reportOn(assessment, row)));
}

const keys = (['file_digest', 'sheet', 'row_no'] as const).map((column) => assessmentColumns.indexOf(column));

const comparable = (row: JoinedRow, report: Report): ReadonlyArray<string | null> => [
  ...keys.map((place) => row[place] ?? ''),
  report.outcome,
  report.reasons.join(' '),
  report.notes.join(' '),
  report.decile === null ? null : String(report.decile),
  report.ranking.join(' '),
  report.personKey,
  report.residence,
  report.match.outcome,
  report.match.reasons.join(' '),
  report.match.likeness === null ? null : String(report.match.likeness),
];

/** In what an assessment made now would go from other inputs than this run did: lists by their names, registers by day and digest, policy, parameters of the law. */
export async function changedAssessmentInputs(port: AssessmentPort, actor: Actor, run: RecordedRun): Promise<readonly InputDifference[]> {
  return port.database.read(actor, async (tx) => {
    const { plan } = await prepare(tx, port.law, run.programme);
    const changed = withPolicyVersions(inputDifferences(run.inputs, plan.inputs), run.policyVersion, plan.policyVersion);
    const names = await listNames(
      tx,
      changed.flatMap(({ input, recorded, current }) => (input === 'lists' ? [...recorded, ...current] : [])),
    );
    const named = (digests: readonly string[]): readonly string[] => digests.map((digest) => names.get(digest) ?? digest);
    const law = recordedLaw(run.lawVersion, await lawContentOf(tx, run.lawVersion));
    return [
      ...changed.map((one) => (one.input === 'lists' ? { ...one, recorded: named(one.recorded), current: named(one.current) } : one)),
      ...lawDifference(law, port.law),
    ];
  });
}
