// The pages of reporting against a real database: what planted markup becomes, where a NIK may never stand, and what is withheld.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyone } from '../../test/database.ts';
import { readPolicyFixture } from '../../test/policy.ts';
import { again, asking, signedIn } from '../../test/signed-in.ts';
import { testWorkplace } from '../../test/workplace.ts';
import { StoryPage } from './story-pages.tsx';
import { civilDate } from '../kernel/date.ts';
import { recordProgramme } from '../programme/programme-steps.ts';
import { loadRegister, recordAgreement } from '../registry/registry-steps.ts';
import { createApp } from '../server.ts';
import type { PublicAccount } from './account.ts';
import { AccountFigures, Answer, Areas, Proof, withProtectedOf } from './account-pages.tsx';
import { publishAccount } from './reporting-steps.ts';

const planted = '<script>alert(1)</script>';
const [nik, stranger] = ['5301014107900001', '5301014107900002'];
const on = civilDate('2025-08-01');
let workplace: Awaited<ReturnType<typeof testWorkplace>>;
let app: ReturnType<typeof createApp>;
let officer: { accountId: string; cookie: string };
let folder: string;

beforeAll(async () => {
  workplace = await testWorkplace();
  const made = await signedIn(workplace);
  officer = { ...made };
  app = asking(createApp({ workplace, log: pino({ level: 'silent' }) }), officer);
  folder = await mkdtemp(path.join(tmpdir(), 'payung-pages-'));
  const policy = { ...readPolicyFixture(), title: { id: `Program ${planted}`, en: `Programme ${planted}` } };
  await workplace.database.transact(anyone, async (tx) => {
    await recordProgramme(tx, policy);
    await recordProgramme(tx, readPolicyFixture('ntt-2026'));
    await recordAgreement(tx, {
      agreement: 'pks',
      register: 'population',
      sponsor: 'ntt',
      counterpart: 'Dukcapil',
      purpose: 'matching',
      basis: 'snapshot',
      validFrom: civilDate('2025-01-01'),
      validTo: civilDate('2026-12-31'),
    });
  });
  const file = path.join(folder, 'penduduk.csv');
  const head = 'nik,no_kk,nama,tempat_lahir,tanggal_lahir,jenis_kelamin,status_kawin,nama_ibu,alamat,kode_desa,pekerjaan,status';
  await writeFile(file, `${head}\n${nik},5301010101200001,Maria ${planted},KUPANG,1990-07-01,P,KAWIN,Anna,RT 01,5301012001,PETANI,AKTIF\n`);
  await loadRegister(workplace, anyone, { register: 'population', file, sponsor: 'ntt', area: '53', agreement: 'pks', asOf: civilDate('2025-07-01') });
  await publishAccount(workplace, anyone, 'ntt-2025', on);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await workplace.drop();
});

