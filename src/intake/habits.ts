// Decides what a whole file gives away about how it was typed, which no single row can show: dates month first, NIKs that lost their last digit.
import { cleanText } from './cell-text.ts';
import type { Columns } from './header.ts';
import type { SheetRow } from './sheet-row.ts';
import { type DateOrder, eitherOrder, numbersOf, splitBirth } from './written-date.ts';

/** What holds for every row of one sheet. */
export interface Habits {
  /** What its dates write first; where they are mixed, a date of two small numbers may be either. */
  readonly order: DateOrder;
  /** Most NIKs end in 0: a spreadsheet kept 15 digits and the file was saved as text afterwards. */
  readonly endsInZero: boolean;
  /** Numbers in the NIK column that stand beside different names: a family card number is one for the whole household. */
  readonly shared: ReadonlySet<string>;
}

/** Fewer NIKs than this show no habit. Serials are small numbers, so fewer than one NIK in ten ends in 0 by right. */
const fewestForHabit = 5;
const dateCellsForHabit = 3;

/** Sixteen digits of a cell, or null. */
const digitsIn = (row: SheetRow, index: number | undefined): string | null => {
  const cell = index === undefined ? null : row.cells[index];
  if (cell === null || cell === undefined || cell.kind === 'number' || cell.text.length < 16) return null;
  const digits = cell.text.replace(/\D/g, '');
  return digits.length === 16 ? digits : null;
};

/** Whether a number carries the day and month of a birth date as it is written, women's days past 40 counted back. */
function carries(digits: string, date: SheetRow['cells'][number] | undefined, together: boolean): boolean {
  if (date === null || date === undefined) return false;
  const [day, month] = [Number(digits.slice(6, 8)) % 40, Number(digits.slice(8, 10))];
  if (date.kind === 'date') return Number(date.text.slice(8, 10)) === day && Number(date.text.slice(5, 7)) === month;
  const text = cleanText(date);
  const written = text === null ? null : together ? splitBirth(text).date : text;
  const numbers = written === null ? null : numbersOf(written);
  return numbers !== null && numbers.first === day && numbers.second === month;
}

/**
 * Numbers under which two or more different names and birth dates stand, none of them the number's own. A person listed twice shares both; where the holder
 * of a NIK stands beside others who wrote it, it is his NIK and not the number of a card.
 */
function sharedNumbers(rows: readonly SheetRow[], columns: Columns): ReadonlySet<string> {
  const seen = new Map<string, string>();
  const shared = new Set<string>();
  const held = new Set<string>();
  const dateColumn = columns['birth-date'] ?? columns.birth;
  for (const row of rows) {
    const digits = digitsIn(row, columns.nik);
    if (digits === null) continue;
    const name = columns.name === undefined ? null : cleanText(row.cells[columns.name]);
    const birth = dateColumn === undefined ? null : cleanText(row.cells[dateColumn]);
    if (dateColumn !== undefined && carries(digits, row.cells[dateColumn], columns['birth-date'] === undefined)) held.add(digits);
    const before = seen.get(digits);
    const now = `${name?.toUpperCase() ?? ''}|${birth?.toUpperCase() ?? ''}`;
    if (before === undefined) seen.set(digits, now);
    else if (before.split('|')[0] !== now.split('|')[0] && before.split('|')[1] !== now.split('|')[1]) shared.add(digits);
  }
  for (const digits of held) shared.delete(digits);
  return shared;
}

/** The habits of the rows below a header. */
export function habitsOf(rows: readonly SheetRow[], columns: Columns): Habits {
  let [niks, zeros, monthFirst, dayFirst, dateCells, smallDateCells, nikSaysDay, nikSaysMonth] = [0, 0, 0, 0, 0, 0, 0, 0];
  const dateColumn = columns['birth-date'] ?? columns.birth;
  for (const row of rows) {
    const { cells } = row;
    const digits = digitsIn(row, columns.nik);
    if (digits !== null) {
      niks += 1;
      if (digits.endsWith('0')) zeros += 1;
    }
    const date = dateColumn === undefined ? null : cells[dateColumn];
    if (date === null || date === undefined) continue;
    if (date.kind === 'date') {
      dateCells += 1;
      if (Number(date.text.slice(8, 10)) <= 12) smallDateCells += 1;
      continue;
    }
    const text = cleanText(date);
    const written = text === null ? null : columns['birth-date'] === undefined ? splitBirth(text).date : text;
    const numbers = written === null ? null : numbersOf(written);
    if (numbers === null) continue;
    if (numbers.second > 12 && numbers.first <= 12) monthFirst += 1;
    if (numbers.first > 12 && numbers.second <= 12) dayFirst += 1;
    if (digits === null || !eitherOrder(numbers.first, numbers.second)) continue;
    const [day, month] = [Number(digits.slice(6, 8)) % 40, Number(digits.slice(8, 10))];
    if (day === numbers.first && month === numbers.second) nikSaysDay += 1;
    if (day === numbers.second && month === numbers.first) nikSaysMonth += 1;
  }
  // A spreadsheet set to month-first takes 05-07-1985 for 7 May and leaves 25-07-1985 as text: then every date cell has a small day.
  const taken = dateCells >= dateCellsForHabit && dateCells === smallDateCells && dayFirst >= dateCellsForHabit;
  const throughout = monthFirst >= dateCellsForHabit && dayFirst === 0 && nikSaysDay <= nikSaysMonth;
  return {
    order: throughout ? 'month' : monthFirst > 0 || taken ? 'mixed' : 'day',
    endsInZero: niks >= fewestForHabit && zeros * 2 > niks,
    shared: sharedNumbers(rows, columns),
  };
}
