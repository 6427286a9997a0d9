// Tests that nobody's month is paid twice: races, releases, replacements and closed months against PostgreSQL.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { normalCovers, programme, recordNtt } from '../../test/fixtures/registered-people.ts';
import { type TestDatabase, anyone, testDatabase } from '../../test/database.ts';
import { Fault } from '../kernel/fault.ts';
import { monthFrom } from '../kernel/month.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import { firstOpenMonth, hold, lockMonth, monthsOf, release } from './roster-steps.ts';
import { assertWhole } from './shares.ts';

let base: TestDatabase;
beforeAll(async () => {
  base = await testDatabase();
  await recordNtt(base.database);
});
afterAll(() => base.drop());

const village = '5371012001';
const person = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;

async function people(tx: Tx, table: string, rows: readonly (readonly [key: string, area: string, first: string, last: string])[]): Promise<void> {
  await tx.client.query(`create temporary table ${table} (person_key uuid, area text, first_month date, last_month date) on commit drop`);
  for (const [key, area, first, last] of rows) await tx.client.query(`insert into ${table} values ($1, $2, $3, $4)`, [key, area, `${first}-01`, `${last}-01`]);
}

const holdThem = async (tx: Tx, rows: Parameters<typeof people>[2], sponsor = 'ntt') => {
  await people(tx, 'people', rows);
  return hold(tx, { instrumentId: newKey(), programme, sponsor, people: 'people', covers: normalCovers });
};

const releaseThem = async (tx: Tx, rows: readonly (readonly [key: string, from: string])[]) => {
  await tx.client.query('create temporary table leavers (person_key uuid, from_month date) on commit drop');
  for (const [key, from] of rows) await tx.client.query('insert into leavers values ($1, $2)', [key, `${from}-01`]);
  return release(tx, { people: 'leavers', programme, cause: 'moved' });
};

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof Fault ? error.code : String(error)),
  );

describe('holding', () => {
  test('every month, cover and share of every person', async () => {
    const held = await base.database.transact(anyone, (tx) =>
      holdThem(tx, [
        [person(1), village, '2025-07', '2025-12'],
        [person(2), village, '2025-11', '2025-12'],
      ]),
    );
    expect(held).toEqual({ people: 2, personMonths: { jkk: 8, jkm: 8 }, amount: 134_400n });
    const { held: months } = await base.database.read(anyone, (tx) => monthsOf(tx, person(2)));
    expect(months.map(({ month, cover, amount, closed, shares }) => ({ month, cover, amount, closed, shares }))).toEqual(
      ['2025-11', '2025-12'].flatMap((month) =>
        normalCovers.map(({ cover, amount }) => ({ month, cover, amount, closed: false, shares: [{ payer: 'ntt', line: 'ntt-2025-apbd', amount }] })),
      ),
    );
  });

  test('a month held already refuses the whole hold, and says how many', async () => {
    const again = base.database.transact(anyone, (tx) =>
      holdThem(tx, [
        [person(3), village, '2025-07', '2025-08'],
        [person(1), village, '2025-12', '2025-12'],
      ]),
    );
    await expect(again).rejects.toMatchObject({ code: 'person-month-already-held', text: { en: expect.stringContaining('for 1 people') } });
    expect((await base.database.read(anyone, (tx) => monthsOf(tx, person(3)))).held).toEqual([]);
  });

  test('another sponsor cannot pay the same month, though it may not see who does', async () => {
    const kabupaten = { ...anyone, id: 'kabupaten', sponsor: 'kab-5371', area: '5371' };
    const again = base.database.transact(kabupaten, (tx) => holdThem(tx, [[person(1), village, '2025-07', '2025-07']], 'kab-5371'));
    await expect(again).rejects.toMatchObject({ code: 'person-month-already-held', text: { en: expect.stringContaining('some people') } });
  });

  test('of two at the same time exactly one wins', async () => {
    const race = (first: number) =>
      base.database.transact(anyone, (tx) =>
        holdThem(tx, [
          [person(first), village, '2025-09', '2025-09'],
          [person(100), village, '2025-07', '2025-12'],
        ]),
      );
    const codes = await Promise.all([codeOf(race(101)), codeOf(race(102)), codeOf(race(103))]);
    expect(codes.sort()).toEqual(['none', 'person-month-already-held', 'person-month-already-held']);
    const winners = await base.database.read(anyone, async (tx) => [
      await monthsOf(tx, person(101)),
      await monthsOf(tx, person(102)),
      await monthsOf(tx, person(103)),
      await monthsOf(tx, person(100)),
    ]);
    expect(winners.map(({ held }) => held.length).sort((one, other) => one - other)).toEqual([0, 0, 2, 12]);
  });

  test('somebody listed twice is refused', async () => {
    expect(
      await codeOf(
        base.database.transact(anyone, (tx) =>
          holdThem(tx, [
            [person(4), village, '2025-07', '2025-07'],
            [person(4), village, '2025-09', '2025-09'],
          ]),
        ),
      ),
    ).toBe('person-listed-twice');
  });

  test('shares that do not sum are a bug', () => {
    const share = { payer: 'ntt', line: 'l', amount: 6_000n };
    expect(() => assertWhole([{ cover: 'jkk', amount: 10_000n, shares: [share] }])).toThrow(/sum/);
    expect(() => assertWhole([{ cover: 'jkk', amount: 12_000n, shares: [share, share] }])).toThrow(/one share/);
    expect(() =>
      assertWhole([
        {
          cover: 'jkk',
          amount: 6_000n,
          shares: [
            { ...share, amount: 0n },
            { ...share, payer: 'kab' },
          ],
        },
      ]),
    ).toThrow(/positive/);
    expect(() => assertWhole([])).toThrow(/at least one/);
    expect(() => assertWhole([{ cover: 'jkk', amount: 10_000n, shares: [share, { ...share, payer: 'kab', amount: 4_000n }] }])).not.toThrow();
  });
});

