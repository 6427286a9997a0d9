// SQL of programs that sign in, and of their tokens.
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';

export interface ClientRow {
  readonly clientId: string;
  readonly name: string;
  readonly acts: readonly string[] | null;
  readonly expiresAt: string;
  readonly recordedAt: string;
  readonly author: string;
  readonly ended: boolean;
}

const clients = (tx: Tx) =>
  tx.db
    .selectFrom('access.client as c')
    .select(['c.client_id as clientId', 'c.name', 'c.acts', 'c.expires_at as expiresAt', 'c.recorded_at as recordedAt', 'c.author'])
    .select(sql<boolean>`exists (select from access.client_end e where e.client_id = c.client_id)`.as('ended'));

export const allClients = (tx: Tx): Promise<readonly ClientRow[]> => clients(tx).orderBy('c.name').execute();

export const clientNamed = (tx: Tx, name: string): Promise<ClientRow | undefined> => clients(tx).where('c.name', '=', name).executeTakeFirst();

/** A program with the hash of its secret. */
export async function clientOf(tx: Tx, clientId: string): Promise<(ClientRow & { readonly secretHash: string }) | undefined> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(clientId)) return undefined;
  return clients(tx).select('c.secret_hash as secretHash').where('c.client_id', '=', clientId).executeTakeFirst();
}

/** Saves a program; false when the name is taken. */
export async function saveClient(
  tx: Tx,
  of: { clientId: string; name: string; secretHash: string; acts: readonly string[] | null; expiresAt: string },
): Promise<boolean> {
  const saved = await tx.db
    .insertInto('access.client')
    .values({
      client_id: of.clientId,
      name: of.name,
      secret_hash: of.secretHash,
      acts: of.acts === null ? null : [...of.acts],
      expires_at: of.expiresAt,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('client_id')
    .executeTakeFirst();
  return saved !== undefined;
}

export async function endClient(tx: Tx, clientId: string): Promise<void> {
  await tx.db
    .insertInto('access.client_end')
    .values({ client_id: clientId, recorded_at: tx.at, author: tx.actor.id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function saveToken(tx: Tx, of: { tokenHash: string; clientId: string; acts: readonly string[] | null; expiresAt: string }): Promise<void> {
  await tx.db
    .insertInto('access.client_token')
    .values({
      token_hash: of.tokenHash,
      client_id: of.clientId,
      acts: of.acts === null ? null : [...of.acts],
      expires_at: of.expiresAt,
      recorded_at: tx.at,
    })
    .execute();
}

/** Tokens whose time is over open nothing; they go. */
export const forgetOldTokens = async (tx: Tx): Promise<void> => void (await tx.db.deleteFrom('access.client_token').where('expires_at', '<=', tx.at).execute());

export async function clientNamesIn(tx: Tx): Promise<ReadonlyMap<string, string>> {
  return new Map((await tx.db.selectFrom('access.client').select(['client_id', 'name']).execute()).map((row) => [row.client_id, row.name]));
}
