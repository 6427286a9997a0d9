// Searching the lists for whom a report means, on a real database: found by little, masked, recorded for everybody shown, decided for one; by command, /v1 and page.
import { Command } from 'commander';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SmallProgramme, actors, faultOf, programme, smallProgramme, villagers } from '../../test/fixtures/small-programme.ts';
import { asking, signedIn } from '../../test/signed-in.ts';
import { civilDate } from '../kernel/date.ts';
import { monthFrom } from '../kernel/month.ts';
import type { Nik } from '../kernel/nik.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { createApp } from '../server.ts';
import { registerClaimsCommands } from './claims-commands.ts';
import { type SearchAsked, searchReported } from './report-search-steps.ts';
import { publicReporter, reportsToDecide, takeReport } from './report-steps.ts';

let small: SmallProgramme;
let app: ReturnType<typeof createApp>;
let reportId: string;
let receipt: string;
/** Somebody of the same village whom no signed list names. */
const unlisted = 2;

beforeAll(async () => {
  small = await smallProgramme({ villagers: villagers('timur', 1, 1, 9), places: { timur: 2 } });
  await small.allocated();
  await small.established();
  await small.pay(monthFrom('2025-07'));
  small.day('2025-08-04');
  const officer = await signedIn(small.workplace, { roles: ['case-worker'], sponsor: 'ntt', area: '53' });
  app = asking(createApp({ workplace: small.workplace, log: pino({ level: 'silent' }) }), officer);
  ({ reportId, receipt } = await small.database.transact(publicReporter('ntt'), (tx) =>
    takeReport(tx, small.workplace, {
      ...{ programme, source: 'public-page', event: 'death', happenedOn: civilDate('2025-07-20'), area: null, token: null },
      ...{ name: 'OM ANIS', birth: null, words: null, reporter: null, phone: null },
    }),
  ));
});
afterAll(() => small.drop());

const search = (of: Partial<SearchAsked>) =>
  small.database.transact(actors.cases, (tx) =>
    searchReported(tx, small.workplace, {
      ...{ reportId, name: null, birthYear: null, area: null, place: null, nik: null, reason: null, through: 'api' },
      ...of,
    }),
  );
const disclosed = () => small.count('permission.disclosure', `act = 'claims search'`);
const nikOf = (who: number): Nik => small.people[who]?.nik ?? ('' as Nik);

describe('a report nobody is likely for', () => {
  test('is searched by name and year, however the name is spelt: masked, the likeliest first, each recorded for the person shown', async () => {
    const [waiting] = await small.database.read(actors.cases, (tx) => reportsToDecide(tx, small.workplace, programme));
    expect(waiting).toMatchObject({ report: { reportId }, likely: [] });
    const found = await search({ name: 'Johanis Bere', birthYear: 1986 });
    expect(found.receipt).toBe(receipt);
    expect(found.people[0]).toMatchObject({ personKey: await small.keyOf(0), name: 'Y*** B***', nik: '53**********0001', birthYear: 1985, area: '5311012001' });
    expect(found.people[0]?.reasons.map(({ comparison }) => comparison)).toEqual(['name']);
    const [row] = await small.owner<{ kind: string; reason: string; fields: string[] }>(
      'select kind, reason, fields from permission.disclosure where token = $1',
      [small.workplace.niks.seal(nikOf(0))],
    );
    expect(row).toEqual({ kind: 'search', reason: `laporan ${receipt}`, fields: ['name-masked', 'birth-year', 'village'] });
    expect(await disclosed()).toBe(found.people.length);
  });

  test('is searched within a kabupaten without a year; nobody beyond five years or in another place by place alone', async () => {
    const place = { kabupaten: '5311', district: null, village: null };
    expect((await search({ name: 'Yohanes Beree', place })).people[0]?.personKey).toBe(await small.keyOf(0));
    expect((await search({ name: 'Yohanes Bere', birthYear: 1960, place })).people).toEqual([]);
    expect((await search({ name: 'Yohanis Beree', place: { ...place, kabupaten: '5315' } })).people).toEqual([]);
  });

  test('is searched by a NIK with a slip; whoever stands on no signed list is not shown', async () => {
    const written = `${nikOf(1).slice(0, 12)}0012` as Nik;
    expect((await search({ nik: written })).people.map(({ nik }) => nik)).toContain('53**********0002');
    const unsigned = await search({ nik: nikOf(unlisted), name: small.people[unlisted]?.name ?? '' });
    expect(unsigned.people.map(({ nik }) => nik)).not.toContain('53**********0003');
    expect(JSON.stringify(unsigned)).not.toMatch(/\d{14}/);
  });

  test('is not searched by a name alone, and not once it is decided', async () => {
    expect(await faultOf(search({ name: 'Yohanes' }))).toBe('search-too-wide');
    expect(await faultOf(search({ reportId: '01890000-0000-7000-8000-000000000000', birthYear: 1985 }))).toBe('report-unknown');
    expect(await faultOf(search({ name: nikOf(0), birthYear: 1985 }))).toBe('long-number-in-text');
  });
});

