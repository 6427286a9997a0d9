// SQL of the administrator's answers: each is kept, the latest of a person in a file stands; and of whom they make leave the list or come back.
import { sql } from 'kysely';
import { apart } from '../platform/apart.ts';
import { literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import { insertRows } from '../platform/insert-rows.ts';

/** Records an answer file as read; false when the same bytes were read before. */
export async function saveAnswerFile(
  tx: Tx,
  of: { programme: string; sponsor: string; area: string; name: string; digest: string; answeredOn: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('enrolment.answer_file')
    .values({
      programme: of.programme,
      file_digest: of.digest,
      sponsor: of.sponsor,
      area: of.area,
      name: of.name,
      answered_on: of.answeredOn,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Files of a programme by name, among the given ones, and whether a person of it was answered. */
export async function filesNamed(
  tx: Tx,
  programme: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, { readonly fileId: string; readonly answered: boolean }>> {
  const answers = apart(tx, 'enrolment.registration_answer', `programme = ${literal(programme)}`);
  const { rows } = await sql<{ name: string; fileId: string; answered: boolean }>`
    select f.name, f.file_id as "fileId", exists (select from ${sql.raw(answers)} a where a.file_id = f.file_id) as answered
    from enrolment.enrolment_file f where f.programme = ${programme} and f.name = any (${names}::text[])`.execute(tx.db);
  return new Map(rows.map((row) => [row.name, row]));
}

export interface RefusedFile {
  readonly fileId: string;
  readonly reason: string;
}

/** Records files refused whole; returns how many were new. */
export async function saveFileRefusals(tx: Tx, of: { sponsor: string; area: string; answeredOn: string }, refusals: readonly RefusedFile[]): Promise<number> {
  if (refusals.length === 0) return 0;
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('enrolment.file_refusal')
    .values(
      refusals.map(({ fileId, reason }) => ({
        file_id: fileId,
        sponsor: of.sponsor,
        area: of.area,
        reason,
        answered_on: of.answeredOn,
        recorded_at: tx.at,
        author: tx.actor.id,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0n);
}

export interface WrongAnswer {
  readonly rowNo: number;
  readonly fileName: string;
  readonly sheetRow: number;
}

/** Gathers in `sent_staging` the rows we sent of the files the staged answers (`answer_staging`) name. How many a new file has no statistics know: joins are planned by these. */
export async function gatherSent(tx: Tx, programme: string): Promise<void> {
  const named = `select f.file_id from enrolment.enrolment_file f where f.programme = ${literal(programme)} and f.name in (select file_name from answer_staging)`;
  await sql`
    create temporary table sent_staging on commit drop as
    select s.person_key, s.file_id, s.area, f.name as file_name, s.row_no as sheet_row
    from ${sql.raw(apart(tx, 'enrolment.submission', `file_id in (${named})`))} s join enrolment.enrolment_file f on f.file_id = s.file_id
    where f.file_id in (${sql.raw(named)})`.execute(tx.db);
  await sql`analyze sent_staging`.execute(tx.db);
}

/** Answers staged in `answer_staging` that fit no row we sent (`sent_staging`), or name another person than that row. */
export async function answersThatFitNobody(tx: Tx): Promise<readonly WrongAnswer[]> {
  const identifiers = apart(tx, 'registry.identifier', 'token in (select token from answer_staging)');
  const { rows } = await sql<WrongAnswer>`
    select a.answer_row as "rowNo", a.file_name as "fileName", a.sheet_row as "sheetRow"
    from answer_staging a
    left join sent_staging s on s.file_name = a.file_name and s.sheet_row = a.sheet_row
    left join ${sql.raw(identifiers)} i on i.token = a.token and i.person_key = s.person_key
    where i.token is null order by 1 limit 20`.execute(tx.db);
  return rows;
}

/** The latest day a list was signed among those whose files are answered (`answer_staging`, and files refused whole), or null where no file is ours. */
export async function answeredListSignedOn(tx: Tx, programme: string, whole: readonly string[]): Promise<string | null> {
  const { rows } = await sql<{ signedOn: string | null }>`
    select max(s.signed_on) as "signedOn" from enrolment.enrolment_file f join enrolment.signature s on s.instrument_id = f.instrument_id
    where f.programme = ${programme} and (f.name in (select file_name from answer_staging) or f.name = any (${sql.val(whole)}::text[]))`.execute(tx.db);
  return rows[0]?.signedOn ?? null;
}

/** The first row of the staged answers whose person and file an earlier row answered already, or null. */
export async function answeredTwice(tx: Tx): Promise<number | null> {
  const { rows } = await sql<{ rowNo: number | null }>`
    select min(answer_row)::int as "rowNo" from (
      select answer_row, row_number() over (partition by file_name, sheet_row order by answer_row) as nth from answer_staging) numbered where nth > 1`.execute(
    tx.db,
  );
  return rows[0]?.rowNo ?? null;
}

export interface SavedAnswers {
  readonly registered: number;
  readonly refused: number;
  /** Of these, how many correct an earlier answer. */
  readonly corrected: number;
}

/** Records the staged answers to the rows sent (`sent_staging`) that say something else than what stands, and gathers in `answered` whom they are about. */
export async function saveAnswers(tx: Tx, of: { programme: string; sponsor: string; answeredOn: string }): Promise<SavedAnswers> {
  const { rows: sent } = await sql<{ fileId: string }>`select distinct file_id as "fileId" from sent_staging`.execute(tx.db);
  const files = sent.map(({ fileId }) => fileId);
  await sql`
    create temporary table answered_before on commit drop as
    select distinct on (person_key, file_id) person_key, file_id, outcome, kpj, reason, sequence from enrolment.registration_answer
    where programme = ${of.programme} and file_id = any (${files}::uuid[])
    order by person_key, file_id, sequence desc`.execute(tx.db);
  await sql`analyze answered_before`.execute(tx.db);
  await sql`
    create temporary table answered on commit drop as
    select s.person_key, s.file_id, s.area, a.outcome, a.kpj, a.reason, coalesce(before.sequence, 0) + 1 as sequence
    from answer_staging a join sent_staging s on s.file_name = a.file_name and s.sheet_row = a.sheet_row
    left join answered_before before on before.person_key = s.person_key and before.file_id = s.file_id
    where before.person_key is null or (before.outcome, before.kpj, before.reason) is distinct from (a.outcome, a.kpj, a.reason)`.execute(tx.db);
  await sql`analyze answered`.execute(tx.db);
  await insertRows(
    tx,
    sql`
    insert into enrolment.registration_answer (person_key, file_id, sequence, sponsor, area, programme, outcome, kpj, reason, answered_on, recorded_at)
    select person_key, file_id, sequence, ${of.sponsor}, area, ${of.programme}, outcome, kpj, reason, ${of.answeredOn}::date, ${tx.at}::timestamptz
    from answered order by person_key`,
  );
  const { rows } = await sql<SavedAnswers>`
    select count(*) filter (where outcome = 'registered')::int as registered, count(*) filter (where outcome = 'refused')::int as refused,
      count(*) filter (where sequence > 1)::int as corrected from answered`.execute(tx.db);
  return rows[0] ?? { registered: 0, refused: 0, corrected: 0 };
}

/** Everybody just answered whom the administrator refused, and no other file of the programme registered, leaves the list, with its words as evidence. */
export async function departRefused(tx: Tx, programme: string): Promise<number> {
  const theirs = (table: string) => sql.raw(apart(tx, table, 'person_key in (select person_key from answered)'));
  return insertRows(
    tx,
    sql`
    insert into enrolment.departure_event (person_key, programme, sequence, sponsor, area, cause, happened_on, evidence, recorded_at, author)
    select distinct on (r.person_key) r.person_key, r.programme,
      1 + (select count(*) from ${theirs('enrolment.departure_reversal')} v where v.person_key = r.person_key and v.programme = r.programme),
      r.sponsor, r.area, 'registration-refused', r.answered_on, coalesce(r.reason, 'TIDAK VALID'), ${tx.at}::timestamptz, ${tx.actor.id}
    from answered a join ${theirs('enrolment.registration')} r on r.person_key = a.person_key and r.file_id = a.file_id
    where a.outcome = 'refused'
      and not exists (select from ${theirs('enrolment.registration')} t where t.person_key = a.person_key and t.programme = ${programme} and t.outcome = 'registered')
    order by r.person_key, r.recorded_at desc
    on conflict do nothing`,
  );
}

/**
 * Takes back the departure of whoever had left by a refusal and is now registered, unless an instrument has taken him off the list.
 * Returns how many came back, and how many could not.
 */
export async function returnRegistered(tx: Tx, of: { programme: string; answeredOn: string }): Promise<{ returned: number; replacedAlready: number }> {
  const { rows } = await sql<{ returned: number; replacedAlready: number }>`
    with concerned as (
      select distinct on (e.person_key) e.person_key, e.sequence, e.sponsor, e.area, a.kpj, exists (
        select from enrolment.determination r where r.person_key = e.person_key and r.programme = e.programme and r.change = 'remove') as removed
      from answered a join enrolment.departure_event e on e.person_key = a.person_key and e.programme = ${of.programme} and e.cause = 'registration-refused'
      where a.outcome = 'registered'
        and not exists (select from enrolment.departure_reversal v where v.person_key = e.person_key and v.programme = e.programme and v.sequence = e.sequence)
      order by e.person_key),
    reversed as (
      insert into enrolment.departure_reversal (person_key, programme, sequence, sponsor, area, happened_on, evidence, recorded_at, author)
      select person_key, ${of.programme}, sequence, sponsor, area, ${of.answeredOn}::date, 'KPJ ' || kpj, ${tx.at}::timestamptz, ${tx.actor.id} from concerned where not removed
      returning 1)
    select (select count(*) from reversed)::int as returned, (select count(*) from concerned where removed)::int as "replacedAlready"`.execute(tx.db);
  return rows[0] ?? { returned: 0, replacedAlready: 0 };
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

/** Everything the administrator answered about a person, oldest first. */
export async function registrationsOf(tx: Tx, personKey: string): Promise<readonly RegistrationRow[]> {
  const { rows } = await sql<RegistrationRow>`
    select r.programme, r.outcome, r.kpj, r.reason, r.answered_on as "answeredOn", f.name as "fileName", s.row_no as "rowNo", f.branch
    from enrolment.registration_answer r join enrolment.enrolment_file f on f.file_id = r.file_id
    join enrolment.submission s on s.file_id = r.file_id and s.person_key = r.person_key
    where r.person_key = ${personKey}::uuid order by r.recorded_at, r.sequence`.execute(tx.db);
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
