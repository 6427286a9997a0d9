// Sign-in by OpenID Connect against a real provider: code flow with PKCE, waiting for an administrator, rotated keys, forged answers, and a provider that is down.
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anyone } from '../../test/database.ts';
import { type TestProvider, startProvider, throughProvider } from '../../test/openid-provider.ts';
import { signedIn } from '../../test/signed-in.ts';
import { testWorkplace } from '../../test/workplace.ts';
import { createApp } from '../server.ts';
import { listen } from '../web/listen.ts';
import { lockAccount } from './account-steps.ts';
import { linkSubject, subjectsShown } from './openid-steps.ts';
import { settings } from './settings.ts';

let workplace: Awaited<ReturnType<typeof testWorkplace>>;
let provider: TestProvider;
let server: Awaited<ReturnType<typeof listen>>;
let app: ReturnType<typeof createApp>;

beforeAll(async () => {
  workplace = await testWorkplace();
  workplace.clock.set(new Date().toISOString()); // tokens of the provider carry the time of the machine
  let fetch: (request: Request) => Response | Promise<Response> = () => new Response('', { status: 503 });
  server = await listen((request) => fetch(request), { port: 0, host: '127.0.0.1' });
  provider = await startProvider(() => `${server.url}/sign-in/openid/return`);
  app = createApp({ workplace, log: pino({ level: 'silent' }), openid: provider });
  fetch = app.fetch;
  await signedIn(workplace, { name: 'vera', roles: ['auditor'], sponsor: 'ntt', area: '53' });
});
afterAll(async () => {
  await server.close();
  await provider.stop().catch(() => {});
  await workplace.drop();
});

const cookieOf = (response: Response, name: string): string | undefined =>
  response.headers
    .getSetCookie()
    .map((set) => set.split(';')[0] ?? '')
    .find((pair) => pair.startsWith(`${name}=`) && !pair.endsWith('='));
const get = (url: string, cookie?: string) => fetch(url, { redirect: 'manual', headers: cookie === undefined ? {} : { cookie } });

/** The way of a browser to the provider. */
async function begin(next = '/law'): Promise<{ address: string; cookie: string }> {
  const away = await get(`${server.url}/sign-in/openid?next=${encodeURIComponent(next)}`);
  return { address: away.headers.get('location') ?? '', cookie: cookieOf(away, 'payung_openid') ?? '' };
}
async function signIn(login: string) {
  const { address, cookie } = await begin();
  return get(await throughProvider(address, login, server.url), cookie);
}

test('the request carries state, nonce and a PKCE challenge', async () => {
  const { address } = await begin();
  const asked = new URL(address).searchParams;
  expect([asked.get('response_type'), asked.get('code_challenge_method'), asked.get('client_id')]).toEqual(['code', 'S256', 'payung']);
  for (const name of ['state', 'nonce', 'code_challenge']) expect((asked.get(name) ?? '').length, name).toBeGreaterThan(20);
});

test('whoever is not linked waits, and gets nothing; linked by an administrator he is in, as that account', async () => {
  const before = await signIn('vera-dinas');
  expect([before.status, cookieOf(before, 'payung_sesi')]).toEqual([403, undefined]);
  expect(await before.text()).toContain('provider-account-waits');
  const [waiting] = await subjectsShown(workplace, anyone);
  expect(waiting).toMatchObject({ issuer: provider.issuer, subject: 'vera-dinas', knownAs: 'vera-dinas@dinas', accountId: null });
  await linkSubject(workplace, anyone, { account: 'vera', issuer: provider.issuer, subject: 'vera-dinas' });
  const after = await signIn('vera-dinas');
  expect([after.status, after.headers.get('location')]).toEqual([303, '/law']);
  const me = await get(`${server.url}/me`, cookieOf(after, 'payung_sesi'));
  expect(await me.text()).toContain('vera');
});

test('an answer to another question is refused: other state, no cookie, a cookie too old, used twice', async () => {
  const { address, cookie } = await begin();
  const back = await throughProvider(address, 'vera-dinas', server.url);
  const other = await begin();
  expect((await get(back, other.cookie)).status).toBe(403);
  expect((await get(back)).headers.get('location')).toBe('/sign-in');
  expect((await get(back, cookie)).status).toBe(303);
  expect((await get(back, cookie)).status).toBe(403);
  const late = await begin();
  const lateBack = await throughProvider(late.address, 'vera-dinas', server.url);
  const at = workplace.clock.now();
  workplace.clock.set(new Date(Date.parse(at) + (settings.stepLifetime + 1) * 1000).toISOString());
  expect((await get(lateBack, late.cookie)).headers.get('location')).toBe('/sign-in');
  workplace.clock.set(at);
});

test('rotated keys are known at once', async () => {
  expect((await signIn('vera-dinas')).status).toBe(303);
  provider.rotate();
  expect((await signIn('vera-dinas')).status).toBe(303);
});

describe('last', () => {
  test('a locked account is refused', async () => {
    await lockAccount(workplace, anyone, { account: 'vera', reason: 'uji' });
    expect((await signIn('vera-dinas')).status).toBe(403);
  });
  test('a token signed with a key the provider does not publish is refused', async () => {
    provider.publishForeignKeys();
    const response = await signIn('vera-dinas');
    expect([response.status, cookieOf(response, 'payung_sesi')]).toEqual([403, undefined]);
    expect(await response.text()).toContain('provider-refused');
  });
  test('a provider that is down says so, and the door stays open for passwords', async () => {
    await provider.stop();
    workplace.clock.set(new Date(Date.parse(workplace.clock.now()) + settings.discoveryLifetime * 2000).toISOString());
    const away = await get(`${server.url}/sign-in/openid`);
    expect([away.status, (await away.text()).includes('provider-unreachable')]).toEqual([503, true]);
    expect((await get(`${server.url}/sign-in`)).status).toBe(200);
  });
});
