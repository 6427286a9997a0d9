// Sign-in as a browser does it, without one: the first administrator by link, password and code, a session, signing out; what is refused, and what is told to whom.
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signedIn } from '../../test/signed-in.ts';
import { testWorkplace } from '../../test/workplace.ts';
import { createApp } from '../server.ts';
import { codeAt } from './one-time-code.ts';
import { firstLink } from './link-steps.ts';
import { nobodyYet } from './gate-actors.ts';
import { Secret } from 'otpauth';

let workplace: Awaited<ReturnType<typeof testWorkplace>>;
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  workplace = await testWorkplace();
  app = createApp({ workplace, log: pino({ level: 'silent' }) });
});
afterAll(() => workplace.drop());

/** A browser: keeps cookies, sends forms from our own pages, follows nothing by itself. */
export class Browser {
  readonly jar = new Map<string, string>();
  async ask(path: string, fields?: Record<string, string>) {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await app.request(path, {
      ...(fields === undefined ? {} : { method: 'POST', body: new URLSearchParams(fields) }),
      headers: { 'sec-fetch-site': 'same-origin', ...(cookie === '' ? {} : { cookie }) },
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '') this.jar.delete(name);
      else this.jar.set(name, value);
    }
    return { status: response.status, to: response.headers.get('location'), text: await response.text(), headers: response.headers };
  }
}

const seconds = (count: number): void => workplace.clock.set(new Date(Date.parse(workplace.clock.now()) + count * 1000).toISOString());
const password = 'empat kata yang mudah';
let seed: Uint8Array;
let codes: readonly string[];
const code = () => codeAt(seed, Date.parse(workplace.clock.now()));

test('before there is an account, the door says where the link is', async () => {
  const browser = new Browser();
  expect(await browser.ask('/registers')).toMatchObject({ status: 303, to: '/sign-in?next=%2Fregisters' });
  expect((await browser.ask('/sign-in')).text).toContain('Belum ada akun di sini');
});

test('the first administrator comes by a link, sets a password and an authenticator, and is in', async () => {
  const browser = new Browser();
  const token = (await firstLink(workplace, nobodyYet)) ?? '';
  expect((await browser.ask(`/welcome/${token}`)).text).toContain('Administrator pertama');
  const short = await browser.ask(`/welcome/${token}`, { name: 'admin', password: 'pendek' });
  expect(short).toMatchObject({ status: 400 });
  expect(short.text).toContain('paling sedikit 12 huruf');
  expect(short.text).not.toContain('pendek');
  expect(await browser.ask(`/welcome/${token}`, { name: 'admin', displayName: 'Kepala', password })).toMatchObject({
    status: 303,
    to: '/sign-in/authenticator',
  });
  expect(await browser.ask('/me')).toMatchObject({ status: 303 }); // half in is not in
  const page = await browser.ask('/sign-in/authenticator');
  expect(page.text).toContain('<svg class="qr" role="img"');
  seed = Secret.fromBase32((/<code id="seed">([A-Z2-7 ]+)</.exec(page.text)?.[1] ?? '').replaceAll(' ', '')).bytes;
  expect((await browser.ask('/sign-in/authenticator', { code: '000000' })).status).toBe(403);
  const done = await browser.ask('/sign-in/authenticator', { code: code() });
  codes = [...done.text.matchAll(/<code>([a-z0-9-]{19})<\/code>/g)].map(([, one = '']) => one);
  expect(codes).toHaveLength(10);
  expect(done.headers.get('cache-control')).toBe('no-store');
  const me = await browser.ask('/me');
  expect(me.text).toContain('Kepala');
  expect(me.text).toContain('Pengelola sistem');
  expect(await browser.ask(`/welcome/${token}`)).toMatchObject({ status: 404 }); // once
});

test('password and code let in; the session ends by signing out, and its token opens nothing more', async () => {
  seconds(30);
  const browser = new Browser();
  expect(await browser.ask('/sign-in?next=//evil.example', undefined)).toMatchObject({ status: 200 });
  expect(await browser.ask('/sign-in', { name: 'Admin', password, next: '/law' })).toMatchObject({ status: 303, to: '/sign-in/second' });
  const second = await browser.ask('/sign-in/second', { code: code() });
  expect(second).toMatchObject({ status: 303, to: '/law' });
  expect(second.headers.getSetCookie().find((one) => one.startsWith('payung_sesi='))).toMatch(/HttpOnly; SameSite=Lax/);
  expect((await browser.ask('/law')).status).toBe(200);
  const stolen = new Browser();
  stolen.jar.set('payung_sesi', browser.jar.get('payung_sesi') ?? '');
  expect((await stolen.ask('/law')).status).toBe(200);
  expect(await browser.ask('/sign-out', {})).toMatchObject({ status: 303, to: '/sign-in' });
  expect(browser.jar.has('payung_sesi')).toBe(false);
  expect((await stolen.ask('/law')).status).toBe(303);
});

test('a code counts once', async () => {
  seconds(60);
  const used = code();
  for (const [round, status] of [
    [1, 303],
    [2, 403],
  ] as const) {
    const browser = new Browser();
    await browser.ask('/sign-in', { name: 'admin', password });
    expect((await browser.ask('/sign-in/second', { code: used })).status, `round ${round}`).toBe(status);
  }
});

test('without a sign-in /v1 answers 401 and says how', async () => {
  const response = await app.request('/v1/programmes');
  expect([response.status, response.headers.get('www-authenticate'), response.headers.get('content-type')]).toEqual([
    401,
    'Bearer realm="payung"',
    'application/problem+json',
  ]);
  const { cookie } = await signedIn(workplace);
  expect((await app.request('/v1/programmes', { headers: { cookie } })).status).toBe(200);
});
