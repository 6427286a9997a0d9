// Decides how person-months and who carries them are written and read: one statement a table, in key order, under the primary key that pays nobody twice.
import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../kernel/clock.ts';
import type { Rupiah } from '../kernel/money.ts';
import type { Month } from '../kernel/month.ts';
import type { Tx } from '../platform/database.ts';
import { insertRows } from '../platform/insert-rows.ts';
import type { Cover, HeldCover, Share } from './shares.ts';

const temporary = (table: string): RawBuilder<unknown> => sql.table(`pg_temp.${table}`);
const kabupaten = sql`left(area, 4)`;
const firstDay = (month: Month): string => `${month}-01`;
const monthText = (day: string): Month => day.slice(0, 7) as Month;

/** What a hold's people are: how many, how many person-months, the span, and whether somebody stands there twice. */
export async function peopleToHold(tx: Tx, table: string) {
  await sql`set local work_mem = '64MB'`.execute(tx.db); // a hundred thousand people sort in memory
  const { rows } = await sql<{ people: string; distinct: string; months: string; areas: string[] | null }>`
    select count(*) as people, count(distinct person_key) as distinct,
      coalesce(sum((extract(year from age(last_month, first_month)) * 12 + extract(month from age(last_month, first_month)) + 1)::bigint), 0) as months,
      array_agg(distinct ${kabupaten}) as areas
    from ${temporary(table)}`.execute(tx.db);
  const [row] = rows;
  return { people: Number(row?.people ?? 0), distinct: Number(row?.distinct ?? 0), months: Number(row?.months ?? 0), areas: row?.areas ?? [] };
}

/** Makes sure the gates of the kabupaten exist. */
export async function ensureGates(tx: Tx, programme: string, sponsor: string, areas: readonly string[]): Promise<void> {
  await sql`insert into roster.month_gate (programme, area, sponsor, recorded_at)
    select ${programme}, area, ${sponsor}, ${tx.at} from unnest(${areas}::text[]) area order by area on conflict do nothing`.execute(tx.db);
}

/** Holds the gates of the kabupaten until the transaction ends: beside other holds and releases, or alone, to close a month. */
export async function passGates(tx: Tx, programme: string, areas: readonly string[], how: 'beside' | 'alone'): Promise<void> {
  const mine = sql`select area from roster.month_gate where programme = ${programme} and area = any(${areas}::text[]) order by area`;
  if (how === 'beside') await sql`${mine} for share`.execute(tx.db);
  else
    await sql`with mine as (${mine} for update) update roster.month_gate g set closings = closings + 1 from mine where g.programme = ${programme} and g.area = mine.area`.execute(
      tx.db,
    );
}

/** Months the people would be held for that are closed already. */
export async function closedMonths(tx: Tx, table: string, programme: string): Promise<readonly { month: Month; area: string; people: number }[]> {
  const { rows } = await sql<{ month: string; area: string; people: string }>`
    select l.month, l.area, count(*) as people from roster.month_lock l
    join ${temporary(table)} p on left(p.area, 4) = l.area and l.month between p.first_month and p.last_month
    where l.programme = ${programme} group by l.month, l.area order by l.month, l.area`.execute(tx.db);
  return rows.map(({ month, area, people }) => ({ month: monthText(month), area, people: Number(people) }));
}

/** How many of the people are held already in one of the months, as far as the actor may see. */
export async function heldAlready(tx: Tx, table: string): Promise<number> {
  const { rows } = await sql<{ held: string }>`
    select count(distinct h.person_key) as held from roster.person_month h
    join ${temporary(table)} p on p.person_key = h.person_key and h.month between p.first_month and p.last_month`.execute(tx.db);
  return Number(rows[0]?.held ?? 0);
}

/**
 * How many of the people are held in one of the months under another of their keys, or stand here under two of them: one person by a decision about two
 * NIKs. Other sponsors' months count, without saying whose.
 */
