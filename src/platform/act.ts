// Decides how an act is recorded: one row in the act's own transaction, of ids and hashes, never personal content.
import type { Tx } from './database.ts';
import { newKey } from './key.ts';

export interface Act {
  readonly kind: string;
  readonly subject: string;
  /** Lower-case hex SHA-256 of what was decided. */
  readonly digest: string;
  readonly sponsor: string;
  readonly area: string;
}

/** Records who did what, as the transaction's actor at its instant. */
export async function recordAct(tx: Tx, act: Act): Promise<void> {
  await tx.db
    .insertInto('platform.act')
    .values({ act_id: newKey(), ...act, recorded_at: tx.at, author: tx.actor.id })
    .execute();
}

/** The newest act the actor may see, or the empty text: whatever is computed from the records is the same as long as this is. */
export async function newestAct(tx: Tx): Promise<string> {
  const row = await tx.db.selectFrom('platform.act').select('act_id').orderBy('act_id', 'desc').limit(1).executeTakeFirst();
  return row?.act_id ?? '';
}
