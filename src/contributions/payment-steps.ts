// Records what became of an invoice's money, each fact with its own date: ordered, debited, received, returned; a wrong fact is taken back, never changed.
import path from 'node:path';
import { dateIn } from '../kernel/clock.ts';
import type { CivilDate } from '../kernel/date.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import type { Rupiah } from '../kernel/money.ts';
import { refuseNik } from '../kernel/plausible-nik.ts';
import { pairOf } from '../ledger/chart.ts';
import { transfer } from '../ledger/ledger-steps.ts';
import { recordAct } from '../platform/act.ts';
import { readCsvTable } from '../platform/csv.ts';
import type { Tx } from '../platform/database.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { readReceipt, receiptColumns } from './bank-statement.ts';
import { type PayableInvoice, type PaymentFact, type StatedFact, after, refusalOf, roomFor } from './invoice-state.ts';
import { alreadyRecorded, beyondInvoice, invoiceUnknown, notPositive, nothingToReverse } from './payment-faults.ts';
import { holdInvoice, insertPayment, insertReversal, invoicesByCode, paymentOf } from './payment-store.ts';

export { type PaymentFact, type StatedFact, paymentFacts, statedFacts } from './invoice-state.ts';

/** One fact about one invoice's money, in rupiah; `reference` is the SP2D number, the bank's, or the administrator's receipt. */
export interface PaymentRequest {
  readonly invoice: string;
  readonly fact: PaymentFact;
  readonly reference: string;
  readonly amount: Rupiah;
  readonly occurredOn: CivilDate;
}

export interface RecordedPayment {
  /** False when this very fact stood already. */
  readonly recorded: boolean;
  readonly paymentId: string;
}

/**
 * Records a payment fact and moves its money in the ledger. The same fact again changes nothing (`recorded: false`). Faults: not-found
 * `invoice-unknown`; conflict `payment-already-recorded` (another amount or date), `payment-was-reversed`, `payment-exceeds-invoice`,
 * `debit-exceeds-payment-orders`, `return-exceeds-debits`; bad-input `payment-not-positive`, `nik-in-text`.
 */
export async function recordPayment(tx: Tx, of: PaymentRequest): Promise<RecordedPayment> {
  return recordOn(tx, await heldInvoice(tx, of.invoice), of);
}

async function heldInvoice(tx: Tx, number: string): Promise<PayableInvoice> {
  const invoice = await holdInvoice(tx, number);
  if (invoice === null) throw invoiceUnknown(number);
  return invoice;
}

async function recordOn(tx: Tx, invoice: PayableInvoice, of: Omit<PaymentRequest, 'invoice'>): Promise<RecordedPayment> {
  refuseNik(of.reference, 'reference');
  if (of.amount <= 0n) throw notPositive();
  const standing = await paymentOf(tx, invoice.invoiceId, of.fact, of.reference);
  if (standing !== null) {
    if (!standing.reversed && standing.amount === of.amount && standing.occurredOn === of.occurredOn) return { recorded: false, paymentId: standing.paymentId };
    throw alreadyRecorded(invoice, standing);
  }
  const refusal = refusalOf(after(invoice, of.fact, of.amount), of.fact);
  if (refusal !== null) throw beyondInvoice(refusal, invoice, of.fact, of.reference, of.amount);
  const paymentId = await insertPayment(tx, { ...of, invoice });
  await transfer(tx, {
    kind: of.fact,
    ...pairOf(of.fact, invoice.programme, invoice.branch),
    amount: of.amount,
    reference: `${invoice.number}/${of.reference}`,
    occurredOn: of.occurredOn,
    sponsor: invoice.sponsor,
    area: invoice.area,
  });
  const digest = sha256(JSON.stringify([of.fact, of.reference, of.amount.toString(), of.occurredOn]));
  await recordAct(tx, { kind: 'payment-recorded', subject: invoice.invoiceId, digest, sponsor: invoice.sponsor, area: invoice.area });
  return { recorded: true, paymentId };
}

/** Which fact was wrong and why; `to`: the invoice it belongs to, where it was recorded under another month. What follows from a statement or a credit goes with them. */
export interface ReversalRequest {
  readonly invoice: string;
  readonly fact: StatedFact;
  readonly reference: string;
  readonly reason: string;
  readonly to?: string;
}

/**
 * Takes a payment fact back by a transfer the other way, and records it on the right invoice when one is named, in one transaction. Taken back
 * already, it changes nothing. Faults: not-found `invoice-unknown`, `payment-unknown`; conflict `reversal-leaves-less-than-nothing` and those of
 * `recordPayment`; bad-input `reason-too-short`, `nik-in-text`.
 */
