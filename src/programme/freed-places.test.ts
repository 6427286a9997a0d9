// Where freed places go, as a table; and that places move without being made or lost, whatever was freed.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quotasAfterFreeing } from './freed-places.ts';

/** `A 10 4 12` is a kabupaten with its quota, places freed in it, and people accepted. */
function parse(text: string) {
  const rows = text.split('|').map((one) => one.trim().split(/\s+/));
  const column = (at: number) => new Map(rows.map((row) => [row[0] ?? '', Number(row[at])]));
  return { quotas: rows.map(([area = '', places]) => ({ area, places: Number(places), basis: 'test' })), freed: column(2), accepted: column(3) };
}
const after = (text: string): string => {
  const { quotas, freed, accepted } = parse(text);
  return quotasAfterFreeing(quotas, freed, accepted)
    .map(({ area, places }) => `${area} ${places}`)
    .join(' | ');
};

test.each([
  ['nothing freed', 'A 10 0 4 | B 10 0 20', 'A 10 | B 10'],
  ['freed and empty goes to who waits', 'A 10 6 4 | B 10 0 20', 'A 4 | B 16'],
  ['no more than was freed', 'A 10 3 4 | B 10 0 20', 'A 7 | B 13'],
  ['its own people come first', 'A 10 6 9 | B 10 0 20', 'A 9 | B 11'],
  ['no more than wait', 'A 10 6 4 | B 10 0 12', 'A 8 | B 12'],
  ['shared by who waits', 'A 12 6 0 | B 10 0 30 | C 10 0 20', 'A 6 | B 14 | C 12'],
  ['nobody waits', 'A 10 6 4 | B 10 0 10', 'A 10 | B 10'],
])('%s', (_, given, expected) => expect(after(given)).toBe(expected));

test('places move and none is made or lost; nobody loses a place that is filled; nobody gets more than waits', () => {
  const row = fc.tuple(fc.nat(50), fc.nat(50), fc.nat(100));
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), (rows) => {
      const { quotas, freed, accepted } = parse(rows.map(([q, f, a], index) => `K${index} ${q} ${f} ${a}`).join(' | '));
      const result = quotasAfterFreeing(quotas, freed, accepted);
      expect(result.reduce((sum, { places }) => sum + places, 0)).toBe(quotas.reduce((sum, { places }) => sum + places, 0));
      for (const [index, { area, places }] of result.entries()) {
        const before = quotas[index]?.places ?? 0;
        const people = accepted.get(area) ?? 0;
        expect(places).toBeGreaterThanOrEqual(Math.min(before, people));
        expect(before - places).toBeLessThanOrEqual(freed.get(area) ?? 0);
        if (places > before) expect(places).toBeLessThanOrEqual(people);
      }
    }),
  );
});
