// A masked membership number keeps its length and four signs.
import { expect, test } from 'vitest';
import { maskKpj } from './kpj.ts';

test.each([
  ['23015678901', '23*******01'],
  ['1234', '****'],
  ['', ''],
])('%s', (kpj, masked) => {
  expect(maskKpj(kpj)).toBe(masked);
});
