// Decides how a batch is recorded: what went in, its digest, and the completion without which no reader sees its rows.
import { sha256 } from '../kernel/digest.ts';
import { assert } from '../kernel/fault.ts';
import type { Tx } from './database.ts';
import { newKey } from './key.ts';

/** What a run declares before it starts. `inputs` holds digests and dates only: the same inputs are the same run. */
export interface RunPlan {
  readonly kind: string;
  readonly programme: string;
  readonly sponsor: string;
  readonly area: string;
  readonly policyVersion: number;
  readonly lawVersion: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly seed?: string;
}

/** A published run. */
export interface CompletedRun {
  readonly runId: string;
  readonly runHash: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly inputs: Readonly<Record<string, unknown>>;
}

const inputsDigest = (plan: RunPlan): string =>
  sha256(JSON.stringify([plan.kind, plan.programme, plan.policyVersion, plan.lawVersion, plan.inputs, plan.seed ?? null]));

/** The published run with exactly these inputs, or undefined: a batch asked for twice is done once. */
export async function completedRun(tx: Tx, plan: RunPlan): Promise<CompletedRun | undefined> {
  return published(tx)
    .where('run.programme', '=', plan.programme)
    .where('run.kind', '=', plan.kind)
    .where('run.inputs_digest', '=', inputsDigest(plan))
    .executeTakeFirst()
    .then(asRun);
}

/** The newest published run of a kind, or undefined. */
export async function latestRun(tx: Tx, programme: string, kind: string): Promise<CompletedRun | undefined> {
  return published(tx)
    .where('run.programme', '=', programme)
    .where('run.kind', '=', kind)
    .orderBy('run_completion.recorded_at', 'desc')
    .orderBy('run.run_id', 'desc')
    .limit(1)
    .executeTakeFirst()
    .then(asRun);
}

const published = (tx: Tx) =>
  tx.db
    .selectFrom('platform.run as run')
    .innerJoin('platform.run_completion as run_completion', 'run_completion.run_id', 'run.run_id')
    .select(['run.run_id', 'run_completion.run_hash', 'run_completion.counts', 'run.inputs']);

const asRun = (row: { run_id: string; run_hash: string; counts: unknown; inputs: unknown } | undefined): CompletedRun | undefined =>
  row === undefined
    ? undefined
    : { runId: row.run_id, runHash: row.run_hash, counts: row.counts as Record<string, number>, inputs: row.inputs as Record<string, unknown> };

/** Opens a run; its rows stay invisible until `completeRun`. */
export async function openRun(tx: Tx, plan: RunPlan): Promise<string> {
  const runId = newKey();
  await tx.db
    .insertInto('platform.run')
    .values({
      run_id: runId,
      kind: plan.kind,
      programme: plan.programme,
      sponsor: plan.sponsor,
      area: plan.area,
      policy_version: plan.policyVersion,
      law_version: plan.lawVersion,
      inputs: JSON.stringify(plan.inputs),
      inputs_digest: inputsDigest(plan),
      seed: plan.seed ?? null,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .execute();
  return runId;
}

/** Publishes a run: from this row's commit on its rows are seen. */
export async function completeRun(tx: Tx, plan: RunPlan, runId: string, runHash: string, counts: Readonly<Record<string, number>>): Promise<CompletedRun> {
  assert(/^[0-9a-f]{64}$/.test(runHash), 'a run hash is SHA-256 in hex');
  await tx.db
    .insertInto('platform.run_completion')
    .values({ run_id: runId, sponsor: plan.sponsor, area: plan.area, run_hash: runHash, counts: JSON.stringify(counts), recorded_at: tx.at })
    .execute();
  return { runId, runHash, counts, inputs: plan.inputs };
}

/** Keeps the law's content under its version, once, so that a decision can be repeated after the files changed. */
export async function recordLawVersion(tx: Tx, version: string, content: unknown): Promise<void> {
  await tx.db
    .insertInto('platform.law_version')
    .values({
      law_version: version,
      content: JSON.stringify(content, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part)),
      recorded_at: tx.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The law's content as it was kept under a version, or undefined. */
export async function lawContentOf(tx: Tx, version: string): Promise<unknown> {
  return (await tx.db.selectFrom('platform.law_version').select('content').where('law_version', '=', version).executeTakeFirst())?.content;
}
