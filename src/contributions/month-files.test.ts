// Tests how rupiah, days and codes are read, and that a code must agree with the roster in every figure.
import { expect, test } from 'vitest';
import { monthFrom } from '../kernel/month.ts';
import { codeDisagreement, readCode, readDay, readRupiah, rosterFileName } from './month-files.ts';

test.each([
  ['16800', 16_800n],
  [' 16.800 ', 16_800n],
  ['Rp16.800,00', 16_800n],
  ['Rp. 1.680.000.000', 1_680_000_000n],
  ['16800.00', 16_800n],
  ['16,800.00', 16_800n],
  ['0', 0n],
  ['16.8', null],
  ['16.80', null],
  ['-16800', null],
  ['1.68E+09', null],
  ['', null],
])('"%s" is %s rupiah', (text, amount) => expect(readRupiah(text)).toBe(amount));

test.each([
  ['2025-07-18', '2025-07-18'],
  ['18/07/2025', '2025-07-18'],
  ['18-07-2025', '2025-07-18'],
  ['31/02/2025', null],
  ['07/18/2025', null],
  ['45856', null],
])('"%s" is the day %s', (text, day) => expect(readDay(text)).toBe(day));

const figures = { persons: 2, jkk: 20_000n, jkm: 13_600n, amount: 33_600n };

test('a code row is read, and a broken one is not guessed', () => {
  expect(readCode(['250712345678', 'NTT25', '2025-07', '2', '20000', '13600', '33.600', '2025-08-06'])).toEqual({
    code: '250712345678',
    npp: 'NTT25',
    month: '2025-07',
    expiresOn: '2025-08-06',
    ...figures,
  });
  for (const [place, broken] of [
    [0, ''],
    [1, ' '],
    [2, '2025-13'],
    [3, '-1'],
    [4, 'x'],
    [7, '2025-02-30'],
  ] as const) {
    expect(readCode(['c', 'n', '2025-07', '2', '1', '1', '2', '2025-08-06'].map((cell, at) => (at === place ? broken : cell)))).toBeNull();
  }
});

test('a code that differs in count or in any amount is refused with both figures in both languages', () => {
  const code = { code: 'c', npp: 'n', month: monthFrom('2025-07'), expiresOn: readDay('2025-08-06')!, ...figures };
  expect(codeDisagreement(code, figures)).toBeNull();
  for (const other of [{ persons: 3 }, { jkk: 20_001n }, { jkm: 13_601n }, { amount: 33_601n }]) {
    const fault = codeDisagreement({ ...code, ...other }, figures);
    expect(fault).toMatchObject({ kind: 'conflict', code: 'code-differs-from-roster' });
    for (const text of [fault?.text.id, fault?.text.en]) expect(text).toContain('Rp33.600');
  }
  expect(codeDisagreement({ ...code, persons: 3 }, figures)?.text.id).toMatch(/Kode: 3 orang.*Daftar: 2 orang/);
});

test('the roster file says programme, branch, month and sequence', () => {
  expect(rosterFileName('ntt-2025', 'kupang', monthFrom('2025-07'), 2)).toBe('iuran-ntt-2025-kupang-2025-07-2.csv');
});
