// Decides what people covered for some months would cost, when the full death benefit is reached, and what claims are to be expected.
import { type CivilDate, daysBetween } from '../kernel/date.ts';
import { type Rupiah, exactShare } from '../kernel/money.ts';
import { type Month, addMonths, lastDayOf, monthsFrom } from '../kernel/month.ts';
import { contribution } from '../law/contribution.ts';
import { deathBenefit } from '../law/death-benefit.ts';
import { dueDate } from '../law/due-date.ts';
import { fullBenefit } from '../law/full-benefit.ts';
import { type Citation, type Law, LawReading, mergeCitations } from '../law/law.ts';
import type { ProgrammeFile } from '../programme/policy.ts';

type Contribution = ProgrammeFile['contribution'];

/** What is chosen about money: from which month for how many, and which part of a contribution the budget carries. */
export interface MoneyChoice {
  readonly first: Month;
  readonly months: number;
  readonly share: { readonly numerator: bigint; readonly denominator: bigint };
}

/** What one person costs the budget in each month. */
export function costsByMonth(law: Law, of: Contribution, { first, months, share }: MoneyChoice): readonly { readonly month: Month; readonly amount: Rupiah }[] {
  const [payer] = of.payers;
  return monthsFrom(first, addMonths(first, months - 1)).map((month) => {
    const due = contribution({ law, income: of.income, month, payer: payer?.payerKind ?? 'apbd', sector: of.sector });
    const whole = of.covers.reduce((sum, cover) => sum + due[cover], 0n);
    return { month, amount: exactShare(whole, share.numerator, share.denominator) };
  });
}

/** How many people a budget carries through all the months. */
export const peopleWithin = (budget: Rupiah, costs: readonly { readonly amount: Rupiah }[]): number => {
  const person = costs.reduce((sum, { amount }) => sum + amount, 0n);
  return person === 0n ? Number.MAX_SAFE_INTEGER : Number(budget / person);
};

/** Claims and benefits to be expected between two rates; tenths of a claim, so that a small programme does not expect none. */
export interface Expected {
  /** First day of cover, and the first day a death gives the full benefit; null when that is not reached in time. */
  readonly coveredFrom: CivilDate;
  readonly fullFrom: CivilDate | null;
  readonly claimTenths: readonly [low: number, high: number];
  readonly fullClaimTenths: readonly [low: number, high: number];
  readonly benefits: readonly [low: Rupiah, high: Rupiah];
  readonly citations: readonly Citation[];
}

const days = 365n;
const perTenThousand = 10_000n; // not law: the rate is told for ten thousand people

/**
 * What people covered for the months, each month paid on its due day, are to be expected to claim for deaths, by the rates of `expected-deaths`, deaths
 * spread evenly over the days. Before the first payment nobody is covered; before the minimum a death gives funeral money alone (Permenaker 1/2025).
 */
export function expectedOf(law: Law, people: number, { first, months }: MoneyChoice): Expected {
  const all = monthsFrom(first, addMonths(first, months - 1));
  const posted = all.map((month) => ({ month, postedOn: dueDate({ law, month }).due }));
  const coveredFrom = posted[0]?.postedOn ?? lastDayOf(first);
  const end = lastDayOf(addMonths(first, months - 1));
  const met = fullBenefit({ law, posted, event: end });
  const fullFrom = met.met ? met.fullBenefitFrom : null;
  const [covered, full] = [BigInt(daysBetween(coveredFrom, end) + 1), fullFrom === null ? 0n : BigInt(daysBetween(fullFrom, end) + 1)];
  const reading = new LawReading(law, coveredFrom);
  const rates = reading.take('expected-deaths', 'record');
  const [early, late] = [false, true].map((one) => deathBenefit({ law, on: fullFrom ?? coveredFrom, minimum: { met: one }, paidMonths: months }));
  const of = (rate: number | string | undefined) => {
    const personDays = (over: bigint): bigint => BigInt(people) * BigInt(rate ?? 0) * over;
    const tenths = (over: bigint): number => Number((10n * personDays(over) + (days * perTenThousand) / 2n) / (days * perTenThousand));
    return {
      all: tenths(covered),
      full: tenths(full),
      amount: (personDays(covered - full) * (early?.total ?? 0n) + personDays(full) * (late?.total ?? 0n)) / (days * perTenThousand),
    };
  };
  const [low, high] = [of(rates['low-per-ten-thousand-a-year']), of(rates['high-per-ten-thousand-a-year'])];
  return {
    coveredFrom,
    fullFrom,
    claimTenths: [low.all, high.all],
    fullClaimTenths: [low.full, high.full],
    benefits: [low.amount, high.amount],
    citations: mergeCitations(reading.citations, met.citations, early?.citations ?? [], fullFrom === null ? [] : (late?.citations ?? [])),
  };
}
