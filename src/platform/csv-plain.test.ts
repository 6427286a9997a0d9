// Cuts texts without quotation marks as csv-parse does, and leaves it every other text.
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isPlainCsv, plainRecords } from './csv-plain.ts';

const parsed = (text: string, delimiter: string): (readonly [string[], number])[] =>
  parse(text, {
    delimiter,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    max_record_size: 0,
    relax_quotes: true,
    on_record: (record, { lines }) => [record, lines] as unknown as string[],
  }) as unknown as (readonly [string[], number])[];

const delimiters = fc.constantFrom(',', ';', '\t', '|');

it('gives the records and lines csv-parse gives', () => {
  const piece = fc.oneof(fc.constantFrom('\r\n', '\n', ',', ';', '\t', '|', ' ', '', '531101501285000', "Ma'u", 'é', '\u2028', '\\', '#', '0'), fc.string());
  const text = fc.array(piece).map((pieces) =>
    pieces
      .join('')
      .replaceAll('"', '')
      .replace(/\r(?!\n)/g, ''),
  );
  fc.assert(
    fc.property(text, delimiters, (plain, delimiter) => {
      expect(isPlainCsv(plain, delimiter)).toBe(true);
      expect([...plainRecords(plain, delimiter)].map((record, index) => [record, index + 1])).toEqual(parsed(plain, delimiter));
    }),
    { numRuns: 2_000 },
  );
});

it.each([
  ['a "b", c', ','],
  ['a\rb,c', ','],
  ['a,b\r', ','],
  ['a\r\r\nb', ','],
  ['a', '"'],
])('leaves %j to the parser', (text, delimiter) => {
  expect(isPlainCsv(text, delimiter)).toBe(false);
});
