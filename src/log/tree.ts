// Decides the hashes of the log's tree (RFC 6962, section 2.1): of an entry, of two subtrees, of a whole tree that grows entry by entry.
import { hashOfBytes } from '../kernel/digest.ts';
import { assert } from '../kernel/fault.ts';

/** SHA-256, 32 bytes. */
export type Hash = Buffer;

/** Hash of an entry. */
export const leafHash = (entry: string | Uint8Array): Hash => (typeof entry === 'string' ? hashOfBytes(`\u0000${entry}`) : hashOfBytes('\u0000', entry));

/** What a subtree of two is hashed over: one buffer for all of them, as it is read at once. */
const two = Buffer.alloc(65, 1);

/** Hash of a subtree of two. */
export function nodeHash(left: Hash, right: Hash): Hash {
  two.set(left, 1);
  two.set(right, 33);
  return hashOfBytes(two);
}

/** Hash of the tree without entries. */
export const emptyRoot: Hash = hashOfBytes('');

/** Entries in a full tile. */
export const tileWidth = 256;

/** Hash over subtrees that stand side by side, all of one height (a power of two of entries): fewer than all are hashed as RFC 6962 says. */
export function hashOver(hashes: readonly Hash[]): Hash {
  assert(hashes.length > 0, 'a subtree has an entry');
  if (hashes.length === 1) return hashes[0] as Hash;
  const left = 2 ** Math.floor(Math.log2(hashes.length - 1));
  return nodeHash(hashOver(hashes.slice(0, left)), hashOver(hashes.slice(left)));
}

/** The hash of subtrees from left to right, each larger than what is right of it. */
export const foldPeaks = (peaks: readonly Hash[]): Hash => (peaks.length === 0 ? emptyRoot : peaks.reduceRight((right, left) => nodeHash(left, right)));

/** A full tile: 256 hashes, and the hash over them, which stands in the tile above. */
export interface FullTile {
  readonly level: number;
  readonly tile: number;
  readonly hashes: Hash;
  readonly root: Hash;
}

/** A tree that grows at its right edge: it remembers no more than its partial tiles. */
export class GrowingTree {
  readonly #levels: Hash[][];
  #size: number;

  /** `levels`: the hashes of the partial tile of each level, from the entries upward. */
  constructor(size = 0, levels: readonly (readonly Hash[])[] = []) {
    this.#size = size;
    this.#levels = levels.map((level) => [...level]);
  }

  get size(): number {
    return this.#size;
  }

  /** Adds the hash of one entry; returns the tiles it filled, lowest first. */
  add(leaf: Hash): readonly FullTile[] {
    this.#size += 1;
    const full: FullTile[] = [];
    for (let [level, hash, count] = [0, leaf, this.#size]; ; level += 1, count /= tileWidth) {
      const hashes = (this.#levels[level] ??= []);
      hashes.push(hash);
      if (hashes.length < tileWidth) return full;
      hash = hashOver(hashes);
      full.push({ level, tile: count / tileWidth - 1, hashes: Buffer.concat(hashes), root: hash });
      this.#levels[level] = [];
    }
  }

  /** The hash of the whole tree as it stands. */
  root(): Hash {
    return foldPeaks(
      [...this.#levels].reverse().flatMap((hashes) => {
        const peaks: Hash[] = [];
        for (let [at, left] = [0, hashes.length]; left > 0;) {
          const width = 2 ** Math.floor(Math.log2(left));
          peaks.push(hashOver(hashes.slice(at, at + width)));
          [at, left] = [at + width, left - width];
        }
        return peaks;
      }),
    );
  }

  /** Another tree like this one, to grow by itself. */
  copy(): GrowingTree {
    return new GrowingTree(this.#size, this.#levels);
  }
}
