// Tests coverage over recorded postings: late ones, as known then, for one, for many and by programme.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdAndRegister, programme, recordNtt } from '../../test/fixtures/registered-people.ts';
import { type TestDatabase, anyone, testDatabase } from '../../test/database.ts';
import { acceptContributionCode } from '../contributions/contribution-code-steps.ts';
import { finaliseMonth, invoiceMonth, openMonth } from '../contributions/contributions-steps.ts';
import { importPostings } from '../contributions/posting-steps.ts';
import { instant } from '../kernel/clock.ts';
import { civilDate } from '../kernel/date.ts';
import { monthFrom } from '../kernel/month.ts';
import type { Nik } from '../kernel/nik.ts';
import { loadLaw } from '../law/law-store.ts';
import { type Tx, lookIn } from '../platform/database.ts';
import { lawFolder } from '../platform/workplace.ts';
import { coverPeriods, coverageOf, coverageOfMany, coveredByArea, coveredCount } from './coverage-steps.ts';

const law = loadLaw(lawFolder);
let base: TestDatabase;
let directory: string;
let keys: readonly string[];

const act = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => base.database.transact(anyone, work);
const read = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => base.database.read(anyone, work);

/** Invoices July and August; July is posted for K1 and K2 on the 9th, August for K1 on 20 August and, as recorded on 2 September, for K2 (money in on 9 August). */
beforeAll(async () => {
  base = await testDatabase();
  directory = await mkdtemp(path.join(tmpdir(), 'payung-coverage-'));
  await recordNtt(base.database);
  base.clock.set('2025-07-03T00:00:00Z');
  await holdAndRegister(base.database, { perBranch: { kupang: 3 } });
  keys = await read(async (tx) =>
    (await tx.client.query<{ person_key: string }>('select person_key from enrolment.registration order by kpj')).rows.map((row) => row.person_key),
  );
  for (const month of ['2025-07', '2025-08'].map(monthFrom)) {
    base.clock.set(`${month}-05T00:00:00Z`);
    await act((tx) => openMonth(tx, { law, programme, month }));
    await act((tx) => finaliseMonth(tx, { programme, branch: 'kupang', month, directory }));
    const code = path.join(directory, 'kode.csv');
    await writeFile(
      code,
      `kode_iuran,npp,bulan,jumlah_peserta,jumlah_jkk,jumlah_jkm,jumlah_iuran,berlaku_sampai\n${month},NTT25-KUPANG,${month},3,30000,20400,50400,2025-12-31\n`,
    );
    await act((tx) => acceptContributionCode(tx, { programme, file: code }));
    await act((tx) => invoiceMonth(tx, { programme, branch: 'kupang', month }));
  }
  await post('2025-07-09T09:00:00Z', ['K0000000001', 'K0000000002'], '2025-07', '2025-07-09', '2025-07-09T15:30:00+08:00');
  await post('2025-08-20T09:00:00Z', ['K0000000001'], '2025-08', '2025-08-20', '2025-08-20 15:30');
  await post('2025-09-02T09:00:00Z', ['K0000000002'], '2025-08', '2025-08-09', '2025-09-01T15:30:00+08:00');
  base.clock.set('2025-09-10T00:00:00Z');
});
afterAll(async () => {
  await base.drop();
  await rm(directory, { recursive: true });
});

async function post(recordedAt: string, kpjs: readonly string[], month: string, bankValue: string, posted: string): Promise<void> {
  base.clock.set(recordedAt);
  const file = path.join(directory, `posting-${recordedAt}.csv`);
  await writeFile(
    file,
    `kpj,nama,bulan,jkk,jkm,kode_iuran,tanggal_nilai_bank,waktu_posting\n${kpjs.map((kpj) => `${kpj},,${month},10000,6800,${month},${bankValue},${posted}\n`).join('')}`,
  );
  expect(await act((tx) => importPostings(tx, { programme, file }))).toMatchObject({ posted: kpjs.length, unmatched: 0 });
}

const ask = (person: number, on: string, knownAt?: string) =>
  read((tx) =>
    coverageOf(lookIn(tx), { law, personKey: keys[person - 1] ?? '', on: civilDate(on), ...(knownAt === undefined ? {} : { knownAt: instant(knownAt) }) }),
  );

// person | day | known at | state | reason
test.each([
  [1, '2025-07-08', undefined, 'unprotected', 'first-contribution-paid-after-this-day'],
  [1, '2025-07-09', undefined, 'protected', 'month-posted'],
  [1, '2025-07-09', '2025-07-09T08:59:59Z', 'unprotected', 'first-contribution-not-posted'],
  [1, '2025-07-09', '2025-07-09T09:00:00Z', 'protected', 'month-posted'],
  [1, '2025-08-15', undefined, 'arrears-unsettled', 'month-paid-after-this-day'],
  [1, '2025-08-20', undefined, 'protected', 'month-posted'],
  [2, '2025-08-15', '2025-09-01T00:00:00Z', 'arrears-unsettled', 'month-not-due-yet'],
  [2, '2025-08-21', '2025-09-01T00:00:00Z', 'arrears-unsettled', 'month-not-posted'],
  [2, '2025-08-15', undefined, 'protected', 'month-posted'],
  [3, '2025-08-15', undefined, 'unprotected', 'first-contribution-not-posted'],
  [1, '2025-09-11', undefined, 'unknown', 'day-not-reached-yet'],
] as const)('person %i on %s as known at %s is %s: %s', async (person, on, knownAt, state, reason) => {
  const answer = await ask(person, on, knownAt);
  expect([answer.jkk.state, answer.jkm.state, answer.jkm.reasons[0]?.code]).toEqual([state, state, reason]);
});

