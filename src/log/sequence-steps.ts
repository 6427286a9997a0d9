// Numbers the acts that wait: one sequencer at a time, a batch a transaction, each batch with its entries, tiles and signed checkpoint, or nothing of it.
import { setImmediate as pause } from 'node:timers/promises';
import type { Actor } from '../kernel/actor.ts';
import { hashOfBytes } from '../kernel/digest.ts';
import { type SigningKey, signingKey } from '../kernel/ed25519.ts';
import { Fault, assert } from '../kernel/fault.ts';
import type { Database, Tx } from '../platform/database.ts';
import type { KeyFiles } from '../platform/key-files.ts';
import { signCheckpoint } from './checkpoint.ts';
import { edgeHashes, lockLog, newestCheckpoint, saveCheckpoint, saveTiles } from './log-store.ts';
import { type Among, actsWait, numberWaiting } from './numbering-store.ts';
import { isKeyName, verifierKey } from './signed-note.ts';
import { type FullTile, GrowingTree, type Hash } from './tree.ts';

/** What the log needs of the installation. */
export interface LogPort {
  readonly database: Database;
  readonly secrets: KeyFiles;
  /** The name the log signs under, if the settings give one. */
  readonly logOrigin?: string | undefined;
}

/** Keys made before: making one takes longer than signing with it. */
const keys = new WeakMap<KeyFiles, { readonly seed: Buffer; readonly key: SigningKey }>();

/** The key the log signs with, made on first use, and the name it signs under: the one given, or one made of the key. Fault: bad-input `log-origin-wrong`. */
export async function signerOf({ secrets, logOrigin }: LogPort): Promise<{ readonly key: SigningKey; readonly origin: string }> {
  const seed = await secrets.key('log');
  const known = keys.get(secrets);
  const key = known?.seed.equals(seed) === true ? known.key : signingKey(seed);
  keys.set(secrets, { seed, key });
  const origin = logOrigin ?? `payung.local/${hashOfBytes(key.publicKey).toString('hex').slice(0, 12)}`;
  if (isKeyName(origin)) return { key, origin };
  throw new Fault('bad-input', 'log-origin-wrong', {
    id: 'Nama catatan (PAYUNG_LOG_ORIGIN) tidak boleh memuat spasi atau tanda tambah, misalnya payung.nttprov.go.id/log.',
    en: 'The name of the log (PAYUNG_LOG_ORIGIN) may hold no space or plus sign, for example payung.nttprov.go.id/log.',
  });
}

/** Acts numbered in one transaction, however many wait. */
const batch = 8192;

/** Leaves added at a time: less than half a millisecond's work. */
const atATime = 256;

/** What was numbered, and how many entries the log has now. */
export interface Sequenced {
  readonly numbered: number;
  readonly size: number;
  /** The kinds of acts that were numbered. */
  readonly kinds: readonly string[];
}

/** How many acts are numbered in one transaction, and among which ordinals they are looked for. */
interface Numbering {
  readonly most: number;
  readonly among: Among;
}

/**
 * Numbers every act that waits; where another sequencer is at it, waits for it and goes on after it. Faults: forbidden `log-needs-the-whole`; conflict
 * `log-has-another-name`, `key-missing`; bad-input `log-origin-wrong`.
 */
export async function sequence(port: LogPort, actor: Actor, { most = batch, among = 'all' }: Partial<Numbering> = {}): Promise<Sequenced> {
  needsTheWhole(actor);
  const waits = await port.database.read(actor, async (tx) => ({ any: await actsWait(tx, among), size: (await newestCheckpoint(tx))?.size ?? 0 }));
  if (!waits.any) return { numbered: 0, size: waits.size, kinds: [] };
  const signer = await signerOf(port);
  const kinds = new Set<string>();
  for (let numbered = 0; ;) {
    const done = await port.database.transact(actor, (tx) => sequenceBatch(tx, signer, trees.get(port.database), { most, among }));
    trees.set(port.database, done.grown);
    numbered += done.numbered;
    for (const kind of done.kinds) kinds.add(kind);
    if (done.numbered < most) return { numbered, size: done.size, kinds: [...kinds] };
  }
}

/** Only who sees every act may number or check them. */
export function needsTheWhole({ sponsor, area, within }: Actor): void {
  if (sponsor === '*' && area === '*' && within === undefined) return;
  throw new Fault('forbidden', 'log-needs-the-whole', {
    id: 'Catatan mencakup semua tindakan; hanya yang boleh melihat semuanya dapat menomori atau memeriksanya.',
    en: 'The log is of all acts; only somebody who may see everything can number or check them.',
  });
}

/** A tree, and the hash of the whole of it. */
interface Grown {
  readonly tree: GrowingTree;
  readonly root: Hash;
}

/** The tree as this process left it, to go on with where the newest checkpoint is still its own. */
const trees = new WeakMap<Database, Grown>();

/** The tree of the newest checkpoint, to grow: the one known, or one made of what stands in the tables. */
async function treeToGrow(tx: Tx, known: Grown | undefined): Promise<GrowingTree> {
  const newest = await newestCheckpoint(tx);
  if (known !== undefined && known.tree.size === newest?.size && known.root.equals(newest.root)) return known.tree.copy();
  return new GrowingTree(newest?.size ?? 0, await edgeHashes(tx, newest?.size ?? 0));
}

async function sequenceBatch(
  tx: Tx,
  { key, origin }: { readonly key: SigningKey; readonly origin: string },
  known: Grown | undefined,
  numbering: Numbering,
): Promise<Sequenced & { readonly grown: Grown }> {
  const given = { origin, verifierKey: verifierKey({ name: origin, publicKey: key.publicKey }) };
  const name = await lockLog(tx, given);
  if (name.verifierKey !== given.verifierKey) throw anotherName(name.origin);
  const tree = await treeToGrow(tx, known);
  const { size } = tree;
  const { leaves, kinds } = await numberWaiting(tx, size, numbering);
  const tiles: FullTile[] = [];
  for (const [place, leaf] of leaves.entries()) {
    if ((place + 1) % atATime === 0) await pause(); // whoever acts comes in between
    tiles.push(...tree.add(leaf));
  }
  const head = { size: tree.size, root: tree.root() };
  assert(head.size === size + leaves.length, 'every act taken has a number');
  if (leaves.length > 0) {
    await saveTiles(tx, tiles);
    await saveCheckpoint(tx, { ...head, note: signCheckpoint(origin, head, key) });
  }
  return { numbered: leaves.length, size: head.size, kinds, grown: { tree, root: head.root } };
}

const anotherName = (origin: string): Fault =>
  new Fault('conflict', 'log-has-another-name', {
    id: `Catatan ini bernama ${origin}, dan nama itu tidak dapat diganti: pemeriksa di luar mengenalnya dengan nama itu. Atur PAYUNG_LOG_ORIGIN kembali.`,
    en: `This log is named ${origin}, which cannot change: those who check it elsewhere know it by that name. Set PAYUNG_LOG_ORIGIN back.`,
  });
