// Decides how a browser goes to the OpenID provider and comes back: by links, since forms may not lead elsewhere.
import { Hono } from 'hono';
import type { RequestEnv } from '../web/surface.ts';
import { type Door, carriedSealed, carry, carrySealed, drop, fromOf, wayOn } from './browser-routes.ts';
import type { OpenIdProvider } from './openid.ts';
import { type OpenIdTrip, openIdSignIn } from './openid-steps.ts';
import { settings } from './settings.ts';

type Trip = OpenIdTrip & { readonly next: string };

export function openIdPages(door: Door, provider: OpenIdProvider): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const signIn = openIdSignIn(door.workplace, provider);
  /** The address of this server as the provider knows it. */
  const ours = (url: string): URL => {
    const { pathname, search, origin } = new URL(url);
    return new URL(`${pathname}${search}`, door.origin ?? origin);
  };
  pages.get('/sign-in/openid', async (c) => {
    const { address, trip } = await signIn.begin(new URL('/sign-in/openid/return', ours(c.req.url)).href);
    carrySealed(c, door, 'provider', { ...trip, next: wayOn(c.req.query('next')) } satisfies Trip);
    return c.redirect(address, 302);
  });
  pages.get('/sign-in/openid/return', async (c) => {
    const trip = carriedSealed<Trip>(c, door, 'provider');
    drop(c, door, 'provider');
    if (trip === undefined) return c.redirect('/sign-in', 303);
    carry(c, door, 'session', await signIn.end(ours(c.req.url).href, trip, fromOf(c, door).userAgent), settings.sessionLongest);
    return c.redirect(trip.next, 303);
  });
  return pages;
}
