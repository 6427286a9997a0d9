// SQL of messages: queued once for each reason, taken under a lease, what the gateway said of them; and the numbers people are told by.
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { AttemptOutcome, NoticeKind } from './notice.ts';

export interface MessageRow {
  readonly messageId: string;
  readonly kind: NoticeKind;
  readonly subject: string;
  readonly sponsor: string;
  readonly area: string;
  readonly recipient: Buffer;
  readonly words: Buffer;
  readonly recordedAt: string;
  readonly outcomes: readonly AttemptOutcome[];
  readonly lastAt: string | null;
  readonly detail: string | null;
}

/** A message to be queued; `dedupe` is its kind and reason. */
export interface NewMessage {
  readonly messageId: string;
  readonly dedupe: string;
  readonly kind: NoticeKind;
  readonly subject: string;
  readonly sponsor: string;
  readonly area: string;
  readonly recipient: Buffer;
  readonly words: Buffer;
}

/** Queues messages, at most some thousands at a time; returns how many were new: for one reason there is one. */
export async function saveMessages(tx: Tx, messages: readonly NewMessage[]): Promise<number> {
  if (messages.length === 0) return 0;
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('notice.message')
    .values(messages.map(({ messageId, ...row }) => ({ message_id: messageId, ...row, recorded_at: tx.at, author: tx.actor.id })))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0n);
}

const columns = sql`m.message_id as "messageId", m.kind, m.subject, m.sponsor, m.area, m.recipient, m.words, m.recorded_at as "recordedAt",
  a.outcomes, a.last_at as "lastAt", a.detail`;
const attempts = sql`cross join lateral (
  select coalesce(array_agg(outcome order by sequence), '{}') as outcomes, max(recorded_at) as last_at,
    (array_agg(detail order by sequence desc))[1] as detail from notice.attempt t where t.message_id = m.message_id) a`;

/** The newest messages. */
export const newestMessages = async (tx: Tx, limit: number): Promise<readonly MessageRow[]> =>
  (await sql<MessageRow>`select ${columns} from notice.message m ${attempts} order by m.recorded_at desc, m.message_id desc limit ${limit}`.execute(tx.db))
    .rows;

/** Messages nobody is sending whose last word, if any, was a failure; the oldest first, each under a lease until the given instant. */
export async function leaseMessages(
  tx: Tx,
  of: { readonly until: string; readonly limit: number; readonly waited: readonly number[] },
): Promise<readonly MessageRow[]> {
  return (
    await sql<MessageRow>`
      with due as (
        select m.message_id from notice.message m ${attempts}
        where (cardinality(a.outcomes) = 0 or (not a.outcomes && '{delivered,refused}' and a.outcomes[cardinality(a.outcomes)] = 'failed' and cardinality(a.outcomes) <= ${of.waited.length}
            and a.last_at <= ${tx.at}::timestamptz - make_interval(secs => (${sql.val([...of.waited])}::int[])[cardinality(a.outcomes)])))
          and not exists (select from notice.lease l where l.message_id = m.message_id and l.until > ${tx.at}::timestamptz)
        order by m.recorded_at, m.message_id limit ${of.limit}),
      leased as (
        insert into notice.lease (message_id, sponsor, area, until)
        select message_id, m.sponsor, m.area, ${of.until}::timestamptz from due join notice.message m using (message_id)
        on conflict (message_id) do update set until = excluded.until where lease.until <= ${tx.at}::timestamptz returning message_id)
      select ${columns} from notice.message m ${attempts} where m.message_id in (select message_id from leased) order by m.recorded_at, m.message_id`.execute(
      tx.db,
    )
  ).rows;
}

/** Messages tried since an instant. */
export const triedSince = async (tx: Tx, at: string): Promise<number> =>
  Number(
    (
      await tx.db
        .selectFrom('notice.attempt')
        .select((eb) => eb.fn.countAll<string>().as('count'))
        .where('recorded_at', '>', at)
        .where('reported', 'is', null)
        .executeTakeFirstOrThrow()
    ).count,
  );

/** What is kept of a message; `reported`: the name under which somebody reported of it afterwards. */
type NewAttempt = Pick<MessageRow, 'messageId' | 'sponsor' | 'area'> & {
  readonly outcome: AttemptOutcome;
  readonly reference: string | null;
  readonly reported: string | null;
  readonly detail: string | null;
};

/** Adds behind what there is; false where it was reported before. */
async function addAttempt(tx: Tx, of: NewAttempt): Promise<boolean> {
  const before = sql<boolean>`exists (select from notice.attempt
    where message_id = ${of.messageId}::uuid and reported = ${of.reported}::text and outcome = ${of.outcome})`;
  for (;;) {
    const { numAffectedRows } = await sql`
      insert into notice.attempt (message_id, sequence, sponsor, area, outcome, reference, reported, detail, recorded_at)
      select ${of.messageId}::uuid, 1 + (select count(*) from notice.attempt where message_id = ${of.messageId}::uuid), ${of.sponsor}, ${of.area},
        ${of.outcome}, ${of.reference}, ${of.reported}::text, ${of.detail}, ${tx.at}::timestamptz
      where not ${before} on conflict do nothing`.execute(tx.db);
    if (numAffectedRows === 1n) return true;
    // Another took the number meanwhile: said the same, or something else and this comes behind it.
    if ((await sql<{ said: boolean }>`select ${before} as said`.execute(tx.db)).rows[0]?.said === true) return false;
  }
}

