// What the public account withholds of few people: their kabupaten, months, money and places too, and what would follow from a total.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { civilDate } from '../kernel/date.ts';
import { type AccountFigures, type PublicAccount, publicAccount } from './account.ts';

const area = (code: string, people: number, months: number, more: Partial<AccountFigures> = {}): AccountFigures => ({
  area: code,
  name: code,
  places: 100,
  listed: people,
  registered: people,
  protectedPeople: people,
  personMonths: months,
  posted: BigInt(months) * 16_800n,
  deaths: 0,
  claims: 0,
  claimAmount: 0n,
  ...more,
});

const accountOf = (figures: readonly AccountFigures[], rows = 100): PublicAccount =>
  publicAccount({
    programme: 'p',
    title: { id: 'P', en: 'P' },
    asOf: civilDate('2025-12-31'),
    sources: { lists: 1, rows, instruments: [] },
    budget: 1n,
    figures,
    threshold: 5,
    expectedDeaths: { expected: 0.1, low: 0, high: 1, confidence: 'unverified' },
  });

test('months and money of few people are withheld although they are many months', () => {
  const account = accountOf([area('5301', 3, 18), area('5302', 4, 24), area('5303', 50, 300)]);
  expect(account.areas.map((row) => [row.area, row.listed, row.personMonths, row.posted])).toEqual([
    ['5301', 'withheld', 'withheld', 'withheld'],
    ['5302', 'withheld', 'withheld', 'withheld'],
    ['5303', 50, 300, 5_040_000],
  ]);
  expect(account.totals).toMatchObject({ listed: 57, personMonths: 342, posted: 342 * 16_800 });
});

test('a programme of few people tells its promise, its budget and nothing of them, not even in total', () => {
  const account = accountOf([area('5301', 3, 18, { deaths: 1, claims: 1, claimAmount: 42_000_000n }), area('5302', 0, 0)], 4);
  expect(account.totals).toEqual({
    places: 200,
    listed: 'withheld',
    registered: 'withheld',
    protectedPeople: 'withheld',
    personMonths: 'withheld',
    posted: 'withheld',
    budget: 1,
    claims: 'withheld',
    claimAmount: 'withheld',
    deaths: 'withheld',
    deathsWithoutClaim: 'withheld',
  });
  expect(account.sources).toMatchObject({ lists: 1, rows: 'withheld' });
});

test('where everybody is protected whom places were promised to, the places of withheld kabupaten would tell their people', () => {
  const full = (code: string, people: number) => area(code, people, people * 6, { places: people });
  expect(accountOf([full('5301', 3), full('5302', 50), full('5303', 90)]).areas.map(({ places }) => places)).toEqual(['withheld', 'withheld', 90]);
  expect(accountOf([area('5301', 3, 18), area('5302', 50, 300), full('5303', 90)]).areas.map(({ places }) => places)).toEqual([100, 100, 90]);
});

test('few still protected after the term withhold themselves, not what was paid for all', () => {
  const ended = (code: string, people: number, now: number) => area(code, people, people * 6, { protectedPeople: now });
  const { totals, areas } = accountOf([ended('5301', 50, 3), ended('5302', 60, 0)]);
  expect(totals).toMatchObject({ listed: 110, protectedPeople: 'withheld', personMonths: 660, posted: 660 * 16_800 });
  expect(areas.map((row) => [row.listed, row.protectedPeople, row.personMonths])).toEqual([
    [50, 'withheld', 300],
    [60, 'withheld', 360],
  ]);
});

test('a large programme is told whole but for the few families of a kabupaten', () => {
  const claims = [1, 2, 3, 4, 5, 6, 7, 8];
  const { totals, areas } = accountOf(claims.map((n) => area(`53${n}`, 4000 + n, 24_000 + n, { claims: n, deaths: n, claimAmount: 42_000_000n * BigInt(n) })));
  expect(totals).toMatchObject({ listed: 32_036, claims: 36, deaths: 36, deathsWithoutClaim: 0, expectedDeaths: { high: 1 } });
  expect(areas.map((row) => row.claims)).toEqual(['withheld', 'withheld', 'withheld', 'withheld', 5, 6, 7, 8]);
  expect(JSON.stringify(areas.map((row) => ({ ...row, claims: 0 })))).not.toContain('withheld');
});

