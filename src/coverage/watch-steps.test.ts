// Tests the watch over recorded postings: arrears by age with their members, the waiting rule, birthdays; and that one person's look-up touches few blocks.
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postMonths } from '../../test/fixtures/posted-months.ts';
import { holdAndRegister, programme, recordNtt } from '../../test/fixtures/registered-people.ts';
import { type TestDatabase, anyone, testDatabase } from '../../test/database.ts';
import { lawFolder } from '../../test/law-folder.ts';
import { civilDate } from '../kernel/date.ts';
import { loadLaw } from '../law/law-store.ts';
import { type Statement, type Tx, ownerSession } from '../platform/database.ts';
import { factsOfPerson } from './coverage-store.ts';
import { arrearsMembers, watchArrears, watchBirthdays, watchWaiting } from './watch-steps.ts';

const law = loadLaw(lawFolder);
let base: TestDatabase;
let folder: string;
const read = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => base.database.read(anyone, work);
const on = civilDate('2025-10-20');

/** 2,000 people: July for all, August for 1,500, September for 1,000, October for 500. */
beforeAll(async () => {
  base = await testDatabase();
  await recordNtt(base.database);
  base.clock.set('2025-07-03T00:00:00Z');
  await holdAndRegister(base.database, { perBranch: { kupang: 2_000 } });
  folder = await postMonths(base, [
    { month: '2025-07', people: 2_000, posted: 2_000 },
    { month: '2025-08', people: 2_000, posted: 1_500 },
    { month: '2025-09', people: 2_000, posted: 1_000 },
    { month: '2025-10', people: 2_000, posted: 500 },
  ]);
  base.clock.set('2025-10-20T02:00:00Z');
  await base.database.transact(anyone, async (tx) => {
    // One of those longest unpaid has left.
    await tx.client.query(`insert into enrolment.departure (person_key, programme, sponsor, area, cause, happened_on, evidence, recorded_at, author)
      select person_key, programme, sponsor, area, 'moved', '2025-09-01', 'surat pindah', now(), 'test' from enrolment.registration where kpj = 'K0000002000'`);
  });
});
afterAll(async () => {
  await base.drop();
  await rm(folder, { recursive: true });
});

test('arrears are aged by what is posted, without those who left; those about to lapse come first and by name', async () => {
  const found = await read((tx) => watchArrears(tx, { law, programme, on }));
  expect(found.counts).toEqual({ paid: 500, due: 0, overdue: 500, 'last-chance': 999, lapsed: 0, 'never-paid': 0, unknown: 0 });
  expect(found.groups.map(({ lastMonth, overdue, people, lapsesOn, escalate }) => [lastMonth, overdue, people, lapsesOn, escalate])).toEqual([
    ['2025-07', 3, 499, '2025-11-18', true],
    ['2025-08', 2, 500, '2025-12-16', true],
    ['2025-09', 1, 500, '2026-01-16', false],
  ]);
  const page = { offset: 0, limit: 2_000 };
  const members = await read((tx) => arrearsMembers(tx, { law, programme, on, escalated: true, ...page }));
  expect(members).toHaveLength(999);
  expect(members[0]).toEqual({ kpj: 'K0000001501', area: '5371012001', lastMonth: '2025-07', overdue: 3, lapsesOn: '2025-11-18' });
  expect(members.some(({ kpj }) => kpj === 'K0000002000')).toBe(false);
  expect(await read((tx) => arrearsMembers(tx, { law, programme, on, escalated: false, ...page }))).toHaveLength(1_499);
});

test('arrears of an earlier day are told as they were on it', async () => {
  const found = await read((tx) => watchArrears(tx, { law, programme, on: civilDate('2025-08-20') }));
  expect(found.counts).toMatchObject({ paid: 1_500, overdue: 499 });
});

test('the waiting rule is told under each reading, with what hangs on it', async () => {
  const found = await read((tx) => watchWaiting(tx, { law, programme, on: civilDate('2025-09-20') }));
  expect(found.met).toEqual({ 'posted-months': 1_000, 'consecutive-months': 1_000, 'ninety-days': 0 });
  expect(found).toMatchObject({ people: 1_999, differing: 1_000, perDeath: 32_000_000n, atStake: 32_000_000_000n });
});

test('nobody is listed by a row here, so no birthday is told; an unknown programme is a fault', async () => {
  expect(await read((tx) => watchBirthdays(tx, { law, programme, from: on, to: civilDate('2026-01-20') }))).toMatchObject({ age: 65, birthdays: [] });
  await expect(read((tx) => watchArrears(tx, { law, programme: 'tidak-ada', on }))).rejects.toMatchObject({ code: 'programme-unknown' });
});

test('looking one person up touches few blocks', async () => {
  await ownerSession(base.url, (client) => client.query('analyze'));
  const [first] = await read(async (tx) => (await tx.client.query<{ person_key: string }>('select person_key from enrolment.registration limit 1')).rows);
  await read(async (tx) => {
    let asked: Statement | null = null;
    await factsOfPerson(
      async (statement) => {
        asked = statement;
        return { rows: [], at: tx.at };
      },
      { personKey: first?.person_key ?? '' },
    );
    const { text, asked: person } = asked as unknown as Statement;
    // The second time: what is planned and read only once is not counted.
    const explained = async () =>
      (await tx.client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`explain (analyze, buffers, timing off, format json) ${text}`, [`{${person}}`])).rows[0]?.[
        'QUERY PLAN'
      ][0].Plan;
    await explained();
    const plan = await explained();
    expect((plan?.['Shared Hit Blocks'] ?? Infinity) + (plan?.['Shared Read Blocks'] ?? Infinity)).toBeLessThan(30);
  });
});

/** What a plan touched, as PostgreSQL tells it. */
interface Plan {
  readonly 'Shared Hit Blocks'?: number;
  readonly 'Shared Read Blocks'?: number;
}