export async function heldUnderOtherKey(tx: Tx, table: string): Promise<number> {
  const { rows: one } = await sql<{ key: string; person: string }>`
    select former_key as key, person_key as person from registry.one_person union select person_key, person_key from registry.one_person`.execute(tx.db);
  if (one.length === 0) return 0;
  const { rows } = await sql<{ held: string }>`
    with known as (select * from unnest(${sql.val(one.map(({ key }) => key))}::uuid[], ${sql.val(one.map(({ person }) => person))}::uuid[]) k (key, person)),
    mine as (select p.person_key, p.first_month, p.last_month, k.person from ${temporary(table)} p join known k on k.key = p.person_key),
    others as (select m.person_key, m.first_month, m.last_month, k.key from mine m join known k on k.person = m.person and k.key <> m.person_key)
    select count(distinct o.person_key) as held from others o
    where exists (select from mine m where m.person_key = o.key and m.first_month <= o.last_month and m.last_month >= o.first_month)
      or exists (select from roster.months_of_keys((select array_agg(key) from others)) h where h.person_key = o.key and h.month between o.first_month and o.last_month)`.execute(
    tx.db,
  );
  return Number(rows[0]?.held ?? 0);
}

// The lateral join keeps the people's order, so rows reach every partition in key order without sorting millions of them.
const peopleMonths = (table: string) => sql`(select person_key, area, first_month, last_month from ${temporary(table)} order by person_key) p
  cross join lateral generate_series(p.first_month::timestamp, p.last_month::timestamp, interval '1 month') m`;

/** Inserts the person-months; returns how many. A month held already is a unique violation. */
export async function insertPersonMonths(
  tx: Tx,
  into: { readonly table: string; readonly programme: string; readonly sponsor: string; readonly instrumentId: string; readonly covers: readonly HeldCover[] },
): Promise<number> {
  return insertRows(
    tx,
    sql`
    insert into roster.person_month (person_key, month, cover, sponsor, area, programme, instrument_id, amount)
    select p.person_key, m::date, c.cover, ${into.sponsor}, p.area, ${into.programme}, ${into.instrumentId}::uuid, c.amount
    from ${peopleMonths(into.table)}
    cross join lateral unnest(${into.covers.map(({ cover }) => cover)}::text[], ${into.covers.map(({ amount }) => String(amount))}::bigint[]) c (cover, amount)`,
  );
}

/** Months after a term held by a decision to pay in advance. */
export interface Advance {
  readonly instrumentId: string;
  readonly programme: string;
  readonly sponsor: string;
  /** Kabupaten. */
  readonly area: string;
  readonly first: Month;
  readonly last: Month;
  readonly persons: number;
}

