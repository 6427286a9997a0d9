// Decides what a line of the sponsor's bank statement pays or brings back: by the payment order (SP2D) it names, and by exact amounts only.
import type { CivilDate } from '../kernel/date.ts';
import { type Rupiah, total } from '../kernel/money.ts';
import type { Bilingual } from '../law/parameter.ts';
import { readDay, readRupiah } from './month-files.ts';

/** A debit or credit of the account. */
export interface Movement {
  readonly on: CivilDate;
  readonly amount: Rupiah;
  readonly reference: string;
  readonly description: string;
}

/** A payment order's part on one invoice (under its contribution code); one SP2D may pay several. `debited`: by the bank already, less what came back. */
export interface OrderedPart {
  readonly invoice: string;
  readonly code: string;
  readonly reference: string;
  readonly amount: Rupiah;
  readonly debited: Rupiah;
}

/** Why a line is a task and not a payment. */
export const lineProblems = {
  'no-such-payment-order': { id: 'tidak menyebut SP2D yang dikenal', en: 'names no known payment order (SP2D)' },
  'debit-differs-from-payment-order': { id: 'jumlahnya bukan jumlah SP2D itu', en: 'is not the amount of its payment order' },
  'paid-under-another-code': {
    id: 'menyebut kode iuran bulan atau cabang lain daripada SP2D-nya',
    en: 'names the contribution code of another month or branch than its payment order',
  },
  'recorded-otherwise': {
    id: 'sudah dicatat dengan jumlah atau tanggal lain; batalkan dahulu catatan itu',
    en: 'is recorded with another amount or day; take that record back first',
  },
  'return-differs-from-debit': { id: 'jumlah pengembalian bukan jumlah yang didebit', en: 'brings back another amount than was debited' },
  'row-unreadable': { id: 'tanggal atau jumlahnya tidak dapat dibaca', en: 'has a day or an amount that cannot be read' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type LineProblem = keyof typeof lineProblems;

/** A payment a debit proves, in rupiah; `reference` is that of the payment fact. */
export interface ProvedPart {
  readonly invoice: string;
  readonly reference: string;
  readonly amount: Rupiah;
}

/** What a debit pays, with what the bank took beyond the order; or why it pays nothing. */
export type DebitMatch =
  | { readonly parts: readonly ProvedPart[]; readonly excess: Rupiah; readonly problem: null }
  | { readonly parts: readonly []; readonly excess: 0n; readonly problem: LineProblem };

const bare = (text: string): string => text.trim().replace(/\s+/g, ' ').toUpperCase();

/** Whether a text names a word: with nothing that could belong to a longer word on either side. */
function names(text: string, word: string): boolean {
  const joined = (character: string | undefined): boolean => character !== undefined && /[A-Z0-9]/.test(character);
  if (word === '') return false;
  for (let place = text.indexOf(word); place >= 0; place = text.indexOf(word, place + 1))
    if (!joined(text[place - 1]) && !joined(text[place + word.length])) return true;
  return false;
}

/** The parts of the order a line names: in its own column or within the description; of several the longest reference. */
function partsNamed(line: Movement, orders: ReadonlyMap<string, readonly OrderedPart[]>): readonly OrderedPart[] | undefined {
  const text = bare(line.description);
  return (
    orders.get(bare(line.reference)) ?? [...orders].filter(([reference]) => names(text, reference)).sort(([one], [other]) => other.length - one.length)[0]?.[1]
  );
}

const byReference = (orders: readonly OrderedPart[]): ReadonlyMap<string, OrderedPart[]> => {
  const found = new Map<string, OrderedPart[]>();
  for (const order of orders) found.set(bare(order.reference), [...(found.get(bare(order.reference)) ?? []), order]);
  return found;
};

const refused = (problem: LineProblem): DebitMatch => ({ parts: [], excess: 0n, problem });

/**
 * What a debit pays. A contribution code in the description narrows the order to that invoice; the code of another invoice (`codes`: all there are)
 * is a task. The whole order, or what is left of it, in one debit; a smaller debit pays part of an order for one invoice; a larger one pays the
 * order whole and leaves an excess.
 */
export function matchDebit(line: Movement, orders: readonly OrderedPart[], codes: ReadonlySet<string>): DebitMatch {
  const named = partsNamed(line, byReference(orders));
  if (named === undefined) return refused('no-such-payment-order');
  const text = bare(line.description);
  const coded = named.filter(({ code }) => names(text, bare(code)));
  if (coded.length === 0 && [...codes].some((code) => names(text, bare(code)))) return refused('paid-under-another-code');
  const parts = coded.length > 0 ? coded : named;
  const whole = total(parts.map(({ amount }) => amount));
  const debited = total(parts.map((part) => part.debited));
  // Whole again although it was debited: the very same fact, so recording it changes nothing.
  if (line.amount === whole && (debited === 0n || debited === whole)) return proved(parts.map(({ amount, ...part }) => ({ ...part, amount })));
  const left = whole - debited;
  const [only] = parts;
  if (only !== undefined && parts.length === 1 && line.amount <= left) return proved([partOf(only, line, line.amount)]);
  if (debited === 0n && line.amount > whole) return proved(parts, line.amount - whole);
  return refused('debit-differs-from-payment-order');
}

const proved = (parts: readonly ProvedPart[], excess = 0n): DebitMatch => ({
  parts: parts.map(({ invoice, reference, amount }) => ({ invoice, reference, amount })),
  excess,
  problem: null,
});

/** A part of an order has the bank's own reference behind the order's, so that several can stand. */
const partOf = (part: OrderedPart, line: Movement, amount: Rupiah): ProvedPart => ({
  invoice: part.invoice,
  reference: `${part.reference} / ${line.reference.trim() === '' ? line.on : line.reference.trim()}`,
  amount,
});

/** What a credit brings back (a returned payment), null for money from elsewhere, or why it is a task. */
export function matchReturn(line: Movement, orders: readonly OrderedPart[]): readonly ProvedPart[] | LineProblem | null {
  const named = partsNamed(line, byReference(orders));
  if (named === undefined) return null;
  const text = bare(line.description);
  const coded = named.filter(({ code }) => names(text, bare(code)));
  const parts = (coded.length > 0 ? coded : named).filter(({ debited }) => debited > 0n);
  if (line.amount === total(parts.map(({ debited }) => debited))) return parts.map((part) => partOf(part, line, part.debited));
  const [only] = parts;
  if (only !== undefined && parts.length === 1 && line.amount < only.debited) return [partOf(only, line, line.amount)];
  return 'return-differs-from-debit';
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
