// Decides who is let through to what: anybody to the public pages and to sign-in, whoever is signed in to the rest, programs with a token to /v1 alone.
import type { Context, MiddlewareHandler } from 'hono';
import type { Caller } from '../kernel/caller.ts';
import { signInNeeded } from '../web/actor-of.ts';
import { bearerOf } from '../web/guard.ts';
import type { RequestEnv } from '../web/surface.ts';
import { type Door, carried } from './browser-routes.ts';
import { type PermissionTable, isOpenAddress } from '../permission/permission.ts';
import { type Callers, callersOf } from './caller-steps.ts';

/** Pages and operations for the public, done in the name of the public: nobody is needed to have signed in. */
const forThePublic = /^(\/v1)?\/publik(\/|$)/;
const thePublic: Caller = { actor: { id: 'local:public', roles: [], sponsor: '*', area: '*' }, name: '', acts: null };
/** Where somebody who has not chosen a duty may be. */
const dutyless = [/^\/me(\/|$)/, /^\/acting$/, /^\/sign-out$/];

/** Finds who comes with a request. */
export type CallerOf = (c: Context<RequestEnv>) => Promise<Caller | undefined>;

const matches = (patterns: readonly RegExp[], path: string): boolean => patterns.some((pattern) => pattern.test(path));

/** Finds who asks and refuses nobody known: pages lead to sign-in, `/v1` answers 401. */
export const admit =
  (door: Door, table: Pick<PermissionTable, 'open'>, callerOf: CallerOf = foundBy(door, callersOf(door.workplace))): MiddlewareHandler<RequestEnv> =>
  async (c, next) => {
    const { path } = c.req;
    const isOpen = isOpenAddress(table, path);
    if (forThePublic.test(path)) c.set('caller', thePublic);
    if (!isOpen || path.startsWith('/sign-in')) {
      const caller = await callerOf(c);
      if (caller !== undefined) c.set('caller', caller);
    }
    if (isOpen) return next();
    const caller = c.get('caller');
    if (caller === undefined) return refuse(c);
    if (caller.session?.duty === null && !path.startsWith('/v1/') && !matches(dutyless, path)) return c.redirect('/acting', 303);
    return next();
  };

const foundBy =
  (door: Door, callers: Callers): CallerOf =>
  async (c) => {
    const authorization = c.req.header('authorization');
    const bearer = bearerOf(authorization);
    if (bearer !== undefined) return c.req.path.startsWith('/v1/') ? callers.byClient(bearer) : undefined;
    // Anything else in that header is a program's request that shows no token: no cookie of a browser counts beside it.
    if (authorization !== undefined && c.req.path.startsWith('/v1/')) return undefined;
    const token = carried(c, door, 'session');
    return token === undefined ? undefined : callers.bySession(token);
  };

function refuse(c: Context<RequestEnv>): Response {
  if (c.req.path.startsWith('/v1/')) {
    c.header('www-authenticate', `Bearer realm="payung"${c.req.header('authorization') === undefined ? '' : ', error="invalid_token"'}`);
    throw signInNeeded();
  }
  const { pathname, search } = new URL(c.req.url);
  const back = c.req.method === 'GET' && pathname !== '/' ? `?next=${encodeURIComponent(`${pathname}${search}`)}` : '';
  return c.redirect(`/sign-in${back}`, 303);
}
