// Places shared by a named method: worked examples others have published, and what must hold of any shares.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Shares, type SharingMethod, largestRemainder, sainteLague, shareOut, sharingMethods } from './sharing.ts';

const shared: Readonly<Record<SharingMethod, (places: number, weights: Shares) => Shares>> = {
  'largest-remainder': largestRemainder,
  'sainte-lague': sainteLague,
};
const named = (weights: readonly number[]): Shares => new Map(weights.map((weight, index) => [String.fromCharCode(65 + index), weight]));
const numbers = (text: string): number[] => text.split(' ').map((number) => Number(number.replaceAll(',', '')));
const sum = (parts: Iterable<number>): number => [...parts].reduce((all, part) => all + part, 0);

// Published examples: Wikipedia "Largest remainder method" (its table, and its Alabama paradox with 25 and 26 seats); Wikipedia "Sainte-Laguë
// method"; Tribunnews, 16 February 2024 (Titi Anggraini, FH UI: seven seats of a dapil); DetikManado (six seats); the page of New Zealand's
// Electoral Commission on the general election of 2017 (120 seats).
test.each(
  `
  method            | places | weights                                 | parts
  largest-remainder | 10     | 47,000 16,000 15,900 12,000 6,000 3,100 | 5 2 1 1 1 0
  largest-remainder | 25     | 1500 1500 900 500 500 200               | 7 7 4 3 3 1
  largest-remainder | 26     | 1500 1500 900 500 500 200               | 8 8 5 2 2 1
  largest-remainder | 10     | 6 6 2                                   | 4 4 2
  largest-remainder | 11     | 6 6 2                                   | 5 5 1
  sainte-lague      | 7      | 53,000 24,000 23,000                    | 3 2 2
  sainte-lague      | 8      | 100,000 80,000 30,000 20,000            | 3 3 1 1
  sainte-lague      | 6      | 40,000 25,000 15,000 12,000 9,000 6,000 | 2 1 1 1 1 0
  sainte-lague      | 6      | 30,000 20,000 15,000 7,000 5,000        | 2 2 1 1 0
  sainte-lague      | 120    | 1,152,075 956,184 186,706 162,443 13,075 | 56 46 9 8 1
  `
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split('|').map((cell) => cell.trim()) as [SharingMethod, string, string, string]),
)('%s shares %s over %s as published: %s', (method, places, weights, parts) => {
  expect([...shared[method](Number(places), named(numbers(weights))).values()]).toEqual(numbers(parts));
});

test.each(sharingMethods)('%s: equal weights are served by the smaller area code, and a weight of nothing gets nothing', (method) => {
  expect(
    Object.fromEntries(
      shared[method](
        10,
        new Map([
          ['c', 1],
          ['b', 1],
          ['a', 1],
        ]),
      ),
    ),
  ).toEqual({ a: 4, b: 3, c: 3 });
  expect(
    Object.fromEntries(
      shared[method](
        3,
        new Map([
          ['a', 0],
          ['b', 10],
        ]),
      ),
    ),
  ).toEqual({ a: 0, b: 3 });
  expect(Object.fromEntries(shared[method](0, new Map([['a', 0]])))).toEqual({ a: 0 });
  expect(() => shared[method](5, new Map([['a', 0]]))).toThrow('nothing-to-share-places-by');
});

const anyWeights = fc.array(fc.nat(5_000), { minLength: 1, maxLength: 30 }).filter((weights) => sum(weights) > 0);

describe.each(sharingMethods)('%s, whatever the weights', (method) => {
  test('the parts sum to the places exactly, and the order the areas stand in changes nothing', () => {
    fc.assert(
      fc.property(fc.nat(200_000), anyWeights, (places, weights) => {
        const parts = shared[method](places, named(weights));
        expect(sum(parts.values())).toBe(places);
        const turned = shared[method](places, new Map([...named(weights)].reverse()));
        expect(Object.fromEntries(turned)).toEqual(Object.fromEntries(parts));
      }),
    );
  });

  test('more weight never means fewer places', () => {
    fc.assert(
      fc.property(fc.nat(200_000), anyWeights, (places, weights) => {
        const parts = [...shared[method](places, named(weights)).values()];
        const wrong = weights.flatMap((weight, one) => weights.filter((less, other) => weight > less && (parts[one] ?? 0) < (parts[other] ?? 0)));
        expect(wrong).toEqual([]);
      }),
    );
  });
});

test('largest remainder keeps each part within one of its exact share', () => {
  fc.assert(
    fc.property(fc.nat(200_000), anyWeights, (places, weights) => {
      const parts = [...largestRemainder(places, named(weights)).values()];
      for (const [index, part] of parts.entries()) expect(Math.abs(part - (places * (weights[index] ?? 0)) / sum(weights))).toBeLessThan(1);
    }),
  );
});

test('Sainte-Laguë is what dividing by 1, 3, 5, … one place at a time gives, and one place more takes none away', () => {
  fc.assert(
    fc.property(fc.nat(300), anyWeights, (places, weights) => {
      const seats = weights.map(() => 0);
      for (let given = 0; given < places; given += 1) {
        let next = 0;
        for (const [area, weight] of weights.entries())
          if (weight * (2 * (seats[next] ?? 0) + 1) > (weights[next] ?? 0) * (2 * (seats[area] ?? 0) + 1)) next = area;
        seats[next] = (seats[next] ?? 0) + 1;
      }
      // Letters run beyond Z here; their code points are still in order.
      expect([...sainteLague(places, named(weights)).values()]).toEqual(seats);
      const more = [...sainteLague(places + 1, named(weights)).values()];
      for (const [area, before] of seats.entries()) expect(more[area] ?? 0).toBeGreaterThanOrEqual(before);
    }),
  );
});

test('within floors and ceilings every part keeps its bounds, and what nobody may take is told', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...sharingMethods),
      fc.nat(5_000),
      fc.array(fc.record({ weight: fc.integer({ min: 1, max: 500 }), ceiling: fc.nat(400) }), { minLength: 1, maxLength: 12 }),
      (method, places, areas) => {
        const weights = named(areas.map(({ weight }) => weight));
        const ceilings = named(areas.map(({ ceiling }) => ceiling));
        const { parts, left } = shareOut({ method, places, weights, ceilings });
        expect(sum(parts.values()) + left).toBe(places);
        for (const [area, part] of parts) expect(part).toBeLessThanOrEqual(ceilings.get(area) ?? 0);
        if (left > 0) expect(sum(parts.values())).toBe(sum(ceilings.values()));
        const floors = named(areas.map(({ ceiling }) => Math.min(ceiling, Math.floor(places / areas.length))));
        const above = shareOut({ method, places, weights, floors });
        expect([sum(above.parts.values()), above.left]).toEqual([places, 0]);
        for (const [area, part] of above.parts) expect(part).toBeGreaterThanOrEqual(floors.get(area) ?? 0);
      },
    ),
  );
});

test('floors beyond the places are refused', () => {
  expect(() => shareOut({ method: 'sainte-lague', places: 5, weights: named([1, 1]), floors: named([3, 3]) })).toThrow('floors-beyond-places');
});
