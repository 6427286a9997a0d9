// Decides which date a village wrote: day first, unless the date itself or its file says otherwise; a guess is said, and what is no date is refused.
import { type CivilDate, dateOf, dateOfDayNumber, dayNumber, yearOf } from '../kernel/date.ts';
import type { IntakeCode } from './findings.ts';
import { monthOf } from './month-name.ts';
import type { Cell } from './sheet-row.ts';

/** A date as read, with what there is to say of it; null where none could be read. */
export interface WrittenDate {
  readonly date: CivilDate | null;
  readonly codes: readonly IntakeCode[];
}

/** What a file writes first: the day (the custom), the month throughout, or now this and now that. */
export type DateOrder = 'day' | 'month' | 'mixed';

const time = String.raw`(?:[T ]\s?\d{1,2}[:.]\d{2}.*)?$`;
const yearFirst = new RegExp(String.raw`^(\d{4})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{1,2})${time}`);
const between = String.raw`\s*(?:[-/.,\\_–—|]{1,2}|\s)\s*`;
const digitsOnly = new RegExp(String.raw`^(\d{1,2})${between}(\d{1,2})${between}(\d{4}|\d{2})${time}`);
const named = new RegExp(String.raw`^(\d{1,2})\s*[-/., ]*\s*([A-Z]{1,10})\.?\s*[-/., ]*\s*(\d{4}|\d{2})${time}`);
const monthNamedFirst = new RegExp(String.raw`^([A-Z]{3,10})\.?\s*[-/., ]?\s*(\d{1,2})\s*[-/., ]+\s*(\d{4})${time}`);
const together = /^(\d{2})(\d{2})(\d{4})$/;
const togetherYearFirst = /^(19\d{2}|20\d{2})(\d{2})(\d{2})$/;
const weekday = /^(SENIN|SELASA|RABU|KAMIS|JUM'?AT|SABTU|MINGGU|AHAD)\s*[,.]?\s*/;

/** Nobody on a list of workers was born earlier; an earlier year is a slip of the pen. */
const firstYear = 1900; // not law: nobody on a list is older
/** Spreadsheet day numbers of 1920 to today's children; a smaller number is a year or a running number. */
// not law: how spreadsheets count days
const serials = { first: 7_306, last: 99_999, epoch: dayNumber(dateOf(1899, 12, 30) as CivilDate) };

/** How the numbers of a `a-b-year` text stand, before any judgement; null where the text has another form. */
export function numbersOf(text: string): { readonly first: number; readonly second: number } | null {
  const match = digitsOnly.exec(text);
  return match === null ? null : { first: Number(match[1]), second: Number(match[2]) };
}

/** Whether a text has the form of a date, whatever it says; a bare number has not. */
export const looksLikeDate = (text: string): boolean => {
  const tidy = tidied(text);
  return digitsOnly.test(tidy) || yearFirst.test(tidy) || (named.test(tidy) && /[A-Z]{3}|-[IVX]+-/.test(tidy));
};

/** A whole date and the age beside it: `10-12-1985 / 39 th`. */
const withAge = /^(\d{1,2}\D.{1,14}\D(?:19|20)\d{2})\s*[-/,|]\s*\d{1,2}(?:\s*(?:TH|THN|TAHUN)\.?)?$/i;

/** Capitals, without a weekday, an explanation in brackets or an age at the end, and with O and l between digits read as they were meant to be. */
function tidied(written: string): string {
  const typed = written.replace(/^['’`]+\s*/, ''); // typed so that a spreadsheet keeps it as text
  const text = typed.length > 10 ? (withAge.exec(typed)?.[1] ?? typed) : typed; // a date alone has ten signs
  if (/^[\d/.-]+$/.test(text)) return text;
  return text
    .toUpperCase()
    .replace(/\s*\([^)]*\)\s*$/, '')
    .replace(weekday, '')
    .replace(/(?<=[\d/-])O(?=[\d/-]|$)|^O(?=\d)/g, '0')
    .replace(/[.,;]+$/, '')
    .trim();
}

/**
 * Reads a birth date. `on` is the day the list was received (a later date is no birth date, and a year of two digits is the last such year before it);
 * `order` is what the file writes first; where it is mixed, a date with two small numbers is ambiguous.
 */
export function readWrittenDate(cell: Pick<Cell, 'kind'>, written: string, on: CivilDate, order: DateOrder): WrittenDate {
  const text = tidied(written);
  const serial = /^\d{4,5}(\.0+)?$/.test(text) ? Number(text) : cell.kind === 'number' ? Number(text) : Number.NaN;
  // not law: a number cell of eight digits holds day, month and year side by side
  if (Number.isFinite(serial) && serial < 1_000_000) return fromSerial(serial, on);
  const iso = yearFirst.exec(text);
  if (iso !== null) {
    const [month, day] = [Number(iso[2]), Number(iso[3])];
    return judged(dateOf(Number(iso[1]), month, day), on, cell.kind === 'date' && order !== 'day' && eitherOrder(day, month) ? ambiguous : none);
  }
  const digits = digitsOnly.exec(text) ?? together.exec(text);
  if (digits !== null) return fromNumbers(Number(digits[1]), Number(digits[2]), fullYear(digits[3] as string, on), on, order);
  const packed = togetherYearFirst.exec(text);
  if (packed !== null) return judged(dateOf(Number(packed[1]), Number(packed[2]), Number(packed[3])), on, none);
  const words = named.exec(text);
  const [day, word, writtenYear] = words === null ? swapped(monthNamedFirst.exec(text)) : [words[1], words[2], words[3]];
  const month = word === undefined ? null : monthOf(word);
  if (month === null || day === undefined || writtenYear === undefined) return notReal;
  const year = fullYear(writtenYear, on);
  return judged(dateOf(year.year, month.month, Number(day)), on, month.guessed ? [...year.codes, 'birth-date-month-misspelt'] : year.codes);
}

const swapped = (match: RegExpExecArray | null): readonly (string | undefined)[] => (match === null ? [] : [match[2], match[1], match[3]]);

function fromSerial(serial: number, on: CivilDate): WrittenDate {
  if (Number.isInteger(serial) && serial >= firstYear && serial <= yearOf(on)) return { date: null, codes: ['birth-date-only-a-year'] };
  if (!Number.isInteger(serial) || serial < serials.first || serial > serials.last) return notReal;
  return judged(dateOfDayNumber(serials.epoch + serial), on, ['birth-date-as-serial-number']);
}

function fromNumbers(first: number, second: number, { year, codes }: ReturnType<typeof fullYear>, on: CivilDate, order: DateOrder): WrittenDate {
  if (second > 12 && first <= 12) return judged(dateOf(year, first, second), on, ['birth-date-month-first', ...codes]);
  if (order === 'month' && eitherOrder(first, second)) return judged(dateOf(year, first, second), on, ['birth-date-month-first', ...ambiguous, ...codes]);
  return judged(dateOf(year, second, first), on, order === 'mixed' && eitherOrder(first, second) ? [...ambiguous, ...codes] : codes);
}

const none: readonly IntakeCode[] = [];
const ambiguous: readonly IntakeCode[] = ['birth-date-ambiguous'];
const notReal: WrittenDate = { date: null, codes: ['birth-date-not-real'] };
const twoDigits: readonly IntakeCode[] = ['birth-date-year-of-two-digits'];

function judged(date: CivilDate | null, on: CivilDate, codes: readonly IntakeCode[]): WrittenDate {
  if (date === null || yearOf(date) < firstYear) return notReal;
  return date > on ? { date: null, codes: ['birth-date-in-future'] } : { date, codes };
}

/** Whether day and month may be exchanged and still be a date, and another one. */
export const eitherOrder = (day: number, month: number): boolean => day <= 12 && month <= 12 && day !== month;

function fullYear(written: string, on: CivilDate): { readonly year: number; readonly codes: readonly IntakeCode[] } {
  if (written.length === 4) return { year: Number(written), codes: none };
  const thisCentury = Math.floor(yearOf(on) / 100) * 100 + Number(written);
  return { year: thisCentury > yearOf(on) ? thisCentury - 100 : thisCentury, codes: twoDigits };
}

const dateAtEnd = /^(.*?)[\s,./:;|-]*(\d{1,2}\s*[-/., \\]*\s*(?:\d{1,2}|[A-Za-z]{3,10}\.?|[IVX]{1,4})\s*[-/., \\]\s*\d{2,4}|\d{4}-\d{1,2}-\d{1,2}|\d{8})\s*$/;
const dateAtStart = /^(\d{1,2}\s*[-/. ]\s*(?:\d{1,2}|[A-Za-z]{3,10}\.?)\s*[-/. ]\s*\d{4})\s*[,/;-]?\s*(\D*)$/;

/** Place and date of one cell `Waingapu, 31-07-1985`, in either order; the place is null where only a date stands, the date where only a place does. */
export function splitBirth(text: string): { readonly place: string | null; readonly date: string | null } {
  const ends = dateAtEnd.exec(text);
  if (ends !== null) return { place: ends[1] === '' ? null : (ends[1] as string).trim(), date: ends[2] as string };
  const starts = dateAtStart.exec(text);
  if (starts !== null) return { place: starts[2] === '' ? null : (starts[2] as string).trim(), date: starts[1] as string };
  const match = /^(\D*?)[\s,./:-]*(\d.*)$/.exec(text);
  if (match === null) return { place: text, date: null };
  return { place: match[1] === '' ? null : (match[1] as string), date: match[2] as string };
}

const absentDate = /^(-+|\.+|0|N\/?A|NIHIL|KOSONG|(TIDAK|BELUM|TDK|BLM)( ADA| TAHU| DIKETAHUI)?)$/i;
const missing: WrittenDate = { date: null, codes: ['birth-date-missing'] };
const textCell = { kind: 'text' } as const;

/** The birth date of a row as written, or that there is none. Where its column is for a date `alone`, a place before it is passed over: `Soe, 15-03-1975`. */
export function readBirthDate(
  cell: Pick<Cell, 'kind'> | null,
  written: string | null,
  on: CivilDate,
  { order, alone }: { readonly order: DateOrder; readonly alone: boolean },
): WrittenDate {
  if (written === null || absentDate.test(written)) return missing;
  const read = readWrittenDate(cell ?? textCell, written, on, order);
  if (read.date !== null || !alone) return read;
  const { place, date } = splitBirth(written);
  if (place === null || date === null || !/^\p{L}[\p{L} .'-]+$/u.test(place)) return read;
  const behind = readWrittenDate(textCell, date, on, order);
  return behind.date === null ? read : behind;
}
