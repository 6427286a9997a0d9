// Decides every benefit of JKK after an accident at work: transport, care, incapacity by month, aids, disability, death (PP 44/2015, PP 82/2019).
import type { CivilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { type Rupiah, rupiahText, total } from '../kernel/money.ts';
import { type BenefitLine, cappedLine, fixedLine, lineOf } from './benefit-line.ts';
import { type Citation, type Law, LawReading } from './law.ts';
import type { Bilingual } from './parameter.ts';

/** How an accident ended: healed, a part of the body or its function lost, permanently unable to work at all, or dead. */
export const accidentOutcomes = ['recovered', 'partial-disability', 'functional-loss', 'total-disability', 'death'] as const;
export type AccidentOutcome = (typeof accidentOutcomes)[number];

/** Aids with a ceiling of their own. */
export const accidentAids = ['dentures', 'hearing-aid', 'glasses'] as const;
export type AccidentAid = (typeof accidentAids)[number];

/** What an accident cost and left behind; amounts in whole rupiah, percents as the doctor's letter gives them (of the table in PP 44/2015, annex III). */
export interface AccidentFacts {
  readonly on: CivilDate;
  /** Monthly income base of the last month paid. */
  readonly base: Rupiah;
  readonly outcome: AccidentOutcome;
  readonly transport?: Partial<Readonly<Record<'land' | 'sea' | 'air', Rupiah>>>;
  readonly medical?: Rupiah;
  /** Whole months unable to work. */
  readonly incapacityMonths?: number;
  readonly homeCare?: Rupiah;
  readonly aids?: Partial<Readonly<Record<AccidentAid, Rupiah>>>;
  /** Reference price of the government hospital. */
  readonly prosthesis?: Rupiah;
  readonly disabilityPercent?: number;
  /** How much of the function is lost; for `functional-loss` only. */
  readonly functionLossPercent?: number;
}

/** The sum if an unsettled question is answered the other way. */
export interface OtherReading {
  readonly parameter: string;
  readonly choice: string;
  readonly text: Bilingual;
  readonly total: Rupiah;
}

export interface AccidentBenefit {
  readonly lines: readonly BenefitLine[];
  readonly total: Rupiah;
  readonly otherReadings: readonly OtherReading[];
  readonly citations: readonly Citation[];
}

/** What JKK gives for an accident. There is no waiting period. Faults: bad-input `percent-missing` (a disability needs its percent), `percent-not-possible`; not-found where the law does not reach the day. */
export function accidentBenefit(law: Law, facts: AccidentFacts): AccidentBenefit {
  const reading = new LawReading(law, facts.on);
  reading.take('jkk-waiting-months', 'months');
  const care = [...careLines(reading, facts), ...incapacityLines(reading, facts)];
  const left = outcomeLines(reading, facts);
  const lines = [...care, ...left.lines];
  const sum = total(lines.map(({ amount }) => amount));
  const { periodic } = left;
  return {
    lines,
    total: sum,
    otherReadings: periodic === null ? [] : [otherPeriodic(law, periodic, sum)],
    citations: reading.citations,
  };
}

function careLines(reading: LawReading, facts: AccidentFacts): BenefitLine[] {
  const lines: BenefitLine[] = [];
  for (const way of ['land', 'sea', 'air'] as const) {
    const spent = facts.transport?.[way];
    if (spent !== undefined) lines.push(cappedLine(reading, `jkk-transport-${way}`, spent));
  }
  if (lines.length > 1) reading.take('jkk-transport-several', 'rule');
  if (facts.medical !== undefined) {
    reading.take('jkk-medical', 'rule');
    lines.push(lineOf(reading, 'jkk-medical', rupiahText(facts.medical), facts.medical));
  }
  if (facts.homeCare !== undefined) {
    reading.take('jkk-home-care-years', 'years');
    lines.push(cappedLine(reading, 'jkk-home-care-maximum', facts.homeCare));
  }
  for (const aid of accidentAids) {
    const spent = facts.aids?.[aid];
    if (spent !== undefined) lines.push(cappedLine(reading, `jkk-${aid}`, spent));
  }
  if (facts.prosthesis !== undefined) {
    const surcharge = reading.take('jkk-prosthesis-surcharge', 'percent');
    const amount = facts.prosthesis + (facts.prosthesis * BigInt(surcharge)) / 100n;
    lines.push(lineOf(reading, 'jkk-prosthesis-surcharge', `${rupiahText(facts.prosthesis)} + ${surcharge}%`, amount));
  }
  return lines;
}

/** Income while unable to work: the full base at first, a part of it after that, until healed, disabled or dead. */
function incapacityLines(reading: LawReading, { incapacityMonths: months = 0, base }: AccidentFacts): BenefitLine[] {
  if (months === 0) return [];
  const firstMonths = reading.take('jkk-stmb-first-months', 'months');
  const lines: BenefitLine[] = [];
  const add = (parameter: string, count: number) => {
    const percent = reading.take(parameter, 'percent');
    lines.push(lineOf(reading, parameter, `${count} × ${percent}% × ${rupiahText(base)}`, (base * BigInt(count * percent)) / 100n));
  };
  add('jkk-stmb-first-percent', Math.min(months, firstMonths));
  if (months > firstMonths) add('jkk-stmb-later-percent', months - firstMonths);
  return lines;
}

/** Periodic money that is `added`, or would be under the other reading. */
interface Periodic {
  readonly parameter: string;
  readonly amount: Rupiah;
  readonly added: boolean;
}

function outcomeLines(reading: LawReading, facts: AccidentFacts): { readonly lines: BenefitLine[]; readonly periodic: Periodic | null } {
  const { base, outcome } = facts;
  if (outcome === 'recovered') return { lines: [], periodic: null };
  if (outcome === 'partial-disability' || outcome === 'functional-loss') {
    const times = reading.take('jkk-partial-disability-months', 'times-base');
    const percents = [percentOf(facts.disabilityPercent, 'disabilityPercent')];
    if (outcome === 'functional-loss') percents.unshift(percentOf(facts.functionLossPercent, 'functionLossPercent'));
    const amount = percents.reduce((sum, percent) => sum * BigInt(percent), base * BigInt(times)) / 100n ** BigInt(percents.length);
    const working = `${percents.map((percent) => `${percent}%`).join(' × ')} × ${times} × ${rupiahText(base)}`;
    return { lines: [lineOf(reading, 'jkk-partial-disability-months', working, amount)], periodic: null };
  }
  const lump = `jkk-${outcome}-months`;
  const times = reading.take(lump, 'times-base');
  const lines = [lineOf(reading, lump, `${times} × ${rupiahText(base)}`, base * BigInt(times))];
  if (outcome === 'death') lines.push(fixedLine(reading, 'jkk-funeral'));
  const question = `jkk-periodic-with-${outcome}`;
  const added = reading.take(question, 'choice') === 'in-addition';
  const monthly = reading.take('jkk-periodic-monthly', 'rupiah');
  const months = reading.take('jkk-periodic-months', 'months');
  const amount = reading.take('jkk-periodic', 'rupiah');
  if (added) lines.push(lineOf(reading, 'jkk-periodic', `${months} × ${rupiahText(monthly)}`, amount));
  return { lines, periodic: { parameter: question, amount, added } };
}

function percentOf(percent: number | undefined, field: string): number {
  if (percent === undefined) {
    throw new Fault(
      'bad-input',
      'percent-missing',
      {
        id: 'Cacat memerlukan persen dari surat dokter penasihat (tabel Lampiran III PP 44/2015).',
        en: "A disability needs its percent from the advising doctor's letter (table of annex III, PP 44/2015).",
      },
      { column: field },
    );
  }
  if (Number.isInteger(percent) && percent > 0 && percent <= 100) return percent;
  throw new Fault(
    'bad-input',
    'percent-not-possible',
    { id: 'Persen harus bilangan bulat dari 1 sampai 100.', en: 'A percent is a whole number from 1 to 100.' },
    { column: field },
  );
}

function otherPeriodic(law: Law, { parameter, amount, added }: Periodic, sum: Rupiah): OtherReading {
  const other = law.parameters.get(parameter)?.alternatives?.choices.find(({ name }) => (name === 'in-addition') !== added);
  return {
    parameter,
    choice: other?.name ?? '',
    text: { id: other?.id ?? '', en: other?.en ?? '' },
    total: added ? sum - amount : sum + amount,
  };
}
