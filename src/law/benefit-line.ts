// Decides how one sum of a benefit is written out: the working a reader can repeat, its amount, and the parameters it rests on.
import { type Rupiah, rupiahText } from '../kernel/money.ts';
import { type LawReading, parameterOf } from './law.ts';
import type { Bilingual } from './parameter.ts';

/** One sum of a benefit in rupiah, with its working (`48 × Rp1.000.000`), named by the parameter that gives it. */
export interface BenefitLine {
  readonly parameter: string;
  readonly title: Bilingual;
  readonly working: string;
  readonly amount: Rupiah;
}

/** A line of a parameter's title. */
export const lineOf = (reading: LawReading, parameter: string, working: string, amount: Rupiah): BenefitLine => ({
  parameter,
  title: parameterOf(reading.law, parameter).title,
  working,
  amount,
});

/** A fixed amount of the law. */
export function fixedLine(reading: LawReading, parameter: string): BenefitLine {
  const amount = reading.take(parameter, 'rupiah');
  return lineOf(reading, parameter, rupiahText(amount), amount);
}

/** What was spent, up to the most the law pays. */
export function cappedLine(reading: LawReading, parameter: string, spent: Rupiah): BenefitLine {
  const most = reading.take(parameter, 'rupiah');
  const paid = spent < most ? spent : most;
  return lineOf(reading, parameter, spent <= most ? rupiahText(spent) : `min(${rupiahText(spent)}, ${rupiahText(most)})`, paid);
}
