// Every page in a real browser: in both languages without a fault axe can find, at 320 pixels without sideways scrolling, by keyboard, and with scripts switched off.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp, surfaceOf } from '../../src/server.ts';
import { listen } from '../../src/web/listen.ts';
import type { Surface } from '../../src/web/surface.ts';
import { startChromium } from '../chromium.ts';
import { shownProgramme } from '../fixtures/shown-programme.ts';
import { signedIn } from '../signed-in.ts';
import { testWorkplace } from '../workplace.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

let shown: Awaited<ReturnType<typeof shownProgramme>>;
let surface: Surface;
let server: Awaited<ReturnType<typeof listen>>;
let browser: Browser;
let actorId: string;
let officerToken: string;
let [wide, narrow, unscripted]: BrowserContext[] = [];

beforeAll(async () => {
  shown = await shownProgramme();
  surface = surfaceOf(shown.workplace);
  server = await listen(createApp({ workplace: shown.workplace, log: pino({ level: 'silent' }), surface }).fetch, { port: 0, host: '127.0.0.1' });
  browser = await startChromium();
  const at = { baseURL: server.url };
  const officer = await signedIn(shown.workplace, { name: 'petugas' });
  ({ actorId, token: officerToken } = officer);
  wide = await browser.newContext({ ...at, viewport: { width: 1280, height: 900 } });
  narrow = await browser.newContext({ ...at, viewport: { width: 320, height: 640 } });
  unscripted = await browser.newContext({ ...at, viewport: { width: 360, height: 740 }, javaScriptEnabled: false });
  for (const context of [wide, narrow, unscripted]) await context.addCookies([cookieOf(officer.token)]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await shown?.drop();
});

const cookieOf = (value: string) => ({ name: 'payung_sesi', value, url: server.url });

async function opened(context: BrowserContext | undefined, address: string): Promise<Page> {
  const page = (await context?.newPage()) as Page;
  await page.goto(address);
  await page.locator('[data-follow=""]').waitFor({ state: 'detached' }); // figures being counted
  return page;
}

/** What axe finds wrong, rule by rule with the first element. */
async function faultsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  // As text: what runs in the browser is not typed by this program, which knows no browser.
  return page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(rules)} }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 200)))`,
  );
}

const pages = [
  '/',
  '/programmes/new',
  '/programmes/{programme}',
  '/programmes/{programme}/policy',
  '/programmes/{programme}/lists',
  '/programmes/{programme}/villages',
  '/programmes/{programme}/rounds',
  '/lists/{list}/rows',
  '/works',
  '/programmes/{programme}/assessment',
  '/programmes/{programme}/identity?all=yes',
  '/programmes/{programme}/twins?all=yes',
  '/programmes/{programme}/allocation',
  '/programmes/{programme}/what-if?decile2=2',
  '/programmes/{programme}/instruments',
  '/programmes/{programme}/instruments/{instrument}',
  '/programmes/{programme}/instruments/{instrument}/verification',
  '/programmes/{programme}/enrolment',
  '/programmes/{programme}/cards',
  '/programmes/{programme}/months',
  '/programmes/{programme}/months/2025-07',
  '/programmes/{programme}/months/2025-08',
  '/programmes/{programme}/months/2025-07/reconciliation',
  '/programmes/{programme}/ledger',
  '/programmes/{programme}/budget',
  '/programmes/{programme}/calendar',
  '/programmes/{programme}/bank',
  '/programmes/{programme}/months/2025-07/differences',
  '/programmes/{programme}/months/2025-07/minutes',
  '/programmes/{programme}/credits',
  '/programmes/{programme}/claims',
  '/programmes/{programme}/letter',
  '/programmes/{programme}/objections',
  '/programmes/{programme}/files',
  '/audits',
  '/programmes/{programme}/closing',
  '/programmes/{programme}/books',
  '/programmes/{programme}/books/statement?account=treasury:{programme}',
  '/programmes/{programme}/year-end',
  '/programmes/{programme}/seam',
  '/programmes/{programme}/seam/people',
  '/programmes/{programme}/watch',
  '/programmes/{programme}/watch/members',
  '/programmes/{programme}/coverage',
  '/programmes/{programme}/account',
  '/programmes/{programme}/runs',
  '/publik/{programme}',
  '/publik/{programme}/pengaduan',
  '/notices',
  '/programmes/{programme}/notices',
  '/programmes/{programme}/complaints',
  '/lists/{list}',
  '/lists/{list}/columns',
  '/lists/{list}?outcome=reject&page=2',
  '/claims/{claim}',
  '/claims/{claim}/case',
  '/programmes/{programme}/claim-work',
  '/programmes/{programme}/claim-reports',
  '/programmes/{programme}/claim-differences',
  '/programmes/{programme}/scholarships',
  '/programmes/{programme}/claim-patterns',
  '/programmes/{programme}/expected-deaths',
  '/publik/{programme}/lapor',
  '/registers',
  '/registers/snapshots/{before}/changes/{after}?programme={programme}',
  '/coverage',
  '/claim-estimates',
  '/explain',
  '/runs/{run}',
  '/assessments/{run}',
  '/assessments/{run}?outcome=reject',
  '/check',
  '/log',
  '/acting',
  '/me',
  '/accounts',
  '/accounts/petugas',
  '/clients',
  '/cases',
  '/glasses',
  '/glasses/new',
  '/reveals',
  '/lists/{list}/rows/2/reveal',
  '/law',
  '/law?what=contribution&income=1000000&month=2025-07&payer=apbd&sector=other',
  '/law/jkm-full-minimum-counting',
  '/nowhere',
] as const;

describe.each(pages)('%s', (address) => {
  test.each(['id', 'en'])('in %s has no fault axe can find, and fits 320 pixels', async (language) => {
    const filled = shown.fill(address);
    const full = `${filled}${filled.includes('?') ? '&' : '?'}lang=${language}`;
    const page = await opened(wide, full);
    expect(await page.getAttribute('html', 'lang')).toBe(language);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await faultsOf(page)).toEqual([]);
    await page.close();
    const small = await opened(narrow, full);
    // Everything that folds is unfolded: a form must fit too.
    await small.evaluate(`document.querySelectorAll('details').forEach((one) => { one.open = true; })`);
    expect(await small.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    expect(await faultsOf(small)).toEqual([]);
    await small.close();
  });
});

test('an amount in rupiah is never broken within its digits, on the narrowest phone', async () => {
  const page = await opened(narrow, shown.fill('/programmes/{programme}/year-end'));
  // As much as a province pays: what the small programme of this test costs would fit anywhere.
  const lines = await page.evaluate(`(() => {
    const figures = [...document.querySelectorAll('.cards .value')].filter((one) => one.textContent.startsWith('Rp'));
    for (const one of figures) one.textContent = 'Rp20.160.000.000';
    return figures.map((one) => {
      const range = document.createRange();
      range.selectNodeContents(one);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    });
  })()`);
  expect(lines).toEqual([1, 1]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
  await page.close();
});

test('the check itself finds a planted fault', async () => {
  const page = await opened(wide, '/acting');
  await page.evaluate(`document.querySelector('main').insertAdjacentHTML('beforeend', '<img src="/x"><p style="color:#ccc;background:#fff">pucat</p>')`);
  expect((await faultsOf(page)).map((fault) => fault.split(':')[0])).toEqual(expect.arrayContaining(['image-alt']));
  await page.close();
});

test('an empty installation says what to do, without a fault', async () => {
  const workplace = await testWorkplace();
  const empty = await listen(createApp({ workplace, log: pino({ level: 'silent' }) }).fetch, { port: 0, host: '127.0.0.1' });
  const { token } = await signedIn(workplace);
  await narrow?.addCookies([{ name: 'payung_sesi', value: token, url: empty.url }]);
  const page = await opened(narrow, `${empty.url}/?lang=id`);
  expect(await page.textContent('h1')).toBe('Belum ada program di sini');
  expect(await faultsOf(page)).toEqual([]);
  await page.close();
  await narrow?.addCookies([cookieOf(officerToken)]); // cookies know no port
  await empty.close();
  await workplace.drop();
});

test('an objection is filed from the refused row itself, knowing neither list nor run', async () => {
  const page = (await unscripted?.newPage()) as Page;
  await page.goto(shown.fill('/assessments/{run}?outcome=reject&lang=id'));
  await page.locator('a', { hasText: 'Ajukan keberatan' }).first().click();
  const filled = await Promise.all(['list', 'row', 'run'].map((name) => page.inputValue(`#catat input[name=${name}]`)));
  expect(filled).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), expect.stringMatching(/^\d+$/), shown.ids['run']]);
  await page.fill('#catat input[name=run]', ''); // nor is it needed
  await page.fill('#catat textarea[name=statement]', 'Keadaannya sudah berubah sejak didata.');
  await page.locator('#catat button[type=submit]').click();
  await page.locator('main', { hasText: /tanda terima ini kepada orangnya: ADU-/ }).waitFor(); // on a busy machine by way of the page that says how far it is
  await page.goto(shown.fill('/assessments/{run}?outcome=accept&lang=id'));
  expect(await page.locator('a', { hasText: 'Ajukan keberatan' }).count()).toBe(0);
  await page.close();
});

