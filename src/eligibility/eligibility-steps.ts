// Assesses every candidate of a programme: one joined stream out, pure rules, one stream in; a run that is visible whole or not at all.
import type { Actor } from '../kernel/actor.ts';
import { RowDigest } from '../kernel/digest.ts';
import { assert } from '../kernel/fault.ts';
import type { Law } from '../law/law.ts';
import { saveMatches } from '../matching/matching-store.ts';
import { recordAct } from '../platform/act.ts';
import { type CopyField, copyTemp, parseArray } from '../platform/copy.ts';
import type { Database, Tx } from '../platform/database.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { type CompletedRun, type RunPlan, completeRun, completedRun, openRun, recordLawVersion } from '../platform/run.ts';
import { type EvidencePort, evidenceInHand } from '../platform/run-evidence.ts';
import { refreshStatistics } from '../platform/statistics.ts';
import { type CurrentPolicy, currentPolicy, evidenceKeptUntil } from '../programme/programme-steps.ts';
import { type Register, registers } from '../registry/registers.ts';
import { type SnapshotRef, latestSnapshots, registerRows } from '../registry/registry-steps.ts';
import { conditionsOf } from './conditions.ts';
import { type RegisterRows, candidateDigests, rowsHandedIn, saveVerdicts, streamCandidates } from './eligibility-store.ts';
import { type Assessment, type JoinedRow, type Report, reportOn } from './report.ts';

export { type VerdictRow, reasonCounts, rowWithReason, verdictsOf } from './eligibility-store.ts';

/** What assessment needs of the installation. */
export interface AssessmentPort extends EvidencePort {
  readonly database: Database;
  readonly niks: NikSealer;
  readonly law: Law;
}

type Dated = Readonly<Record<Register, readonly SnapshotRef[]>>;

const digestColumn = { fileDigest: 2, sheet: 3, rowNo: 1, listId: 0, area: 4 } as const;

/**
 * Assesses all candidates of a programme against the newest registers. The same lists, decisions, registers, policy and law are the
 * same run and are not judged twice. Counts: rows, accept, reject, review. Faults: not-found `programme-unknown`.
 */
export async function assess(
  port: AssessmentPort,
  actor: Actor,
  programme: string,
  onRow: (rows: number) => void = () => {},
): Promise<CompletedRun & { readonly repeated: boolean }> {
  const { policy, snapshots, plan, total } = await port.database.read(actor, async (tx) => prepare(tx, port.law, programme));
  const before = await port.database.read(actor, async (tx) => completedRun(tx, plan));
  if (before !== undefined) return { ...before, repeated: true };

  const digest = new RowDigest();
  const counts = { rows: 0, accept: 0, reject: 0, review: 0 };
  const assessment = assessmentOf(port, policy, snapshots);
  const evidence = evidenceInHand(port);
  const making = port.database.transact(actor, async (tx) => {
    await recordLawVersion(tx, port.law.version, [...port.law.parameters.values()]);
    const runId = await openRun(tx, plan);
    const keep = await evidence.begin(runId);
    await port.database.read(actor, async (reader) => {
      const scope = {
        programme,
        lists: policy.policy.candidatesFrom ?? programme,
        registers: rowsToRead(snapshots),
        first: policy.policy.term.first,
        last: policy.policy.term.last,
      };
      await copyTemp(tx, 'verdict_staging', stagingColumns, judged(assessment, streamCandidates(reader, scope, keep), digest, counts, onRow));
    });
    assert(counts.rows === total && counts.rows === counts.accept + counts.reject + counts.review, `judged ${counts.rows} of ${total} rows`);
    await evidence.record(tx, plan, counts.rows, evidenceKeptUntil(policy.policy));
    await saveMatches(tx, runId, policy.sponsor);
    await saveVerdicts(tx, runId, policy.sponsor);
    await refreshStatistics(tx, 'matching.match', 'eligibility.verdict');
    const done = await completeRun(tx, plan, runId, digest.finish(), counts);
    await recordAct(tx, { kind: 'assessment-published', subject: runId, digest: done.runHash, sponsor: policy.sponsor, area: policy.area });
    return done;
  });
  const run = await making.catch(evidence.discard);
  return { ...run, repeated: false };
}

