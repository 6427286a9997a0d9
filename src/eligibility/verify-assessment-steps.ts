// Decides an assessment again from its evidence, under the policy and the law of its own day, and compares it with what was published.
import type { Actor } from '../kernel/actor.ts';
import { assert } from '../kernel/fault.ts';
import { lawDifference, recordedLaw } from '../law/recorded-law.ts';
import { type CopyField, copyTemp } from '../platform/copy.ts';
import { evidenceRows, recordedEvidence } from '../platform/run-evidence.ts';
import { type InputDifference, inputDifferences, withPolicyVersions } from '../platform/run-inputs.ts';
import type { RecordedRun } from '../platform/run-list.ts';
import { type Row, type RowComparison, type SortedRows, byLastField, compareRows } from '../platform/run-verification.ts';
import { lawContentOf } from '../platform/run.ts';
import { recordedPolicy } from '../programme/programme-steps.ts';
import type { Register } from '../registry/registers.ts';
import type { Basis } from '../registry/agreement.ts';
import { type AssessmentPort, Judging, assessmentOf, prepare } from './eligibility-steps.ts';
import type { JudgedRow } from './eligibility-store.ts';
import { type JoinedRow, assessmentColumns, rankedText } from './report.ts';
import { evidenceOrder, listNames, streamStoredVerdicts, verdictFields } from './verified-store.ts';

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
  const rows = (): SortedRows => evidenceRows(port, run.runId, evidence);
  return port.database.transact(actor, async (tx) => {
    await copyTemp(tx, 'evidence_order', evidenceOrder, placesOf(rows()));
    return compareRows(judgedAgain(new Judging(port.niks, assessment), rows()), streamStoredVerdicts(tx, run.runId), {
      names: verdictFields,
      hashed: (row) => row.slice(0, 9),
      order: byLastField,
    });
  });
}

const [listId, rowNo, fileDigest, sheet] = (['list_id', 'row_no', 'file_digest', 'sheet'] as const).map((column) => assessmentColumns.indexOf(column)) as [
  number,
  number,
  number,
  number,
];

async function* placesOf(chunks: SortedRows): AsyncGenerator<readonly CopyField[], void, undefined> {
  let place = 0;
  for await (const chunk of chunks) for (const row of chunk) yield [row[listId] ?? null, row[rowNo] ?? null, (place += 1)];
}

async function* judgedAgain(judging: Judging, chunks: SortedRows): AsyncGenerator<ReadonlyArray<Row>, void, undefined> {
  let place = 0;
  for await (const chunk of chunks) yield judging.judge(chunk).map((judged, index) => comparable(chunk[index] ?? [], judged, (place += 1)));
}

const comparable = (row: JoinedRow, { report, counted }: JudgedRow, place: number): Row => [
  row[fileDigest] ?? '',
  row[sheet] ?? '',
  row[rowNo] ?? '',
  report.outcome,
  report.reasons.join(' '),
  report.notes.join(' '),
  report.decile === null ? null : String(report.decile),
  rankedText(report),
  counted === null ? null : `${counted.fileDigest}/${counted.rowNo}`,
  report.personKey,
  report.residence,
  report.match.outcome,
  report.match.reasons.join(' '),
  report.match.likeness === null ? null : String(report.match.likeness),
  String(place),
];

/** A list is an input by its file's digest and how often the file was withdrawn before. */
const fileOf = (input: string): string => input.split('/')[0] ?? '';

/** In what an assessment made now would go from other inputs than this run did: lists by their names, registers by day and digest, policy, parameters of the law. */
export async function changedAssessmentInputs(port: AssessmentPort, actor: Actor, run: RecordedRun): Promise<readonly InputDifference[]> {
  return port.database.read(actor, async (tx) => {
    const { plan } = await prepare(tx, port.law, run.programme);
    const changed = withPolicyVersions(inputDifferences(run.inputs, plan.inputs), run.policyVersion, plan.policyVersion);
    const names = await listNames(
      tx,
      changed.flatMap(({ input, recorded, current }) => (input === 'lists' ? [...recorded, ...current].map(fileOf) : [])),
    );
    const named = (digests: readonly string[]): readonly string[] => digests.map((digest) => names.get(fileOf(digest)) ?? digest);
    const law = recordedLaw(run.lawVersion, await lawContentOf(tx, run.lawVersion));
    return [
      ...changed.map((one) => (one.input === 'lists' ? { ...one, recorded: named(one.recorded), current: named(one.current) } : one)),
      ...lawDifference(law, port.law),
    ];
  });
}
