// Decides what a whole submitted file says: its sheets, the header of each, and every row below it, none lost.
import type { CivilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { hideLongNumbers } from '../kernel/long-number.ts';
import { habitsOf } from './habits.ts';
import { type Columns, type Header, type Taught, type UnderstoodColumn, columnsMissing, findHeader, nothingTaught } from './header.ts';
import { type CandidateRow, RowReader, isBlank } from './row.ts';
import { type PassedOver, SheetLayout } from './sheet-layout.ts';
import type { SheetRow } from './sheet-row.ts';

/** How one sheet was understood: its header row (0: none), its columns, and the rows that were passed over and why. */
export interface SheetReading {
  /** Empty for CSV. */
  readonly sheet: string;
  readonly headerRow: number;
  readonly columns: readonly UnderstoodColumn[];
  readonly passedOver: readonly { readonly row: number; readonly why: PassedOver }[];
  readonly rows: number;
}

/** A list as read. Every row is counted under one outcome. */
export interface ListReading {
  readonly rows: readonly CandidateRow[];
  readonly accepted: number;
  readonly rejected: number;
  readonly inReview: number;
  readonly sheets: readonly SheetReading[];
}

/** Row numbers of the second sheet begin after this many, those of the third after twice as many: unique in a list, and still readable. */
export const rowsPerSheet = 10_000_000; // not law: room for a sheet's row numbers
const mostSheets = 200;

/** The row as the spreadsheet shows it, and which sheet (from 1), of a row number of a list. */
export const placeOf = (rowNo: number): { readonly sheetNo: number; readonly row: number } => ({
  sheetNo: Math.floor(rowNo / rowsPerSheet) + 1,
  row: rowNo % rowsPerSheet,
});

/** Sheets of the template, and of a list given back, that hold no people. */
const noList = /^(PETUNJUK|CONTOH|SALINAN PAYUNG)$/i;

/** A cell that looks like a NIK: a sheet that has one holds people, so it cannot be passed over for lack of a header. */
const looksLikeNik = ({ cells }: SheetRow): boolean => cells.some((cell) => cell !== null && /^\D?\d[\d .-]{14,20}$/.test(cell.text.trim()));

/** More rows passed over than this are no signatures and sums; the rest is counted but not named. */
const mostNamed = 1_000; // not law: how many rows a reading names

/** The rows that are people's, in runs below the header that stands above each, and those that are not. */
function layOut(rows: readonly SheetRow[], header: Header, taught: Taught) {
  const layout = new SheetLayout(header, taught);
  const passedOver: { row: number; why: PassedOver }[] = [];
  const runs: { readonly columns: Columns; readonly rows: SheetRow[] }[] = [{ columns: header.columns, rows: [] }];
  for (const row of rows) {
    if (isBlank(row)) continue;
    if (row.rowNumber <= header.rowNumber) {
      passedOver.push({ row: row.rowNumber, why: row.rowNumber === header.rowNumber ? 'header' : 'title' });
      continue;
    }
    const seen = layout.see(row);
    if (seen === null) (runs.at(-1) as { rows: SheetRow[] }).rows.push(row);
    else if (typeof seen === 'string') passedOver.push({ row: row.rowNumber, why: seen });
    else {
      passedOver.push({ row: row.rowNumber, why: 'header' });
      runs.push({ columns: seen.columns, rows: [] });
    }
  }
  return { runs, passedOver: passedOver.slice(0, mostNamed) };
}

/**
 * Reads a list. `on` is the day it was received, `taught` what its sender said of his columns. A sheet without a header and without anything like a NIK
 * (instructions, a cover) is passed over; one with people but no header, whose content is not plain either, refuses the file.
 * Faults: `list-columns-missing`, `list-has-no-rows`, `list-has-too-many-sheets`.
 */
export function readList(file: string, rows: readonly SheetRow[], on: CivilDate, taught: Taught = nothingTaught): ListReading {
  const sheets = new Map<string | null, SheetRow[]>();
  for (const row of rows) {
    const sheet = sheets.get(row.sheet);
    if (sheet === undefined) sheets.set(row.sheet, [row]);
    else sheet.push(row);
  }
  if (sheets.size > mostSheets) throw tooManySheets(file);

  const listed: CandidateRow[] = [];
  const readings: SheetReading[] = [];
  const counts = { accept: 0, reject: 0, review: 0 };
  let best: Fault | null = null;
  let sheetIndex = -1;
  for (const [sheet, rowsOfSheet] of sheets) {
    sheetIndex += 1;
    if (sheets.size > 1 && sheet !== null && noList.test(sheet)) continue;
    const header = findHeader(rowsOfSheet, taught);
    if ('missing' in header) {
      const fault = columnsMissing(file, sheet === null ? null : hideLongNumbers(sheet), header.missing, header.rowNumber);
      if (sheets.size === 1 || rowsOfSheet.some(looksLikeNik)) throw fault;
      best ??= fault;
      continue;
    }
    const { runs, passedOver } = layOut(rowsOfSheet, header, taught);
    const byContent = header.understood.some(({ how }) => how === 'content');
    const before = listed.length;
    for (const { columns, rows: below } of runs) {
      const reader = new RowReader(columns, habitsOf(below, columns), on, byContent ? ['columns-read-by-content'] : []);
      for (const row of below) {
        const candidate = reader.read(row, sheetIndex * rowsPerSheet + row.rowNumber);
        counts[candidate.outcome] += 1;
        listed.push(candidate);
      }
    }
    readings.push({ sheet: hideLongNumbers(sheet ?? ''), headerRow: header.rowNumber, columns: header.understood, passedOver, rows: listed.length - before });
  }
  if (readings.length === 0) throw best ?? columnsMissing(file, null, ['NIK', 'NAMA', 'TANGGAL LAHIR'], null);
  if (listed.length === 0) throw noRows(file);
  return { rows: listed, accepted: counts.accept, rejected: counts.reject, inReview: counts.review, sheets: readings };
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
