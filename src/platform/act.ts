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
