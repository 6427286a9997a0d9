// Decides by when the administrator must pay a complete claim, and what each late day adds (PP 44/2015 art. 37 and 40).
import { type CivilDate, daysBetween } from '../kernel/date.ts';
import type { Rupiah } from '../kernel/money.ts';
import { type Citation, type Law, LawReading, type Unsettled, unsettledBehind } from './law.ts';
import type { BenefitProgramme } from './scholarship.ts';
import { addWorkingDays } from './working-days.ts';

/** The last day to pay, and the penalty owed to the heirs on the day asked about. */
export interface PaymentDeadline {
  readonly deadline: CivilDate;
  readonly daysLate: number;
  readonly penalty: Rupiah;
  readonly citations: readonly Citation[];
  readonly unsettled: readonly Unsettled[];
}

/**
 * The deadline counted from the day a claim is complete (JKM 3 working days, JKK 7), and the penalty as of `asOf` (the
 * payment date, or today): 1% of the amount for each calendar day late, rounded down to whole rupiah.
 */
export function paymentDeadline(of: {
  readonly law: Law;
  readonly programme: BenefitProgramme;
  readonly completeOn: CivilDate;
  readonly amount: Rupiah;
  readonly asOf: CivilDate;
}): PaymentDeadline {
  const reading = new LawReading(of.law, of.completeOn);
  const days = reading.take(`${of.programme}-payment-days`, 'working-days');
  const percent = reading.take('late-payment-penalty', 'percent');
  const leave = reading.take('collective-leave-in-payment-deadline', 'choice') === 'is-a-day-off' ? 'is-a-day-off' : 'is-a-working-day';
  const deadline = addWorkingDays(reading, of.completeOn, days, leave);
  const daysLate = Math.max(0, daysBetween(deadline, of.asOf));
  const penalty = (of.amount * BigInt(percent * daysLate)) / 100n;
  return { deadline, daysLate, penalty, citations: reading.citations, unsettled: unsettledBehind(of.law, reading.citations) };
}
