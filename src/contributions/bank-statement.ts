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

/** A payment order's part on one invoice; one SP2D may pay several. */
export interface OrderedPart {
  readonly invoice: string;
  readonly reference: string;
  readonly amount: Rupiah;
}

/** A debit and what it pays, or why it pays nothing: `no-such-payment-order`, `debit-differs-from-payment-order`. */
export type DebitMatch =
  | { readonly debit: Debit; readonly parts: readonly OrderedPart[]; readonly problem: null }
  | { readonly debit: Debit; readonly parts: readonly []; readonly problem: 'no-such-payment-order' | 'debit-differs-from-payment-order'; readonly ordered: Rupiah };

const bare = (reference: string): string => reference.replace(/\s/g, '').toUpperCase();

/** Matches every debit. A reference may stand in its own column or within the description. */
export function matchDebits(debits: readonly Debit[], orders: readonly OrderedPart[]): readonly DebitMatch[] {
  const byReference = new Map<string, OrderedPart[]>();
  for (const order of orders) byReference.set(bare(order.reference), [...(byReference.get(bare(order.reference)) ?? []), order]);
  return debits.map((debit): DebitMatch => {
    const named = bare(debit.reference);
    const parts = byReference.get(named) ?? (named === '' ? [...byReference].find(([reference]) => bare(debit.text).includes(reference))?.[1] : undefined);
    if (parts === undefined) return { debit, parts: [], problem: 'no-such-payment-order', ordered: 0n };
    const ordered = total(parts.map(({ amount }) => amount));
    return ordered === debit.amount ? { debit, parts, problem: null } : { debit, parts: [], problem: 'debit-differs-from-payment-order', ordered };
  });
}
