// Tests budget versions on PostgreSQL: nothing changes before approval, effects show people and ways out, no cut below what is committed, and the limit changes in no other way.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, anyone, testDatabase } from '../../test/database.ts';
import { faultOf } from '../../test/fixtures/small-programme.ts';
import { law } from '../../test/fixtures/paid-months.ts';
import { holdAndRegister, programme, recordNtt } from '../../test/fixtures/registered-people.ts';
import { civilDate } from '../kernel/date.ts';
import type { Tx } from '../platform/database.ts';
import { commit } from '../programme/budget-steps.ts';
import { readVersionLines } from '../programme/budget-version.ts';
import { proposeBudget } from '../programme/budget-version-steps.ts';
import { approveBudget, budgetEffects, budgetOf } from './budget-steps.ts';

const line = 'ntt-2025-apbd';
let base: TestDatabase;
beforeAll(async () => {
  base = await testDatabase();
  await recordNtt(base.database);
  await holdAndRegister(base.database, { perBranch: { kupang: 10 } }); // July to December
  await act((tx) => commit(tx, { line, reference: 'sk', amount: 10n * 6n * 16_800n, programme, sponsor: 'ntt', area: '53' }));
});
afterAll(() => base.drop());

const act = <T>(work: (tx: Tx) => Promise<T>, id = anyone.id): Promise<T> => base.database.transact({ ...anyone, id }, work);
const propose = (lines: string, kind: 'apbd-p' | 'shift' = 'apbd-p') =>
  act(
    (tx) => proposeBudget(tx, { programme, kind, effectiveOn: civilDate('2025-10-01'), basis: 'Perda APBD-P 2025', lines: readVersionLines(lines) }),
    'keuangan',
  );
const effects = (version: string) => act((tx) => budgetEffects(tx, version));
const approve = async (version: string, by = 'sekda', digest?: string) => {
  const read = digest ?? (await effects(version)).digest;
  return act((tx) => approveBudget(tx, { versionId: version, effects: read }), by);
};
const budget = () => act((tx) => budgetOf(tx, { law, programme }));

test('the budget says limit, what is held by month with JKK and JKM apart, and a forecast from candidates', async () => {
  const { lines, forecast } = await budget();
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({ line, source: null, limit: 10_080_000_000n, committed: 1_008_000n, invoiced: { jkk: 0n, jkm: 0n }, paid: 0n });
  expect(lines[0]?.open.map(({ month, people, jkk, jkm }) => `${month} ${people} ${jkk} ${jkm}`)).toEqual(
    ['07', '08', '09', '10', '11', '12'].map((month) => `2025-${month} 10 100000 68000`),
  );
  expect(forecast).toMatchObject({
    expected: 1_008_000n,
    unused: 10_078_992_000n,
    emptyPlaces: 99_990,
    warnings: ['money-will-stay-unused', 'places-will-stay-empty'],
  });
});

test('a cut below what is committed shows whom it touches and the ways out, and is refused until one was taken', async () => {
  const version = await propose(`${line}:500000:340000`);
  const shown = await effects(version);
  expect(shown.effects[0]).toMatchObject({ before: 10_080_000_000n, after: 840_000n, committed: 1_008_000n, missing: 168_000n, peopleAtRisk: 10 });
  expect(shown.effects[0]?.alternatives.map(({ code, people }) => `${code} ${people}`)).toEqual(['end-earlier 10', 'fewer-people 2', 'another-payer 0']);
  expect((await budget()).lines[0]?.limit).toBe(10_080_000_000n);
  expect(await faultOf(approve(version))).toBe('budget-below-commitments');
  expect((await budget()).lines[0]?.limit).toBe(10_080_000_000n);
});

test('whoever proposed does not approve, effects must be those read, and an approved version is the limit', async () => {
  const version = await propose(`${line}:1.000.000:680.000`);
  expect(await faultOf(approve(version, 'keuangan'))).toBe('approves-own-budget');
  expect(await faultOf(approve(version, 'sekda', 'lain'))).toBe('effects-moved-on');
  expect(await approve(version)).toMatchObject({ approved: true });
  expect(await approve(version)).toMatchObject({ approved: false });
  expect((await budget()).lines[0]?.limit).toBe(1_680_000n);
  expect(await faultOf(act((tx) => commit(tx, { line, reference: 'zu viel', amount: 672_001n, programme, sponsor: 'ntt', area: '53' })))).toBe(
    'budget-line-exceeded',
  );
});

test('a cover may not fall below what is drawn on it, a shift changes no sum, and what cannot be read is told', async () => {
  expect(await faultOf(approve(await propose(`${line}:1200000:200000`)))).toBe('cover-below-commitments');
  expect(await faultOf(propose(`${line}:1:1`, 'shift'))).toBe('shift-changes-the-sum');
  expect(await faultOf(propose('lain:1:1'))).toBe('budget-line-unknown');
  for (const wrong of ['', `${line}:1`, `${line}:1:x`, `${line}:1.5,2:3`])
    expect(await faultOf((async () => propose(wrong))())).toBe('budget-lines-unreadable');
  expect(await faultOf((async () => propose(`${line}:1:1;${line}:2:2`))())).toBe('budget-line-twice');
});

test('past the program nothing changes a limit: there is no privilege, and an unapproved version is refused by the database', async () => {
  const version = await propose(`${line}:9000000:9000000`);
  await expect(act((tx) => tx.client.query('update programme.budget_line set limit_amount = 1'))).rejects.toMatchObject({ code: '42501' });
  await expect(act((tx) => tx.client.query('select programme.apply_budget($1)', [version]))).rejects.toMatchObject({ code: '42501' });
  await expect(
    act((tx) =>
      tx.client.query(
        `insert into programme.budget_approval (version_id, proposed_by, approved_by, approved_on, effects_digest, sponsor, area, recorded_at) values ($1, 'keuangan', 'keuangan', '2025-10-01', 'x', 'ntt', '53', now())`,
        [version],
      ),
    ),
  ).rejects.toMatchObject({ constraint: 'nobody_approves_his_own_budget' });
});
