// Tests that whatever is behind a signed row changes its hash, and whatever was signed changes the digest of the act.
import { describe, expect, it } from 'vitest';
import { leafHash } from '../log/tree.ts';
import { candidateHash, candidateStands, citedBy, commitmentDigest, determinationFields, personOf, rowHash } from './committed-row.ts';

const row: (string | null)[] = ['p', 'add', '5311012001', '2025-07', '2025-12', null, null, 'l', '4', 'Sheet', '5311012001', 'token', 'MARIA', null];
const salt = Buffer.alloc(32, 1);
const hashOf = (of: readonly (string | null)[]): string => rowHash(of, candidateHash(salt, of)).toString('hex');

describe('a row', () => {
  it.each(row.map((_, place) => [place]))('has another hash when its field %i is another', (place) => {
    for (const other of ['other', row[place] === null ? '' : null]) expect(hashOf(row.with(place, other))).not.toBe(hashOf(row));
  });

  it('has the hash of its candidate under its own salt: the same candidate of another person reads otherwise', () => {
    expect(candidateHash(salt, row).equals(candidateHash(salt, row.with(0, 'q')))).toBe(false);
    expect(candidateHash(salt, row).equals(candidateHash(Buffer.alloc(32, 2), row))).toBe(false);
    expect(candidateHash(salt, row).equals(candidateHash(salt, row.with(1, 'remove')))).toBe(true);
  });

  it('says whose it is, what it cites, and whether that stands', () => {
    expect([personOf(row), citedBy(row), candidateStands(row), candidateStands(row.with(determinationFields, null))]).toEqual(['p', 'l/4', true, false]);
  });
});

describe('the digest of a signature', () => {
  const commitment = { people: 1, root: leafHash('a'), sources: { l: 'f', m: 'g' }, instrumentDigest: 'i', signatureDigest: 's', groundsDigest: 'g' };
  it.each([
    { people: 2 },
    { root: leafHash('b') },
    { sources: { l: 'f', m: 'h' } },
    { sources: { l: 'f' } },
    { instrumentDigest: 'j' },
    { signatureDigest: 't' },
    { groundsDigest: 'h' },
    { groundsDigest: null },
  ])('changes with %o', (other) => {
    expect(commitmentDigest({ ...commitment, ...other })).not.toBe(commitmentDigest(commitment));
  });

  it('does not hang on the order lists are told in', () => {
    expect(commitmentDigest({ ...commitment, sources: { m: 'g', l: 'f' } })).toBe(commitmentDigest(commitment));
  });
});
