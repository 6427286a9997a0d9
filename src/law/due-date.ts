// Decides by which day a month's contribution must be paid: BPU the 15th of the same month, PU the 15th of the next, else the next working day (PP 44/2015, Permenaker 5/2021).
import type { CivilDate } from '../kernel/date.ts';
import { assert } from '../kernel/fault.ts';
import { type Month, addMonths, dayIn, firstDayOf } from '../kernel/month.ts';
import { type Citation, type Law, LawReading, type Unsettled, knownAnswers, unsettledBehind } from './law.ts';
import { type SkippedDay, workingDayFrom } from './working-days.ts';

/** The segment of membership: not wage earning (BPU) or wage earning (PU). */
export const segments = ['bpu', 'pu'] as const;
export type Segment = (typeof segments)[number];

/** The due date under the reading used, the days it moved over, and what it would be if collective leave were read the other way. */
export interface DueDate {
  readonly due: CivilDate;
  readonly nominal: CivilDate;
  readonly skipped: readonly SkippedDay[];
  /** The due date if collective leave is a day off; equal to `due` in most months. */
  readonly dueIfCollectiveLeaveIsOff: CivilDate;
  readonly citations: readonly Citation[];
  readonly unsettled: readonly Unsettled[];
}

const known = knownAnswers<DueDate>();

/** The due date of a contribution month. Faults: not-found for a month or a year's holidays the law files do not reach. */
export function dueDate(of: { readonly law: Law; readonly month: Month; readonly segment?: Segment }): DueDate {
  return known(of.law, `${of.month} ${of.segment ?? 'bpu'}`, () => workedOut(of));
}

function workedOut(of: { readonly law: Law; readonly month: Month; readonly segment?: Segment }): DueDate {
  const reading = new LawReading(of.law, firstDayOf(of.month));
  const nominal = nominalDueDay(reading, of.month, of.segment);
  const used = reading.take('collective-leave-in-due-date', 'choice') === 'is-a-day-off' ? 'is-a-day-off' : 'is-a-working-day';
  const { date: due, skipped } = workingDayFrom(reading, nominal, used);
  const dueIfCollectiveLeaveIsOff = workingDayFrom(reading, nominal, 'is-a-day-off').date;
  return { due, nominal, skipped, dueIfCollectiveLeaveIsOff, citations: reading.citations, unsettled: unsettledBehind(of.law, reading.citations) };
}

/** The day a month is due before it moves over days off: it asks for no year's holidays. Fault: not-found for a day before the rule. */
export function nominalDueDay(reading: LawReading, month: Month, segment: Segment = 'bpu'): CivilDate {
  const { day, 'months-later': later } = reading.take(segment === 'pu' ? 'due-day-pu' : 'due-day', 'record');
  assert(typeof day === 'number' && typeof later === 'number', 'a due day is a day and months later');
  return dayIn(addMonths(month, later), day);
}
