// Tests every boundary of protection by table, and by property that later knowledge or money never changes an earlier answer.
import fc from 'fast-check';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { instant } from '../kernel/clock.ts';
import { type CivilDate, addDays, civilDate, daysBetween } from '../kernel/date.ts';
import { type Month, addMonths, firstDayOf, monthFrom } from '../kernel/month.ts';
import { loadLaw } from '../law/law-store.ts';
import { type CoverageFacts, type KnownPosting, coverage, coverageRule, sharedCoverage, standing } from './coverage.ts';

const law = loadLaw(fileURLToPath(new URL('../../law', import.meta.url)));
const timeZone = 'Asia/Makassar';
const registered = { outcome: 'registered', answeredOn: civilDate('2025-07-03'), recordedAt: instant('2025-07-03T02:00:00Z') } as const;

/** `07:10` is July paid on July 10; `08:09-05` August paid on 5 September; `07:10!09-01` recorded (and posted) on 1 September. */
function posting(text: string): KnownPosting {
  const match = /^(\d\d):(?:(\d\d)-)?(\d\d)(?:!(\d\d-\d\d))?$/.exec(text);
  if (match === null) throw new Error(text);
  const bankValueOn = civilDate(`2025-${match[2] ?? match[1]}-${match[3]}`);
  const at = instant(`2025-${match[4] ?? bankValueOn.slice(5)}T04:00:00Z`);
  return { month: monthFrom(`2025-${match[1]}`), jkk: 10_000n, jkm: 6_800n, bankValueOn, postedAt: at, recordedAt: at };
}

const ask = (on: string, knownAt: string, facts: CoverageFacts) =>
  coverage(coverageRule({ law, on: civilDate(on), knownAt: instant(`${knownAt}T05:00:00Z`), timeZone }), facts);

// day | known on | postings | state | reason | since | gaps
const table = `
2025-07-09 | 2025-07-20 | 07:10                   | unprotected       | first-contribution-paid-after-this-day |            |
2025-07-10 | 2025-07-20 | 07:10                   | protected         | month-posted                           | 2025-07-10 |
2025-07-10 | 2025-07-12 | 07:10!07-13             | unprotected       | first-contribution-not-posted          |            |
2025-07-10 | 2025-07-13 | 07:10!07-13             | protected         | month-posted                           | 2025-07-10 |
2025-07-31 | 2025-07-31 | 07:10                   | protected         | month-posted                           | 2025-07-10 |
2025-08-01 | 2025-08-01 | 07:10                   | arrears-unsettled | month-not-due-yet                      | 2025-08-01 | 2025-08
2025-08-15 | 2025-08-15 | 07:10                   | arrears-unsettled | month-not-due-yet                      | 2025-08-01 | 2025-08
2025-08-16 | 2025-08-16 | 07:10                   | arrears-unsettled | month-not-posted                       | 2025-08-01 | 2025-08
2025-08-05 | 2025-08-20 | 07:10 08:10             | arrears-unsettled | month-paid-after-this-day              | 2025-08-01 | 2025-08
2025-08-09 | 2025-08-20 | 07:10 08:10             | arrears-unsettled | month-paid-after-this-day              | 2025-08-01 | 2025-08
2025-08-10 | 2025-08-20 | 07:10 08:10             | protected         | month-posted                           | 2025-08-10 |
2025-08-20 | 2025-08-20 | 07:10 08:07-25          | protected         | month-posted                           | 2025-07-10 |
2025-10-31 | 2025-10-31 | 07:10                   | arrears-unsettled | month-not-posted                       | 2025-08-01 | 2025-08 2025-09 2025-10
2025-11-01 | 2025-11-01 | 07:10                   | arrears-unsettled | month-not-posted                       | 2025-08-01 | 2025-08 2025-09 2025-10 2025-11
2025-11-17 | 2025-11-17 | 07:10                   | arrears-unsettled | month-not-posted                       | 2025-08-01 | 2025-08 2025-09 2025-10 2025-11
2025-11-18 | 2025-11-18 | 07:10                   | unprotected       | arrears-beyond-limit                   | 2025-11-18 | 2025-08 2025-09 2025-10 2025-11
2025-11-20 | 2025-12-20 | 07:10 11:11-25          | unprotected       | arrears-beyond-limit                   | 2025-11-18 | 2025-08 2025-09 2025-10 2025-11
2025-11-25 | 2025-12-20 | 07:10 11:11-25          | protected         | month-posted                           | 2025-11-25 | 2025-08 2025-09 2025-10
2025-09-20 | 2025-09-20 | 07:10 08:09-05 09:09-05 | protected         | month-posted                           | 2025-09-05 |
2025-09-20 | 2025-08-01 | 07:10                   | unknown           | day-not-reached-yet                    |            | 2025-08 2025-09
2025-09-20 | 2025-08-01 | 07:10 09:07-10          | protected         | month-posted                           | 2025-09-01 | 2025-08
2025-07-20 | 2025-07-20 |                         | unprotected       | first-contribution-not-posted          |            |
`;

