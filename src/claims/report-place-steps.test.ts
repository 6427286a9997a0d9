// Reports told by the name of a village, on a real database: resolved where one fits, kept as written where several fit or none, never lost; by command, /v1 and page.
import { Command } from 'commander';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SmallProgramme, actors, faultOf, programme, smallProgramme, villagers, villages } from '../../test/fixtures/small-programme.ts';
import { asking, signedIn } from '../../test/signed-in.ts';
import type { Actor } from '../kernel/actor.ts';
import { civilDate } from '../kernel/date.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { createApp } from '../server.ts';
import { registerClaimsCommands } from './claims-commands.ts';
import type { PlaceTold } from './place-told.ts';
import { publicReporter, reportsToDecide, takeReport } from './report-steps.ts';

let small: SmallProgramme;
let app: ReturnType<typeof createApp>;
const elsewhere = '5311222099';

beforeAll(async () => {
  small = await smallProgramme({ villagers: [...villagers('timur', 1, 1, 1), ...villagers('barat', 1)], places: { timur: 3, barat: 1 } });
  await small.allocated();
  await small.established();
  // The villages the fixture makes up are not in the code list; two in one kabupaten bear one name.
  for (const [code, name, parent] of [
    [villages.timur, 'Tanah Contoh', '531101'],
    ['5311072098', 'Praicontoh', '531107'],
    [elsewhere, 'Praicontoh', '531122'],
  ])
    await small.owner(`insert into programme.region values ('kemendagri', $1, $2, 'village', $3, '2025-04-25')`, [code, name, parent]);
  const officer = await signedIn(small.workplace, { roles: ['case-worker'], sponsor: 'ntt', area: '53' });
  app = asking(createApp({ workplace: small.workplace, log: pino({ level: 'silent' }) }), officer);
});
afterAll(() => small.drop());

const of = { programme, source: 'village-report', event: 'death', happenedOn: civilDate('2025-06-24'), area: null, token: null } as const;
const said = { birth: null, words: null, reporter: null, phone: null } as const;
const take = (name: string, place: Partial<PlaceTold> | null, more: { area?: string; actor?: Actor } = {}) =>
  small.database.transact(more.actor ?? publicReporter('ntt'), (tx) =>
    takeReport(tx, small.workplace, {
      ...{ ...of, ...said, name, area: more.area ?? null },
      place: place === null ? null : { kabupaten: null, district: null, village: null, ...place },
    }),
  );
const waiting = async (reportId: string) =>
  (await small.database.read(actors.cases, (tx) => reportsToDecide(tx, small.workplace, programme))).find(({ report }) => report.reportId === reportId);

