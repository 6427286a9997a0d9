// Decides by which broken glass a request says it is done: whose it is, for which act and how long is asked anew at every use.
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Actor } from '../kernel/actor.ts';
import type { RequestEnv } from './surface.ts';

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
