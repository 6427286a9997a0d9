// Tests a month reconciled person by person on PostgreSQL: every class from planted facts, tasks once, closed when they agree, credits, and minutes both sides sign.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, anyone, testDatabase } from '../../test/database.ts';
import { law, paidMonths } from '../../test/fixtures/paid-months.ts';
import { holdAndRegister, programme, recordNtt, villages } from '../../test/fixtures/registered-people.ts';
import { civilDate } from '../kernel/date.ts';
import { monthFrom } from '../kernel/month.ts';
import { literal } from '../platform/copy.ts';
import { ownerSession } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import { readXlsx } from '../platform/xlsx-read.ts';
import { carryCredits } from './credit-steps.ts';
import { differencesFound, openDifferences, settleDifference } from './difference-steps.ts';
import { signMinutes } from './minutes-signing-steps.ts';
import { drawMinutes, minutesOf } from './minutes-steps.ts';
import { recordPayment } from './payment-steps.ts';
import { importPostings } from './posting-steps.ts';
import { ledgerCheck } from './reconciliation-steps.ts';

const month = monthFrom('2025-08');
let base: TestDatabase;
let folder: string;
let months: ReturnType<typeof paidMonths>;
let roster: Awaited<ReturnType<ReturnType<typeof paidMonths>['invoiced']>>;
let people: { key: string; kpj: string }[];

beforeAll(async () => {
  base = await testDatabase();
  base.clock.set('2025-12-01T00:00:00Z');
  folder = await mkdtemp(path.join(tmpdir(), 'payung-differences-'));
  months = paidMonths(base, folder);
  await recordNtt(base.database);
  await holdAndRegister(base.database, { perBranch: { kupang: 8 } });
  people = await months.act(async (tx) =>
    (await tx.client.query<{ person_key: string; kpj: string }>('select person_key, kpj from enrolment.registration order by kpj')).rows.map((row) => ({
      key: row.person_key,
      kpj: row.kpj,
    })),
  );
  await months.act(async (tx) => {
    const snapshot = async (register: string, agreement: string): Promise<string> => {
      const id = newKey();
      await tx.client.query(
        `insert into registry.agreement (agreement, register, sponsor, counterpart, purpose, permitted_fields, basis, valid_from, valid_to, recorded_at, author)
         values ('${agreement}', '${register}', 'ntt', 'x', 'x', '{}', 'snapshot', '2025-01-01', '2026-12-31', now(), 'x')`,
      );
      await tx.client.query(
        `insert into registry.snapshot (snapshot_id, register, sponsor, area, agreement, basis, as_of, row_count, file_name, file_digest, recorded_at, author)
         values ('${id}', '${register}', 'ntt', '53', '${agreement}', 'snapshot', '2025-09-01', 1, 'x', '${register}', now(), 'x')`,
      );
      return id;
    };
    const [population, deaths, membership] = [await snapshot('population', 'PKS-1'), await snapshot('deaths', 'PKS-2'), await snapshot('membership', 'PKS-3')];
    const key = (place: number): string => literal(people[place]?.key ?? '');
    await tx.client.query(
      `insert into registry.population (person_key, snapshot_id, sponsor, area, found, name) select person_key, '${population}', 'ntt', '${villages.kupang}', true, 'MARIA BERE' from enrolment.registration`,
    );
    await tx.client.query(
      `insert into registry.death (person_key, snapshot_id, sponsor, area, found, died_on, reported_on, source) values (${key(1)}, '${deaths}', 'ntt', '${villages.kupang}', true, '2025-07-20', '2025-08-20', 'dukcapil')`,
    );
    await tx.client.query(
      `insert into registry.membership (person_key, snapshot_id, kpj, sponsor, area, found, segment, active, payer_kind, payer_name, since)
       values (${key(2)}, '${membership}', '999', 'ntt', '${villages.kupang}', true, 'pu', true, 'employer', 'PT CONTOH', '2025-01-01')`,
    );
  });
  roster = await months.invoiced('kupang', month);
});
afterAll(async () => {
  await base.drop();
  await rm(folder, { recursive: true });
});

const examine = () => months.act((tx) => openDifferences(tx, { law, programme, month }));
const pay = (fact: 'sp2d-issued' | 'bank-debited') =>
  months.act((tx) => recordPayment(tx, { invoice: roster.number, fact, reference: 'SP2D-1', amount: roster.amount, occurredOn: civilDate('2025-08-08') }));

test('before money moves nothing is a difference', async () => {
  expect(await examine()).toMatchObject({ opened: 0, agreed: 0, tasks: [] });
});

test('each class is found from what the lists and registers say, as a task with an owner and a working day', async () => {
  await pay('sp2d-issued');
  await pay('bank-debited');
  // 0 is posted under another name, 3 twice in the file, 4 not at all; a number of nobody is posted.
  const posting = await months.postingFile('posting.csv', roster, (rows) => [
    ...rows
      .filter((_, place) => place !== 4)
      .map((row, place) => row.map((cell, column) => (column === 1 ? (place === 0 ? 'YOHANES LAWALU' : 'Maria Bere') : cell))),
    rows[3] ?? [],
    ['X1', 'SIAPA', month, '10000', '6800', roster.code, '2025-08-09', '2025-08-09T12:00:00+08:00'],
  ]);
  await months.act((tx) => importPostings(tx, { programme, file: posting }));
  const found = await examine();
  expect(found.tasks.map((task) => [task.class, task.kpj, task.amount]).sort()).toEqual(
    [
      ['paid-by-two-payers', people[2]?.kpj, 16_800n],
      ['paid-for-the-dead', people[1]?.kpj, 16_800n],
      ['paid-not-posted', people[4]?.kpj, 16_800n],
      ['paid-twice', people[3]?.kpj, 16_800n],
      ['posted-not-paid', 'X1', 16_800n],
      ['posted-under-another-name', people[0]?.kpj, 16_800n],
    ].sort(),
  );
  expect(new Set(found.tasks.map(({ owner, dueOn }) => `${owner} ${dueOn}`))).toEqual(new Set(['Bendahara pengeluaran 2025-12-08']));
  expect(await examine()).toMatchObject({ opened: 0, agreed: 0 });
});

