// SQL of enrolment files: who of a signed list is still to be sent to the administrator, in which sheet, and who stands in which file.
import { sql } from 'kysely';
import { apart } from '../platform/apart.ts';
import { copyOut, literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import { insertRows } from '../platform/insert-rows.ts';
import type { PlannedFile, ToSend } from './registration-files.ts';

/** Waits until nobody else exports or reads answers of the programme: the turn another has taken is seen as taken only when he is done. */
export async function takeTurn(tx: Tx, of: { programme: string; sponsor: string; area: string }): Promise<void> {
  for (let taken = 0n; taken === 0n;) {
    const { numAffectedRows } = await sql`
      insert into enrolment.registration_turn (programme, turn, sponsor, area, recorded_at, author)
      select ${of.programme}, coalesce(max(turn), 0) + 1, ${of.sponsor}, ${of.area}, ${tx.at}::timestamptz, ${tx.actor.id}
      from enrolment.registration_turn where programme = ${of.programme}
      on conflict do nothing`.execute(tx.db);
    taken = numAffectedRows ?? 0n;
  }
}

/** Columns of the rows `streamToSend` gives. */
export const sentColumns = [
  'token',
  'kpj',
  'name',
  'birth_place',
  'birth_date',
  'mother_name',
  'sex',
  'marital_status',
  'phone',
  'address',
  'occupation',
  'area',
  'first_month',
  'last_month',
] as const;

/**
 * Gathers in `to_send` everybody an instrument adds who has not left, is not registered under the number of his branch and stands in none of
 * its files, except those refused whole: as the population snapshots write him, with the membership number he has, numbered by area and list row
 * within branch, number and sheet. Returns how many there are of each.
 */
export async function gatherToSend(
  tx: Tx,
  of: {
    readonly instrumentId: string;
    readonly branches: readonly { readonly branch: string; readonly npp: string; readonly areas: readonly string[] }[];
    readonly population: readonly string[];
    readonly membership: readonly string[];
    /** The sheet of who has no membership number yet, and of who has one. */
    readonly sheets: { readonly new: string; readonly continuing: string };
  },
): Promise<readonly ToSend[]> {
  const served = of.branches.flatMap(({ branch, npp, areas }) => areas.map((area) => ({ area, branch, npp })));
  const { population, membership } = of;
  await sql`
    create temporary table to_list on commit drop as
    select person_key, programme, area, first_month, last_month, list_id, row_no from enrolment.determination
    where instrument_id = ${of.instrumentId}::uuid and change = 'add'`.execute(tx.db);
  await sql`analyze to_list`.execute(tx.db); // a few replacements and a hundred thousand people want other joins
  const listed = 'pg_temp.to_list';
  const people = (table: string) => sql.raw(apart(tx, table, `person_key in (select person_key from ${listed})`));
  const identifiers = sql.raw(
    apart(
      tx,
      'registry.identifier',
      `valid_to is null and token in (select token from intake.candidate where list_id in (select list_id from ${listed}) union all select person_token from matching.standing_decision where person_token is not null)`,
    ),
  );
  const candidates = sql.raw(apart(tx, 'intake.candidate', `list_id in (select list_id from ${listed})`));
  await sql`
    create temporary table to_send on commit drop as
    with served as (
      select * from unnest(${served.map(({ area }) => area)}::text[], ${served.map(({ branch }) => branch)}::text[], ${served.map(({ npp }) => npp)}::text[]) t (area, branch, npp)),
    answered as (
      select r.person_key, f.npp, r.kpj, r.answered_on, r.recorded_at from ${people('enrolment.registration')} r join enrolment.enrolment_file f on f.file_id = r.file_id
      where r.outcome = 'registered' and r.person_key in (select person_key from to_list)),
    waiting as (
      select s.person_key, f.npp from ${people('enrolment.submission')} s join enrolment.enrolment_file f on f.file_id = s.file_id
      where f.instrument_id = ${of.instrumentId}::uuid
        and (not exists (select from enrolment.file_refusal r where r.file_id = s.file_id)
          or exists (select from ${people('enrolment.registration')} a where a.person_key = s.person_key and a.file_id = s.file_id))),
    numbered as (select distinct on (person_key) person_key, kpj from answered order by person_key, answered_on desc, recorded_at desc),
    member as (
      select distinct on (m.person_key) m.person_key, m.kpj from ${people('registry.membership')} m
      where m.snapshot_id = any (${sql.val([...membership])}::uuid[]) and m.found and m.kpj <> ''
        and m.person_key in (select person_key from to_list)
      order by m.person_key, m.active desc nulls last, m.since desc nulls last, m.kpj)
    select d.person_key, d.area, d.first_month, d.last_month, b.branch, b.npp, coalesce(n.kpj, m.kpj) as kpj,
      case when coalesce(n.kpj, m.kpj) is null then ${of.sheets.new} else ${of.sheets.continuing} end as sheet,
      i.token, p.name, p.birth_place, p.birth_date, coalesce(p.mother_name, c.mother_name) as mother_name, p.sex, p.marital_status, c.phone, coalesce(p.address, c.address) as address, c.occupation,
      row_number() over (partition by b.branch, b.npp, ${of.sheets.new !== of.sheets.continuing} and coalesce(n.kpj, m.kpj) is null order by d.area collate "C", l.file_digest collate "C", c.sheet collate "C", d.row_no)::int as nth
    from to_list d
    join served b on b.area = left(d.area, 4)
    join ${candidates} c on c.list_id = d.list_id and c.row_no = d.row_no
    join intake.list l on l.list_id = d.list_id
    left join matching.standing_decision h on h.list_id = d.list_id and h.row_no = d.row_no
    left join ${identifiers} i on i.token = coalesce(h.person_token, c.token) and i.valid_to is null
    left join lateral (
      select * from ${people('registry.population')} r where r.person_key = d.person_key and r.snapshot_id = any (${sql.val([...population])}::uuid[])
      order by array_position(${sql.val([...population])}::uuid[], r.snapshot_id) limit 1) p on true
    left join numbered n on n.person_key = d.person_key
    left join member m on m.person_key = d.person_key
    where not exists (select from answered a where a.person_key = d.person_key and a.npp = b.npp)
      and not exists (select from waiting w where w.person_key = d.person_key and w.npp = b.npp)
      and not exists (select from ${people('enrolment.departure')} l where l.person_key = d.person_key and l.programme = d.programme)
      and not exists (
        select from ${people('enrolment.determination')} x join enrolment.signature s on s.instrument_id = x.instrument_id
        where x.person_key = d.person_key and x.programme = d.programme and x.kind = 'revocation' and x.last_month >= d.last_month)`.execute(tx.db);
  await sql`analyze to_send`.execute(tx.db);
  const { rows } = await sql<ToSend>`
    select branch, npp, sheet, count(*)::int as people from to_send group by branch, npp, sheet order by branch collate "C", npp collate "C", sheet`.execute(
    tx.db,
  );
  return rows;
}

/** How many gathered people have no identifier or no row in the population register, so that no sheet can be filled for them. */
export async function withoutRegister(tx: Tx): Promise<number> {
  const { rows } = await sql<{ people: number }>`select count(*)::int as people from to_send where token is null or name is null or birth_date is null`.execute(
    tx.db,
  );
  return rows[0]?.people ?? 0;
}

/** The gathered people of a planned file, in order. */
export function streamToSend(tx: Tx, file: PlannedFile): AsyncIterable<ReadonlyArray<ReadonlyArray<string | null>>> {
  return copyOut(
    tx,
    `select ${sentColumns.join(', ')} from pg_temp.to_send
     where branch = ${literal(file.branch)} and npp = ${literal(file.npp)} and sheet = ${literal(file.sheet)} and nth between ${file.first} and ${file.last} order by nth`,
  );
}

export interface EnrolmentFile extends PlannedFile {
  readonly fileId: string;
  readonly digest: string;
}

/** Records written files and, of the gathered people, who stands in which row (the sheet's header is row 1); returns how many do. */
export async function saveFiles(
  tx: Tx,
  of: { readonly programme: string; readonly sponsor: string; readonly area: string; readonly instrumentId: string },
  files: readonly EnrolmentFile[],
  versions: Readonly<Record<string, string>>,
): Promise<number> {
  await saveFileRows(tx, of, files, versions);
  return saveSubmissions(tx, of, files);
}

/** Records written files, with the version of the profile each was written by. */
export async function saveFileRows(
  tx: Tx,
  of: { readonly programme: string; readonly sponsor: string; readonly area: string; readonly instrumentId: string },
  files: readonly EnrolmentFile[],
  versions: Readonly<Record<string, string>>,
): Promise<void> {
  await tx.db
    .insertInto('enrolment.enrolment_file')
    .values(
      files.map((file) => ({
        file_id: file.fileId,
        programme: of.programme,
        sponsor: of.sponsor,
        area: of.area,
        branch: file.branch,
        npp: file.npp,
        profile: file.sheet,
        profile_digest: versions[file.sheet] ?? null,
        name: file.name,
        row_count: file.last - file.first + 1,
        file_digest: file.digest,
        instrument_id: of.instrumentId,
        recorded_at: tx.at,
        author: tx.actor.id,
      })),
    )
    .execute();
}

async function saveSubmissions(tx: Tx, of: { readonly sponsor: string }, files: readonly EnrolmentFile[]): Promise<number> {
  return insertRows(
    tx,
    sql`
    insert into enrolment.submission (person_key, file_id, row_no, sponsor, area)
    select t.person_key, f.file_id, t.nth - f.first + 2, ${of.sponsor}, t.area
    from pg_temp.to_send t join unnest(
      ${files.map(({ fileId }) => fileId)}::uuid[], ${files.map(({ branch }) => branch)}::text[], ${files.map(({ npp }) => npp)}::text[],
      ${files.map(({ sheet }) => sheet)}::text[], ${files.map(({ first }) => first)}::int[], ${files.map(({ last }) => last)}::int[])
      f (file_id, branch, npp, sheet, first, last) on f.branch = t.branch and f.npp = t.npp and f.sheet = t.sheet and t.nth between f.first and f.last
    order by t.person_key`,
  );
}

export interface SentFile {
  readonly fileId: string;
  readonly name: string;
  readonly branch: string;
  readonly rows: number;
  readonly digest: string;
  readonly refused: boolean;
}

/** The files of an instrument, in the order of their names; without those by the given profiles. */
export async function filesOf(tx: Tx, instrumentId: string, without: readonly string[] = []): Promise<readonly SentFile[]> {
  const { rows } = await sql<SentFile>`
    select f.file_id as "fileId", f.name, f.branch, f.row_count as rows, f.file_digest as digest, r.file_id is not null as refused
    from enrolment.enrolment_file f left join enrolment.file_refusal r on r.file_id = f.file_id
    where f.instrument_id = ${instrumentId}::uuid and f.profile <> all (${[...without]}::text[]) order by f.name collate "C"`.execute(tx.db);
  return rows;
}

/** Names of all enrolment files of a programme. */
export async function fileNames(tx: Tx, programme: string): Promise<ReadonlySet<string>> {
  const rows = await tx.db.selectFrom('enrolment.enrolment_file').select('name').where('programme', '=', programme).execute();
  return new Set(rows.map(({ name }) => name));
}

/** Keeps the version of each profile a file was written by. */
export async function saveProfiles(
  tx: Tx,
  profiles: readonly { readonly profile: string; readonly digest: string; readonly content: unknown }[],
): Promise<void> {
  await tx.db
    .insertInto('enrolment.export_profile')
    .values(profiles.map(({ profile, digest, content }) => ({ profile, digest, content: JSON.stringify(content), recorded_at: tx.at, author: tx.actor.id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
