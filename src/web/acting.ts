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
  const given = c.req.header(actingHeader) ?? getCookie(c, cookie) ?? '';
  return nameForm.test(given) ? given : 'web';
}

export const actorAtThisComputer = (c: Context<RequestEnv>): Actor => ({ id: `local:${actingName(c)}`, roles: everyRole, sponsor: '*', area: '*' });

/** Remembers under which name to act from now on. Fault: bad-input `acting-name-wrong`. */
export function actAs(c: Context<RequestEnv>, name: string): void {
  const trimmed = name.trim().toLowerCase();
  if (!nameForm.test(trimmed)) {
    throw new Fault(
      'bad-input',
      'acting-name-wrong',
      {
        id: 'Tulis nama jabatan dengan huruf kecil tanpa spasi, misalnya kepala-dinas.',
        en: 'Write the office in small letters without spaces, for example head-of-office.',
      },
      { column: 'name' },
    );
  }
  setCookie(c, cookie, trimmed, { path: '/', sameSite: 'Strict', httpOnly: true });
}
