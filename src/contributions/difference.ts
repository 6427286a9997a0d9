// Decides what does not agree of one person's month between the signed list, what was paid and what was posted (a person-month may disagree in several ways).
import type { CivilDate } from '../kernel/date.ts';
import { type Month, firstDayOf } from '../kernel/month.ts';
import type { Bilingual } from '../law/parameter.ts';

export const differences = [
  'paid-not-posted',
  'posted-not-paid',
  'paid-for-the-dead',
  'paid-twice',
  'paid-by-two-payers',
  'posted-under-another-name',
] as const;
export type Difference = (typeof differences)[number];

export const differenceWords: Readonly<Record<Difference | 'agreed' | 'not-paid-yet', Bilingual>> = {
  agreed: { id: 'cocok', en: 'agreed' },
  'not-paid-yet': { id: 'belum dibayar', en: 'not paid yet' },
  'paid-not-posted': { id: 'dibayar, belum diposting', en: 'paid, not posted' },
  'posted-not-paid': { id: 'diposting, tidak dibayar', en: 'posted, not paid' },
  'paid-for-the-dead': { id: 'dibayar untuk yang sudah meninggal', en: 'paid for the dead' },
  'paid-twice': { id: 'dibayar dua kali', en: 'paid twice' },
  'paid-by-two-payers': { id: 'dibayar dua pihak', en: 'paid by two payers' },
  'posted-under-another-name': { id: 'diposting atas nama lain', en: 'posted under another name' },
};

/** How a difference may be settled; a credit moves money, the others say what was done elsewhere. */
export const outcomes = ['agrees-now', 'credit', 'refund-asked', 'corrected', 'no-difference'] as const;
export type DifferenceOutcome = (typeof outcomes)[number];
export const outcomeWords: Readonly<Record<DifferenceOutcome, Bilingual>> = {
  'agrees-now': { id: 'kini cocok', en: 'agrees now' },
  credit: { id: 'menjadi kelebihan bayar', en: 'becomes a credit' },
  'refund-asked': { id: 'dimintakan pengembalian', en: 'refund asked for' },
  corrected: { id: 'dikoreksi pihak BPJS', en: 'corrected by the administrator' },
  'no-difference': { id: 'ternyata bukan selisih', en: 'turned out to be none' },
};

/** Money the sponsor paid and did not owe: only these may become a credit. */
export const creditable: readonly Difference[] = ['paid-for-the-dead', 'paid-twice', 'paid-by-two-payers', 'posted-under-another-name'];

/** What the three lists and the registers say of a person's month. */
export interface PersonMonthFacts {
  /** On the month's final roster. */
  readonly charged: boolean;
  /** The roster's invoice is paid. */
  readonly paid: boolean;
  readonly posted: boolean;
  /** The branch has sent posting files for it: only then is somebody missing in them. */
  readonly postingsCame: boolean;
  /** The day of death, as a register or a confirmed departure says it. */
  readonly diedOn: CivilDate | null;
  /** Another payer of an active membership in the month, under another number. */
  readonly otherPayer: string | null;
  /** How often the person or number stands in what was paid or posted beyond once. */
  readonly repeated: number;
  /** The posting's name is unlike the person's. */
  readonly otherName: boolean;
}

/** Every way a person's month disagrees, in the declared order; none when it agrees or is not paid yet. */
export function differencesOf(facts: PersonMonthFacts, month: Month): readonly Difference[] {
  const touched = facts.paid || facts.posted;
  const found: Record<Difference, boolean> = {
    'paid-not-posted': facts.charged && facts.paid && !facts.posted && facts.postingsCame,
    'posted-not-paid': facts.posted && !(facts.charged && facts.paid),
    'paid-for-the-dead': touched && facts.diedOn !== null && facts.diedOn < firstDayOf(month),
    'paid-twice': touched && facts.repeated > 0,
    'paid-by-two-payers': touched && facts.otherPayer !== null,
    'posted-under-another-name': facts.posted && facts.otherName,
  };
  return differences.filter((one) => found[one]);
}

/** The class a person's month counts under in the minutes: the first difference, else agreed or not paid yet. */
export const countedUnder = (facts: PersonMonthFacts, month: Month): Difference | 'agreed' | 'not-paid-yet' =>
  differencesOf(facts, month)[0] ?? (facts.charged && facts.paid && facts.posted ? 'agreed' : 'not-paid-yet');

/** Names less like each other than this, in percent, are taken for two people's. */
export const likeEnough = 80;
