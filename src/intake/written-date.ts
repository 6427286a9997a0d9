// Decides which date a village wrote: day first, unless the date itself says otherwise; a guess is said, and what is no date is refused.
import { type CivilDate, dateOf, dateOfDayNumber, dayNumber, yearOf } from '../kernel/date.ts';
import type { IntakeCode } from './findings.ts';
import type { Cell } from './sheet-row.ts';

/** A date as read, with what there is to say of it; null where none could be read. */
export interface WrittenDate {
  readonly date: CivilDate | null;
  readonly codes: readonly IntakeCode[];
}

/** The number of a month by its name, in capitals, as Indonesians write it. */
export const monthNumbers: ReadonlyMap<string, number> = new Map(
  [
    'JANUARI JANUARY JAN',
    'FEBRUARI PEBRUARI FEBRUARY FEB PEB',
    'MARET MARCH MAR',
    'APRIL APR',
    'MEI MAY',
    'JUNI JUNE JUN',
    'JULI JULY JUL',
    'AGUSTUS AUGUST AGU AGT AGS AGUST AUG',
    'SEPTEMBER SEP SEPT',
    'OKTOBER OCTOBER OKT OCT',
    'NOVEMBER NOPEMBER NOV NOP',
    'DESEMBER DECEMBER DES DEC',
  ].flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
);

const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?$/;
const digitsOnly = /^(\d{1,2})\s?[-/.,\\ ]\s?(\d{1,2})\s?[-/.,\\ ]\s?(\d{4}|\d{2})$/;
const named = /^(\d{1,2})\s?[-/., ]?\s?([A-Z]{3,9})\.?\s?[-/., ]?\s?(\d{4}|\d{2})$/;

/** Nobody on a list of workers was born earlier; an earlier year is a slip of the pen. */
const firstYear = 1900; // not law: nobody on a list is older
/** Spreadsheet day numbers of 1920 to today's children; a smaller number is a year or a running number. */
// not law: how spreadsheets count days
const serials = { first: 7_306, epoch: dayNumber(dateOf(1899, 12, 30) as CivilDate) };

/** How the numbers of a `a-b-year` text stand, before any judgement; null where the text has another form. */
export function numbersOf(text: string): { readonly first: number; readonly second: number } | null {
  const match = digitsOnly.exec(text);
  return match === null ? null : { first: Number(match[1]), second: Number(match[2]) };
}

/**
 * Reads a birth date. `on` is the day the list was received (a later date is no birth date, and a year of two digits is the last such year before it);
 * `mixedOrder` says that the file shows months before days elsewhere, which makes a date with two small numbers ambiguous.
 */
export function readWrittenDate(cell: Pick<Cell, 'kind'>, text: string, on: CivilDate, mixedOrder: boolean): WrittenDate {
  if (cell.kind === 'number') {
    const serial = Number(text);
    // not law: the last day number spreadsheets write with five digits
    if (!Number.isInteger(serial) || serial < serials.first || serial > 99_999) return notReal;
    return judged(dateOfDayNumber(serials.epoch + serial), on, ['birth-date-as-serial-number']);
  }
  const iso = yearFirst.exec(text);
  if (iso !== null) {
    const [month, day] = [Number(iso[2]), Number(iso[3])];
    return judged(dateOf(Number(iso[1]), month, day), on, cell.kind === 'date' && mixedOrder && eitherOrder(day, month) ? ['birth-date-ambiguous'] : none);
  }
  const digits = digitsOnly.exec(text);
  if (digits !== null) {
    const [first, second, year] = [Number(digits[1]), Number(digits[2]), fullYear(digits[3] as string, on)];
    const codes = year.codes;
    if (second > 12 && first <= 12) return judged(dateOf(year.year, first, second), on, ['birth-date-month-first', ...codes]);
    return judged(dateOf(year.year, second, first), on, mixedOrder && eitherOrder(first, second) ? ['birth-date-ambiguous', ...codes] : codes);
  }
  const words = named.exec(text.toUpperCase());
  const month = words === null ? undefined : monthNumbers.get(words[2] as string);
  if (words === null || month === undefined) return notReal;
  const year = fullYear(words[3] as string, on);
  return judged(dateOf(year.year, month, Number(words[1])), on, year.codes);
}

const none: readonly IntakeCode[] = [];
const notReal: WrittenDate = { date: null, codes: ['birth-date-not-real'] };
const twoDigits: readonly IntakeCode[] = ['birth-date-year-of-two-digits'];

function judged(date: CivilDate | null, on: CivilDate, codes: readonly IntakeCode[]): WrittenDate {
  if (date === null || yearOf(date) < firstYear) return notReal;
  return date > on ? { date: null, codes: ['birth-date-in-future'] } : { date, codes };
}

const eitherOrder = (day: number, month: number): boolean => day <= 12 && month <= 12 && day !== month;

function fullYear(written: string, on: CivilDate): { readonly year: number; readonly codes: readonly IntakeCode[] } {
  if (written.length === 4) return { year: Number(written), codes: none };
  const thisCentury = Math.floor(yearOf(on) / 100) * 100 + Number(written);
  return { year: thisCentury > yearOf(on) ? thisCentury - 100 : thisCentury, codes: twoDigits };
}

/** Place and date of one cell `Waingapu, 31-07-1985`; the place is null where only a date stands. */
export function splitBirth(text: string): { readonly place: string | null; readonly date: string | null } {
  const match = /^(\D*?)[\s,./:-]*(\d.*)$/.exec(text);
  if (match === null) return { place: text, date: null };
  return { place: match[1] === '' ? null : (match[1] as string), date: match[2] as string };
}
