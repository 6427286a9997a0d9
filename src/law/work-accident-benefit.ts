// Decides the fixed sums of JKK after a death at work or total permanent disability (PP 44/2015, PP 82/2019): multiples of the monthly base, periodic money, funeral.
import type { CivilDate } from '../kernel/date.ts';
import { type Rupiah, total } from '../kernel/money.ts';
import { type BenefitComponent, component } from './death-benefit.ts';
import { type Citation, type Law, LawReading, type Unsettled, mergeCitations, parameterOf, unsettledBehind, weakest } from './law.ts';
import type { Confidence, Item } from './parameter.ts';
import { type Scholarship, scholarship } from './scholarship.ts';

/** The sum under the reading used; `totalWithoutPeriodic` is the sum if the periodic money is an alternative to the lump sum and not taken. */
export interface WorkAccidentBenefit {
  readonly total: Rupiah;
  readonly totalWithoutPeriodic: Rupiah;
  readonly components: readonly BenefitComponent[];
  readonly scholarship: Scholarship;
  readonly documents: readonly Item[];
  readonly heirs: readonly Item[];
  readonly citations: readonly Citation[];
  readonly confidence: Confidence;
  readonly unsettled: readonly Unsettled[];
}

/** The sums for a `death` or `total-disability` by work on a date, for a monthly income base in rupiah (of the last month paid). No waiting period. */
export function workAccidentBenefit(of: {
  readonly law: Law;
  readonly on: CivilDate;
  readonly outcome: 'death' | 'total-disability';
  readonly base: Rupiah;
  readonly paidMonths: number;
}): WorkAccidentBenefit {
  const reading = new LawReading(of.law, of.on);
  const lump = `jkk-${of.outcome}-months`;
  const times = reading.take(lump, 'times-base');
  const fixed: readonly BenefitComponent[] = [
    { parameter: lump, title: parameterOf(of.law, lump).title, amount: of.base * BigInt(times) },
    ...(of.outcome === 'death' ? [component(reading, 'jkk-funeral')] : []),
  ];
  const periodic = component(reading, 'jkk-periodic');
  const added = reading.take(`jkk-periodic-with-${of.outcome}`, 'choice') === 'in-addition';
  const components = added ? [...fixed, periodic] : fixed;
  const documents = reading.take('documents-jkk', 'items');
  const heirs = reading.take('heir-order', 'items');
  const children = scholarship({ law: of.law, programme: 'jkk', on: of.on, paidMonths: of.paidMonths });
  const citations = mergeCitations(reading.citations, children.citations);
  return {
    total: total(components.map((part) => part.amount)),
    totalWithoutPeriodic: total(fixed.map((part) => part.amount)),
    components,
    scholarship: children,
    documents,
    heirs,
    citations,
    confidence: weakest(citations),
    unsettled: unsettledBehind(of.law, citations),
  };
}
