// Decides what proves that an entry stands in a tree, and that one tree continues another (RFC 6962, 2.1.1 and 2.1.2), and whether such a proof holds.
import type { Subtree } from './tile.ts';
import { type Hash, emptyRoot, nodeHash } from './tree.ts';

/** One hash of a proof, by the complete subtrees it is folded from, left to right. */
export type ProofHash = readonly Subtree[];

/** The largest power of two below a number of entries. */
const split = (count: number): number => 2 ** Math.floor(Math.log2(count - 1));

/** The complete subtrees of the entries from `from` on, `count` of them; `from` is a multiple of the largest. */
function subtreesOf(from: number, count: number): readonly Subtree[] {
  const trees: Subtree[] = [];
  for (let [at, left] = [from, count]; left > 0;) {
    const height = Math.floor(Math.log2(left));
    trees.push({ height, index: at / 2 ** height });
    [at, left] = [at + 2 ** height, left - 2 ** height];
  }
  return trees;
}

/** The hashes that prove the entry `index` (from 0) in the tree of `size` entries, from its neighbour up. */
export function inclusionHashes(index: number, size: number): readonly ProofHash[] {
  const hashes: ProofHash[] = [];
  for (let [from, count] = [0, size]; count > 1;) {
    const left = split(count);
    if (index < from + left) {
      hashes.push(subtreesOf(from + left, count - left));
      count = left;
    } else {
      hashes.push(subtreesOf(from, left));
      [from, count] = [from + left, count - left];
    }
  }
  return hashes.reverse();
}

/** The hashes that prove that the tree of `size` entries continues that of `old` (at least 1, at most `size`). */
export function consistencyHashes(old: number, size: number): readonly ProofHash[] {
  const hashes: ProofHash[] = [];
  let [from, count, whole] = [0, size, true];
  for (let rest = old; rest < count;) {
    const left = split(count);
    if (rest <= left) {
      hashes.push(subtreesOf(from + left, count - left));
      count = left;
    } else {
      hashes.push(subtreesOf(from, left));
      [from, count, rest, whole] = [from + left, count - left, rest - left, false];
    }
  }
  if (!whole) hashes.push(subtreesOf(from, count));
  return hashes.reverse();
}

/** Whether the hashes prove the entry's hash at `index` in the tree with this size and root (RFC 9162, 2.1.3.2, which says how for the same tree). */
export function inclusionHolds(of: {
  readonly index: number;
  readonly size: number;
  readonly leaf: Hash;
  readonly root: Hash;
  readonly proof: readonly Hash[];
}): boolean {
  const { index, size, leaf, root, proof } = of;
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return false;
  let [place, last, hash] = [index, size - 1, leaf];
  for (const beside of proof) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(beside, hash);
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, beside);
    }
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 && hash.equals(root);
}

/** A tree as a checkpoint tells it. */
export interface TreeHead {
  readonly size: number;
  readonly root: Hash;
}

/** Whether the hashes prove that one tree continues the other (RFC 9162, 2.1.4.2). Any tree continues the empty one, which needs no proof. */
export function consistencyHolds(old: TreeHead, now: TreeHead, proof: readonly Hash[]): boolean {
  if (old.size > now.size) return false;
  if (old.size === 0) return proof.length === 0 && old.root.equals(emptyRoot);
  if (old.size === now.size) return proof.length === 0 && old.root.equals(now.root);
  let [place, last] = [old.size - 1, now.size - 1];
  while (place % 2 === 1) [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  const [first, ...rest] = place === 0 ? [old.root, ...proof] : proof;
  if (first === undefined) return false;
  let [older, newer] = [first, first];
  for (const beside of rest) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      [older, newer] = [nodeHash(beside, older), nodeHash(beside, newer)];
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)];
    } else {
      newer = nodeHash(newer, beside);
    }
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 && older.equals(old.root) && newer.equals(now.root);
}
