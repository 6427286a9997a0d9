// Decides how an act is recorded: one row in the act's own transaction, of ids and hashes, never personal content; and beside it what the log will hold of it.
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
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

/** An act's key, the salt drawn for it and the hash of both with all it says, these two as lower-case hex. */
interface Committed {
  readonly actId: string;
  readonly salt: string;
  readonly commitment: string;
}

const saltBytes = 16;
/** Random bytes drawn for many salts at once, as hex, and how many of its digits were used: drawing 16 bytes costs nearly what drawing thousands does. */
let [drawn, used] = ['', 0];

function newSalt(): string {
  if (used === drawn.length) [drawn, used] = [randomBytes(saltBytes * 256).toString('hex'), 0];
  used += saltBytes * 2;
  return drawn.slice(used - saltBytes * 2, used);
}

/** A text as the database will hold it: half a character (a lone surrogate) is sent to it as U+FFFD, and would be hashed as itself. */
const asStored = (text: string): string => text.toWellFormed();

function committed(act: Act, { at, author }: { readonly at: Instant; readonly author: string }): Committed {
  const [actId, salt] = [newKey(), newSalt()];
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
  return { actId, salt, commitment: commitmentOf(opening) };
}

/** The statement that records an act; prepared once a connection, since it is the one asked most. */
export function actStatement(act: Act, by: { readonly at: Instant; readonly author: string }): Statement {
  const { actId, salt, commitment } = committed(act, by);
  return {
    name: 'record-act',
    text: `insert into platform.act (act_id, kind, subject, sponsor, area, digest, recorded_at, author, salt, commitment)
      values ($1, $2, $3, $4, $5, $6, $7, $8, decode($9, 'hex'), decode($10, 'hex'))`,
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
  const hashes = acts.map((act) => committed(act, { at: tx.at, author: tx.actor.id }));
  const column = (of: (act: Act) => string) => sql.val(acts.map(of));
  await sql`
    insert into platform.act (act_id, kind, subject, sponsor, area, digest, recorded_at, author, salt, commitment)
    select a.act_id, a.kind, a.subject, a.sponsor, a.area, a.digest, ${tx.at}::timestamptz, ${tx.actor.id}, decode(a.salt, 'hex'), decode(a.commitment, 'hex')
    from unnest(${sql.val(hashes.map(({ actId }) => actId))}::uuid[], ${column(({ kind }) => kind)}::text[], ${column(({ subject }) => subject)}::text[],
      ${column(({ sponsor }) => sponsor)}::text[], ${column(({ area }) => area)}::text[], ${column(({ digest }) => digest)}::text[],
      ${sql.val(hashes.map(({ salt }) => salt))}::text[], ${sql.val(hashes.map(({ commitment }) => commitment))}::text[])
      with ordinality a (act_id, kind, subject, sponsor, area, digest, salt, commitment, nth) order by a.nth`.execute(tx.db);
}
