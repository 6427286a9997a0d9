// Decides that an act asked for twice under one key is done once: the key is held while it runs, and its answer is kept, sealed, in the same transaction.
import { Fault, assert } from '../kernel/fault.ts';
import type { Actor } from '../kernel/actor.ts';
import type { Database, Tx } from './database.ts';
import type { Vault } from './vault.ts';

/** What was asked. `requestHash` is a digest over everything that decides the answer; keyed, where that may be few things (a NIK is guessed by its digest). */
export interface KeyedRequest {
  readonly key: string;
  readonly requestHash: string;
}

/** Seals the answers that are kept: a receipt in one opens a case without signing in. */
type AnswerVault = Pick<Vault, 'seal' | 'open'>;

/**
 * Does the work once for an actor's key and gives its answer; asked again, gives the answer kept. Whoever asks meanwhile waits for the first
 * to end. Nothing is kept of work that fails. Fault: conflict `idempotency-key-reused` for the same key with another request.
 */
export async function once<T>(
  database: Database,
  actor: Actor,
  of: KeyedRequest & { readonly vault: AnswerVault },
  work: (tx: Tx) => Promise<T>,
): Promise<{ readonly answer: T; readonly repeated: boolean }> {
  return database.transact(actor, async (tx) => {
    const kept = await tx.db
      .insertInto('platform.idempotency_key')
      .values({ actor: actor.id, key: of.key, request_hash: of.requestHash, response: JSON.stringify(null), recorded_at: tx.at })
      .onConflict((conflict) => conflict.doNothing())
      .returning('key')
      .executeTakeFirst();
    if (kept === undefined) return { answer: (await answerKept(tx, of)) as T, repeated: true };
    const answer = await work(tx);
    const sealed = of.vault.seal(Buffer.from(JSON.stringify(answer ?? null), 'utf8')).toString('base64');
    await tx.db
      .updateTable('platform.idempotency_key')
      .set({ response: JSON.stringify(sealed) })
      .where('actor', '=', actor.id)
      .where('key', '=', of.key)
      .execute();
    return { answer, repeated: false };
  });
}

async function answerKept(tx: Tx, of: KeyedRequest & { readonly vault: AnswerVault }): Promise<unknown> {
  const row = await tx.db
    .selectFrom('platform.idempotency_key')
    .select(['request_hash', 'response'])
    .where('actor', '=', tx.actor.id)
    .where('key', '=', of.key)
    .executeTakeFirstOrThrow();
  if (row.request_hash === of.requestHash) {
    assert(typeof row.response === 'string', 'an answer is kept sealed');
    return JSON.parse(of.vault.open(Buffer.from(row.response, 'base64')).toString('utf8'));
  }
  throw new Fault('conflict', 'idempotency-key-reused', {
    id: 'Kunci Idempotency-Key ini sudah dipakai untuk permintaan lain. Buat kunci baru.',
    en: 'This Idempotency-Key was used for another request. Make a new one.',
  });
}
