// Takes complaints of anybody, answers them, and tells whoever holds the receipt how his stands; words rest sealed.
import { randomBytes } from 'node:crypto';
import { dateIn } from '../kernel/clock.ts';
import { type CivilDate, civilDate } from '../kernel/date.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { refuseLongNumber } from '../kernel/long-number.ts';
import { type Law, LawReading } from '../law/law.ts';
import { queueNotice } from '../notice/notice-steps.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { Vault } from '../platform/vault.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { type Channel, type ComplaintEvent, type ComplaintState, complaintState, dueDay, grievanceKind, readReceipt, receiptFrom } from './complaint.ts';
import { type ComplaintRow, type EventRow, complaintOf, complaintsOf, eventsOf, openedBy, saveComplaint, saveEvent } from './complaint-store.ts';
import { objectionOf } from './grievance-store.ts';

/** A new receipt number, and the hash it rests as. */
export function newReceipt(): { readonly receipt: string; readonly receiptHash: string } {
  const receipt = receiptFrom(randomBytes(12)); // not law: one byte a character
  return { receipt, receiptHash: sha256(receipt) };
}

const sealed = (vault: Pick<Vault, 'seal'>, text: string): Buffer => vault.seal(Buffer.from(text, 'utf8'));
const opened = (vault: Pick<Vault, 'open'>, bytes: Buffer | null): string | null => (bytes === null ? null : vault.open(bytes).toString('utf8'));

/**
 * Records a complaint; its receipt is told once. Without `contact` it is anonymous. Faults: not-found `programme-unknown`; bad-input
 * `complaint-kind-unknown`, `long-number-in-text`, `area-outside`, `received-in-future`.
 */
export async function fileComplaint(
  tx: Tx,
  of: {
    readonly vault: Pick<Vault, 'seal'>;
    readonly law: Law;
    readonly programme: string;
    readonly kind: string;
    readonly area?: string | undefined;
    readonly statement: string;
    readonly contact?: string | undefined;
    readonly channel: Channel;
    readonly receivedOn?: CivilDate | undefined;
  },
): Promise<{ readonly complaintId: string; readonly receipt: string; readonly dueOn: CivilDate }> {
  const { programme, sponsor, area: whole, timeZone } = await currentPolicy(tx, of.programme);
  const area = of.area ?? whole;
  if (!/^\d+$/.test(area) || !area.startsWith(whole)) {
    throw new Fault(
      'bad-input',
      'area-outside',
      { id: `Wilayah itu di luar program ini (${whole}).`, en: `That area is outside this programme (${whole}).` },
      { column: 'area' },
    );
  }
  refuseLongNumber(of.statement, 'statement');
  if (of.contact !== undefined) refuseLongNumber(of.contact, 'contact');
  const today = dateIn(timeZone, tx.at);
  const receivedOn = of.receivedOn ?? today;
  if (receivedOn > today)
    throw new Fault('bad-input', 'received-in-future', { id: 'Tanggal diterima belum tiba.', en: 'The day it was received has not come.' }, { column: 'on' });
  const reading = new LawReading(of.law, receivedOn);
  const kind = grievanceKind(reading, of.kind);
  const dueOn = dueDay(reading, kind, receivedOn);
  const { receipt, receiptHash } = newReceipt();
  const complaintId = newKey();
  await saveComplaint(tx, {
    ...{ complaintId, receiptHash, programme, sponsor, area, kind: kind.code, restricted: kind.restricted, anonymous: of.contact === undefined },
    ...{ channel: of.channel, receivedOn, dueOn },
    statement: sealed(of.vault, of.statement),
    contact: of.contact === undefined ? null : sealed(of.vault, of.contact),
  });
  await recordAct(tx, { kind: 'complaint-filed', subject: complaintId, digest: sha256(`${kind.code} ${of.statement}`), sponsor, area });
  return { complaintId, receipt, dueOn };
}

/** What became of a complaint, in words. */
export interface EventTold {
  readonly kind: ComplaintEvent;
  readonly on: string;
  /** Null where the statement is. */
  readonly words: string | null;
  readonly by: string;
}

