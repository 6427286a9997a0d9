// States how the recorded basis of a number of places is read.
import { expect, test } from 'vitest';
import { basisWords } from './basis-words.ts';
import { quotasAfterFreeing } from './freed-places.ts';
import { quotas, reallocated } from './places.ts';

test.each([
  ['largest-remainder over villages', 'sisa terbesar menurut jumlah desa dan kelurahan', 'largest remainder over the number of villages'],
  [
    'sainte-lague over villages, provisionally: until poor-workers are counted',
    'Sainte-Laguë menurut jumlah desa dan kelurahan, untuk sementara sampai pekerja miskin dihitung',
    'Sainte-Laguë over the number of villages, provisionally until poor workers are counted',
  ],
  ['largest-remainder over places of ntt-2025', 'sisa terbesar menurut tempat program ntt-2025', 'largest remainder over the places of ntt-2025'],
  [
    'largest-remainder over eligible people up to decile 4',
    'sisa terbesar menurut orang yang memenuhi syarat sampai desil 4',
    'largest remainder over eligible people up to decile 4',
  ],
  ['Pergub 5/2025; +3 of places freed elsewhere', 'Pergub 5/2025; +3 tempat yang dibebaskan di tempat lain', 'Pergub 5/2025; +3 of places freed elsewhere'],
])('"%s" is read in words', (written, id, en) => {
  expect(basisWords(written)).toEqual({ id, en });
});

test('no basis that sharing, moving or freeing places writes keeps a code word', () => {
  const weights = new Map([
    ['5301', 3],
    ['5302', 1],
  ]);
  for (const method of ['largest-remainder', 'sainte-lague'] as const) {
    const shared = quotas({ method, total: 8, fixed: new Map(), weights, base: 'villages' });
    const moved = reallocated(shared, {
      method,
      weights,
      eligible: new Map([
        ['5301', 1],
        ['5302', 9],
      ]),
    });
    const freed = quotasAfterFreeing(
      moved,
      new Map([['5301', 2]]),
      new Map([
        ['5301', 0],
        ['5302', 99],
      ]),
    );
    const said = freed.map(({ basis }) => basisWords(basis));
    expect(said.some(({ id }) => id.includes('dipindahkan') && id.includes('dibebaskan'))).toBe(true);
    for (const { id } of said) expect(id).not.toMatch(/largest|sainte-lague|over|places|freed|unused|villages/);
  }
});