const ask = async (address: string, init: RequestInit = {}) => {
  const response = await app.request(address, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
};
/** The page once its figures are counted: until then it says that they come. */
const counted = async (address: string) => {
  for (;;) {
    const answer = await ask(address);
    if (!answer.text.includes('data-follow')) return answer;
    await setTimeout(20);
  }
};
const post = (written: string) =>
  ask('/explain', { method: 'POST', body: new URLSearchParams({ nik: written }), headers: { 'sec-fetch-site': 'same-origin' } });

describe('programmes', () => {
  it('are listed with what their newest account says', async () => {
    const { text } = await ask('/');
    expect(text).toContain('href="/programmes/ntt-2025"');
    expect(text).toContain('0 dari 100.000 pekerja terlindungi');
    expect(text).toContain('Akun publik belum diterbitkan');
    expect(text).toContain('Juli 2025 – Desember 2025');
  });

  it.each(['/', '/programmes/ntt-2025', '/publik/ntt-2025', '/publik/ntt-2025?lang=en'])('%s shows planted markup as text', async (address) => {
    const { status, text } = await counted(address);
    expect(status).toBe(200);
    expect(text).toContain('&lt;script&gt;');
    expect(text).not.toContain('<script');
  });

  it('have a page with every kabupaten drawn and as a table', async () => {
    const { text } = await counted('/programmes/ntt-2025');
    expect(text).toContain('Keadaan per 1 Agustus 2025');
    expect(text).toContain('Rp10.080.000.000');
    expect(text.match(/<g>/g)).toHaveLength(22);
    expect(text.match(/<th scope="row">Kab\. /g)).toHaveLength(21);
    expect(text).toMatch(/<svg[^>]*role="img"[^>]*><title id="areas-title">/);
  });

  it('that have ended are told by their last day, and say so', async () => {
    workplace.clock.set('2026-03-01T00:00:00Z');
    officer.cookie = await again(workplace, officer); // the session of August is over by then
    const { text } = await counted('/programmes/ntt-2025');
    workplace.clock.set('2025-08-01T00:00:00Z');
    officer.cookie = await again(workplace, officer);
    expect(text).toContain('Keadaan per 1 Maret 2026');
    expect(text).toContain('terlindungi pada 31 Desember 2025');
    expect(text).toContain('Program ini berakhir pada 31 Desember 2025');
    expect(text).toContain('Terlindungi pada hari terakhir');
    expect((await counted('/programmes/ntt-2025')).text).not.toContain('Program ini berakhir');
  });

  it('are counted again after the next act', async () => {
    const local = await signedIn(workplace, { roles: ['auditor'], sponsor: 'ntt', area: '53' });
    const shown = async () => (await app.request('/programmes/ntt-2026', { headers: { cookie: local.cookie } })).text();
    expect(await shown()).not.toContain('Perlindungan kedua');
    const policy = readPolicyFixture('ntt-2026');
    await workplace.database.transact(anyone, (tx) => recordProgramme(tx, { ...policy, title: { id: 'Perlindungan kedua', en: 'Protection again' } }));
    expect(await shown()).toContain('<h1>Perlindungan kedua</h1>');
  });

  it('for the public are read by anybody; those of the office are not', async () => {
    const nobody = { headers: { cookie: 'payung_sesi=ps_none' } };
    expect((await app.request('/publik/ntt-2025', nobody)).status).toBe(200);
    expect((await app.request('/programmes/ntt-2025', nobody)).headers.get('location')).toBe('/sign-in?next=%2Fprogrammes%2Fntt-2025');
    expect((await app.request('/publik/../explain', nobody)).status).toBe(303);
  });

  it.each(['/programmes/nothing', '/publik/nothing'])('%s is not found', async (address) => {
    const { status, text } = await ask(address);
    expect(status).toBe(404);
    expect(text).toContain('programme-unknown');
  });

  it('have a public page that shows no way into the office, published or not', async () => {
    const [published, not] = [await ask('/publik/ntt-2025'), await ask('/publik/ntt-2026')];
    expect(published.text).toContain('Apa arti angka-angka ini');
    expect(published.text).toContain('<a href="/v1/publik/programmes/ntt-2025/account">Data terbuka (JSON)</a>');
    expect(not.text).toContain('belum diterbitkan');
    for (const { status, text } of [published, not]) {
      expect(status).toBe(200);
      expect(text).not.toContain('href="/explain"');
    }
  });
});

describe('one person', () => {
  it('is asked about by a form that posts', async () => {
    const { text } = await ask('/explain');
    expect(text).toContain('<form method="post" action="/explain"');
    expect(text).not.toMatch(/method="get"/i);
  });

  it('is told whole, with what registers wrote shown as text', async () => {
    const { status, headers, text } = await post(nik);
    expect(status).toBe(200);
    expect(text).toContain('53**********0001');
    expect(text).toContain('Maria &lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).not.toContain('<script');
    expect(headers.get('cache-control')).toContain('no-store');
  });

  it('never has his NIK in an address, a title or a page', async () => {
    for (const { text } of [await post(nik), await post(stranger), await post(`${nik}1`)]) {
      expect(text).not.toContain(nik);
      expect(text).not.toContain(stranger);
      expect(/<title>([^<]*)<\/title>/.exec(text)?.[1]).toBe('Penjelasan untuk satu orang – Payung');
    }
    expect((await ask(`/explain?nik=${nik}`)).text).not.toContain(nik);
    expect((await ask(`/explain/${nik}`)).text.replaceAll(`/explain/${nik}?lang=en`, '')).not.toContain(nik);
  });

  it('of whom only an area is seen is not said to stand nowhere', () => {
    const story = { nik: '53**********0001', known: true, timeZone: 'Asia/Makassar', lines: [], periods: [], payers: [] };
    const pages = ['5311', null].map((area) => <StoryPage story={{ ...story, area }} locale="id" today="2025-09-01" timeZone="Asia/Makassar" />);
    const [ofArea, ofAll] = pages.map(String);
    expect(ofArea).toContain('Hanya yang tercatat di wilayah 5311 yang terlihat. Di wilayah lain orang ini bisa saja tercatat');
    expect(ofAll).not.toContain('wilayah');
  });

  it('who is not known is said to be so', async () => {
    const { status, text } = await post(stranger);
    expect([status, text.includes('Tidak ada catatan tentang orang ini')]).toEqual([200, true]);
  });

  it.each([
    ['', 'Isi NIK dulu.'],
    ['53010141079', 'NIK harus 16 angka'],
    ['5,30101E+15', 'rusak oleh lembar kerja'],
  ])('written %j: the form says what to do', async (written, said) => {
    const { status, headers, text } = await post(written);
    expect(status).toBe(400);
    expect(text).toContain(said);
    expect(text).toContain('aria-invalid="true"');
    expect(headers.get('cache-control')).toContain('no-store');
  });
});

it('the protected of the last day stand in the total and in every kabupaten; one that day does not know is withheld', () => {
  const row = { area: '5304', name: 'KABUPATEN BELU', places: 50, listed: 20, registered: 20, personMonths: 60, posted: 9, claims: 0 } as const;
  const totals = { places: 50, listed: 20, registered: 20, personMonths: 60, posted: 9, budget: 9, claims: 0, claimAmount: 0, deaths: 0 };
  const of = (protectedPeople: number, asOf: string): PublicAccount => ({
    programme: 'p',
    title: { id: 'P', en: 'P' },
    asOf: civilDate(asOf),
    threshold: 5,
    sources: { lists: 1, rows: 20, instruments: [] },
    areas: [{ ...row, protectedPeople }, ...(protectedPeople === 0 ? [{ ...row, area: '5305', protectedPeople }] : [])],
    totals: { ...totals, protectedPeople },
  });
  const made = withProtectedOf(of(0, '2026-03-01'), of(18, '2025-12-31'));
  expect(made).toMatchObject({
    asOf: '2026-03-01',
    totals: { protectedPeople: 18 },
    areas: [{ protectedPeople: 18 }, { area: '5305', protectedPeople: 'withheld' }],
  });
});

it('a withheld figure is neither drawn nor written, and the page says why', () => {
  const row = {
    area: '5304',
    name: 'KABUPATEN BELU',
    places: 50,
    listed: 20,
    registered: 'withheld',
    protectedPeople: 'withheld',
    personMonths: 'withheld',
    posted: 'withheld',
    claims: 0,
  } as const;
  const account: PublicAccount = {
    programme: 'p',
    title: { id: 'P', en: 'P' },
    asOf: on,
    threshold: 5,
    areas: [row, { ...row, places: 'withheld' }],
    sources: { lists: 1, rows: 20, instruments: [{ number: 'SK <b>1</b>', listDigest: 'ab12', signedOn: '2025-07-08' }] },
    totals: {
      places: 50,
      listed: 20,
      registered: 'withheld',
      protectedPeople: 'withheld',
      personMonths: 'withheld',
      posted: 'withheld',
      budget: 1000,
      claims: 0,
      claimAmount: 0,
      deaths: 'withheld',
      deathsWithoutClaim: 'withheld',
      expectedDeaths: { expected: 1, low: 0, high: 3, confidence: 'unverified' },
    },
  };
  const parts = [
    <Areas account={account} locale="id" />,
    <Proof account={account} locale="id" />,
    <AccountFigures account={account} locale="id" protectedOn="today" />,
    <Answer account={account} locale="id" />,
  ];
  const html = parts.map(String).join('');
  expect(html).toContain('Kab. Belu');
  expect(html).not.toMatch(/class="bar-part" x="0" y="[1-9]/);
  expect(html.match(/class="bar-whole" x="0" y="[1-9]/g)).toHaveLength(1);
  expect(html.match(/class="meter"/g)).toHaveLength(2);
  expect(html).not.toMatch(/NaN|dari anggaran|withheld%|undefined/);
  expect(html).toContain('Berapa dari 50 pekerja yang dijanjikan terlindungi pada 1 Agustus 2025 tidak ditampilkan');
  expect(html).toMatch(/<dt>Kematian tanpa klaim<\/dt><dd><span class="value">disembunyikan<\/span>/);
  expect(html).toContain('<span class="withheld">disembunyikan</span>');
  expect(html).toContain('di bawah 5 orang');
  expect(html).toContain('SK &lt;b&gt;1&lt;/b&gt;');
  expect(html).toContain('8 Juli 2025');
});
