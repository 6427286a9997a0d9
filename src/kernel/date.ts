// Decides what a calendar date is: branded ISO text, never a JS Date; arithmetic on whole days in the proleptic Gregorian calendar.
import { Fault, assert } from './fault.ts';

/** A calendar date `YYYY-MM-DD`. It has no time and no zone. */
export type CivilDate = string & { readonly __brand: 'CivilDate' };

const pattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Number of days in a month (month 1 to 12). */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * The years, both included, of a date or month that somebody writes. Far more than a life or a programme needs; the year 0 is none that PostgreSQL knows, and
 * from the last to 9999, the last that four digits write, there is room for what is counted on: an age, a deadline, months ahead.
 */
export const writtenYears = { first: 1800, last: 2999 } as const;

/** Whether somebody may mean the year. */
export const isWrittenYear = (year: number): boolean => year >= writtenYears.first && year <= writtenYears.last;

/** The date, or null when the text is not a real calendar date in ISO form of the years that are read (`writtenYears`). */
export function parseDate(text: string): CivilDate | null {
  const date = realDate(text);
  return date !== null && isWrittenYear(yearOf(date)) ? date : null;
}

function realDate(text: string): CivilDate | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return text as CivilDate;
}

/** The date; a text that is not one is a bad-input fault. */
export function civilDate(text: string): CivilDate {
  const date = parseDate(text);
  if (date !== null) return date;
  throw new Fault('bad-input', 'date-not-real', {
    id: `"${text}" bukan tanggal yang benar; tulis TTTT-BB-HH, misalnya 2025-07-31, dari tahun ${writtenYears.first} sampai ${writtenYears.last}.`,
    en: `"${text}" is not a real date; write YYYY-MM-DD, for example 2025-07-31, of the years ${writtenYears.first} to ${writtenYears.last}.`,
  });
}

/** The date of a year (1 to 9999), month (1 to 12) and day, or null when there is none. */
export function dateOf(year: number, month: number, day: number): CivilDate | null {
  if (!Number.isInteger(year) || year < 1 || year > 9999) return null;
  return realDate(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
}

export const yearOf = (date: CivilDate): number => Number(date.slice(0, 4));
export const monthOfYear = (date: CivilDate): number => Number(date.slice(5, 7));
export const dayOfMonth = (date: CivilDate): number => Number(date.slice(8, 10));

/** Days since 1970-01-01 (may be negative). */
export function dayNumber(date: CivilDate): number {
  const shifted = monthOfYear(date) <= 2 ? yearOf(date) - 1 : yearOf(date);
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const monthFromMarch = (monthOfYear(date) + 9) % 12;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + dayOfMonth(date) - 1;
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
}

/** The date of a day number as `dayNumber` gives it. */
export function dateOfDayNumber(days: number): CivilDate {
  assert(Number.isInteger(days), 'a day number is whole');
  const shifted = days + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const date = dateOf(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
  assert(date !== null, 'every day number has a date');
  return date;
}

export const addDays = (date: CivilDate, days: number): CivilDate => dateOfDayNumber(dayNumber(date) + days);

/** Whole days from `from` to `to` (negative when `to` is earlier). */
export const daysBetween = (from: CivilDate, to: CivilDate): number => dayNumber(to) - dayNumber(from);

/** Day of the week, 1 = Monday to 7 = Sunday. */
export const weekday = (date: CivilDate): number => ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;

/** Completed years of age on a day; a person born on 29 February completes a year on 1 March of a common year. */
export function ageOn(birth: CivilDate, on: CivilDate): number {
  const years = yearOf(on) - yearOf(birth);
  return on.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** The day the person completes the given age. */
export function birthdayAt(birth: CivilDate, age: number): CivilDate {
  const date = dateOf(yearOf(birth) + age, monthOfYear(birth), dayOfMonth(birth)) ?? dateOf(yearOf(birth) + age, 3, 1);
  assert(date !== null, 'a birthday is a date');
  return date;
}
