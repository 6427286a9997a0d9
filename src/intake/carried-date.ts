// Decides what the digits of a NIK or of a family card carry: a birth date (women: day + 40; PP 40/2019), the day a card was issued, a province.
import { type CivilDate, dateOf, dayOfMonth, monthOfYear, yearOf } from '../kernel/date.ts';

/** The `DDMMYY` a NIK carries for a birth date and sex (women: day + 40; PP 40/2019). */
const birthDigits = (date: CivilDate, woman: boolean): string =>
  `${String(Number(date.slice(8, 10)) + (woman ? 40 : 0)).padStart(2, '0')}${date.slice(5, 7)}${date.slice(2, 4)}`;

/** Whether a NIK carries a birth date, a man's or a woman's. */
export const carriesBirthDate = (nik: string, date: CivilDate): boolean => {
  const carried = nik.slice(6, 12);
  return carried === birthDigits(date, false) || carried === birthDigits(date, true);
};

/** Digits 7 to 12 are a day (women: + 40) and a month. */
export const carriesAnyDate = (nik: string): boolean => /^\d{6}(0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(0[1-9]|1[0-2])/.test(nik);

/** Provinces count from 11. */
export const regionIsIssued = (nik: string): boolean => Number(nik.slice(0, 2)) >= 11;

/** A family card carries the day it was issued: a day of this century, when its holder was long born. */
export function carriesYoungDate(nik: string, birth: CivilDate, on: CivilDate): boolean {
  const year = Math.floor(yearOf(on) / 100) * 100 + Number(nik.slice(10, 12));
  return Number(nik.slice(6, 8)) <= 31 && year <= yearOf(on) && year - yearOf(birth) >= youngestHolder;
}
/** Nobody younger stands on a card of his own. */
const youngestHolder = 15;

/** The date with day and month exchanged, where that is a date and another one. */
export const exchanged = (date: CivilDate): CivilDate | null =>
  dayOfMonth(date) === monthOfYear(date) ? null : dateOf(yearOf(date), dayOfMonth(date), monthOfYear(date));
