// Decides a person's cover over a stretch of days: days in a row with the same states, which together are every day of it, each once.
import type { Instant } from '../kernel/clock.ts';
import { type CivilDate, addDays } from '../kernel/date.ts';
import { firstDayOf, monthOf, monthsFrom } from '../kernel/month.ts';
import { dueDate } from '../law/due-date.ts';
import type { Law } from '../law/law.ts';
import { type CoverState, type CoverageFacts, coverageRule, standing } from './coverage.ts';

/** Days in a row with the same states. */
export interface CoverPeriod {
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly jkk: CoverState;
  readonly jkm: CoverState;
}

/**
 * The periods from the first to the last day, both included; none when the last is earlier. States change only where a month begins, money arrives, a month
 * becomes overdue, or the future begins: the rule is asked for those days alone. Faults: not-found where the law files do not reach a day.
 */
export function periodsOf(
  of: { readonly law: Law; readonly knownAt: Instant; readonly timeZone: string },
  facts: CoverageFacts,
  { from, to }: { readonly from: CivilDate; readonly to: CivilDate },
): readonly CoverPeriod[] {
  if (to < from) return [];
  const { today } = coverageRule({ ...of, on: from });
  const days = new Set<CivilDate>([from, addDays(today, 1), ...facts.postings.map(({ bankValueOn }) => bankValueOn)]);
  for (const month of monthsFrom(monthOf(from), monthOf(to))) days.add(firstDayOf(month)).add(addDays(dueDate({ law: of.law, month }).due, 1));
  const periods: CoverPeriod[] = [];
  for (const day of [...days].filter((one) => one >= from && one <= to).sort()) {
    const rule = coverageRule({ ...of, on: day });
    const [jkk, jkm] = [standing(rule, facts, 'jkk').state, standing(rule, facts, 'jkm').state];
    const last = periods.at(-1);
    if (last?.jkk === jkk && last.jkm === jkm) continue;
    if (last !== undefined) periods[periods.length - 1] = { ...last, to: addDays(day, -1) };
    periods.push({ from: day, to, jkk, jkm });
  }
  return periods;
}