test.each([
  // deaths, claims by kabupaten; told: claims, deaths, without a claim
  ['none', 0, [0, 0], [0, 0, 0]],
  ['a claim for each', 20, [12, 8], [20, 20, 0]],
  ['many without a claim', 30, [12, 8], [20, 30, 10]],
  ['few without a claim would be deaths less claims', 22, [12, 8], [20, 'withheld', 'withheld']],
  ['few claims would be deaths less those without one', 30, [3, 0], ['withheld', 30, 'withheld']],
  ['few claims, and hardly more deaths', 6, [1, 0], ['withheld', 'withheld', 'withheld']],
  ['few deaths, no claim yet', 3, [0, 0], [0, 'withheld', 'withheld']],
  ['more claims than deaths: some were taken back', 19, [12, 8], [20, 19, 0]],
] as const)('of deaths and claims: %s', (_, deaths, claims, told) => {
  const { totals } = accountOf(
    claims.map((n, index) => area(`530${index}`, 500, 3000, { claims: n, deaths: index === 0 ? deaths : 0, claimAmount: BigInt(n) })),
  );
  expect([totals.claims, totals.deaths, totals.deathsWithoutClaim]).toEqual(told);
  expect(totals.claimAmount).toBe(totals.claims);
});

test('no number of deaths, claims or those without a claim that is withheld can be only one, but for nobody', () => {
  const possible = new Map<string, Set<number>[]>();
  for (let claims = 0; claims < 30; claims += 1) {
    for (let deaths = 0; deaths < 60; deaths += 1) {
      const { totals } = accountOf([area('5301', 500, 3000, { claims, deaths })]);
      const key = JSON.stringify([totals.claims, totals.deaths, totals.deathsWithoutClaim]);
      const told = possible.get(key) ?? [new Set<number>(), new Set<number>(), new Set<number>()];
      for (const [index, count] of [claims, deaths, Math.max(0, deaths - claims)].entries()) told[index]?.add(count);
      possible.set(key, told);
    }
  }
  for (const [key, told] of possible) {
    for (const [index, count] of (JSON.parse(key) as unknown[]).entries()) {
      expect([key, index, count === 'withheld' && told[index]?.size === 1 && !told[index].has(0)]).toEqual([key, index, false]);
    }
  }
});

test('nothing that counts few people is published, whatever the figures', () => {
  const figures = fc.array(
    fc.record({ listed: fc.nat(30), registered: fc.nat(30), protectedPeople: fc.nat(30), months: fc.nat(6), deaths: fc.nat(9), claims: fc.nat(9) }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(figures, fc.nat(20), (rows, listRows) => {
      const made = accountOf(
        rows.map((row, index) => area(`53${index}`, row.listed, row.listed * row.months, { ...row, claimAmount: BigInt(row.claims) * 10_000_000n })),
        listRows,
      );
      const { totals, areas, sources } = made;
      const people = ({ listed, registered, protectedPeople, personMonths, claims }: PublicAccount['totals'] | PublicAccount['areas'][number]) => [
        listed,
        registered,
        protectedPeople,
        personMonths,
        claims,
      ];
      const counts = [...people(totals), totals.deaths, totals.deathsWithoutClaim, sources.rows, ...areas.flatMap(people)];
      expect(counts.filter((count) => typeof count === 'number' && count > 0 && count < made.threshold)).toEqual([]);
      expect([totals, ...areas].filter(({ personMonths, posted }) => personMonths === 'withheld' && posted !== 'withheld')).toEqual([]);
    }),
  );
});
