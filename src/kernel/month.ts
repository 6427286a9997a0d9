// Decides what a contribution month is: branded `YYYY-MM` text, with its days and its neighbours.
import { type CivilDate, dateOf, daysInMonth, isWrittenYear, writtenYears } from './date.ts';
import { Fault, assert } from './fault.ts';

/** A calendar month `YYYY-MM`; text order is time order. */
export type Month = string & { readonly __brand: 'Month' };

/** The month, or null when the text is not one, of the years that are read (`writtenYears`). */
export function parseMonth(text: string): Month | null {
  const match = /^(\d{4})-(\d{2})$/.exec(text);
  return match !== null && isWrittenYear(Number(match[1])) && Number(match[2]) >= 1 && Number(match[2]) <= 12 ? (text as Month) : null;
}

/** The month; a text that is not one is a bad-input fault. */
export function monthFrom(text: string): Month {
  const month = parseMonth(text);
  if (month !== null) return month;
  throw new Fault('bad-input', 'month-not-real', {
    id: `"${text}" bukan bulan yang benar; tulis TTTT-BB, misalnya 2025-07, dari tahun ${writtenYears.first} sampai ${writtenYears.last}.`,
    en: `"${text}" is not a real month; write YYYY-MM, for example 2025-07, of the years ${writtenYears.first} to ${writtenYears.last}.`,
  });
}

/** The month a date lies in. */
export const monthOf = (date: CivilDate): Month => date.slice(0, 7) as Month;

const indexOf = (month: Month): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;

export function addMonths(month: Month, count: number): Month {
  const index = indexOf(month) + count;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}` as Month;
}

/** Months from `from` to `to` (0 when equal, negative when `to` is earlier). */
export const monthsBetween = (from: Month, to: Month): number => indexOf(to) - indexOf(from);

/** Every month from the first to the last, both included; empty when the last is earlier. */
export function monthsFrom(first: Month, last: Month): readonly Month[] {
  return Array.from({ length: Math.max(0, monthsBetween(first, last) + 1) }, (_, step) => addMonths(first, step));
}

/** The given day of the month; a day beyond its end is its last day. */
export function dayIn(month: Month, day: number): CivilDate {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  const date = dateOf(year, number, Math.min(day, daysInMonth(year, number)));
  assert(date !== null, 'a month has the day');
  return date;
}

export const firstDayOf = (month: Month): CivilDate => dayIn(month, 1);
export const lastDayOf = (month: Month): CivilDate => dayIn(month, 31);
