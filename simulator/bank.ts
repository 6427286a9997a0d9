// Decides what the bank's papers say of a payment order (SP2D): the account is debited on the next working day, and the administrator gives a receipt.
import { writeFileSync } from 'node:fs';
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

const short = (day: string): string => day.slice(2).replaceAll('-', '');

/** The same statement as SWIFT MT940, descriptions cut after 65 characters. */
function mt940(of: PaymentOrder & { readonly words: string; readonly valueDate: string; readonly reference: string; readonly after: bigint }): string {
  const cut = of.words.match(/.{1,65}/g) ?? [];
  return [
    '{1:F01BNTTIDJAXXXX0000000000}{2:I940BNTTIDJAXXXXN}{4:',
    `:20:${of.reference.slice(-16)}`,
    ':25:0010000001',
    ':28C:1/1',
    `:60F:C${short(of.orderedOn)}IDR${of.balance},00`,
    `:61:${short(of.valueDate)}${short(of.valueDate).slice(2)}D${of.amount},00NTRFNONREF//${of.reference.slice(-16)}`,
    `:86:${cut.join('\r\n')}`,
    `:62F:C${short(of.valueDate)}IDR${of.after},00`,
    '-}',
    '',
  ].join('\r\n');
}

/** Carries out the order and writes the bank statement (CSV, or MT940 by the path's end `.sta`; opening balance and debit) and the administrator's receipt of the same day. */
export function payOrder(order: PaymentOrder): BankPayment {
  const valueDate = isoOf(nextWorkingDay(dayOf(order.orderedOn)));
  const stamp = valueDate.replaceAll('-', '');
  const serial = String(rollText(1, `${order.sp2d}|${order.code}`, why.reason) % 1_000_000).padStart(6, '0');
  const [reference, receipt] = [`TRF${stamp}${serial}`, `BTI${stamp}${serial}`];
  const balance = order.balance - order.amount;
  const words = `SP2D ${order.sp2d} KODE IURAN ${order.code} BPJS KETENAGAKERJAAN`;
  if (order.statementPath.endsWith('.sta')) writeFileSync(order.statementPath, mt940({ ...order, words, valueDate, reference, after: balance }));
  else {
    const statement = new CsvFile(order.statementPath, statementColumns);
    statement.write(`${order.orderedOn},SALDO AWAL,0,0,${order.balance},`);
    statement.write(`${valueDate},${field(words)},${order.amount},0,${balance},${reference}`);
    statement.end();
  }
  const proof = new CsvFile(order.receiptPath, receiptColumns);
  proof.write(`${receipt},${order.code},${field(order.npp)},${order.amount},${valueDate},${reference}`);
  proof.end();
  return { valueDate, reference, receipt, balance };
}