export async function reversePayment(tx: Tx, of: ReversalRequest): Promise<{ readonly reversed: boolean; readonly amount: Rupiah }> {
  refuseNik(of.reason, 'reason');
  if (of.reason.trim().length < 10)
    throw new Fault(
      'bad-input',
      'reason-too-short',
      { id: 'Sebutkan alasan pembatalan, paling sedikit 10 huruf.', en: 'Say why it is taken back, in at least 10 letters.' },
      { column: 'reason' },
    );
  // Both rows are held in the order of their numbers, so that two corrections cannot wait for each other.
  for (const number of [of.invoice, of.to ?? of.invoice].sort()) await heldInvoice(tx, number);
  const invoice = await heldInvoice(tx, of.invoice);
  const payment = await paymentOf(tx, invoice.invoiceId, of.fact, of.reference);
  if (payment === null) throw nothingToReverse(of.invoice, of.fact, of.reference);
  if (payment.reversed) return { reversed: false, amount: payment.amount };
  const refusal = refusalOf(after(invoice, of.fact, payment.amount, 'reversed'), of.fact, 'reversed');
  if (refusal !== null) throw beyondInvoice(refusal, invoice, of.fact, of.reference, payment.amount);
  const { timeZone } = await currentPolicy(tx, invoice.programme);
  const occurredOn = dateIn(timeZone, tx.at);
  await insertReversal(tx, { invoice, payment, reason: of.reason.trim(), occurredOn });
  const { debit, credit } = pairOf(of.fact, invoice.programme, invoice.branch);
  const { amount } = payment;
  const { sponsor, area } = invoice;
  await transfer(tx, { kind: 'reversed', debit: credit, credit: debit, amount, reference: payment.paymentId, occurredOn, sponsor, area });
  const digest = sha256(JSON.stringify([of.fact, of.reference, amount.toString(), of.reason.trim()]));
  await recordAct(tx, { kind: 'payment-reversed', subject: invoice.invoiceId, digest, sponsor, area });
  if (of.to !== undefined) await recordPayment(tx, { invoice: of.to, fact: of.fact, reference: of.reference, amount, occurredOn: payment.occurredOn });
  return { reversed: true, amount };
}

/**
 * Imports the administrator's receipts as received facts of the invoices under their codes; what it received beyond an invoice is a fact of its own
 * (`received-beyond-invoice`). Faults: bad-input `receipt-unreadable`, not-found `invoice-unknown`, those of `recordPayment`.
 */
export async function importReceipts(
  tx: Tx,
  of: { readonly programme: string; readonly file: string },
): Promise<{ readonly rows: number; readonly recorded: number; readonly beyond: number }> {
  const count = { rows: 0, recorded: 0, beyond: 0 };
  const invoices = await invoicesByCode(tx, of.programme);
  for await (const { rows, lines } of readCsvTable(of.file, { required: receiptColumns })) {
    for (const [place, cells] of rows.entries()) {
      const at = { file: path.basename(of.file), row: lines[place] ?? 0 };
      const receipt = readReceipt(cells);
      if (receipt === null)
        throw new Fault('bad-input', 'receipt-unreadable', { id: 'Baris bukti terima tidak dapat dibaca.', en: 'The row of the receipt cannot be read.' }, at);
      const number = invoices.get(receipt.code);
      if (number === undefined)
        throw new Fault(
          'not-found',
          'invoice-unknown',
          { id: `Tidak ada tagihan dengan kode iuran ${receipt.code}.`, en: `There is no invoice under contribution code ${receipt.code}.` },
          at,
        );
      const { recorded, beyond } = await receive(tx, await heldInvoice(tx, number), receipt);
      count.rows += 1;
      if (recorded) count.recorded += 1;
      if (beyond) count.beyond += 1;
    }
  }
  return count;
}

/** One receipt: up to the invoice received, the rest beyond it. A receipt read before is told by its two parts. */
async function receive(
  tx: Tx,
  invoice: PayableInvoice,
  { reference, amount, on }: { readonly reference: string; readonly amount: Rupiah; readonly on: CivilDate },
): Promise<{ readonly recorded: boolean; readonly beyond: boolean }> {
  const within = await paymentOf(tx, invoice.invoiceId, 'administrator-received', reference);
  const beyond = await paymentOf(tx, invoice.invoiceId, 'received-beyond-invoice', reference);
  if (within !== null || beyond !== null) {
    const standing = (within?.amount ?? 0n) + (beyond?.amount ?? 0n);
    const one = within ?? beyond;
    if (one !== null && (one.reversed || standing !== amount || one.occurredOn !== on)) throw alreadyRecorded(invoice, one);
    return { recorded: false, beyond: beyond !== null };
  }
  const room = roomFor(invoice, 'administrator-received');
  const taken = amount < room ? amount : room;
  if (taken > 0n) await recordOn(tx, invoice, { fact: 'administrator-received', reference, amount: taken, occurredOn: on });
  if (amount > taken) await recordOn(tx, invoice, { fact: 'received-beyond-invoice', reference, amount: amount - taken, occurredOn: on });
  return { recorded: true, beyond: amount > taken };
}
