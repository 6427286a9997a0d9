// SQL of the log: its name, entries, full tiles and checkpoints as they stand; there is no statement here that changes one.
import { sql } from 'kysely';
import type { OpenAct } from './opening.ts';
import type { Tx } from '../platform/database.ts';
import type { TreeHead } from './proof.ts';
import { type TileName, edgeOf, hashesOf } from './tile.ts';
import { type FullTile, type Hash, leafHash, tileWidth } from './tree.ts';
import { entryText } from './entry.ts';

/** Whose log this is. */
export interface LogName {
  readonly origin: string;
  readonly verifierKey: string;
}

/** The log's name and key; undefined before its first act was numbered. */
export async function logName(tx: Tx): Promise<LogName | undefined> {
  return tx.db.selectFrom('log.log').select(['origin', 'verifier_key as verifierKey']).executeTakeFirst();
}

/** Writes the log's name unless it has one; then takes the lock that one sequencer holds at a time, and returns the name that stands. */
export async function lockLog(tx: Tx, given: LogName): Promise<LogName> {
  await tx.db
    .insertInto('log.log')
    .values({ origin: given.origin, verifier_key: given.verifierKey, recorded_at: tx.at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { rows } = await sql<LogName>`update log.log set turns = turns + 1 returning origin, verifier_key as "verifierKey"`.execute(tx.db);
  return rows[0] ?? given;
}

/** A checkpoint as it was signed. */
export interface StoredCheckpoint extends TreeHead {
  readonly note: string;
  readonly recordedAt: string;
}

const checkpoints = (tx: Tx) => tx.db.selectFrom('log.checkpoint').select([sql<number>`size::float8`.as('size'), 'root', 'note', 'recorded_at as recordedAt']);

/** The newest checkpoint; undefined of an empty log. */
export async function newestCheckpoint(tx: Tx): Promise<StoredCheckpoint | undefined> {
  return checkpoints(tx).orderBy('log.checkpoint.size', 'desc').limit(1).executeTakeFirst();
}

/** The checkpoint of a tree of exactly this size. */
export async function checkpointOf(tx: Tx, size: number): Promise<StoredCheckpoint | undefined> {
  return checkpoints(tx).where('log.checkpoint.size', '=', String(size)).executeTakeFirst();
}

/** Checkpoints of more than `after` and at most `upTo` entries, smallest first. */
export async function checkpointsBetween(tx: Tx, after: number, upTo: number): Promise<readonly StoredCheckpoint[]> {
  return checkpoints(tx)
    .where('log.checkpoint.size', '>', String(after))
    .where('log.checkpoint.size', '<=', String(upTo))
    .orderBy('log.checkpoint.size')
    .execute();
}

const [saltBytes, hashBytes] = [16, 32] as const;

export async function saveTiles(tx: Tx, tiles: readonly FullTile[]): Promise<void> {
  if (tiles.length === 0) return;
  await sql`
    insert into log.tile (level, tile, hashes, root, recorded_at)
    select level, tile, decode(hashes, 'hex'), decode(root, 'hex'), ${tx.at}::timestamptz
    from unnest(${sql.val(tiles.map(({ level }) => level))}::smallint[], ${sql.val(tiles.map(({ tile }) => tile))}::bigint[],
      ${sql.val(tiles.map(({ hashes }) => hashes.toString('hex')))}::text[], ${sql.val(tiles.map(({ root }) => root.toString('hex')))}::text[])
      as t (level, tile, hashes, root)`.execute(tx.db);
}

export async function saveCheckpoint(tx: Tx, { size, root, note }: TreeHead & { readonly note: string }): Promise<void> {
  await tx.db
    .insertInto('log.checkpoint')
    .values({ size: String(size), root, note, recorded_at: tx.at })
    .execute();
}

/** An entry's number and act, and the first and last ordinal of the acts whose entries stand in its row. */
export interface StoredEntry {
  readonly number: number;
  readonly actId: string;
  /** These two as lower-case hex. */
  readonly salt: string;
  readonly commitment: string;
  readonly ordinals: readonly [number, number];
}

/** Entries with these numbers that stand: `count` from `from` on. */
export async function entriesFrom(tx: Tx, from: number, count: number): Promise<readonly StoredEntry[]> {
  const { rows } = await sql<{ first: number; keys: readonly string[]; salts: Buffer; commitments: Buffer; low: number; high: number }>`
    select first::float8 as first, keys::text[] as keys, salts, commitments, lower(ordinals)::float8 as low, (upper(ordinals) - 1)::float8 as high from log.bundle
    where first >= coalesce((select max(first) from log.bundle where first <= ${from}), 0) and first < ${from + count} order by first`.execute(tx.db);
  return rows
    .flatMap(({ first, keys, salts, commitments, low, high }) =>
      keys.map((actId, nth) => ({
        number: first + nth,
        actId,
        salt: salts.toString('hex', nth * saltBytes, (nth + 1) * saltBytes),
        commitment: commitments.toString('hex', nth * hashBytes, (nth + 1) * hashBytes),
        ordinals: [low, high] as const,
      })),
    )
    .filter(({ number }) => number >= from && number < from + count);
}

/** An act as it stands now, beside what the log holds of it. Fields of the act are null when there is none. */
export interface EntryWithAct extends StoredEntry, Omit<OpenAct, 'kind'> {
  readonly kind: string | null;
  readonly ordinal: number;
}

const actFields = sql`a.act_id as "actId", a.kind, a.subject, a.sponsor, a.area, a.digest, a.recorded_at as "recordedAt", a.author`;

/** As `entriesFrom`, each with its act. */
export async function entriesWithActsFrom(tx: Tx, from: number, count: number): Promise<readonly EntryWithAct[]> {
  const entries = await entriesFrom(tx, from, count);
  const { rows } = await sql<OpenAct & { ordinal: number }>`
    select ${actFields}, a.ordinal::float8 as ordinal from platform.act a where a.act_id = any (${sql.val(entries.map(({ actId }) => actId))}::uuid[])`.execute(
    tx.db,
  );
  const acts = new Map(rows.map((act) => [act.actId, act]));
  return entries.map((entry) => ({ ...(acts.get(entry.actId) ?? noAct), ...entry }));
}

const noAct = { kind: null, subject: '', sponsor: '', area: '', digest: '', recordedAt: '', author: '', ordinal: 0 };

/** The bundle an act is in, found by its ordinal, and how many stand before it there (SQL, after a FROM with `platform.act a`). */
const itsBundle = sql`join log.bundle b on b.ordinals @> a.ordinal and a.act_id = any (b.keys)
  cross join lateral (select array_position(b.keys, a.act_id) - 1 as nth) as at`;

/** The entry of an act with the act; undefined while it has no number, and of an act that is gone. */
export async function entryOfAct(tx: Tx, actId: string): Promise<Omit<EntryWithAct, 'ordinal' | 'ordinals'> | undefined> {
  const { rows } = await sql<Omit<EntryWithAct, 'ordinal' | 'ordinals'>>`
    select (b.first + nth)::float8 as number, encode(substring(b.salts from nth * ${saltBytes} + 1 for ${saltBytes}), 'hex') as salt,
      encode(substring(b.commitments from nth * ${hashBytes} + 1 for ${hashBytes}), 'hex') as commitment, ${actFields}
    from platform.act a ${itsBundle} where a.act_id = ${actId}::uuid`.execute(tx.db);
  return rows[0];
}

/** Acts of a kind with their subjects that have a number, oldest first. */
export async function numberedActs(tx: Tx, kind: string): Promise<readonly { readonly actId: string; readonly subject: string }[]> {
  const { rows } = await sql<{ actId: string; subject: string }>`
    select a.act_id as "actId", a.subject from platform.act a ${itsBundle} where a.kind = ${kind} order by b.first + nth`.execute(tx.db);
  return rows;
}

/** The last act of a kind about a subject. */
export async function actAbout(tx: Tx, kind: string, subject: string): Promise<string | undefined> {
  const { rows } = await sql<{ actId: string }>`
    select act_id as "actId" from platform.act where kind = ${kind} and subject = ${subject} order by recorded_at desc, act_id desc limit 1`.execute(tx.db);
  return rows[0]?.actId;
}

/** Whether an act with this key was recorded, numbered or not. */
export async function actStands(tx: Tx, actId: string): Promise<boolean> {
  return (await tx.db.selectFrom('platform.act').select('act_id').where('act_id', '=', actId).executeTakeFirst()) !== undefined;
}

const key = (level: number, tile: number): string => `${level}/${tile}`;

/** The hashes of tiles, each as wide as its name says; a hash that is missing is left out at the end. Three queries whatever their number. */
export async function tilesNamed(tx: Tx, asked: readonly TileName[]): Promise<(level: number, tile: number) => readonly Hash[]> {
  const names = [...new Map(asked.map((name) => [key(name.level, name.tile), name])).values()];
  const found = new Map<string, readonly Hash[]>();
  const { rows: full } = await sql<{ level: number; tile: number; hashes: Buffer }>`
    select t.level, t.tile::float8 as tile, t.hashes from log.tile t
    join unnest(${sql.val(names.map(({ level }) => level))}::smallint[], ${sql.val(names.map(({ tile }) => tile))}::bigint[]) as n (level, tile) using (level, tile)`.execute(
    tx.db,
  );
  for (const { level, tile, hashes } of full) found.set(key(level, tile), hashesOf(hashes));
  const partial = names.filter(({ level, tile, width }) => width > 0 && !found.has(key(level, tile)));
  for (const { tile, width } of partial.filter(({ level }) => level === 0)) {
    const entries = await entriesFrom(tx, tile * tileWidth, width);
    found.set(
      key(0, tile),
      entries.map(({ actId, commitment }) => leafHash(entryText(actId, commitment))),
    );
  }
  const above = partial.filter(({ level }) => level > 0);
  if (above.length > 0) {
    const { rows } = await sql<{ level: number; tile: number; roots: Buffer[] }>`
      select n.level, n.tile::float8 as tile, array_agg(t.root order by t.tile) as roots
      from unnest(${sql.val(above.map(({ level }) => level))}::smallint[], ${sql.val(above.map(({ tile }) => tile))}::bigint[],
        ${sql.val(above.map(({ width }) => width))}::integer[]) as n (level, tile, width)
      join log.tile t on t.level = n.level - 1 and t.tile >= n.tile * ${tileWidth} and t.tile < n.tile * ${tileWidth} + n.width
      group by n.level, n.tile`.execute(tx.db);
    for (const { level, tile, roots } of rows) found.set(key(level, tile), roots);
  }
  const widths = new Map(names.map(({ level, tile, width }) => [key(level, tile), width]));
  return (level, tile) => (found.get(key(level, tile)) ?? []).slice(0, widths.get(key(level, tile)) ?? 0);
}

/** The hashes of the partial tiles at the right edge of the tree, lowest level first. */
export async function edgeHashes(tx: Tx, size: number): Promise<readonly (readonly Hash[])[]> {
  const names = edgeOf(size);
  const hashes = await tilesNamed(tx, names);
  return names.map(({ level, tile }) => hashes(level, tile));
}

/** Full tiles of the levels and numbers asked for, as they stand. */
export async function fullTiles(
  tx: Tx,
  level: number,
  from: number,
  count: number,
): Promise<ReadonlyMap<number, { readonly hashes: Buffer; readonly root: Buffer }>> {
  const { rows } = await sql<{ tile: number; hashes: Buffer; root: Buffer }>`
    select tile::float8 as tile, hashes, root from log.tile where level = ${level} and tile >= ${from} and tile < ${from + count}`.execute(tx.db);
  return new Map(rows.map(({ tile, hashes, root }) => [tile, { hashes, root }]));
}

/** How many entries, tiles and checkpoints stand: what a check compares with what it went through. */
export async function countsOfLog(tx: Tx): Promise<{ readonly entries: number; readonly tiles: number; readonly largest: number }> {
  const { rows } = await sql<{ entries: number; tiles: number; largest: number }>`
    select (select coalesce(sum(cardinality(keys)), 0)::float8 from log.bundle) as entries, (select count(*)::float8 from log.tile) as tiles,
      (select coalesce(max(first + cardinality(keys)), 0)::float8 from log.bundle) as largest`.execute(tx.db);
  return rows[0] ?? { entries: 0, tiles: 0, largest: 0 };
}
