// Which names of files are what they show.
import { expect, test } from 'vitest';
import { isPlainFileName, plainFileName, plainLine, refuseHiddenName } from './file-name.ts';

test.each([
  ['5311012001-hambala.xlsx', true],
  ['Daftar desa Oebelo (akhir) Ñ é.csv', true],
  ['daftar\u202Exslx.csv', false],
  ['daftar\u2066x\u2069.csv', false],
  ['daftar\u200B.csv', false],
  ['daftar\u0007.csv', false],
  ['daftar\n2.csv', false],
  ['daftar\u009B31m.csv', false],
  ['\uFEFFdaftar.csv', false],
])('%j is plain: %s', (name, plain) => {
  expect(isPlainFileName(name)).toBe(plain);
  expect(plainFileName(name) === name).toBe(plain);
});

test('a refusal shows the name without what nobody sees', () => {
  expect(() => refuseHiddenName('daftar\u202Exslx.csv')).toThrow(expect.objectContaining({ code: 'file-name-not-plain', place: { file: 'daftar_xslx.csv' } }));
});

test('a line of a terminal holds no row, colour or direction of its own', () => {
  expect(plainLine('A\u001b[31mRED\nFAKE-ROW \u202Ex')).toBe('A [31mRED FAKE-ROW  x');
  expect(plainLine('Maria Nona, Ñ')).toBe('Maria Nona, Ñ');
});
