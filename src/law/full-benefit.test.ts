// Tests the three-month minimum of JKM at its boundaries, under each way of counting, with gaps, lapses and prepaid months.
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, civilDate } from '../kernel/date.ts';
import { addMonths, firstDayOf, monthFrom } from '../kernel/month.ts';
import { type PostedMonth, fullBenefit } from './full-benefit.ts';
import { loadLaw } from './law-store.ts';

const law = loadLaw(fileURLToPath(new URL('../../law', import.meta.url)));
/** `2025-07@07-12 2025-08@08-11`: a month and the day its posting came (same year). */
const postings = (text: string): readonly PostedMonth[] =>
  text === '-' ? [] : text.split(' ').map((one) => ({ month: monthFrom(one.slice(0, 7)), postedOn: civilDate(`${one.slice(0, 4)}-${one.slice(8)}`) }));

describe('minimum for full JKM (Permenaker 1/2025)', () => {
  // Columns posted, consecutive, days: met (y/n) and the day of full benefit. Consecutive is the default.
  const cases = `
    nothing posted                 | -                                                         | 2025-10-01 | n -          | n -          | n -
    two months                     | 2025-07@07-12 2025-08@08-11                               | 2025-09-10 | n -          | n -          | n 2025-10-10
    third posted the day before    | 2025-07@07-12 2025-08@08-11 2025-09@09-10                 | 2025-09-11 | y 2025-09-10 | y 2025-09-10 | n 2025-10-10
    third posted that day          | 2025-07@07-12 2025-08@08-11 2025-09@09-10                 | 2025-09-10 | y 2025-09-10 | y 2025-09-10 | n 2025-10-10
    third posted after the event   | 2025-07@07-12 2025-08@08-11 2025-09@09-10                 | 2025-09-09 | n -          | n -          | n 2025-10-10
    89 days                        | 2025-07@07-12 2025-08@08-11                               | 2025-10-09 | n -          | n -          | n 2025-10-10
    90 days                        | 2025-07@07-12 2025-08@08-11                               | 2025-10-10 | n -          | n -          | y 2025-10-10
    gap in the second month        | 2025-07@07-12 2025-09@09-10 2025-10@10-10                 | 2025-10-15 | y 2025-10-10 | n -          | y 2025-10-10
    gap, then three in a row       | 2025-07@07-12 2025-09@09-10 2025-10@10-10 2025-11@11-10   | 2025-11-15 | y 2025-10-10 | y 2025-11-10 | y 2025-10-10
    gap after three                | 2025-05@05-12 2025-06@06-11 2025-07@07-10 2025-09@09-10   | 2025-09-15 | y 2025-07-10 | y 2025-07-10 | y 2025-08-10
    prepaid, death in first month  | 2025-07@07-10 2025-08@07-10 2025-09@07-10                 | 2025-07-20 | n 2025-09-01 | n 2025-09-01 | n 2025-10-08
    prepaid, third month begun     | 2025-07@07-10 2025-08@07-10 2025-09@07-10                 | 2025-09-01 | y 2025-09-01 | y 2025-09-01 | n 2025-10-08
    paid late together             | 2025-07@09-20 2025-08@09-20 2025-09@09-20                 | 2025-09-25 | y 2025-09-20 | y 2025-09-20 | n 2025-12-19
    lapse of four months           | 2025-03@03-10 2025-04@04-10 2025-05@05-10 2025-10@10-10   | 2025-10-20 | n -          | n -          | n 2026-01-08
    three unpaid months, no lapse  | 2025-03@03-10 2025-04@04-10 2025-05@05-10 2025-09@09-10   | 2025-09-20 | y 2025-05-10 | y 2025-05-10 | y 2025-06-08
    lapsed at the event            | 2025-03@03-10 2025-04@04-10 2025-05@05-10                 | 2025-10-01 | n -          | n -          | n -
    in arrears at the event        | 2025-03@03-10 2025-04@04-10 2025-05@05-10                 | 2025-09-30 | y 2025-05-10 | y 2025-05-10 | y 2025-06-08
    far month paid ahead           | 2025-03@03-10 2025-08@06-08                               | 2025-06-08 | n -          | n -          | y 2025-06-08
    one month posted twice         | 2025-07@07-12 2025-07@07-13 2025-08@08-11                 | 2025-09-20 | n -          | n -          | n 2025-10-10`;
  it.each(
    cases
      .trim()
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim())),
  )('%s', (_, posted, event, ...expected) => {
    const found = fullBenefit({ law, posted: postings(posted ?? '-'), event: civilDate(event ?? '') });
    expect(found.readings.map((one) => `${one.met ? 'y' : 'n'} ${one.fullBenefitFrom ?? '-'}`)).toEqual(expected);
    expect(found.readings.map((one) => one.isDefault)).toEqual([false, true, false]);
    expect([found.met, found.fullBenefitFrom]).toEqual([found.readings[1]?.met, found.readings[1]?.fullBenefitFrom]);
  });

  it('says how much is missing', () => {
    const found = fullBenefit({ law, posted: postings('2025-07@07-12 2025-09@09-10'), event: civilDate('2025-09-20') });
    expect(found.readings.map((one) => [one.counting, one.missing])).toEqual([
      ['posted-months', 1],
      ['consecutive-months', 2],
      ['ninety-days', 20],
    ]);
  });

  it('is settled only when no open question matters', () => {
    const settled = (posted: string, event: string) => fullBenefit({ law, posted: postings(posted), event: civilDate(event) }).settled;
    expect(settled('2025-07@07-12 2025-08@08-11', '2025-09-10')).toBe(true);
    expect(settled('2025-07@07-12 2025-08@08-11 2025-09@09-10', '2025-09-15')).toBe(false);
    expect(settled('2025-07@07-12 2025-08@08-11 2025-09@09-10 2025-10@10-10', '2025-10-15')).toBe(true);
    expect(settled('2025-07@07-10 2025-08@07-10 2025-09@07-10', '2025-07-20')).toBe(false);
    expect(settled('2025-05@05-12 2025-06@06-11 2025-07@07-10 2025-09@09-10', '2025-09-15')).toBe(false);
  });

  it('has no value before the rule', () => {
    expect(() => fullBenefit({ law, posted: [], event: civilDate('2025-01-31') })).toThrow('law-has-no-value-yet');
  });

  it('never holds with fewer than three months by months; a later posting never helps; one more posting never hurts', () => {
    const start = monthFrom('2025-03');
    const offsets = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 8 });
    fc.assert(
      fc.property(offsets, fc.integer({ min: 0, max: 330 }), fc.integer({ min: 0, max: 9 }), (months, eventDay, extra) => {
        const posted = months.map((offset) => ({ month: addMonths(start, offset), postedOn: addDays(firstDayOf(addMonths(start, offset)), 9) }));
        const event = addDays(firstDayOf(start), eventDay);
        const found = fullBenefit({ law, posted, event });
        const then = posted.filter((one) => one.postedOn <= event);
        if (then.length < 3) expect(found.readings.slice(0, 2).some((one) => one.met)).toBe(false);
        if (found.readings[1]?.met === true) expect(found.readings[0]?.met).toBe(true);
        const late = { month: addMonths(start, extra), postedOn: addDays(event, 1) };
        expect(fullBenefit({ law, posted: [...posted, late], event })).toEqual(found);
        const more = fullBenefit({ law, posted: [...posted, { month: addMonths(start, extra), postedOn: event }], event });
        found.readings.forEach((one, place) => expect(!one.met || more.readings[place]?.met).toBe(true));
      }),
      { numRuns: 150 },
    );
  });
});