/** Keeps what a gateway said, and lets the message go. */
export async function saveAttempt(tx: Tx, of: Omit<NewAttempt, 'reported'>): Promise<void> {
  await addAttempt(tx, { ...of, reported: null });
  // Ended, not removed: whoever looked for work before this instant finds it taken.
  await tx.db.updateTable('notice.lease').set({ until: tx.at }).where('message_id', '=', of.messageId).execute();
}

/** A message somebody reports of, under the name he gave it. */
export interface ReferredMessage extends Pick<MessageRow, 'messageId' | 'sponsor' | 'area' | 'outcomes'> {
  readonly reference: string;
  /** What was reported of it under that name before. */
  readonly reported: readonly AttemptOutcome[];
}

const ownId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The messages gateways call by those names, or whose own ids they are. */
export const messagesReferred = async (tx: Tx, references: readonly string[]): Promise<readonly ReferredMessage[]> => {
  const { rows } = await sql<ReferredMessage>`
    with found as (
      select t.reference, t.message_id from notice.attempt t where t.reference = any(${sql.val([...references])}::text[]) and t.outcome = 'taken'
      union select m.message_id::text, m.message_id from notice.message m
        where m.message_id = any(${sql.val(references.filter((reference) => ownId.test(reference)))}::uuid[]))
    select distinct on (f.reference) f.reference, m.message_id as "messageId", m.sponsor, m.area, a.outcomes,
      array(select r.outcome from notice.attempt r where r.message_id = m.message_id and r.reported = f.reference) as reported
    from found f join notice.message m using (message_id) ${attempts} order by f.reference, m.message_id`.execute(tx.db);
  return rows;
};

/** Keeps what a gateway reported of a sending; false where it was kept before. */
export const saveReport = (
  tx: Tx,
  of: Pick<ReferredMessage, 'messageId' | 'sponsor' | 'area' | 'reference'> & { readonly outcome: AttemptOutcome; readonly detail: string | null },
): Promise<boolean> => addAttempt(tx, { ...of, reference: null, reported: of.reference });

/** By which number a person wants to be told from now on; null: by none. Returns under which id that stands. */
export async function saveContact(tx: Tx, of: { personKey: string; sponsor: string; area: string; recipient: Buffer | null }): Promise<string> {
  const contactId = newKey();
  await tx.db
    .insertInto('notice.contact')
    .values({
      ...{ contact_id: contactId, person_key: of.personKey, sponsor: of.sponsor, area: of.area, recipient: of.recipient },
      ...{ recorded_at: tx.at, author: tx.actor.id },
    })
    .execute();
  return contactId;
}

/** The number of everybody who has one; the latest word of each person counts. */
const contacts = sql`(select person_key, recipient from (
  select distinct on (person_key) person_key, recipient from notice.contact order by person_key, recorded_at desc, contact_id desc) latest
  where recipient is not null)`;

/** Makes the temporary table `people_to_tell` anew, for a stage to fill and `gatherPeople` to join. */
export async function clearPeople(tx: Tx): Promise<void> {
  await sql`drop table if exists pg_temp.people_to_tell`.execute(tx.db);
  await sql`create temporary table people_to_tell (person_key uuid not null, reason text not null, subject text not null, sponsor text not null,
    area text not null, note text) on commit drop`.execute(tx.db);
}

/** Somebody to be told: a row of `people_to_tell` joined with his number. */
export interface PersonToTell {
  readonly rowNo: string;
  readonly reason: string;
  readonly subject: string;
  readonly sponsor: string;
  readonly area: string;
  readonly note: string | null;
  readonly recipient: Buffer;
}

/** Joins `people_to_tell` with their numbers, and leaves whoever is still to be told, numbered. Returns how many there are, have no number, were told before. */
export async function gatherPeople(
  tx: Tx,
  kind: NoticeKind,
): Promise<{ readonly people: number; readonly withoutContact: number; readonly toldBefore: number }> {
  await sql`drop table if exists pg_temp.person_gathered`.execute(tx.db);
  await sql`create temporary table person_gathered (row_no bigint primary key, reason text, subject text, sponsor text, area text, note text, recipient bytea)
    on commit drop`.execute(tx.db);
  await sql`
    insert into pg_temp.person_gathered
    select row_number() over (order by p.reason), p.reason, p.subject, p.sponsor, p.area, p.note, c.recipient
    from pg_temp.people_to_tell p join ${contacts} c on c.person_key = p.person_key
    where not exists (select from notice.message m where m.dedupe = ${`${kind} `}::text || p.reason)`.execute(tx.db);
  const { rows } = await sql<{ people: string; known: string; left: string }>`
    select count(*) as people, count(c.person_key) as known, (select count(*) from pg_temp.person_gathered) as left
    from pg_temp.people_to_tell p left join ${contacts} c on c.person_key = p.person_key`.execute(tx.db);
  const [all, known, left] = [Number(rows[0]?.people), Number(rows[0]?.known), Number(rows[0]?.left)];
  return { people: all, withoutContact: all - known, toldBefore: known - left };
}

/** The next of those gathered after one, at most so many. */
export const peopleToTell = async (tx: Tx, of: { readonly after: string; readonly limit: number }): Promise<readonly PersonToTell[]> =>
  (
    await sql<PersonToTell>`select row_no as "rowNo", reason, subject, sponsor, area, note, recipient from pg_temp.person_gathered
      where row_no > ${of.after}::bigint order by row_no limit ${of.limit}`.execute(tx.db)
  ).rows;
