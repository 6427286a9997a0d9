// Decides how contribution months are opened and read, and who is held in one with which membership number.
import { sql } from 'kysely';
import type { CivilDate } from '../kernel/date.ts';
import type { Month } from '../kernel/month.ts';
import { copyOut, literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import type { Figures } from './month-files.ts';

const firstDay = (month: Month): string => `${month}-01`;

export interface Period {
  readonly periodId: string;
  readonly programme: string;
  readonly sponsor: string;
  readonly area: string;
  readonly branch: string;
  readonly npp: string;
  readonly month: Month;
  readonly dueOn: CivilDate;
}

/** People held in a month by kabupaten. */
export async function heldByArea(tx: Tx, programme: string, month: Month): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ area: string; people: string }>`
    select area, count(*) as people from (
      select distinct left(area, 4) as area, person_key from roster.person_month where programme = ${programme} and month = ${firstDay(month)}::date) held
    group by area order by area`.execute(tx.db);
  return new Map(rows.map(({ area, people }) => [area, Number(people)]));
}

/** Opens a month with a branch; false when it was open. */
export async function insertPeriod(tx: Tx, period: Period): Promise<boolean> {
  const inserted = await tx.db
    .insertInto('contributions.period')
    .values({
      period_id: period.periodId,
      programme: period.programme,
      sponsor: period.sponsor,
      area: period.area,
      branch: period.branch,
      npp: period.npp,
      month: firstDay(period.month),
      due_on: period.dueOn,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .onConflict((conflict) => conflict.columns(['programme', 'branch', 'month']).doNothing())
    .returning('period_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Open months of a programme in the order of months and branches; of one month or branch when asked. */
export async function periodsOf(tx: Tx, programme: string, month?: Month, branch?: string): Promise<readonly Period[]> {
  let query = tx.db.selectFrom('contributions.period').selectAll().where('programme', '=', programme);
  if (month !== undefined) query = query.where('month', '=', firstDay(month));
  if (branch !== undefined) query = query.where('branch', '=', branch);
  const rows = await query.orderBy('month').orderBy('branch').execute();
  return rows.map((row) => ({
    periodId: row.period_id,
    programme: row.programme,
    sponsor: row.sponsor,
    area: row.area,
    branch: row.branch,
    npp: row.npp,
    month: row.month.slice(0, 7) as Month,
    dueOn: row.due_on as CivilDate,
  }));
}

/** The gathered roster: how many are held, and of them registered and to be charged; `sharedNumbers` of these stand under another's number. */
export interface Gathered extends Figures {
  readonly held: number;
  readonly sharedNumbers: number;
}

/** Gathers in `month_roster` everyone held in the month in these kabupaten, with the latest membership number, whichever programme registered them (null unless registered). */
export async function gatherRoster(tx: Tx, period: Period, areas: readonly string[]): Promise<Gathered> {
  await sql`drop table if exists pg_temp.month_held, pg_temp.month_roster`.execute(tx.db);
  await sql`set local work_mem = '64MB'`.execute(tx.db); // a branch's month sorts in memory
  const held = (cover: 'jkk' | 'jkm') => sql`select person_key, area, amount, instrument_id from roster.person_month
      where programme = ${period.programme} and month = ${firstDay(period.month)}::date and cover = ${cover} and left(area, 4) = any (${areas}::text[])`;
  await sql`
    create temporary table month_held on commit drop as
    select person_key, coalesce(k.area, m.area) as area, coalesce(k.amount, 0) as jkk, coalesce(m.amount, 0) as jkm,
      k.instrument_id as jkk_instrument, m.instrument_id as jkm_instrument
    from (${held('jkk')}) k full join (${held('jkm')}) m using (person_key)`.execute(tx.db);
  await sql`analyze month_held`.execute(tx.db); // joins are planned by it: with no statistics they may pair all with all
  await sql`
    create temporary table month_roster on commit drop as
    select h.*, r.kpj
    from month_held h
    left join (
      select distinct on (person_key) person_key, kpj from enrolment.registration
      where outcome = 'registered' and person_key in (select person_key from month_held)
      order by person_key, answered_on desc, recorded_at desc, file_id desc) r using (person_key)`.execute(tx.db);
  await sql`analyze month_roster`.execute(tx.db);
  const { rows } = await sql<{ held: string; persons: string; numbers: string; jkk: string; jkm: string }>`
    select count(*) as held, count(kpj) as persons, count(distinct kpj) as numbers,
      coalesce(sum(jkk) filter (where kpj is not null), 0) as jkk, coalesce(sum(jkm) filter (where kpj is not null), 0) as jkm from month_roster`.execute(
    tx.db,
  );
  const [row] = rows;
  const [persons, jkk, jkm] = [Number(row?.persons ?? 0), BigInt(row?.jkk ?? 0), BigInt(row?.jkm ?? 0)];
  return { held: Number(row?.held ?? 0), persons, jkk, jkm, amount: jkk + jkm, sharedNumbers: persons - Number(row?.numbers ?? 0) };
}

/** Streams (kpj, name, jkk, jkm) of everyone to be charged in the order of KPJ (by bytes). The name is that of the newest of the given population snapshots, else the candidate list's. */
export function streamRoster(tx: Tx, snapshots: readonly string[]) {
  const ids = snapshots.map((id) => `${literal(id)}::uuid`).join(', ');
  if (tx.cluster) return copyOut(tx, rosterOnCluster(ids));
  const registered =
    ids === ''
      ? 'null::text'
      : `(select p.name from registry.population p where p.person_key = m.person_key and p.snapshot_id in (${ids}) and p.name is not null order by array_position(array[${ids}], p.snapshot_id) limit 1)`;
  return copyOut(
    tx,
    `select m.kpj, coalesce(${registered},
       (select c.name from enrolment.determination d join intake.candidate c on c.list_id = d.list_id and c.row_no = d.row_no
        where d.person_key = m.person_key and d.change = 'add' and c.name is not null order by d.instrument_id desc limit 1)), m.jkk, m.jkm
     from pg_temp.month_roster m where m.kpj is not null order by m.kpj collate "C"`,
  );
}

/** On a cluster each spread table is read once for the people of the roster. */
const rosterOnCluster = (ids: string): string => `
  with charged as materialized (select person_key, kpj, jkk, jkm from pg_temp.month_roster where kpj is not null),
  registered as materialized (
    select distinct on (person_key) person_key, name from registry.population
    where person_key in (select person_key from charged) and snapshot_id = any (array[${ids}]::uuid[]) and name is not null
    order by person_key, array_position(array[${ids}]::uuid[], snapshot_id)),
  listed as materialized (
    select d.person_key, d.instrument_id, d.list_id, d.row_no from enrolment.determination d
    where d.person_key in (select person_key from charged) and d.person_key not in (select person_key from registered) and d.change = 'add'),
  written as materialized (select c.list_id, c.row_no, c.name from intake.candidate c where c.list_id in (select list_id from listed) and c.name is not null),
  named as (select distinct on (l.person_key) l.person_key, w.name from listed l join written w using (list_id, row_no) order by l.person_key, l.instrument_id desc)
  select m.kpj, coalesce(r.name, n.name), m.jkk, m.jkm from charged m left join registered r using (person_key) left join named n using (person_key)
  order by m.kpj collate "C"`;

/** Gathers in `month_uncharged` who is held in the month in these kabupaten and not charged in the finalised roster; returns how many. */
export async function gatherUncharged(tx: Tx, period: Period, areas: readonly string[], finalisationId: string): Promise<number> {
  await sql`drop table if exists pg_temp.month_uncharged`.execute(tx.db);
  await sql`
    create temporary table month_uncharged on commit drop as
    select distinct h.person_key from roster.person_month h
    where h.programme = ${period.programme} and h.month = ${firstDay(period.month)}::date and left(h.area, 4) = any (${areas}::text[])
      and not exists (select from contributions.charge c where c.person_key = h.person_key and c.finalisation_id = ${finalisationId}::uuid)`.execute(tx.db);
  const { rows } = await sql<{ people: number }>`select count(*)::int as people from month_uncharged`.execute(tx.db);
  return rows[0]?.people ?? 0;
}