describe('the state of a day', () => {
  const rows = table
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  test.each(rows)('%s known on %s with [%s] is %s', (on, known, postings, state, reason, since, gaps) => {
    const answer = ask(on, known, { registrations: [registered], postings: postings.split(' ').filter(Boolean).map(posting) });
    for (const cover of [answer.jkk, answer.jkm]) {
      expect({ state: cover.state, reason: cover.reasons[0]?.code, since: cover.since ?? '' }).toEqual({ state, reason, since });
    }
    expect(answer.gaps.join(' ')).toBe(gaps ?? '');
  });

  test('nobody asked about is unknown, a refused one is not protected', () => {
    expect(ask('2025-07-20', '2025-07-20', { registrations: [], postings: [] }).jkk.reasons[0]?.code).toBe('nothing-known-of-person');
    expect(ask('2025-07-20', '2025-07-20', { registrations: [{ ...registered, outcome: 'refused' }], postings: [] }).jkm.reasons[0]?.code).toBe(
      'registration-refused',
    );
    expect(ask('2025-07-01', '2025-07-02', { registrations: [registered], postings: [] }).jkk.state).toBe('unknown');
  });

  test('JKK and JKM stand apart', () => {
    const answer = ask('2025-07-20', '2025-07-20', { registrations: [registered], postings: [{ ...posting('07:10'), jkm: 0n }] });
    expect([answer.jkk.state, answer.jkm.state]).toEqual(['protected', 'unprotected']);
    expect(answer.fullBenefit.fullBenefitFrom).toBeNull();
  });

  test('money in before the event and posted after it is said', () => {
    const answer = ask('2025-07-11', '2025-07-20', { registrations: [registered], postings: [posting('07:10!07-13')] });
    expect(answer.jkk.reasons.map(({ code }) => code)).toEqual(['month-posted', 'paid-before-posted-after']);
  });

  test('what rests on an unconfirmed rule says so', () => {
    const [reason] = ask('2025-08-20', '2025-08-20', { registrations: [registered], postings: [posting('07:10')] }).jkm.reasons;
    expect(reason?.confidence).toBe('unverified');
    expect(reason?.unsettled.map(({ parameter }) => parameter)).toContain('death-in-arrears');
    expect(reason?.citations.map(({ parameter }) => parameter)).toContain('max-arrears-months');
  });

  test('every reading of the waiting rule has its date', () => {
    const { fullBenefit } = ask('2025-10-20', '2025-10-20', { registrations: [registered], postings: ['07:10', '08:10', '09:10'].map(posting) });
    expect(fullBenefit.readings.map(({ counting, fullBenefitFrom }) => `${counting} ${fullBenefitFrom}`)).toEqual([
      'posted-months 2025-09-10',
      'consecutive-months 2025-09-10',
      'ninety-days 2025-10-08',
    ]);
  });
});