/** A complaint as an officer sees it; `statement` null: only named people read it. */
export interface ComplaintTold extends Omit<ComplaintRow, 'statement' | 'contact'> {
  readonly statement: string | null;
  readonly contact: string | null;
  readonly state: ComplaintState;
  readonly events: readonly EventTold[];
}

const eventsTold = (vault: Pick<Vault, 'open'>, events: readonly EventRow[]): readonly (EventTold & { readonly words: string })[] =>
  events.map(({ kind, onDay, words, author }) => ({ kind, on: onDay, words: opened(vault, words) ?? '', by: author }));

/** Complaints of a programme with what became of them, the newest first. Fault: not-found `programme-unknown`. */
export async function complaintsIn(
  tx: Tx,
  of: { readonly vault: Pick<Vault, 'open'>; readonly programme: string; readonly limit: number },
): Promise<readonly ComplaintTold[]> {
  const { timeZone } = await currentPolicy(tx, of.programme);
  const today = dateIn(timeZone, tx.at);
  const rows = await complaintsOf(tx, of.programme, of.limit);
  const events = await eventsOf(
    tx,
    rows.map(({ complaintId }) => complaintId),
  );
  const becameOf = (complaintId: string): readonly EventRow[] => events.filter((event) => event.complaintId === complaintId);
  return rows.map(({ statement, contact, ...row }) => {
    const became = becameOf(row.complaintId);
    return {
      ...row,
      statement: opened(of.vault, statement),
      contact: opened(of.vault, contact),
      state: complaintState(
        became.map(({ kind }) => kind),
        row.dueOn,
        today,
      ),
      events: eventsTold(of.vault, became).map((told) => (statement === null ? { ...told, words: null } : told)),
    };
  });
}

/** Where a complaint stands, or null where the actor sees none. */
export async function placeOfComplaint(tx: Tx, complaintId: string): Promise<{ readonly sponsor: string; readonly area: string } | null> {
  const found = await complaintOf(tx, complaintId);
  return found === undefined ? null : { sponsor: found.sponsor, area: found.area };
}

/**
 * Answers a complaint, hands it on, or takes an answered one up again. Faults: not-found `complaint-unknown`; forbidden `complaint-restricted` (only
 * named people); conflict `complaint-answered` (take it up again first), `complaint-not-answered`; bad-input `long-number-in-text`.
 */
export async function treatComplaint(
  tx: Tx,
  of: { readonly vault: Pick<Vault, 'seal' | 'open'>; readonly complaintId: string; readonly kind: ComplaintEvent; readonly words: string },
): Promise<void> {
  const found = await complaintOf(tx, of.complaintId);
  if (found === undefined) throw new Fault('not-found', 'complaint-unknown', { id: 'Pengaduan itu tidak ada.', en: 'There is no such complaint.' });
  if (found.statement === null) {
    throw new Fault('forbidden', 'complaint-restricted', {
      id: 'Pengaduan ini hanya dibaca dan dijawab petugas yang ditunjuk. Mintalah pejabat menugaskannya.',
      en: 'Only officers named for it read and answer this complaint. Ask your superior to assign it.',
    });
  }
  refuseLongNumber(of.words, 'words');
  const last = (await eventsOf(tx, [of.complaintId])).at(-1)?.kind;
  if (last === 'answered' && of.kind !== 'taken-up-again') {
    throw new Fault('conflict', 'complaint-answered', {
      id: 'Pengaduan ini sudah dijawab. Buka kembali dahulu bila perlu.',
      en: 'This complaint has been answered. Take it up again first if need be.',
    });
  }
  if (last !== 'answered' && of.kind === 'taken-up-again')
    throw new Fault('conflict', 'complaint-not-answered', { id: 'Pengaduan ini belum dijawab.', en: 'This complaint has not been answered.' });
  const { timeZone, policy } = await currentPolicy(tx, found.programme);
  await saveEvent(tx, { ...found, kind: of.kind, words: sealed(of.vault, of.words), onDay: dateIn(timeZone, tx.at) });
  await recordAct(tx, {
    kind: `complaint-${of.kind}`,
    subject: of.complaintId,
    digest: sha256(of.words),
    sponsor: found.sponsor,
    area: found.area,
  });
  const to = opened(of.vault, found.contact);
  if (of.kind !== 'answered' || to === null) return;
  // The receipt rests as a hash and is not told again: its author has it.
  const { sponsor, area, complaintId } = found;
  const reason = `${complaintId} ${(await eventsOf(tx, [complaintId])).length}`;
  await queueNotice(tx, of.vault, { kind: 'complaint-answered', reason, subject: complaintId, sponsor, area, to, fields: { office: policy.sponsor.name } });
}

