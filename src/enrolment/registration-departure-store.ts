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

/** Records the leavers staged in `leaver_staging` who are on the programme's list; one act a person, the earliest. */
export async function saveReportedLeavers(tx: Tx, programme: string): Promise<number> {
  const identifiers = apart(tx, 'registry.identifier', 'token in (select token from leaver_staging)');
  return insertRows(
    tx,
    sql`
    insert into enrolment.departure_event (person_key, programme, sequence, sponsor, area, cause, happened_on, evidence, recorded_at, author)
    select distinct on (d.person_key) d.person_key, ${programme}, ${nextSequence(tx, 'd.person_key', programme)}, d.sponsor, d.area, s.cause, s.happened_on, s.evidence, ${tx.at}::timestamptz, ${tx.actor.id}
    from leaver_staging s join ${sql.raw(identifiers)} i on i.token = s.token and i.valid_to is null
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
