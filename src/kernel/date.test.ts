// Tests dates against two independent calendars: Temporal (through its polyfill) and the day count of the language itself.
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  type CivilDate,
  addDays,
  ageOn,
  birthdayAt,
  civilDate,
  dateOf,
  dateOfDayNumber,
  dayNumber,
  dayOfMonth,
  daysBetween,
  daysInMonth,
  monthOfYear,
  parseDate,
  weekday,
  yearOf,
} from './date.ts';
import { Fault } from './fault.ts';

const firstDay = dayNumber('0001-01-01' as CivilDate);
const lastDay = dayNumber('9999-12-31' as CivilDate);
const anyDate = fc.integer({ min: firstDay, max: lastDay }).map(dateOfDayNumber);
const lifeDate = fc.integer({ min: dayNumber(civilDate('1900-01-01')), max: dayNumber(civilDate('2100-12-31')) }).map(dateOfDayNumber);

describe('what is a date', () => {
  it.each`
    text                      | real
    ${'2025-07-31'}           | ${true}
    ${'2024-02-29'}           | ${true}
    ${'2000-02-29'}           | ${true}
    ${'1800-01-01'}           | ${true}
    ${'2999-12-31'}           | ${true}
    ${'1799-12-31'}           | ${false}
    ${'3000-01-01'}           | ${false}
    ${'0000-01-01'}           | ${false}
    ${'9999-12-31'}           | ${false}
    ${'2025-02-29'}           | ${false}
    ${'1900-02-29'}           | ${false}
    ${'2025-04-31'}           | ${false}
    ${'2025-00-10'}           | ${false}
    ${'2025-13-01'}           | ${false}
    ${'2025-01-00'}           | ${false}
    ${'2025-7-31'}            | ${false}
    ${'31-07-2025'}           | ${false}
    ${'2025-07-31T00:00:00Z'} | ${false}
    ${' 2025-07-31'}          | ${false}
    ${'2025-07-31\n'}         | ${false}
    ${''}                     | ${false}
  `('"$text": $real', ({ text, real }: { text: string; real: boolean }) => {
    expect(parseDate(text)).toBe(real ? text : null);
  });

  it('says in both languages what is wrong with a text that is none', () => {
    expect(() => civilDate('31/07/2025')).toThrow(Fault);
    expect(() => civilDate('31/07/2025')).toThrow(expect.objectContaining({ kind: 'bad-input', code: 'date-not-real' }));
  });

  it('agrees with Temporal on every year, month and day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }), (year, month, day) => {
        let expected: string | null = null;
        try {
          expected = Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString();
        } catch {
          // no such day
        }
        expect(dateOf(year, month, day)).toBe(expected);
      }),
    );
  });

  it.each([
    [0, 1, 1],
    [10_000, 1, 1],
    [2025.5, 1, 1],
    [Number.NaN, 1, 1],
  ])('has no date for year %s', (year, month, day) => {
    expect(dateOf(year, month, day)).toBeNull();
  });

  it('has no date for a month or day that is not whole', () => {
    expect(dateOf(2025, 1.5, 1)).toBeNull();
    expect(dateOf(2025, 1, 1.5)).toBeNull();
  });
});

describe('arithmetic on days', () => {
  it('counts days as the language does', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(dayNumber(date)).toBe(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
        expect(dateOfDayNumber(dayNumber(date))).toBe(date);
      }),
    );
  });

  it('goes on beyond the years that are read', () => {
    expect(addDays(civilDate('2999-12-31'), 1)).toBe('3000-01-01');
    expect(addDays(civilDate('1800-01-01'), -1)).toBe('1799-12-31');
    expect(birthdayAt(civilDate('2950-03-14'), 65)).toBe('3015-03-14');
  });

  it('adds days, names weekdays and measures distances as Temporal does', () => {
    fc.assert(
      fc.property(lifeDate, fc.integer({ min: -40_000, max: 40_000 }), (date, days) => {
        const oracle = Temporal.PlainDate.from(date);
        const moved = addDays(date, days);
        expect(moved).toBe(oracle.add({ days }).toString());
        expect(daysBetween(date, moved)).toBe(days);
        expect(weekday(date)).toBe(oracle.dayOfWeek);
        expect(daysInMonth(yearOf(date), monthOfYear(date))).toBe(oracle.daysInMonth);
        expect([yearOf(date), monthOfYear(date), dayOfMonth(date)]).toEqual([oracle.year, oracle.month, oracle.day]);
      }),
    );
  });

  it('sorts as text in the order of time', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (a, b) => {
        expect(a < b).toBe(dayNumber(a) < dayNumber(b));
      }),
    );
  });
});

describe('age', () => {
  it.each`
    birth           | on              | age
    ${'1960-07-01'} | ${'2025-06-30'} | ${64}
    ${'1960-07-01'} | ${'2025-07-01'} | ${65}
    ${'2000-02-29'} | ${'2025-02-28'} | ${24}
    ${'2000-02-29'} | ${'2025-03-01'} | ${25}
    ${'2000-02-29'} | ${'2024-02-29'} | ${24}
    ${'2025-07-01'} | ${'2025-07-01'} | ${0}
    ${'2025-07-02'} | ${'2025-07-01'} | ${-1}
  `('born $birth, on $on: $age', ({ birth, on, age }: { birth: string; on: string; age: number }) => {
    expect(ageOn(civilDate(birth), civilDate(on))).toBe(age);
  });

  it('is the completed years Temporal counts, except that a 29 February ends its year on 1 March', () => {
    fc.assert(
      fc.property(lifeDate, fc.integer({ min: 0, max: 45_000 }), (birth, days) => {
        const on = addDays(birth, days);
        const from = Temporal.PlainDate.from(birth);
        const leapling = birth.endsWith('-02-29') && on.endsWith('-02-28');
        const expected = from.until(Temporal.PlainDate.from(on), { largestUnit: 'years' }).years;
        expect(ageOn(birth, on)).toBe(
          leapling && !Temporal.PlainDate.from(on).inLeapYear ? (on.slice(0, 4) === birth.slice(0, 4) ? 0 : yearOf(on) - yearOf(birth) - 1) : expected,
        );
      }),
    );
  });

  it.each`
    birth           | age   | day
    ${'2000-02-29'} | ${25} | ${'2025-03-01'}
    ${'2000-02-29'} | ${24} | ${'2024-02-29'}
    ${'1960-12-31'} | ${65} | ${'2025-12-31'}
  `('born $birth, $age years are complete on $day', ({ birth, age, day }: { birth: string; age: number; day: string }) => {
    expect(birthdayAt(civilDate(birth), age)).toBe(day);
  });

  it('is reached on the birthday and not a day before', () => {
    fc.assert(
      fc.property(lifeDate, fc.integer({ min: 1, max: 120 }), (birth, age) => {
        const day = birthdayAt(birth, age);
        expect(ageOn(birth, day)).toBe(age);
        expect(ageOn(birth, addDays(day, -1))).toBe(age - 1);
      }),
    );
  });
});
