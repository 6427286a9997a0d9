// The programme or owner an address names, read from the pattern of its page: a middleware sees none of the page's own parameters.
import { expect, test } from 'vitest';
import { namedIn, pageActOf } from './permit.ts';

test.each([
  ['/programmes/:programme/lists', '/programmes/ntt-2025/lists', 'ntt-2025'],
  ['/v1/files/:owner/:folder/:name', '/v1/files/ntt-2025/months/a.csv', 'ntt-2025'],
  ['/lists/:list', '/lists/ntt-2025', undefined],
  ['/programmes/new', '/programmes/new', undefined],
])('%s asked as %s names %s', (pattern, path, named) => {
  expect(namedIn(pattern, path)).toBe(named);
});

test('the act of a page is found by its address, a page named outright before one of a pattern', () => {
  const pages = { 'GET /programmes/:programme': 'account show', 'GET /programmes/new': 'programme record', 'POST /programmes/:programme/letter': 'letter' };
  expect(['/programmes/ntt-2025', '/programmes/new', '/programmes/ntt-2025/letter'].map((address) => pageActOf({ pages }, address))).toEqual([
    'account show',
    'programme record',
    undefined,
  ]);
});
