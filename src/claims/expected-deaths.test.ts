// Tests how many deaths are expected from months by age and sex, and that the interval holds what a Poisson law says.
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilDate } from '../kernel/date.ts';
import { loadLaw } from '../law/law-store.ts';
import { expectedDeaths, poissonInterval } from './expected-deaths.ts';

const law = loadLaw(fileURLToPath(new URL('../../law', import.meta.url)));
const on = civilDate('2025-12-31');

describe('deaths to expect', () => {
  it('a man of 40 to 44 for a year: the rate itself', () => {
    expect(expectedDeaths(law, on, [{ sex: 'L', age: 42, months: 1_200_000 }]).expected).toBeCloseTo(430);
  });
  it.each([
    [
      'a month of each',
      [
        { sex: 'L', age: 39, months: 12 },
        { sex: 'P', age: 60, months: 12 },
      ],
      (300 + 1750) / 100_000,
    ],
    [
      'the bounds of an age group',
      [
        { sex: 'P', age: 44, months: 12 },
        { sex: 'P', age: 45, months: 12 },
      ],
      (310 + 470) / 100_000,
    ],
    ['nobody', [], 0],
  ] as const)('%s', (_, exposure, deaths) => expect(expectedDeaths(law, on, exposure).expected).toBeCloseTo(deaths));
  it('months of unknown age or sex are told, not guessed', () => {
    expect(
      expectedDeaths(law, on, [
        { sex: null, age: 40, months: 7 },
        { sex: 'L', age: null, months: 5 },
        { sex: 'L', age: 40, months: 3 },
      ]),
    ).toMatchObject({ unknownMonths: 12, months: 3, confidence: 'unverified' });
  });
});

describe('the interval', () => {
  it.each([
    [0, 0, 0],
    [1, 0, 3],
    [10, 4, 17],
    [100, 81, 120],
    [2500, 2402, 2598],
  ])('of a mean of %s is %s to %s', (mean, low, high) => expect(poissonInterval(mean)).toEqual([low, high]));
  it('holds its mean and widens with it', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 5000, noNaN: true }), (mean) => {
        const [low, high] = poissonInterval(mean);
        expect(low).toBeLessThanOrEqual(mean);
        expect(high).toBeGreaterThanOrEqual(Math.floor(mean));
        expect(poissonInterval(mean * 1.5)[1]).toBeGreaterThanOrEqual(high);
      }),
    );
  });
});
