// Decides what of people's cover must be watched: arrears by age and when they end the membership, and from when the full JKM holds under each reading of its waiting rule.
import { type CivilDate, addDays } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import type { Rupiah } from '../kernel/money.ts';
import { type Month, addMonths } from '../kernel/month.ts';
import { deathBenefit } from '../law/death-benefit.ts';
import { dueDate } from '../law/due-date.ts';
import { type Counting, countings, fullBenefit } from '../law/full-benefit.ts';
import type { Law } from '../law/law.ts';
import type { Bilingual } from '../law/parameter.ts';
import { type CoverageFacts, type CoverageRule, standing } from './coverage.ts';

/** How old somebody's arrears are. `due`: the month is not posted and not yet overdue. `lapsed`: beyond what the law allows, so no longer a member. */
export const arrearsAges = ['paid', 'due', 'overdue', 'last-chance', 'lapsed', 'never-paid', 'unknown'] as const;
export type ArrearsAge = (typeof arrearsAges)[number];

export const arrearsAgeWords: Readonly<Record<ArrearsAge, Bilingual>> = {
  paid: { id: 'bulan ini diposting', en: 'this month posted' },
  due: { id: 'bulan ini belum jatuh tempo', en: 'this month not yet due' },
  overdue: { id: 'menunggak', en: 'in arrears' },
  'last-chance': { id: 'menunggak, segera nonaktif', en: 'in arrears, about to lapse' },
  lapsed: { id: 'nonaktif', en: 'lapsed' },
  'never-paid': { id: 'belum pernah diposting', en: 'never posted' },
  unknown: { id: 'tidak diketahui', en: 'unknown' },
};

/** Arrears of one person on the rule's day. `lapsesOn`: the first day of being no member unless something is posted; null when paid up, unknown, or beyond the law files. */
export interface Arrears {
  readonly age: ArrearsAge;
  readonly overdue: number;
  readonly lastMonth: Month | null;
  readonly lapsesOn: CivilDate | null;
  /** To be seen to now: the next unpaid month but one, or sooner, ends the membership. */
  readonly escalate: boolean;
}

/** Ages the arrears of the cover that is worse off. The law says how many months may be unpaid (`max-arrears-months`); escalation begins one before that. */
export function arrearsOf(rule: CoverageRule, facts: CoverageFacts): Arrears {
  const [jkk, jkm] = [standing(rule, facts, 'jkk'), standing(rule, facts, 'jkm')];
  const worse = jkk.state !== 'protected' && (jkm.state === 'protected' || jkk.overdue > jkm.overdue) ? jkk : jkm;
  const { state, overdue, lastMonth } = worse;
  const is = (age: ArrearsAge, lapsesOn: CivilDate | null = null, escalate = false): Arrears => ({ age, overdue, lastMonth, lapsesOn, escalate });
  if (state === 'protected') return is('paid');
  if (state === 'unknown') return is('unknown');
  if (lastMonth === null) return is('never-paid');
  const lapsesOn = dayAfterDue(rule.law, addMonths(lastMonth, rule.maxArrears + 1));
  if (overdue > rule.maxArrears) return is('lapsed', lapsesOn);
  if (overdue === 0) return is('due', lapsesOn);
  const escalate = overdue >= rule.maxArrears - 1;
  return is(escalate ? 'last-chance' : 'overdue', lapsesOn, escalate);
}

function dayAfterDue(law: Law, month: Month): CivilDate | null {
  try {
    return addDays(dueDate({ law, month }).due, 1);
  } catch (error) {
    if (error instanceof Fault && error.kind === 'not-found') return null; // holidays of that year are not decided yet
    throw error;
  }
}

/** From when the full JKM holds under each counting, on what is posted by the rule's day; null where it does not come from that. */
export interface Waiting {
  readonly from: Readonly<Record<Counting, CivilDate | null>>;
  readonly met: Readonly<Record<Counting, boolean>>;
  /** Whether it matters on that day which counting is right. */
  readonly differs: boolean;
}

export function waitingOf(rule: CoverageRule, facts: CoverageFacts): Waiting {
  const posted = facts.postings
    .filter(({ jkm, recordedAt }) => jkm > 0n && recordedAt <= rule.knownAt)
    .map(({ month, bankValueOn }) => ({ month, postedOn: bankValueOn }));
  const { readings } = fullBenefit({ law: rule.law, event: rule.on, posted });
  const of = <T>(pick: (reading: (typeof readings)[number]) => T): Record<Counting, T> =>
    Object.fromEntries(readings.map((reading) => [reading.counting, pick(reading)])) as Record<Counting, T>;
  const met = of((reading) => reading.met);
  return { from: of(({ fullBenefitFrom }) => fullBenefitFrom), met, differs: countings.some((counting) => met[counting] !== met[countings[0]]) };
}

/** What a family loses when a death falls before the minimum: the full JKM less what is paid before it, in rupiah. */
export function priceOfWaiting(law: Law, on: CivilDate): Rupiah {
  const under = (met: boolean): Rupiah => deathBenefit({ law, on, minimum: { met }, paidMonths: 0 }).total;
  return under(true) - under(false);
}
