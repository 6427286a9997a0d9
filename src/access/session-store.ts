// SQL of sessions and one-time links: begun, found by the hash of their token, seen, ended, used.
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';

export type SessionWay = 'password' | 'openid' | 'link';
export type SessionEnd = 'signed-out' | 'ended' | 'password-changed' | 'locked';

export interface SessionRow {
  readonly sessionId: string;
  readonly accountId: string;
  readonly way: SessionWay;
  readonly scope: string | null;
  readonly userAgent: string;
  readonly beganAt: string;
  readonly seenAt: string;
  readonly expiresAt: string;
}

const open = (tx: Tx, idleSince: string) =>
  tx.db
    .selectFrom('access.standing_session as s')
    .select([
      's.session_id as sessionId',
      's.account_id as accountId',
      's.way',
      's.scope',
      's.user_agent as userAgent',
      's.recorded_at as beganAt',
      's.seen_at as seenAt',
      's.expires_at as expiresAt',
    ])
    .where('s.expires_at', '>', tx.at)
    .where('s.seen_at', '>', idleSince)
    .$castTo<SessionRow>();

/** Open sessions of an account, the newest first. */
export const openSessions = (tx: Tx, accountId: string, idleSince: string): Promise<readonly SessionRow[]> =>
  open(tx, idleSince).where('s.account_id', '=', accountId).orderBy('s.recorded_at', 'desc').execute();

export const sessionWith = (tx: Tx, tokenHash: string, idleSince: string): Promise<SessionRow | undefined> =>
  open(tx, idleSince).where('s.token_hash', '=', tokenHash).executeTakeFirst();

export const sessionNamed = (tx: Tx, sessionId: string, idleSince: string): Promise<SessionRow | undefined> =>
  open(tx, idleSince).where('s.session_id', '=', sessionId).executeTakeFirst();

export async function saveSession(
  tx: Tx,
  of: { sessionId: string; tokenHash: string; accountId: string; way: SessionWay; scope: string | null; userAgent: string; expiresAt: string },
): Promise<void> {
  await tx.db
    .insertInto('access.session')
    .values({
      session_id: of.sessionId,
      token_hash: of.tokenHash,
      account_id: of.accountId,
      way: of.way,
      scope: of.scope,
      user_agent: of.userAgent,
      seen_at: tx.at,
      expires_at: of.expiresAt,
      recorded_at: tx.at,
    })
    .execute();
}

export const markSeen = async (tx: Tx, sessionId: string): Promise<void> =>
  void (await tx.db.updateTable('access.session').set({ seen_at: tx.at }).where('session_id', '=', sessionId).execute());

export const saveScope = async (tx: Tx, sessionId: string, scope: string): Promise<void> =>
  void (await tx.db.updateTable('access.session').set({ scope }).where('session_id', '=', sessionId).execute());

/** The scope an account last worked in. */
export async function lastScope(tx: Tx, accountId: string): Promise<string | null> {
  const row = await tx.db
    .selectFrom('access.session')
    .select('scope')
    .where('account_id', '=', accountId)
    .where('scope', 'is not', null)
    .orderBy('recorded_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.scope ?? null;
}

export async function endSession(tx: Tx, sessionId: string, reason: SessionEnd): Promise<void> {
  await tx.db
    .insertInto('access.session_end')
    .values({ session_id: sessionId, reason, recorded_at: tx.at, author: tx.actor.id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Ends every session of an account but one. */
export async function endSessions(tx: Tx, accountId: string, reason: SessionEnd, but: string | null): Promise<void> {
  await sql`insert into access.session_end (session_id, reason, recorded_at, author)
    select session_id, ${reason}, ${tx.at}::timestamptz, ${tx.actor.id} from access.session
    where account_id = ${accountId}::uuid and session_id is distinct from ${but}::uuid on conflict do nothing`.execute(tx.db);
}

export type LinkPurpose = 'first' | 'welcome' | 'enter';

export interface LinkRow {
  readonly linkId: string;
  readonly purpose: LinkPurpose;
  readonly accountId: string | null;
  readonly author: string;
}

export async function saveLink(
  tx: Tx,
  of: { linkId: string; tokenHash: string; purpose: LinkPurpose; accountId: string | null; expiresAt: string },
): Promise<void> {
  await tx.db
    .insertInto('access.one_time_link')
    .values({
      link_id: of.linkId,
      token_hash: of.tokenHash,
      purpose: of.purpose,
      account_id: of.accountId,
      expires_at: of.expiresAt,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .execute();
}

/** A link that still opens. */
export async function openLink(tx: Tx, tokenHash: string): Promise<LinkRow | undefined> {
  return tx.db
    .selectFrom('access.one_time_link as l')
    .select(['l.link_id as linkId', 'l.purpose', 'l.account_id as accountId', 'l.author'])
    .where('l.token_hash', '=', tokenHash)
    .where('l.expires_at', '>', tx.at)
    .where((eb) => eb.not(eb.exists(eb.selectFrom('access.one_time_link_end as e').select('e.link_id').whereRef('e.link_id', '=', 'l.link_id'))))
    .$castTo<LinkRow>()
    .executeTakeFirst();
}

/** Uses a link; of two at once one is answered true. */
export async function useLink(tx: Tx, linkId: string): Promise<boolean> {
  const used = await tx.db
    .insertInto('access.one_time_link_end')
    .values({ link_id: linkId, used: true, recorded_at: tx.at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('link_id')
    .executeTakeFirst();
  return used !== undefined;
}

/** Closes the links a newer one replaces. */
export async function replaceLinks(tx: Tx, accountId: string | null): Promise<void> {
  await sql`insert into access.one_time_link_end (link_id, used, recorded_at)
    select link_id, false, ${tx.at}::timestamptz from access.one_time_link where account_id is not distinct from ${accountId}::uuid on conflict do nothing`.execute(
    tx.db,
  );
}
