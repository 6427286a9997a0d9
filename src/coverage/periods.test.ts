// Tests periods against the rule asked day by day, and what must hold of coverage whatever is posted: it equals the postings, and learning more never unprotects.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lawFolder } from '../../test/law-folder.ts';
import { instant } from '../kernel/clock.ts';
import { addDays, civilDate } from '../kernel/date.ts';
import { addMonths, lastDayOf, monthFrom, monthOf } from '../kernel/month.ts';
import { loadLaw } from '../law/law-store.ts';
import { type CoverageFacts, type KnownPosting, coverageRule, standing } from './coverage.ts';
import { periodsOf } from './periods.ts';

const law = loadLaw(lawFolder);
const timeZone = 'Asia/Makassar';
const start = civilDate('2025-03-01');
const knownAt = instant('2025-12-01T02:00:00Z');

const posting = fc
  .record({
    month: fc.integer({ min: 0, max: 9 }),
    paid: fc.integer({ min: 0, max: 270 }),
    recorded: fc.integer({ min: 0, max: 20 }),
    jkk: fc.boolean(),
    jkm: fc.boolean(),
  })
  .map(({ month, paid, recorded, jkk, jkm }): KnownPosting => {
    const bankValueOn = addDays(start, paid);
    const at = instant(`${addDays(bankValueOn, recorded)}T03:00:00Z`);
    return { month: addMonths(monthFrom('2025-02'), month), jkk: jkk ? 10_000n : 0n, jkm: jkm ? 6_800n : 0n, bankValueOn, postedAt: at, recordedAt: at };
  });
const facts = fc
  .array(posting, { maxLength: 8 })
  .map((postings): CoverageFacts => ({ postings, registrations: [{ outcome: 'registered', answeredOn: start, recordedAt: instant(`${start}T00:00:00Z`) }] }));

test('periods are every day of the stretch, each once, in order, and say of each what the rule says', () => {
  fc.assert(
    fc.property(facts, fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 120 }), (of, offset, length) => {
      const from = addDays(start, offset);
      const to = addDays(from, length);
      const periods = periodsOf({ law, knownAt, timeZone }, of, { from, to });
      expect(periods[0]?.from).toBe(from);
      expect(periods.at(-1)?.to).toBe(to);
      periods.forEach((period, place) => {
        expect(period.from <= period.to).toBe(true);
        const next = periods[place + 1];
        if (next === undefined) return;
        expect(next.from).toBe(addDays(period.to, 1));
        expect([next.jkk, next.jkm]).not.toEqual([period.jkk, period.jkm]);
      });
      for (let on = from; on <= to; on = addDays(on, 1)) {
        const period = periods.find((one) => one.from <= on && on <= one.to);
        const rule = coverageRule({ law, on, knownAt, timeZone });
        expect([on, period?.jkk, period?.jkm]).toEqual([on, standing(rule, of, 'jkk').state, standing(rule, of, 'jkm').state]);
      }
    }),
    { numRuns: 60 },
  );
});

test('protected is exactly: a posting of that month and cover, with money in by the day, recorded by then', () => {
  fc.assert(
    fc.property(facts, fc.integer({ min: 0, max: 270 }), fc.integer({ min: 0, max: 300 }), (of, day, known) => {
      const on = addDays(start, day);
      const at = instant(`${addDays(start, known)}T04:00:00Z`);
      const rule = coverageRule({ law, on, knownAt: at, timeZone });
      for (const cover of ['jkk', 'jkm'] as const) {
        const posted = of.postings.some((one) => one.month === monthOf(on) && one[cover] > 0n && one.bankValueOn <= on && one.recordedAt <= at);
        expect(standing(rule, of, cover).state === 'protected').toBe(posted);
      }
    }),
  );
});

test('known later, who was protected still is, where no posting is taken back', () => {
  fc.assert(
    fc.property(facts, fc.integer({ min: 0, max: 270 }), fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 100 }), (of, day, known, later) => {
      const on = addDays(start, day);
      const state = (days: number) => standing(coverageRule({ law, on, knownAt: instant(`${addDays(start, days)}T04:00:00Z`), timeZone }), of, 'jkm').state;
      const [then, now] = [state(known), state(known + later)];
      expect(then === 'protected' ? now : 'protected').toBe('protected');
    }),
  );
});

test('a gap is told between what was posted, and paying later opens a new period', () => {
  const paid = (month: string, on: string): KnownPosting => {
    const at = instant(`${on}T03:00:00Z`);
    return { month: monthFrom(month), jkk: 10_000n, jkm: 6_800n, bankValueOn: civilDate(on), postedAt: at, recordedAt: at };
  };
  const of: CoverageFacts = { registrations: [], postings: [paid('2025-03', '2025-03-05'), paid('2025-08', '2025-08-20')] };
  expect(periodsOf({ law, knownAt, timeZone }, of, { from: start, to: lastDayOf(monthFrom('2025-08')) })).toEqual([
    { from: '2025-03-01', to: '2025-03-04', jkk: 'unprotected', jkm: 'unprotected' },
    { from: '2025-03-05', to: '2025-03-31', jkk: 'protected', jkm: 'protected' },
    { from: '2025-04-01', to: '2025-07-15', jkk: 'arrears-unsettled', jkm: 'arrears-unsettled' },
    { from: '2025-07-16', to: '2025-08-19', jkk: 'unprotected', jkm: 'unprotected' },
    { from: '2025-08-20', to: '2025-08-31', jkk: 'protected', jkm: 'protected' },
  ]);
});
