// Decides what a covered death outside work gives the heirs: JKM in full (PP 82/2019), or funeral money alone before the minimum (Permenaker 1/2025).
import type { CivilDate } from '../kernel/date.ts';
import { type Rupiah, total } from '../kernel/money.ts';
import type { FullBenefit } from './full-benefit.ts';
import { type Citation, type Law, LawReading, type Unsettled, mergeCitations, parameterOf, unsettledBehind, weakest } from './law.ts';
import type { Bilingual, Confidence, Item } from './parameter.ts';
import { type Scholarship, scholarship } from './scholarship.ts';

/** One part of a benefit, named by the parameter that gives its amount (rupiah). */
export interface BenefitComponent {
  readonly parameter: string;
  readonly title: Bilingual;
  readonly amount: Rupiah;
}

/** What the law gives, in rupiah, with everything a letter to the family needs. */
export interface DeathBenefit {
  readonly full: boolean;
  readonly total: Rupiah;
  readonly components: readonly BenefitComponent[];
  readonly scholarship: Scholarship;
  readonly documents: readonly Item[];
  readonly heirs: readonly Item[];
  /** Benefits above this amount also need the heir's NPWP. */
  readonly npwpAbove: Rupiah;
  readonly citations: readonly Citation[];
  readonly confidence: Confidence;
  readonly unsettled: readonly Unsettled[];
}

/**
 * The JKM of a death outside work that `coverage` found covered, on the date of death. `minimum` is what `fullBenefit`
 * answered for that date; `paidMonths` are the months posted until then. Faults: not-found before the law's first date.
 */
export function deathBenefit(of: {
  readonly law: Law;
  readonly on: CivilDate;
  readonly minimum: Pick<FullBenefit, 'met'> & Partial<Pick<FullBenefit, 'citations'>>;
  readonly paidMonths: number;
}): DeathBenefit {
  const reading = new LawReading(of.law, of.on);
  const names = of.minimum.met ? ['jkm-lump-sum', 'jkm-periodic', 'jkm-funeral'] : ['jkm-before-minimum'];
  const components = names.map((parameter) => component(reading, parameter));
  if (!of.minimum.met) reading.take('jkm-before-minimum-split', 'choice');
  const documents = reading.take('documents-jkm', 'items');
  const heirs = reading.take('heir-order', 'items');
  const npwpAbove = reading.take('npwp-threshold', 'rupiah');
  const children = scholarship({ law: of.law, programme: 'jkm', on: of.on, paidMonths: of.paidMonths });
  const citations = mergeCitations(of.minimum.citations ?? [], reading.citations, children.citations);
  return {
    full: of.minimum.met,
    total: total(components.map((part) => part.amount)),
    components,
    scholarship: children,
    documents,
    heirs,
    npwpAbove,
    citations,
    confidence: weakest(citations),
    unsettled: unsettledBehind(of.law, citations),
  };
}

/** A component whose amount is a parameter's. */
export function component(reading: LawReading, parameter: string): BenefitComponent {
  return { parameter, title: parameterOf(reading.law, parameter).title, amount: reading.take(parameter, 'rupiah') };
}
