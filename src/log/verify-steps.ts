// Verifies the log: the whole tree made again from the acts, compared with tiles, with every checkpoint and its signature; each row that differs is named.
import type { Actor } from '../kernel/actor.ts';
import { Fault } from '../kernel/fault.ts';
import { type Breach, type InvariantChecked, rowsNamed } from '../kernel/invariant.ts';
import { commitmentOf, openingOf } from './opening.ts';
import type { Tx } from '../platform/database.ts';
import { readCheckpoint } from './checkpoint.ts';
import { entryText } from './entry.ts';
import {
  type EntryWithAct,
  type StoredCheckpoint,
  checkpointsBetween,
  countsOfLog,
  entriesWithActsFrom,
  fullTiles,
  logName,
  newestCheckpoint,
} from './log-store.ts';
import { type Misnumbered, misnumberedActs } from './numbering-store.ts';
import type { TreeHead } from './proof.ts';
import { type LogPort, needsTheWhole, signerOf } from './sequence-steps.ts';
import { type Verifier, verifierKey } from './signed-note.ts';
import { hashesOf } from './tile.ts';
import { type FullTile, GrowingTree, type Hash, leafHash, tileWidth } from './tree.ts';

const misnumbered: Readonly<Record<Misnumbered, readonly [id: string, en: string]>> = {
  unnumbered: ['tidak bernomor dan tidak menunggu nomor', 'has no number and waits for none'],
  again: ['bernomor, dan disangka belum: akan dinomori lagi', 'has a number and passes for one without: it would be numbered again'],
  twice: ['bernomor lebih dari satu', 'has more than one number'],
};

/** Compares what acts are about with what stands today: given by whoever knows the stages. */
export type CheckSubjects = (tx: Tx) => Promise<readonly InvariantChecked[]>;

/** What verifying found. */
export interface LogVerified {
  readonly holds: boolean;
  readonly origin: string | null;
  readonly verifierKey: string | null;
  /** Entries of the newest tree, in how many checkpoints, and acts that wait for a number. */
  readonly size: number;
  readonly checkpoints: number;
  readonly waiting: number;
  /** Entries under the checkpoint kept elsewhere that this log was held against; null where none was given. */
  readonly kept: number | null;
  readonly invariants: readonly InvariantChecked[];
}

export interface VerifyRequest {
  readonly checkSubjects: CheckSubjects;
  /** A checkpoint kept elsewhere: the log has to be the one it was taken of. */
  readonly kept?: string | undefined;
  readonly onProgress?: (done: number, of: number) => void;
}

/** Entries gone through at a time. */
const atATime = 64 * tileWidth;

const names = {
  numbered: { code: 'acts-are-numbered', id: 'Setiap tindakan bernomor satu, atau menunggu nomor', en: 'Every act has one number, or waits for one' },
  acts: { code: 'acts-as-logged', id: 'Setiap tindakan masih berbunyi seperti dalam catatan', en: 'Every act says what the log holds of it' },
  tree: { code: 'tree-as-logged', id: 'Pohon yang dihitung ulang sama dengan ubin yang disimpan', en: 'The tree made again is the tree of the stored tiles' },
  checkpoints: {
    code: 'checkpoints-hold',
    id: 'Setiap titik periksa ditandatangani catatan ini dan pohonnya memang demikian; tiap pohon melanjutkan yang sebelumnya',
    en: 'Every checkpoint is signed by this log and says what its tree is; each tree continues the one before',
  },
} as const;

type Kind = keyof typeof names;

/** Gathers what is wrong: all is counted, the first rows of each kind are named. */
class Found {
  readonly #found = new Map<Kind, { broken: number; rows: Breach[] }>(Object.keys(names).map((kind) => [kind as Kind, { broken: 0, rows: [] }]));

  say(kind: Kind, table: string, key: string, id: string, en: string): void {
    const found = this.#found.get(kind);
    if (found === undefined) return;
    found.broken += 1;
    if (found.rows.length < rowsNamed) found.rows.push({ table, key, id, en });
  }

