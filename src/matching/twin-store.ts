// SQL of finding people who stand in the population register under two NIKs, and of keeping the likeliest pairs.
import { sql } from 'kysely';
import { type CopyField, copyIn, copyOut, copyTemp, literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import type { RegisteredPerson } from './person-linkage.ts';
import type { Pair } from './twin.ts';

const fields = ['person_key', 'name', 'birth_date', 'sex', 'area', 'mother_name', 'birth_place', 'household'] as const;
const sides = ['a', 'b'].map((side) => fields.map((field) => `${side}.${field}`).join(', ')).join(', ');

const unknownDay = `to_char(a.birth_date, 'MM-DD') in ('01-01', '07-01', '12-31')`;
/** Birth dates a slip apart, in year or day: the same year, the same day of the year, or day and month exchanged. */
const nearBirth = `(extract(year from a.birth_date) = extract(year from b.birth_date) or to_char(a.birth_date, 'MM-DD') = to_char(b.birth_date, 'MM-DD'))`;

/**
 * In what two people agree who are compared at all. A day that stands for "unknown" counts within a kabupaten, and in a village with names that begin alike.
 */
const blocks = [
  `upper(b.name) = upper(a.name) and b.birth_date = a.birth_date and (not ${unknownDay} or left(b.area, 4) = left(a.area, 4))`,
  `b.area = a.area and b.birth_date = a.birth_date and (not ${unknownDay} or left(upper(b.name), 1) = left(upper(a.name), 1))`,
  `b.area = a.area and upper(b.name) = upper(a.name) and ${nearBirth}`,
  `b.household = a.household and b.sex = a.sex and ${nearBirth}`,
];

const personAt = (row: readonly (string | null)[], from: number): RegisteredPerson => {
  const [personKey, name = null, birthDate = null, sex = null, area, motherName = null, birthPlace = null, household = null] = row.slice(from, from + 8);
  return { personKey: personKey ?? '', name, birthDate, sex, area: area ?? '', motherName, birthPlace, household, nik: null };
};

const pairOf = (row: readonly (string | null)[]): Pair => {
  const [one, other] = [personAt(row, 0), personAt(row, 8)];
  return one.personKey < other.personKey ? { one, other } : { one: other, other: one };
};

/** Numbers the people the lists of a programme name, with their sealed NIKs, in `twin_named`; returns how many there are. */
export async function nameListed(tx: Tx, programme: string): Promise<number> {
  await sql`drop table if exists pg_temp.twin_named`.execute(tx.db);
  await tx.client.query(`
    create temporary table twin_named on commit drop as
    select row_number() over (order by person_key) as place, person_key, token from (
      select i.person_key, min(i.token::text)::uuid as token from intake.candidate c join intake.list l on l.list_id = c.list_id
      join registry.identifier i on i.token = c.token and i.valid_to is null
      where l.programme = ${literal(programme)} and not exists (select from intake.withdrawal w where w.list_id = l.list_id) group by i.person_key) listed`);
  await sql`analyze pg_temp.twin_named`.execute(tx.db);
  const { rows } = await sql<{ people: string }>`select count(*) as people from pg_temp.twin_named`.execute(tx.db);
  return Number(rows[0]?.people ?? 0);
}

/** Some of `twin_named`, by their numbers from `after` on. */
export async function listedAfter(tx: Tx, after: number, most: number): Promise<readonly { readonly personKey: string; readonly token: string }[]> {
  const { rows } = await sql<{ personKey: string; token: string }>`
    select person_key as "personKey", token from pg_temp.twin_named where place > ${after} and place <= ${after + most} order by place`.execute(tx.db);
  return rows;
}

/**
 * Streams pairs of different people of `population` (SQL of register rows) who agree in one of the blocks, some more than once. With `listed` one of
 * them stands in `twin_named`. One statement: PostgreSQL joins, nothing is held here.
 */
export async function* pairsInBlocks(tx: Tx, population: string, listed: boolean): AsyncGenerator<readonly Pair[]> {
  const ones = listed ? 'p join pg_temp.twin_named n using (person_key)' : 'p';
  const query = `
    with p as not materialized (select ${fields.join(', ')} from ${population} r where found),
    a as ${listed ? '' : 'not '}materialized (select ${fields.map((field) => `p.${field}`).join(', ')} from ${ones})
    ${blocks.map((block) => `select ${sides} from a join p b on ${block} where b.person_key ${listed ? '<>' : '>'} a.person_key`).join('\n    union all\n    ')}`;
  for await (const chunk of copyOut(tx, query)) yield chunk.map(pairOf);
}

/** Streams pairs whose NIKs are a slip apart: `near` are people with the sealed NIKs near their own. */
export async function* pairsByNik(tx: Tx, population: string, near: Iterable<readonly CopyField[]>): AsyncGenerator<readonly Pair[]> {
  await copyTemp(tx, 'twin_near', 'person_key uuid, token uuid', near);
  const query = `
    with p as not materialized (select ${fields.join(', ')} from ${population} r where found)
    select ${sides} from pg_temp.twin_near n join registry.identifier i on i.token = n.token and i.valid_to is null
    join p a on a.person_key = n.person_key join p b on b.person_key = i.person_key where b.person_key <> a.person_key`;
  for await (const chunk of copyOut(tx, query)) yield chunk.map(pairOf);
  await sql`drop table pg_temp.twin_near`.execute(tx.db);
}

/** Pairs somebody decided about, as `one/other`: they are not proposed again. */
export async function pairsDecided(tx: Tx): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ pair: string }>`select one_key || '/' || other_key as pair from matching.standing_twin_decision`.execute(tx.db);
  return new Set(rows.map(({ pair }) => pair));
}

