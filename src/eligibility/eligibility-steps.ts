// Assesses every candidate of a programme: one joined stream out, pure rules, one stream in; a run that is visible whole or not at all.
import type { Actor } from '../kernel/actor.ts';
import { RowDigest, sha256 } from '../kernel/digest.ts';
import { assert } from '../kernel/fault.ts';
import type { Nik } from '../kernel/nik.ts';
import type { Law } from '../law/law.ts';
import { CountedRow } from '../matching/counted-row.ts';
import { type MatchRecord, saveMatches } from '../matching/matching-store.ts';
import { recordAct } from '../platform/act.ts';
import { parseArray } from '../platform/copy.ts';
import type { Database, Tx } from '../platform/database.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { type CompletedRun, type RunPlan, completeRun, completedRun, onceOnly, openRun, recordLawVersion } from '../platform/run.ts';
import { type EvidencePort, evidenceInHand } from '../platform/run-evidence.ts';
import { refreshStatistics } from '../platform/statistics.ts';
import { type CurrentPolicy, currentPolicy, evidenceKeptUntil } from '../programme/programme-steps.ts';
import { type Register, registers } from '../registry/registers.ts';
import { type FormerKey, rowsAsOnePerson } from '../registry/one-person.ts';
import { formerKeys } from '../registry/one-person-store.ts';
import { type SnapshotRef, latestSnapshots, registerColumns, registerRows } from '../registry/registry-steps.ts';
import { conditionsOf } from './conditions.ts';
import { type JudgedRow, type RegisterRows, candidateDigests, rowsHandedIn, saveVerdicts, streamCandidates } from './eligibility-store.ts';
import { type Assessment, type JoinedRow, personNamed, placeOf, rankedText, reportOn, tokenOf } from './report.ts';

export { type VerdictRow, reasonCounts, rowWithReason, verdictsOf } from './eligibility-store.ts';

/** What assessment needs of the installation. */
export interface AssessmentPort extends EvidencePort {
  readonly database: Database;
  readonly niks: NikSealer;
  readonly law: Law;
}

type Dated = Readonly<Record<Register, readonly SnapshotRef[]>>;

/**
 * Assesses all candidates of a programme against the newest registers. The same lists, decisions, registers, policy and law are the
 * same run and are not judged twice. Counts: rows, accept, reject, review. Faults: not-found `programme-unknown`.
 */
export async function assess(
  port: AssessmentPort,
  actor: Actor,
  programme: string,
  onRow: (rows: number, of: number) => void = () => {},
): Promise<CompletedRun & { readonly repeated: boolean }> {
  const { policy, snapshots, former, plan, total } = await port.database.read(actor, async (tx) => prepare(tx, port.law, programme));
  const before = await port.database.read(actor, async (tx) => completedRun(tx, plan));
  if (before !== undefined) return { ...before, repeated: true };

  const assessment = assessmentOf(port, policy, snapshots);
  const evidence = evidenceInHand(port);
  const making = port.database.transact(actor, async (tx) => {
    await recordLawVersion(tx, port.law.version, [...port.law.parameters.values()]);
    const runId = await openRun(tx, plan);
    const scope = {
      programme,
      lists: policy.policy.candidatesFrom ?? programme,
      registers: rowsToRead(tx, snapshots, former),
      first: policy.policy.term.first,
      last: policy.policy.term.last,
      former,
    };
    const keep = await evidence.begin(runId);
    const judging = new Judging(port.niks, assessment);
    await port.database.read(actor, (reader) =>
      whileReading(
        streamCandidates(reader, scope, keep),
        async (chunk) => {
          await saveMatches(tx, runId, policy.sponsor, chunk.map(matchOf));
          await saveVerdicts(tx, runId, policy.sponsor, chunk);
        },
        (chunk) => {
          const rows = judging.judge(chunk);
          onRow(judging.counts.rows, total);
          return rows;
        },
      ),
    );
    const { counts } = judging;
    assert(counts.rows === total && counts.rows === counts.accept + counts.reject + counts.review, `judged ${counts.rows} of ${total} rows`);
    await evidence.record(tx, plan, counts.rows, evidenceKeptUntil(policy.policy));
    await refreshStatistics(tx, 'eligibility.verdict'); // matches are read one by one, by key
    const done = await completeRun(tx, plan, runId, judging.digest.finish(), counts);
    await recordAct(tx, { kind: 'assessment-published', subject: runId, digest: done.runHash, sponsor: policy.sponsor, area: policy.area });
    return done;
  });
  return onceOnly(making.catch(evidence.discard), () => port.database.read(actor, async (tx) => completedRun(tx, plan)));
}

