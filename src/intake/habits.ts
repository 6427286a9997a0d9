// Decides what a whole file gives away about how it was typed, which no single row can show: dates month first, NIKs that lost their last digit.
import { cleanText } from './cell-text.ts';
import type { Columns } from './header.ts';
import type { SheetRow } from './sheet-row.ts';
import { numbersOf, splitBirth } from './written-date.ts';

/** What holds for every row of one sheet. */
export interface Habits {
  /** Some dates are month first, so a date of two small numbers may be either. */
  readonly mixedOrder: boolean;
  /** Most NIKs end in 0: a spreadsheet kept 15 digits and the file was saved as text afterwards. */
  readonly endsInZero: boolean;
}

/** Fewer NIKs than this show no habit. Serials are small numbers, so fewer than one NIK in ten ends in 0 by right. */
const fewestForHabit = 5;
const dateCellsForHabit = 3;

/** The habits of the rows below a header. */
export function habitsOf(rows: readonly SheetRow[], columns: Columns): Habits {
  let [niks, zeros, monthFirst, dayFirst, dateCells, smallDateCells] = [0, 0, 0, 0, 0, 0];
  const dateColumn = columns['birth-date'] ?? columns.birth;
  for (const { cells } of rows) {
    const nik = columns.nik === undefined ? null : cells[columns.nik];
    if (nik !== null && nik !== undefined && nik.kind !== 'number' && nik.text.length >= 16) {
      const digits = nik.text.replace(/\D/g, '');
      if (digits.length === 16) {
        niks += 1;
        if (digits.endsWith('0')) zeros += 1;
      }
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
  }
  // A spreadsheet set to month-first takes 05-07-1985 for 7 May and leaves 25-07-1985 as text: then every date cell has a small day.
  const taken = dateCells >= dateCellsForHabit && dateCells === smallDateCells && dayFirst >= dateCellsForHabit;
  return { mixedOrder: monthFirst > 0 || taken, endsInZero: niks >= fewestForHabit && zeros * 2 > niks };
}
