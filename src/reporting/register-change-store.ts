// SQL of whom a change of a register reaches: people on signed lists, people registered, and where their rows stand.
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';

/** Of these people, those on a signed list of the programme, and those registered with the administrator. */
export async function standingOf(tx: Tx, programme: string, people: readonly string[]): Promise<ReadonlyMap<string, 'listed' | 'registered'>> {
  const { rows } = await sql<{ person: string; registered: boolean }>`
    select d.person_key as person, bool_or(r.person_key is not null) as registered
    from enrolment.determination d join enrolment.signature s on s.instrument_id = d.instrument_id
    left join enrolment.registration r on r.person_key = d.person_key and r.outcome = 'registered'
    where d.programme = ${programme} and d.change = 'add' and d.person_key = any (${sql.val([...people])}::uuid[])
      and not exists (
        select from enrolment.determination o join enrolment.signature t on t.instrument_id = o.instrument_id
        where o.programme = d.programme and o.person_key = d.person_key and o.change = 'remove')
    group by d.person_key`.execute(tx.db);
  return new Map(rows.map(({ person, registered }) => [person, registered ? 'registered' : 'listed']));
}

/** The files of lists. */
export async function fileNamesOf(tx: Tx, lists: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ list: string; file: string }>`
    select list_id as list, file_name as file from intake.list where list_id = any (${sql.val([...lists])}::uuid[])`.execute(tx.db);
  return new Map(rows.map(({ list, file }) => [list, file]));
}
