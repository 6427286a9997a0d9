// How figures are written for readers.
import { expect, test } from 'vitest';
import { countText, dateText, monthText, rupiahFigure, rupiahShort, shareText, whenText } from './figures.ts';

test.each([
  [100_000, '100.000', '100,000'],
  [0, '0', '0'],
  ['withheld', 'disembunyikan', 'withheld'],
] as const)('count %s', (count, id, en) => {
  expect([countText(count, 'id'), countText(count, 'en')]).toEqual([id, en]);
});

test.each([
  [10_080_000_000, 'Rp10.080.000.000', 'Rp10,08 miliar', 'Rp10.08 billion'],
  [16_800, 'Rp16.800', 'Rp16.800', 'Rp16,800'],
  [2_999_999_999, 'Rp2.999.999.999', 'Rp2,99 miliar', 'Rp2.99 billion'],
  [42_000_000, 'Rp42.000.000', 'Rp42 juta', 'Rp42 million'],
])('amount %i, in a heading never rounded up', (amount, whole, id, en) => {
  expect([rupiahFigure(amount, 'id'), rupiahShort(amount, 'id'), rupiahShort(amount, 'en')]).toEqual([whole, id, en]);
});

test.each([
  [99_999, 100_000, '99,9%'],
  [100_000, 100_000, '100%'],
  [0, 100_000, '0%'],
  [0, 0, '–'],
])('share %i of %i: all of it is said only of all of it', (part, whole, text) => {
  expect(shareText(part, whole, 'id')).toBe(text);
});

test.each([
  ['2025-08-01', '1 Agustus 2025', '1 August 2025'],
  ['not a date', 'not a date', 'not a date'],
])('date %s', (date, id, en) => {
  expect([dateText(date, 'id'), dateText(date, 'en')]).toEqual([id, en]);
});

test('a month, from a month or from its first day', () => {
  expect([monthText('2025-07', 'id'), monthText('2025-07-01', 'en')]).toEqual(['Juli 2025', 'July 2025']);
});

test.each([
  ['2025-07-31T16:30:00.000Z', '1 Agustus 2025'],
  ['2025-07-31 16:30:00+00', '1 Agustus 2025'],
  ['2025-07-31', '31 Juli 2025'],
  ['', '–'],
])('the day of %s in Kupang', (when, text) => {
  expect(whenText(when, 'Asia/Makassar', 'id')).toBe(text);
});