/** A search, as recorded. `leftOut`: likely pairs beyond those kept. */
export interface TwinSearch {
  readonly searchId: string;
  readonly programme: string;
  readonly scope: 'programme' | 'register';
  readonly sponsor: string;
  readonly area: string;
  readonly weights: string;
  readonly snapshots: readonly { readonly asOf: string; readonly digest: string }[];
  readonly compared: number;
  readonly found: number;
  readonly leftOut: number;
}

export async function insertTwinSearch(tx: Tx, of: TwinSearch): Promise<void> {
  await sql`
    insert into matching.twin_search (search_id, programme, scope, sponsor, area, weights, snapshots, compared_count, found_count, left_out_count, recorded_at, author)
    values (${of.searchId}, ${of.programme}, ${of.scope}, ${of.sponsor}, ${of.area}, ${of.weights}, ${JSON.stringify(of.snapshots)}::jsonb, ${of.compared},
      ${of.found}, ${of.leftOut}, ${tx.at}, ${tx.actor.id})`.execute(tx.db);
}

/** The last search of a programme. */
export async function latestTwinSearch(tx: Tx, programme: string): Promise<(TwinSearch & { readonly recordedAt: string }) | null> {
  const { rows } = await sql<TwinSearch & { readonly recordedAt: string }>`
    select search_id as "searchId", programme, scope, sponsor, area, weights, snapshots, compared_count::int as compared, found_count as found,
      left_out_count::int as "leftOut", recorded_at as "recordedAt"
    from matching.twin_search where programme = ${programme} order by recorded_at desc, search_id desc limit 1`.execute(tx.db);
  return rows[0] ?? null;
}

/** A reason as stored: rounded to hundredths of a bit. */
export interface StoredReason {
  readonly comparison: string;
  readonly level: string | null;
  readonly weight: number;
}

export interface StoredTwin {
  readonly oneKey: string;
  readonly otherKey: string;
  readonly area: string;
  readonly oneToken: string;
  readonly otherToken: string;
  readonly bits: number;
  readonly reasons: readonly StoredReason[];
}

const twinColumns = ['search_id', 'one_key', 'other_key', 'sponsor', 'area', 'one_token', 'other_token', 'bits', 'reasons'] as const;

export const saveTwins = (tx: Tx, searchId: string, sponsor: string, twins: readonly StoredTwin[]): Promise<number> =>
  copyIn(
    tx,
    { table: 'matching.twin', columns: twinColumns },
    twins.map((one) => [searchId, one.oneKey, one.otherKey, sponsor, one.area, one.oneToken, one.otherToken, one.bits, JSON.stringify(one.reasons)]),
  );
