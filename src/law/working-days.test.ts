// Tests counting working days over weekends, Eid and collective leave.
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { civilDate } from '../kernel/date.ts';
import { LawReading } from './law.ts';
import { loadLaw } from './law-store.ts';
import { addWorkingDays, dayOff } from './working-days.ts';

const law = loadLaw(fileURLToPath(new URL('../../law', import.meta.url)));
const reading = () => new LawReading(law, civilDate('2025-01-01'));

describe('working days', () => {
  const cases = `
    from        days  leave             to
    2025-07-07  0     is-a-day-off      2025-07-07
    2025-07-07  3     is-a-day-off      2025-07-10
    2025-07-10  3     is-a-day-off      2025-07-15
    2025-07-12  1     is-a-day-off      2025-07-14
    2025-03-27  3     is-a-day-off      2025-04-10
    2025-03-27  3     is-a-working-day  2025-04-03
    2025-12-23  3     is-a-day-off      2025-12-30
    2025-12-23  3     is-a-working-day  2025-12-29
    2025-12-30  3     is-a-day-off      2026-01-05`;
  it.each(
    cases
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/)),
  )('%s + %s (%s) = %s', (from, days, leave, to) => {
    expect(addWorkingDays(reading(), civilDate(from ?? ''), Number(days), leave as 'is-a-day-off')).toBe(to);
  });

  it('names the holiday', () => {
    expect(dayOff(reading(), civilDate('2025-12-25'), 'is-a-day-off')).toMatchObject({ reason: 'public-holiday', name: { en: 'Christmas' } });
    expect(dayOff(reading(), civilDate('2025-12-26'), 'is-a-day-off')?.reason).toBe('collective-leave');
    expect(dayOff(reading(), civilDate('2025-12-26'), 'is-a-working-day')).toBeNull();
  });

  it('cites each calendar once however many days it looks at', () => {
    const asked = reading();
    addWorkingDays(asked, civilDate('2025-07-01'), 20, 'is-a-day-off');
    expect(asked.citations.map((cited) => cited.parameter)).toEqual(['weekly-rest-days', 'public-holidays', 'collective-leave-days']);
  });

  it('refuses a count that is not whole', () => {
    expect(() => addWorkingDays(reading(), civilDate('2025-07-01'), 1.5, 'is-a-day-off')).toThrow('working-days-not-whole');
  });
});
