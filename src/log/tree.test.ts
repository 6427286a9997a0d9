// Tests the hashes of the tree against the known answers of RFC 6962's reference log, and that a tree grown by tiles is the tree of the RFC.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FullTile, GrowingTree, type Hash, emptyRoot, hashOver, leafHash, nodeHash } from './tree.ts';

const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];

const grown = (leaves: readonly Hash[]): { tree: GrowingTree; tiles: readonly FullTile[] } => {
  const tree = new GrowingTree();
  return { tree, tiles: leaves.flatMap((leaf) => tree.add(leaf)) };
};

/** RFC 6962, section 2.1, as it is written there. */
const rootOf = (leaves: readonly Hash[]): Hash => {
  if (leaves.length === 0) return emptyRoot;
  if (leaves.length === 1) return leaves[0] as Hash;
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return nodeHash(rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)));
};

const leavesOf = (count: number): readonly Hash[] => Array.from({ length: count }, (_, place) => leafHash(`entry ${place}`));

describe('the tree of the reference log', () => {
  it.each`
    size | root
    ${0} | ${'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'}
    ${1} | ${'6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'}
    ${2} | ${'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'}
    ${3} | ${'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'}
    ${4} | ${'d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'}
    ${5} | ${'4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'}
    ${6} | ${'76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'}
    ${7} | ${'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'}
    ${8} | ${'5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'}
  `('of $size entries', ({ size, root }: { size: number; root: string }) => {
    const { tree } = grown(inputs.slice(0, size).map((hex) => leafHash(Buffer.from(hex, 'hex'))));
    expect(tree.root().toString('hex')).toBe(root);
  });
});

describe('a tree grown entry by entry', () => {
  it.each([1, 2, 255, 256, 257, 511, 512, 1000])('has the root the RFC gives: %i entries', (size) => {
    const leaves = leavesOf(size);
    expect(grown(leaves).tree.root()).toEqual(rootOf(leaves));
  });

  it('fills tiles of 256 hashes, and each stands as one hash in the tile above', { timeout: 60_000 }, () => {
    const leaves = leavesOf(70_000);
    const { tree: whole, tiles } = grown(leaves);
    expect(whole.root().equals(rootOf(leaves))).toBe(true);
    expect(tiles.filter(({ level }) => level === 0)).toHaveLength(273);
    expect(tiles.filter(({ level }) => level === 1)).toHaveLength(1);
    for (const { level, tile, hashes, root } of tiles) {
      expect(hashes).toHaveLength(8192);
      if (level > 0) continue;
      const covered = leaves.slice(tile * 256, tile * 256 + 256);
      expect([hashes.equals(Buffer.concat(covered)), root.equals(rootOf(covered))]).toEqual([true, true]);
    }
    const [above] = tiles.filter(({ level }) => level === 1);
    expect(above?.tile).toBe(0);
    expect(above?.hashes.equals(Buffer.concat(tiles.filter(({ level, tile }) => level === 0 && tile < 256).map(({ root }) => root)))).toBe(true);
  });

  it('goes on from its right edge as if it had never stopped', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 300 }), (first, more) => {
        const leaves = leavesOf(first + more);
        const { tree } = grown(leaves.slice(0, first));
        const other = tree.copy();
        for (const leaf of leaves.slice(first)) other.add(leaf);
        expect(other.root()).toEqual(rootOf(leaves));
        expect(tree.root()).toEqual(rootOf(leaves.slice(0, first)));
      }),
      { numRuns: 30 },
    );
  });
});

it('hashes over side by side as over entries', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), (count) => {
      expect(hashOver(leavesOf(count))).toEqual(rootOf(leavesOf(count)));
    }),
  );
});
