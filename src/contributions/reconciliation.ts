// Decides what became of every charged person of a month, and whether a month is square: charged, paid and posted are the same.
import type { Rupiah } from '../kernel/money.ts';
import type { Bilingual } from '../law/parameter.ts';

/** What became of a charge (the first three), and what was posted without one. */
export const differenceClasses = ['agreed', 'charged-not-paid', 'paid-not-posted', 'amount-differs', 'posted-not-charged'] as const;
export type DifferenceClass = (typeof differenceClasses)[number];

export const classWords: Readonly<Record<DifferenceClass, Bilingual>> = {
  agreed: { id: 'cocok', en: 'agreed' },
  'charged-not-paid': { id: 'ditagih, belum dibayar', en: 'charged, not paid' },
  'paid-not-posted': { id: 'dibayar, belum diposting', en: 'paid, not posted' },
  'amount-differs': { id: 'jumlah berbeda', en: 'amount differs' },
  'posted-not-charged': { id: 'diposting, tidak ditagih', en: 'posted, not charged' },
};

/** What is known of one charge. `paid`: the bank was debited for the whole invoice, or the administrator received it. */
export interface ChargeFacts {
  readonly paid: boolean;
  readonly posted: boolean;
  readonly otherAmountPosted: boolean;
}

/** The class of a charge. */
export function classOf({ paid, posted, otherAmountPosted }: ChargeFacts): DifferenceClass {
  if (posted) return 'agreed';
  if (otherAmountPosted) return 'amount-differs';
  return paid ? 'paid-not-posted' : 'charged-not-paid';
}

/** People and rupiah of one class. */
export interface ClassCount {
  readonly persons: number;
  readonly amount: Rupiah;
}

/** One branch's month. Amounts in rupiah; dates null until the fact is recorded. */
export interface Reconciliation {
  readonly branch: string;
  readonly month: string;
  readonly dueOn: string;
  readonly held: number;
  readonly charged: ClassCount;
  readonly invoiced: Rupiah;
  readonly ordered: Rupiah;
  readonly debited: Rupiah;
  readonly received: Rupiah;
  /** Paid out of credits the administrator held. */
  readonly credited: Rupiah;
  readonly posted: ClassCount;
  /** The four dates kept apart: the latest of each kind of fact. */
  readonly orderedOn: string | null;
  readonly debitedOn: string | null;
  readonly receivedOn: string | null;
  readonly postedAt: string | null;
  readonly classes: Readonly<Record<DifferenceClass, ClassCount>>;
}

/** Whether nothing is left to do: everyone held is charged, every charge is posted, and the money is the same throughout. */
export const isSquare = ({ held, charged, invoiced, debited, credited, posted, classes }: Reconciliation): boolean =>
  held === charged.persons &&
  classes.agreed.persons === charged.persons &&
  classes['posted-not-charged'].persons === 0 &&
  charged.amount === invoiced &&
  invoiced === debited + credited &&
  posted.amount === invoiced;
