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

/** Queues a message; false where one stands for the same reason. */
export async function saveMessage(
  tx: Tx,
  of: { messageId: string; dedupe: string; kind: NoticeKind; subject: string; sponsor: string; area: string; recipient: Buffer; words: Buffer },
): Promise<boolean> {
  const saved = await tx.db
    .insertInto('notice.message')
    .values({
      ...{ message_id: of.messageId, dedupe: of.dedupe, kind: of.kind, subject: of.subject, sponsor: of.sponsor, area: of.area },
      ...{ recipient: of.recipient, words: of.words, recorded_at: tx.at, author: tx.actor.id },
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('message_id')
    .executeTakeFirst();
  return saved !== undefined;
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
        where (cardinality(a.outcomes) = 0 or (a.outcomes[cardinality(a.outcomes)] = 'failed' and cardinality(a.outcomes) <= ${of.waited.length}
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
        .where('outcome', '<>', 'delivered')
        .executeTakeFirstOrThrow()
    ).count,
  );

/** Keeps what a gateway said, and lets the message go. */
export async function saveAttempt(
  tx: Tx,
  of: Pick<MessageRow, 'messageId' | 'sponsor' | 'area'> & {
    readonly outcome: AttemptOutcome;
    readonly reference: string | null;
    readonly detail: string | null;
  },
): Promise<void> {
  await sql`insert into notice.attempt (message_id, sequence, sponsor, area, outcome, reference, detail, recorded_at)
    select ${of.messageId}::uuid, 1 + (select count(*) from notice.attempt where message_id = ${of.messageId}::uuid), ${of.sponsor}, ${of.area},
      ${of.outcome}, ${of.reference}, ${of.detail}, ${tx.at}::timestamptz`.execute(tx.db);
  // Ended, not removed: whoever looked for work before this instant finds it taken.
  await tx.db.updateTable('notice.lease').set({ until: tx.at }).where('message_id', '=', of.messageId).execute();
}

/** The message a gateway calls by that name. */
export const messageReferred = async (tx: Tx, reference: string): Promise<Pick<MessageRow, 'messageId' | 'sponsor' | 'area'> | undefined> =>
  tx.db
    .selectFrom('notice.attempt')
    .select(['message_id as messageId', 'sponsor', 'area'])
    .where('reference', '=', reference)
    .where('outcome', '=', 'taken')
    .executeTakeFirst();

/** By which number a person wants to be told from now on; null: by none. */
export async function saveContact(tx: Tx, of: { personKey: string; sponsor: string; area: string; recipient: Buffer | null }): Promise<void> {
  await tx.db
    .insertInto('notice.contact')
    .values({
      ...{ contact_id: newKey(), person_key: of.personKey, sponsor: of.sponsor, area: of.area, recipient: of.recipient },
      ...{ recorded_at: tx.at, author: tx.actor.id },
    })
    .execute();
}
