// Budget lines on a real database: what two may commit at once is what the line carries.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, anyone, testDatabase } from '../../test/database.ts';
import { faultOf, waiting } from '../../test/fixtures/small-programme.ts';
import { readPolicyFixture } from '../../test/policy.ts';
import { type Tx, ownerSession } from '../platform/database.ts';
import { commit, linesOf } from './budget-steps.ts';
import { recordProgramme } from './programme-steps.ts';

const line = 'ntt-2025-apbd';
const limit = 10_080_000_000n;
let base: TestDatabase;
beforeAll(async () => {
  base = await testDatabase();
  await base.database.transact(anyone, (tx) => recordProgramme(tx, readPolicyFixture()));
});
beforeEach(() =>
  ownerSession(base.url, async (client) => void (await client.query('truncate programme.commitment; update programme.budget_line set committed = 0'))),
);
afterAll(() => base.drop());

const draw = (tx: Tx, amount: bigint, reference: string, on = line): Promise<void> =>
  commit(tx, { line: on, reference, amount, programme: 'ntt-2025', sponsor: 'ntt', area: '53' });
const commitAlone = (amount: bigint, reference: string, on = line): Promise<void> => base.database.transact(anyone, (tx) => draw(tx, amount, reference, on));
const committed = async (): Promise<bigint> => (await base.database.read(anyone, (tx) => linesOf(tx, 'ntt-2025')))[0]?.committed ?? -1n;
const recorded = (): Promise<string[]> =>
  ownerSession(base.url, async (client) =>
    (await client.query<{ reference: string }>('select reference from programme.commitment order by 1')).rows.map(({ reference }) => reference),
  );

function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

test('a line carries commitments up to its last rupiah, and gives back what is released', async () => {
  await commitAlone(limit - 1n, 'first');
  await commitAlone(1n, 'last');
  expect(await committed()).toBe(limit);
  expect(await faultOf(commitAlone(1n, 'beyond'))).toBe('budget-line-exceeded');
  await commitAlone(-10n, 'released');
  await commitAlone(10n, 'again');
  expect([await committed(), await recorded()]).toEqual([limit, ['again', 'first', 'last', 'released']]);
});

test('nothing is committed for nothing, on no line, or twice for one thing', async () => {
  await commitAlone(0n, 'nothing');
  expect(await faultOf(commitAlone(5n, 'nowhere', 'another-line'))).toBe('budget-line-unknown');
  await commitAlone(5n, 'once');
  await expect(commitAlone(5n, 'once')).rejects.toMatchObject({ code: '23505' });
  expect([await committed(), await recorded()]).toEqual([5n, ['once']]);
});

test('more is not released than was committed', async () => {
  await commitAlone(5n, 'once');
  expect(await faultOf(commitAlone(-6n, 'too much'))).not.toBe('none');
  expect(await committed()).toBe(5n);
});

test('of two who commit at the same time what fits only once, exactly one does', async () => {
  const amount = limit / 2n + 1n;
  const [drawn, goOn] = [gate(), gate()];
  const first = base.database.transact(anyone, async (tx) => {
    await draw(tx, amount, 'first');
    drawn.open();
    await goOn.opened;
  });
  await drawn.opened;
  const second = faultOf(commitAlone(amount, 'second'));
  await ownerSession(base.url, (client) => waiting(client, 1)); // the second stands before the line's row, having seen nothing of the first
  goOn.open();
  await first;
  expect([await second, await committed(), await recorded()]).toEqual(['budget-line-exceeded', amount, ['first']]);
});

test('of many at the same time, as many as fit', async () => {
  const results = await Promise.all(Array.from({ length: 8 }, (_, index) => faultOf(commitAlone(limit / 3n, `at once ${index}`))));
  expect(results.filter((code) => code === 'none')).toHaveLength(3);
  expect(results.filter((code) => code === 'budget-line-exceeded')).toHaveLength(5);
  expect([await committed(), (await recorded()).length]).toEqual([limit, 3]);
});

test('past the program the row itself refuses', async () => {
  await expect(base.database.transact(anyone, (tx) => tx.client.query('update programme.budget_line set committed = limit_amount + 1'))).rejects.toMatchObject({
    constraint: 'commitments_within_limit',
  });
  await expect(base.database.transact(anyone, (tx) => tx.client.query('update programme.budget_line set limit_amount = 1'))).rejects.toMatchObject({
    code: '42501',
  });
});
