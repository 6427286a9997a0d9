// Decides what a family would get after one event on one day, whole and written out: sums, other readings, children, heirs, time bar, deadline, papers.
import type { CivilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { type Rupiah, rupiahText, total } from '../kernel/money.ts';
import { type AccidentFacts, type OtherReading, accidentBenefit } from './accident-benefit.ts';
import { type BenefitLine, fixedLine, lineOf } from './benefit-line.ts';
import { type Child, type ChildScholarships, childScholarships } from './child-scholarship.ts';
import { type FullBenefit, type PostedMonth, fullBenefit } from './full-benefit.ts';
import { type HeirsAnswer, type Relative, heirsOf } from './heirs.ts';
import { type Citation, type Law, LawReading, type Unsettled, mergeCitations, unsettledBehind, weakest } from './law.ts';
import type { Confidence, Item } from './parameter.ts';
import { type BenefitProgramme, type Scholarship, scholarship } from './scholarship.ts';
import { type TimeBar, timeBar } from './time-bar.ts';

/** A death that no work caused, or an accident (also a death) at work. */
export type ClaimEvent = { readonly kind: 'death'; readonly on: CivilDate } | ({ readonly kind: 'accident' } & AccidentFacts);

/** What is asked: the event, the months posted until then (with the day each was paid), and the family. */
export interface EstimateQuestion {
  readonly law: Law;
  readonly event: ClaimEvent;
  readonly posted: readonly PostedMonth[];
  readonly children?: readonly Child[];
  readonly family?: readonly Relative[];
}

export interface Estimate {
  readonly programme: BenefitProgramme;
  readonly on: CivilDate;
  readonly lines: readonly BenefitLine[];
  readonly total: Rupiah;
  /** The sum under each other answer to a question nobody has answered, where it differs. */
  readonly otherReadings: readonly OtherReading[];
  readonly minimum: FullBenefit | null;
  readonly scholarship: Scholarship | null;
  readonly children: ChildScholarships | null;
  readonly heirs: HeirsAnswer | null;
  readonly timeBar: TimeBar;
  readonly paymentDays: number;
  readonly documents: readonly Item[];
  readonly npwpNeeded: boolean;
  readonly citations: readonly Citation[];
  readonly confidence: Confidence;
  readonly unsettled: readonly Unsettled[];
}

/** The whole estimate. Whether the day is covered is not asked here. Faults: bad-input `nothing-posted` for a death nobody had paid a month for, those of `accidentBenefit` and `childScholarships`; not-found where the law does not reach the day. */
export function estimate(of: EstimateQuestion): Estimate {
  const { law, event } = of;
  const programme: BenefitProgramme = event.kind === 'death' ? 'jkm' : 'jkk';
  const sums = event.kind === 'death' ? deathSums(law, event.on, of.posted) : { ...accidentBenefit(law, event), minimum: null };
  const dead = event.kind === 'death' || event.outcome === 'death';
  const withChildren = dead || (event.kind === 'accident' && event.outcome === 'total-disability');
  const reading = new LawReading(law, event.on);
  const documents = reading.take(`documents-${programme}`, 'items');
  const npwpAbove = reading.take('npwp-threshold', 'rupiah');
  const paymentDays = reading.take(`${programme}-payment-days`, 'working-days');
  const paidMonths = new Set(of.posted.filter(({ postedOn }) => postedOn <= event.on).map(({ month }) => month)).size;
  const conditions = withChildren ? scholarship({ law, programme, on: event.on, paidMonths }) : null;
  const children =
    conditions?.entitled === true && of.children !== undefined && of.children.length > 0
      ? childScholarships({ law, on: event.on, children: of.children })
      : null;
  const heirs = dead ? heirsOf({ law, on: event.on, family: of.family ?? [] }) : null;
  const bar = timeBar({ law, programme, on: event.on });
  const citations = mergeCitations(
    sums.minimum?.citations ?? [],
    sums.citations,
    reading.citations,
    conditions?.citations ?? [],
    children?.citations ?? [],
    heirs?.citations ?? [],
    bar.citations,
  );
  return {
    programme,
    on: event.on,
    lines: sums.lines,
    total: sums.total,
    otherReadings: sums.otherReadings,
    minimum: sums.minimum,
    scholarship: conditions,
    children,
    heirs,
    timeBar: bar,
    paymentDays,
    documents,
    npwpNeeded: sums.total > npwpAbove,
    citations,
    confidence: weakest(citations),
    unsettled: unsettledBehind(law, citations),
  };
}

type Sums = Pick<Estimate, 'lines' | 'total' | 'otherReadings' | 'minimum' | 'citations'>;

/** JKM in full, or funeral money alone before the minimum, under every reading of how the months are counted. */
function deathSums(law: Law, on: CivilDate, posted: readonly PostedMonth[]): Sums {
  if (!posted.some(({ postedOn }) => postedOn <= on)) {
    throw new Fault('bad-input', 'nothing-posted', {
      id: `Belum ada satu bulan pun yang dibayar sampai ${on}: tidak ada santunan.`,
      en: `No month was paid by ${on}: there is no benefit.`,
    });
  }
  const minimum = fullBenefit({ law, posted, event: on });
  const reading = new LawReading(law, on);
  const lines = jkmLines(reading, minimum.met);
  const other = total(jkmLines(new LawReading(law, on), !minimum.met).map(({ amount }) => amount));
  const counting = law.parameters.get('jkm-full-minimum-counting')?.alternatives?.choices ?? [];
  const differing = minimum.readings.filter(({ met }) => met !== minimum.met);
  const otherReadings = differing.map(({ counting: choice }): OtherReading => {
    const words = counting.find(({ name }) => name === choice);
    return { parameter: 'jkm-full-minimum-counting', choice, text: { id: words?.id ?? choice, en: words?.en ?? choice }, total: other };
  });
  if (!minimum.settled && otherReadings.length === 0) {
    otherReadings.push({
      parameter: 'jkm-full-minimum-after-break',
      choice: 'other-reading-of-breaks',
      text: {
        id: 'Bila jeda iuran atau bulan yang dibayar di muka dihitung dengan cara lain.',
        en: 'If breaks or months paid ahead are counted the other way.',
      },
      total: other,
    });
  }
  return { lines, total: total(lines.map(({ amount }) => amount)), otherReadings, minimum, citations: reading.citations };
}

function jkmLines(reading: LawReading, full: boolean): readonly BenefitLine[] {
  if (!full) {
    reading.take('jkm-before-minimum-split', 'choice');
    return [fixedLine(reading, 'jkm-before-minimum')];
  }
  const months = reading.take('jkm-periodic-months', 'months');
  const monthly = reading.take('jkm-periodic-monthly', 'rupiah');
  return [
    fixedLine(reading, 'jkm-lump-sum'),
    lineOf(reading, 'jkm-periodic', `${months} × ${rupiahText(monthly)}`, reading.take('jkm-periodic', 'rupiah')),
    fixedLine(reading, 'jkm-funeral'),
  ];
}
