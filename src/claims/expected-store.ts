// SQL of months under protection by age and sex: what the number of deaths to expect is counted from.
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import type { Exposure } from './expected-deaths.ts';

/** Months posted (JKM) to people of a programme up to a day, by sex and completed age in the month; each person and month once. */
export async function exposureOf(tx: Tx, of: { programme: string; on: string; snapshots: readonly string[] }): Promise<readonly Exposure[]> {
  const { rows } = await sql<Exposure>`
    with people as (
      select distinct t.person_key from enrolment.determination t join enrolment.signature s on s.instrument_id = t.instrument_id
      where t.programme = ${of.programme} and t.change = 'add'),
    known as (
      select distinct on (p.person_key) p.person_key, p.sex, p.birth_date from registry.population p
      where p.snapshot_id = any (${sql.val([...of.snapshots])}::uuid[]) and p.found order by p.person_key),
    months as (
      select distinct m.person_key, m.month from contributions.standing_posting m join people on people.person_key = m.person_key
      join programme.programme g on g.programme = ${of.programme}
      where m.jkm > 0 and m.month between g.first_month and g.last_month and m.bank_value_on <= ${of.on}::date)
    select k.sex, extract(year from age(m.month, k.birth_date))::int as age, count(*)::int as months
    from months m left join known k on k.person_key = m.person_key group by 1, 2 order by 1, 2`.execute(tx.db);
  return rows;
}

/** Claims of deaths that stand, known by a day, and whose family somebody has reached. */
export async function deathsClaimed(tx: Tx, of: { programme: string; on: string }): Promise<{ readonly found: number; readonly claims: number }> {
  const { rows } = await sql<{ found: number; claims: number }>`
    select (select count(*)::int from claims.found_death where programme = ${of.programme} and known_on <= ${of.on}::date) as found,
      (select count(*)::int from claims.probable_claim c where c.programme = ${of.programme} and c.event = 'death' and c.known_on <= ${of.on}::date
        and not exists (select from claims.case_step f where f.claim_id = c.claim_id and f.kind = 'false-death')) as claims`.execute(tx.db);
  return rows[0] ?? { found: 0, claims: 0 };
}
