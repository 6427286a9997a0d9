// Decides what a server offers of accounts: pages of sign-in, one's own account and administration; and hands the names of accounts to other rooms.
import type { Hono } from 'hono';
import { type Door } from './access/browser-routes.ts';
import type { OpenIdProvider } from './access/openid.ts';
import { mePages } from './access/me-pages.tsx';
import { signInPages } from './access/sign-in-pages.tsx';
import type { RequestEnv, Surface } from './web/surface.ts';

export { admit } from './access/admission-routes.ts';
export { namesOf } from './access/account-steps.ts';
export type { OpenIdProvider } from './access/openid.ts';

export const accountPages = (surface: Surface, door: Door, openid: OpenIdProvider | null): readonly Hono<RequestEnv>[] => [
  signInPages(door, openid !== null),
  mePages(surface, door),
];
