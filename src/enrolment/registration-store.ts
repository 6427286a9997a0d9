// SQL of enrolment files, the administrator's answers and departures.
import { sql } from 'kysely';
import { apart } from '../platform/apart.ts';
import { copyIn, copyOut, literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import { insertRows } from '../platform/insert-rows.ts';

/** How many of an instrument's additions in some kabupaten are not registered yet. */
export async function countToRegister(tx: Tx, instrumentId: string, areas: readonly string[]): Promise<number> {
  const { rows } = await sql<{ people: number }>`select count(*)::int as people from (${sql.raw(toRegister(instrumentId, areas))}) t`.execute(tx.db);
  return rows[0]?.people ?? 0;
}

const toRegister = (instrumentId: string, areas: readonly string[]): string => `
  select d.person_key, d.area, d.first_month, d.last_month, d.list_id, d.row_no
  from enrolment.determination d
  where d.instrument_id = ${literal(instrumentId)}::uuid and d.change = 'add' and left(d.area, 4) in (${areas.map(literal).join(', ')})
    and not exists (select from enrolment.registration r where r.person_key = d.person_key and r.outcome = 'registered')`;

/** Columns of the rows `streamToRegister` gives. */
export const registerColumns = [
  'person_key',
  'token',
  'name',
  'birth_place',
  'birth_date',
  'mother_name',
  'sex',
  'marital_status',
  'phone',
  'address',
  'area',
  'first_month',
  'last_month',
] as const;

/** People an instrument adds who are not registered yet, as the given population snapshots write them, by area and list row. */
export function streamToRegister(
  tx: Tx,
  of: { instrumentId: string; areas: readonly string[]; snapshots: readonly string[] },
): AsyncIterable<ReadonlyArray<ReadonlyArray<string | null>>> {
  const ids = of.snapshots.map((id) => `${literal(id)}::uuid`).join(', ');
  const people = toRegister(of.instrumentId, of.areas);
  const candidates = apart(tx, 'intake.candidate', `list_id in (select list_id from (${people}) d)`);
  const identifiers = apart(tx, 'registry.identifier', `person_key in (select person_key from (${people}) d)`);
  const population = tx.cluster
    ? `join (select distinct on (person_key) * from registry.population where snapshot_id in (${ids}) order by person_key, array_position(array[${ids}], snapshot_id)) p on p.person_key = d.person_key`
    : `join lateral (select * from registry.population r where r.person_key = d.person_key and r.snapshot_id in (${ids}) order by array_position(array[${ids}], r.snapshot_id) limit 1) p on true`;
  return copyOut(
    tx,
    `select d.person_key, i.token, p.name, p.birth_place, p.birth_date, coalesce(p.mother_name, c.mother_name), p.sex, p.marital_status, c.phone, coalesce(p.address, c.address), d.area, d.first_month, d.last_month
     from (${people}) d
     join ${candidates} c on c.list_id = d.list_id and c.row_no = d.row_no
     join intake.list l on l.list_id = d.list_id
     join ${identifiers} i on i.token = c.token and i.valid_to is null
     ${population}
     order by d.area, l.file_digest collate "C", c.sheet collate "C", d.row_no`,
  );
}

export interface EnrolmentFileRow {
  readonly fileId: string;
  readonly programme: string;
  readonly sponsor: string;
  readonly area: string;
  readonly branch: string;
  readonly npp: string;
  readonly profile: string;
  readonly name: string;
  readonly rows: number;
  readonly digest: string;
  readonly instrumentId: string;
}

export async function saveEnrolmentFile(tx: Tx, row: EnrolmentFileRow): Promise<void> {
  await tx.db
    .insertInto('enrolment.enrolment_file')
    .values({
      file_id: row.fileId,
      programme: row.programme,
      sponsor: row.sponsor,
      area: row.area,
      branch: row.branch,
      npp: row.npp,
      profile: row.profile,
      name: row.name,
      row_count: row.rows,
      file_digest: row.digest,
      instrument_id: row.instrumentId,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .execute();
}

/** Files of a programme whose name is among the given ones. */
export async function filesNamed(tx: Tx, programme: string, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (names.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('enrolment.enrolment_file')
    .select(['name', 'file_id'])
    .where('programme', '=', programme)
    .where('name', 'in', [...names])
    .execute();
  return new Map(rows.map((row) => [row.name, row.file_id]));
}

export interface WrongAnswer {
  readonly rowNo: number;
  readonly fileName: string;
  readonly sheetRow: number;
}

/** Answers staged in `answer_staging` that fit no row we sent, or name another person than that row. */
export async function answersThatFitNobody(tx: Tx, programme: string): Promise<readonly WrongAnswer[]> {
  const files = `select f.file_id from enrolment.enrolment_file f join answer_staging a on f.name = a.file_name where f.programme = ${literal(programme)}`;
  const submissions = apart(tx, 'enrolment.submission', `file_id in (${files})`);
  const { rows } = await sql<WrongAnswer>`
    select a.answer_row as "rowNo", a.file_name as "fileName", a.sheet_row as "sheetRow"
    from answer_staging a
    left join enrolment.enrolment_file f on f.name = a.file_name and f.programme = ${programme}
    left join ${sql.raw(submissions)} s on s.file_id = f.file_id and s.row_no = a.sheet_row
    left join ${sql.raw(apart(tx, 'registry.identifier', 'token in (select token from answer_staging)'))} i on i.token = a.token and i.person_key = s.person_key
    where i.token is null order by 1 limit 20`.execute(tx.db);
  return rows;
}

/** Records the staged answers; an answer that is there already stays. Returns the newly registered and refused. */
export async function saveAnswers(tx: Tx, of: { programme: string; sponsor: string; answeredOn: string }): Promise<{ registered: number; refused: number }> {
  const { rows } = await sql<{ registered: number; refused: number }>`
    with saved as (
      insert into enrolment.registration (person_key, file_id, sponsor, area, programme, outcome, kpj, reason, answered_on, recorded_at)
      select s.person_key, s.file_id, ${of.sponsor}, s.area, ${of.programme}, a.outcome, a.kpj, a.reason, ${of.answeredOn}::date, ${tx.at}::timestamptz
      from answer_staging a join enrolment.enrolment_file f on f.name = a.file_name and f.programme = ${of.programme}
      join enrolment.submission s on s.file_id = f.file_id and s.row_no = a.sheet_row
      order by s.person_key
      on conflict do nothing returning outcome)
    select count(*) filter (where outcome = 'registered')::int as registered, count(*) filter (where outcome = 'refused')::int as refused from saved`.execute(
    tx.db,
  );
  return rows[0] ?? { registered: 0, refused: 0 };
}

/** Everybody the administrator refused and who is still on the list leaves it, with the administrator's words as evidence. */
export async function departRefused(tx: Tx, programme: string): Promise<number> {
  return insertRows(
    tx,
    sql`
    insert into enrolment.departure (person_key, programme, sponsor, area, cause, happened_on, evidence, recorded_at, author)
    select distinct on (r.person_key) r.person_key, r.programme, r.sponsor, r.area, 'registration-refused', r.answered_on, r.reason, ${tx.at}::timestamptz, ${tx.actor.id}
    from enrolment.registration r
    where r.programme = ${programme} and r.outcome = 'refused'
      and not exists (select from enrolment.registration t where t.person_key = r.person_key and t.outcome = 'registered')
    order by r.person_key, r.recorded_at desc
    on conflict do nothing`,
  );
}

/** Records departures staged in `departure_staging` of people who are on the programme's list; returns how many were new. */
export async function saveDepartures(tx: Tx, programme: string): Promise<number> {
  const saved = await insertRows(
    tx,
    sql`
    insert into enrolment.departure (person_key, programme, sponsor, area, cause, happened_on, evidence, recorded_at, author)
    select s.person_key, ${programme}, d.sponsor, d.area, s.cause, s.happened_on, s.evidence, ${tx.at}::timestamptz, ${tx.actor.id}
    from departure_staging s join enrolment.determination d on d.person_key = s.person_key and d.programme = ${programme} and d.change = 'add'
    on conflict do nothing`,
  );
  await sql`drop table departure_staging`.execute(tx.db);
  return saved;
}

export interface RegistrationRow {
  readonly programme: string;
  readonly outcome: string;
  readonly kpj: string | null;
  readonly reason: string | null;
  readonly answeredOn: string;
  readonly fileName: string;
  readonly rowNo: number;
  readonly branch: string;
}

/** What the administrator answered about a person, oldest first. */
export async function registrationsOf(tx: Tx, personKey: string): Promise<readonly RegistrationRow[]> {
  const { rows } = await sql<RegistrationRow>`
    select r.programme, r.outcome, r.kpj, r.reason, r.answered_on as "answeredOn", f.name as "fileName", s.row_no as "rowNo", f.branch
    from enrolment.registration r join enrolment.enrolment_file f on f.file_id = r.file_id
    join enrolment.submission s on s.file_id = r.file_id and s.person_key = r.person_key
    where r.person_key = ${personKey}::uuid order by r.recorded_at`.execute(tx.db);
  return rows;
}

export interface DepartureRow {
  readonly programme: string;
  readonly cause: string;
  readonly happenedOn: string;
  readonly evidence: string;
}

export async function departuresOf(tx: Tx, personKey: string): Promise<readonly DepartureRow[]> {
  const { rows } = await sql<DepartureRow>`
    select programme, cause, happened_on as "happenedOn", evidence from enrolment.departure where person_key = ${personKey}::uuid order by recorded_at`.execute(
    tx.db,
  );
  return rows;
}

export interface EnrolmentCounts {
  readonly determined: number;
  readonly registered: number;
  readonly refused: number;
  readonly departed: number;
}

/** How many people stand on a programme's list, are registered, were refused, left. */
export async function enrolmentCounts(tx: Tx, programme: string): Promise<EnrolmentCounts> {
  const { rows } = await sql<EnrolmentCounts>`
    select (select count(*) from enrolment.determination d join enrolment.signature using (instrument_id) where d.programme = ${programme} and d.change = 'add')::int as determined,
      (select count(distinct d.person_key) from enrolment.determination d join enrolment.registration r on r.person_key = d.person_key
        where d.programme = ${programme} and d.change = 'add' and r.outcome = 'registered')::int as registered,
      (select count(distinct person_key) from enrolment.registration where programme = ${programme} and outcome = 'refused')::int as refused,
      (select count(*) from enrolment.departure where programme = ${programme})::int as departed`.execute(tx.db);
  return rows[0] ?? { determined: 0, registered: 0, refused: 0, departed: 0 };
}

/** Records the leavers staged in `leaver_staging` who are on the programme's list; one act a person, the earliest. */
export async function saveReportedLeavers(tx: Tx, programme: string): Promise<number> {
  return insertRows(
    tx,
    sql`
    insert into enrolment.departure (person_key, programme, sponsor, area, cause, happened_on, evidence, recorded_at, author)
    select distinct on (d.person_key) d.person_key, ${programme}, d.sponsor, d.area, s.cause, s.happened_on, s.evidence, ${tx.at}::timestamptz, ${tx.actor.id}
    from leaver_staging s join ${sql.raw(apart(tx, 'registry.identifier', 'token in (select token from leaver_staging)'))} i on i.token = s.token and i.valid_to is null
    join enrolment.determination d on d.person_key = i.person_key and d.programme = ${programme} and d.change = 'add'
    order by d.person_key, s.happened_on
    on conflict do nothing`,
  );
}

/** Who stands in which row of an enrolment file. */
export type Submission = readonly [personKey: string, fileId: string, rowNo: number, sponsor: string, area: string];

export async function saveSubmissions(tx: Tx, submissions: readonly Submission[]): Promise<number> {
  return copyIn(tx, { table: 'enrolment.submission', columns: ['person_key', 'file_id', 'row_no', 'sponsor', 'area'], orderBy: 'person_key' }, submissions);
}
