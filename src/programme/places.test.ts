// Places shared exactly.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { largestRemainder, quotas } from './places.ts';

describe('largest remainder', () => {
  test.each([
    // places, weights, expected
    [10, { a: 1, b: 1, c: 1 }, { a: 4, b: 3, c: 3 }],
    [7, { a: 5, b: 3, c: 1 }, { a: 4, b: 2, c: 1 }],
    [3, { a: 0, b: 10 }, { a: 0, b: 3 }],
    [0, { a: 0 }, { a: 0 }],
  ])('%i places over %o', (places, weights, expected) => {
    expect(Object.fromEntries(largestRemainder(places, new Map(Object.entries(weights))))).toEqual(expected);
  });

  test('sums exactly and keeps each part within one of its exact share', () => {
    fc.assert(
      fc.property(fc.nat(200_000), fc.array(fc.nat(5_000), { minLength: 1, maxLength: 30 }), (places, weights) => {
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        fc.pre(total > 0);
        const parts = [...largestRemainder(places, new Map(weights.map((weight, index) => [String(index), weight]))).values()];
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(places);
        for (const [index, part] of parts.entries()) expect(Math.abs(part - (places * (weights[index] ?? 0)) / total)).toBeLessThan(1);
      }),
    );
  });

  test('nobody to share among is refused', () => {
    expect(() => largestRemainder(5, new Map([['a', 0]]))).toThrow('nothing-to-share-places-by');
  });
});

test('published quotas stand and the rest is shared', () => {
  const result = quotas({
    total: 100,
    fixed: new Map([['5310', { places: 40, source: 'press' }]]),
    weights: new Map([
      ['5301', 2],
      ['5302', 1],
      ['5310', 9],
    ]),
    base: 'villages',
  });
  expect(result.map(({ area, places }) => [area, places])).toEqual([
    ['5301', 40],
    ['5302', 20],
    ['5310', 40],
  ]);
});