  all(): readonly InvariantChecked[] {
    return [...this.#found].map(([kind, found]) => ({ ...names[kind], ...found }));
  }
}

/** Verifies everything in one snapshot of the database. Faults: forbidden `log-needs-the-whole`; bad-input `checkpoint-not-readable`; those of the key. */
export async function verifyLog(port: LogPort, actor: Actor, request: VerifyRequest): Promise<LogVerified> {
  const { key } = await signerOf(port);
  return port.database.read(actor, (tx) => verifyIn(tx, key.publicKey, request));
}

/** Verifies everything in the caller's transaction, by the public key of this log. Faults as `verifyLog`. */
export async function verifyIn(tx: Tx, publicKey: Buffer, { kept: note, checkSubjects, onProgress = () => {} }: VerifyRequest): Promise<LogVerified> {
  needsTheWhole(tx.actor);
  const found = new Found();
  const name = await logName(tx);
  const verifier = name === undefined ? null : { name: name.origin, publicKey };
  if (name !== undefined && verifier !== null && verifierKey(verifier) !== name.verifierKey) {
    found.say('checkpoints', 'log.log', name.origin, 'kunci yang disimpan bukan kunci catatan ini', 'the key stored is not the key of this log');
  }
  const newest = await newestCheckpoint(tx);
  if (name === undefined && newest !== undefined)
    found.say('checkpoints', 'log.log', '', 'nama dan kunci catatan ini tidak ada lagi', 'the name and the key of this log are gone');
  const kept = note === undefined ? undefined : keptHead(note, verifier);
  const size = newest?.size ?? 0;
  const checkpoints = verifier === null ? 0 : await compareTrees(tx, { size, verifier, kept, found, onProgress });
  const { acts, waiting } = await misnumberedActs(tx, rowsNamed);
  for (const { actId, what } of acts) found.say('numbered', 'platform.act', actId, ...misnumbered[what]);
  const invariants = [...found.all(), ...(await checkSubjects(tx))];
  const holds = invariants.every(({ broken }) => broken === 0);
  return { holds, origin: name?.origin ?? null, verifierKey: name?.verifierKey ?? null, size, checkpoints, waiting, kept: kept?.size ?? null, invariants };
}

function keptHead(note: string, verifier: Verifier | null): TreeHead {
  const head = verifier === null ? null : readCheckpoint(note.endsWith('\n') ? note : `${note}\n`, verifier);
  if (head !== null) return head;
  throw new Fault('bad-input', 'checkpoint-not-readable', {
    id: 'Titik periksa itu bukan dari catatan ini, atau tanda tangannya tidak cocok. Tempelkan seluruh isinya, dengan baris tanda tangannya.',
    en: 'That checkpoint is not of this log, or its signature does not fit. Give the whole of it, with its line of signature.',
  });
}

interface Comparing {
  readonly size: number;
  readonly verifier: Verifier;
  readonly kept: TreeHead | undefined;
  readonly found: Found;
  readonly onProgress: (done: number, of: number) => void;
}

/**
 * Two trees grow side by side: one of the entries, one of the hashes in the stored tiles. While they agree they are one; where they differ, the
 * checkpoints tell which is the signed one. A root taken again at the size of every checkpoint is also the proof that each continues those before it.
 */
async function compareTrees(tx: Tx, { size, verifier, kept, found, onProgress }: Comparing): Promise<number> {
  const [fromEntries, fromTiles] = [new GrowingTree(), new GrowingTree()];
  const above: FullTile[] = [];
  let [checkpoints, tiles, apart, keptSeen] = [0, 0, false, kept === undefined];
  for (let from = 0; from < size; from += atATime) {
    const count = Math.min(atATime, size - from);
    const entries = new Map((await entriesWithActsFrom(tx, from, count)).map((entry) => [entry.number, entry]));
    const stored = await fullTiles(tx, 0, from / tileWidth, Math.floor(count / tileWidth));
    const signed = await checkpointsBetween(tx, from, from + count);
    let next = 0;
    for (let tile = from / tileWidth; tile * tileWidth < from + count; tile += 1) {
      const full = stored.get(tile);
      const width = Math.min(tileWidth, size - tile * tileWidth);
      if (width === tileWidth && full === undefined) found.say('tree', 'log.tile', `0/${tile}`, 'ubin ini tidak ada', 'this tile is gone');
      const hashes = full === undefined ? undefined : hashesOf(full.hashes);
      for (let place = 0; place < width; place += 1) {
        const number = tile * tileWidth + place;
        const entry = entries.get(number);
        const leaf = entry === undefined ? missing(number, found) : leafOf(entry, found);
        const logged = hashes?.[place] ?? leaf;
        if (!leaf.equals(logged)) {
          apart = true;
          if (entry !== undefined) found.say('tree', 'log.bundle', entryNumbered(number), `tidak sama dengan ubin 0/${tile}`, `differs from tile 0/${tile}`);
        }
        fromEntries.add(leaf);
        const filled = fromTiles.add(logged);
        tiles += filled.length;
        for (const one of filled) {
          if (one.level > 0) above.push(one);
          else if (full !== undefined && !full.root.equals(one.root))
            found.say('tree', 'log.tile', `0/${tile}`, 'sidiknya bukan sidik isinya', 'its root is not of its hashes');
        }
        for (; signed[next]?.size === number + 1; next += 1) {
          compareCheckpoint(signed[next] as StoredCheckpoint, { verifier, found, roots: apart ? [fromEntries.root(), fromTiles.root()] : [fromTiles.root()] });
          checkpoints += 1;
        }
        if (kept?.size === number + 1) {
          keptSeen = true;
          if (!kept.root.equals(fromTiles.root())) saysOtherwise(found, kept);
        }
      }
    }
    onProgress(from + count, size);
  }
  if (!keptSeen && kept !== undefined && kept.size > 0) saysOtherwise(found, kept);
  await compareTilesAbove(tx, above, found);
  const counts = await countsOfLog(tx);
  if (counts.entries !== size || counts.largest !== size) {
    found.say(
      'checkpoints',
      'log.checkpoint',
      String(size),
      `ada ${counts.entries} entri, ditandatangani ${size}`,
      `there are ${counts.entries} entries, ${size} were signed`,
    );
  }
  if (counts.tiles > tiles)
    found.say('tree', 'log.tile', '', `ada ${counts.tiles} ubin, seharusnya ${tiles}`, `there are ${counts.tiles} tiles where ${tiles} belong`);
  return checkpoints;
}

const saysOtherwise = (found: Found, { size }: TreeHead): void =>
  found.say(
    'checkpoints',
    'log.checkpoint',
    String(size),
    'catatan ini bukan kelanjutan titik periksa yang Anda simpan',
    'this log does not continue the checkpoint that you kept',
  );

/** An entry among those of its row, which begins at `first`. */
const entryNumbered = (number: number): string => `entry ${number}`;

function missing(number: number, found: Found): Hash {
  found.say('tree', 'log.bundle', entryNumbered(number), 'entri ini tidak ada', 'this entry is gone');
  return leafHash('');
}

/** The hash of an entry as it stands; its act is compared with what it commits to. */
function leafOf(entry: EntryWithAct, found: Found): Hash {
  const { actId, commitment, number, kind, ordinal, ordinals } = entry;
  if (kind === null) found.say('acts', 'platform.act', actId, `tindakan nomor ${number} sudah tidak ada`, `the act numbered ${number} is gone`);
  else if (commitmentOf(openingOf(entry as EntryWithAct & { kind: string }, entry.salt)) !== commitment) {
    found.say(
      'acts',
      'platform.act',
      actId,
      `tindakan nomor ${number} tidak berbunyi seperti dalam catatan`,
      `the act numbered ${number} does not say what the log holds of it`,
    );
  } else if (ordinal < ordinals[0] || ordinal > ordinals[1]) {
    found.say(
      'acts',
      'platform.act',
      actId,
      `tindakan nomor ${number} tidak ditemukan lewat urutannya, dan disangka belum bernomor`,
      `the act numbered ${number} is not found by its ordinal, and passes for one without a number`,
    );
  }
  return leafHash(entryText(actId, commitment));
}

function compareCheckpoint(
  { size, root, note }: StoredCheckpoint,
  { verifier, found, roots }: { readonly verifier: Verifier; readonly found: Found; readonly roots: readonly Hash[] },
): void {
  const say = (id: string, en: string): void => found.say('checkpoints', 'log.checkpoint', String(size), id, en);
  const head = readCheckpoint(note, verifier);
  if (head === null) say('tanda tangannya tidak cocok', 'its signature does not fit');
  else if (head.size !== size || !head.root.equals(root)) say('isinya bukan yang ditandatangani', 'it does not say what was signed');
  else if (!roots.some((one) => one.equals(root))) say('pohon yang dihitung ulang berbeda', 'the tree made again is another');
}

async function compareTilesAbove(tx: Tx, above: readonly FullTile[], found: Found): Promise<void> {
  for (const level of new Set(above.map((one) => one.level))) {
    const made = above.filter((one) => one.level === level);
    const stored = await fullTiles(tx, level, 0, made.length);
    for (const { tile, hashes, root } of made) {
      const one = stored.get(tile);
      if (one === undefined) found.say('tree', 'log.tile', `${level}/${tile}`, 'ubin ini tidak ada', 'this tile is gone');
      else if (!one.hashes.equals(hashes) || !one.root.equals(root)) found.say('tree', 'log.tile', `${level}/${tile}`, 'ubin ini berbeda', 'this tile differs');
    }
  }
}
