// Decides what each payment fact does to an invoice, and which facts it refuses: nothing is ordered, received or credited beyond what is owed, nothing debited beyond what was ordered.
import type { CivilDate } from '../kernel/date.ts';
import type { Rupiah } from '../kernel/money.ts';
import type { Month } from '../kernel/month.ts';
import type { Bilingual } from '../law/parameter.ts';

/** What can be known of a payment; each has its own date. Posting is the administrator's act and stands in its files. */
export const paymentFacts = [
  'sp2d-issued',
  'bank-debited',
  'administrator-received',
  'bank-returned',
  'bank-overpaid',
  'received-beyond-invoice',
  'credit-applied',
] as const;
export type PaymentFact = (typeof paymentFacts)[number];

/** The facts people record by hand; the others follow from a statement, a receipt or a credit. */
export const statedFacts = ['sp2d-issued', 'bank-debited', 'administrator-received', 'bank-returned'] as const satisfies readonly PaymentFact[];
export type StatedFact = (typeof statedFacts)[number];

export const factWords: Readonly<Record<PaymentFact, Bilingual>> = {
  'sp2d-issued': { id: 'SP2D terbit', en: 'SP2D issued' },
  'bank-debited': { id: 'Didebit bank', en: 'Bank debited' },
  'administrator-received': { id: 'Diterima BPJS', en: 'BPJS received' },
  'bank-returned': { id: 'Dikembalikan bank (retur)', en: 'Returned by the bank' },
  'bank-overpaid': { id: 'Lebih debit', en: 'Debited beyond the orders' },
  'received-beyond-invoice': { id: 'Diterima melebihi tagihan', en: 'Received beyond the invoice' },
  'credit-applied': { id: 'Dibayar dari kelebihan', en: 'Paid out of a credit' },
};

/** What stands on an invoice, in rupiah. */
export interface InvoiceState {
  readonly amount: Rupiah;
  readonly ordered: Rupiah;
  readonly debited: Rupiah;
  readonly received: Rupiah;
  readonly credited: Rupiah;
}

/** An invoice as payments see it. */
export interface PayableInvoice extends InvoiceState {
  readonly invoiceId: string;
  readonly number: string;
  readonly code: string;
  readonly programme: string;
  readonly branch: string;
  readonly month: Month;
  readonly sponsor: string;
  readonly area: string;
}

/** A payment fact as written. */
export interface StandingPayment {
  readonly paymentId: string;
  readonly fact: PaymentFact;
  readonly reference: string;
  readonly amount: Rupiah;
  readonly occurredOn: CivilDate;
  readonly reversed: boolean;
}

type Sum = 'ordered' | 'debited' | 'received' | 'credited';

/** Which sums of the invoice a fact adds to (1) or takes from (-1). What goes beyond the invoice leaves it alone. */
export const effects: Readonly<Record<PaymentFact, Readonly<Partial<Record<Sum, 1 | -1>>>>> = {
  'sp2d-issued': { ordered: 1 },
  'bank-debited': { debited: 1 },
  'administrator-received': { received: 1 },
  'bank-returned': { ordered: -1, debited: -1 },
  'bank-overpaid': {},
  'received-beyond-invoice': {},
  'credit-applied': { credited: 1 },
};

/** The invoice after a fact (or, taken back, before it). */
export function after(state: InvoiceState, fact: PaymentFact, amount: Rupiah, taken: 'recorded' | 'reversed' = 'recorded'): InvoiceState {
  const sums = { ...state };
  for (const [sum, sign] of Object.entries(effects[fact]) as [Sum, 1 | -1][]) sums[sum] += (sign === 1) === (taken === 'recorded') ? amount : -amount;
  return sums;
}

export type PaymentRefusal = 'payment-exceeds-invoice' | 'debit-exceeds-payment-orders' | 'return-exceeds-debits' | 'reversal-leaves-less-than-nothing';

/** Why an invoice could not stand like this; null when it can. The database's own check (`payments_within_invoice`) says the same. */
export function refusalOf(state: InvoiceState, fact: PaymentFact, taken: 'recorded' | 'reversed' = 'recorded'): PaymentRefusal | null {
  const { amount, ordered, debited, received, credited } = state;
  const stands = credited >= 0n && ordered >= 0n && ordered + credited <= amount && debited >= 0n && debited <= ordered;
  if (stands && received >= 0n && received + credited <= amount) return null;
  if (taken === 'reversed') return 'reversal-leaves-less-than-nothing';
  switch (fact) {
    case 'bank-debited':
      return 'debit-exceeds-payment-orders';
    case 'bank-returned':
      return 'return-exceeds-debits';
    default:
      return 'payment-exceeds-invoice';
  }
}

/** How much of a fact the invoice still takes, in rupiah. */
export function roomFor({ amount, ordered, debited, received, credited }: InvoiceState, fact: PaymentFact): Rupiah {
  switch (fact) {
    case 'sp2d-issued':
      return amount - ordered - credited;
    case 'bank-debited':
      return ordered - debited;
    case 'bank-returned':
      return debited;
    case 'administrator-received':
      return amount - received - credited;
    case 'credit-applied':
      return [amount - ordered - credited, amount - received - credited].reduce((least, one) => (one < least ? one : least));
    case 'bank-overpaid':
    case 'received-beyond-invoice':
      return amount;
  }
}

/** Whether nothing is left to pay: the bank was debited (or a credit used) for the whole invoice, or the administrator received it. */
export const isPaid = ({ amount, debited, received, credited }: InvoiceState): boolean =>
  amount > 0n && (debited + credited >= amount || received + credited >= amount);
