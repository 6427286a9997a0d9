// SQL of errata, revocations and minutes: their words, what is corrected, and whom a revocation takes off the list.
import { sql } from 'kysely';
import { apart } from '../platform/apart.ts';
import { copyOut, literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import { type Before, closedAt, signaturesAt } from './instrument-input-store.ts';

/** What an instrument says in words, and the number of the one it is of. */
export interface InstrumentText {
  readonly ofInstrument: string | null;
  readonly ofNumber: string | null;
  readonly words: string;
}

export async function saveText(tx: Tx, of: { instrumentId: string; sponsor: string; area: string; ofInstrument: string | null; words: string }): Promise<void> {
  await tx.db
    .insertInto('enrolment.instrument_text')
    .values({
      instrument_id: of.instrumentId,
      sponsor: of.sponsor,
      area: of.area,
      of_instrument: of.ofInstrument,
      words: of.words,
      recorded_at: tx.at,
    })
    .execute();
}

export const textOf = (tx: Tx, instrumentId: string): Promise<InstrumentText | undefined> =>
  tx.db
    .selectFrom('enrolment.instrument_text as t')
    .leftJoin('enrolment.instrument as i', 'i.instrument_id', 't.of_instrument')
    .select(['t.of_instrument as ofInstrument', 'i.number as ofNumber', 't.words'])
    .where('t.instrument_id', '=', instrumentId)
    .executeTakeFirst();

/** The corrections of an erratum as they enter its digest. */
export const streamCorrections = (tx: Tx, instrumentId: string) => corrections(tx, 'enrolment.correction', `t.instrument_id = ${literal(instrumentId)}::uuid`);

/** The corrections gathered in `corrected`, as they will enter its digest. */
export const streamGathered = (tx: Tx) => corrections(tx, 'pg_temp.corrected', 'true');

function corrections(tx: Tx, table: string, where: string): AsyncIterable<ReadonlyArray<ReadonlyArray<string | null>>> {
  const candidates = apart(tx, 'intake.candidate', `list_id in (select t.list_id from ${table} t where ${where})`);
  return copyOut(
    tx,
    `select 'correct', l.file_digest, c.sheet, t.row_no, t.field, t.written, t.corrected
     from ${table} t join intake.list l on l.list_id = t.list_id join ${candidates} c on c.list_id = t.list_id and c.row_no = t.row_no
     where ${where} order by l.file_digest collate "C", c.sheet collate "C", t.row_no, t.field`,
  );
}

/** Rows of `correction_staging` (row of the file, token, field, corrected) whose person does not stand on the list corrected; at most twenty. */
export async function correctionsOfNobody(tx: Tx, ofInstrument: string): Promise<readonly number[]> {
  const identifiers = apart(tx, 'registry.identifier', 'token in (select token from correction_staging)');
  const { rows } = await sql<{ row: number }>`
    select s.file_row as row from correction_staging s
    left join ${sql.raw(identifiers)} i on i.token = s.token
    left join enrolment.determination d on d.person_key = i.person_key and d.instrument_id = ${ofInstrument}::uuid
    where d.person_key is null order by 1 limit 20`.execute(tx.db);
  return rows.map(({ row }) => row);
}

const columnOf = `case s.field when 'name' then c.name when 'address' then c.address when 'birth-place' then c.birth_place else c.mother_name end`;

/** Gathers in `corrected` the staged corrections with what the village wrote; those that change nothing are left out. Returns how many there are. */
export async function gatherCorrections(tx: Tx, ofInstrument: string): Promise<number> {
  const identifiers = apart(tx, 'registry.identifier', 'token in (select token from correction_staging)');
  const candidates = apart(
    tx,
    'intake.candidate',
    `list_id in (select list_id from enrolment.determination where instrument_id = ${literal(ofInstrument)}::uuid)`,
  );
  await sql`
    create temporary table corrected on commit drop as
    select distinct on (d.person_key, s.field) d.person_key, s.field, d.area, d.list_id, d.row_no, ${sql.raw(columnOf)} as written, s.corrected
    from correction_staging s join ${sql.raw(identifiers)} i on i.token = s.token
    join enrolment.determination d on d.person_key = i.person_key and d.instrument_id = ${ofInstrument}::uuid
    join ${sql.raw(candidates)} c on c.list_id = d.list_id and c.row_no = d.row_no
    where ${sql.raw(columnOf)} is distinct from s.corrected
    order by d.person_key, s.field, s.file_row desc`.execute(tx.db);
  const { rows } = await sql<{ gathered: number }>`select count(*)::int as gathered from corrected`.execute(tx.db);
  return rows[0]?.gathered ?? 0;
}

/** Writes the gathered corrections. */
export async function saveCorrections(tx: Tx, of: { instrumentId: string; sponsor: string }): Promise<void> {
  await sql`
    insert into enrolment.correction (instrument_id, person_key, field, sponsor, area, list_id, row_no, written, corrected)
    select ${of.instrumentId}::uuid, person_key, field, ${of.sponsor}, area, list_id, row_no, written, corrected from corrected order by person_key, field`.execute(
    tx.db,
  );
}

/**
 * Gathers in `chosen` everybody an instrument added who still stands on the list, to be taken off from the first month of his kabupaten still open.
 * Where every month is closed there is nobody left to take off.
 */
export async function chooseRevoked(tx: Tx, of: { instrumentId: string; programme: string }, before?: Before): Promise<void> {
  await sql`
    create temporary table chosen on commit drop as
    with listed as (
      select * from enrolment.determination where instrument_id = ${of.instrumentId}::uuid and change = 'add'),
    open_month as (
      select a.area, min(m.month)::date as first_month, max(p.last_month) as last_month
      from programme.programme p cross join (select distinct left(area, 4) as area from listed) a
      cross join generate_series((select min(first_month) from listed)::timestamp, (select max(last_month) from listed)::timestamp, interval '1 month') m (month)
      where p.programme = ${of.programme} and not exists (
        select from ${closedAt(before)} l where l.programme = p.programme and l.area = a.area and l.month = m.month)
      group by a.area)
    select d.person_key, d.area, d.list_id, d.row_no, 'remove' as change, greatest(o.first_month, d.first_month) as first_month, o.last_month, null::uuid as replaces, 'revoked' as cause
    from listed d join open_month o on o.area = left(d.area, 4)
    where not exists (
      select from enrolment.determination r join ${signaturesAt(before)} signed using (instrument_id)
      where r.person_key = d.person_key and r.programme = d.programme and r.change = 'remove' and r.first_month >= d.first_month)`.execute(tx.db);
  await sql`analyze chosen`.execute(tx.db);
}
