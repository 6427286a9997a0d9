// Decides how an act is recorded: one row in the act's own transaction, of ids and hashes, never personal content.
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

/** The statement that records an act; prepared once a connection, since it is the one asked most. */
export function actStatement(act: Act, by: { readonly at: Instant; readonly author: string }): Statement {
  return {
    name: 'record-act',
    text: 'insert into platform.act (act_id, kind, subject, sponsor, area, digest, recorded_at, author) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    values: [newKey(), act.kind, act.subject, act.sponsor, act.area, act.digest, by.at, by.author],
  };
}

/** Records who did what, as the transaction's actor at its instant; it waits from then on for its number in the log. */
export async function recordAct(tx: Tx, act: Act): Promise<void> {
  await lookIn(tx)(actStatement(act, { at: tx.at, author: tx.actor.id }));
}

/** Records many acts of one transaction, in their order. */
export async function recordActs(tx: Tx, acts: readonly Act[]): Promise<void> {
  if (acts.length === 0) return;
  const column = (of: (act: Act) => string) => sql.val(acts.map(of));
  await sql`
    insert into platform.act (act_id, kind, subject, sponsor, area, digest, recorded_at, author)
    select a.act_id, a.kind, a.subject, a.sponsor, a.area, a.digest, ${tx.at}::timestamptz, ${tx.actor.id}
    from unnest(${column(newKey)}::uuid[], ${column(({ kind }) => kind)}::text[], ${column(({ subject }) => subject)}::text[],
      ${column(({ sponsor }) => sponsor)}::text[], ${column(({ area }) => area)}::text[], ${column(({ digest }) => digest)}::text[])
      with ordinality a (act_id, kind, subject, sponsor, area, digest, nth) order by a.nth`.execute(tx.db);
}
