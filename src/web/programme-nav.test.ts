// The pages of a programme: each stands under one head, and a head leads to a page there is.
import { expect, test } from 'vitest';
import { headsOpen, pageAddress, programmeHeads, programmePages } from './programme-nav.ts';

test('every page stands under exactly one head', () => {
  const under = programmeHeads.flatMap(({ pages }) => pages);
  expect([...under].sort()).toEqual(Object.keys(programmePages).sort());
});

test('a head leads to the first of its pages that opens, and is left out where none does', () => {
  const open = headsOpen((page) => page === 'cards' || page === 'watch' || page === 'complaints');
  expect(open.map(({ en, pages }) => [en, ...pages])).toEqual([
    ['Protection', 'cards', 'watch'],
    ['Families', 'complaints'],
  ]);
  expect([pageAddress('ntt-2025', ''), pageAddress('ntt-2025', 'cards')]).toEqual(['/programmes/ntt-2025', '/programmes/ntt-2025/cards']);
});
