// Decides how a fact is announced: one row of the outbox in the transaction that made it, of ids and codes, never personal content.
import type { Tx } from './database.ts';
import { newKey } from './key.ts';

/** Announces a fact to whoever listens. */
export async function announce(
  tx: Tx,
  of: { readonly kind: string; readonly body: Readonly<Record<string, string>>; readonly sponsor: string; readonly area: string },
): Promise<void> {
  await tx.db
    .insertInto('platform.outbox')
    .values({ announcement_id: newKey(), kind: of.kind, body: JSON.stringify(of.body), sponsor: of.sponsor, area: of.area, recorded_at: tx.at })
    .execute();
}
