// SQL of numbering: the acts that wait, found by their ordinals, and the one statement that gives them numbers, salts and hashes.
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import { hashesOf } from './tile.ts';
import { type Hash, tileWidth } from './tree.ts';

/** How far acts were numbered: up to which ordinal, and the ordinals before it that were not seen yet, from `lows` on and before `highs`. */
interface Numbered {
  readonly upTo: string;
  readonly lows: readonly string[];
  readonly highs: readonly string[];
}

/**
 * Among which ordinals acts are looked for that have no number: all, or those that were not long unseen. A transaction that is under way while so many others
 * record is rare, and one that failed leaves its ordinals unseen for good: going through them every second would cost more with every year.
 */
export type Among = 'all' | 'recent';
const recentOrdinals = 100_000; // not law: acts of some days

async function numberedSoFar(tx: Tx, among: Among): Promise<Numbered> {
  const gaps = among === 'all' ? sql`(select unnest(unseen) as gap union all select unnest(long_unseen)) g` : sql`unnest(unseen) gap`;
  const { rows } = await sql<Numbered>`
    select numbered_to::text as "upTo", array(select lower(gap)::text from ${gaps}) as lows, array(select upper(gap)::text from ${gaps}) as highs
    from log.log`.execute(tx.db);
  return rows[0] ?? { upTo: '0', lows: [], highs: [] };
}

/**
 * Acts that wait for a number: those behind the last numbered one, and those whose ordinal before it was not seen yet, because the transaction that
 * recorded them was under way; of each the first `most` (all when not given) (SQL; rows of `platform.act`). What is numbered is not gone through:
 * the ordinals are given, so that the planner knows how few they are.
 */
const waiting = ({ upTo, lows, highs }: Numbered, most: number | null = null): RawBuilder<unknown> => sql`(
  select a.* from unnest(${sql.val(lows)}::bigint[], ${sql.val(highs)}::bigint[]) gap (low, high)
  cross join lateral (select * from platform.act where ordinal >= low and ordinal < high order by ordinal limit ${most}) a
  union all
  (select * from platform.act where ordinal > ${upTo}::bigint order by ordinal limit ${most}))`;

/** Whether an act waits for its number. */
export async function actsWait(tx: Tx, among: Among): Promise<boolean> {
  return (await sql`select from ${waiting(await numberedSoFar(tx, among), 1)} w limit 1`.execute(tx.db)).rows.length > 0;
}

/**
 * How many acts were recorded, those numbered and those that wait: it rises by one with each that commits, whichever was begun first and whatever the
 * clocks say, and numbering leaves it as it is; only one whose ordinal is not recent any more counts from its number on. In one snapshot, so that none is
 * counted twice or not at all.
 */
export async function actsRecorded(tx: Tx): Promise<number> {
  const { rows } = await sql<{ acts: number }>`
    select (coalesce((select max(size) from log.checkpoint), 0) + (select count(*) from ${waiting(await numberedSoFar(tx, 'recent'))} w))::float8 as acts`.execute(
    tx.db,
  );
  return rows[0]?.acts ?? 0;
}

/** Entries that were numbered: the hashes of their leaves in the order of their numbers, and the kinds of acts among them. */
export interface NewEntries {
  readonly leaves: readonly Hash[];
  readonly kinds: readonly string[];
}

/** The hash of an act's opening, as `commitmentOf(openingOf(act, salt))` has it (SQL, of a row with the act's columns and `salt`). */
const commitment = sql`(select sha256(convert_to(row_to_json(opening)::text, 'UTF8')) from (
  select act_id as act, area, rtrim(rtrim(to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z' as at, author, digest, kind,
    encode(salt, 'hex') as salt, sponsor, subject) opening)`;

/** The hash of an entry, as `leafHash(entryText(actId, commitment))` has it (SQL, of a row with `act_id` and `commitment`). */
const leaf = sql`sha256(decode('00', 'hex') || convert_to('{"act":"' || act_id || '","commitment":"' || encode(commitment, 'hex') || '"}', 'UTF8'))`;

