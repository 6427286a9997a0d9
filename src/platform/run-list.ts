// Decides how published runs are listed and found, with what went in, what came out and where their evidence rests.
import { Fault } from '../kernel/fault.ts';
import type { Tx } from './database.ts';
import type { RecordedEvidence } from './run-evidence.ts';

/** A published run as recorded. */
export interface RecordedRun {
  readonly runId: string;
  readonly kind: string;
  readonly programme: string;
  readonly sponsor: string;
  readonly area: string;
  readonly policyVersion: number;
  readonly lawVersion: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly seed: string | null;
  readonly author: string;
  readonly recordedAt: string;
  readonly runHash: string;
  readonly counts: Readonly<Record<string, number>>;
  /** Null for a run made before evidence was kept. */
  readonly evidence: RecordedEvidence | null;
}

/** Published runs the actor may see, newest first; of one programme when asked. */
export async function listRuns(tx: Tx, of: { readonly programme?: string | undefined; readonly limit: number }): Promise<readonly RecordedRun[]> {
  let query = runs(tx);
  if (of.programme !== undefined) query = query.where('run.programme', '=', of.programme);
  const rows = await query.orderBy('run_completion.recorded_at', 'desc').orderBy('run.run_id', 'desc').limit(of.limit).execute();
  return rows.map(asRun);
}

/** One published run. Fault: not-found `run-unknown`. */
export async function runOf(tx: Tx, runId: string): Promise<RecordedRun> {
  const row = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(runId) ? await runs(tx).where('run.run_id', '=', runId).executeTakeFirst() : undefined;
  if (row !== undefined) return asRun(row);
  throw new Fault('not-found', 'run-unknown', {
    id: 'Run itu tidak ada, atau belum selesai. Lihat: payung run list.',
    en: 'There is no such run, or it was never finished. See: payung run list.',
  });
}

const runs = (tx: Tx) =>
  tx.db
    .selectFrom('platform.run as run')
    .innerJoin('platform.run_completion as run_completion', 'run_completion.run_id', 'run.run_id')
    .leftJoin('platform.run_evidence as evidence', 'evidence.run_id', 'run.run_id')
    .select([
      'run.run_id',
      'run.kind',
      'run.programme',
      'run.sponsor',
      'run.area',
      'run.policy_version',
      'run.law_version',
      'run.inputs',
      'run.seed',
      'run.author',
      'run_completion.recorded_at',
      'run_completion.run_hash',
      'run_completion.counts',
      'evidence.file_name',
      'evidence.digest',
      'evidence.size',
      'evidence.row_count',
      'evidence.keep_until',
    ]);

type RunRow = Awaited<ReturnType<ReturnType<typeof runs>['execute']>>[number];

const asRun = (row: RunRow): RecordedRun => ({
  runId: row.run_id,
  kind: row.kind,
  programme: row.programme,
  sponsor: row.sponsor,
  area: row.area,
  policyVersion: row.policy_version,
  lawVersion: row.law_version,
  inputs: row.inputs as Record<string, unknown>,
  seed: row.seed,
  author: row.author,
  recordedAt: row.recorded_at,
  runHash: row.run_hash,
  counts: row.counts as Record<string, number>,
  evidence:
    row.file_name === null || row.digest === null
      ? null
      : { fileName: row.file_name, digest: row.digest, size: Number(row.size), rows: Number(row.row_count), keepUntil: row.keep_until },
});
