// SQL of complaints: that somebody complained, what was said (sealed, restricted by the row policies), what became of it; and receipts that rest as hashes.
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import type { Channel, ComplaintEvent } from './complaint.ts';

export interface ComplaintRow {
  readonly complaintId: string;
  readonly programme: string;
  readonly sponsor: string;
  readonly area: string;
  readonly kind: string;
  readonly restricted: boolean;
  readonly anonymous: boolean;
  readonly channel: Channel;
  readonly receivedOn: string;
  readonly dueOn: string;
  readonly author: string;
  /** Null where the actor is not among the named people. */
  readonly statement: Buffer | null;
  readonly contact: Buffer | null;
}

export interface EventRow {
  readonly complaintId: string;
  readonly kind: ComplaintEvent;
  readonly words: Buffer;
  readonly onDay: string;
  readonly author: string;
}

export interface NewComplaint extends Omit<ComplaintRow, 'author' | 'statement'> {
  readonly receiptHash: string;
  readonly statement: Buffer;
}

export async function saveComplaint(tx: Tx, of: NewComplaint): Promise<void> {
  const { complaintId: complaint_id, sponsor, area, restricted } = of;
  await tx.db
    .insertInto('grievance.complaint')
    .values({
      ...{ complaint_id, sponsor, area, restricted },
      ...{ receipt_hash: of.receiptHash, programme: of.programme, kind: of.kind, anonymous: of.anonymous, channel: of.channel },
      ...{ received_on: of.receivedOn, due_on: of.dueOn, recorded_at: tx.at, author: tx.actor.id },
    })
    .execute();
  await holdReceipt(tx, of.receiptHash); // whoever complains may write his own words, and read them no longer
  await tx.db
    .insertInto('grievance.complaint_text')
    .values({ ...{ complaint_id, sponsor, area, restricted }, statement: of.statement, contact: of.contact, recorded_at: tx.at })
    .execute();
  await holdReceipt(tx, '');
}

/** From now on the transaction reads what the holder of that receipt may. */
const holdReceipt = async (tx: Tx, receiptHash: string): Promise<void> =>
  void (await sql`select set_config('payung.receipt', ${receiptHash}, true)`.execute(tx.db));

const complaints = (tx: Tx) =>
  tx.db
    .selectFrom('grievance.complaint as c')
    .leftJoin('grievance.complaint_text as t', 't.complaint_id', 'c.complaint_id')
    .select([
      'c.complaint_id as complaintId',
      'c.programme',
      'c.sponsor',
      'c.area',
      'c.kind',
      'c.restricted',
      'c.anonymous',
      'c.channel',
      'c.received_on as receivedOn',
      'c.due_on as dueOn',
      'c.author',
      't.statement',
      't.contact',
    ])
    .$castTo<ComplaintRow>();

/** Complaints of a programme, the newest first. */
export const complaintsOf = (tx: Tx, programme: string, limit: number): Promise<readonly ComplaintRow[]> =>
  complaints(tx).where('c.programme', '=', programme).orderBy('c.recorded_at', 'desc').orderBy('c.complaint_id', 'desc').limit(limit).execute();

export const complaintOf = (tx: Tx, complaintId: string): Promise<ComplaintRow | undefined> =>
  complaints(tx).where('c.complaint_id', '=', complaintId).executeTakeFirst();

/** What became of complaints, in order. */
export const eventsOf = (tx: Tx, complaintIds: readonly string[]): Promise<readonly EventRow[]> =>
  complaintIds.length === 0
    ? Promise.resolve([])
    : tx.db
        .selectFrom('grievance.complaint_event')
        .select(['complaint_id as complaintId', 'kind', 'words', 'on_day as onDay', 'author'])
        .where('complaint_id', 'in', [...complaintIds])
        .orderBy('complaint_id')
        .orderBy('sequence')
        .$castTo<EventRow>()
        .execute();

/** Adds an event behind those there are; two at once come one after the other. */
export async function saveEvent(
  tx: Tx,
  of: Pick<ComplaintRow, 'complaintId' | 'sponsor' | 'area'> & { readonly kind: ComplaintEvent; readonly words: Buffer; readonly onDay: string },
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${of.complaintId}, 170))`.execute(tx.db);
  await sql`insert into grievance.complaint_event (complaint_id, sequence, sponsor, area, kind, words, on_day, recorded_at, author)
    select ${of.complaintId}::uuid, 1 + (select count(*) from grievance.complaint_event where complaint_id = ${of.complaintId}::uuid),
      ${of.sponsor}, ${of.area}, ${of.kind}, ${of.words}, ${of.onDay}::date, ${tx.at}::timestamptz, ${tx.actor.id}`.execute(tx.db);
}

/** What a receipt is of; the transaction reads, from then on, what its holder may. */
export async function openedBy(tx: Tx, receiptHash: string): Promise<{ readonly complaintId: string } | { readonly objectionId: string } | undefined> {
  await holdReceipt(tx, receiptHash);
  const complaint = await tx.db
    .selectFrom('grievance.complaint')
    .select('complaint_id as complaintId')
    .where('receipt_hash', '=', receiptHash)
    .executeTakeFirst();
  if (complaint !== undefined) return complaint;
  return tx.db.selectFrom('grievance.objection').select('objection_id as objectionId').where('receipt_hash', '=', receiptHash).executeTakeFirst();
}