/** The ordinals unseen after a turn, up to the last it numbered (SQL, of a row of `log.log` and of `seen`). */
const unseen = sql`unseen + int8multirange(int8range(numbered_to + 1, greatest(numbered_to, last) + 1)) - ordinals`;
/** As `unseen`, of all, those put apart that were not seen for long. */
const divided = sql`(unseen, long_unseen) = (
  select still * int8multirange(int8range(newest - ${recentOrdinals}, null)), still * int8multirange(int8range(null, newest - ${recentOrdinals}))
  from (select long_unseen + ${unseen} as still, greatest(numbered_to, last) as newest) after)`;

/**
 * Gives acts that wait, `most` of them at most, the numbers from `first` on, in the order of their ordinals, and remembers how far it came. Each gets a salt of
 * 122 random bits; the acts do not pass through here, and what comes back tells nothing of them.
 */
export async function numberWaiting(tx: Tx, first: number, { most, among }: { readonly most: number; readonly among: Among }): Promise<NewEntries> {
  const { rows } = await sql<{ leaves: Buffer | null; kinds: string[] | null }>`
    with salted as (select w.*, uuid_send(gen_random_uuid()) as salt from ${waiting(await numberedSoFar(tx, among), most)} w order by ordinal limit ${most}),
    chosen as (select act_id, ordinal, kind, salt, ${commitment} as commitment, row_number() over (order by ordinal) - 1 as nth from salted),
    bundle as (
      insert into log.bundle (first, keys, salts, commitments, ordinals, recorded_at)
      select ${first}::bigint + min(nth), array_agg(act_id order by nth), string_agg(salt, ''::bytea order by nth),
        string_agg(commitment, ''::bytea order by nth), int8range(min(ordinal), max(ordinal), '[]'), ${tx.at}::timestamptz
      from chosen group by nth / ${tileWidth}::bigint),
    seen as (
      select range_agg(int8range(low, high, '[]')) as ordinals, max(high) as last
      from (select min(ordinal) as low, max(ordinal) as high from chosen group by ordinal - nth) side_by_side),
    remembered as (
      update log.log set numbered_to = greatest(numbered_to, last), ${among === 'all' ? divided : sql`unseen = ${unseen}`}
      from seen where last is not null)
    select (select string_agg(${leaf}, ''::bytea order by nth) from chosen) as leaves, (select array_agg(distinct kind) from chosen) as kinds`.execute(tx.db);
  const { leaves, kinds } = rows[0] ?? {};
  return { leaves: hashesOf(leaves ?? Buffer.alloc(0)), kinds: kinds ?? [] };
}

/** What is wrong with an act's number: it has none and waits for none, it has one and would be given another, or it has several. */
export type Misnumbered = 'unnumbered' | 'again' | 'twice';

/** Acts whose numbers are wrong, the first `most` of them; and how many wait. */
export async function misnumberedActs(
  tx: Tx,
  most: number,
): Promise<{ readonly acts: readonly { readonly actId: string; readonly what: Misnumbered }[]; readonly waiting: number }> {
  const soFar = await numberedSoFar(tx, 'all');
  // Gathered, not joined: however little the planner knows of the bundles, it goes through each once.
  const { rows: acts } = await sql<{ actId: string; what: Misnumbered }>`
    select act_id as "actId", case when entries = 0 then 'unnumbered' when entries = 1 then 'again' else 'twice' end as what from (
      select act_id, bit_or(stands) as stands, count(*) filter (where stands = 2) as entries from (
        select act_id, 1 as stands from platform.act union all select unnest(keys), 2 from log.bundle union all select act_id, 4 from ${waiting(soFar)} w) found
      group by act_id) act
    where stands = 1 or entries > 1 or stands & 6 = 6 order by 1 limit ${most}`.execute(tx.db);
  const { rows } = await sql<{ waiting: number }>`select count(*)::float8 as waiting from ${waiting(soFar)} w`.execute(tx.db);
  return { acts, waiting: rows[0]?.waiting ?? 0 };
}
