// Decides what the end of a programme's term means for its members: what going on costs, what a budget that opens late does, what each choice costs whom, when to remind.
import { type Instant, instant } from '../kernel/clock.ts';
import { type CivilDate, addDays, daysBetween } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import type { Rupiah } from '../kernel/money.ts';
import { type Month, addMonths, firstDayOf, lastDayOf, monthOf, monthsFrom } from '../kernel/month.ts';
import { type Sector, contribution, sectors } from '../law/contribution.ts';
import { dueDate } from '../law/due-date.ts';
import { type Law, LawReading } from '../law/law.ts';
import type { Bilingual } from '../law/parameter.ts';
import type { KnownPosting } from '../coverage/coverage.ts';
import { periodsOf } from '../coverage/periods.ts';

/** How the cover of a group goes on. */
export const yearEndChoices = ['prepay', 'hand-over', 'announce-self-payment', 'let-end'] as const;
export type YearEndChoice = (typeof yearEndChoices)[number];

export const choiceWords: Readonly<Record<YearEndChoice, Bilingual>> = {
  prepay: { id: 'bayar di muka', en: 'pay in advance' },
  'hand-over': { id: 'serahkan kepada pembayar lain', en: 'hand over to another payer' },
  'announce-self-payment': { id: 'umumkan bayar sendiri', en: 'announce self-payment' },
  'let-end': { id: 'biarkan berakhir', en: 'let end' },
};

/** Days before the last day on which members are reminded. */
export const reminderDays = [60, 30, 7] as const;

/** The days of the reminders, the first first. */
export const remindersFor = (last: Month): readonly CivilDate[] => reminderDays.map((days) => addDays(lastDayOf(last), -days));

/** Which reminder is due on a day: the one for the fewest days left that has come; null before the first and after the end. */
export function reminderDue(last: Month, on: CivilDate): (typeof reminderDays)[number] | null {
  const left = daysBetween(on, lastDayOf(last));
  return left < 0 ? null : (reminderDays.filter((days) => left <= days).at(-1) ?? null);
}

/** Months in a row at one price a person. */
export interface PricedMonths {
  readonly first: Month;
  readonly last: Month;
  readonly amount: Rupiah;
}

/** What a person who pays himself pays a month in the year after, by sector (PP 50/2025 halves it in its periods, for whoever is not paid by a government). */
export function selfPayment(of: { readonly law: Law; readonly income: Rupiah; readonly from: Month }): Readonly<Record<Sector, readonly PricedMonths[]>> {
  const priced = (sector: Sector): readonly PricedMonths[] => {
    const ranges: PricedMonths[] = [];
    for (const month of monthsFrom(of.from, addMonths(of.from, 11))) {
      const { total: amount } = contribution({ ...of, month, payer: 'self', sector });
      const open = ranges.at(-1);
      if (open?.amount === amount) ranges[ranges.length - 1] = { ...open, last: month };
      else ranges.push({ first: month, last: month, amount });
    }
    return ranges;
  };
  return Object.fromEntries(sectors.map((sector) => [sector, priced(sector)])) as Record<Sector, readonly PricedMonths[]>;
}

/** The sector of a written occupation, by the occupations the law's list names; what names none is `other`. */
export function sectorOf(law: Law, on: CivilDate, occupation: string | null): Sector {
  const words = new Set((occupation ?? '').toLowerCase().split(/[^a-z]+/));
  const items = new LawReading(law, on).take('relief-transport-occupations', 'items');
  return items.some(({ code }) => words.has(code.split('-')[0] ?? '')) ? 'transport' : 'other';
}

/** What happens to somebody paid up to the last month when the next money comes on a day. Days in each state from the first day after the term. */
export interface LateOpening {
  readonly opensOn: CivilDate;
  readonly daysNotDue: number;
  readonly daysInArrears: number;
  readonly daysUnprotected: number;
  /** Membership lapsed before: it must be entered again, and the wait for the full JKM may begin anew. */
  readonly lapsed: boolean;
  /** Months that must be paid then for one person. */
  readonly months: number;
}

/** The consequences of a budget that opens on a day, by the rule of coverage itself. Fault: not-found where the law files do not reach it. */
export function lateOpening(of: { readonly law: Law; readonly last: Month; readonly opensOn: CivilDate; readonly timeZone: string }): LateOpening {
  const { law, last, opensOn, timeZone } = of;
  const next = addMonths(last, 1);
  const knownAt: Instant = instant(`${addDays(opensOn, 1)}T12:00:00Z`);
  const paid = (month: Month, on: CivilDate): KnownPosting => {
    const at = instant(`${on}T00:00:00Z`);
    return { month, jkk: 1n, jkm: 1n, bankValueOn: on, postedAt: at, recordedAt: at };
  };
  const facts = { registrations: [], postings: [paid(last, firstDayOf(last))] };
  const days = { 'not-due': 0, arrears: 0, unprotected: 0 };
  const until = addDays(opensOn, -1);
  const due = dueDate({ law, month: next }).due;
  if (until >= firstDayOf(next)) {
    for (const { from, to, jkm } of periodsOf({ law, knownAt, timeZone }, facts, { from: firstDayOf(next), to: until })) {
      const length = daysBetween(from, to) + 1;
      if (jkm === 'unprotected') days.unprotected += length;
      else if (from > due) days.arrears += length;
      else {
        const before = Math.min(length, daysBetween(from, due) + 1);
        days['not-due'] += before;
        days.arrears += length - before;
      }
    }
  }
  const lapsed = days.unprotected > 0;
  return {
    opensOn,
    daysNotDue: days['not-due'],
    daysInArrears: days.arrears,
    daysUnprotected: days.unprotected,
    lapsed,
    months: lapsed || opensOn < firstDayOf(next) ? 1 : monthsFrom(next, monthOf(opensOn)).length,
  };
}

/** Openings told unless asked otherwise: the due date of the first month, and the middle of the next three. */
export function usualOpenings(law: Law, last: Month): readonly CivilDate[] {
  const next = addMonths(last, 1);
  const later = [1, 2, 3, 4].map((months) => addDays(firstDayOf(addMonths(next, months)), 14));
  return [dueDate({ law, month: next }).due, ...later];
}

/** Refuses a choice that does not hold together. Faults: bad-input `prepayment-term-not-offered`, `next-payer-missing`. */
export function assertChoice(
  law: Law,
  on: CivilDate,
  of: { readonly choice: YearEndChoice; readonly months?: number | undefined; readonly nextPayer?: string | undefined },
): void {
  const terms = new LawReading(law, on).take('prepayment-terms', 'list').map(Number);
  if (of.choice === 'prepay' && !terms.includes(of.months ?? 0)) {
    throw new Fault(
      'bad-input',
      'prepayment-term-not-offered',
      {
        id: `Bayar di muka untuk ${terms.join(', ')} bulan; sebutkan salah satu.`,
        en: `Paying in advance is for ${terms.join(', ')} months; name one of them.`,
      },
      { column: 'months' },
    );
  }
  if (of.choice === 'hand-over' && (of.nextPayer ?? '').trim() === '') {
    throw new Fault('bad-input', 'next-payer-missing', { id: 'Sebutkan pembayar berikutnya.', en: 'Name the next payer.' }, { column: 'nextPayer' });
  }
}
