// Decides whether somebody added from a month on can still reach the full JKM within a term (Permenaker 1/2025), from which month on nobody can, and what each reading of the rule says.
import { type Month, firstDayOf, lastDayOf, monthsFrom } from '../kernel/month.ts';
import { nominalDueDay } from './due-date.ts';
import { type Counting, type FullBenefit, fullBenefit } from './full-benefit.ts';
import { type Citation, type Law, LawReading, type Unsettled } from './law.ts';
import type { Confidence } from './parameter.ts';

/** Months of a person or a term, both included. */
export interface Months {
  readonly first: Month;
  readonly last: Month;
}

/** The rule an answer rests on: how many paid months, its article, and how sure. */
interface Rule {
  readonly months: number;
  readonly article: string;
  /** `unverified` where the readings of the rule answer differently. */
  readonly confidence: Confidence;
  readonly citations: readonly Citation[];
  readonly unsettled: readonly Unsettled[];
}

/** Whether the months reach it under the reading used (`reached`), and under each; `settled` when all answer alike. */
export interface TermReach extends Months, Rule {
  readonly reached: boolean;
  readonly settled: boolean;
  readonly readings: readonly { readonly counting: Counting; readonly isDefault: boolean; readonly reached: boolean }[];
}

/** From which month of a term additions come too late, under the reading used (`from`) and under each; null when the last month still reaches it. */
export interface TooLate extends Rule {
  readonly from: Month | null;
  readonly last: Month;
  readonly readings: readonly { readonly counting: Counting; readonly isDefault: boolean; readonly from: Month | null }[];
}

/**
 * Whether whoever is paid for from `first` to `last`, each month by its due day, reaches the full benefit by the last day. Earlier months of the person
 * are not asked: it is the term that is judged. Faults: not-found for a term before the rule.
 */
export function reachInTerm(law: Law, { first, last }: Months): TermReach {
  const posted = monthsFrom(first, last).map((month) => ({ month, postedOn: nominalDueDay(new LawReading(law, firstDayOf(month)), month) }));
  const found = fullBenefit({ law, posted, event: lastDayOf(last) });
  const readings = found.readings.map(({ counting, isDefault, met }) => ({ counting, isDefault, reached: met }));
  return { first, last, reached: found.met, settled: found.settled, readings, ...ruleBehind(found, found.settled) };
}

/** From which month of a term on nobody added reaches the full benefit within it. Faults: not-found for a term before the rule. */
export function tooLateFrom(law: Law, term: Months): TooLate {
  const reaches = [...monthsFrom(term.first, term.last)].reverse().map((first) => reachInTerm(law, { first, last: term.last }));
  // The months before the newest one that reaches it reach it as well: more paid months never give less.
  const from = (reached: (reach: TermReach) => boolean): Month | null => {
    const fits = reaches.findIndex(reached);
    return fits === 0 ? null : (reaches.at(fits === -1 ? -1 : fits - 1)?.first ?? null);
  };
  const [rule] = reaches;
  const readings = (rule?.readings ?? []).map(({ counting, isDefault }) => ({
    counting,
    isDefault,
    from: from(({ readings: each }) => each.some((one) => one.counting === counting && one.reached)),
  }));
  const found = fullBenefit({ law, posted: [], event: lastDayOf(term.last) });
  const settled = readings.every((one) => one.from === readings[0]?.from);
  return { from: from(({ reached }) => reached), last: term.last, readings, ...ruleBehind(found, settled) };
}

const minimum = 'jkm-full-minimum-months';

function ruleBehind({ citations, unsettled }: FullBenefit, settled: boolean): Rule {
  const cited = citations.find(({ parameter }) => parameter === minimum);
  return {
    months: Number(cited?.value ?? 0),
    article: cited?.article ?? '',
    confidence: settled ? (cited?.confidence ?? 'unverified') : 'unverified',
    citations,
    unsettled,
  };
}
