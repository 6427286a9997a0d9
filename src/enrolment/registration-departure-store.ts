// SQL of departures: who left a programme's list, recorded once as long as it stands.
import { sql } from 'kysely';
import { apart } from '../platform/apart.ts';
import { literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import { insertRows } from '../platform/insert-rows.ts';

/** One more than the departures taken back: a departure that stands has that number already, and a second one is not recorded. */
const nextSequence = (tx: Tx, person: string, programme: string) =>
  sql`1 + (select count(*) from ${sql.raw(apart(tx, 'enrolment.departure_reversal', `programme = ${literal(programme)}`))} v where v.person_key = ${sql.raw(person)} and v.programme = ${programme})`;

/** Records departures staged in `departure_staging` of people who are on the programme's list; returns how many were new. */
export async function saveDepartures(tx: Tx, programme: string): Promise<number> {
  const saved = await insertRows(
    tx,
    sql`
    insert into enrolment.departure_event (person_key, programme, sequence, sponsor, area, cause, happened_on, evidence, recorded_at, author)
    select s.person_key, ${programme}, ${nextSequence(tx, 's.person_key', programme)}, d.sponsor, d.area, s.cause, s.happened_on, s.evidence, ${tx.at}::timestamptz, ${tx.actor.id}
    from departure_staging s join enrolment.determination d on d.person_key = s.person_key and d.programme = ${programme} and d.change = 'add'
    on conflict do nothing`,
  );
  await sql`drop table departure_staging`.execute(tx.db);
  return saved;
}

/** Records the leavers staged in `leaver_staging` (keys in `known_key`) who are on the programme's list, under whichever of their keys; one act a key, the earliest. */
export async function saveReportedLeavers(tx: Tx, programme: string): Promise<number> {
  return insertRows(
    tx,
    sql`
    insert into enrolment.departure_event (person_key, programme, sequence, sponsor, area, cause, happened_on, evidence, recorded_at, author)
    select distinct on (d.person_key) d.person_key, ${programme}, ${nextSequence(tx, 'd.person_key', programme)}, d.sponsor, d.area, s.cause, s.happened_on, s.evidence, ${tx.at}::timestamptz, ${tx.actor.id}
    from leaver_staging s join known_key i on i.token = s.token
    join enrolment.determination d on d.person_key = i.person_key and d.programme = ${programme} and d.change = 'add'
    order by d.person_key, s.happened_on
    on conflict do nothing`,
  );
}

export interface DepartureRow {
  readonly programme: string;
  readonly cause: string;
  readonly happenedOn: string;
  readonly evidence: string;
}

/** The departures of a person that stand, oldest first. */
export async function departuresOf(tx: Tx, personKey: string): Promise<readonly DepartureRow[]> {
  const { rows } = await sql<DepartureRow>`
    select programme, cause, happened_on as "happenedOn", evidence from enrolment.departure where person_key = ${personKey}::uuid order by recorded_at`.execute(
    tx.db,
  );
  return rows;
}

/**
 * Takes back the departures of people by death that proved false, unless an instrument has taken them off the list meanwhile. Returns who is back, and who
 * could not come back.
 */
export async function returnUndead(
  tx: Tx,
  of: { programme: string; personKey: string; happenedOn: string; evidence: string },
): Promise<{ readonly returned: number; readonly replacedAlready: number }> {
  const { rows } = await sql<{ returned: number; replacedAlready: number }>`
    with concerned as (
      select e.person_key, e.sequence, e.sponsor, e.area, exists (
        select from enrolment.determination r where r.person_key = e.person_key and r.programme = e.programme and r.change = 'remove') as removed
      from enrolment.departure_event e
      where e.person_key = ${of.personKey}::uuid and e.programme = ${of.programme} and e.cause = 'death'
        and not exists (select from enrolment.departure_reversal v where v.person_key = e.person_key and v.programme = e.programme and v.sequence = e.sequence)),
    reversed as (
      insert into enrolment.departure_reversal (person_key, programme, sequence, sponsor, area, happened_on, evidence, recorded_at, author)
      select person_key, ${of.programme}, sequence, sponsor, area, ${of.happenedOn}::date, ${of.evidence}, ${tx.at}::timestamptz, ${tx.actor.id} from concerned where not removed
      returning 1)
    select (select count(*) from reversed)::int as returned, (select count(*) from concerned where removed)::int as "replacedAlready"`.execute(tx.db);
  return rows[0] ?? { returned: 0, replacedAlready: 0 };
}
