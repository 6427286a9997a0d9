// Decides how an act is recorded: one row in the act's own transaction, of ids and hashes, never personal content; and beside it what the log will hold of it.
import { randomBytes } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { type Instant, storedInstant } from '../kernel/clock.ts';
import { commitmentOf, openingOf } from '../kernel/opening.ts';
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

/** An act's key, the salt drawn for it and the hash of both with all it says, these two as PostgreSQL reads bytes. */
interface Committed {
  readonly actId: string;
  readonly salt: string;
  readonly commitment: string;
}

/** A text as the database will hold it: half a character (a lone surrogate) is sent to it as U+FFFD, and would be hashed as itself. */
const asStored = (text: string): string => text.toWellFormed();

function committed(act: Act, { at, author }: { readonly at: Instant; readonly author: string }): Committed {
  const [actId, salt] = [newKey(), randomBytes(16).toString('hex')];
  const opening = openingOf(
    {
      actId,
      kind: asStored(act.kind),
      subject: asStored(act.subject),
      digest: asStored(act.digest),
      sponsor: asStored(act.sponsor),
      area: asStored(act.area),
      recordedAt: storedInstant(at),
      author: asStored(author),
    },
    salt,
  );
  return { actId, salt: `\\x${salt}`, commitment: `\\x${commitmentOf(opening)}` };
}

/** The statement that records an act and lets it wait for its number in the log; prepared once a connection, since it is the one asked most. */
export function actStatement(act: Act, by: { readonly at: Instant; readonly author: string }): Statement {
  const { actId, salt, commitment } = committed(act, by);
  return {
    name: 'record-act',
    text: `with act as (insert into platform.act (act_id, kind, subject, sponsor, area, digest, recorded_at, author) values ($1, $2, $3, $4, $5, $6, $7, $8))
      insert into platform.act_waiting (act_id, kind, salt, commitment) values ($1, $2, $9, $10)`,
    values: [actId, act.kind, act.subject, act.sponsor, act.area, act.digest, by.at, by.author, salt, commitment],
  };
}

/** Records who did what, as the transaction's actor at its instant; it waits from then on for its number in the log. */
export async function recordAct(tx: Tx, act: Act): Promise<void> {
  await lookIn(tx)(actStatement(act, { at: tx.at, author: tx.actor.id }));
}

/** Records many acts of one transaction, in their order. */
export async function recordActs(tx: Tx, acts: readonly Act[]): Promise<void> {
  if (acts.length === 0) return;
  const waiting = acts.map((act) => committed(act, { at: tx.at, author: tx.actor.id }));
  const column = (of: (act: Act) => string) => sql.val(acts.map(of));
  const keys = sql.val(waiting.map(({ actId }) => actId));
  await sql`
    with act as (
      insert into platform.act (act_id, kind, subject, sponsor, area, digest, recorded_at, author)
      select a.act_id, a.kind, a.subject, a.sponsor, a.area, a.digest, ${tx.at}::timestamptz, ${tx.actor.id}
      from unnest(${keys}::uuid[], ${column(({ kind }) => kind)}::text[], ${column(({ subject }) => subject)}::text[],
        ${column(({ sponsor }) => sponsor)}::text[], ${column(({ area }) => area)}::text[], ${column(({ digest }) => digest)}::text[])
        a (act_id, kind, subject, sponsor, area, digest))
    insert into platform.act_waiting (act_id, kind, salt, commitment)
    select * from unnest(${keys}::uuid[], ${column(({ kind }) => kind)}::text[], ${sql.val(waiting.map(({ salt }) => salt))}::bytea[],
      ${sql.val(waiting.map(({ commitment }) => commitment))}::bytea[])`.execute(tx.db);
}

/** Whether an act waits for its number. */
export async function actsWait(tx: Tx): Promise<boolean> {
  return (await tx.db.selectFrom('platform.act_waiting').select('act_id').limit(1).executeTakeFirst()) !== undefined;
}

/**
 * The statement that takes acts that wait, `most` of them at most: whoever takes them numbers them by the same statement, holding a lock that no other taker
 * passes. Rows of `act_id, kind, salt, commitment`.
 */
export const takeWaiting = (most: number): RawBuilder<unknown> => sql`
  delete from platform.act_waiting where ctid = any (array(select ctid from platform.act_waiting limit ${most})) returning act_id, kind, salt, commitment`;
