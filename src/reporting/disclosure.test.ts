// What may be published of few people.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withhold } from './disclosure.ts';

test.each([
  // counts, threshold, published
  [[0, 5, 100], 5, [0, 5, 100]],
  [[3, 4, 100], 5, ['withheld', 'withheld', 100]],
  [[3, 50, 100], 5, ['withheld', 'withheld', 100]],
  [[3, 0, 0], 5, ['withheld', 0, 0]],
  [[], 5, []],
])('%o under %i', (counts, threshold, published) => {
  expect(withhold(counts, threshold)).toEqual(published);
});

test('with the total known, no withheld count can be worked out unless it stands alone', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { minLength: 2 }), (counts) => {
      const withheld = withhold(counts, 5).filter((count) => count === 'withheld').length;
      const others = counts.filter((count) => count > 0).length;
      expect(withheld === 1 && others > 1).toBe(false);
      for (const [index, count] of withhold(counts, 5).entries()) if (counts[index] !== 0 && (counts[index] ?? 0) < 5) expect(count).toBe('withheld');
    }),
  );
});
