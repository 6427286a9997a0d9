// Decides whether number formats and serial numbers become the dates Excel shows.
import * as XLSX from '@e965/xlsx';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isBuiltInDate, isDateFormat, serialDate } from './xlsx-date.ts';

test.each([
  ['yyyy-mm-dd', true],
  ['dd/mm/yyyy;@', true],
  ['[$-421]dd mmmm yyyy;@', true],
  ['h:mm AM/PM', true],
  ['General', false],
  ['@', false],
  ['0.00', false],
  ['#,##0 "hari"', false],
  ['"Rp"#,##0;[Red]-"Rp"#,##0', false],
  ['[h]:mm', false],
  ['0.00E+00', false],
  ['_-* #,##0_d', false],
])('%s', (code, date) => expect(isDateFormat(code)).toBe(date));

test('built-in formats', () => expect([0, 1, 13, 14, 22, 23, 37, 45, 46, 47, 49, 58].filter(isBuiltInDate)).toEqual([14, 22, 45, 47, 58]));

test.each([
  [1, false, '1900-01-01'],
  [59, false, '1900-02-28'],
  [60, false, '1900-02-29'],
  [61, false, '1900-03-01'],
  [45322, false, '2024-01-31'],
  [45322.5, false, '2024-01-31T12:00:00'],
  [45322.999999, false, '2024-02-01'],
  [0.25, false, '06:00:00'],
  [0, false, null],
  [-1, false, null],
  [2958465, false, '9999-12-31'],
  [2958466, false, null],
  [0, true, '1904-01-01'],
  [43860, true, '2024-01-31'],
  [Number.NaN, false, null],
])('%d (1904: %s) is %s', (serial, from1904, text) => expect(serialDate(serial, from1904)).toBe(text));

test('every day agrees with SheetJS', () => {
  fc.assert(
    fc.property(fc.integer({ min: 61, max: 2958465 }), (serial) => {
      expect(serialDate(serial, false)).toBe(XLSX.SSF.format('yyyy-mm-dd', serial));
    }),
  );
});
