// Decides whether a death meets the three-month minimum for the full JKM (Permenaker 1/2025), under every reading of how the months are counted.
import { type CivilDate, addDays, daysBetween } from '../kernel/date.ts';
import { type Month, firstDayOf, monthOf, monthsBetween } from '../kernel/month.ts';
import { type Citation, type Law, LawReading, type Unsettled, knownAnswers, unsettledBehind } from './law.ts';

/** A month the administrator posted, and the date of the posting. */
export interface PostedMonth {
  readonly month: Month;
  readonly postedOn: CivilDate;
}

/** How the minimum is counted: any posted months, posted months in a row, or days since the first posting. */
export const countings = ['posted-months', 'consecutive-months', 'ninety-days'] as const;
export type Counting = (typeof countings)[number];

/** What a break does: the count goes on; restarts after a lapse (more unpaid months than arrears may have); restarts after any unpaid month. */
export const restarts = ['continues', 'restarts-after-lapse', 'restarts-after-any-gap'] as const;
export type Restart = (typeof restarts)[number];

/** When a month paid ahead counts: when it begins, or at once on posting. */
export const prepaidReadings = ['counts-when-it-begins', 'counts-at-once'] as const;
export type PrepaidReading = (typeof prepaidReadings)[number];

/** The minimum under one way of counting. `fullBenefitFrom` is the first day of full benefit from what is posted (it may lie after the event), or null; `missing` months, or days for `ninety-days`. */
export interface MinimumReading {
  readonly counting: Counting;
  readonly isDefault: boolean;
  readonly met: boolean;
  readonly fullBenefitFrom: CivilDate | null;
  readonly missing: number;
}

/** `met` and `fullBenefitFrom` of the default reading; `settled` when every combination of the open questions gives the same `met`. */
export interface FullBenefit {
  readonly met: boolean;
  readonly fullBenefitFrom: CivilDate | null;
  readonly settled: boolean;
  readonly readings: readonly MinimumReading[];
  readonly restart: Restart;
  readonly prepaid: PrepaidReading;
  readonly citations: readonly Citation[];
  readonly unsettled: readonly Unsettled[];
}

interface Rule {
  readonly event: CivilDate;
  readonly months: number;
  readonly days: number;
  readonly arrears: number;
}

/**
 * Whether the minimum is met on the event date. Only postings up to and on that day count: paying after an event never
 * makes it covered. A month posted twice counts once, at its earlier posting. Faults: not-found before 2025-02.
 */
export function fullBenefit(of: { readonly law: Law; readonly posted: readonly PostedMonth[]; readonly event: CivilDate }): FullBenefit {
  return known(
    of.law,
    of.posted.reduce<string>((asked, { month, postedOn }) => `${asked} ${month} ${postedOn}`, of.event),
    () => workedOut(of),
  );
}

/** Whoever was paid for by the same files has the same answer. */
const known = knownAnswers<FullBenefit>();

function workedOut(of: { readonly law: Law; readonly posted: readonly PostedMonth[]; readonly event: CivilDate }): FullBenefit {
  const reading = new LawReading(of.law, of.event);
  const rule: Rule = {
    event: of.event,
    months: reading.take('jkm-full-minimum-months', 'months'),
    days: reading.take('jkm-full-minimum-days', 'days'),
    arrears: reading.take('max-arrears-months', 'months'),
  };
  const chosen = reading.take('jkm-full-minimum-counting', 'choice');
  const restart = oneOf(restarts, reading.take('jkm-full-minimum-after-break', 'choice'));
  const prepaid = oneOf(prepaidReadings, reading.take('jkm-prepaid-months', 'choice'));
  const posted = postedByThen(of.posted, of.event);
  const spells = new Map(restarts.map((after) => [after, spellAt(posted, rule, after)]));
  const under = (counting: Counting, after: Restart, ahead: PrepaidReading): MinimumReading =>
    readMinimum(rule, counting, counting === chosen, spells.get(after) ?? [], ahead);

  const readings = countings.map((counting) => under(counting, restart, prepaid));
  const used = readings.find((one) => one.isDefault) ?? readings[0];
  const met = used?.met ?? false;
  const settled = countings.every((counting) => restarts.every((after) => prepaidReadings.every((ahead) => under(counting, after, ahead).met === met)));
  return {
    met,
    fullBenefitFrom: used?.fullBenefitFrom ?? null,
    settled,
    readings,
    restart,
    prepaid,
    citations: reading.citations,
    unsettled: unsettledBehind(of.law, reading.citations),
  };
}