describe('releasing and closing', () => {
  test('a leaver frees the months, and a replacement takes them', async () => {
    await base.database.transact(anyone, (tx) => holdThem(tx, [[person(10), village, '2025-07', '2025-12']]));
    const freed = await base.database.transact(anyone, (tx) => releaseThem(tx, [[person(10), '2025-10']]));
    expect(freed).toEqual({
      personMonths: [
        { cover: 'jkk', count: 3, amount: 30_000n },
        { cover: 'jkm', count: 3, amount: 20_400n },
      ],
      lines: [{ line: 'ntt-2025-apbd', amount: 50_400n }],
      closed: 0,
    });
    const { held, released } = await base.database.read(anyone, (tx) => monthsOf(tx, person(10)));
    expect(held.map(({ month }) => month).at(-1)).toBe('2025-09');
    expect(released.map(({ month, cover, cause }) => `${month} ${cover} ${cause}`)).toContain('2025-12 jkm moved');
    await base.database.transact(anyone, (tx) => holdThem(tx, [[person(10), village, '2025-10', '2025-12']]));
  });

  test('a closed month takes nobody and lets nobody go', async () => {
    const area = '5303012001';
    await base.database.transact(anyone, (tx) => holdThem(tx, [[person(20), area, '2025-07', '2025-08']]));
    const locked = await base.database.transact(anyone, (tx) =>
      lockMonth(tx, { programme, sponsor: 'ntt', month: monthFrom('2025-07'), areas: ['5303', '5304'] }),
    );
    expect(locked).toEqual(['5303', '5304']);
    expect(await base.database.transact(anyone, (tx) => lockMonth(tx, { programme, sponsor: 'ntt', month: monthFrom('2025-07'), areas: ['5304'] }))).toEqual(
      [],
    );
    expect(await codeOf(base.database.transact(anyone, (tx) => holdThem(tx, [[person(21), area, '2025-07', '2025-08']])))).toBe('month-already-closed');
    const freed = await base.database.transact(anyone, (tx) => releaseThem(tx, [[person(20), '2025-07']]));
    expect(freed).toMatchObject({
      personMonths: [
        { cover: 'jkk', count: 1 },
        { cover: 'jkm', count: 1 },
      ],
      closed: 2,
    });
    expect(await base.database.read(anyone, (tx) => firstOpenMonth(tx, programme, area))).toBe('2025-08');
    expect(await base.database.read(anyone, (tx) => firstOpenMonth(tx, programme, village))).toBe('2025-07');
  });

  test('a month does not close under a hold in flight, and the hold after it is refused', async () => {
    const area = '5315012001';
    await base.database.transact(anyone, (tx) => holdThem(tx, [[person(29), area, '2025-07', '2025-07']])); // the gate stands before either comes to it
    let arrived = (): void => {};
    let go = (): void => {};
    const holding = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const may = new Promise<void>((resolve) => {
      go = resolve;
    });
    const first = base.database.transact(anyone, async (tx) => {
      await holdThem(tx, [[person(30), area, '2025-07', '2025-07']]);
      arrived();
      await may;
    });
    await holding;
    const closing = base.database.transact(anyone, async (tx) => {
      await lockMonth(tx, { programme, sponsor: 'ntt', month: monthFrom('2025-07'), areas: ['5315'] });
      const { rows } = await tx.client.query('select count(*)::int as held from roster.person_month where month = $1 and area = $2', ['2025-07-01', area]);
      return (rows[0] as { held: number }).held;
    });
    const second = closing.then(() => codeOf(base.database.transact(anyone, (tx) => holdThem(tx, [[person(31), area, '2025-07', '2025-07']]))));
    await new Promise((resolve) => setTimeout(resolve, 200)); // long enough for a closing that does not wait
    go();
    await first;
    expect(await closing).toBe(4);
    expect(await second).toBe('month-already-closed');
  });
});
