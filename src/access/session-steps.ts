// Begins sessions, finds who a token belongs to, lists and ends them; a token is shown once and rests as a hash.
import type { Actor } from '../kernel/actor.ts';
import type { Caller } from '../kernel/caller.ts';
import { type Instant, instant } from '../kernel/clock.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { Workplace } from '../platform/workplace.ts';
import { accountCalled } from './account-called-steps.ts';
import { accountActorId, itself, nobodyYet } from './gate-actors.ts';
import { dutiesOf, dutyChosen, requireMayManage } from './grant.ts';
import { grantsOf } from './grant-store.ts';
import {
  type SessionRow,
  type SessionWay,
  endSession,
  endSessions,
  lastScope,
  openSessions,
  saveScope,
  saveSession,
  sessionNamed,
  sessionWith,
} from './session-store.ts';
import { settings } from './settings.ts';
import { newToken } from './token-steps.ts';

export type { SessionRow } from './session-store.ts';

/** An instant so many seconds later. */
export const later = (at: string, seconds: number): Instant => instant(new Date(Date.parse(at) + seconds * 1000).toISOString()); // not law: milliseconds a second

export const idleSince = (at: string): Instant => later(at, -settings.sessionIdle);

/** Begins a session in its own transaction's account; the token is given once. */
export async function beginSession(tx: Tx, of: { accountId: string; way: SessionWay; userAgent: string }): Promise<string> {
  const { token, hash } = newToken('ps');
  const duties = dutiesOf(await grantsOf(tx, of));
  const scope = dutyChosen(duties, await lastScope(tx, of.accountId))?.key ?? null;
  await saveSession(tx, {
    sessionId: newKey(),
    tokenHash: hash,
    accountId: of.accountId,
    way: of.way,
    scope,
    userAgent: of.userAgent.slice(0, 200),
    expiresAt: later(tx.at, settings.sessionLongest),
  });
  return token;
}

/** Ends the session a token belongs to. */
export async function signOut(workplace: Workplace, token: string): Promise<void> {
  await workplace.database.gate(nobodyYet, async (tx) => {
    const session = await sessionWith(tx, sha256(token), idleSince(tx.at));
    if (session !== undefined) await endSession(tx, session.sessionId, 'signed-out');
  });
}

/** Takes up another duty from now on, in this session and the next. Fault: forbidden `duty-not-granted`. */
export async function takeDuty(workplace: Workplace, caller: Caller, duty: string): Promise<void> {
  const { session } = caller;
  if (session === undefined || !session.duties.some(({ key }) => key === duty)) {
    throw new Fault(
      'forbidden',
      'duty-not-granted',
      { id: 'Wewenang itu tidak ada pada akun ini.', en: 'This account was not granted that.' },
      { column: 'duty' },
    );
  }
  await workplace.database.gate(itself(session.accountId), (tx) => saveScope(tx, session.sessionId, duty));
}

/** Open sessions of an account (name or id), by itself or an administrator it does not reach beyond. */
export async function sessionsOf(workplace: Workplace, actor: Actor, account: string): Promise<readonly SessionRow[]> {
  return workplace.database.gate(actor, async (tx) => {
    const { accountId } = await accountCalled(tx, account);
    await requireOwnOrManaged(tx, actor, accountId);
    return openSessions(tx, accountId, idleSince(tx.at));
  });
}

/** Ends a session, by its owner or an administrator. Fault: not-found `session-unknown`. */
export async function endOneSession(workplace: Workplace, actor: Actor, sessionId: string): Promise<void> {
  await workplace.database.gate(actor, async (tx) => {
    const session = await sessionNamed(tx, sessionId, idleSince(tx.at));
    if (session === undefined)
      throw new Fault('not-found', 'session-unknown', { id: 'Sesi itu tidak ada atau sudah berakhir.', en: 'There is no such session, or it is over.' });
    await requireOwnOrManaged(tx, actor, session.accountId);
    await endSession(tx, sessionId, 'ended');
    await recordAct(tx, { kind: 'session-ended', subject: session.accountId, digest: sha256(sessionId), sponsor: '*', area: '*' });
  });
}

/** Ends every session of an account but the one it is asked from. */
export async function endOtherSessions(workplace: Workplace, of: { readonly accountId: string; readonly sessionId: string }): Promise<void> {
  await workplace.database.gate(itself(of.accountId), async (tx) => endSessions(tx, of.accountId, 'ended', of.sessionId));
}

async function requireOwnOrManaged(tx: Tx, actor: Actor, accountId: string): Promise<void> {
  if (actor.id !== accountActorId(accountId)) requireMayManage(actor, await grantsOf(tx, { accountId }));
}
