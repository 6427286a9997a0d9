// Decides how those whose cover is watched are found: members who have not left, their last posted month, their birthdays.
import { sql } from 'kysely';
import type { Instant } from '../kernel/clock.ts';
import type { CivilDate } from '../kernel/date.ts';
import type { Month } from '../kernel/month.ts';
import { apart } from '../platform/apart.ts';
import { literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import { insertRows } from '../platform/insert-rows.ts';
import { peopleOfProgramme } from './coverage-store.ts';

/** Everybody of a programme who has not left it. */
export const membersOfProgramme = (programme: string): string => `
  select * from (${peopleOfProgramme(programme)}) member
  where not exists (select from enrolment.departure d where d.person_key = member.person_key and d.programme = ${literal(programme)})`;

/** One member whose last posted month is one of those asked for. */
export interface MemberRow {
  readonly kpj: string;
  readonly area: string;
  readonly lastMonth: Month;
}

interface LastPosted {
  readonly programme: string;
  readonly on: CivilDate;
  readonly knownAt: Instant;
  readonly month: Month;
  readonly lastMonths: readonly Month[];
}

const lastPosted = ({ programme, on, knownAt, month, lastMonths }: LastPosted) => sql<{ kpj: string; area: string; last: string }>`
  select r.person_key, r.sponsor, r.kpj, r.area, p.last from enrolment.registration r
  cross join lateral (
    select max(p.month) as last from contributions.posting p
    where p.person_key = r.person_key and p.jkm > 0 and p.bank_value_on <= ${on}::date and p.month <= ${`${month}-01`}::date
      and p.file_id in (select file_id from contributions.posting_file where recorded_at <= ${knownAt}::timestamptz)
      and not exists (select from contributions.posting_reversal b join contributions.posting_file f on f.file_id = b.by_file
        where b.person_key = p.person_key and b.month = p.month and b.file_id = p.file_id and f.recorded_at <= ${knownAt}::timestamptz)) p
  where r.programme = ${programme} and r.outcome = 'registered'
    and not exists (select from enrolment.departure d where d.person_key = r.person_key and d.programme = ${programme})
    and p.last = any (${sql.val(lastMonths.map((one) => `${one}-01`))}::date[])`;

/** Members by their last posted month, those longest unpaid first; a page of them. */
export async function membersLastPosted(tx: Tx, of: LastPosted & { readonly offset: number; readonly limit: number }): Promise<readonly MemberRow[]> {
  const { rows } = await sql<{
    kpj: string;
    area: string;
    last: string;
  }>`${lastPosted(of)} order by p.last, r.area, r.kpj limit ${of.limit} offset ${of.offset}`.execute(tx.db);
  return rows.map(({ kpj, area, last }) => ({ kpj, area, lastMonth: last.slice(0, 7) as Month }));
}

/** Puts members by their last posted month into the temporary table `people_to_tell`; the note is that month, which is a reason of its own. */
export const fillByLastPosted = (tx: Tx, of: LastPosted): Promise<number> =>
  insertRows(
    tx,
    sql`insert into pg_temp.people_to_tell (person_key, reason, subject, sponsor, area, note)
      select distinct on (person_key) person_key, ${of.programme}::text || ' ' || person_key || ' ' || left(last::text, 7), ${of.programme}::text, sponsor, area, left(last::text, 7)
      from (${lastPosted(of)}) member order by person_key, last desc`,
  );

/** A member's birth date by the row he was listed in. */
export interface BirthdayRow {
  readonly listId: string;
  readonly rowNo: number;
  readonly area: string;
  readonly birthDate: CivilDate;
}

/** Members listed with a birth date between two days, in its order. */
export async function membersBornBetween(
  tx: Tx,
  of: { readonly programme: string; readonly from: CivilDate; readonly to: CivilDate },
): Promise<readonly BirthdayRow[]> {
  const born = `birth_date between ${literal(of.from)}::date and ${literal(of.to)}::date`;
  const { rows } = await sql<{ list_id: string; row_no: number; area: string; birth_date: string }>`
    select d.list_id, d.row_no, d.area, c.birth_date
    from enrolment.determination d join ${sql.raw(apart(tx, 'intake.candidate', born))} c on c.list_id = d.list_id and c.row_no = d.row_no
    where d.programme = ${of.programme} and d.change = 'add' and ${sql.raw(`c.${born}`)}
      and d.instrument_id in (select instrument_id from enrolment.signature)
      and not exists (select from enrolment.departure gone where gone.person_key = d.person_key and gone.programme = d.programme)
    order by c.birth_date, d.area, d.list_id, d.row_no limit 10000`.execute(tx.db); // not law: a year's birthdays of a large programme
  return rows.map((row) => ({ listId: row.list_id, rowNo: row.row_no, area: row.area, birthDate: row.birth_date as CivilDate }));
}
