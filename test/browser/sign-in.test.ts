// Signing in, in a real browser without scripts and at 320 pixels: the first administrator, the second step, an invited officer, sessions, and no fault axe can find.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Secret } from 'otpauth';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstLink } from '../../src/access/link-steps.ts';
import { codeAt } from '../../src/access/one-time-code.ts';
import { createApp } from '../../src/server.ts';
import { listen } from '../../src/web/listen.ts';
import { startChromium } from '../chromium.ts';
import { anyone } from '../database.ts';
import { testWorkplace } from '../workplace.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

let workplace: Awaited<ReturnType<typeof testWorkplace>>;
let server: Awaited<ReturnType<typeof listen>>;
let browser: Browser;
beforeAll(async () => {
  workplace = await testWorkplace();
  server = await listen(createApp({ workplace, log: pino({ level: 'silent' }) }).fetch, { port: 0, host: '127.0.0.1' });
  browser = await startChromium();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await workplace?.drop();
});

const newBrowser = (): Promise<BrowserContext> => browser.newContext({ baseURL: server.url, viewport: { width: 320, height: 640 }, javaScriptEnabled: false });

/** What axe finds wrong on a page, and whether it fits; asked in a browser with scripts that has the same cookies. */
async function sound(page: Page): Promise<void> {
  const scripted = await browser.newContext({ baseURL: server.url, viewport: { width: 320, height: 640 } });
  await scripted.addCookies(await page.context().cookies());
  for (const language of ['id', 'en']) {
    const seen = await scripted.newPage();
    await seen.goto(`${page.url().split('?')[0] ?? ''}?lang=${language}`);
    expect(await seen.getAttribute('html', 'lang')).toBe(language);
    expect(await seen.locator('h1').count()).toBe(1);
    await seen.evaluate(axe);
    const faults = `axe.run(document, { runOnly: ${JSON.stringify(rules)} }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 200)))`;
    expect(await seen.evaluate(faults), page.url()).toEqual([]);
    expect(await seen.evaluate('document.documentElement.scrollWidth'), page.url()).toBeLessThanOrEqual(320);
  }
  await scripted.close();
}

const seconds = (count: number): void => workplace.clock.set(new Date(Date.parse(workplace.clock.now()) + count * 1000).toISOString());
const password = 'empat kata yang mudah';

/** Sets up the authenticator a page shows; gives its seed. */
async function setUp(page: Page): Promise<Uint8Array> {
  await sound(page);
  const seed = Secret.fromBase32(((await page.textContent('#seed')) ?? '').replaceAll(' ', '')).bytes;
  await page.fill('input[name=code]', codeAt(seed, Date.parse(workplace.clock.now())));
  await page.click('main button');
  await page.locator('.codes li').first().waitFor();
  expect(await page.locator('.codes li').count()).toBe(10);
  seconds(30);
  return seed;
}

test('the first administrator comes by the link, invites an officer, who signs in, and ends his session from elsewhere', { timeout: 600_000 }, async () => {
  const admin = await (await newBrowser()).newPage();
  await admin.goto('/');
  expect(await admin.textContent('main')).toContain('Belum ada akun di sini');
  await sound(admin);
  await admin.goto(`/welcome/${(await firstLink(workplace, anyone)) ?? ''}`);
  await sound(admin);
  await admin.fill('input[name=name]', 'kepala');
  await admin.fill('input[name=password]', 'pendek');
  await admin.click('main button');
  expect(await admin.textContent('[role=alert]')).toContain('paling sedikit 12 huruf');
  expect(await admin.inputValue('input[name=name]')).toBe('kepala');
  expect(await admin.inputValue('input[name=password]')).toBe('');
  await admin.fill('input[name=password]', password);
  await admin.click('main button');
  await setUp(admin);
  await admin.click('main a');
  expect(await admin.textContent('footer')).toContain('kepala');

  await admin.goto('/accounts');
  await admin.click('#tambah > summary');
  await admin.fill('#tambah input[name=name]', 'maria');
  await admin.click('#tambah button');
  const link = (await admin.textContent('code.secret')) ?? '';
  expect(link).toContain(`${server.url}/welcome/pl_`);
  await admin.goto('/accounts/maria');
  await admin.click('#beri > summary');
  await admin.selectOption('#beri select[name=role]', 'auditor');
  await admin.fill('#beri input[name=sponsor]', 'ntt');
  await admin.fill('#beri input[name=area]', '53');
  await admin.click('#beri button');
  await admin.getByText('ntt/53').first().waitFor(); // on a busy machine by way of the page that says how far it is

  const maria = await (await newBrowser()).newPage();
  await maria.goto(link);
  await sound(maria);
  await maria.fill('input[name=password]', password);
  await maria.click('main button');
  const seed = await setUp(maria);
  await maria.goto('/me');
  await sound(maria);
  expect(await maria.textContent('main')).toContain('ntt/53');

  const phone = await (await newBrowser()).newPage();
  await phone.goto('/law');
  expect(new URL(phone.url()).pathname).toBe('/sign-in');
  await sound(phone);
  await phone.fill('input[name=name]', 'maria');
  await phone.fill('input[name=password]', password);
  await phone.click('main button');
  expect(new URL(phone.url()).pathname).toBe('/sign-in/second');
  await sound(phone);
  await phone.fill('input[name=code]', codeAt(seed, Date.parse(workplace.clock.now())));
  await phone.click('main button');
  expect(new URL(phone.url()).pathname).toBe('/law');

  await maria.reload();
  expect(await maria.locator('main table tbody tr').count()).toBe(2);
  await maria.click('form[action="/me/sessions/end-others"] button');
  await phone.goto('/law');
  expect(new URL(phone.url()).pathname).toBe('/sign-in');
  await maria.click('footer form button');
  await maria.goto('/me');
  expect(new URL(maria.url()).pathname).toBe('/sign-in');
});
