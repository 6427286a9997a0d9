// Decides where a hash of the tree stands among the tiles (C2SP tlog-tiles: 256 hashes wide, 8 levels of the tree high), and how a tile is named in an address.
import { assert } from '../kernel/fault.ts';
import { type Hash, hashOver, tileWidth } from './tree.ts';

/** A complete subtree: 2^height entries, the index-th of them. */
export interface Subtree {
  readonly height: number;
  readonly index: number;
}

/** A tile: its level (0 holds hashes of entries), its number within the level, and how many hashes it has. */
export interface TileName {
  readonly level: number;
  readonly tile: number;
  readonly width: number;
}

const tileHeight = 8;
const hashBytes = 32;

/** How wide a tile is in a tree of so many entries; 0 where there is none. */
export function widthIn(size: number, level: number, tile: number): number {
  const hashes = Math.floor(size / tileWidth ** level);
  return Math.min(tileWidth, Math.max(0, hashes - tile * tileWidth));
}

/** The partial tiles at the right edge of a tree, lowest first; their widths may be 0. */
export function edgeOf(size: number): readonly TileName[] {
  const names: TileName[] = [];
  for (let level = 0; tileWidth ** level <= Math.max(size, 1); level += 1) {
    const hashes = Math.floor(size / tileWidth ** level);
    names.push({ level, tile: Math.floor(hashes / tileWidth), width: hashes % tileWidth });
  }
  return names;
}

/** The tile in which a subtree's hash is found, and which of its hashes it covers. */
export function placeOf({ height, index }: Subtree): { readonly level: number; readonly tile: number; readonly from: number; readonly count: number } {
  const level = Math.floor(height / tileHeight);
  const count = 2 ** (height % tileHeight);
  const first = index * count;
  const tile = Math.floor(first / tileWidth);
  return { level, tile, from: first - tile * tileWidth, count };
}

/** The hashes of a tile's bytes. */
export function hashesOf(tile: Uint8Array): readonly Hash[] {
  assert(tile.length % hashBytes === 0, 'a tile holds whole hashes');
  return Array.from({ length: tile.length / hashBytes }, (_, at) => Buffer.from(tile.subarray(at * hashBytes, (at + 1) * hashBytes)));
}

/** A subtree's hash out of the hashes of its tile. */
export function subtreeHash(subtree: Subtree, tile: readonly Hash[]): Hash {
  const { from, count } = placeOf(subtree);
  assert(from + count <= tile.length, 'the tile holds the whole subtree');
  return hashOver(tile.slice(from, from + count));
}

/** A tile as its address ends: `0/x001/234`, `1/000.p/17`; `entries` in the level's place names the entries themselves. */
export function tilePath({ level, tile, width }: { readonly level: number | 'entries'; readonly tile: number; readonly width: number }): string {
  const groups = [String(tile % 1000).padStart(3, '0')];
  for (let rest = Math.floor(tile / 1000); rest > 0; rest = Math.floor(rest / 1000)) groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  return `${level}/${groups.join('/')}${width === tileWidth ? '' : `.p/${width}`}`;
}

const pathForm = /^(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** What the end of an address names; null when it is no tile's. */
export function readTilePath(path: string): { readonly level: number | 'entries'; readonly tile: number; readonly width: number } | null {
  const [, level, groups = '', partial] = pathForm.exec(path) ?? [];
  if (level === undefined || (level !== 'entries' && Number(level) > 63)) return null;
  const name = {
    level: level === 'entries' ? ('entries' as const) : Number(level),
    tile: Number(groups.replaceAll(/[x/]/g, '')),
    width: partial === undefined ? tileWidth : Number(partial),
  };
  return Number.isSafeInteger(name.tile) && (partial === undefined || name.width < tileWidth) && tilePath(name) === path ? name : null;
}
