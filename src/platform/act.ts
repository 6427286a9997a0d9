// Decides how an act is recorded: one row in the act's own transaction, of ids and hashes, never personal content; and how acts are taken to be numbered.
import { sql } from 'kysely';
import type { Instant } from '../kernel/clock.ts';
import { type Statement, type Tx, lookIn } from './database.ts';
import { newKey } from './key.ts';

export interface Act {
  readonly kind: string;
  readonly subject: string;
  /** Lower-case hex SHA-256 of what was decided. */
  readonly digest: string;
  readonly sponsor: string;
  readonly area: string;
}

/** An act as it was recorded. */
export interface RecordedAct extends Act {
  readonly actId: string;
  readonly recordedAt: string;
  readonly author: string;
}

/** The statement that records an act and lets it wait for its number in the log; prepared once a connection, since it is the one asked most. */
export function actStatement({ kind, subject, digest, sponsor, area }: Act, { at, author }: { readonly at: Instant; readonly author: string }): Statement {
  return {
    name: 'record-act',
    text: `with act as (insert into platform.act (act_id, kind, subject, sponsor, area, digest, recorded_at, author) values ($1, $2, $3, $4, $5, $6, $7, $8))
      insert into platform.act_waiting (act_id) values ($1)`,
    values: [newKey(), kind, subject, sponsor, area, digest, at, author],
  };
}

/** Records who did what, as the transaction's actor at its instant; it waits from then on for its number in the log. */
export async function recordAct(tx: Tx, act: Act): Promise<void> {
  await lookIn(tx)(actStatement(act, { at: tx.at, author: tx.actor.id }));
}

/** Records many acts of one transaction, in their order. */
export async function recordActs(tx: Tx, acts: readonly Act[]): Promise<void> {
  if (acts.length === 0) return;
  await sql`
    with act as (
      insert into platform.act (act_id, kind, subject, sponsor, area, digest, recorded_at, author)
      select a.act_id, a.kind, a.subject, a.sponsor, a.area, a.digest, ${tx.at}::timestamptz, ${tx.actor.id}
      from unnest(${acts.map(() => newKey())}::uuid[], ${acts.map(({ kind }) => kind)}::text[], ${acts.map(({ subject }) => subject)}::text[],
        ${acts.map(({ sponsor }) => sponsor)}::text[], ${acts.map(({ area }) => area)}::text[], ${acts.map(({ digest }) => digest)}::text[])
        a (act_id, kind, subject, sponsor, area, digest)
      returning act_id)
    insert into platform.act_waiting (act_id) select act_id from act`.execute(tx.db);
}

/** Whether an act waits for its number. */
export async function actsWait(tx: Tx): Promise<boolean> {
  return (await tx.db.selectFrom('platform.act_waiting').select('act_id').limit(1).executeTakeFirst()) !== undefined;
}

/** Acts that were taken to be numbered; `taken` counts those as well that wait and are no act any more. */
export interface TakenActs {
  readonly acts: readonly RecordedAct[];
  readonly taken: number;
}

/**
 * Takes acts that wait, `most` of them at most, in the order they were recorded in: whoever takes them numbers them in the same transaction. Call it
 * holding a lock that no other taker passes. What waits and is no act any more goes on waiting, where a check finds it.
 */
export async function takeWaitingActs(tx: Tx, most: number): Promise<TakenActs> {
  const { rows } = await sql<RecordedAct & { waited: string }>`
    with taken as (
      delete from platform.act_waiting where ctid = any (array(select ctid from platform.act_waiting limit ${most})) returning act_id)
    select t.act_id as waited, a.act_id as "actId", a.kind, a.subject, a.digest, a.sponsor, a.area, a.recorded_at as "recordedAt", a.author
    from taken t left join platform.act a on a.act_id = t.act_id order by a.recorded_at, a.act_id`.execute(tx.db);
  const gone = rows.filter(({ actId }) => actId === null).map(({ waited }) => waited);
  if (gone.length === 0) return { acts: rows, taken: rows.length };
  await sql`insert into platform.act_waiting (act_id) select unnest(${sql.val(gone)}::uuid[])`.execute(tx.db);
  return { acts: rows.filter(({ actId }) => actId !== null), taken: rows.length };
}
