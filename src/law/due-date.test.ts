// Tests due dates over weekends, holidays and collective leave, for 2025 and 2026.
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { weekday } from '../kernel/date.ts';
import { monthFrom, monthsFrom } from '../kernel/month.ts';
import { dueDate } from './due-date.ts';
import { loadLaw } from './law-store.ts';

const law = loadLaw(fileURLToPath(new URL('../../law', import.meta.url)));

describe('due date', () => {
  const cases = `
    month    segment  due         if-leave-off  why
    2025-01  bpu      2025-01-15  2025-01-15    Wednesday
    2025-02  bpu      2025-02-17  2025-02-17    Saturday
    2025-03  bpu      2025-03-17  2025-03-17    Saturday
    2025-04  bpu      2025-04-15  2025-04-15    Tuesday
    2025-05  bpu      2025-05-15  2025-05-15    Thursday
    2025-06  bpu      2025-06-16  2025-06-16    Sunday
    2025-07  bpu      2025-07-15  2025-07-15    Tuesday
    2025-08  bpu      2025-08-15  2025-08-15    Friday
    2025-09  bpu      2025-09-15  2025-09-15    Monday
    2025-10  bpu      2025-10-15  2025-10-15    Wednesday
    2025-11  bpu      2025-11-17  2025-11-17    Saturday
    2025-12  bpu      2025-12-15  2025-12-15    Monday
    2026-01  bpu      2026-01-15  2026-01-15    Thursday
    2026-02  bpu      2026-02-16  2026-02-18    Sunday,then-leave-and-Chinese-New-Year
    2026-03  bpu      2026-03-16  2026-03-16    Sunday
    2026-04  bpu      2026-04-15  2026-04-15    Wednesday
    2026-05  bpu      2026-05-15  2026-05-18    Friday-of-leave
    2026-06  bpu      2026-06-15  2026-06-15    Monday
    2026-08  bpu      2026-08-18  2026-08-18    Saturday,Sunday,Independence-Day
    2026-11  bpu      2026-11-16  2026-11-16    Sunday
    2025-07  pu       2025-08-15  2025-08-15    next-month
    2025-10  pu       2025-11-17  2025-11-17    Saturday
    2025-12  pu       2026-01-15  2026-01-15    next-year`;
  it.each(
    cases
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/)),
  )('%s %s -> %s (%s, %s)', (month, segment, due, off) => {
    const found = dueDate({ law, month: monthFrom(month ?? ''), segment: segment as 'bpu' });
    expect([found.due, found.dueIfCollectiveLeaveIsOff]).toEqual([due, off]);
  });

  it('says why it moved, and cites the unverified calendar', () => {
    const found = dueDate({ law, month: monthFrom('2026-08') });
    expect(found.nominal).toBe('2026-08-15');
    expect(found.skipped.map((day) => day.reason)).toEqual(['weekend', 'weekend', 'public-holiday']);
    expect(found.citations.filter((cited) => cited.parameter === 'public-holidays').at(-1)).toMatchObject({ confidence: 'unverified' });
    expect(found.unsettled.map((open) => open.parameter)).toContain('collective-leave-in-due-date');
  });

  it('is never a weekend, never before the 15th', () => {
    for (const month of monthsFrom(monthFrom('2025-01'), monthFrom('2026-12'))) {
      const { due, nominal } = dueDate({ law, month });
      expect(weekday(due)).toBeLessThan(6);
      expect(due >= nominal).toBe(true);
    }
  });

  it('has no answer for a year without a holiday list', () => {
    expect(() => dueDate({ law, month: monthFrom('2027-01') })).toThrow('law-has-no-value-on-date');
    expect(() => dueDate({ law, month: monthFrom('2024-12') })).toThrow('law-has-no-value-yet');
    expect(() => dueDate({ law, month: monthFrom('2026-12'), segment: 'pu' })).toThrow('law-has-no-value-on-date');
  });
});
