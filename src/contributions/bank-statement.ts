// Decides which debits of the sponsor's bank statement pay which payment orders (SP2D): by reference, and only when the amounts are equal.
import type { CivilDate } from '../kernel/date.ts';
import { type Rupiah, total } from '../kernel/money.ts';
import { readDay, readRupiah } from './month-files.ts';

/** Columns of a bank statement as exported. */
export const statementColumns = ['tanggal', 'uraian', 'debit', 'kredit', 'saldo', 'referensi'] as const;

/** One debit. `line` is the line of the file. */
export interface Debit {
  readonly line: number;
  readonly on: CivilDate;
  readonly amount: Rupiah;
  readonly reference: string;
  readonly text: string;
}

/** A row of the statement: a debit, null for a credit or an empty amount, or `unreadable`. */
export function readStatementRow(cells: readonly string[], line: number): Debit | null | 'unreadable' {
  const [date = '', text = '', debit = '', , , reference = ''] = cells.map((cell) => cell.trim());
  const amount = readRupiah(debit === '' || debit === '-' ? '0' : debit);
  if (amount === 0n) return null;
  const on = readDay(date);
  return amount === null || on === null ? 'unreadable' : { line, on, amount, reference, text };
}

/** A payment order's part on one invoice (under its contribution code); one SP2D may pay several. */
export interface OrderedPart {
  readonly invoice: string;
  readonly code: string;
  readonly reference: string;
  readonly amount: Rupiah;
}

/** A debit and what it pays, or why it pays nothing: `no-such-payment-order`, `debit-differs-from-payment-order`. */
export type DebitMatch =
  | { readonly debit: Debit; readonly parts: readonly OrderedPart[]; readonly problem: null }
  | {
      readonly debit: Debit;
      readonly parts: readonly [];
      readonly problem: 'no-such-payment-order' | 'debit-differs-from-payment-order';
      readonly ordered: Rupiah;
    };

const bare = (text: string): string => text.trim().replace(/\s+/g, ' ').toUpperCase();

/** Whether a text names a word: with nothing that could belong to a longer word on either side. */
function names(text: string, word: string): boolean {
  const place = text.indexOf(word);
  const joined = (character: string | undefined): boolean => character !== undefined && /[A-Z0-9]/.test(character);
  return place >= 0 && !joined(text[place - 1]) && !joined(text[place + word.length]);
}

/** Matches every debit. A reference may stand in its own column or within the description; a contribution code there narrows it to that invoice. */
export function matchDebits(debits: readonly Debit[], orders: readonly OrderedPart[]): readonly DebitMatch[] {
  const byReference = new Map<string, OrderedPart[]>();
  for (const order of orders) byReference.set(bare(order.reference), [...(byReference.get(bare(order.reference)) ?? []), order]);
  return debits.map((debit): DebitMatch => {
    const text = bare(debit.text);
    const named =
      byReference.get(bare(debit.reference)) ??
      [...byReference].filter(([reference]) => names(text, reference)).sort(([one], [other]) => other.length - one.length)[0]?.[1];
    if (named === undefined) return { debit, parts: [], problem: 'no-such-payment-order', ordered: 0n };
    const coded = named.filter(({ code }) => names(text, bare(code)));
    const parts = coded.length > 0 ? coded : named;
    const ordered = total(parts.map(({ amount }) => amount));
    return ordered === debit.amount ? { debit, parts, problem: null } : { debit, parts: [], problem: 'debit-differs-from-payment-order', ordered };
  });
}

/** Columns of the administrator's receipts. */
export const receiptColumns = ['nomor_bukti', 'kode_iuran', 'npp', 'jumlah', 'tanggal_terima'] as const;

/** One receipt: what the administrator received under a contribution code. */
export interface Receipt {
  readonly reference: string;
  readonly code: string;
  readonly amount: Rupiah;
  readonly on: CivilDate;
}

/** A row of the receipts file; null when a cell cannot be read. */
export function readReceipt(cells: readonly string[]): Receipt | null {
  const [reference = '', code = '', , amount = '', on = ''] = cells.map((cell) => cell.trim());
  const read = { amount: readRupiah(amount), on: readDay(on) };
  return reference === '' || code === '' || read.amount === null || read.on === null ? null : { reference, code, amount: read.amount, on: read.on };
}
