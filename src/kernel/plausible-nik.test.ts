// What is a NIK in a text people write, and what is only a long number.
import { expect, test } from 'vitest';
import { holdsNik, refuseNik } from './plausible-nik.ts';

test.each([
  ['5311014107900001', true],
  ['SP2D untuk 5311014107900001 bulan Juli', true],
  ['5311-0141-0790-0001', true],
  ['53 1101 410790 0001', true],
  ['５３１１０１４１０７９０００01', true],
  ['53.11.01.41.07.90.0001', true],
  ['20250709153000', false],
  ['FT25190ABCDE', false],
  ['2025070915300012', false],
  ['5311019907900001', false],
  ['053110141079000012', false],
  ['0197a5c2-5311-4107-9000-531101410790', false],
  ['SP2D/ntt-2025/2025-07/kupang', false],
  ['', false],
])('%s: %s', (text, holds) => {
  expect(holdsNik(text)).toBe(holds);
});

test('a refusal names the field and never the number', () => {
  expect(() => refuseNik('untuk 5311014107900001', 'reference')).toThrow(expect.objectContaining({ code: 'nik-in-text', place: { column: 'reference' } }));
  expect(() => refuseNik('untuk 5311014107900001', 'reference')).not.toThrow(/5311/);
});
