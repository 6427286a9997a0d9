// Decides the language of a request: the switch in the address, else what was chosen before, else Indonesian.
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { RequestEnv } from './surface.ts';
import type { Locale } from './words.ts';

const cookie = 'payung_bahasa';
const yearOfSeconds = 31_536_000;

const asLocale = (text: string | undefined): Locale | undefined => (text === 'id' || text === 'en' ? text : undefined);

/** Finds the language and remembers a choice; the cookie holds nothing else. */
export const readLocale: MiddlewareHandler<RequestEnv> = async (c, next) => {
  const chosen = asLocale(c.req.query('lang'));
  c.set('locale', chosen ?? asLocale(getCookie(c, cookie)) ?? 'id');
  await next();
  if (chosen !== undefined) setCookie(c, cookie, chosen, { path: '/', maxAge: yearOfSeconds, sameSite: 'Lax', httpOnly: true });
};

/** The language of a request; Indonesian where it failed before it was read. */
export const localeOf = (c: Context<RequestEnv>): Locale => c.get('locale') ?? 'id';
