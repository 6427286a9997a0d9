// Decides what a whole submitted file says: its sheets, the header of each, and every row below it, none lost.
import type { CivilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { habitsOf } from './habits.ts';
import { columnsMissing, findHeader } from './header.ts';
import { type CandidateRow, RowReader, isBlank } from './row.ts';
import type { SheetRow } from './sheet-row.ts';

/** A list as read. Every row is counted under one outcome. */
export interface ListReading {
  readonly rows: readonly CandidateRow[];
  readonly accepted: number;
  readonly rejected: number;
  readonly inReview: number;
}

/** Row numbers of the second sheet begin after this many, those of the third after twice as many: unique in a list, and still readable. */
export const rowsPerSheet = 10_000_000; // not law: room for a sheet's row numbers
const mostSheets = 200;

/** The row as the spreadsheet shows it, and which sheet (from 1), of a row number of a list. */
export const placeOf = (rowNo: number): { readonly sheetNo: number; readonly row: number } => ({
  sheetNo: Math.floor(rowNo / rowsPerSheet) + 1,
  row: rowNo % rowsPerSheet,
});

/** A cell that looks like a NIK: a sheet that has one holds people, so it cannot be passed over for lack of a header. */
const looksLikeNik = ({ cells }: SheetRow): boolean => cells.some((cell) => cell !== null && /^\D?\d[\d .-]{14,20}$/.test(cell.text.trim()));

/**
 * Reads a list. `on` is the day it was received. A sheet without a header and without anything like a NIK (instructions, a cover) is passed over;
 * one with people but no header refuses the file. Faults: `list-columns-missing`, `list-has-no-rows`, `list-has-too-many-sheets`.
 */
export function readList(file: string, rows: readonly SheetRow[], on: CivilDate): ListReading {
  const sheets = new Map<string | null, SheetRow[]>();
  for (const row of rows) {
    const sheet = sheets.get(row.sheet);
    if (sheet === undefined) sheets.set(row.sheet, [row]);
    else sheet.push(row);
  }
  if (sheets.size > mostSheets) throw tooManySheets(file);

  const listed: CandidateRow[] = [];
  const counts = { accept: 0, reject: 0, review: 0 };
  let best: Fault | null = null;
  let headers = 0;
  let sheetIndex = -1;
  for (const [sheet, rowsOfSheet] of sheets) {
    sheetIndex += 1;
    const header = findHeader(rowsOfSheet);
    if ('missing' in header) {
      const fault = columnsMissing(file, sheet, header.missing, header.rowNumber);
      if (sheets.size === 1 || rowsOfSheet.some(looksLikeNik)) throw fault;
      best ??= fault;
      continue;
    }
    headers += 1;
    const below = rowsOfSheet.filter((row) => row.rowNumber > header.rowNumber && !isBlank(row));
    const reader = new RowReader(header.columns, habitsOf(below, header.columns), on);
    for (const row of below) {
      const candidate = reader.read(row, sheetIndex * rowsPerSheet + row.rowNumber);
      counts[candidate.outcome] += 1;
      listed.push(candidate);
    }
  }
  if (headers === 0) throw best ?? columnsMissing(file, null, ['NIK', 'NAMA', 'TANGGAL LAHIR'], null);
  if (listed.length === 0) throw noRows(file);
  return { rows: listed, accepted: counts.accept, rejected: counts.reject, inReview: counts.review };
}

const noRows = (file: string): Fault =>
  new Fault(
    'bad-input',
    'list-has-no-rows',
    {
      id: `Berkas ${file} berisi judul kolom, tetapi tidak ada satu baris pun di bawahnya.`,
      en: `File ${file} has column titles but not a single row below them.`,
    },
    { file },
  );

const tooManySheets = (file: string): Fault =>
  new Fault(
    'bad-input',
    'list-has-too-many-sheets',
    { id: `Berkas ${file} berisi lebih dari ${mostSheets} lembar.`, en: `File ${file} has more than ${mostSheets} sheets.` },
    { file },
  );
