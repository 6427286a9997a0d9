// Decides what a browser carries of sign-in, and where a request comes from: cookies no page can read, sent over https alone where there is https.
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { localAddress } from '../web/guard.ts';
import type { Workplace } from '../platform/workplace.ts';
import type { RequestEnv } from '../web/surface.ts';
import { settings } from './settings.ts';
import type { From } from './sign-in-steps.ts';

/** How this server is reached and who may vouch for people besides it. */
export interface Door {
  readonly workplace: Workplace;
  /** `https://…` under which browsers reach it behind whoever ends TLS; null: plain http from this computer. */
  readonly origin: string | null;
}

const cookies = { session: 'payung_sesi', step: 'payung_langkah', provider: 'payung_openid' } as const;
type CookieName = keyof typeof cookies;

/** Over https the name itself says that no other host or path can have set it. */
const prefixed = ({ origin }: Door) => (origin === null ? ({} as const) : ({ prefix: 'host' } as const));

export function carried(c: Context<RequestEnv>, door: Door, name: CookieName): string | undefined {
  return door.origin === null ? getCookie(c, cookies[name]) : getCookie(c, cookies[name], 'host');
}

/** `Lax`: whoever comes back from an OpenID provider, or by a link in a letter, is still signed in; forms of others are refused by `guardForms`. */
export function carry(c: Context<RequestEnv>, door: Door, name: CookieName, value: string, seconds: number): void {
  setCookie(c, cookies[name], value, { path: '/', httpOnly: true, sameSite: 'Lax', secure: door.origin !== null, maxAge: seconds, ...prefixed(door) });
}

export function drop(c: Context<RequestEnv>, door: Door, name: CookieName): void {
  deleteCookie(c, cookies[name], { path: '/', secure: door.origin !== null, ...prefixed(door) });
}

/** Carries what is known half-way through a sign-in: sealed, so that it can be neither read nor made by others. */
export function carrySealed(c: Context<RequestEnv>, door: Door, name: CookieName, content: object): void {
  const { vault, clock } = door.workplace;
  const sealed = vault.seal(Buffer.from(JSON.stringify({ name, at: clock.now(), content })));
  carry(c, door, name, sealed.toString('base64url'), settings.stepLifetime);
}

/** What was carried; undefined when it is none of ours, another step's, or too old. */
export function carriedSealed<T>(c: Context<RequestEnv>, door: Door, name: CookieName): T | undefined {
  const text = carried(c, door, name);
  if (text === undefined) return undefined;
  const { vault, clock } = door.workplace;
  try {
    const told = JSON.parse(vault.open(Buffer.from(text, 'base64url')).toString()) as { name: string; at: string; content: T };
    const age = (Date.parse(clock.now()) - Date.parse(told.at)) / 1000; // not law: milliseconds a second
    return told.name === name && age <= settings.stepLifetime ? told.content : undefined;
  } catch {
    return undefined;
  }
}

/** Address and program of a request. Behind whoever ends TLS, the address he saw. */
export function fromOf(c: Context<RequestEnv>, { origin }: Door): From {
  const forwarded = origin === null ? undefined : c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
  return { address: forwarded ?? connected(c), userAgent: c.req.header('user-agent') ?? '' };
}

function connected(c: Context<RequestEnv>): string {
  try {
    return getConnInfo(c).remote.address ?? 'unknown';
  } catch {
    return 'unknown'; // asked without a connection
  }
}

/** Where a sign-in leads: an address on this server, else its first page. */
export const wayOn = (next: string | undefined): string =>
  next !== undefined && localAddress.test(next) && !/^\/(sign-in|sign-out|welcome)\b/.test(next) ? next : '/';
