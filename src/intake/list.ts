// Decides what a whole submitted file says: its sheets, the header of each, and every row below it, none lost.
import type { CivilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { hideLongNumbers } from '../kernel/long-number.ts';
import { habitsOf } from './habits.ts';
import { type Taught, type UnderstoodColumn, columnsMissing, indexOf, nothingTaught } from './header.ts';
import { type CandidateRow, RowReader } from './row.ts';
import type { PassedOver } from './sheet-layout.ts';
import { type HiddenParts, type SheetRow, nothingHidden } from './sheet-row.ts';
import { tablesOf, unfolded } from './tables.ts';

/** How one table of a sheet was understood: its header row (0: none), its columns, and the rows that were passed over and why. */
export interface SheetReading {
  /** Empty for CSV. */
  readonly sheet: string;
  readonly headerRow: number;
  readonly columns: readonly UnderstoodColumn[];
  readonly passedOver: readonly { readonly row: number; readonly why: PassedOver }[];
  readonly rows: number;
  /** Of a sheet that the spreadsheet hides and that therefore was not read: how many rows of people it holds. */
  readonly hiddenRows?: number;
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
const rowsPerSheet = 10_000_000; // not law: room for a sheet's row numbers
const mostSheets = 200;

/** Those of a second table beside the first begin after this many: no spreadsheet has as many rows. */
const rowsPerTable = 2_000_000; // not law: room for a table's row numbers

/** The number in its list of a row of a sheet and of a table side by side with others, both counted from 0. */
export const rowNoOf = (sheet: number, table: number, row: number): number => sheet * rowsPerSheet + table * rowsPerTable + row;

/** The row as the spreadsheet shows it, and which sheet and which table of those side by side (from 1), of a row number of a list. */
export const placeOf = (rowNo: number): { readonly sheetNo: number; readonly tableNo: number; readonly row: number } => ({
  sheetNo: Math.floor(rowNo / rowsPerSheet) + 1,
  tableNo: Math.floor((rowNo % rowsPerSheet) / rowsPerTable) + 1,
  row: rowNo % rowsPerTable,
});

/** Sheets of the template, and of a list given back, that hold no people. */
const noList = /^(PETUNJUK|CONTOH|SALINAN PAYUNG)$/i;

/** A cell that looks like a NIK: a sheet that has one holds people, so it cannot be passed over for lack of a header. */
const looksLikeNik = ({ cells }: SheetRow): boolean => cells.some((cell) => cell !== null && /^\D?\d[\d .-]{14,20}$/.test(cell.text.trim()));

/**
 * Reads a list. `on` is the day it was received, `taught` what its sender said of his columns. A hidden sheet is not read, for it usually holds what was
 * before, but told with the people on it; hidden rows and columns are read and told. A sheet without a header and without anything like a NIK
 * (instructions, a cover) is passed over; one with people but no header, whose content is not plain either, refuses the file.
 * Faults: `list-on-hidden-sheet`, `list-columns-missing`, `list-has-no-rows`, `list-has-too-many-sheets`.
 */
export function readList(
  file: string,
  rows: readonly SheetRow[],
  on: CivilDate,
  taught: Taught = nothingTaught,
  hidden: HiddenParts = nothingHidden,
): ListReading {
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
    const tables = tablesOf(unfolded(rowsOfSheet), taught);
    if ('missing' in tables) {
      const fault = columnsMissing(file, sheet === null ? null : hideLongNumbers(sheet), tables.missing, tables.rowNumber);
      if (rowsOfSheet.some(looksLikeNik)) throw fault;
      best ??= fault;
      continue;
    }
    for (const [tableIndex, { header, runs, passedOver }] of tables.entries()) {
      const byContent = header.understood.some(({ how }) => how === 'content');
      const before = listed.length;
      for (const { columns, rows: below } of runs) {
        const reader = new RowReader(columns, habitsOf(below, columns), on, byContent ? ['columns-read-by-content'] : []);
        for (const row of below) {
          const candidate = reader.read(row, rowNoOf(sheetIndex, tableIndex, row.rowNumber));
          counts[candidate.outcome] += 1;
          listed.push(candidate);
        }
      }
      const unseen = hidden.columns.get(sheet ?? '');
      const columns =
        unseen === undefined ? header.understood : header.understood.map((one) => (unseen.has(indexOf(one.letter)) ? { ...one, hidden: true } : one));
      readings.push({ sheet: hideLongNumbers(sheet ?? ''), headerRow: header.rowNumber, columns, passedOver, rows: listed.length - before });
    }
  }
  const unread = [...hidden.sheets].map(([sheet, rowsOfSheet]) => notRead(sheet, rowsOfSheet, taught));
  const hiddenList = unread.find(({ hiddenRows }) => hiddenRows > 0);
  if (listed.length === 0 && hiddenList !== undefined) throw onHiddenSheet(file, hiddenList.sheet);
  if (readings.length === 0) throw best ?? columnsMissing(file, null, ['NIK', 'NAMA', 'TANGGAL LAHIR'], null);
  if (listed.length === 0) throw noRows(file);
  return { rows: listed, accepted: counts.accept, rejected: counts.reject, inReview: counts.review, sheets: [...readings, ...unread] };
}

/** What is told of a hidden sheet: how many rows of people would stand on it. */
function notRead(sheet: string, rows: readonly SheetRow[], taught: Taught): SheetReading & { readonly hiddenRows: number } {
  const tables = tablesOf(rows, taught);
  const people = 'missing' in tables ? rows.filter(looksLikeNik).length : tables.flatMap(({ runs }) => runs).reduce((sum, run) => sum + run.rows.length, 0);
  return { sheet: hideLongNumbers(sheet), headerRow: 0, columns: [], passedOver: [], rows: 0, hiddenRows: people };
}

const onHiddenSheet = (file: string, sheet: string): Fault =>
  new Fault(
    'bad-input',
    'list-on-hidden-sheet',
    {
      id: `Daftar dalam berkas ${file} ada di lembar tersembunyi "${sheet}". Tampilkan lembar itu di lembar kerja, simpan, lalu kirim ulang.`,
      en: `The list in file ${file} is on the hidden sheet "${sheet}". Unhide that sheet in the spreadsheet, save, and send the file again.`,
    },
    { file },
  );

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