/** The rows of each register to read, with those under former keys told as the person's own. */
export const rowsToRead = (tx: Tx, snapshots: Dated, former: readonly FormerKey[]): RegisterRows =>
  Object.fromEntries(
    registers.map((register) => {
      const rows = registerRows(tx, register, snapshots[register]);
      return [register, rowsAsOnePerson(rows, registerColumns(register), former, register === 'membership' ? 'all' : 'one')];
    }),
  ) as unknown as RegisterRows;

/** What an assessment now would go from: policy, registers, plan and rows. */
export async function prepare(
  tx: Tx,
  law: Law,
  programme: string,
): Promise<{ policy: CurrentPolicy; snapshots: Dated; former: readonly FormerKey[]; plan: RunPlan; total: number }> {
  const policy = await currentPolicy(tx, programme);
  const snapshots: Dated = await latestSnapshots(tx, policy.sponsor, policy.policy.conditionsOn);
  const lists = policy.policy.candidatesFrom ?? programme;
  const former = await formerKeys(tx);
  const inputs = {
    ...(await candidateDigests(tx, lists)),
    ...(former.length === 0 ? {} : { onePerson: former.map(({ formerKey, personKey }) => sha256(`${formerKey}/${personKey}`)) }),
    registers: Object.fromEntries(registers.map((register) => [register, snapshots[register].map(({ asOf, basis, digest }) => ({ asOf, basis, digest }))])),
    policy: policy.digest,
  };
  const plan = { kind: 'assessment', programme, sponsor: policy.sponsor, area: policy.area, policyVersion: policy.version, lawVersion: law.version, inputs };
  return { policy, snapshots, former, plan, total: await rowsHandedIn(tx, lists) };
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
  };
}

/** Judges the stream chunk by chunk, and remembers what goes from one to the next. */
export class Judging {
  readonly digest = new RowDigest();
  readonly counts = { rows: 0, accept: 0, reject: 0, review: 0 };
  readonly #niks: NikSealer;
  readonly #assessment: Assessment;
  readonly #counted = new CountedRow();

  constructor(niks: NikSealer, assessment: Assessment) {
    this.#niks = niks;
    this.#assessment = assessment;
  }

  judge(chunk: readonly JoinedRow[]): readonly JudgedRow[] {
    const niks = this.#niks.openAll(chunk.map(tokenOf).filter((token) => token !== null));
    let next = 0;
    return chunk.map((row) => this.#judge(row, tokenOf(row) === null ? null : (niks[next++] as Nik)));
  }

  #judge(row: JoinedRow, nik: Nik | null): JudgedRow {
    const counted = this.#counted.before(personNamed(row));
    const report = reportOn(this.#assessment, row, counted, nik);
    this.#counted.judged(placeOf(row), report.outcome);
    const [listId = '', rowNo = '', fileDigest = '', sheet = '', area = ''] = row as readonly string[];
    this.digest.add([
      fileDigest,
      sheet,
      rowNo,
      report.outcome,
      report.reasons.join(' '),
      report.notes.join(' '),
      report.decile,
      rankedText(report),
      counted === null ? null : `${counted.fileDigest}/${counted.rowNo}`,
    ]);
    this.counts.rows += 1;
    this.counts[report.outcome] += 1;
    return { listId, rowNo, area, report, counted };
  }
}

const matchOf = ({ listId, rowNo, area, report, counted }: JudgedRow): MatchRecord => ({
  listId,
  rowNo,
  area,
  personKey: report.personKey,
  ...report.match,
  counted,
});

/** Rows judged before they are written: enough that the database is not asked too often, few enough to hold. */
const batchRows = 10_000; // not law: rows at a time

/** Judges a stream and writes what comes of it; the next batch is judged while the database writes the last. */
async function whileReading(
  chunks: AsyncIterable<readonly JoinedRow[]>,
  write: (rows: readonly JudgedRow[]) => Promise<void>,
  judge: (chunk: readonly JoinedRow[]) => readonly JudgedRow[],
): Promise<void> {
  let writing: Promise<void> = Promise.resolve();
  let batch: JudgedRow[] = [];
  try {
    for await (const chunk of chunks) {
      batch.push(...judge(chunk));
      if (batch.length < batchRows) continue;
      await writing;
      writing = write(batch);
      writing.catch(() => {}); // thrown where it is awaited
      batch = [];
    }
    await writing;
    if (batch.length > 0) await write(batch);
  } finally {
    await writing.catch(() => {}); // the transaction is not left in the middle of a COPY
  }
}
