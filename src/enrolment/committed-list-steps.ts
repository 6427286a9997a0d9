// Commits a signature to every row behind its list, and names the rows that are no longer what was signed.
import { randomBytes } from 'node:crypto';
import { type Breach, type InvariantChecked, checked } from '../kernel/invariant.ts';
import { hashesOf } from '../log/tile.ts';
import { GrowingTree, tileWidth } from '../log/tree.ts';
import type { Tx } from '../platform/database.ts';
import {
  type LeafTile,
  type SignedList,
  fileDigests,
  leafTiles,
  linesOf,
  listedRows,
  saveCommitment,
  saveLeaves,
  signedLists,
  sourcesOf,
} from './committed-list-store.ts';
import { groundsNow } from './grounds-steps.ts';
import { instrumentOf } from './instrument-store.ts';
import { type ListedRow, candidateHash, candidateStands, citedBy, commitmentDigest, lineDigest, personOf, rowHash } from './committed-row.ts';

/** Tiles gone through at a time: 16,384 rows. */
const tilesAtATime = 64;
const beforeAll = '00000000-0000-0000-0000-000000000000';

/** Keeps the hashes of a list just signed, in the transaction that signs it; returns the digest for the act. */
export async function commitToRows(tx: Tx, of: { instrumentId: string; sponsor: string; area: string }, groundsDigest: string | null): Promise<string> {
  const { instrumentId } = of;
  const salt = randomBytes(32);
  const tree = new GrowingTree();
  const most = tilesAtATime * tileWidth;
  for (let [after, first] = [beforeAll, 0]; ; first += tilesAtATime) {
    const rows = await listedRows(tx, { instrumentId, after, upTo: null, most });
    if (rows.length > 0) await saveLeaves(tx, { ...of, first, tiles: tilesOf(rows, salt, tree) });
    if (rows.length < most) break;
    after = personOf(rows.at(-1) ?? []);
  }
  const { instrument, signature } = await linesOf(tx, instrumentId);
  const commitment = {
    people: tree.size,
    root: tree.root(),
    sources: await sourcesOf(tx, instrumentId),
    instrumentDigest: lineDigest(instrument ?? []),
    signatureDigest: lineDigest(signature ?? []),
    groundsDigest,
  };
  const digest = commitmentDigest(commitment);
  await saveCommitment(tx, { ...of, salt, commitment, digest });
  return digest;
}

function tilesOf(rows: readonly ListedRow[], salt: Buffer, tree: GrowingTree): readonly LeafTile[] {
  const tiles: LeafTile[] = [];
  for (let at = 0; at < rows.length; at += tileWidth) {
    const chunk = rows.slice(at, at + tileWidth);
    const candidates = chunk.map((row) => candidateHash(salt, row));
    const leaves = chunk.map((row, place) => rowHash(row, candidates[place] as Buffer));
    for (const leaf of leaves) tree.add(leaf);
    tiles.push({ people: chunk.map(personOf), leaves: Buffer.concat(leaves), candidates: Buffer.concat(candidates) });
  }
  return tiles;
}

const asSigned = {
  code: 'signed-rows-as-signed',
  id: 'Setiap baris di balik daftar yang ditandatangani masih seperti saat ditandatangani',
  en: 'Every row behind a signed list is as it was signed',
};

type Say = (table: string, key: string, id: string, en: string) => void;

/** Compares everything a signature committed to with what stands now. Lists signed before rows were committed to have only their list digest, which another check takes again. */
export async function checkCommittedLists(tx: Tx): Promise<InvariantChecked> {
  const breaches: Breach[] = [];
  for (const list of await signedLists(tx)) {
    const name = list.number ?? list.instrumentId;
    await compare(tx, list, (table, key, id, en) => breaches.push({ table, key, id: `${name}: ${id}`, en: `${name}: ${en}` }));
  }
  return checked(asSigned, breaches);
}

/** As `checkCommittedLists`, of one instrument: what of its list is no longer what was signed, by the table each row stands in. */
export async function checkCommittedList(tx: Tx, instrumentId: string): Promise<readonly Breach[]> {
  const breaches: Breach[] = [];
  for (const list of await signedLists(tx))
    if (list.instrumentId === instrumentId) await compare(tx, list, (table, key, id, en) => breaches.push({ table, key, id, en }));
  return breaches;
}

