// Decides for which months each rule of the benefits answers, and why it cannot for the others: no benefit is guessed where no source reaches.
import type { CivilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { type Month, firstDayOf, lastDayOf, monthsFrom } from '../kernel/month.ts';
import { type AccidentFacts, accidentBenefit } from './accident-benefit.ts';
import { childScholarships } from './child-scholarship.ts';
import { estimate } from './estimate.ts';
import { heirsOf } from './heirs.ts';
import type { Law } from './law.ts';
import type { Bilingual } from './parameter.ts';
import { paymentDeadline } from './payment-deadline.ts';
import { scholarship } from './scholarship.ts';
import { timeBar } from './time-bar.ts';

/** One stretch of months a rule answers for alike: an answer (`why` null), or the same reason why not. */
export interface Reach {
  readonly from: Month;
  readonly to: Month;
  readonly why: { readonly code: string; readonly text: Bilingual } | null;
}

const base = 1_000_000n; // not law: any base shows whether a rule answers
const accident = (law: Law, facts: Omit<AccidentFacts, 'base'>) => accidentBenefit(law, { base, ...facts });

/** Every rule of the benefits, asked about a day. */
const rules: Readonly<Record<string, (law: Law, on: CivilDate) => unknown>> = {
  'jkm-death': (law, on) => estimate({ law, event: { kind: 'death', on }, posted: [{ month: on.slice(0, 7) as Month, postedOn: on }] }),
  'jkk-death': (law, on) => accident(law, { on, outcome: 'death' }),
  'jkk-total-disability': (law, on) => accident(law, { on, outcome: 'total-disability' }),
  'jkk-partial-disability': (law, on) => accident(law, { on, outcome: 'partial-disability', disabilityPercent: 10 }),
  'jkk-functional-loss': (law, on) => accident(law, { on, outcome: 'functional-loss', disabilityPercent: 10, functionLossPercent: 10 }),
  'jkk-temporary-incapacity': (law, on) => accident(law, { on, outcome: 'recovered', incapacityMonths: 24 }),
  'jkk-transport': (law, on) => accident(law, { on, outcome: 'recovered', transport: { land: 1n, sea: 1n, air: 1n } }),
  'jkk-care-and-aids': (law, on) =>
    accident(law, { on, outcome: 'recovered', medical: 1n, homeCare: 1n, prosthesis: 1n, aids: { dentures: 1n, 'hearing-aid': 1n, glasses: 1n } }),
  'scholarship-after-accident': (law, on) => scholarship({ law, programme: 'jkk', on, paidMonths: 1 }),
  'scholarship-after-death': (law, on) => scholarship({ law, programme: 'jkm', on, paidMonths: 1 }),
  'scholarship-by-child': (law, on) => childScholarships({ law, on, children: [] }),
  heirs: (law, on) => heirsOf({ law, on, family: [] }),
  'time-bar-jkk': (law, on) => timeBar({ law, programme: 'jkk', on }),
  'time-bar-jkm': (law, on) => timeBar({ law, programme: 'jkm', on }),
  'payment-deadline-jkm': (law, on) => paymentDeadline({ law, programme: 'jkm', completeOn: on, amount: base, asOf: on }),
  'payment-deadline-jkk': (law, on) => paymentDeadline({ law, programme: 'jkk', completeOn: on, amount: base, asOf: on }),
};

export const benefitRules: readonly string[] = Object.keys(rules);

/** What a rule answers for each month between two, asked on its first and last day: stretches of the same answer. Never an error that is no reason. */
export function reachOf(law: Law, rule: string, first: Month, last: Month): readonly Reach[] {
  const stretches: Reach[] = [];
  for (const month of monthsFrom(first, last)) {
    const why = whyNot(law, rule, firstDayOf(month)) ?? whyNot(law, rule, lastDayOf(month));
    const before = stretches.at(-1);
    if (before !== undefined && before.why?.code === why?.code && nameIn(before.why) === nameIn(why))
      stretches[stretches.length - 1] = { ...before, to: month };
    else stretches.push({ from: month, to: month, why });
  }
  return stretches;
}

/** The parameter a reason is about; the day in its text changes from month to month. */
const nameIn = (why: Reach['why']): string => /"([^"]+)"/.exec(why?.text.en ?? '')?.[1] ?? '';

function whyNot(law: Law, rule: string, on: CivilDate): Reach['why'] {
  try {
    rules[rule]?.(law, on);
    return null;
  } catch (error) {
    if (error instanceof Fault && error.kind === 'not-found') return { code: error.code, text: error.text };
    throw error;
  }
}