test("an instant without an offset is the sponsor's local time", async () => {
  expect((await ask(1, '2025-08-20')).posted.at(-1)?.postedAt).toBe('2025-08-20T07:30:00.000Z');
});

test('money in before the day and posted after it is said', async () => {
  expect((await ask(2, '2025-08-15')).jkk.reasons.map(({ code }) => code)).toEqual(['month-posted', 'paid-before-posted-after']);
});

test('many people are answered as one would be', async () => {
  const wanted = [
    [keys[0], '2025-07-08'],
    [keys[0], '2025-08-20'],
    [keys[1], '2025-08-21'],
    [keys[2], '2025-08-15'],
    ['00000000-0000-7000-8000-000000000000', '2025-08-15'],
  ] as const;
  const answers = await act(async (tx) => {
    await tx.client.query('create temporary table asked (person_key uuid, "on" date) on commit drop');
    for (const row of wanted) await tx.client.query('insert into asked values ($1, $2)', [...row]);
    const all = [];
    for await (const chunk of coverageOfMany(tx, { law, people: 'asked', timeZone: 'Asia/Makassar' })) all.push(...chunk);
    return all;
  });
  expect(answers).toHaveLength(wanted.length);
  for (const { personKey, on, coverage } of answers)
    expect({ ...coverage, periods: [] }).toEqual(await read((tx) => coverageOf(lookIn(tx), { law, personKey, on })));
  expect(answers.find(({ personKey }) => personKey.startsWith('00000000'))?.coverage.jkk.reasons[0]?.code).toBe('nothing-known-of-person');
});

test('a programme is counted by the same rule, and as known then', async () => {
  const count = (on: string, knownAt?: string) =>
    read((tx) => coveredCount(tx, { law, programme, on: civilDate(on), ...(knownAt === undefined ? {} : { knownAt: instant(knownAt) }) }));
  expect(await count('2025-08-21')).toEqual({
    people: 3,
    jkk: { protected: 2, 'arrears-unsettled': 0, unprotected: 1, unknown: 0 },
    jkm: { protected: 2, 'arrears-unsettled': 0, unprotected: 1, unknown: 0 },
  });
  expect((await count('2025-08-21', '2025-09-01T00:00:00Z')).jkk).toMatchObject({ protected: 1, 'arrears-unsettled': 1 });
  expect(await read((tx) => coveredByArea(tx, { law, programme, on: civilDate('2025-08-21') }))).toEqual(new Map([['5371', 2]]));
  await expect(read((tx) => coveredCount(tx, { law, programme: 'none', on: civilDate('2025-08-21') }))).rejects.toMatchObject({ code: 'programme-unknown' });
});

test('periods put days of the same states together', async () => {
  const periods = await read((tx) => coverPeriods(tx, { law, personKey: keys[0] ?? '', from: civilDate('2025-07-01'), to: civilDate('2025-08-31') }));
  expect(periods.map(({ from, to, jkm }) => `${from} ${to} ${jkm}`)).toEqual([
    '2025-07-01 2025-07-08 unprotected',
    '2025-07-09 2025-07-31 protected',
    '2025-08-01 2025-08-19 arrears-unsettled',
    '2025-08-20 2025-08-31 protected',
  ]);
});

test('who may not see the area sees nothing of the person', async () => {
  const elsewhere = { ...anyone, id: 'belu', area: '5304' };
  const answer = await base.database.read(elsewhere, (tx) => coverageOf(lookIn(tx), { law, personKey: keys[0] ?? '', on: civilDate('2025-08-21') }));
  expect(answer.jkk.reasons[0]?.code).toBe('nothing-known-of-person');
});

test('a NIK nobody knows is said without the NIK', async () => {
  const token = base.niks.seal('5371010101900001' as Nik);
  await expect(read((tx) => coverageOf(lookIn(tx), { law, token, on: civilDate('2025-08-21') }))).rejects.toMatchObject({
    code: 'person-unknown',
    message: expect.not.stringContaining('5371010101900001') as unknown,
  });
});

test('an account of one kabupaten or village is told of its people what the province is told, though the posting files are of the whole province', async () => {
  const of = { law, personKey: keys[0] ?? '', on: civilDate('2025-08-25') };
  const own = await read(async (tx) =>
    (await tx.client.query<{ area: string }>('select area from enrolment.registration where person_key = $1', [of.personKey])).rows.at(0),
  );
  const whole = await read((tx) => coverageOf(lookIn(tx), of));
  expect(whole.jkm.state).toBe('protected');
  for (const area of [own?.area ?? '', (own?.area ?? '').slice(0, 4), '53']) {
    const actor = { ...anyone, sponsor: 'ntt', area };
    expect((await base.database.read(actor, (tx) => coverageOf(lookIn(tx), of))).jkm).toEqual(whole.jkm);
    const { jkm } = await base.database.read(actor, (tx) => coveredCount(tx, { law, programme, on: of.on }));
    expect(jkm.protected).toBeGreaterThan(0);
  }
  const elsewhere = await base.database.read({ ...anyone, sponsor: 'ntt', area: '5399' }, (tx) => coverageOf(lookIn(tx), of));
  expect(elsewhere.posted).toEqual([]);
});
