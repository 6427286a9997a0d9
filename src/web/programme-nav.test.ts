// The pages of a programme: each stands under one head, and a head leads to a page there is.
import { expect, test } from 'vitest';
import { headOf, programmeHeads, programmePages } from './programme-nav.ts';

test('every page stands under exactly one head', () => {
  const under = programmeHeads.flatMap(({ pages }) => pages);
  expect([...under].sort()).toEqual(Object.keys(programmePages).sort());
  expect(headOf('cards')?.en).toBe('Protection');
});