/** What whoever holds a receipt is told: nothing of who works on it. */
export interface Followed {
  readonly receipt: string;
  readonly kind: string;
  readonly receivedOn: string;
  readonly dueOn: string | null;
  readonly state: ComplaintState;
  readonly events: readonly (Omit<EventTold, 'by'> & { readonly words: string })[];
}

/** How a complaint or objection stands, by its receipt alone. Faults: bad-input `receipt-not-readable`, not-found `receipt-unknown`. */
export async function follow(tx: Tx, of: { readonly vault: Pick<Vault, 'open'>; readonly receipt: string }): Promise<Followed> {
  const receipt = readReceipt(of.receipt);
  if (receipt === null) {
    throw new Fault(
      'bad-input',
      'receipt-not-readable',
      { id: 'Nomor tanda terima ditulis seperti ADU-1234-5678-90AB.', en: 'A receipt number is written like ADU-1234-5678-90AB.' },
      { column: 'receipt' },
    );
  }
  const found = await openedBy(tx, sha256(receipt));
  if (found === undefined)
    throw new Fault(
      'not-found',
      'receipt-unknown',
      { id: 'Nomor tanda terima itu tidak dikenal.', en: 'That receipt number is not known.' },
      { column: 'receipt' },
    );
  return 'complaintId' in found ? followedComplaint(tx, of.vault, receipt, found.complaintId) : followedObjection(tx, receipt, found.objectionId);
}

async function followedComplaint(tx: Tx, vault: Pick<Vault, 'open'>, receipt: string, complaintId: string): Promise<Followed> {
  const row = (await complaintOf(tx, complaintId)) as ComplaintRow;
  const events = await eventsOf(tx, [complaintId]);
  const { timeZone } = await currentPolicy(tx, row.programme);
  return {
    ...{ receipt, kind: row.kind, receivedOn: row.receivedOn, dueOn: row.dueOn },
    state: complaintState(
      events.map(({ kind }) => kind),
      row.dueOn,
      dateIn(timeZone, tx.at),
    ),
    events: eventsTold(vault, events).map(({ by: _, ...told }) => told),
  };
}

async function followedObjection(tx: Tx, receipt: string, objectionId: string): Promise<Followed> {
  const row = await objectionOf(tx, objectionId);
  if (row === undefined)
    throw new Fault('not-found', 'receipt-unknown', { id: 'Nomor tanda terima itu tidak dikenal.', en: 'That receipt number is not known.' });
  const { timeZone } = await currentPolicy(tx, row.programme);
  const answered = row.outcome !== null;
  return {
    ...{ receipt, kind: 'objection', receivedOn: row.receivedOn, dueOn: row.dueOn },
    state: complaintState(answered ? ['answered'] : [], row.dueOn ?? row.receivedOn, row.dueOn === null ? row.receivedOn : dateIn(timeZone, tx.at)),
    events: answered ? [{ kind: 'answered', on: row.resolvedOn ?? '', words: row.explanation ?? '' }] : [],
  };
}

/** Receipt and due day of an objection received on a day. */
export function objectionReceipt(law: Law, receivedOn: CivilDate): { readonly receipt: string; readonly receiptHash: string; readonly dueOn: CivilDate } {
  const reading = new LawReading(law, civilDate(receivedOn));
  return { ...newReceipt(), dueOn: dueDay(reading, grievanceKind(reading, 'objection'), receivedOn) };
}
