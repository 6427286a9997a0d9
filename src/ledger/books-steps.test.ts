// Tests that balances can be made again as of any day and instant, that a closed year takes nothing more (also under a race), and what an auditor takes away.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, anyone, testDatabase } from '../../test/database.ts';
import { instant } from '../kernel/clock.ts';
import { type CivilDate, addDays, civilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import type { Tx } from '../platform/database.ts';
import { balanceAsOf } from './books-store.ts';
import { books, closeYear, exportBooks, statement } from './books-steps.ts';
import { chartOfAccounts } from './chart-client.ts';
import { readChart, sortIn } from './chart-of-accounts.ts';
import { accountTitles, pairOf } from './chart.ts';
import { transfer } from './ledger-steps.ts';

let base: TestDatabase;
let folder: string;
beforeAll(async () => {
  base = await testDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'payung-books-'));
});
afterAll(async () => {
  await base.drop();
  await rm(folder, { recursive: true });
});

const act = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => base.database.transact(anyone, work);
const read = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => base.database.read(anyone, work);
const kinds = ['sp2d-issued', 'bank-debited', 'administrator-received', 'posted'] as const;
const move = (programme: string, kind: (typeof kinds)[number], reference: string, amount: bigint, occurredOn: CivilDate) =>
  act((tx) => transfer(tx, { kind, ...pairOf(kind, programme, 'kupang'), amount, reference, occurredOn, sponsor: 'ntt', area: '53' }));
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof Fault ? error.code : String(error)),
  );

test('the chart of accounts knows every sort the program books on, of the same kind', () => {
  const chart = chartOfAccounts();
  for (const sort of Object.keys(accountTitles)) expect(() => sortIn(chart, `${sort}:p`)).not.toThrow();
  for (const kind of kinds) for (const account of Object.values(pairOf(kind, 'p', 'b'))) expect(sortIn(chart, account.account).kind).toBe(account.kind);
});

test.each([
  [{ sorts: [], transfers: [] }, 'sorts'],
  [{ sorts: [{ sort: 'a', number: '1', kind: 'cash', id: 'x', en: 'x' }], transfers: [{ kind: 'k', id: 'x', en: 'x' }] }, 'sorts.0.kind'],
  [
    {
      sorts: [
        { sort: 'a', number: '1', kind: 'asset', id: 'x', en: 'x' },
        { sort: 'b', number: '1', kind: 'asset', id: 'x', en: 'x' },
      ],
      transfers: [{ kind: 'k', id: 'x', en: 'x' }],
    },
    'sorts.1.number',
  ],
])('a chart that is wrong is refused at its field: %#', (content, column) => {
  expect(() => readChart('chart.yaml', content)).toThrow(expect.objectContaining({ code: 'chart-of-accounts-wrong', place: { file: 'chart.yaml', column } }));
});

test('balances as of any day and instant are what a model says, and both sides are equal', async () => {
  const fact = fc.record({ kind: fc.constantFrom(...kinds), amount: fc.bigInt({ min: 1n, max: 1_000_000n }), day: fc.integer({ min: 0, max: 200 }) });
  let round = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fact, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 0, max: 220 }),
      fc.integer({ min: 0, max: 12 }),
      async (facts, until, known) => {
        const programme = `p${(round += 1)}`;
        const start = civilDate('2025-02-01');
        for (const [place, one] of facts.entries()) {
          base.clock.set(`2025-12-01T00:${String(place).padStart(2, '0')}:00Z`);
          await move(programme, one.kind, `r${place}`, one.amount, addDays(start, one.day));
        }
        const on = addDays(start, until);
        const knownAt = instant(`2025-12-01T00:${String(known).padStart(2, '0')}:30Z`);
        const rows = await read((tx) => balanceAsOf(tx, programme, { on, knownAt }));
        const model = new Map<string, bigint>();
        facts.forEach((one, place) => {
          if (place > known || one.day > until) return;
          const { debit, credit } = pairOf(one.kind, programme, 'kupang');
          model.set(debit.account, (model.get(debit.account) ?? 0n) + one.amount);
          model.set(credit.account, (model.get(credit.account) ?? 0n) - one.amount);
        });
        expect(new Map(rows.map(({ account, balance }) => [account, balance]))).toEqual(model);
        expect(rows.reduce((sum, row) => sum + row.balance, 0n)).toBe(0n);
      },
    ),
    { numRuns: 25 },
  );
});

test('a statement tells every line with its running balance, a page at a time', async () => {
  base.clock.set('2025-12-01T01:00:00Z');
  await move('q', 'sp2d-issued', 'SP2D-1', 100n, civilDate('2025-07-08'));
  await move('q', 'bank-debited', 'DB-1', 60n, civilDate('2025-07-09'));
  await move('q', 'sp2d-issued', 'SP2D-2', 30n, civilDate('2025-08-08'));
  const account = 'sp2d-in-transit:q';
  const page = (offset: number) => read((tx) => statement(tx, { programme: 'q', account, offset, limit: 2 }));
  const [first, second] = [await page(0), await page(2)];
  expect([...first.lines, ...second.lines].map(({ reference, debit, credit, balance, other }) => [reference, debit, credit, balance, other])).toEqual([
    ['SP2D-1', 0n, 100n, -100n, 'payable:q:kupang'],
    ['DB-1', 60n, 0n, -40n, 'treasury:q'],
    ['SP2D-2', 0n, 30n, -70n, 'payable:q:kupang'],
  ]);
  expect(first).toMatchObject({ of: 3, sort: { number: '2.1.5.02' } });
  expect(await codeOf(read((tx) => statement(tx, { programme: 'p1', account, offset: 0, limit: 1 })))).toBe('account-unknown');
});