describe('what always holds', () => {
  const day = fc.integer({ min: 0, max: 200 }).map((days) => addDays(civilDate('2025-07-01'), days));
  const arbitraryPosting = fc
    .record({ step: fc.integer({ min: 0, max: 6 }), paid: day, posted: fc.integer({ min: 0, max: 30 }), recorded: fc.integer({ min: 0, max: 30 }) })
    .map(({ step, paid, posted, recorded }): KnownPosting => ({
      month: addMonths('2025-07' as Month, step),
      jkk: 10_000n,
      jkm: 6_800n,
      bankValueOn: paid,
      postedAt: instant(`${addDays(paid, posted)}T04:00:00Z`),
      recordedAt: instant(`${addDays(paid, posted + recorded)}T04:00:00Z`),
    }));
  const postings = fc.array(arbitraryPosting, { maxLength: 8 });
  const rule = (on: CivilDate, knownOn: CivilDate) => coverageRule({ law, on, knownAt: instant(`${knownOn}T05:00:00Z`), timeZone });
  const plain = (value: unknown) => JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part));

  test('a later posting never changes coverage as known before it', () => {
    fc.assert(
      fc.property(day, day, postings, arbitraryPosting, (on, known, before, late) => {
        const asked = rule(on, known);
        fc.pre(late.recordedAt > asked.knownAt);
        expect(plain(coverage(asked, { registrations: [registered], postings: [...before, late] }))).toBe(
          plain(coverage(asked, { registrations: [registered], postings: before })),
        );
      }),
    );
  });

  test('money that came after the event never makes it protected, whenever it is asked', () => {
    fc.assert(
      fc.property(day, postings, (on, all) => {
        const late = all.filter(({ bankValueOn }) => bankValueOn > on);
        expect(standing(rule(on, civilDate('2026-06-30')), { registrations: [registered], postings: late }, 'jkm').state).toBe('unprotected');
        const inTime = all.filter(({ bankValueOn }) => bankValueOn <= on);
        const state = (known: readonly KnownPosting[]) =>
          standing(rule(on, civilDate('2026-06-30')), { registrations: [registered], postings: known }, 'jkm').state;
        expect(state(all) === 'protected').toBe(state(inTime) === 'protected');
      }),
    );
  });

  test('a state has held on every day since the day it says', () => {
    fc.assert(
      fc.property(day, postings, (on, all) => {
        const facts = { registrations: [registered], postings: all };
        const known = civilDate('2026-06-30');
        const { state, since } = coverage(rule(on, known), facts).jkk;
        if (since === null || state === 'unknown') return;
        expect(since <= on).toBe(true);
        for (let days = 0; days <= daysBetween(since, on); days += 1) expect(standing(rule(addDays(since, days), known), facts, 'jkk').state).toBe(state);
        expect(standing(rule(addDays(since, -1), known), facts, 'jkk').state).not.toBe(state);
      }),
      { numRuns: 60 },
    );
  });

  test('what is remembered for everybody with the same facts is what each would be told alone, also on an earlier day and known earlier', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(day, day), { minLength: 2, maxLength: 6 }), fc.array(postings, { minLength: 1, maxLength: 3 }), (questions, people) => {
        for (const all of people) {
          const facts = { registrations: [registered], postings: all };
          const latest =
            [registered, ...all]
              .map(({ recordedAt }) => recordedAt)
              .sort()
              .at(-1) ?? registered.recordedAt;
          const text = all.map((one) => `${one.month} ${one.jkk} ${one.jkm} ${one.bankValueOn} ${one.postedAt} ${one.recordedAt}`).join();
          for (const [on, known] of questions) {
            const rule = coverageRule({ law, on, knownAt: instant(`${known}T05:00:00Z`), timeZone });
            const { knownAt: _, ...shared } = sharedCoverage(rule, { facts, text, latest });
            const { knownAt: __, ...alone } = coverage(rule, facts);
            expect(shared).toEqual(alone);
          }
        }
      }),
    );
  });

  test('the order of postings does not matter', () => {
    fc.assert(
      fc.property(day, postings, (on, all) => {
        const asked = rule(on, civilDate('2026-06-30'));
        expect(standing(asked, { registrations: [], postings: [...all].reverse() }, 'jkk')).toEqual(
          standing(asked, { registrations: [], postings: all }, 'jkk'),
        );
      }),
    );
  });

  test('a month paid ahead protects from its first day', () => {
    const on = firstDayOf(monthFrom('2025-08'));
    expect(ask(on, '2025-08-01', { registrations: [], postings: [posting('07:10'), posting('08:07-10')] }).jkk).toMatchObject({
      state: 'protected',
      since: '2025-07-10',
    });
  });
});
