// SQL of accounts: who there is, who is locked, and which operating-system users may act as whom.
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';

export interface AccountRow {
  readonly accountId: string;
  readonly signInName: string;
  readonly displayName: string;
  readonly language: string;
  readonly recordedAt: string;
  readonly author: string;
  readonly locked: boolean;
  /** Has a password, and an authenticator that was confirmed. */
  readonly hasPassword: boolean;
  readonly hasAuthenticator: boolean;
}

const accounts = (tx: Tx) =>
  tx.db
    .selectFrom('access.account as a')
    .select([
      'a.account_id as accountId',
      'a.sign_in_name as signInName',
      'a.display_name as displayName',
      'a.language',
      'a.recorded_at as recordedAt',
      'a.author',
    ])
    .select([
      sql<boolean>`exists (select from access.standing_lock l where l.account_id = a.account_id)`.as('locked'),
      sql<boolean>`exists (select from access.password p where p.account_id = a.account_id)`.as('hasPassword'),
      sql<boolean>`exists (select from access.authenticator t where t.account_id = a.account_id and t.confirmed_at is not null)`.as('hasAuthenticator'),
    ]);

export const accountOf = (tx: Tx, accountId: string): Promise<AccountRow | undefined> => accounts(tx).where('a.account_id', '=', accountId).executeTakeFirst();

export const accountNamed = (tx: Tx, name: string): Promise<AccountRow | undefined> => accounts(tx).where('a.sign_in_name', '=', name).executeTakeFirst();

export const allAccounts = (tx: Tx): Promise<readonly AccountRow[]> => accounts(tx).orderBy('a.sign_in_name').execute();

/** Whether anybody may sign in here yet. */
export async function anyAccount(tx: Tx): Promise<boolean> {
  return (await tx.db.selectFrom('access.account').select('account_id').limit(1).executeTakeFirst()) !== undefined;
}

/** Saves an account; false when the name is taken. */
export async function saveAccount(tx: Tx, of: { accountId: string; signInName: string; displayName: string; language: 'id' | 'en' }): Promise<boolean> {
  const saved = await tx.db
    .insertInto('access.account')
    .values({
      account_id: of.accountId,
      sign_in_name: of.signInName,
      display_name: of.displayName,
      language: of.language,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('account_id')
    .executeTakeFirst();
  return saved !== undefined;
}

/** Takes the place of the first account; false when it is taken. */
export async function takeFirstPlace(tx: Tx, accountId: string): Promise<boolean> {
  const taken = await tx.db
    .insertInto('access.first_account')
    .values({ account_id: accountId, recorded_at: tx.at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('account_id')
    .executeTakeFirst();
  return taken !== undefined;
}

export async function saveLock(tx: Tx, accountId: string, reason: string): Promise<void> {
  await tx.db.insertInto('access.account_lock').values({ lock_id: newKey(), account_id: accountId, reason, recorded_at: tx.at, author: tx.actor.id }).execute();
}

/** Lifts every lock that stands. */
export async function liftLocks(tx: Tx, accountId: string): Promise<void> {
  await sql`insert into access.account_unlock (lock_id, recorded_at, author)
    select lock_id, ${tx.at}::timestamptz, ${tx.actor.id} from access.account_lock where account_id = ${accountId}::uuid on conflict do nothing`.execute(tx.db);
}

/** The accounts an operating-system user may act as. */
export const accountsOfSystemUser = (tx: Tx, name: string): Promise<readonly AccountRow[]> =>
  accounts(tx).innerJoin('access.system_user as s', 's.account_id', 'a.account_id').where('s.name', '=', name).orderBy('a.sign_in_name').execute();

export async function saveSystemUser(tx: Tx, name: string, accountId: string): Promise<void> {
  await tx.db
    .insertInto('access.system_user')
    .values({ name, account_id: accountId, recorded_at: tx.at, author: tx.actor.id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes an operating-system user's right to act as an account; false when he had none. */
export async function removeSystemUser(tx: Tx, name: string, accountId: string): Promise<boolean> {
  const gone = await tx.db.deleteFrom('access.system_user').where('name', '=', name).where('account_id', '=', accountId).executeTakeFirst();
  return gone.numDeletedRows > 0n;
}
