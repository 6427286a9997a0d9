// Decides how the simulator holds dates: whole days since 1900-01-01 (fits 16 bits until 2079), with ready-made texts for every day.
import { dateOfDayNumber, dayNumber, daysInMonth, civilDate, type CivilDate } from '../src/kernel/date.ts';

const epoch = dayNumber('1900-01-01' as CivilDate);
const lastYear = 2031;

const two = (number: number): string => (number < 10 ? `0${number}` : `${number}`);

const iso: string[] = [];
const male: string[] = [];
const female: string[] = [];
const slots: number[] = [];
const years: number[] = [];
for (let year = 1900; year <= lastYear; year += 1) {
  for (let month = 1; month <= 12; month += 1) {
    for (let day = 1; day <= daysInMonth(year, month); day += 1) {
      iso.push(`${year}-${two(month)}-${two(day)}`);
      male.push(`${two(day)}${two(month)}${two(year % 100)}`);
      female.push(`${two(day + 40)}${two(month)}${two(year % 100)}`);
      slots.push((((year % 100) * 12 + month - 1) * 31 + day - 1) * 2);
      years.push(year);
    }
  }
}
const slotOfDay = Uint32Array.from(slots);
const yearOfDay = Uint16Array.from(years);
const firstDay = new Uint16Array(lastYear - 1900 + 2);
yearOfDay.forEach((year, day) => {
  firstDay[year - 1900 + 1] = day + 1;
});

/** Number of different (date, sex) codes a NIK can carry within its two-digit year. */
export const birthCodes = 100 * 12 * 31 * 2;

/** ISO text of a day. */
export const isoOf = (day: number): string => iso[day] as string;
/** `DDMMYY` as a NIK writes it: women's day is 40 more (PP 40/2019). */
export const nikDate = (day: number, woman: boolean): string => (woman ? female : male)[day] as string;
/** Number of the (two-digit year, month, day, sex) code, 0 to `birthCodes` − 1. */
export const birthCodeOf = (day: number, woman: boolean): number => (slotOfDay[day] as number) + (woman ? 1 : 0);
export const yearOfDayNumber = (day: number): number => yearOfDay[day] as number;
/** The day of 1 January of a year. */
export const newYear = (year: number): number => firstDay[year - 1900] as number;
/** The day of ISO text. */
export const dayOf = (text: string): number => dayNumber(civilDate(text)) - epoch;
export const dateOf = (day: number): CivilDate => dateOfDayNumber(day + epoch);
/** `dd-mm-yyyy`, or with another separator. */
export const dayMonthYear = (day: number, separator: string): string => {
  const text = isoOf(day);
  return text.slice(8) + separator + text.slice(5, 7) + separator + text.slice(0, 4);
};

/** The day on which the birth day's owner completes an age. */
export function ageDay(birth: number, age: number): number {
  const text = isoOf(birth);
  const year = yearOfDayNumber(birth) + age;
  const rest = text.slice(4) === '-02-29' && !isLeap(year) ? '-03-01' : text.slice(4);
  return dayOf(`${year}${rest}`);
}

const isLeap = (year: number): boolean => daysInMonth(year, 2) === 29;

/** Completed years on a day, without text: years differ, less one when the birthday has not come. */
export function ageOnDay(birth: number, on: number): number {
  const years = yearOfDayNumber(on) - yearOfDayNumber(birth);
  const bornAt = (slotOfDay[birth] as number) % 744;
  const nowAt = (slotOfDay[on] as number) % 744;
  return nowAt < bornAt ? years - 1 : years;
}

// Public holidays on working days that the bank keeps, 2025 and 2026 (own knowledge of the joint ministerial decrees; invented precision is harmless here).
const holidays = new Set(
  (
    '2025-01-01 2025-01-27 2025-01-29 2025-03-31 2025-04-01 2025-04-18 2025-05-01 2025-05-12 2025-05-29 2025-06-06 2025-06-27 2025-09-05 2025-12-25 ' +
    '2026-01-01 2026-01-16 2026-02-17 2026-03-19 2026-03-20 2026-04-03 2026-05-01 2026-05-14 2026-05-27 2026-06-01 2026-06-16 2026-08-17 2026-08-25 2026-12-25'
  ).split(' '),
);

/** The next day that is neither Saturday, Sunday nor a holiday, after the given one. */
export function nextWorkingDay(day: number): number {
  let next = day + 1;
  // 1900-01-01 was a Monday.
  while (next % 7 >= 5 || holidays.has(isoOf(next))) next += 1;
  return next;
}
