// Decides which days are working days (SKB 3 Menteri on public holidays; weekly rest days), and counts them.
import { type CivilDate, addDays, weekday } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import type { LawReading } from './law.ts';
import type { Bilingual, DayOff } from './parameter.ts';

/** Whether a day of collective leave (cuti bersama) is a working day: unsettled, so the caller chooses. */
export type CollectiveLeave = 'is-a-working-day' | 'is-a-day-off';

/** A day passed over, and why. */
export interface SkippedDay {
  readonly date: CivilDate;
  readonly reason: 'weekend' | 'public-holiday' | 'collective-leave';
  readonly name: Bilingual;
}

/** One value, so that many days without a holiday are cited once a calendar. */
const none: readonly DayOff[] = [];
const weekend: Bilingual = { id: 'akhir pekan', en: 'weekend' };

/** Why a day is not a working day, or null when it is. Cites the calendar of the day's year; a year without one is a not-found fault. */
export function dayOff(reading: LawReading, date: CivilDate, leave: CollectiveLeave): SkippedDay | null {
  const rest = reading.take('weekly-rest-days', 'list');
  const named = (parameter: string) => {
    const onDate = (days: readonly DayOff[]) => days.filter((day) => day.date === date);
    return reading.pick(parameter, 'days-off', (days) => (onDate(days).length > 0 ? onDate(days) : none), date)[0];
  };
  const holiday = named('public-holidays');
  const shared = named('collective-leave-days');
  if (rest.includes(weekday(date))) return { date, reason: 'weekend', name: weekend };
  if (holiday !== undefined) return { date, reason: 'public-holiday', name: holiday };
  if (shared !== undefined && leave === 'is-a-day-off') return { date, reason: 'collective-leave', name: shared };
  return null;
}

/** The first working day on or after a date, and the days passed over. */
export function workingDayFrom(
  reading: LawReading,
  date: CivilDate,
  leave: CollectiveLeave,
): { readonly date: CivilDate; readonly skipped: readonly SkippedDay[] } {
  const skipped: SkippedDay[] = [];
  let day = date;
  for (let off = dayOff(reading, day, leave); off !== null; off = dayOff(reading, day, leave)) {
    skipped.push(off);
    day = addDays(day, 1);
  }
  return { date: day, skipped };
}

/** The working day that is `days` working days after a date (the date itself is day 0, working or not). */
export function addWorkingDays(reading: LawReading, date: CivilDate, days: number, leave: CollectiveLeave): CivilDate {
  if (!Number.isInteger(days) || days < 0) {
    throw new Fault('bad-input', 'working-days-not-whole', {
      id: `Jumlah hari kerja "${days}" harus bulat, nol atau lebih.`,
      en: `The number of working days "${days}" must be whole, zero or more.`,
    });
  }
  let day = date;
  for (let counted = 0; counted < days; counted += 1) day = workingDayFrom(reading, addDays(day, 1), leave).date;
  return day;
}
