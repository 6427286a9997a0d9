// Tests contribution months against Temporal's calendar months.
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { civilDate } from './date.ts';
import { addMonths, dayIn, firstDayOf, lastDayOf, type Month, monthFrom, monthOf, monthsBetween, monthsFrom, parseMonth } from './month.ts';

const anyMonth = fc
  .tuple(fc.integer({ min: 1000, max: 8999 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, month]) => `${year}-${String(month).padStart(2, '0')}` as Month);

describe('what is a month', () => {
  it.each`
    text            | real
    ${'2025-07'}    | ${true}
    ${'2025-12'}    | ${true}
    ${'1800-01'}    | ${true}
    ${'2999-12'}    | ${true}
    ${'1799-12'}    | ${false}
    ${'3000-01'}    | ${false}
    ${'0000-01'}    | ${false}
    ${'9999-12'}    | ${false}
    ${'2025-00'}    | ${false}
    ${'2025-13'}    | ${false}
    ${'2025-7'}     | ${false}
    ${'2025-07-01'} | ${false}
    ${'07-2025'}    | ${false}
    ${''}           | ${false}
  `('"$text": $real', ({ text, real }: { text: string; real: boolean }) => {
    expect(parseMonth(text)).toBe(real ? text : null);
  });

  it('refuses a text that is none as bad input', () => {
    expect(() => monthFrom('Juli 2025')).toThrow(expect.objectContaining({ kind: 'bad-input', code: 'month-not-real' }));
    expect(monthFrom('2025-07')).toBe('2025-07');
  });
});

describe('arithmetic on months', () => {
  it('adds and measures as Temporal does', () => {
    fc.assert(
      fc.property(anyMonth, fc.integer({ min: -2000, max: 2000 }), (month, count) => {
        const moved = addMonths(month, count);
        expect(moved).toBe(Temporal.PlainYearMonth.from(month).add({ months: count }).toString());
        expect(monthsBetween(month, moved)).toBe(count);
      }),
    );
  });

  it('crosses the end of a year', () => {
    expect(addMonths(monthFrom('2025-12'), 1)).toBe('2026-01');
    expect(addMonths(monthFrom('2026-01'), -1)).toBe('2025-12');
  });

  it('lists July to December 2025 as six months, and nothing when the last is earlier', () => {
    expect(monthsFrom(monthFrom('2025-07'), monthFrom('2025-12'))).toEqual(['2025-07', '2025-08', '2025-09', '2025-10', '2025-11', '2025-12']);
    expect(monthsFrom(monthFrom('2025-07'), monthFrom('2025-07'))).toEqual(['2025-07']);
    expect(monthsFrom(monthFrom('2025-12'), monthFrom('2025-07'))).toEqual([]);
  });
});

describe('days of a month', () => {
  it.each`
    month        | day   | date
    ${'2025-07'} | ${15} | ${'2025-07-15'}
    ${'2025-02'} | ${31} | ${'2025-02-28'}
    ${'2024-02'} | ${31} | ${'2024-02-29'}
    ${'2025-04'} | ${31} | ${'2025-04-30'}
  `('day $day of $month is $date', ({ month, day, date }: { month: string; day: number; date: string }) => {
    expect(dayIn(monthFrom(month), day)).toBe(date);
  });

  it('begins on the first, ends on the last, and both lie in it', () => {
    fc.assert(
      fc.property(anyMonth, (month) => {
        const oracle = Temporal.PlainYearMonth.from(month);
        expect(firstDayOf(month)).toBe(oracle.toPlainDate({ day: 1 }).toString());
        expect(lastDayOf(month)).toBe(oracle.toPlainDate({ day: oracle.daysInMonth }).toString());
        expect(monthOf(firstDayOf(month))).toBe(month);
        expect(monthOf(lastDayOf(month))).toBe(month);
      }),
    );
    expect(monthOf(civilDate('2025-07-31'))).toBe('2025-07');
  });
});