test('an account is named by its number too, where the programme has one of that number', async () => {
  await move('n', 'sp2d-issued', 'SP2D-1', 100n, civilDate('2025-07-08'));
  const named = (account: string) => read((tx) => statement(tx, { programme: 'n', account, offset: 0, limit: 2 }));
  expect(await named('2.1.5.02')).toMatchObject({ account: 'sp2d-in-transit:n', of: 1 });
  expect(await named('2.1.5.01')).toMatchObject({ account: 'payable:n:kupang' });
  expect(await codeOf(named('1.1.1.01'))).toBe('account-unknown'); // nothing was booked on it
  expect(await codeOf(named('7.7'))).toBe('account-unknown');
  await act((tx) =>
    transfer(tx, {
      ...{ kind: 'sp2d-issued', ...pairOf('sp2d-issued', 'n', 'ende'), amount: 5n, reference: 'SP2D-2', occurredOn: civilDate('2025-07-09') },
      ...{ sponsor: 'ntt', area: '53' },
    }),
  );
  await expect(named('2.1.5.01')).rejects.toMatchObject({ code: 'account-number-of-several', message: expect.stringContaining('payable:n:ende') as string });
});

test('a year is closed once, in order, when it is over; then it takes nothing new, and what stood says the same again', async () => {
  await move('c', 'sp2d-issued', 'A', 10n, civilDate('2025-07-08'));
  await move('c', 'sp2d-issued', 'B', 10n, civilDate('2026-01-08'));
  const close = (year: number, today = '2027-01-05') => act((tx) => closeYear(tx, { programme: 'c', year, today }));
  expect(await codeOf(close(2025, '2025-12-31'))).toBe('year-not-over');
  expect(await codeOf(close(2026))).toBe('earlier-year-open');
  expect(await codeOf(act((tx) => closeYear(tx, { programme: 'nobody', year: 2025, today: '2027-01-05' })))).toBe('books-empty');
  expect(await close(2025)).toMatchObject({ year: 2025, transfers: 1, moved: 10n });
  expect(await codeOf(close(2025))).toBe('year-already-closed');
  expect(await move('c', 'sp2d-issued', 'A', 10n, civilDate('2025-07-08'))).toBe(false);
  expect(await codeOf(move('c', 'bank-debited', 'A', 10n, civilDate('2025-12-30')))).toBe('ledger-year-closed');
  expect(await move('c', 'bank-debited', 'A', 10n, civilDate('2026-01-30'))).toBe(true);
  const found = await read((tx) => books(tx, 'c', {}));
  expect(found.closed.map(({ year }) => year)).toEqual([2025]);
  expect(found.sorts.map(({ number }) => number)).toEqual([...found.sorts.map(({ number }) => number)].sort());
});

test('whoever moves money while its year is being closed comes before the closing or is refused: the closing counts what stands', async () => {
  await move('r', 'sp2d-issued', 'first', 1n, civilDate('2025-07-08'));
  const moves = Array.from({ length: 6 }, (_, at) => codeOf(move('r', 'sp2d-issued', `m${at}`, 1n, civilDate('2025-07-09'))));
  const closing = act((tx) => closeYear(tx, { programme: 'r', year: 2025, today: '2026-01-05' }));
  const outcomes = await Promise.all(moves);
  const closed = await closing;
  expect(new Set(outcomes)).toEqual(new Set(outcomes.filter((code) => code === 'none' || code === 'ledger-year-closed')));
  expect(closed.transfers).toBe(1 + outcomes.filter((code) => code === 'none').length);
});

test('an auditor takes every transfer along, with account numbers and whether the year is closed', async () => {
  const written = await exportBooks(base.database, anyone, { programme: 'c', year: null, folder });
  const [head, ...rows] = (await readFile(written.path, 'utf8')).trim().split('\r\n');
  expect(head).toContain('nomor_debit,akun_debit');
  expect(rows.map((row) => row.split(',').slice(3, 10).join(' '))).toEqual([
    'sp2d-issued A 2.1.5.01 payable:c:kupang 2.1.5.02 sp2d-in-transit:c 10',
    'sp2d-issued B 2.1.5.01 payable:c:kupang 2.1.5.02 sp2d-in-transit:c 10',
    'bank-debited A 2.1.5.02 sp2d-in-transit:c 1.1.1.01 treasury:c 10',
  ]);
  expect(rows.map((row) => row.split(',').at(-1))).toEqual(['ditutup', 'terbuka', 'terbuka']);
});
