// Tests effects of a cut by table, that every alternative saves what is missing with the fewest people, and forecasts from validated candidates.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { monthFrom } from '../kernel/month.ts';
import { type BudgetLineState, effectOn, forecast, sumOf } from './budget.ts';

const open = (month: string, people: number) => ({ month: monthFrom(month), people, jkk: 10_000n * BigInt(people), jkm: 6_800n * BigInt(people) });
const line = (months: ReturnType<typeof open>[], invoiced = { jkk: 0n, jkm: 0n }): BudgetLineState => ({
  line: 'apbd',
  payer: 'ntt',
  fund: 'APBD',
  source: 'apbd',
  accountJkk: '1',
  accountJkm: '2',
  limit: 10_000_000n,
  committed: months.reduce((sum, one) => sum + sumOf(one), sumOf(invoiced)),
  invoiced,
  paid: 0n,
  open: months,
});
const three = line([open('2025-10', 10), open('2025-11', 10), open('2025-12', 10)]); // 504,000

// given (JKK:JKM) | missing | alternatives as code people/person-months/last month
test.each([
  [300_000n, 204_000n, 0n, ''],
  [290_000n, 204_000n, 10_000n, 'end-earlier 10/10/2025-11 fewer-people 1/3/null another-payer 0/0/null'],
  [200_000n, 136_000n, 168_000n, 'end-earlier 10/10/2025-11 fewer-people 4/12/null another-payer 0/0/null'],
  [100_000n, 68_000n, 336_000n, 'end-earlier 10/20/2025-10 fewer-people 7/21/null another-payer 0/0/null'],
  [0n, 0n, 504_000n, 'end-earlier 10/30/null fewer-people 10/30/null another-payer 0/0/null'],
])('JKK %s and JKM %s leave %s missing', (jkk, jkm, missing, expected) => {
  const effect = effectOn(three, { jkk, jkm });
  expect(effect.missing).toBe(missing);
  expect(effect.alternatives.map((one) => `${one.code} ${one.people}/${one.personMonths}/${String(one.lastMonth)}`).join(' ')).toBe(expected);
  expect(effect.peopleAtRisk).toBe(missing === 0n ? 0 : 10);
});

test('a cover may lack though the sum suffices; what is invoiced cannot be saved any more', () => {
  expect(effectOn(three, { jkk: 304_000n, jkm: 200_000n })).toMatchObject({ missing: 0n, missingCover: { jkk: 0n, jkm: 4_000n } });
  const invoiced = line([open('2025-12', 1)], { jkk: 100_000n, jkm: 68_000n });
  expect(effectOn(invoiced, { jkk: 50_000n, jkm: 34_000n }).alternatives.map(({ code }) => code)).toEqual(['another-payer']);
});

test('every alternative saves what is missing, and one person fewer would not', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 6 }), fc.nat({ max: 100 }), (counts, part) => {
      const months = counts.map((people, place) => open(`2025-${String(place + 1).padStart(2, '0')}`, people));
      const whole = line(months);
      const given = { jkk: (whole.committed * BigInt(part)) / 100n, jkm: 0n };
      const { missing, alternatives } = effectOn(whole, given);
      expect(missing).toBe(whole.committed - given.jkk);
      for (const one of alternatives) expect(one.saved).toBeGreaterThanOrEqual(missing);
      const fewer = alternatives.find(({ code }) => code === 'fewer-people');
      if (fewer !== undefined && missing > 0n) {
        const saved = counts.reduce((sum, people) => sum + 16_800n * BigInt(Math.min(fewer.people - 1, people)), 0n);
        expect(saved).toBeLessThan(missing);
      }
    }),
  );
});

const facts = { limit: 10_080_000n, committed: 0n, places: 100, validated: 0, held: 0, monthsLeft: 6, monthly: 16_800n };
test.each([
  ['everybody validated fits', { validated: 100 }, 10_080_000n, 0, ''],
  ['half are validated', { validated: 50 }, 5_040_000n, 50, 'money-will-stay-unused places-will-stay-empty'],
  ['a target alone gives nothing', { validated: 0 }, 0n, 100, 'money-will-stay-unused places-will-stay-empty'],
  ['two months have passed', { validated: 100, monthsLeft: 4 }, 6_720_000n, 0, 'money-will-stay-unused'],
  ['the money is short', { validated: 100, limit: 5_040_000n }, 5_040_000n, 50, 'places-will-stay-empty money-will-not-suffice'],
  ['held and waiting', { validated: 80, held: 60, committed: 6_048_000n }, 8_064_000n, 20, 'money-will-stay-unused places-will-stay-empty'],
  ['the term is over', { validated: 100, held: 90, committed: 9_072_000n, monthsLeft: 0 }, 9_072_000n, 10, 'money-will-stay-unused places-will-stay-empty'],
] as const)('%s', (_, given, expected, empty, warnings) => {
  const found = forecast({ ...facts, ...given });
  expect([found.expected, found.emptyPlaces, found.warnings.join(' ')]).toEqual([expected, empty, warnings]);
});
