// SQL of who is to be taken off the administrator's books: whom an instrument removes, who was registered, and was not sent out before.
import { sql } from 'kysely';
import { apart } from '../platform/apart.ts';
import { copyOut, literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import { insertRows } from '../platform/insert-rows.ts';
import type { PlannedFile, ToSend } from './registration-files.ts';
import type { EnrolmentFile } from './registration-store.ts';

/** Columns of the rows `streamLeaving` gives. */
export const leavingColumns = ['kpj', 'name', 'birth_date', 'cause', 'happened_on', 'remark'] as const;

/**
 * Gathers in `to_leave` everybody a signed instrument removes who is registered and stands in no such file of it yet, numbered within the branch
 * and number he was registered under. The dead are left out: their family claims.
 */
export async function gatherLeaving(
  tx: Tx,
  of: { instrumentId: string; programme: string; population: readonly string[]; sheet: string },
): Promise<readonly ToSend[]> {
  const listed = `select person_key from enrolment.determination where instrument_id = ${literal(of.instrumentId)}::uuid and change = 'remove'`;
  const people = (table: string) => sql.raw(apart(tx, table, `person_key in (${listed})`));
  const candidates = sql.raw(
    apart(tx, 'intake.candidate', `list_id in (select list_id from enrolment.determination where instrument_id = ${literal(of.instrumentId)}::uuid)`),
  );
  await sql`
    create temporary table to_leave on commit drop as
    with registered as (
      select distinct on (r.person_key) r.person_key, r.kpj, f.branch, f.npp from ${people('enrolment.registration')} r join enrolment.enrolment_file f on f.file_id = r.file_id
      where r.programme = ${of.programme} and r.outcome = 'registered' order by r.person_key, r.answered_on desc, r.recorded_at desc)
    select d.person_key, d.area, r.branch, r.npp, r.kpj, coalesce(p.name, c.name) as name, coalesce(p.birth_date, c.birth_date) as birth_date, d.cause,
      coalesce(l.happened_on, i.effective_on) as happened_on, i.number as remark, ${of.sheet}::text as sheet,
      row_number() over (partition by r.branch, r.npp order by d.area collate "C", d.list_id, d.row_no)::int as nth
    from enrolment.determination d join enrolment.instrument i on i.instrument_id = d.instrument_id
    join registered r on r.person_key = d.person_key
    join ${candidates} c on c.list_id = d.list_id and c.row_no = d.row_no
    left join ${people('enrolment.departure')} l on l.person_key = d.person_key and l.programme = d.programme
    left join lateral (
      select * from ${people('registry.population')} q where q.person_key = d.person_key and q.snapshot_id = any (${sql.val([...of.population])}::uuid[])
      order by array_position(${sql.val([...of.population])}::uuid[], q.snapshot_id) limit 1) p on true
    where d.instrument_id = ${of.instrumentId}::uuid and d.change = 'remove' and d.cause is distinct from 'death'
      and not exists (
        select from ${people('enrolment.deactivation')} x join enrolment.enrolment_file f on f.file_id = x.file_id
        where x.person_key = d.person_key and f.instrument_id = d.instrument_id)`.execute(tx.db);
  await sql`analyze to_leave`.execute(tx.db);
  const { rows } = await sql<ToSend>`
    select branch, npp, sheet, count(*)::int as people from to_leave group by branch, npp, sheet order by branch collate "C", npp collate "C"`.execute(tx.db);
  return rows;
}

/** The gathered people of a planned file, in order. */
export const streamLeaving = (tx: Tx, file: PlannedFile): AsyncIterable<ReadonlyArray<ReadonlyArray<string | null>>> =>
  copyOut(
    tx,
    `select ${leavingColumns.join(', ')} from pg_temp.to_leave
     where branch = ${literal(file.branch)} and npp = ${literal(file.npp)} and nth between ${file.first} and ${file.last} order by nth`,
  );

/** Records of the gathered people who stands in which row (the sheet's header is row 1); returns how many do. */
export function saveDeactivations(tx: Tx, of: { programme: string; sponsor: string }, files: readonly EnrolmentFile[]): Promise<number> {
  return insertRows(
    tx,
    sql`
    insert into enrolment.deactivation (person_key, programme, sequence, file_id, row_no, sponsor, area, kpj)
    select t.person_key, ${of.programme}, 1 + (select count(*) from ${sql.raw(apart(tx, 'enrolment.deactivation', `programme = ${literal(of.programme)}`))} x
      where x.person_key = t.person_key and x.programme = ${of.programme}), f.file_id, t.nth - f.first + 2, ${of.sponsor}, t.area, t.kpj
    from pg_temp.to_leave t join unnest(
      ${files.map(({ fileId }) => fileId)}::uuid[], ${files.map(({ branch }) => branch)}::text[], ${files.map(({ npp }) => npp)}::text[],
      ${files.map(({ first }) => first)}::int[], ${files.map(({ last }) => last)}::int[])
      f (file_id, branch, npp, first, last) on f.branch = t.branch and f.npp = t.npp and t.nth between f.first and f.last
    order by t.person_key`,
  );
}
