// Decides what the bank's papers say of a payment order (SP2D): the account is debited on the next working day, and the administrator gives a receipt.
import { dayOf, isoOf, nextWorkingDay } from './calendar.ts';
import { rollText } from './chance.ts';
import { CsvFile, field } from './csv-file.ts';
import { why } from './why.ts';

export const statementColumns = 'tanggal,uraian,debit,kredit,saldo,referensi';
export const receiptColumns = 'nomor_bukti,kode_iuran,npp,jumlah,tanggal_terima,referensi_bank';

export interface PaymentOrder {
  /** Number of the SP2D. */
  readonly sp2d: string;
  readonly code: string;
  readonly npp: string;
  readonly amount: bigint;
  /** ISO date of the SP2D. */
  readonly orderedOn: string;
  /** Balance of the treasury account before, in rupiah. */
  readonly balance: bigint;
  readonly statementPath: string;
  readonly receiptPath: string;
}

export interface BankPayment {
  /** ISO date of the debit, which is the value date of the contribution. */
  readonly valueDate: string;
  readonly reference: string;
  readonly receipt: string;
  readonly balance: bigint;
}

/** Carries out the order and writes the bank statement (opening balance and debit) and the administrator's receipt of the same day. */
export function payOrder(order: PaymentOrder): BankPayment {
  const valueDate = isoOf(nextWorkingDay(dayOf(order.orderedOn)));
  const stamp = valueDate.replaceAll('-', '');
  const serial = String(rollText(1, `${order.sp2d}|${order.code}`, why.reason) % 1_000_000).padStart(6, '0');
  const [reference, receipt] = [`TRF${stamp}${serial}`, `BTI${stamp}${serial}`];
  const balance = order.balance - order.amount;
  const statement = new CsvFile(order.statementPath, statementColumns);
  statement.write(`${order.orderedOn},SALDO AWAL,0,0,${order.balance},`);
  statement.write(`${valueDate},${field(`SP2D ${order.sp2d} KODE IURAN ${order.code} BPJS KETENAGAKERJAAN`)},${order.amount},0,${balance},${reference}`);
  statement.end();
  const proof = new CsvFile(order.receiptPath, receiptColumns);
  proof.write(`${receipt},${order.code},${field(order.npp)},${order.amount},${valueDate},${reference}`);
  proof.end();
  return { valueDate, reference, receipt, balance };
}
