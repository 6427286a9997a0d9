// Tests that two different inputs never read alike, and that the digest is plain SHA-256 anybody can repeat.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DigestField, digestLine, RowDigest, sha256 } from './digest.ts';

const field: fc.Arbitrary<DigestField> = fc.oneof(fc.stringMatching(/^[^\u0000\u001e\u001f]*$/), fc.integer(), fc.bigInt(), fc.boolean(), fc.constant(null));
const written = (row: readonly DigestField[]) => row.map((value) => (value === null ? null : String(value)));
const digestOf = (rows: readonly (readonly DigestField[])[]): string => {
  const digest = new RowDigest();
  for (const row of rows) digest.add(row);
  return digest.finish();
};

describe('a row', () => {
  it.each`
    fields          | line
    ${['a', 'b']}   | ${'a\u001fb\u001e'}
    ${['', null]}   | ${'\u001f\u0000\u001e'}
    ${[16_800n, 1]} | ${'16800\u001f1\u001e'}
    ${[true]}       | ${'true\u001e'}
  `('$line', ({ fields, line }: { fields: DigestField[]; line: string }) => {
    expect(digestLine(fields)).toBe(line);
  });
});

describe('rows', () => {
  it('have the same digest only when they are the same rows', () => {
    const rows = fc.array(fc.array(field, { minLength: 1, maxLength: 3 }), { maxLength: 3 });
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        const same = JSON.stringify(a.map(written)) === JSON.stringify(b.map(written));
        expect(digestOf(a) === digestOf(b)).toBe(same);
      }),
    );
  });

  it('cannot be shifted between fields, rows or null', () => {
    const digests = [[['ab', 'c']], [['a', 'bc']], [['ab'], ['c']], [['abc']], [['abc', '']], [['abc', null]], [], [['']]].map(digestOf);
    expect(new Set(digests).size).toBe(digests.length);
  });

  it('count', () => {
    const digest = new RowDigest();
    digest.add(['Yuliana Tefa']);
    digest.add(['Markus Nubatonis']);
    expect(digest.rows).toBe(2);
  });

  it('hash to what SHA-256 of the lines is', () => {
    expect(
      digestOf([
        ['Ina', 1],
        ['Ama', null],
      ]),
    ).toBe(sha256('Ina\u001f1\u001eAma\u001f\u0000\u001e'));
  });
});

it('is SHA-256 as published (FIPS 180-4 example)', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(sha256(new TextEncoder().encode('abc'))).toBe(sha256('abc'));
});
