// Tests the one step from instant to date, around midnight in each of the three Indonesian zones.
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { dateIn, instant } from './clock.ts';

describe('the date of an instant', () => {
  it.each`
    at                        | zone               | date
    ${'2025-07-31T15:59:59Z'} | ${'Asia/Makassar'} | ${'2025-07-31'}
    ${'2025-07-31T16:00:00Z'} | ${'Asia/Makassar'} | ${'2025-08-01'}
    ${'2025-07-31T16:00:00Z'} | ${'Asia/Jakarta'}  | ${'2025-07-31'}
    ${'2025-07-31T15:00:00Z'} | ${'Asia/Jayapura'} | ${'2025-08-01'}
    ${'2025-12-31T16:30:00Z'} | ${'Asia/Makassar'} | ${'2026-01-01'}
  `('$at in $zone is $date', ({ at, zone, date }: { at: string; zone: string; date: string }) => {
    expect(dateIn(zone, instant(at))).toBe(date);
  });

  it('is the date Temporal gives', () => {
    const zones = fc.constantFrom('Asia/Makassar', 'Asia/Jakarta', 'Asia/Jayapura', 'UTC');
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 4_102_444_800_000 }), (zone, milliseconds) => {
        const at = new Date(milliseconds).toISOString();
        expect(dateIn(zone, instant(at))).toBe(Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString());
      }),
      { numRuns: 50 },
    );
  });

  it('refuses a zone nobody knows', () => {
    expect(() => dateIn('Asia/Kupang', instant('2025-07-31T00:00:00Z'))).toThrow(RangeError);
  });
});

it('writes every instant in UTC', () => {
  expect(instant('2025-07-31T08:00:00+08:00')).toBe('2025-07-31T00:00:00.000Z');
  expect(() => instant('yesterday')).toThrow(RangeError);
});
