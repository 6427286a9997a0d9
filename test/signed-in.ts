// Decides who is signed in while the server is tested: real accounts, grants and sessions in the test's database; the product has no switch for it.
import { randomBytes } from 'node:crypto';
import type { Actor, Role } from '../src/kernel/actor.ts';
import { roles as allRoles } from '../src/access/grant.ts';
import { saveAccount } from '../src/access/account-store.ts';
import { saveGrant } from '../src/access/grant-store.ts';
import { beginSession } from '../src/access/session-steps.ts';
import { newKey } from '../src/platform/key.ts';
import type { Workplace } from '../src/platform/workplace.ts';

/** Whoever makes the accounts of a test. */
const keeper: Actor = { id: 'local:test', roles: ['administrator'], sponsor: '*', area: '*' };

/** Somebody signed in: his account, and the cookie his browser sends. */
export interface SignedIn {
  readonly accountId: string;
  /** As acts record him. */
  readonly actorId: string;
  readonly token: string;
  readonly cookie: string;
}

/** Makes an account with roles in a scope (all of them everywhere unless told) and a session of it. */
export async function signedIn(
  workplace: Pick<Workplace, 'database'>,
  of: {
    readonly name?: string;
    readonly roles?: readonly Role[];
    readonly sponsor?: string;
    readonly area?: string;
    readonly branch?: string | null;
    readonly sender?: string | null;
  } = {},
): Promise<SignedIn> {
  const { name = `petugas-${randomBytes(4).toString('hex')}`, roles = allRoles, sponsor = '*', area = '*' } = of;
  const post = of.roles === undefined ? '*' : null;
  const { branch = post, sender = post } = of;
  const accountId = newKey();
  const token = await workplace.database.gate(keeper, async (tx) => {
    await saveAccount(tx, { accountId, signInName: name, displayName: name, language: 'id' });
    for (const role of roles) await saveGrant(tx, { grantId: newKey(), accountId, role, sponsor, area, branch, sender });
    return beginSession(tx, { accountId, way: 'password', userAgent: 'test' });
  });
  return { accountId, actorId: `account:${accountId}`, token, cookie: `payung_sesi=${token}` };
}

/** Another session of the same account: where a test moves the clock, the first is over. */
export async function again(workplace: Pick<Workplace, 'database'>, { accountId }: Pick<SignedIn, 'accountId'>): Promise<string> {
  const token = await workplace.database.gate(keeper, (tx) => beginSession(tx, { accountId, way: 'password', userAgent: 'test' }));
  return `payung_sesi=${token}`;
}

/** An application asked as somebody signed in, unless a request brings a cookie or token of its own. */
export function asking<App extends { request(input: string, init?: RequestInit): Response | Promise<Response> }>(
  app: App,
  officer: { readonly cookie: string },
): App {
  return Object.assign(Object.create(app) as App, {
    request: (input: string, init: RequestInit = {}) => {
      const { cookie } = officer;
      const headers = new Headers(init.headers);
      if (headers.has('authorization')) return app.request(input, init);
      const given = headers.get('cookie');
      headers.set('cookie', given === null ? cookie : given.includes('payung_sesi=') ? given : `${given}; ${cookie}`);
      return app.request(input, { ...init, headers });
    },
  });
}