describe('by keyboard', () => {
  test('the first stop leads past the navigation, and what is folded opens', async () => {
    const page = await opened(wide, shown.fill('/programmes/{programme}/lists'));
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('SUMMARY');
    await page.keyboard.press('Enter');
    const reached: string[] = [];
    for (let stops = 0; stops < 6; stops += 1) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate(`document.activeElement.getAttribute('name') ?? document.activeElement.tagName`));
    }
    expect(reached.slice(0, 4)).toEqual(['file', 'sender', 'area', 'missing']);
    await page.close();
  });
});

describe('with scripts switched off', () => {
  test('a list is handed in and leads to its findings; handed in again it says so', async () => {
    const file = {
      name: '5311012001-baru.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('NO,NIK,NAMA,TANGGAL LAHIR,L/P,ALAMAT,PEKERJAAN\r\n1,5311,MARIA,01-01-1990,P,RT 01,PETANI\r\n'),
    };
    const page = (await unscripted?.newPage()) as Page;
    const hand = async () => {
      await page.goto(shown.fill('/programmes/{programme}/lists'));
      await page.locator('#kirim > summary').click();
      await page.setInputFiles('input[type=file]', file);
      await page.fill('input[name=sender]', 'kabupaten');
      await page.click('#kirim button');
    };
    await hand();
    expect(await page.textContent('.notice')).toContain('1 daftar diterima: 1 baris = 0 diterima + 1 ditolak + 0 diperiksa');
    expect(await page.textContent('h1')).toBe('5311012001-baru.csv');
    expect(await page.textContent('.findings')).toContain('Tulis 16 angka NIK seperti di KTP atau KK');
    await hand();
    expect(await page.textContent('.notice')).toContain('sudah pernah diserahkan');
    await page.close();
  });

  test('a field left out is told beside the form, with a way to the field, and nothing is done', async () => {
    const page = (await unscripted?.newPage()) as Page;
    const response = await page.goto(shown.fill('/programmes/{programme}/allocation'));
    expect(response?.status()).toBe(200);
    await page.click('main form[action$="/allocation"] button');
    expect(await page.textContent('[role=alert]')).toContain('Benih undian yang diumumkan: belum diisi');
    expect(await page.getAttribute('[role=alert] a', 'href')).toBe('#allocate-seed');
    expect(await page.getAttribute('#allocate-seed', 'aria-invalid')).toBe('true');
    await page.close();
  });

  test('a death is told by choosing the kabupaten and writing the village; whoever decides it searches the lists', async () => {
    const page = (await unscripted?.newPage()) as Page;
    await page.goto(shown.fill('/publik/{programme}/lapor?lang=id'));
    await page.selectOption('select[name=kabupaten]', { label: 'Kab. Sumba Timur' });
    await page.fill('#publicReport-on', '2025-07-26');
    await page.fill('#publicReport-name', 'Ibu Penjual Ikan');
    await page.fill('#publicReport-village', 'Hambala');
    await page.click('main form button');
    await page.locator('h1', { hasText: /^Nomor laporan Anda: \d{4}-\d{4}-\d{4}$/ }).waitFor();
    await page.close();
    const office = (await narrow?.newPage()) as Page;
    await office.goto(shown.fill('/programmes/{programme}/claim-reports?lang=id'));
    const form = office.locator('details[id^=cari-]').first();
    await form.locator('summary').click();
    await form.locator('input[name=name]').fill('Johanes Bere');
    await form.locator('input[name=birthYear]').fill('1985');
    await form.locator('button').click();
    await office.locator('h1', { hasText: 'Orang yang mungkin dimaksud' }).waitFor();
    expect(await office.textContent('h2')).toBe('Y*** B***, 1985');
    expect(office.url()).not.toContain('?');
    expect(await office.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    expect(await faultsOf(office)).toEqual([]);
    await office.close();
  });

  test('a decree is signed by another than who proposed it', async () => {
    const page = (await unscripted?.newPage()) as Page;
    await page.goto(shown.fill('/programmes/{programme}/instruments'));
    await page.click('li form button');
    expect(await page.textContent('.notice')).toContain('SK/2 ditandatangani');
    expect(await page.locator('li form').count()).toBe(0);
    await page.close();
  });

  test('who proposed it is told that he may not', async () => {
    const page = (await unscripted?.newPage()) as Page;
    await page.goto(shown.fill('/programmes/{programme}/instruments'));
    await page.locator('#ganti > summary').click();
    await page.fill('#ganti input[name=number]', 'SK/3');
    await page.click('#ganti button');
    // Nobody is left to leave the list, or a proposal waits for somebody else's signature.
    expect(await page.textContent('.notice')).toMatch(/Tidak ada yang keluar|diusulkan/);
    expect(await page.textContent('footer')).toContain('petugas');
    await page.close();
  });

  test('one person is asked about, and the NIK is in no address and not on the page', async () => {
    const page = (await unscripted?.newPage()) as Page;
    for (const address of ['/coverage', '/explain']) {
      await page.goto(address);
      await page.fill('input[name=nik]', shown.nik);
      await page.click('main form button');
      expect(page.url()).not.toContain(shown.nik);
      expect(await page.textContent('h1')).toContain('**********');
      expect(await page.content()).not.toContain(shown.nik);
    }
    await page.close();
  });
});

describe.each(['with scripts', 'without'])('work under way, %s', (how) => {
  test('is followed until it is done, and then told on the page it leads to', async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const actor = actorId;
    const work = await surface.works.start({ actor, operation: 'assess', patience: 0 }, async (progress) => {
      progress(40, 100);
      await held;
      return { told: () => ({ text: 'Sudah dinilai.' }), next: shown.fill('/programmes/{programme}/policy') };
    });
    const page = (await (how === 'with scripts' ? wide : unscripted)?.newPage()) as Page;
    await page.goto(`/works/${work.workId}?lang=id`);
    expect(await page.textContent('h1')).toBe('Pekerjaan sedang berjalan');
    expect(await page.textContent('[data-said]')).toMatch(/^40 %/);
    expect(await page.getAttribute('progress', 'value')).toBe('40');
    if (how === 'with scripts') expect(await faultsOf(page)).toEqual([]);
    release();
    await page.waitForURL(/\/policy\?work=/);
    expect(await page.textContent('.notice')).toContain('Sudah dinilai.');
    await page.close();
  });
});
