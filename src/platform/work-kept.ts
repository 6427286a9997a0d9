// Decides how long work is kept: one row a piece of work with how far it is; whoever runs it beats each second, and whose heart stopped is taken up again.
import { sql } from 'kysely';
import type { Actor } from '../kernel/actor.ts';
import type { Tx } from './database.ts';

/** What a piece of work needs to begin anew: who asked for which operation, with what. */
export interface WorkOrder {
  readonly workId: string;
  readonly operation: string;
  readonly actor: Actor;
  readonly input: Readonly<Record<string, unknown>>;
  readonly files: readonly { readonly path: string; readonly name: string; readonly digest: string }[];
  /** Where its files rest until it ends; null without files. */
  readonly folder: string | null;
  readonly key: string | null;
}

/** How a piece of work ended. `failed`: by a bug, or never taken up to its end. */
export type WorkEnded = 'done' | 'refused' | 'stopped' | 'failed';

/** A piece of work as it stands. `done` of `total` (0: not known) in whatever it counts; `rows` are rows of people. */
export interface WorkRecord extends WorkOrder {
  readonly author: string;
  readonly recordedAt: string;
  readonly attempt: number;
  /** Seconds this attempt runs. */
  readonly seconds: number;
  readonly beatAge: number;
  readonly done: number;
  readonly total: number;
  readonly rows: number;
  readonly stopping: boolean;
  readonly ended: WorkEnded | null;
  readonly answer: unknown;
  readonly fault: {
    readonly kind: string;
    readonly code: string;
    readonly id: string;
    readonly en: string;
    readonly place: Readonly<Record<string, unknown>>;
  } | null;
}

// Beats go by the clock of the database: it is one for all servers, and goes on where a demonstration's stands.
const record = sql`work_id as "workId", operation, author, actor, input, files, folder, key, recorded_at as "recordedAt", attempt,
  extract(epoch from coalesce(beat_at, clock_timestamp()) - began_at)::float8 as seconds, extract(epoch from clock_timestamp() - beat_at)::float8 as "beatAge",
  done::float8 as done, total::float8 as total, row_count::float8 as rows, stop_at is not null as stopping, ended, answer, fault`;

/** Keeps a piece of work that begins. */
export async function insertWork(tx: Tx, of: WorkOrder, server: string): Promise<void> {
  await sql`
    insert into platform.work (work_id, operation, author, actor, input, files, folder, key, recorded_at, server, began_at, beat_at)
    values (${of.workId}, ${of.operation}, ${of.actor.id}, ${JSON.stringify(of.actor)}::jsonb, ${JSON.stringify(of.input)}::jsonb, ${JSON.stringify(of.files)}::jsonb,
      ${of.folder}, ${of.key}, ${tx.at}, ${server}::uuid, clock_timestamp(), clock_timestamp())`.execute(tx.db);
}

/** Says how far a piece of work is and hears whether it is to stop: `mine` is false once another server took it up. */
export async function beatWork(
  tx: Tx,
  of: { readonly workId: string; readonly server: string; readonly done: number; readonly total: number; readonly rows: number },
): Promise<{ readonly mine: boolean; readonly stop: boolean }> {
  const { rows } = await sql<{ stop: boolean }>`
    update platform.work set beat_at = clock_timestamp(), done = ${Math.round(of.done)}, total = ${Math.round(of.total)}, row_count = ${Math.round(of.rows)}
    where work_id = ${of.workId}::uuid and server = ${of.server}::uuid and ended is null returning stop_at is not null as stop`.execute(tx.db);
  return { mine: rows.length === 1, stop: rows[0]?.stop === true };
}

/** Keeps how a piece of work of this server ended; nothing where it ended already or another took it up. */
export async function endWork(
  tx: Tx,
  of: { readonly workId: string; readonly server: string; readonly ended: WorkEnded; readonly answer: unknown; readonly fault: WorkRecord['fault'] },
): Promise<void> {
  await sql`
    update platform.work set ended = ${of.ended}, ended_at = ${tx.at}, beat_at = clock_timestamp(), answer = ${of.answer === undefined ? null : JSON.stringify(of.answer)}::jsonb,
      fault = ${of.fault === null ? null : JSON.stringify(of.fault)}::jsonb
    where work_id = ${of.workId}::uuid and server = ${of.server}::uuid and ended is null`.execute(tx.db);
}

/** Asks a piece of work of its author to stop; false where there is none that runs. */
export async function askWorkToStop(tx: Tx, workId: string, author: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update platform.work set stop_at = coalesce(stop_at, ${tx.at}) where work_id = ${workId}::uuid and author = ${author} and ended is null`.execute(tx.db);
  return numAffectedRows === 1n;
}

/** The work of an id and author, or undefined. */
export async function workOf(tx: Tx, workId: string, author: string): Promise<WorkRecord | undefined> {
  const { rows } = await sql<WorkRecord>`select ${record} from platform.work where work_id = ${workId}::uuid and author = ${author}`.execute(tx.db);
  return rows[0];
}

/** Works of an author, the last begun first. */
export async function worksOf(tx: Tx, author: string, at: { readonly limit: number; readonly offset: number }): Promise<readonly WorkRecord[]> {
  const { rows } = await sql<WorkRecord>`
    select ${record} from platform.work where author = ${author} order by recorded_at desc, work_id desc limit ${at.limit} offset ${at.offset}`.execute(tx.db);
  return rows;
}

/** Takes up works whose heart stopped so many seconds ago: each is this server's from now on, under its next attempt. */
export async function takeUpWorks(tx: Tx, server: string, quietSeconds: number): Promise<readonly WorkRecord[]> {
  const { rows } = await sql<WorkRecord>`
    update platform.work set server = ${server}::uuid, attempt = attempt + 1, began_at = clock_timestamp(), beat_at = clock_timestamp(), done = 0, total = 0, row_count = 0
    where ended is null and server <> ${server}::uuid and beat_at < clock_timestamp() - make_interval(secs => ${quietSeconds})
    returning ${record}`.execute(tx.db);
  return rows;
}
