// Rows decided again against rows stored: a difference is named wherever it stands.
import { expect, test } from 'vitest';
import { RowDigest } from '../kernel/digest.ts';
import { type RowComparison, byFileAndRow, compareRows } from './run-verification.ts';

type Row = readonly (string | null)[];
const rows: readonly Row[] = [
  ['a', '', '2', 'accept', 'x'],
  ['a', '', '10', 'reject', 'y'],
  ['b', 'Sheet', '1', 'accept', null],
  ['ｚ', '', '1', 'accept', 'z'],
  ['😀', '', '1', 'accept', 'z'], // by UTF-8 after the row before it, by UTF-16 before it
];

async function* chunks(of: readonly Row[], size: number): AsyncGenerator<readonly Row[], void, undefined> {
  for (let at = 0; at < of.length; at += size) yield of.slice(at, at + size);
}
const comparing = { names: ['outcome', 'reasons'], hashed: (row: Row) => row.slice(0, 4), order: byFileAndRow };
const compare = (stored: readonly Row[]): Promise<RowComparison> => compareRows(chunks(rows, 2), chunks(stored, 3), comparing);
const hash = (of: readonly Row[]): string => {
  const digest = new RowDigest();
  for (const row of of) digest.add(row.slice(0, 4));
  return digest.finish();
};

test('the same rows hold, with one hash', async () => {
  expect(await compare(rows)).toEqual({ rows: 5, decided: hash(rows), stored: hash(rows), differing: 0, first: [] });
});

test('a row changed, one missing, one too many and one at the end are named', async () => {
  const stored: readonly Row[] = [
    ['a', '', '2', 'review', 'x'],
    ['a', '', '11', 'accept', 'x'],
    ...rows.slice(2, 4),
    ['😀', '', '1', 'accept', null],
    ['😀', '', '2', 'accept', null],
  ];
  const found = await compare(stored);
  expect([found.differing, found.decided, found.stored]).toEqual([5, hash(rows), hash(stored)]);
  expect(found.first.map(({ fileDigest, rowNo, field, decided, stored: there }) => [fileDigest, rowNo, field, decided, there])).toEqual([
    ['a', 2, 'outcome', 'accept', 'review'],
    ['a', 10, 'row', 'decided', null],
    ['a', 11, 'row', null, 'stored'],
    ['😀', 1, 'reasons', 'z', null],
    ['😀', 2, 'row', null, 'stored'],
  ]);
});

test('nothing stored, and no more than twenty named', async () => {
  const many = Array.from({ length: 50 }, (_, index): Row => ['a', '', String(index), 'accept', '']);
  const found = await compareRows(chunks(many, 7), chunks([], 1), comparing);
  expect([found.rows, found.differing, found.first.length, found.stored]).toEqual([50, 50, 20, hash([])]);
});

test('what one side throws ends the other', async () => {
  let ended = false;
  async function* broken(): AsyncGenerator<readonly Row[], void, undefined> {
    yield rows;
    throw new Error('gone');
  }
  async function* other(): AsyncGenerator<readonly Row[], void, undefined> {
    try {
      yield rows;
      yield [['z', '', '1', 'accept', null]];
    } finally {
      ended = true;
    }
  }
  await expect(compareRows(broken(), other(), comparing)).rejects.toThrow('gone');
  expect(ended).toBe(true);
});