describe('three ways', () => {
  const say = (address: string, body: object) =>
    app.request(address, { method: 'POST', body: new URLSearchParams({ ...body }), headers: { 'sec-fetch-site': 'same-origin' } });

  test('by HTTP, where the NIK typed is recorded too, once', async () => {
    const before = await disclosed();
    const response = await app.request(`/v1/programmes/${programme}/report-searches`, {
      method: 'POST',
      body: JSON.stringify({ report: reportId, nik: nikOf(0), reason: 'Keluarga datang ke loket.' }),
      headers: { 'content-type': 'application/json' },
    });
    expect(response.headers.get('cache-control')).toContain('no-store');
    const { people } = (await response.json()) as { people: { personKey: string; nik: string }[] };
    expect(people[0]).toMatchObject({ personKey: await small.keyOf(0), nik: '53**********0001' });
    expect((await disclosed()) - before).toBe(people.length);
  });

  test('by command, which asks for the NIK', async () => {
    let told = '';
    let asked = 0;
    const context: CommandContext = {
      open: async () => small.workplace,
      actor: () => actors.cases,
      print: () => {},
      json: () => false,
      result: (_, human) => void (told = human),
      disclose: async () => void (asked += 1),
      progress: { step: () => {}, at: () => {}, end: () => {} },
      secret: async () => nikOf(0),
    };
    const program = new Command();
    registerClaimsCommands(program, context);
    await program.parseAsync(['claims', 'search', programme, '--report', reportId, '--with-nik'], { from: 'user' });
    expect(asked).toBe(1);
    expect(told).toContain(receipt);
    expect(told).toContain('53**********0001');
    expect(told).not.toMatch(/\d{14}/);
  });

  test('on the page: a form under the report, the people found with a form each, and the decision for one opens his claim', async () => {
    const page = await (await app.request(`/programmes/${programme}/claim-reports`)).text();
    expect(page).toContain(`<form method="post" action="/programmes/${programme}/report-searches"`);
    expect(page).toMatch(/name="nik"[^>]*>/);
    const answer = await say(`/programmes/${programme}/report-searches`, { report: reportId, name: 'Yohanes Bere', birthYear: '1985', nik: '' });
    const text = await answer.text();
    const personKey = await small.keyOf(0);
    expect(answer.status).toBe(200);
    expect(text).toContain('Y*** B***, 1985');
    expect(text).toContain(receipt);
    expect(text).not.toContain('YOHANES BERE');
    expect(text).toContain(`name="person" value="${personKey}"`);
    const wide = await say(`/programmes/${programme}/report-searches`, { report: reportId, name: 'Yohanes' });
    expect(wide.status).toBe(400);
    expect(await wide.text()).toContain('Nama saja terlalu luas');
    const decided = await say(`/programmes/${programme}/report-decisions`, {
      report: reportId,
      person: personKey,
      evidence: 'KK dan nama panggilan dari kepala dusun',
    });
    expect(decided.status).toBe(303);
    const decisions = () => small.count('claims.report_decision', `report_id = '${reportId}' and person_key = '${personKey}' and claim_id is not null`);
    await expect.poll(decisions, { timeout: 30_000 }).toBe(1); // on a busy machine the form is followed as work
    expect(await faultOf(search({ name: 'Yohanes Bere', birthYear: 1985 }))).toBe('report-decided-already');
  });
});