describe('the village of a report', () => {
  test('by its name in the kabupaten chosen is that village, and the person there is likeliest', async () => {
    const { reportId } = await take(small.people[1]?.name ?? '', { kabupaten: '5311', village: 'desa tanah contoh' });
    const found = await waiting(reportId);
    expect(found?.report.area).toBe(villages.timur);
    expect(found?.place).toEqual({ kabupaten: 'Kab. Sumba Timur', district: null, village: 'desa tanah contoh' });
    expect(found?.likely[0]).toMatchObject({ personKey: await small.keyOf(1), score: 100, why: { sameVillage: true } });
  });

  test('whose name two villages bear is kept as written, and the decider sees both; the district tells them apart', async () => {
    const { reportId } = await take(small.people[0]?.name ?? '', { kabupaten: 'Sumba Timur', village: 'Praicontoh' });
    const found = await waiting(reportId);
    expect(found?.report.area).toBe('5311');
    expect(found?.villages.map(({ code, district }) => `${code} ${district}`)).toEqual(['5311072098 Pandawai', `${elsewhere} Mahu`]);
    expect(found?.likely[0]).toMatchObject({ personKey: await small.keyOf(0), score: 95, why: { sameVillage: false } });
    const told = await take('SIAPA', { kabupaten: '5311', village: 'Praicontoh', district: 'Pandawai' });
    expect((await waiting(told.reportId))?.report.area).toBe('5311072098');
  });

  test('that nobody knows, or is not told at all, loses no report: it stands under what is certain', async () => {
    const strange = await take(small.people[0]?.name ?? '', { kabupaten: '5311', village: 'Entah Di Mana' });
    expect(await waiting(strange.reportId)).toMatchObject({ report: { area: '5311' }, place: { village: 'Entah Di Mana' }, villages: [] });
    const silent = await take(small.people[0]?.name ?? '', null);
    const found = await waiting(silent.reportId);
    expect(found).toMatchObject({ report: { area: '53' }, place: null, villages: [] });
    expect(found?.likely[0]).toMatchObject({ personKey: await small.keyOf(0), score: 100, why: { sameVillage: null } });
  });

  test('with line ends or unseen characters is kept without them; too long or no code is refused, whichever way it comes', async () => {
    const { reportId } = await take('A\u001b[31mRED\nFAKE-ROW x', { village: 'Desa\u202E Jauh\n' });
    const found = await waiting(reportId);
    expect(found?.name).toBe('A [31mRED FAKE-ROW x');
    expect(found?.place?.village).toBe('Desa  Jauh');
    await expect(take('Maria', { village: 'x'.repeat(81) })).rejects.toMatchObject({ code: 'text-too-long', place: { column: 'village' } });
    await expect(take('M'.repeat(201), null)).rejects.toMatchObject({ code: 'text-too-long', place: { column: 'name' } });
    await expect(take('Maria', null, { area: "5311' or 1=1" })).rejects.toMatchObject({ code: 'area-not-a-code' });
  });

  test('by its code is taken as before; outside the programme it is refused', async () => {
    expect((await waiting((await take('X', null, { area: villages.barat })).reportId))?.report.area).toBe(villages.barat);
    expect((await waiting((await take('X', { village: '53.11.01.2001' })).reportId))?.report.area).toBe(villages.timur);
    expect(await faultOf(take('X', null, { area: '3301012001' }))).toBe('area-outside');
    expect(await faultOf(take('X', { kabupaten: 'Bantul' }))).toBe('kabupaten-unknown');
    expect(await faultOf(take('X', { village: 'desa 5311011403850001' }))).toBe('long-number-in-text');
  });

  test('of whoever may act for a part alone stands within it', async () => {
    const clerk: Actor = { id: 'perangkat', roles: ['sender'], sponsor: 'ntt', area: '5311' };
    const within = await take('X', null, { actor: clerk });
    expect((await waiting(within.reportId))?.report.area).toBe('5311');
    expect(await faultOf(take('X', { kabupaten: '5315' }, { actor: clerk }))).toBe('outside-area');
    const village: Actor = { ...clerk, area: villages.timur };
    expect((await waiting((await take('X', { kabupaten: '5311', village: 'Praicontoh' }, { actor: village })).reportId))?.report.area).toBe(villages.timur);
  });
});