/** Records what may be held after the term, and by what. */
export async function insertAdvance(tx: Tx, of: Advance): Promise<void> {
  await tx.db
    .insertInto('roster.advance')
    .values({
      instrument_id: of.instrumentId,
      programme: of.programme,
      sponsor: of.sponsor,
      area: of.area,
      first_month: `${of.first}-01`,
      last_month: `${of.last}-01`,
      persons: of.persons,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .execute();
}

/** The last month of a programme held in advance, or null. */
export async function lastMonthAhead(tx: Tx, programme: string): Promise<Month | null> {
  const { rows } = await sql<{
    month: string | null;
  }>`select to_char(max(last_month), 'YYYY-MM') as month from roster.advance where programme = ${programme}`.execute(tx.db);
  return (rows[0]?.month ?? null) as Month | null;
}

/** Says what each payer carries of every person-month an instrument holds, once for each kabupaten and month. */
export async function insertShares(
  tx: Tx,
  into: { readonly table: string; readonly sponsor: string; readonly instrumentId: string; readonly covers: readonly HeldCover[] },
): Promise<void> {
  const flat = into.covers.flatMap(({ cover, shares }) => shares.map((share) => ({ cover, ...share })));
  await insertRows(
    tx,
    sql`
    insert into roster.hold_share (instrument_id, month, area, cover, payer, line, sponsor, amount)
    select distinct ${into.instrumentId}::uuid, m::date, p.kabupaten, c.cover, c.payer, c.line, ${into.sponsor}, c.amount
    from (select distinct ${kabupaten} as kabupaten, first_month, last_month from ${temporary(into.table)}) p
    cross join lateral generate_series(p.first_month::timestamp, p.last_month::timestamp, interval '1 month') m
    cross join lateral unnest(${flat.map(({ cover }) => cover)}::text[], ${flat.map(({ payer }) => payer)}::text[],
      ${flat.map(({ line }) => line)}::text[], ${flat.map(({ amount }) => String(amount))}::bigint[]) c (cover, payer, line, amount)`,
  );
}

/** Kabupaten in which the people hold anything of the programme. */
export async function areasHeld(tx: Tx, table: string, programme: string): Promise<readonly string[]> {
  const { rows } = await sql<{ area: string }>`
    select distinct left(h.area, 4) as area from roster.person_month h join ${temporary(table)} p using (person_key)
    where h.programme = ${programme} and h.month >= p.from_month`.execute(tx.db);
  return rows.map(({ area }) => area);
}

/** Deletes the people's open person-months from their month on (or those of one month, closed or not), keeps each as an event, and says what was freed on which line. */
export async function deletePersonMonths(
  tx: Tx,
  of: { readonly table: string; readonly programme: string; readonly instrumentId: string | null; readonly cause: string; readonly only?: Month },
): Promise<{ personMonths: readonly { cover: Cover; count: number; amount: Rupiah }[]; lines: readonly { line: string; amount: Rupiah }[] }> {
  const kept = tx.cluster ? sql`returning 1` : sql``; // a cluster then inserts under the row policies, not by COPY
  const which =
    of.only === undefined
      ? sql`h.month >= p.from_month and not exists (select from roster.month_lock l where l.programme = h.programme and l.month = h.month and l.area = left(h.area, 4))`
      : sql`h.month = ${firstDay(of.only)}::date`;
  const { rows } = await sql<{ kind: string; name: string; count: string; amount: string }>`
    with gone as (
      delete from roster.person_month h using ${temporary(of.table)} p
      where h.person_key = p.person_key and h.programme = ${of.programme} and ${which}
      returning h.*),
    kept as (
      insert into roster.release (person_key, month, cover, recorded_at, sponsor, area, programme, instrument_id, amount, cause, author)
      select person_key, month, cover, ${tx.at}, sponsor, area, programme, coalesce(${of.instrumentId}::uuid, instrument_id), amount, ${of.cause}, ${tx.actor.id} from gone
      ${kept}),
    freed as (
      select s.line, s.amount * g.people as amount, g.people
      from (select instrument_id, month, left(area, 4) as area, cover, count(*) as people from gone group by 1, 2, 3, 4) g
      join roster.hold_share s using (instrument_id, month, area, cover))
    select 'cover' as kind, cover as name, count(*) as count, sum(amount) as amount from gone group by cover
    union all select 'line', line, sum(people), sum(amount) from freed group by line
    order by kind, name`.execute(tx.db);
  const read = rows.map(({ kind, name, count, amount }) => ({ kind, name, count: Number(count), amount: BigInt(amount) }));
  return {
    personMonths: read.filter(({ kind }) => kind === 'cover').map(({ name, count, amount }) => ({ cover: name as Cover, count, amount })),
    lines: read.filter(({ kind }) => kind === 'line').map(({ name, amount }) => ({ line: name, amount })),
  };
}

/** Person-months that stay because their month is closed. */
export async function closedLeft(tx: Tx, table: string, programme: string): Promise<number> {
  const { rows } = await sql<{ left: string }>`
    select count(*) as left from roster.person_month h join ${temporary(table)} p on h.person_key = p.person_key and h.month >= p.from_month
    where h.programme = ${programme}`.execute(tx.db);
  return Number(rows[0]?.left ?? 0);
}

/** Closes a month for the kabupaten not closed yet; returns those. */
export async function insertLocks(tx: Tx, programme: string, sponsor: string, month: Month, areas: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ area: string }>`
    insert into roster.month_lock (programme, month, area, sponsor, recorded_at, author)
    select ${programme}, ${firstDay(month)}::date, area, ${sponsor}, ${tx.at}, ${tx.actor.id} from unnest(${areas}::text[]) area order by area
    on conflict do nothing returning area`.execute(tx.db);
  return rows.map(({ area }) => area);
}

/** The first month of a programme's term not closed for a kabupaten, or null. */
export async function selectFirstOpenMonth(tx: Tx, programme: string, area: string): Promise<Month | null> {
  const { rows } = await sql<{ month: string | null }>`
    select min(m)::date::text as month from programme.programme p
    cross join lateral generate_series(p.first_month::timestamp, p.last_month::timestamp, interval '1 month') m
    where p.programme = ${programme}
      and not exists (select from roster.month_lock l where l.programme = p.programme and l.month = m and l.area = left(${area}, 4))`.execute(tx.db);
  const month = rows[0]?.month ?? null;
  return month === null ? null : monthText(month);
}

/** How many person-months an instrument holds now (of the cover it holds most of), and their sum in rupiah. */
export async function selectHeldUnder(tx: Tx, instrumentId: string): Promise<{ readonly personMonths: number; readonly amount: Rupiah }> {
  const { rows } = await sql<{ months: string; amount: string }>`
    select coalesce(max(months), 0) as months, coalesce(sum(amount), 0) as amount from (
      select cover, count(*) as months, sum(amount) as amount from roster.person_month where instrument_id = ${instrumentId}::uuid group by cover) held`.execute(
    tx.db,
  );
  return { personMonths: Number(rows[0]?.months ?? 0), amount: BigInt(rows[0]?.amount ?? 0) };
}

/** One person's months: who pays what of each cover, by which instrument, and whether the month is closed. */
export interface PersonMonth {
  readonly month: Month;
  readonly cover: Cover;
  readonly programme: string;
  readonly sponsor: string;
  readonly instrumentId: string;
  readonly amount: Rupiah;
  readonly closed: boolean;
  readonly shares: readonly Share[];
}

/** A person-month given up, why, and when that was recorded. */
export interface ReleasedMonth {
  readonly month: Month;
  readonly cover: Cover;
  readonly programme: string;
  readonly amount: Rupiah;
  readonly cause: string;
  readonly recordedAt: Instant;
}

export async function selectMonths(tx: Tx, personKey: string): Promise<readonly PersonMonth[]> {
  const { rows } = await sql<{
    month: string;
    cover: Cover;
    programme: string;
    sponsor: string;
    instrument_id: string;
    amount: string;
    closed: boolean;
    shares: { payer: string; line: string; amount: string }[] | null;
  }>`
    select h.month, h.cover, h.programme, h.sponsor, h.instrument_id, h.amount,
      exists (select from roster.month_lock l where l.programme = h.programme and l.month = h.month and l.area = left(h.area, 4)) as closed,
      (select json_agg(json_build_object('payer', s.payer, 'line', s.line, 'amount', s.amount::text) order by s.payer)
       from roster.hold_share s where s.instrument_id = h.instrument_id and s.month = h.month and s.area = left(h.area, 4) and s.cover = h.cover) as shares
    from roster.person_month h where h.person_key = ${personKey}::uuid order by h.month, h.cover`.execute(tx.db);
  return rows.map((row) => ({
    month: monthText(row.month),
    cover: row.cover,
    programme: row.programme,
    sponsor: row.sponsor,
    instrumentId: row.instrument_id,
    amount: BigInt(row.amount),
    closed: row.closed,
    shares: (row.shares ?? []).map(({ payer, line, amount }) => ({ payer, line, amount: BigInt(amount) })),
  }));
}

export async function selectReleases(tx: Tx, personKey: string): Promise<readonly ReleasedMonth[]> {
  const { rows } = await sql<{ month: string; cover: Cover; programme: string; amount: string; cause: string; recorded_at: Instant }>`
    select month, cover, programme, amount, cause, recorded_at from roster.release where person_key = ${personKey}::uuid order by recorded_at, month, cover`.execute(
    tx.db,
  );
  return rows.map((row) => ({
    month: monthText(row.month),
    cover: row.cover,
    programme: row.programme,
    amount: BigInt(row.amount),
    cause: row.cause,
    recordedAt: row.recorded_at,
  }));
}
