// Records what became of an invoice's money: SP2D issued, bank debited, administrator received, each with its own date; a statement's debits find their SP2D.
import path from 'node:path';
import type { CivilDate } from '../kernel/date.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { type Rupiah, rupiahText } from '../kernel/money.ts';
import { refuseNik } from '../kernel/plausible-nik.ts';
import { pairOf } from '../ledger/chart.ts';
import { transfer } from '../ledger/ledger-steps.ts';
import { recordAct } from '../platform/act.ts';
import { errorCode } from '../platform/connection.ts';
import { readCsvTable } from '../platform/csv.ts';
import type { Tx } from '../platform/database.ts';
import { type Debit, type DebitMatch, matchDebits, readReceipt, readStatementRow, receiptColumns, statementColumns } from './bank-statement.ts';
import { type PayableInvoice, type PaymentFact, insertPayment, invoiceNumberOf, orderedParts, payableInvoice } from './payment-store.ts';

export { type PaymentFact, paymentFacts } from './payment-store.ts';

/** One fact about one invoice's money, in rupiah; `reference` is the SP2D number, the bank's, or the administrator's receipt. */
export interface PaymentRequest {
  readonly invoice: string;
  readonly fact: PaymentFact;
  readonly reference: string;
  readonly amount: Rupiah;
  readonly occurredOn: CivilDate;
}

/**
 * Records a payment fact and moves its money in the ledger. The same fact again changes nothing (`recorded: false`). Faults: not-found
 * `invoice-unknown`; conflict `payment-already-recorded` (another amount or date), `payment-exceeds-invoice`, `debit-exceeds-payment-orders`; bad-input `nik-in-text`.
 */
export async function recordPayment(tx: Tx, of: PaymentRequest): Promise<{ readonly recorded: boolean }> {
  refuseNik(of.reference, 'reference');
  const invoice = await payableInvoice(tx, of.invoice);
  if (invoice === null) throw new Fault('not-found', 'invoice-unknown', { id: `Tagihan ${of.invoice} tidak ada.`, en: `There is no invoice ${of.invoice}.` });
  if (of.amount <= 0n)
    throw new Fault('bad-input', 'payment-not-positive', { id: 'Jumlah pembayaran harus lebih dari nol.', en: 'A payment is more than nothing.' });
  const standing = await written(tx, invoice, of);
  if (standing !== null) {
    if (standing.amount === of.amount && standing.occurredOn === of.occurredOn) return { recorded: false };
    throw new Fault('conflict', 'payment-already-recorded', {
      id: `${of.fact} ${of.reference} untuk ${of.invoice} sudah dicatat: ${rupiahText(standing.amount)} pada ${standing.occurredOn}.`,
      en: `${of.fact} ${of.reference} for ${of.invoice} is recorded already: ${rupiahText(standing.amount)} on ${standing.occurredOn}.`,
    });
  }
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
  return { recorded: true };
}

async function written(tx: Tx, invoice: PayableInvoice, of: PaymentRequest): ReturnType<typeof insertPayment> {
  try {
    return await insertPayment(tx, { ...of, invoice });
  } catch (error) {
    if (errorCode(error) !== '23514') throw error;
    const limit =
      of.fact === 'bank-debited' ? invoice.ordered - invoice.debited : invoice.amount - (of.fact === 'sp2d-issued' ? invoice.ordered : invoice.received);
    const debit = of.fact === 'bank-debited';
    throw new Fault('conflict', debit ? 'debit-exceeds-payment-orders' : 'payment-exceeds-invoice', {
      id: `${of.fact} ${of.reference} sebesar ${rupiahText(of.amount)} melebihi ${debit ? 'SP2D' : 'tagihan'} ${of.invoice} yang tersisa, ${rupiahText(limit)}.`,
      en: `${of.fact} ${of.reference} of ${rupiahText(of.amount)} is more than what is left of ${debit ? 'the payment orders for' : 'invoice'} ${of.invoice}, ${rupiahText(limit)}.`,
    });
  }
}

/** A statement's outcome: every row is a credit (or empty), a debit that paid, one known before, one that fits no SP2D, or unreadable. */
export interface ImportedStatement {
  readonly rows: number;
  readonly credits: number;
  readonly paid: number;
  readonly known: number;
  readonly problems: readonly (DebitMatch & { readonly problem: string })[];
  readonly unreadable: readonly number[];
}

/** Imports a bank statement: every debit equal to an SP2D (by reference) becomes the bank-debited fact of its invoices. Importing it again changes nothing. */
export async function importBankStatement(tx: Tx, of: { readonly programme: string; readonly file: string }): Promise<ImportedStatement> {
  const debits: Debit[] = [];
  const unreadable: number[] = [];
  let rows = 0;
  for await (const batch of readCsvTable(of.file, { required: statementColumns })) {
    for (const [place, cells] of batch.rows.entries()) {
      rows += 1;
      const line = batch.lines[place] ?? 0;
      const read = readStatementRow(cells, line);
      if (read === 'unreadable') unreadable.push(line);
      else if (read !== null) debits.push(read);
    }
  }
  let paid = 0;
  const problems: (DebitMatch & { readonly problem: string })[] = [];
  for (const match of matchDebits(debits, await orderedParts(tx, of.programme))) {
    if (match.problem !== null) {
      problems.push(match);
      continue;
    }
    let recorded = false;
    for (const part of match.parts) {
      const result = await recordPayment(tx, {
        invoice: part.invoice,
        fact: 'bank-debited',
        reference: part.reference,
        amount: part.amount,
        occurredOn: match.debit.on,
      });
      recorded ||= result.recorded;
    }
    if (recorded) paid += 1;
  }
  return { rows, credits: rows - debits.length - unreadable.length, paid, known: debits.length - paid - problems.length, problems, unreadable };
}

/** Imports the administrator's receipts as received facts of the invoices under their codes. Faults: bad-input `receipt-unreadable`, not-found `invoice-unknown`, those of `recordPayment`. */
export async function importReceipts(
  tx: Tx,
  of: { readonly programme: string; readonly file: string },
): Promise<{ readonly rows: number; readonly recorded: number }> {
  const count = { rows: 0, recorded: 0 };
  for await (const { rows, lines } of readCsvTable(of.file, { required: receiptColumns })) {
    for (const [place, cells] of rows.entries()) {
      const at = { file: path.basename(of.file), row: lines[place] ?? 0 };
      const receipt = readReceipt(cells);
      if (receipt === null)
        throw new Fault('bad-input', 'receipt-unreadable', { id: 'Baris bukti terima tidak dapat dibaca.', en: 'The row of the receipt cannot be read.' }, at);
      const invoice = await invoiceNumberOf(tx, of.programme, receipt.code);
      if (invoice === null)
        throw new Fault(
          'not-found',
          'invoice-unknown',
          { id: `Tidak ada tagihan dengan kode iuran ${receipt.code}.`, en: `There is no invoice under contribution code ${receipt.code}.` },
          at,
        );
      const { recorded } = await recordPayment(tx, {
        invoice,
        fact: 'administrator-received',
        reference: receipt.reference,
        amount: receipt.amount,
        occurredOn: receipt.on,
      });
      count.rows += 1;
      if (recorded) count.recorded += 1;
    }
  }
  return count;
}