describe('told three ways', () => {
  const form = { event: 'death', on: '2025-06-24', name: 'ORANG CONTOH', kabupaten: '5311', village: 'Tanah Contoh' };
  const post = (address: string, body: object) =>
    app.request(address, { method: 'POST', body: new URLSearchParams({ ...body }), headers: { 'sec-fetch-site': 'same-origin' } });
  const areaOf = async (receipt: string) => (await small.owner<{ area: string }>('select area from claims.report where receipt = $1', [receipt]))[0]?.area;

  test('the public page asks for the kabupaten and the name of the village, not for a code', async () => {
    const text = await (await app.request(`/publik/${programme}/lapor`)).text();
    expect(text).toMatch(/<select[^>]*name="kabupaten"[^>]*><option value=""[^>]*>tidak tahu<\/option>/);
    expect(text).toContain('<option value="5311">Kab. Sumba Timur</option>');
    expect(text).not.toContain('name="area"');
    const answer = await post(`/publik/${programme}/lapor`, form);
    expect(answer.status).toBe(200);
    const [receipt = ''] = /\d{4}-\d{4}-\d{4}/.exec(await answer.text()) ?? [];
    expect(await areaOf(receipt)).toBe(villages.timur);
    const coded = await post(`/publik/${programme}/lapor`, { on: form.on, name: form.name, area: villages.barat });
    const [other = ''] = /\d{4}-\d{4}-\d{4}/.exec(await coded.text()) ?? [];
    expect(await areaOf(other)).toBe(villages.barat);
  });

  test('the form of the public page sent twice is one report; with other words in it, another', async () => {
    const sent = async (body: object): Promise<string> => /\d{4}-\d{4}-\d{4}/.exec(await (await post(`/publik/${programme}/lapor`, body)).text())?.[0] ?? '';
    const twice = { ...form, name: 'SEKALI SAJA', _key: '5f0c6c2e-0000-4000-8000-000000000001' };
    const [first, again] = await Promise.all([sent(twice), sent(twice)]);
    expect(first).toMatch(/^\d/);
    expect(again).toBe(first);
    expect(await sent({ ...twice, words: 'Jatuh dari pohon.' })).not.toBe(first);
    const [one, other] = [await sent({ ...twice, _key: '' }), await sent({ ...twice, _key: '' })];
    expect(other).not.toBe(one);
    for (const number of [first, first.replaceAll('-', ''), ` ${first.replaceAll('-', ' ')}`])
      expect((await post(`/publik/${programme}/lapor/nomor`, { number })).status, number).toBe(200);
    expect((await post(`/publik/${programme}/lapor/nomor`, { number: '1234' })).status).toBe(400);
  });

  test('what a family wrote stands in the form again when something was refused, but for the NIK', async () => {
    const answer = await post(`/publik/${programme}/lapor`, { ...form, nik: '123' });
    const text = await answer.text();
    expect(answer.status).toBe(400);
    expect(text).toContain('value="Tanah Contoh"');
    expect(text).toMatch(/<option value="5311" selected/);
    expect(text).not.toContain('value="123"');
  });

  test('the page of the officer offers the same, and tells the words beside the code', async () => {
    await take('ORANG BERNAMA', { kabupaten: '5311', village: 'Praicontoh' });
    const text = await (await app.request(`/programmes/${programme}/claim-reports`)).text();
    expect(text).toMatch(/<select[^>]*name="kabupaten"/);
    expect(text).toContain('desa/kelurahan Praicontoh, Kab. Sumba Timur (5311)');
    expect(text).toContain('Praicontoh, Pandawai (5311072098)');
  });

  test('by HTTP and by command', async () => {
    const response = await app.request(`/v1/programmes/${programme}/claim-reports`, {
      method: 'POST',
      body: JSON.stringify({ on: form.on, name: form.name, kabupaten: 'sumba timur', village: 'tanah contoh' }),
      headers: { 'content-type': 'application/json', 'idempotency-key': 'laporan-satu' },
    });
    expect(response.status).toBe(200);
    expect(await areaOf(((await response.json()) as { receipt: string }).receipt)).toBe(villages.timur);
    let receipt = '';
    const context: CommandContext = {
      open: async () => small.workplace,
      actor: () => actors.cases,
      print: () => {},
      json: () => false,
      result: (value) => void (receipt = (value as { receipt: string }).receipt),
      disclose: async () => {},
      progress: { step: () => {}, at: () => {}, end: () => {} },
      secret: async () => '',
    };
    const program = new Command();
    registerClaimsCommands(program, context);
    await program.parseAsync(['claims', 'report', programme, '--on', form.on, '--name', 'X', '--kabupaten', 'Sumba Timur', '--village', 'Tanah Contoh'], {
      from: 'user',
    });
    expect(await areaOf(receipt)).toBe(villages.timur);
  });
});
