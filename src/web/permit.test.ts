// The programme or owner an address names, read from the pattern of its page: a middleware sees none of the page's own parameters.
import { expect, test } from 'vitest';
import { namedIn } from './permit.ts';

test.each([
  ['/programmes/:programme/lists', '/programmes/ntt-2025/lists', 'ntt-2025'],
  ['/v1/files/:owner/:folder/:name', '/v1/files/ntt-2025/months/a.csv', 'ntt-2025'],
  ['/lists/:list', '/lists/ntt-2025', undefined],
  ['/programmes/new', '/programmes/new', undefined],
])('%s asked as %s names %s', (pattern, path, named) => {
  expect(namedIn(pattern, path)).toBe(named);
});
