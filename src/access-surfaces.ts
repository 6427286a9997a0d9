// Decides what a server offers of accounts: pages of sign-in, one's own account and administration; and hands the names of accounts to other rooms.
import type { Hono } from 'hono';
import type { Door } from './access/browser-routes.ts';
import type { OpenIdProvider } from './access/openid.ts';
import { accessPages } from './access/access-pages.tsx';
import { clientPages } from './access/client-pages.tsx';
import { mePages } from './access/me-pages.tsx';
import { openIdPages } from './access/openid-pages.tsx';
import { signInPages } from './access/sign-in-pages.tsx';
import { tokenRoutes } from './access/token-routes.ts';
import type { RequestEnv, Surface } from './web/surface.ts';

export { type CallerOf, admit } from './access/admission-routes.ts';
export { limitPublicForms } from './access/public-forms-routes.ts';
export { namesOf } from './access/account-steps.ts';
export type { OpenIdProvider } from './access/openid.ts';

export const accountPages = (surface: Surface, door: Door, openid: OpenIdProvider | null): readonly Hono<RequestEnv>[] => [
  signInPages(door, openid !== null),
  ...(openid === null ? [] : [openIdPages(door, openid)]),
  mePages(surface, door),
  accessPages(surface, door),
  clientPages(surface),
  tokenRoutes(door),
];
