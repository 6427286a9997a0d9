// Quotas: published ones stand, the others share the rest; unused places go where people wait and none is made or lost.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Quota, quotas, reallocated, reservedPlaces } from './places.ts';
import { sharingMethods } from './sharing.ts';

const map = (of: Record<string, number>): ReadonlyMap<string, number> => new Map(Object.entries(of));
const sum = (parts: readonly Quota[]): number => parts.reduce((all, { places }) => all + places, 0);

test('published quotas stand and the rest is shared', () => {
  const fixed = new Map([['5310', { places: 40, source: 'press' }]]);
  const result = quotas({ method: 'largest-remainder', total: 100, fixed, weights: map({ '5301': 2, '5302': 1, '5310': 9 }), base: 'villages' });
  expect(result).toEqual([
    { area: '5301', places: 40, basis: 'largest-remainder over villages' },
    { area: '5302', places: 20, basis: 'largest-remainder over villages' },
    { area: '5310', places: 40, basis: 'press' },
  ]);
});

test('no kabupaten falls below its floor, and the others share what is left', () => {
  const result = quotas({
    method: 'sainte-lague',
    total: 100,
    fixed: new Map(),
    weights: map({ '5301': 90, '5302': 9, '5303': 1 }),
    base: 'eligible people',
    floors: map({ '5303': 10 }),
  });
  expect(result.map(({ area, places }) => [area, places])).toEqual([
    ['5301', 82],
    ['5302', 8],
    ['5303', 10],
  ]);
});

const quota = (area: string, places: number): Quota => ({ area, places, basis: 'x' });

test.each<[string, string, Record<string, number>, Record<string, number>, Record<string, number>]>([
  // what is so                               | places            | eligible people            | weights              | places afterwards
  ['nothing is unused', 'a 5 b 5', { a: 5, b: 9 }, { a: 1, b: 1 }, { a: 5, b: 5 }],
  ['unused places go where people wait', 'a 5 b 5', { a: 2, b: 9 }, { a: 1, b: 1 }, { a: 2, b: 8 }],
  ['by weight among those who wait', 'a 9 b 1 c 1', { a: 0, b: 20, c: 20 }, { a: 5, b: 2, c: 1 }, { a: 0, b: 7, c: 4 }],
  ['nowhere more than wait', 'a 9 b 1 c 1', { a: 0, b: 2, c: 20 }, { a: 5, b: 9, c: 1 }, { a: 0, b: 2, c: 9 }],
  ['what nobody waits for stays', 'a 9 b 1', { a: 2, b: 3 }, { a: 1, b: 1 }, { a: 7, b: 3 }],
  ['nobody at all', 'a 9 b 1', {}, { a: 1, b: 1 }, { a: 9, b: 1 }],
])('reallocation: %s', (_, before, eligible, weights, after) => {
  const words = before.split(' ');
  const start = words.filter((__, index) => index % 2 === 0).map((area, index) => quota(area, Number(words[2 * index + 1])));
  const result = reallocated(start, { eligible: map(eligible), method: 'sainte-lague', weights: map(weights) });
  expect(Object.fromEntries(result.map(({ area, places }) => [area, places]))).toEqual(after);
});

test('reallocation makes no place and loses none, leaves no place unused while somebody waits, and takes none from who can use it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...sharingMethods),
      fc.array(fc.record({ places: fc.nat(300), eligible: fc.nat(400), weight: fc.integer({ min: 1, max: 50 }) }), { minLength: 1, maxLength: 22 }),
      (method, areas) => {
        const name = (index: number): string => `53${String(index).padStart(2, '0')}`;
        const before = areas.map(({ places }, index) => quota(name(index), places));
        const eligible = new Map(areas.map((area, index) => [name(index), area.eligible]));
        const after = reallocated(before, { eligible, method, weights: new Map(areas.map(({ weight }, index) => [name(index), weight])) });
        expect(sum(after)).toBe(sum(before));
        const unused = after.some(({ area, places }) => places > (eligible.get(area) ?? 0));
        const waiting = after.some(({ area, places }) => places < (eligible.get(area) ?? 0));
        expect(unused && waiting).toBe(false);
        for (const [index, { places }] of after.entries()) {
          const [had, people] = [before[index]?.places ?? 0, areas[index]?.eligible ?? 0];
          expect(places).toBeGreaterThanOrEqual(Math.min(had, people));
        }
      },
    ),
  );
});

test('a reserved share is never more than the share', () => {
  expect([0, 19, 20, 39, 1000].map((places) => reservedPlaces(places, { numerator: 1n, denominator: 20n }))).toEqual([0, 0, 1, 1, 50]);
});
