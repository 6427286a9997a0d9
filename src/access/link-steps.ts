// Makes links that let somebody in once, and takes them: the first administrator, a welcome or reset (password and authenticator anew), one session of a demonstration.
import type { Actor } from '../kernel/actor.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { Workplace } from '../platform/workplace.ts';
import { accountOf, anyAccount, saveAccount, takeFirstPlace } from './account-store.ts';
import { itself, nobodyYet } from './gate-actors.ts';
import { saveGrant } from './grant-store.ts';
import { newPassword } from './password.ts';
import { forgetAuthenticator, passwordSetAt, savePassword } from './secret-store.ts';
import { beginSession, later } from './session-steps.ts';
import { type LinkPurpose, type LinkRow, endSessions, openLink, replaceLinks, saveLink, useLink } from './session-store.ts';
import { settings } from './settings.ts';
import { signInName } from './sign-in-name.ts';
import type { HalfIn } from './sign-in-steps.ts';
import { newToken, passwordHash } from './token-steps.ts';

/** Makes a link; older ones to the same account open no more. Gives the token that goes into its address. */
export async function makeLink(tx: Tx, purpose: LinkPurpose, accountId: string | null): Promise<string> {
  const { token, hash } = newToken('pl');
  await replaceLinks(tx, accountId);
  await saveLink(tx, { linkId: newKey(), tokenHash: hash, purpose, accountId, expiresAt: later(tx.at, settings.linkLifetime) });
  await recordAct(tx, { kind: 'link-made', subject: accountId ?? 'first', digest: hash, sponsor: '*', area: '*' });
  return token;
}

/** The address of a link on a server. */
export const linkAddress = (origin: string, token: string): string => `${origin}/welcome/${token}`;

/** Whether anybody may sign in here yet. */
export const accountsExist = (workplace: Workplace): Promise<boolean> => workplace.database.gate(nobodyYet, anyAccount);

/** The link for the first administrator; null once there is an account. */
export async function firstLink(workplace: Workplace, actor: Actor): Promise<string | null> {
  return workplace.database.gate(actor, async (tx) => ((await anyAccount(tx)) ? null : makeLink(tx, 'first', null)));
}

export interface OpenedLink {
  readonly purpose: LinkPurpose;
  readonly name: string | null;
  readonly displayName: string | null;
}

/** What a link is for. Fault: not-found `link-not-valid` (unknown, used, replaced or too old, without a difference). */
export async function linkOpened(workplace: Workplace, token: string): Promise<OpenedLink> {
  return workplace.database.gate(nobodyYet, async (tx) => {
    const link = await standing(tx, token);
    const account = link.accountId === null ? undefined : await accountOf(tx, link.accountId);
    return { purpose: link.purpose, name: account?.signInName ?? null, displayName: account?.displayName ?? null };
  });
}

async function standing(tx: Tx, token: string): Promise<LinkRow> {
  const link = await openLink(tx, sha256(token));
  if (link === undefined) throw notValid();
  return link;
}

const notValid = (): Fault =>
  new Fault('not-found', 'link-not-valid', {
    id: 'Tautan ini sudah dipakai, diganti, atau lewat waktunya. Mintalah tautan baru.',
    en: 'This link was used, replaced, or is too old. Ask for a new one.',
  });

/** Takes a link, once. */
async function take(tx: Tx, token: string, purpose: LinkPurpose): Promise<LinkRow> {
  const link = await standing(tx, token);
  if (link.purpose !== purpose || !(await useLink(tx, link.linkId))) throw notValid();
  await recordAct(tx, { kind: 'link-used', subject: link.accountId ?? 'first', digest: sha256(token), sponsor: '*', area: '*' });
  return link;
}

/** Makes the first account, which may do everything an administrator may, everywhere. Faults: not-found `link-not-valid`, and those of names and passwords. */
export async function takeFirstLink(
  workplace: Workplace,
  token: string,
  of: { readonly name: string; readonly displayName: string; readonly password: string; readonly language: 'id' | 'en' },
): Promise<HalfIn> {
  const name = signInName(of.name);
  const displayName = of.displayName.trim() === '' ? name : of.displayName.trim().slice(0, 100);
  await linkOpened(workplace, token); // before a password is worked on
  const hash = await passwordHash(newPassword(of.password, name));
  const accountId = newKey();
  const setAt = await workplace.database.gate(itself(accountId), async (tx) => {
    await take(tx, token, 'first');
    await saveAccount(tx, { accountId, signInName: name, displayName, language: of.language });
    if (!(await becomeFirst(tx, accountId))) throw notValid();
    await savePassword(tx, accountId, hash);
    return passwordSetAt(tx, accountId);
  });
  return { accountId, name, passwordSetAt: setAt };
}

/** Gives an account the first administrator's grant if it is the first; whether it was. */
export async function becomeFirst(tx: Tx, accountId: string): Promise<boolean> {
  if (!(await takeFirstPlace(tx, accountId))) return false;
  await saveGrant(tx, { grantId: newKey(), accountId, role: 'administrator', sponsor: '*', area: '*', branch: null, sender: null });
  await recordAct(tx, { kind: 'first-administrator', subject: accountId, digest: sha256(accountId), sponsor: '*', area: '*' });
  return true;
}

/** Sets the password anew, forgets the authenticator and ends every session. Faults: not-found `link-not-valid`, and those of passwords. */
export async function takeWelcomeLink(workplace: Workplace, token: string, password: string): Promise<HalfIn> {
  const { name } = await linkOpened(workplace, token);
  const hash = await passwordHash(newPassword(password, name ?? ''));
  const accountId = await accountOfLink(workplace, token);
  const setAt = await workplace.database.gate(itself(accountId), async (tx) => {
    await take(tx, token, 'welcome');
    await savePassword(tx, accountId, hash);
    await forgetAuthenticator(tx, accountId);
    await endSessions(tx, accountId, 'password-changed', null);
    await recordAct(tx, { kind: 'password-changed', subject: accountId, digest: sha256(tx.at), sponsor: '*', area: '*' });
    return passwordSetAt(tx, accountId);
  });
  return { accountId, name: name ?? '', passwordSetAt: setAt };
}

/** Begins one session without a password: for the people of a demonstration, whose links the console gave. */
export async function takeEnterLink(workplace: Workplace, token: string, userAgent: string): Promise<string> {
  const accountId = await accountOfLink(workplace, token);
  return workplace.database.gate(itself(accountId), async (tx) => {
    await take(tx, token, 'enter');
    return beginSession(tx, { accountId, way: 'link', userAgent });
  });
}

async function accountOfLink(workplace: Workplace, token: string): Promise<string> {
  const { accountId } = await workplace.database.gate(nobodyYet, (tx) => standing(tx, token));
  if (accountId === null) throw notValid();
  return accountId;
}
