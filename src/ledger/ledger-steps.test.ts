// Tests that a fact moves money once, in balance, and that history cannot be changed.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, anyone, testDatabase } from '../../test/database.ts';
import { civilDate } from '../kernel/date.ts';
import { balanceOf, chart, pairOf } from './chart.ts';
import { movements, transfer, trialBalance } from './ledger-steps.ts';

let base: TestDatabase;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.drop());

const fact = {
  kind: 'sp2d-issued',
  ...pairOf('sp2d-issued', 'p', 'kupang'),
  amount: 70n,
  reference: 'SP2D-1',
  occurredOn: civilDate('2025-07-08'),
  sponsor: 'ntt',
  area: '53',
} as const;

test('a fact moves its money once, whoever records it again', async () => {
  const recorded = await Promise.all([1, 2, 3].map(() => base.database.transact(anyone, (tx) => transfer(tx, fact))));
  expect(recorded.sort()).toEqual([false, false, true]);
  await base.database.transact(anyone, (tx) =>
    transfer(tx, { ...fact, kind: 'invoiced', debit: chart.expense('p', 'line', 'jkk'), credit: chart.payable('p', 'kupang'), amount: 100n, reference: 'i' }),
  );
  const balance = await base.database.read(anyone, (tx) => trialBalance(tx, 'p'));
  expect(balance.debits).toBe(170n);
  expect(balance.credits).toBe(170n);
  expect(balanceOf(balance, 'payable', 'kupang')).toBe(-30n);
  expect(balanceOf(balance, 'expense')).toBe(100n);
  expect(await base.database.read(anyone, (tx) => movements(tx, 'p'))).toEqual(
    new Map([
      ['sp2d-issued', 70n],
      ['invoiced', 100n],
    ]),
  );
});

test('the same fact with another amount is refused', async () => {
  await expect(base.database.transact(anyone, (tx) => transfer(tx, { ...fact, amount: 71n }))).rejects.toMatchObject({
    kind: 'conflict',
    code: 'transfer-already-made',
  });
});

test('history cannot be changed: there is no privilege for it', async () => {
  for (const statement of ['update ledger.transfer set amount = 1', 'delete from ledger.transfer']) {
    await expect(base.database.transact(anyone, (tx) => tx.client.query(statement))).rejects.toMatchObject({ code: '42501' });
  }
});

test('the books of one programme are not those of another', async () => {
  expect((await base.database.read(anyone, (tx) => trialBalance(tx, 'q'))).rows).toEqual([]);
});