async function compare(tx: Tx, list: SignedList, say: Say): Promise<void> {
  const { instrumentId, salt } = list;
  if (salt === null) {
    if (list.actDigest === list.listDigest) return;
    say('enrolment.list_commitment', instrumentId, 'yang disimpan saat penandatanganan sudah tidak ada', 'what was kept at its signing is gone');
    return;
  }
  if (commitmentDigest(list) !== list.actDigest) {
    say('enrolment.list_commitment', instrumentId, `tidak lagi cocok dengan tindakan ${list.actId}`, `does not fit the act ${list.actId} any more`);
  }
  const { instrument, signature } = await linesOf(tx, instrumentId);
  if (instrument === null) say('enrolment.instrument', instrumentId, 'keputusannya sudah tidak ada', 'the instrument is gone');
  else if (lineDigest(instrument) !== list.instrumentDigest) say('enrolment.instrument', instrumentId, 'keputusannya berubah', 'the instrument was changed');
  if (signature === null) say('enrolment.signature', instrumentId, 'tanda tangannya sudah tidak ada', 'the signature is gone');
  else if (lineDigest(signature) !== list.signatureDigest) say('enrolment.signature', instrumentId, 'tanda tangannya berubah', 'the signature was changed');
  if (list.groundsDigest !== null) {
    const row = await instrumentOf(tx, instrumentId);
    if (row === undefined || (await groundsNow(tx, row)) !== list.groundsDigest)
      say('enrolment.signing_ground', instrumentId, 'dasar penandatanganannya berubah', 'what it was signed on was changed');
  }
  await compareSources(tx, list, say);
  await compareRows(tx, { ...list, salt }, say);
}

async function compareSources(tx: Tx, { sources }: SignedList, say: Say): Promise<void> {
  const now = await fileDigests(tx, Object.keys(sources));
  for (const [listId, signed] of Object.entries(sources)) {
    const stands = now.get(listId);
    if (stands === undefined) say('intake.list', listId, 'daftar yang dikutip sudah tidak ada', 'a list it cites is gone');
    else if (stands !== signed)
      say('intake.list', listId, `sidik berkasnya kini ${stands}, dahulu ${signed}`, `the digest of its file is ${stands} now, and was ${signed}`);
  }
}

async function compareRows(tx: Tx, list: SignedList & { readonly salt: Buffer }, say: Say): Promise<void> {
  const { instrumentId } = list;
  const tree = new GrowingTree();
  for (let [first, after, last] = [0, beforeAll, false]; !last; first += tilesAtATime) {
    const tiles = await leafTiles(tx, instrumentId, first, tilesAtATime);
    last = tiles.length < tilesAtATime;
    const people = tiles.flatMap((tile) => tile.people);
    const leaves = tiles.flatMap((tile) => hashesOf(tile.leaves));
    const candidates = tiles.flatMap((tile) => hashesOf(tile.candidates));
    for (const leaf of leaves) tree.add(leaf);
    const upTo = last ? null : (people.at(-1) ?? null);
    const rows = await listedRows(tx, { instrumentId, after, upTo, most: null });
    const now = new Map(rows.map((row) => [personOf(row), row]));
    for (const [place, person] of people.entries()) {
      const row = now.get(person);
      now.delete(person);
      compareRow({ list, person, row, leaf: leaves[place] as Buffer, candidate: candidates[place] as Buffer }, say);
    }
    for (const person of now.keys())
      say('enrolment.determination', `${person}/${instrumentId}`, 'baris ini tidak ada saat ditandatangani', 'this row was not there when it was signed');
    after = upTo ?? after;
  }
  if (tree.size !== list.people || !tree.root().equals(list.root)) {
    say('enrolment.list_leaf', instrumentId, 'sidik baris yang disimpan berubah', 'the hashes kept of its rows were changed');
  }
}

function compareRow(
  of: { list: SignedList & { readonly salt: Buffer }; person: string; row: ListedRow | undefined; leaf: Buffer; candidate: Buffer },
  say: Say,
): void {
  const { row, candidate } = of;
  const key = `${of.person}/${of.list.instrumentId}`;
  if (row === undefined) say('enrolment.determination', key, 'baris yang ditandatangani sudah tidak ada', 'a row that was signed is gone');
  else if (!rowHash(row, candidate).equals(of.leaf))
    say('enrolment.determination', key, 'baris yang ditandatangani berubah', 'a row that was signed was changed');
  else if (!candidateHash(of.list.salt, row).equals(candidate)) {
    const [id, en] = candidateStands(row) ? ['berubah', 'was changed'] : ['sudah tidak ada', 'is gone'];
    say('intake.candidate', citedBy(row), `baris calon yang dikutip ${id}`, `the candidate row it cites ${en}`);
  }
}
