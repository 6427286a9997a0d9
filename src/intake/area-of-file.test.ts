// Tries the village codes file names begin with.
import { expect, it } from 'vitest';
import { areaFrom, areaOfFile } from './area-of-file.ts';
import { mediaOf } from './media.ts';

it.each([
  ['5311012001-pekerja.xlsx', '5311012001'],
  ['53.11.01.2001 Desa Hambala.csv', '5311012001'],
  ['5311012001.csv', '5311012001'],
  ['53110120011-pekerja.csv', null],
  ['20250701-pekerja.csv', null],
  ['pekerja-5311012001.csv', null],
])('%s is for %s', (name, area) => expect(areaOfFile(name)).toBe(area));

it.each([
  ['53', '53'],
  ['53.11', '5311'],
  ['531101', '531101'],
  ['53.11.01.2001', '5311012001'],
  ['531', null],
  ['kupang', null],
])('%s is the area %s', (text, area) => expect(areaFrom(text)).toBe(area));

it('tells files apart by their bytes', () => {
  expect(mediaOf('a.csv', Buffer.from('PK\u0003\u0004'))).toBe('xlsx');
  expect(mediaOf('a.xlsx', Buffer.from('NO,NIK'))).toBe('csv');
  expect(() => mediaOf('a.xlsx', Buffer.from('%PDF-1.7'))).toThrow(/list-as-picture-or-document/);
});
