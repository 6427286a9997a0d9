// Decides how members after the last month are found, and how choices for them are written and read.
import { sql } from 'kysely';
import type { Rupiah } from '../kernel/money.ts';
import type { Month } from '../kernel/month.ts';
import { apart } from '../platform/apart.ts';
import { copyOut, literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import { insertRows } from '../platform/insert-rows.ts';
import type { YearEndChoice } from './year-end.ts';

const day = (month: Month): string => `${month}-01`;

/** Members held in the last month by the programme who have not left it, with whether anybody holds the month after. One row a person. */
const members = (programme: string, last: Month, next: Month): string => `
  select h.person_key, h.area, n.person_key is not null as goes_on
  from (select person_key, min(area) as area from roster.person_month where programme = ${literal(programme)} and month = ${literal(day(last))}::date and cover = 'jkm' group by person_key) h
  left join (
    select person_key from roster.person_month where month = ${literal(day(next))}::date and cover = 'jkm' group by person_key
    union select person_key from roster.held_by_others(${literal(programme)}, ${literal(day(next))}::date, ${literal(day(next))}::date)) n on n.person_key = h.person_key
  where not exists (select from enrolment.departure d where d.person_key = h.person_key and d.programme = ${literal(programme)})`;

/** Puts members nobody holds the month after, but for those of some kabupaten, into the temporary table `people_to_tell`; each reminder is a reason of its own. */
export const fillFallingOff = (
  tx: Tx,
  of: {
    readonly programme: string;
    readonly sponsor: string;
    readonly last: Month;
    readonly next: Month;
    readonly days: number;
    readonly but: readonly string[];
  },
): Promise<number> =>
  insertRows(
    tx,
    sql`insert into pg_temp.people_to_tell (person_key, reason, subject, sponsor, area)
      select person_key, ${`${of.programme} `}::text || person_key || ${` ${of.last} ${of.days}`}::text, ${of.programme}::text, ${of.sponsor}::text, area
      from (${sql.raw(members(of.programme, of.last, of.next))}) member where not goes_on and left(area, 4) <> all (${sql.val([...of.but])}::text[])`,
  );

/** Gathers a kabupaten's members nobody holds the month after the last in the temporary table `year_end_people` (person_key, area, first_month, last_month). */
export async function gatherPrepaid(
  tx: Tx,
  of: { readonly programme: string; readonly last: Month; readonly next: Month; readonly area: string },
): Promise<void> {
  await sql`drop table if exists pg_temp.year_end_people`.execute(tx.db);
  await sql`
    create temporary table year_end_people on commit drop as
    select person_key, area, ${day(of.next)}::date as first_month, ${day(of.next)}::date as last_month
    from (${sql.raw(members(of.programme, of.last, of.next))}) m where not goes_on and left(area, 4) = ${of.area}`.execute(tx.db);
  await sql`analyze year_end_people`.execute(tx.db);
}

/** Says for which months those gathered are to be held next. */
export async function setPrepaidMonths(tx: Tx, first: Month, last: Month): Promise<void> {
  await sql`update pg_temp.year_end_people set first_month = ${day(first)}::date, last_month = ${day(last)}::date`.execute(tx.db);
}

export interface FallingOff {
  readonly area: string;
  readonly people: number;
  readonly goesOn: number;
}

/** Members of each kabupaten after the last month. */
export async function fallingOff(tx: Tx, programme: string, last: Month, next: Month): Promise<readonly FallingOff[]> {
  const { rows } = await sql<{ area: string; people: string; goes_on: string }>`
    select left(area, 4) as area, count(*) as people, count(*) filter (where goes_on) as goes_on from (${sql.raw(members(programme, last, next))}) member group by 1 order by 1`.execute(
    tx.db,
  );
  return rows.map((row) => ({ area: row.area, people: Number(row.people), goesOn: Number(row.goes_on) }));
}

/** A choice as recorded, and what carrying it out wrote (null before). */
export interface ChoiceRow {
  readonly choiceId: string;
  readonly area: string;
  readonly choice: YearEndChoice;
  readonly months: number | null;
  readonly nextPayer: string | null;
  readonly reason: string;
  readonly recordedAt: string;
  readonly author: string;
  readonly persons: number | null;
  readonly amount: Rupiah | null;
  readonly fileName: string | null;
  readonly fileDigest: string | null;
}

/** The choice that stands for each kabupaten: the latest. */
export async function standingChoices(tx: Tx, programme: string, last: Month): Promise<readonly ChoiceRow[]> {
  const { rows } = await sql<Omit<ChoiceRow, 'amount'> & { amount: string | null }>`
    select distinct on (c.area) c.choice_id as "choiceId", c.area, c.choice, c.months, c.next_payer as "nextPayer", c.reason, c.recorded_at as "recordedAt", c.author,
      d.persons, d.amount, d.file_name as "fileName", d.file_digest as "fileDigest"
    from closing.year_end_choice c left join closing.year_end_carried d on d.choice_id = c.choice_id
    where c.programme = ${programme} and c.last_month = ${day(last)}::date order by c.area, c.recorded_at desc, c.choice_id desc`.execute(tx.db);
  return rows.map((row) => ({ ...row, amount: row.amount === null ? null : BigInt(row.amount) }));
}

export interface NewChoice {
  readonly choiceId: string;
  readonly programme: string;
  readonly last: Month;
  readonly sponsor: string;
  readonly area: string;
  readonly choice: YearEndChoice;
  readonly months: number | null;
  readonly nextPayer: string | null;
  readonly reason: string;
}

export async function saveChoices(tx: Tx, choices: readonly NewChoice[]): Promise<void> {
  await tx.db
    .insertInto('closing.year_end_choice')
    .values(
      choices.map(({ choiceId, last, nextPayer, ...row }) => ({
        choice_id: choiceId,
        last_month: day(last),
        next_payer: nextPayer,
        ...row,
        recorded_at: tx.at,
        author: tx.actor.id,
      })),
    )
    .execute();
}

export interface CarriedChoice {
  readonly choiceId: string;
  readonly sponsor: string;
  readonly area: string;
  readonly persons: number;
  readonly amount: Rupiah | null;
  readonly file: { readonly name: string; readonly digest: string } | null;
}

/** Records a choice carried out; false when it was before. */
export async function saveCarried(tx: Tx, of: CarriedChoice): Promise<boolean> {
  const inserted = await tx.db
    .insertInto('closing.year_end_carried')
    .values({
      choice_id: of.choiceId,
      sponsor: of.sponsor,
      area: of.area,
      persons: of.persons,
      amount: of.amount === null ? null : of.amount.toString(),
      file_name: of.file?.name ?? null,
      file_digest: of.file?.digest ?? null,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('choice_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** A member who would fall off, as the signed list and the administrator know him; `token` is the sealed NIK. */
export interface LastMember {
  readonly token: string | null;
  readonly name: string | null;
  readonly birthPlace: string | null;
  readonly birthDate: string | null;
  readonly sex: string | null;
  readonly address: string | null;
  readonly occupation: string | null;
  readonly phone: string | null;
  /** The village of the list they were taken from, or as much as is known of where they are counted. */
  readonly area: string;
  readonly kpj: string | null;
}

/** Streams a kabupaten's members whom nobody holds the month after, in the order of villages and rows. */
export async function* streamLastMembers(
  tx: Tx,
  of: { readonly programme: string; readonly last: Month; readonly next: Month; readonly area: string },
): AsyncGenerator<readonly LastMember[], void, undefined> {
  const candidates = apart(tx, 'intake.candidate', `list_id in (select list_id from enrolment.determination where programme = ${literal(of.programme)})`);
  const query = `
    select c.token, c.name, c.birth_place, c.birth_date, c.sex, c.address, c.occupation, c.phone, coalesce(c.area, m.area), r.kpj
    from (${members(of.programme, of.last, of.next)}) m
    left join lateral (
      select d.list_id, d.row_no from enrolment.determination d
      where d.person_key = m.person_key and d.programme = ${literal(of.programme)} and d.change = 'add' and d.instrument_id in (select instrument_id from enrolment.signature)
      order by d.first_month desc, d.instrument_id desc limit 1) d on true
    left join ${candidates} c on c.list_id = d.list_id and c.row_no = d.row_no
    left join lateral (
      select kpj from enrolment.registration r where r.person_key = m.person_key and r.programme = ${literal(of.programme)} and r.outcome = 'registered' order by r.recorded_at desc limit 1) r on true
    where not m.goes_on and left(m.area, 4) = ${literal(of.area)} order by coalesce(c.area, m.area), d.list_id, d.row_no, m.person_key`;
  for await (const chunk of copyOut(tx, query))
    yield chunk.map(
      ([token = null, name = null, birthPlace = null, birthDate = null, sex = null, address = null, occupation = null, phone = null, area, kpj = null]) => ({
        token,
        name,
        birthPlace,
        birthDate,
        sex,
        address,
        occupation,
        phone,
        area: area ?? '',
        kpj,
      }),
    );
}
