// SQL of cards on their way: each attempt an event, and by village how many cards are with their members, in the village, on the way, or late.
import { sql } from 'kysely';
import { apart } from '../platform/apart.ts';
import { literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import { insertRows } from '../platform/insert-rows.ts';

const registered = (programme: string): string => `
  select distinct on (r.person_key) r.person_key, r.area, r.kpj, r.answered_on from enrolment.registration r
  where r.programme = ${literal(programme)} and r.outcome = 'registered' order by r.person_key, r.answered_on desc, r.recorded_at desc`;

/** Rows of `card_staging` (keys in `known_key`) whose person is not registered in the programme under any of his keys, or only after the day; the first of them. */
export async function cardsOfNobody(tx: Tx, programme: string): Promise<readonly number[]> {
  const { rows } = await sql<{ row: number }>`
    select s.file_row as row from card_staging s
    left join (known_key i join (${sql.raw(registered(programme))}) r on r.person_key = i.person_key) on i.token = s.token and r.answered_on <= s.happened_on
    group by s.file_row having count(r.person_key) = 0 order by 1 limit 20`.execute(tx.db);
  return rows.map(({ row }) => row);
}

/** Columns of `card_staging`. */
export const cardStaging = 'file_row integer, token uuid, outcome text, happened_on date, received_by text, proof text, reason text, place text';

/** Records the staged events after those there are; the same attempt again (day and outcome) is not recorded twice. Of a person's keys the NIK's own registration is meant, if it has one. Returns how many were new, by outcome. */
export async function saveCardEvents(tx: Tx, of: { programme: string; sponsor: string; fileDigest: string }): Promise<number> {
  const before = sql.raw(apart(tx, 'enrolment.card_event', `programme = ${literal(of.programme)}`));
  return insertRows(
    tx,
    sql`
    insert into enrolment.card_event (person_key, programme, sequence, sponsor, area, kpj, outcome, happened_on, received_by, proof, reason, place,
      file_digest, recorded_at, author)
    select n.person_key, ${of.programme}, (select count(*) from ${before} b where b.person_key = n.person_key and b.programme = ${of.programme})
        + row_number() over (partition by n.person_key order by n.happened_on, n.file_row), ${of.sponsor}, n.area, n.kpj,
      n.outcome, n.happened_on, n.received_by, n.proof, n.reason, n.place, ${of.fileDigest}, ${tx.at}::timestamptz, ${tx.actor.id}
    from (
      select distinct on (r.person_key, s.happened_on, s.outcome) r.person_key, r.area, r.kpj, s.*
      from card_staging s join (
        select distinct on (i.token) i.token, r.* from known_key i join (${sql.raw(registered(of.programme))}) r on r.person_key = i.person_key
        order by i.token, i.own desc, r.answered_on desc, r.person_key) r on r.token = s.token
      order by r.person_key, s.happened_on, s.outcome, s.file_row) n
    where not exists (
      select from ${before} b where b.person_key = n.person_key and b.programme = ${of.programme} and b.happened_on = n.happened_on and b.outcome = n.outcome)`,
  );
}

const departures = (tx: Tx, programme: string): string => apart(tx, 'enrolment.departure', `programme = ${literal(programme)}`);

/** Members of a village, registered by a day and not gone, whose card neither came nor was received. */
const awaited = (tx: Tx, of: { programme: string; village: string; on: string }): string => `
  select m.* from (${registered(of.programme)}) m
  where m.area = ${literal(of.village)} and m.answered_on <= ${literal(of.on)}::date
    and not exists (select from ${departures(tx, of.programme)} d where d.person_key = m.person_key and d.programme = ${literal(of.programme)})
    and not exists (select from ${apart(tx, 'enrolment.card_event', `programme = ${literal(of.programme)}`)} e
      where e.person_key = m.person_key and e.programme = ${literal(of.programme)} and e.outcome <> 'undelivered')`;

/** How many cards a village still waits for. */
export async function cardsAwaited(tx: Tx, of: { programme: string; village: string; on: string }): Promise<number> {
  const { rows } = await sql<{ cards: number }>`select count(*)::int as cards from (${sql.raw(awaited(tx, of))}) a`.execute(tx.db);
  return rows[0]?.cards ?? 0;
}

/** Records that every card a village waits for has come. Returns how many. */
export async function saveVillageArrival(
  tx: Tx,
  of: { programme: string; village: string; sponsor: string; on: string; receivedBy: string; place: string; digest: string },
): Promise<number> {
  const before = sql.raw(apart(tx, 'enrolment.card_event', `programme = ${literal(of.programme)}`));
  return insertRows(
    tx,
    sql`
    insert into enrolment.card_event (person_key, programme, sequence, sponsor, area, kpj, outcome, happened_on, received_by, place, file_digest, recorded_at, author)
    select n.person_key, ${of.programme}, (select count(*) from ${before} b where b.person_key = n.person_key and b.programme = ${of.programme}) + 1,
      ${of.sponsor}, n.area, n.kpj, 'arrived', ${of.on}::date, ${of.receivedBy}, ${of.place}, ${of.digest}, ${tx.at}::timestamptz, ${tx.actor.id}
    from (${sql.raw(awaited(tx, of))}) n`,
  );
}

/** Puts whose card has come to the village and is not received into the temporary table `people_to_tell`; the note is the place, the reason his card. */
export const fillCardsReady = (tx: Tx, programme: string): Promise<number> =>
  insertRows(
    tx,
    sql`insert into pg_temp.people_to_tell (person_key, reason, subject, sponsor, area, note)
      select distinct on (e.person_key) e.person_key, ${`${programme} `}::text || e.person_key || ' ' || e.kpj, ${programme}::text, e.sponsor, e.area, e.place
      from enrolment.card_event e where e.programme = ${programme} and e.outcome = 'arrived'
        and not exists (select from enrolment.card_event r where r.person_key = e.person_key and r.programme = ${programme} and r.outcome = 'delivered')
        and not exists (select from enrolment.departure d where d.person_key = e.person_key and d.programme = ${programme})
      order by e.person_key, e.sequence desc`,
  );

/** The cards of one village: `arrived` in the village or received; `oldest` is the day its longest waiting member was registered. */
export interface VillageCards {
  readonly area: string;
  readonly registered: number;
  readonly arrived: number;
  readonly delivered: number;
  readonly undelivered: number;
  readonly late: number;
  readonly oldest: string | null;
}

/** By village, those with the most late cards first. Late: registered before the day and not delivered. */
export async function cardsByVillage(tx: Tx, programme: string, lateBefore: string): Promise<readonly VillageCards[]> {
  const events = sql.raw(apart(tx, 'enrolment.card_event', `programme = ${literal(programme)}`));
  const { rows } = await sql<VillageCards>`
    with member as (${sql.raw(registered(programme))}),
    card as (
      select person_key, bool_or(outcome = 'delivered') as delivered, bool_or(outcome = 'undelivered') as tried,
        bool_or(outcome <> 'undelivered') as arrived from ${events} e where e.programme = ${programme} group by person_key)
    select m.area, count(*)::int as registered, count(*) filter (where c.arrived)::int as arrived, count(*) filter (where c.delivered)::int as delivered,
      count(*) filter (where c.tried and not c.delivered)::int as undelivered,
      count(*) filter (where c.delivered is not true and m.answered_on < ${lateBefore}::date)::int as late,
      min(m.answered_on) filter (where c.delivered is not true)::text as oldest
    from member m left join card c on c.person_key = m.person_key
    where not exists (select from ${sql.raw(departures(tx, programme))} d where d.person_key = m.person_key and d.programme = ${programme})
    group by m.area order by late desc, oldest nulls last, m.area collate "C"`.execute(tx.db);
  return rows;
}

/** Why cards were not received, most frequent first, of those still not delivered. */
export async function undeliveredReasons(tx: Tx, programme: string): Promise<readonly { readonly reason: string; readonly people: number }[]> {
  const { rows } = await sql<{ reason: string; people: number }>`
    select reason, count(*)::int as people from (
      select distinct on (person_key) person_key, outcome, reason from enrolment.card_event where programme = ${programme} and outcome <> 'arrived' order by person_key, sequence desc) latest
    where outcome = 'undelivered' group by reason order by 2 desc, 1 limit 20`.execute(tx.db);
  return rows;
}
