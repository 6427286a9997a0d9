// Decides in whose name a request acts until people sign in: whoever sits at this computer, under the name he gave; a list is proposed by one and signed by another.
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Actor, Role } from '../kernel/actor.ts';
import { Fault } from '../kernel/fault.ts';
import type { RequestEnv } from './surface.ts';

const cookie = 'payung_pelaku';
/** How a program says it, as `--as` does at the command line. */
export const actingHeader = 'payung-acting-as';
const nameForm = /^[a-z][a-z0-9.-]{0,39}$/;

const everyRole: readonly Role[] = [
  'sender',
  'verifier',
  'selector',
  'approver',
  'finance',
  'branch-officer',
  'case-worker',
  'auditor',
  'data-protection-officer',
  'administrator',
];

/** The name a request acts under; `web` unless another was given. */
export function actingName(c: Context<RequestEnv>): string {
  const given = c.req.header(actingHeader) ?? getCookie(c, cookie);
  if (given === undefined) return 'web';
  if (nameForm.test(given)) return given;
  throw wrongName(); // never as somebody else
}

const wrongName = (): Fault =>
  new Fault(
    'bad-input',
    'acting-name-wrong',
    {
      id: 'Tulis nama jabatan dengan huruf kecil tanpa spasi, misalnya kepala-dinas.',
      en: 'Write the office in small letters without spaces, for example head-of-office.',
    },
    { column: 'name' },
  );

/** Until sign-in exists, whoever sits at this computer holds every role, even those that may not be held together. */
export const actorAtThisComputer = (c: Context<RequestEnv>): Actor => ({
  id: `local:${actingName(c)}`,
  roles: everyRole,
  sponsor: '*',
  area: '*',
  posts: { branch: '*', sender: '*' },
});

/** Remembers under which name to act from now on. Fault: bad-input `acting-name-wrong`. */
export function actAs(c: Context<RequestEnv>, name: string): void {
  const trimmed = name.trim().toLowerCase();
  if (!nameForm.test(trimmed)) {
    throw wrongName();
  }
  setCookie(c, cookie, trimmed, { path: '/', sameSite: 'Strict', httpOnly: true });
}

/** Under which name a request says which broken glass it is done by; a page remembers it in a cookie until it closes. */
export const glassHeader = 'payung-glass';
const glassCookie = 'payung_kaca';
const glassForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The actor with the glass his request names, if any. */
export function withGlass(c: Context<RequestEnv>, actor: Actor): Actor {
  const glass = c.req.header(glassHeader) ?? getCookie(c, glassCookie);
  return glass !== undefined && glassForm.test(glass) ? { ...actor, glass } : actor;
}

/** Remembers a broken glass in the browser until it closes. */
export const rememberGlass = (c: Context<RequestEnv>, glassId: string, seconds: number): void =>
  setCookie(c, glassCookie, glassId, { path: '/', sameSite: 'Strict', httpOnly: true, maxAge: seconds });