const oneOf = <T extends string>(words: readonly T[], word: string): T => words.find((known) => known === word) ?? (words[0] as T);

/** Months posted by a day, each once, in order. */
function postedByThen(posted: readonly PostedMonth[], event: CivilDate): readonly PostedMonth[] {
  const first = new Map<Month, CivilDate>();
  for (const { month, postedOn } of posted) {
    const seen = first.get(month);
    if (postedOn <= event && (seen === undefined || postedOn < seen)) first.set(month, postedOn);
  }
  return [...first].map(([month, postedOn]) => ({ month, postedOn })).sort((one, other) => (one.month < other.month ? -1 : 1));
}

/** The spell of membership the event falls in: months between two breaks, or none when a break lasts to the event. Months paid ahead never end it. */
function spellAt(posted: readonly PostedMonth[], rule: Rule, restart: Restart): readonly PostedMonth[] {
  if (restart === 'continues') return posted;
  const allowed = restart === 'restarts-after-lapse' ? rule.arrears : 0;
  const broken = (earlier: Month | undefined, later: Month) => earlier !== undefined && monthsBetween(earlier, later) - 1 > allowed;
  const eventMonth = monthOf(rule.event);
  const begun = posted.filter(({ month }) => month <= eventMonth);
  if (broken(begun.at(-1)?.month, eventMonth)) return [];
  const afterBreak = posted.map(({ month }, place) => broken(posted[place - 1]?.month, month));
  const end = afterBreak.indexOf(true, Math.max(1, begun.length));
  const start = Math.max(0, afterBreak.lastIndexOf(true, Math.max(0, begun.length - 1)));
  return posted.slice(start, end === -1 ? posted.length : end);
}

function readMinimum(rule: Rule, counting: Counting, isDefault: boolean, spell: readonly PostedMonth[], ahead: PrepaidReading): MinimumReading {
  const waits = ({ month, postedOn }: PostedMonth) => ahead === 'counts-when-it-begins' && monthOf(postedOn) < month;
  const counted = spell.map((one) => ({ month: one.month, on: waits(one) ? firstDayOf(one.month) : one.postedOn }));
  const result = (fullBenefitFrom: CivilDate | null, missing: number): MinimumReading => ({
    counting,
    isDefault,
    met: fullBenefitFrom !== null && fullBenefitFrom <= rule.event,
    fullBenefitFrom,
    missing: Math.max(0, missing),
  });
  if (counting === 'ninety-days') {
    const since = earliest(spell.map((one) => one.postedOn));
    return since === null ? result(null, rule.days) : result(addDays(since, rule.days), rule.days - daysBetween(since, rule.event));
  }
  const byEvent = counted.filter(({ on }) => on <= rule.event);
  if (counting === 'posted-months') return result(counted.map(({ on }) => on).sort()[rule.months - 1] ?? null, rule.months - byEvent.length);
  const runs = counted.flatMap(({ month }, start) => {
    const run = counted.slice(start, start + rule.months);
    const last = run.at(-1)?.month ?? month;
    return run.length === rule.months && monthsBetween(month, last) === rule.months - 1 ? [latest(run.map(({ on }) => on))] : [];
  });
  return result(earliest(runs), rule.months - longestRun(byEvent.map(({ month }) => month)));
}

const earliest = (dates: readonly CivilDate[]): CivilDate | null =>
  dates.reduce<CivilDate | null>((first, date) => (first === null || date < first ? date : first), null);
const latest = (dates: readonly CivilDate[]): CivilDate => dates.reduce((last, date) => (date > last ? date : last));

/** Length of the longest run of months in a row, of months that ascend without repeats. */
function longestRun(months: readonly Month[]): number {
  let [longest, current] = [0, 0];
  months.forEach((month, place) => {
    const before = months[place - 1];
    current = before !== undefined && monthsBetween(before, month) === 1 ? current + 1 : 1;
    longest = Math.max(longest, current);
  });
  return longest;
}
