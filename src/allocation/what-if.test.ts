// What-if as tables: cells of people, a choice, and who would be covered; and what must hold of any.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lawFolder } from '../../test/law-folder.ts';
import { civilDate } from '../kernel/date.ts';
import { monthFrom } from '../kernel/month.ts';
import { loadLaw } from '../law/law-store.ts';
import { costsByMonth, expectedOf, peopleWithin } from './what-if-money.ts';
import { type Cell, type Choice, bornAfter, coverageOf } from './what-if.ts';

const cell = (area: string, ranking: readonly number[], people: number, more: Partial<Cell> = {}): Cell => ({
  area,
  sex: 'L',
  ageAtLeast: 35,
  decile: ranking[0] ?? null,
  occupation: 'PETANI',
  ranking,
  keptGroups: [],
  reasons: [],
  people,
  ...more,
});
const choice: Choice = { places: 10, decile: 4, ageFrom: 18, ageTo: null, method: 'sainte-lague', base: 'recorded', reallocate: false };
const quotas = [
  { area: '5301', places: 6, basis: 'x' },
  { area: '5302', places: 4, basis: 'x' },
];
const of = { quotas, reserved: [], poorDecile: null };
const inAreas = (cells: readonly Cell[], change: Partial<Choice> = {}, more: Partial<typeof of> = {}): string =>
  coverageOf(cells, { ...choice, ...change }, { ...of, ...more })
    .areas.map(({ name, places, eligible, covered }) => `${name} ${covered}/${eligible}/${places}`)
    .join(' ');

const people = [cell('5301', [1], 3), cell('5301', [3], 9), cell('5302', [2], 2)];

test.each<[string, string, readonly Cell[], Partial<Choice>]>([
  // what is chosen                   | area covered/eligible/places      | people | choice
  ['as recorded', '5301 6/12/6 5302 2/2/4', people, {}],
  ['a lower bound', '5301 3/3/6 5302 2/2/4', people, { decile: 2 }],
  ['older people only', '5301 0/0/6 5302 0/0/4', people, { ageFrom: 36 }],
  ['younger people only', '5301 0/0/6 5302 0/0/4', people, { ageTo: 34 }],
  ['unused places moved', '5301 8/12/8 5302 2/2/2', people, { reallocate: true }],
  ['over eligible people', '5301 9/12/9 5302 1/2/1', people, { base: 'eligible-people' }],
  ['half the places', '5301 3/12/3 5302 2/2/2', people, { places: 5 }],
  ['a reason no choice changes', '5301 3/3/6 5302 2/2/4', [people[0] as Cell, cell('5301', [2], 9, { reasons: ['public-servant'] }), people[2] as Cell], {}],
])('%s', (_, told, cells, change) => expect(inAreas(cells, change)).toBe(told));

test('people equal in need share the last places by how many they are, whatever order they stand in', () => {
  const equals = [cell('5301', [2], 30, { sex: 'P' }), cell('5301', [2], 10), cell('5301', [1], 2)];
  for (const cells of [equals, [...equals].reverse()]) {
    const { sexes, covered } = coverageOf(cells, choice, of);
    expect([covered, ...sexes]).toEqual([6, { name: 'L', eligible: 12, covered: 3 }, { name: 'P', eligible: 30, covered: 3 }]);
  }
});

test('places kept for a group go to its neediest first, and to others when nobody of it is left', () => {
  const share = { code: 'disabled', group: 'disability', share: { numerator: 1n, denominator: 2n }, basis: 'x', confidence: 'unverified' } as const;
  const disabled = cell('5301', [4], 2, { sex: 'P', keptGroups: ['disabled'] });
  const { sexes } = coverageOf([cell('5301', [1], 20), disabled], choice, { ...of, reserved: [share] });
  expect(sexes).toEqual([
    { name: 'L', eligible: 20, covered: 4 },
    { name: 'P', eligible: 2, covered: 2 },
  ]);
});

