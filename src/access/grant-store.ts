// SQL of grants: which role whom for what, from when, by whom, and what ended.
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import type { Role } from '../kernel/actor.ts';
import type { Grant } from './grant.ts';

/** Whose grants. */
export type Holder = { readonly accountId: string } | { readonly clientId: string };

export interface GrantRow extends Grant {
  readonly accountId: string | null;
  readonly clientId: string | null;
  readonly recordedAt: string;
  readonly author: string;
}

const standing = (tx: Tx) =>
  tx.db
    .selectFrom('access.standing_grant as g')
    .select([
      'g.grant_id as grantId',
      'g.account_id as accountId',
      'g.client_id as clientId',
      'g.role',
      'g.sponsor',
      'g.area',
      'g.branch',
      'g.sender',
      'g.recorded_at as recordedAt',
      'g.author',
    ])
    .orderBy('g.grant_id')
    .$castTo<GrantRow>();

export const allGrants = (tx: Tx): Promise<readonly GrantRow[]> => standing(tx).execute();

export const grantsOf = (tx: Tx, holder: Holder): Promise<readonly GrantRow[]> =>
  ('accountId' in holder ? standing(tx).where('g.account_id', '=', holder.accountId) : standing(tx).where('g.client_id', '=', holder.clientId)).execute();

export const grantNamed = (tx: Tx, grantId: string): Promise<GrantRow | undefined> => standing(tx).where('g.grant_id', '=', grantId).executeTakeFirst();

export async function saveGrant(
  tx: Tx,
  of: { grantId: string; role: Role; sponsor: string; area: string; branch: string | null; sender: string | null } & Holder,
): Promise<void> {
  await tx.db
    .insertInto('access.role_grant')
    .values({
      grant_id: of.grantId,
      account_id: 'accountId' in of ? of.accountId : null,
      client_id: 'clientId' in of ? of.clientId : null,
      role: of.role,
      sponsor: of.sponsor,
      area: of.area,
      branch: of.branch,
      sender: of.sender,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .execute();
}

/** Holds all grants until the transaction ends: two who end the last two administrators at once come one after the other. */
export const holdGrants = async (tx: Tx): Promise<void> => void (await sql`select pg_advisory_xact_lock(7286417003)`.execute(tx.db));

/** Ends a grant; false when it has ended already. */
export async function endGrant(tx: Tx, grantId: string): Promise<boolean> {
  const ended = await tx.db
    .insertInto('access.role_grant_end')
    .values({ grant_id: grantId, recorded_at: tx.at, author: tx.actor.id })
    .onConflict((conflict) => conflict.doNothing())
    .returning('grant_id')
    .executeTakeFirst();
  return ended !== undefined;
}
