// Answers from the log: its newest checkpoint, its tiles and entries, and the proofs that an act stands in it and that it only ever grew.
import type { Actor } from '../kernel/actor.ts';
import { Fault, assert } from '../kernel/fault.ts';
import { openingOf } from './opening.ts';
import type { Database, Tx } from '../platform/database.ts';
import { entryBundle, entryText } from './entry.ts';
import {
  type EntryWithAct,
  type StoredCheckpoint,
  actAbout,
  actStands,
  checkpointOf,
  entriesFrom,
  entryOfAct,
  logName,
  newestCheckpoint,
  tilesNamed,
} from './log-store.ts';
import { type ProofHash, consistencyHashes, inclusionHashes } from './proof.ts';
import { writeProofFile } from './proof-file.ts';
import { placeOf, subtreeHash, widthIn } from './tile.ts';
import { type Hash, foldPeaks, leafHash, tileWidth } from './tree.ts';

export { actsRecorded } from './numbering-store.ts';

/** The newest checkpoint with the name and key it is checked by. */
export interface NewestCheckpoint extends StoredCheckpoint {
  readonly origin: string;
  readonly verifierKey: string;
}

/** The newest checkpoint. Fault: not-found `log-empty`. */
export async function newestOf(tx: Tx): Promise<NewestCheckpoint> {
  const [name, newest] = [await logName(tx), await newestCheckpoint(tx)];
  if (name !== undefined && newest !== undefined) return { ...name, ...newest };
  throw new Fault('not-found', 'log-empty', {
    id: 'Belum ada tindakan yang bernomor. Jalankan: payung log sequence.',
    en: 'No act has a number yet. Run: payung log sequence.',
  });
}

async function proofHashes(tx: Tx, size: number, hashes: readonly ProofHash[]): Promise<readonly Hash[]> {
  const places = hashes.flat().map(placeOf);
  const tiles = await tilesNamed(
    tx,
    places.map(({ level, tile }) => ({ level, tile, width: widthIn(size, level, tile) })),
  );
  return hashes.map((subtrees) =>
    foldPeaks(
      subtrees.map((subtree) => {
        const { level, tile } = placeOf(subtree);
        return subtreeHash(subtree, tiles(level, tile));
      }),
    ),
  );
}

/** That an act stands in the log. */
export interface Inclusion {
  readonly actId: string;
  readonly index: number;
  readonly size: number;
  readonly entry: string;
  /** The act laid open with its salt; its SHA-256 stands in the entry. */
  readonly opening: string;
  readonly leaf: Hash;
  readonly proof: readonly Hash[];
  readonly checkpoint: string;
}

/** Proves that an act stands in the newest tree. Faults: not-found `act-unknown`, `log-empty`; conflict `act-waits`. */
export async function inclusionOf(tx: Tx, actId: string): Promise<Inclusion> {
  const entry = await entryOfAct(tx, actId);
  if (entry?.kind == null) throw (await actStands(tx, actId)) ? waits() : unknown();
  const { size, note } = await newestOf(tx);
  const text = entryText(entry.actId, entry.commitment);
  const proof = await proofHashes(tx, size, inclusionHashes(entry.number, size));
  return {
    actId,
    index: entry.number,
    size,
    entry: text,
    opening: openingOf(entry as EntryWithAct & { kind: string }, entry.salt),
    leaf: leafHash(text),
    proof,
    checkpoint: note,
  };
}

const waits = (): Fault =>
  new Fault('conflict', 'act-waits', {
    id: 'Tindakan itu belum bernomor. Tunggu sebentar, atau jalankan: payung log sequence.',
    en: 'That act has no number yet. Wait a moment, or run: payung log sequence.',
  });

const unknown = (): Fault => new Fault('not-found', 'act-unknown', { id: 'Tidak ada tindakan dengan id itu.', en: 'There is no act with that id.' });

/** That the log of one size continues that of another. */
export interface Consistency {
  readonly old: StoredCheckpoint;
  readonly now: StoredCheckpoint;
  readonly proof: readonly Hash[];
}

/** Proves that the log of `now` entries (the newest when not given) continues that of `old`; a checkpoint was signed of each. Faults: not-found `log-empty`, `no-such-checkpoint`; bad-input `sizes-the-wrong-way-round`. */
export async function consistencyOf(tx: Tx, of: { readonly old: number; readonly now?: number | undefined }): Promise<Consistency> {
  const newest = await newestOf(tx);
  const [old, now] = [await checkpointOf(tx, of.old), of.now === undefined ? newest : await checkpointOf(tx, of.now)];
  if (old === undefined) throw noSuchCheckpoint(of.old);
  if (now === undefined) throw noSuchCheckpoint(of.now ?? 0);
  if (old.size > now.size) {
    throw new Fault('bad-input', 'sizes-the-wrong-way-round', {
      id: 'Ukuran lama harus lebih kecil daripada ukuran baru.',
      en: 'The old size has to be smaller than the new one.',
    });
  }
  return { old, now, proof: await proofHashes(tx, now.size, consistencyHashes(old.size, now.size)) };
}

const noSuchCheckpoint = (size: number): Fault =>
  new Fault('not-found', 'no-such-checkpoint', {
    id: `Catatan tidak pernah menandatangani titik periksa dengan ${size} entri. Pakai ukuran pada titik periksa yang Anda simpan.`,
    en: `The log never signed a checkpoint of ${size} entries. Use the size in a checkpoint that you kept.`,
  });

/** The proof file of the last act of a kind about a subject. Faults as `inclusionOf`. */
export async function proofFileAbout(tx: Tx, kind: string, subject: string): Promise<string> {
  const actId = await actAbout(tx, kind, subject);
  if (actId === undefined) throw unknown();
  return writeProofFile(await inclusionOf(tx, actId));
}

const noSuchTile = (): Fault => new Fault('not-found', 'no-such-tile', { id: 'Ubin itu tidak ada.', en: 'There is no such tile.' });

/** A tile's bytes, or its entries (`level` `entries`), as C2SP tlog-tiles serves them; narrower than it is now when asked. Fault: not-found `no-such-tile`. */
export async function tileBytes(
  database: Database,
  actor: Actor,
  { level, tile, width }: { readonly level: number | 'entries'; readonly tile: number; readonly width: number },
): Promise<Buffer> {
  return database.read(actor, async (tx) => {
    const size = (await newestCheckpoint(tx))?.size ?? 0;
    if (widthIn(size, level === 'entries' ? 0 : level, tile) < width) throw noSuchTile();
    if (level === 'entries') {
      const entries = await entriesFrom(tx, tile * tileWidth, width);
      assert(entries.length === width, 'every entry of the log stands');
      return entryBundle(entries.map(({ actId, commitment }) => entryText(actId, commitment)));
    }
    const hashes = (await tilesNamed(tx, [{ level, tile, width }]))(level, tile);
    assert(hashes.length === width, 'every hash of the log stands');
    return Buffer.concat(hashes);
  });
}
