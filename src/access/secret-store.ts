// SQL of what somebody proves himself by: password hash, sealed seed of one-time codes, recovery codes, failed attempts.
import type { Tx } from '../platform/database.ts';
import type { AttemptKind } from './delay.ts';

/** What a sign-in compares with; absent where there is no such account or it has no password. */
export interface Credentials {
  readonly accountId: string;
  readonly hash: string;
  readonly setAt: string;
}

export async function credentialsOf(tx: Tx, signInName: string): Promise<Credentials | undefined> {
  return tx.db
    .selectFrom('access.account as a')
    .innerJoin('access.password as p', 'p.account_id', 'a.account_id')
    .where('a.sign_in_name', '=', signInName)
    .select(['a.account_id as accountId', 'p.hash', 'p.recorded_at as setAt'])
    .executeTakeFirst();
}

/** When the password of an account was set; null where it has none. */
export async function passwordSetAt(tx: Tx, accountId: string): Promise<string | null> {
  const row = await tx.db.selectFrom('access.password').select('recorded_at').where('account_id', '=', accountId).executeTakeFirst();
  return row?.recorded_at ?? null;
}

export async function savePassword(tx: Tx, accountId: string, hash: string): Promise<void> {
  await tx.db
    .insertInto('access.password')
    .values({ account_id: accountId, hash, recorded_at: tx.at, author: tx.actor.id })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ hash, recorded_at: tx.at, author: tx.actor.id }))
    .execute();
}

export interface Authenticator {
  readonly sealed: Buffer;
  readonly confirmed: boolean;
}

export async function authenticatorOf(tx: Tx, accountId: string): Promise<Authenticator | undefined> {
  const row = await tx.db.selectFrom('access.authenticator').select(['sealed', 'confirmed_at']).where('account_id', '=', accountId).executeTakeFirst();
  return row === undefined ? undefined : { sealed: row.sealed, confirmed: row.confirmed_at !== null };
}

/** Keeps a new seed that waits to be confirmed; a confirmed one stays, and false is answered. */
export async function proposeSeed(tx: Tx, accountId: string, sealed: Buffer): Promise<boolean> {
  const saved = await tx.db
    .insertInto('access.authenticator')
    .values({ account_id: accountId, sealed, recorded_at: tx.at, author: tx.actor.id })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ sealed, recorded_at: tx.at }).where('access.authenticator.confirmed_at', 'is', null))
    .returning('account_id')
    .executeTakeFirst();
  return saved !== undefined;
}

/** Takes a step of the one-time code, and confirms the seed by it; false when that step or a later one was taken. */
export async function takeStep(tx: Tx, accountId: string, step: number): Promise<boolean> {
  const taken = await tx.db
    .updateTable('access.authenticator')
    .set((eb) => ({ last_step: step, confirmed_at: eb.fn.coalesce(eb.ref('confirmed_at'), eb.val(tx.at)) }))
    .where('account_id', '=', accountId)
    .where('last_step', '<', String(step))
    .returning('account_id')
    .executeTakeFirst();
  return taken !== undefined;
}

/** Forgets authenticator and recovery codes, so that the next sign-in sets them up anew. */
export async function forgetAuthenticator(tx: Tx, accountId: string): Promise<void> {
  await tx.db.deleteFrom('access.authenticator').where('account_id', '=', accountId).execute();
  await tx.db.deleteFrom('access.recovery_code').where('account_id', '=', accountId).execute();
}

/** Replaces all recovery codes. */
export async function saveRecoveryCodes(tx: Tx, accountId: string, hashes: readonly string[]): Promise<void> {
  await tx.db.deleteFrom('access.recovery_code').where('account_id', '=', accountId).execute();
  await tx.db
    .insertInto('access.recovery_code')
    .values(hashes.map((code_hash) => ({ account_id: accountId, code_hash, recorded_at: tx.at })))
    .execute();
}

/** Uses a recovery code; false when there is none such that is unused. Of two at once one is answered true. */
export async function useRecoveryCode(tx: Tx, accountId: string, hash: string): Promise<boolean> {
  const used = await tx.db
    .updateTable('access.recovery_code')
    .set({ used_at: tx.at })
    .where('account_id', '=', accountId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .returning('code_hash')
    .executeTakeFirst();
  return used !== undefined;
}

export async function recoveryCodesLeft(tx: Tx, accountId: string): Promise<number> {
  const { left } = await tx.db
    .selectFrom('access.recovery_code')
    .select(({ fn }) => fn.countAll<string>().as('left'))
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(left);
}

export interface AttemptRow {
  readonly failures: number;
  readonly blockedUntil: number;
  readonly lastAt: number;
}

/** The count of failures of a subject, held until the transaction ends: attempts on one subject are counted one after the other. */
export async function holdAttempts(tx: Tx, kind: AttemptKind, subject: string): Promise<AttemptRow> {
  await tx.db
    .insertInto('access.attempt')
    .values({ kind, subject, failures: 0, blocked_until: tx.at, recorded_at: tx.at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await tx.db
    .selectFrom('access.attempt')
    .select(['failures', 'blocked_until', 'recorded_at'])
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { failures: row.failures, blockedUntil: Date.parse(row.blocked_until), lastAt: Date.parse(row.recorded_at) };
}

export async function saveAttempts(tx: Tx, kind: AttemptKind, subject: string, to: { failures: number; blockedUntil: number }): Promise<void> {
  await tx.db
    .updateTable('access.attempt')
    .set({ failures: to.failures, blocked_until: new Date(to.blockedUntil).toISOString(), recorded_at: tx.at })
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .execute();
}

/** The account that answers to a name gave the right proof: its failures are forgotten, and the attempt is no failure of the address. */
export async function clearAttempt(tx: Tx, kind: AttemptKind, subject: string, all: boolean): Promise<void> {
  await tx.db
    .updateTable('access.attempt')
    .set(({ eb }) => ({ failures: all ? 0 : eb('failures', '-', 1), blocked_until: tx.at }))
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('failures', '>', 0)
    .execute();
}