test('whatever is chosen, nobody beyond the eligible and the places is covered, every count sums to the same, and more places cover no fewer', () => {
  const cells = fc.array(
    fc.record({
      area: fc.constantFrom('5301', '5302'),
      decile: fc.integer({ min: 1, max: 6 }),
      people: fc.integer({ min: 1, max: 40 }),
      sex: fc.constantFrom('L', 'P'),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(cells, fc.integer({ min: 1, max: 200 }), fc.boolean(), (made, places, reallocate) => {
      const all = made.map((one) => cell(one.area, [one.decile], one.people, one));
      const told = coverageOf(all, { ...choice, places, reallocate }, of);
      const sum = (rows: readonly { readonly covered: number }[]): number => rows.reduce((total, { covered }) => total + covered, 0);
      expect([told.areas, told.sexes, told.ages, told.deciles, told.occupations].map(sum)).toEqual(Array(5).fill(told.covered));
      expect(told.covered).toBeLessThanOrEqual(Math.min(places, told.eligible));
      expect(told.areas.reduce((total, area) => total + area.places, 0)).toBe(places);
      if (reallocate) expect(told.covered).toBe(Math.min(places, told.eligible));
      expect(coverageOf(all, { ...choice, places: places + 1, reallocate }, of).covered).toBeGreaterThanOrEqual(told.covered);
    }),
  );
});

test.each([
  [18, '2025-07-01', '2007-07-02'],
  [65, '2025-07-01', '1960-07-02'],
  [18, '2028-02-29', '2010-03-01'],
  [18, '2026-02-28', '2008-02-29'],
])('who has not reached %i on %s is born from %s on', (years, on, from) => {
  // Whoever is born on 29 February has his birthday as the kernel says; the bound goes by the same rule.
  expect(bornAfter(civilDate(on), years) <= civilDate(from)).toBe(true);
});

const law = loadLaw(lawFolder);
const whole = { numerator: 1n, denominator: 1n };
const contribution = {
  covers: ['jkk', 'jkm'],
  income: 1_000_000n,
  sector: 'other',
  payers: [{ payer: 'ntt', payerKind: 'apbd', line: 'x', share: whole }],
} as const;
const july = { first: monthFrom('2025-07'), months: 6, share: whole };

test('the case of 2025: Rp10,080,000,000 carry 100,000 people for six months, and half the contribution carries twice as many', () => {
  const costs = costsByMonth(law, { ...contribution, covers: [...contribution.covers], payers: [...contribution.payers] }, july);
  expect(costs.map(({ month, amount }) => `${month} ${amount}`)).toEqual(
    ['2025-07', '2025-08', '2025-09', '2025-10', '2025-11', '2025-12'].map((month) => `${month} 16800`),
  );
  expect(peopleWithin(10_080_000_000n, costs)).toBe(100_000);
  expect(peopleWithin(10_079_999_999n, costs)).toBe(99_999);
  const half = costsByMonth(
    law,
    { ...contribution, covers: [...contribution.covers], payers: [...contribution.payers] },
    { ...july, share: { numerator: 1n, denominator: 2n } },
  );
  expect(peopleWithin(10_080_000_000n, half)).toBe(200_000);
});

test('expected claims of 100,000 people from the first due day to the end of the year lie between the published rates, and say how sure they are', () => {
  const { coveredFrom, fullFrom, claimTenths, fullClaimTenths, benefits, citations } = expectedOf(law, 100_000, july);
  expect([coveredFrom, fullFrom]).toEqual(['2025-07-15', '2025-09-15']);
  // 170 days of 365 at 21 and 39 a year for ten thousand; 108 of them in full.
  expect(claimTenths).toEqual([978, 1816]);
  expect(fullClaimTenths).toEqual([621, 1154]);
  expect(benefits.map((amount) => amount / 1_000_000n)).toEqual([2966n, 5509n]);
  expect(citations.find(({ parameter }) => parameter === 'expected-deaths')?.confidence).toBe('unverified');
});
