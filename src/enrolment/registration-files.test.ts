// Which files a list goes out in, and what a changed file name was before.
import { describe, expect, test } from 'vitest';
import { type ToSend, filesFor, originalName } from './registration-files.ts';

const plan = (toSend: readonly ToSend[], taken: readonly string[] = []) =>
  filesFor({ programme: 'ntt-2025', instrument: '188.44/NTT/2025', toSend, limit: 3, taken: new Set(taken), marks: { data_tk_lanjutan: 'lanjutan_' } }).map(
    ({ name, first, last }) => `${name} ${first}-${last}`,
  );
const fresh = (people: number): ToSend => ({ branch: 'kupang', npp: 'N', sheet: 'data_tk_baru', people });

describe('files', () => {
  test('hold as many people as the software takes, and the last one the rest', () => {
    expect(plan([fresh(3)])).toEqual(['ntt-2025_kupang_188-44-NTT-2025_001.xlsx 1-3']);
    expect(plan([fresh(7)])).toEqual([
      'ntt-2025_kupang_188-44-NTT-2025_001.xlsx 1-3',
      'ntt-2025_kupang_188-44-NTT-2025_002.xlsx 4-6',
      'ntt-2025_kupang_188-44-NTT-2025_003.xlsx 7-7',
    ]);
    expect(plan([])).toEqual([]);
  });

  test('of people who continue are files of their own', () => {
    expect(plan([fresh(1), { ...fresh(2), sheet: 'data_tk_lanjutan' }])).toEqual([
      'ntt-2025_kupang_188-44-NTT-2025_001.xlsx 1-1',
      'ntt-2025_kupang_188-44-NTT-2025_lanjutan_001.xlsx 1-2',
    ]);
  });

  test('never take a name again, nor one another number of the branch takes', () => {
    expect(plan([fresh(4)], ['ntt-2025_kupang_188-44-NTT-2025_001.xlsx'])).toEqual([
      'ntt-2025_kupang_188-44-NTT-2025_002.xlsx 1-3',
      'ntt-2025_kupang_188-44-NTT-2025_003.xlsx 4-4',
    ]);
    expect(plan([fresh(1), { ...fresh(1), npp: 'M' }])).toEqual([
      'ntt-2025_kupang_188-44-NTT-2025_001.xlsx 1-1',
      'ntt-2025_kupang_188-44-NTT-2025_002.xlsx 1-1',
    ]);
  });
});

test.each([
  ['p_kupang_SK-1_001.xlsx', 'p_kupang_SK-1_001.xlsx'],
  ['p_kupang_SK-1_001 (1).xlsx', 'p_kupang_SK-1_001.xlsx'],
  ['p_kupang_SK-1_001(12).xlsx', 'p_kupang_SK-1_001.xlsx'],
  ['p_kupang_SK-1_001_1.xlsx', 'p_kupang_SK-1_001.xlsx'],
  ['p_kupang_SK-1_001 - Copy.xlsx', 'p_kupang_SK-1_001.xlsx'],
  ['p_kupang_SK-1_001 - Copy (2).xlsx', 'p_kupang_SK-1_001.xlsx'],
  ['p_kupang_SK-1_001 salinan.xlsx', 'p_kupang_SK-1_001.xlsx'],
  ['Copy of p_kupang_SK-1_001.xlsx', 'p_kupang_SK-1_001.xlsx'],
  ['Salinan dari p_kupang_SK-1_001.xlsx', 'p_kupang_SK-1_001.xlsx'],
  ['p_kupang_SK-1_010.xlsx', 'p_kupang_SK-1_010.xlsx'],
])('%s was %s', (name, before) => {
  expect(originalName(name)).toBe(before);
});
