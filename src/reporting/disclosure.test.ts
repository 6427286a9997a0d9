// What may be published of few people: the cases as tables, and that nothing withheld can be worked out, by trying every table there could be.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PublishedTable, withhold } from './disclosure.ts';

/** A table written out: rows by comma, columns by space, `x` for withheld, the totals behind `=`. */
const written = ({ rows, totals }: PublishedTable): string =>
  `${[...rows, totals].map((row) => row.map((count) => (count === 'withheld' ? 'x' : count)).join(' ')).join(', ')}`.replace(/, ([^,]*)$/, ' = $1');
const read = (text: string): readonly number[][] => text.split(', ').map((row) => row.split(' ').map(Number));

test.each([
  // one column, threshold 5                         published = total
  ['nobody is few', '0, 5, 100', '0, 5, 100 = 105'],
  ['two that differ protect each other', '3, 4, 100', 'x, x, 100 = 107'],
  ['one alone would be the total less the rest', '3, 50, 100', 'x, x, 100 = 153'],
  ['two alike would be half each', '4, 4, 50, 100', 'x, x, x, 100 = 158'],
  ['two that together are few', '1, 2, 50, 100', 'x, x, x, 100 = 153'],
  ['rows alike go together', '3, 50, 50, 100', 'x, x, x, 100 = 203'],
  ['a small total: its zeros would leave too few for the others', '3, 0, 0', 'x, x, x = x'],
  ['only small ones: the zeros would leave two alike', '4, 4, 0, 0', 'x, x, x, x = 8'],
  ['only small ones that differ', '3, 4, 0, 0', 'x, x, 0, 0 = 7'],
  ['only small ones, all alike, and nobody else', '4, 4', 'x, x = x'],
  ['a programme of one kabupaten', '3', 'x = x'],
  // people listed, registered; the row is withheld whole
  ['who is registered was listed', '20 3, 30 30, 90 80', 'x x, x x, 90 80 = 140 113'],
  ['zeros in all that is withheld stay zeros', '3 0, 30 0, 90 80', 'x 0, x 0, 90 80 = 123 80'],
  ['rows with more to tell are withheld before those without', '20 3, 10 0, 90 80', 'x x, 10 0, x x = 120 83'],
  ['a small total of the second column', '20 3, 30 0, 90 0', '20 x, 30 x, 90 x = 140 x'],
  ['one kabupaten, few registered: what is not small is told', '90 3', '90 x = 90 x'],
])('%s: %s', (_, table, published) => {
  expect(written(withhold(read(table), { threshold: 5 }))).toBe(published);
});

test.each([
  ['months and money go with people', '3 18 302400, 30 180 3024000, 90 540 9072000', 'x x x, x x x, 90 540 9072000 = 123 738 12398400'],
  ['and so do their totals', '3 18 302400, 0 0 0', 'x x x, x x x = x x x'],
])('%s: %s', (_, table, published) => {
  expect(written(withhold(read(table), { threshold: 5, following: { last: 2, tellOf: 1 } }))).toBe(published);
});

/** Every table of so many rows, each one of those given. */
function* tables(rows: readonly (readonly number[])[], height: number): Generator<readonly (readonly number[])[]> {
  if (height === 0) yield [];
  else for (const rest of tables(rows, height - 1)) for (const row of rows) yield [row, ...rest];
}
const upTo = (most: number): readonly number[] => Array.from({ length: most + 1 }, (_, count) => count);

test.each([
  ['one column of 1 row', upTo(12).map((n) => [n]), 1, 0, 3],
  ['one column of 2 rows', upTo(12).map((n) => [n]), 2, 0, 4],
  ['one column of 3 rows', upTo(12).map((n) => [n]), 3, 0, 5],
  ['one column of 4 rows', upTo(7).map((n) => [n]), 4, 0, 3],
  ['listed and registered of them', upTo(8).flatMap((n) => upTo(n).map((m) => [n, m])), 3, 0, 3],
  ['listed, registered of them, protected of these', upTo(5).flatMap((n) => upTo(n).flatMap((m) => upTo(m).map((o) => [n, m, o]))), 2, 0, 3],
  [
    'registered, protected of them, months',
    upTo(4).flatMap((n) =>
      upTo(n).flatMap((m) =>
        upTo(3 * n)
          .filter((o) => o >= m)
          .map((o) => [n, m, o]),
      ),
    ),
    2,
    1,
    3,
  ],
  ['people and their months', upTo(5).flatMap((n) => [...new Set([n, 2 * n, 3 * n])].map((m) => [n, m])), 3, 1, 3],
] as const)('of every table there is, nothing withheld can be only one number, but for nobody: %s', (_, rows, height, following, threshold) => {
  const values = new Map<string, Set<number>[]>();
  for (const table of tables(rows, height)) {
    const published = withhold(table, { threshold, following: { last: following, tellOf: 1 } });
    const key = written(published);
    const cells = [...table.flat(), ...table[0]!.map((_, index) => table.reduce((total, row) => total + (row[index] ?? 0), 0))];
    const told = values.get(key) ?? cells.map(() => new Set<number>());
    for (const [index, count] of cells.entries()) told[index]?.add(count);
    values.set(key, told);
  }
  const determined = [...values].filter(([key, told]) =>
    key.split(/[ ,=]+/).some((cell, index) => cell === 'x' && told[index]?.size === 1 && !told[index].has(0)),
  );
  expect(determined.map(([key]) => key)).toEqual([]);
});

const people = fc.tuple(fc.nat(40), fc.nat(40), fc.nat(40), fc.integer({ min: 1, max: 6 })).map(([listed, registered, protectedPeople, months]) => {
  const [a, b, c] = [listed, Math.min(listed, registered), Math.min(listed, registered, protectedPeople)];
  return [a, b, c, c * months, c * months * 16_800];
});

test('whichever withheld row has which counts, the same is published, so each withheld cell behind a total may be another number', () => {
  fc.assert(
    fc.property(fc.array(people, { minLength: 2, maxLength: 8 }), fc.integer({ min: 3, max: 10 }), fc.nat(), (table, threshold, turn) => {
      const of = { threshold, following: { last: 2, tellOf: 2 } };
      const published = withhold(table, of);
      const { withheldRows: withheld } = published;
      const turned = table.map((row, index) =>
        withheld.includes(index) ? (table[withheld[(withheld.indexOf(index) + turn) % withheld.length] ?? 0] ?? []) : row,
      );
      expect(written(withhold(turned, of))).toBe(written(published));
      for (const [index, total] of published.totals.entries()) {
        const hidden = published.rows.flatMap((row, at) => (row[index] === 'withheld' ? [table[at]?.[index] ?? 0] : []));
        if (total !== 'withheld' && hidden.length > 0) {
          expect(new Set(hidden).size).toBeGreaterThan(1);
          expect(hidden.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(threshold);
        }
      }
    }),
    { numRuns: 2000 },
  );
});

test('no count of few people is ever shown, in a cell or a total, and what is shown is true', () => {
  fc.assert(
    fc.property(fc.array(people, { minLength: 1, maxLength: 8 }), fc.integer({ min: 3, max: 10 }), (table, threshold) => {
      const { rows, totals } = withhold(table, { threshold, following: { last: 2, tellOf: 2 } });
      expect([...rows, totals].flat().filter((count) => count !== 'withheld' && count > 0 && count < threshold)).toEqual([]);
      expect(rows.flatMap((counts, row) => counts.filter((count, index) => count !== 'withheld' && count !== table[row]?.[index]))).toEqual([]);
    }),
  );
});
