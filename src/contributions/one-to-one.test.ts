// Tests that records pair one to one by amount, day and words, whatever their order, and that an unlikely pair is left alone.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, civilDate } from '../kernel/date.ts';
import { type Movement, pairUp } from './one-to-one.ts';

const record = (id: string, day: number, amount: number, text = '', kind = 'debit'): Movement => ({
  id,
  on: addDays(civilDate('2025-07-01'), day),
  amount: BigInt(amount),
  kind,
  text,
});
const pairs = (left: readonly Movement[], right: readonly Movement[]): string =>
  pairUp(left, right)
    .map((pair) => `${pair.left}=${pair.right}`)
    .sort()
    .join(' ');

test.each([
  ['the same amount some days apart', [record('a', 0, 500)], [record('x', 3, 500)], 'a=x'],
  ['too many days apart', [record('a', 0, 500)], [record('x', 8, 500)], ''],
  ['another direction', [record('a', 0, 500)], [record('x', 0, 500, '', 'credit')], ''],
  ['another amount', [record('a', 0, 500)], [record('x', 0, 510)], ''],
  ['a fee apart, and nothing better', [record('a', 0, 500_000)], [record('x', 0, 499_000)], 'a=x'],
  ['two equal amounts: the nearer days', [record('a', 0, 500), record('b', 5, 500)], [record('x', 5, 500), record('y', 0, 500)], 'a=y b=x'],
  [
    'two equal amounts of a day: the words',
    [record('a', 0, 500, 'LISTRIK PLN'), record('b', 0, 500, 'AIR PDAM')],
    [record('x', 0, 500, 'pdam'), record('y', 0, 500, 'pln')],
    'a=y b=x',
  ],
])('%s', (_, left, right, expected) => expect(pairs(left, right)).toBe(expected));

test('words are learnt from what is certain', () => {
  const certain = [1, 2, 3].flatMap((place) => [record(`p${place}`, 0, 1000 + place, 'SPBU'), record(`q${place}`, 0, 2000 + place, 'RESTO')]);
  const theirs = [1, 2, 3].flatMap((place) => [record(`P${place}`, 0, 1000 + place, 'Isi bensin'), record(`Q${place}`, 0, 2000 + place, 'Makan siang')]);
  const found = pairUp(
    [...certain, record('a', 0, 77, 'SPBU'), record('b', 0, 77, 'RESTO')],
    [...theirs, record('x', 0, 77, 'Makan siang'), record('y', 0, 77, 'Isi bensin')],
  );
  expect(found).toContainEqual(expect.objectContaining({ left: 'a', right: 'y' }));
  expect(found).toContainEqual(expect.objectContaining({ left: 'b', right: 'x' }));
});

test('every record is in one pair at most, and the order of the rows changes nothing', () => {
  const list = (side: string) =>
    fc
      .array(fc.tuple(fc.nat({ max: 20 }), fc.integer({ min: 1, max: 9 }), fc.constantFrom('PLN', 'PDAM', '')), { maxLength: 15 })
      .map((rows) => rows.map(([day, amount, text], place) => record(`${side}${place}`, day, amount * 100, text)));
  fc.assert(
    fc.property(list('l'), list('r'), fc.integer(), (left, right, seed) => {
      const found = pairUp(left, right);
      expect(new Set(found.map((pair) => pair.left)).size).toBe(found.length);
      expect(new Set(found.map((pair) => pair.right)).size).toBe(found.length);
      const turned = <T>(rows: readonly T[]): T[] => [...rows].sort((_, other) => ((seed + String(other).length) % 2 === 0 ? 1 : -1)).reverse();
      expect(pairs(turned(left), turned(right))).toBe(pairs(left, right));
    }),
  );
});
