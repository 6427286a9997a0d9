// Tests how several findings become one outcome.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Outcome, worst } from './outcome.ts';

it.each`
  outcomes                          | result
  ${[]}                             | ${'accept'}
  ${['accept', 'accept']}           | ${'accept'}
  ${['accept', 'review']}           | ${'review'}
  ${['review', 'accept']}           | ${'review'}
  ${['review', 'reject']}           | ${'reject'}
  ${['reject', 'review', 'accept']} | ${'reject'}
`('$outcomes: $result', ({ outcomes, result }: { outcomes: Outcome[]; result: Outcome }) => {
  expect(worst(outcomes)).toBe(result);
});

it('does not depend on the order of findings', () => {
  const outcomes = fc.array(fc.constantFrom<Outcome>('accept', 'reject', 'review'));
  fc.assert(
    fc.property(outcomes, (list) => {
      expect(worst(list)).toBe(worst([...list].reverse()));
    }),
  );
});
