// Tests that proofs hold for what they prove and for nothing else, against known answers and for trees, places and alterations at random.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ProofHash, consistencyHashes, consistencyHolds, inclusionHashes, inclusionHolds } from './proof.ts';
import { placeOf } from './tile.ts';
import { GrowingTree, type Hash, foldPeaks, hashOver, leafHash } from './tree.ts';

const leavesOf = (count: number): readonly Hash[] => Array.from({ length: count }, (_, place) => leafHash(`entry ${place}`));
const rootOf = (leaves: readonly Hash[]): Hash => {
  const tree = new GrowingTree();
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
};
const hashed = (leaves: readonly Hash[], plan: readonly ProofHash[]): readonly Hash[] =>
  plan.map((trees) => foldPeaks(trees.map(({ height, index }) => hashOver(leaves.slice(index * 2 ** height, (index + 1) * 2 ** height)))));

const sizes = fc.integer({ min: 1, max: 300 });

/** Subtrees as height.index, those folded into one hash joined by a plus. */
const written = (plan: readonly ProofHash[]): readonly string[] => plan.map((trees) => trees.map(({ height, index }) => `${height}.${index}`).join('+'));

// RFC 6962, 2.1.3: the example tree of seven entries.
describe('the example of the RFC, seven entries', () => {
  it.each`
    index | hashes
    ${0}  | ${['0.1', '1.1', '1.2+0.6']}
    ${3}  | ${['0.2', '1.0', '1.2+0.6']}
    ${4}  | ${['0.5', '0.6', '2.0']}
    ${6}  | ${['1.2', '2.0']}
  `('entry $index is proven by $hashes', ({ index, hashes }: { index: number; hashes: string[] }) => {
    expect(written(inclusionHashes(index, 7))).toEqual(hashes);
  });

  it.each`
    old  | hashes
    ${3} | ${['0.2', '0.3', '1.0', '1.2+0.6']}
    ${4} | ${['1.2+0.6']}
    ${6} | ${['1.2', '0.6', '2.0']}
    ${7} | ${[]}
  `('that it continues the tree of $old is proven by $hashes', ({ old, hashes }: { old: number; hashes: string[] }) => {
    expect(written(consistencyHashes(old, 7))).toEqual(hashes);
  });
});

describe('an inclusion proof', () => {
  it('holds for its entry, and for no other entry, place, size, root or hash', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), fc.nat(255), (size, pick, which, byte) => {
        const leaves = leavesOf(size);
        const index = pick % size;
        const of = { index, size, leaf: leaves[index] as Hash, root: rootOf(leaves), proof: hashed(leaves, inclusionHashes(index, size)) };
        expect(inclusionHolds(of)).toBe(true);
        expect(inclusionHolds({ ...of, leaf: leafHash('another') })).toBe(false);
        expect(inclusionHolds({ ...of, root: leafHash('another') })).toBe(false);
        expect(inclusionHolds({ ...of, proof: [...of.proof, leafHash('more')] })).toBe(false);
        if (size === 1) return;
        expect(inclusionHolds({ ...of, index: (index + 1) % size })).toBe(false);
        expect(inclusionHolds({ ...of, proof: of.proof.slice(1) })).toBe(false);
        expect(inclusionHolds({ ...of, proof: of.proof.slice(0, -1) })).toBe(false);
        const altered = of.proof.map((hash, place) => {
          if (place !== which % of.proof.length) return hash;
          const changed = Buffer.from(hash);
          changed[byte % 32] = (changed[byte % 32] ?? 0) ^ 1;
          return changed;
        });
        expect(inclusionHolds({ ...of, proof: altered })).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it.each([-1, 7, 0.5, Number.NaN])('at the place %f of seven is none', (index) => {
    expect(inclusionHolds({ index, size: 7, leaf: leafHash(''), root: leafHash(''), proof: [] })).toBe(false);
  });
});

describe('a consistency proof', () => {
  it('holds for its two trees, and for no other', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), fc.nat(255), (size, pick, which, byte) => {
        const leaves = leavesOf(size);
        const old = (pick % size) + 1;
        const [before, now] = [
          { size: old, root: rootOf(leaves.slice(0, old)) },
          { size, root: rootOf(leaves) },
        ];
        const proof = hashed(leaves, consistencyHashes(old, size));
        expect(consistencyHolds(before, now, proof)).toBe(true);
        expect(consistencyHolds({ ...before, root: leafHash('another') }, now, proof)).toBe(false);
        expect(consistencyHolds(before, { ...now, root: leafHash('another') }, proof)).toBe(false);
        expect(consistencyHolds(before, now, [...proof, leafHash('more')])).toBe(false);
        if (old === size) return;
        expect(consistencyHolds(now, before, proof)).toBe(false);
        expect(consistencyHolds(before, now, proof.slice(1))).toBe(false);
        const altered = proof.map((hash, place) => {
          if (place !== which % proof.length) return hash;
          const changed = Buffer.from(hash);
          changed[byte % 32] = (changed[byte % 32] ?? 0) ^ 1;
          return changed;
        });
        expect(consistencyHolds(before, now, altered)).toBe(false);
        // A log that rewrote an old entry proves nothing.
        const rewritten = leaves.map((leaf, place) => (place === old - 1 ? leafHash('rewritten') : leaf));
        expect(consistencyHolds(before, { size, root: rootOf(rewritten) }, hashed(rewritten, consistencyHashes(old, size)))).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

it('every subtree a proof asks for lies within one tile', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 40 }), fc.double({ min: 0, max: 0.999_999, noNaN: true }), (size, share) => {
      const index = Math.floor(size * share);
      for (const subtree of [...inclusionHashes(index, size), ...consistencyHashes(index + 1, size)].flat()) {
        expect(Number.isSafeInteger(subtree.index)).toBe(true);
        const { from, count } = placeOf(subtree);
        expect(from + count).toBeLessThanOrEqual(256);
      }
    }),
  );
});