test('minutes count everybody once and name everybody behind each figure', async () => {
  const draw = () => months.act((tx) => drawMinutes(tx, { programme, month, directory: folder }));
  const drawn = await draw();
  const [branch] = drawn.content.branches;
  expect(Object.entries(branch?.classes ?? {}).map(([one, { people: count }]) => `${one} ${count}`)).toEqual([
    'agreed 3',
    'not-paid-yet 0',
    'paid-not-posted 1',
    'posted-not-paid 1',
    'paid-for-the-dead 1',
    'paid-twice 1',
    'paid-by-two-payers 1',
    'posted-under-another-name 1',
  ]);
  expect(await draw()).toMatchObject({ drawn: false, digest: drawn.digest, sequence: 1 });
  expect((await readFile(drawn.pdf)).subarray(0, 5).toString()).toBe('%PDF-');
  let named = 0;
  for await (const row of readXlsx(drawn.xlsx)) if (row.sheet === 'Orang') named += 1;
  expect(named).toBe(1 + 8 + 1);
});

test('both sides sign the same digest, each by its own account, and changed figures are new minutes', async () => {
  const [latest] = await months.act((tx) => minutesOf(tx, programme, month));
  const sign = (id: string, roles: string[], digest = latest?.digest ?? '') =>
    base.database.transact({ ...anyone, id, roles: roles as never, posts: { branch: 'kupang' } }, (tx) =>
      signMinutes(tx, { programme, month, name: 'Pejabat', digest }),
    );
  expect(await sign('keuangan', ['finance'])).toMatchObject({ side: 'sponsor', signed: true });
  expect(await sign('keuangan', ['finance'])).toMatchObject({ side: 'sponsor', signed: false });
  expect(await months.codeOf(sign('keuangan', ['branch-officer']))).toBe('signs-for-both-sides');
  expect(await months.codeOf(sign('cabang', ['branch-officer'], 'lain'))).toBe('minutes-moved-on');
  expect(await sign('cabang', ['branch-officer'])).toMatchObject({ side: 'administrator', signed: true });
  expect((await months.act((tx) => minutesOf(tx, programme, month)))[0]?.signatures.map(({ side }) => side)).toEqual(['sponsor', 'administrator']);
});

test('money not owed becomes a credit of the branch by a reversal of its expense, once a person-month, and pays the next month', async () => {
  const tasks = await months.act((tx) => differencesFound(tx, { programme, month }));
  const idOf = (one: string): string => tasks.find((task) => task.class === one)?.differenceId ?? '';
  const settle = (one: string, outcome: 'credit' | 'corrected') =>
    months.act((tx) => settleDifference(tx, { differenceId: idOf(one), outcome, remark: 'sesuai perjanjian' }));
  expect(await months.codeOf(settle('paid-not-posted', 'credit'))).toBe('difference-is-no-credit');
  expect(await settle('paid-for-the-dead', 'credit')).toMatchObject({ settled: true, credited: 16_800n });
  expect(await settle('paid-for-the-dead', 'credit')).toMatchObject({ settled: false, credited: 0n });
  expect((await months.act((tx) => ledgerCheck(tx, programme))).broken).toEqual([]);
  const next = await months.invoiced('kupang', monthFrom('2025-09'));
  expect(await months.act((tx) => carryCredits(tx, { programme, month: monthFrom('2025-09') }))).toMatchObject([
    { invoice: next.number, amount: 16_800n, source: 'paid-for-the-dead' },
  ]);
  expect((await months.act((tx) => ledgerCheck(tx, programme))).broken).toEqual([]);
});

test('somebody posted later agrees now, and his task is closed', async () => {
  const rest = await months.postingFile('susulan.csv', roster, (rows) => [rows[4]?.map((cell, column) => (column === 1 ? 'MARIA BERE' : cell)) ?? []]);
  await months.act((tx) => importPostings(tx, { programme, file: rest }));
  const found = await examine();
  expect(found).toMatchObject({ opened: 0, agreed: 1 });
  expect(found.tasks.find((task) => task.class === 'paid-not-posted')).toMatchObject({ outcome: 'agrees-now' });
});

test('a person charged under two keys is paid twice, once for each key beyond the one kept, and the month can become a credit', async () => {
  const [kept, former] = [people[6]?.key ?? '', people[7]?.key ?? ''];
  await ownerSession(base.url, async (client) => {
    await client.query(
      `insert into registry.identifier (token, valid_from, person_key, valid_to, source, recorded_at) values
        ('01990000-0000-4000-8000-0000000000aa', '2025-01-01', $2, '2025-11-30', 'population', now()),
        ('01990000-0000-4000-8000-0000000000aa', '2025-11-30', $1, null, 'same-person', now())`,
      [kept, former],
    );
  });
  const found = await examine();
  const twice = found.tasks.filter(({ detail }) => detail.includes('NIK lain'));
  expect(twice.map((task) => [task.class, task.personKey, task.amount])).toEqual([['paid-twice', former, 16_800n]]);
  expect(
    await months.act((tx) => settleDifference(tx, { differenceId: twice[0]?.differenceId ?? '', outcome: 'credit', remark: 'satu orang, dua NIK' })),
  ).toMatchObject({ settled: true, credited: 16_800n });
});
