// SQL of the seam between two payers: whom a hand-over names, where its list was given, and how many people stand how.
import { sql } from 'kysely';
import { firstDayOf, type Month } from '../kernel/month.ts';
import { apart } from '../platform/apart.ts';
import { literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import { insertRows } from '../platform/insert-rows.ts';

/**
 * Keeps whom a hand-over names: those gathered in the temporary table `year_end_people`, each with the village of his signed determination, so that an
 * officer of a kecamatan sees his people. Returns how many.
 */
export const saveHandedPeople = (
  tx: Tx,
  of: { readonly choiceId: string; readonly programme: string; readonly sponsor: string; readonly next: Month },
): Promise<number> =>
  insertRows(
    tx,
    sql`insert into closing.handed_person (person_key, choice_id, programme, month, sponsor, area)
      select person_key, ${of.choiceId}::uuid, ${of.programme}::text, ${firstDayOf(of.next)}::date, ${of.sponsor}::text, coalesce(d.area, p.area)
      from pg_temp.year_end_people p
      left join lateral (
        select d.area from enrolment.determination d
        where d.person_key = p.person_key and d.programme = ${of.programme} and d.change = 'add' and starts_with(d.area, p.area)
          and d.instrument_id in (select instrument_id from enrolment.signature)
        order by d.first_month desc, d.instrument_id desc limit 1) d on true
      order by p.person_key`,
  );

/** Where a hand-over's list was given, and whether it stands there. */
export interface GivenList {
  readonly choiceId: string;
  readonly to: string;
  readonly recordedAt: string;
  readonly arrived: boolean;
}

/** The lists given of some hand-overs. */
export async function givenLists(tx: Tx, choices: readonly string[]): Promise<readonly GivenList[]> {
  const { rows } = await sql<GivenList>`
    select choice_id as "choiceId", to_programme as "to", recorded_at as "recordedAt", closing.list_arrived(choice_id) as arrived
    from closing.hand_over where choice_id = any (${sql.val([...choices])}::uuid[])`.execute(tx.db);
  return rows;
}

/** A hand-over told to whoever sees people of it and not the choice for their whole kabupaten. */
export interface HandedWithin {
  readonly choiceId: string;
  readonly area: string;
  readonly nextPayer: string | null;
  readonly persons: null;
  readonly given: GivenList | null;
}

/** The hand-overs of the people in the actor's area. */
export async function handedWithin(tx: Tx, of: Pick<Asked, 'programme' | 'next'>): Promise<readonly HandedWithin[]> {
  const { rows } = await sql<Omit<HandedWithin, 'persons' | 'given'> & { to: string | null; recordedAt: string; arrived: boolean }>`
    select choice_id as "choiceId", area, next_payer as "nextPayer", to_programme as "to", recorded_at as "recordedAt", arrived
    from closing.hand_overs_of(${of.programme}, ${firstDayOf(of.next)}::date) order by area, choice_id`.execute(tx.db);
  return rows.map(({ choiceId, area, nextPayer, to, recordedAt, arrived }) => ({
    choiceId,
    area,
    nextPayer,
    persons: null,
    given: to === null ? null : { choiceId, to, recordedAt, arrived },
  }));
}

/** Records into which programme's intake a hand-over's list is given; the programme it was given to before, where it was. */
export async function saveHandOver(
  tx: Tx,
  of: { readonly choiceId: string; readonly to: string; readonly fileDigest: string; readonly sponsor: string; readonly area: string },
): Promise<string | null> {
  const inserted = await tx.db
    .insertInto('closing.hand_over')
    .values({
      choice_id: of.choiceId,
      to_programme: of.to,
      file_digest: of.fileDigest,
      sponsor: of.sponsor,
      area: of.area,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('choice_id')
    .executeTakeFirst();
  if (inserted !== undefined) return null;
  const before = await tx.db.selectFrom('closing.hand_over').select('to_programme').where('choice_id', '=', of.choiceId).executeTakeFirstOrThrow();
  return before.to_programme;
}

interface Asked {
  readonly programme: string;
  readonly next: Month;
  /** Membership snapshots of the first month after or later, newest first. */
  readonly memberships: readonly string[];
}

/** Whatever is known of each person handed over; the register counts a membership that began after the end, or under another number. */
function known({ programme, next, memberships }: Asked): string {
  const [of, first] = [literal(programme), `${literal(firstDayOf(next))}::date`];
  const ids = `array[${memberships.map(literal).join(', ')}]::uuid[]`;
  const register =
    memberships.length === 0
      ? 'null::text'
      : `(select case when bool_or(m.found and m.active and (m.since >= ${first} or m.kpj <> coalesce(k.kpj, ''))) then 'member'
          when not bool_or(m.found and m.active) then 'none' end
          from registry.membership m where m.person_key = p.person_key
          and m.snapshot_id = (select n.snapshot_id from registry.membership n where n.person_key = p.person_key and n.snapshot_id = any (${ids})
            order by array_position(${ids}, n.snapshot_id) limit 1))`;
  return `select p.person_key, p.choice_id, p.area, k.kpj, f.held_by, coalesce(f.registered, false) as registered, coalesce(f.posted, false) as posted, ${register} as register,
      exists (select from enrolment.departure d where d.person_key = p.person_key and d.programme = ${of} and d.happened_on < ${first}) as departed
    from closing.handed_person p
    left join closing.seam_of(${of}, ${first}) f on f.person_key = p.person_key
    left join lateral (
      select r.kpj from enrolment.registration r where r.person_key = p.person_key and r.programme = ${of} and r.outcome = 'registered' order by r.recorded_at desc limit 1) k on true
    where p.programme = ${of} and p.month = ${first}`;
}

interface KnownRow {
  readonly choiceId: string;
  readonly heldBy: string | null;
  readonly registered: boolean;
  readonly posted: boolean;
  readonly register: 'member' | 'none' | null;
  /** Died or left before the first month after. */
  readonly departed: boolean;
}

/** How many people of whom the same is known, by hand-over. */
export async function countHanded(tx: Tx, of: Asked): Promise<readonly (KnownRow & { readonly people: number })[]> {
  const { rows } = await sql<KnownRow & { people: string }>`
    select choice_id as "choiceId", held_by as "heldBy", registered, posted, register, departed, count(*) as people from (${sql.raw(known(of))}) one
    group by choice_id, held_by, registered, posted, register, departed order by 1, 2, 3, 4, 5, 6`.execute(tx.db);
  return rows.map((row) => ({ ...row, people: Number(row.people) }));
}

/** A person handed over, by name. */
export interface HandedRow extends KnownRow {
  readonly area: string;
  readonly kpj: string | null;
  readonly name: string | null;
}

/** People handed over with their names as the giver's own signed lists have them, in the order of villages; those paid for, and those who left, last. A page of them. */
export async function handedPeople(tx: Tx, of: Asked & { readonly offset: number; readonly limit: number }): Promise<readonly HandedRow[]> {
  const candidates = apart(tx, 'intake.candidate', `list_id in (select list_id from enrolment.determination where programme = ${literal(of.programme)})`);
  const { rows } = await sql<HandedRow>`
    select one.choice_id as "choiceId", one.held_by as "heldBy", one.registered, one.posted, one.register, one.departed, one.area, one.kpj, c.name
    from (${sql.raw(known(of))}) one
    left join lateral (
      select d.list_id, d.row_no from enrolment.determination d
      where d.person_key = one.person_key and d.programme = ${of.programme} and d.change = 'add' and d.instrument_id in (select instrument_id from enrolment.signature)
      order by d.first_month desc, d.instrument_id desc limit 1) d on true
    left join ${sql.raw(candidates)} c on c.list_id = d.list_id and c.row_no = d.row_no
    order by one.posted or one.departed, one.held_by is not null, one.area, c.name, one.person_key limit ${of.limit} offset ${of.offset}`.execute(tx.db);
  return rows;
}