const rowsToRead = (snapshots: Dated): RegisterRows =>
  Object.fromEntries(registers.map((register) => [register, registerRows(register, snapshots[register])])) as unknown as RegisterRows;

/** What an assessment now would go from: policy, registers, plan and rows. */
export async function prepare(tx: Tx, law: Law, programme: string): Promise<{ policy: CurrentPolicy; snapshots: Dated; plan: RunPlan; total: number }> {
  const policy = await currentPolicy(tx, programme);
  const snapshots: Dated = await latestSnapshots(tx, policy.sponsor, policy.policy.conditionsOn);
  const lists = policy.policy.candidatesFrom ?? programme;
  const inputs = {
    ...(await candidateDigests(tx, lists)),
    registers: Object.fromEntries(registers.map((register) => [register, snapshots[register].map(({ asOf, basis, digest }) => ({ asOf, basis, digest }))])),
    policy: policy.digest,
  };
  const plan = { kind: 'assessment', programme, sponsor: policy.sponsor, area: policy.area, policyVersion: policy.version, lawVersion: law.version, inputs };
  return { policy, snapshots, plan, total: await rowsHandedIn(tx, lists) };
}

/** What a run knows beside its rows: by a policy, the law of the port, and how each register was held. */
export function assessmentOf(
  port: Pick<AssessmentPort, 'niks' | 'law'>,
  policy: CurrentPolicy,
  snapshots: Readonly<Record<Register, readonly Pick<SnapshotRef, 'basis'>[]>>,
): Assessment {
  const exchanged = (register: Register): boolean => snapshots[register].length === 0 || snapshots[register].some(({ basis }) => basis === 'exchange');
  return {
    conditions: conditionsOf(policy.policy, port.law),
    exchanged: {
      population: exchanged('population'),
      'social-register': exchanged('social-register'),
      membership: exchanged('membership'),
      'public-servants': exchanged('public-servants'),
      deaths: exchanged('deaths'),
    },
    sponsorName: policy.policy.sponsor.name,
    findingsOf: (text) => (text === null || text === '{}' ? [] : parseArray(text)),
    nikOf: (token) => port.niks.open(token),
  };
}

const stagingColumns =
  'list_id uuid, row_no integer, area text, person_key uuid, outcome text, reasons text[], notes text[], decile smallint, residence text, ranking integer[], match_outcome text, match_reasons text[], name_likeness smallint';

async function* judged(
  assessment: Assessment,
  chunks: AsyncIterable<ReadonlyArray<JoinedRow>>,
  digest: RowDigest,
  counts: { rows: number; accept: number; reject: number; review: number },
  onRow: (rows: number) => void,
): AsyncGenerator<readonly CopyField[], void, undefined> {
  for await (const chunk of chunks) {
    for (const row of chunk) {
      const report = reportOn(assessment, row);
      digest.add([
        row[digestColumn.fileDigest] ?? '',
        row[digestColumn.sheet] ?? '',
        row[digestColumn.rowNo] ?? '',
        report.outcome,
        report.reasons.join(' '),
        report.notes.join(' '),
        report.decile,
        report.ranking.join(' '),
      ]);
      counts.rows += 1;
      counts[report.outcome] += 1;
      yield stagedRow(row, report);
    }
    onRow(counts.rows);
  }
}

const stagedRow = (row: JoinedRow, report: Report): readonly CopyField[] => [
  row[digestColumn.listId] ?? null,
  row[digestColumn.rowNo] ?? null,
  row[digestColumn.area] ?? null,
  report.personKey,
  report.outcome,
  report.reasons,
  report.notes,
  report.decile,
  report.residence,
  report.ranking.map(String),
  report.match.outcome,
  report.match.reasons,
  report.match.likeness,
];
