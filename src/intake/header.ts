// Decides where the header of a sheet stands, in one row or two, and which column holds what: by label, by what its sender taught, at last by content.
import { Fault } from '../kernel/fault.ts';
import { hideLongNumbers } from '../kernel/long-number.ts';
import { cleanText } from './cell-text.ts';
import { columnsByContent } from './content.ts';
import { type How, columnBelow, columnLike, columnOf, letters } from './label.ts';
import type { SheetRow } from './sheet-row.ts';
import type { Column } from './table-schema.ts';
import { looksLikeDate, splitBirth } from './written-date.ts';

export type { Column } from './table-schema.ts';
export { columnOf } from './label.ts';

/** Where each column stands, counted from 0; a column that is not there is absent. */
export type Columns = Readonly<Partial<Record<Column, number>>>;

/** What a sender taught: by the letters of a label (or `KOLOM C` for a column without one) the column it is, or null for none. */
export type Taught = ReadonlyMap<string, Column | null>;
export const nothingTaught: Taught = new Map();

/** How one filled column of a sheet was understood; `column` is null where it is passed over. */
export interface UnderstoodColumn {
  /** As the spreadsheet letters it: A, B … */
  readonly letter: string;
  readonly label: string | null;
  readonly column: Column | null;
  readonly how: How | null;
}

/** The header of one sheet: its last row as the spreadsheet counts it (0: there is none), and where the columns stand. */
export interface Header {
  readonly rowNumber: number;
  readonly columns: Columns;
  readonly understood: readonly UnderstoodColumn[];
}

/** The expected label of each required column, as it is told to people. */
const required = { nik: 'NIK', name: 'NAMA', 'birth-date': 'TANGGAL LAHIR' } as const;
const example = 'NO, NIK, NO KK, NAMA, TEMPAT LAHIR, TANGGAL LAHIR, L/P, ALAMAT, PEKERJAAN';

/** How many rows from the top a header is looked for, below titles such as "DAFTAR PEKERJA RENTAN DESA …". */
const headerWithin = 40;

/** The letters a spreadsheet shows over a column: 0 is A, 26 is AA. */
export const letterOf = (index: number): string => (index < 26 ? '' : letterOf(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));

/** What a label is remembered by. */
export const keyOfLabel = (label: string | null, index: number): string =>
  label === null || letters(label) === '' ? `KOLOM ${letterOf(index)}` : letters(label);

interface Understanding {
  readonly columns: Partial<Record<Column, number>>;
  readonly how: Map<number, { readonly column: Column | null; readonly how: How }>;
}

/** Taught first, then exact labels, then similar ones: a similar label never takes the place of an exact one, nor the second of two the first's. */
function understand(labels: readonly (string | null)[], exact: (index: number) => Column | null, taught: Taught): Understanding {
  const columns: Partial<Record<Column, number>> = {};
  const how: Understanding['how'] = new Map();
  const take = (index: number, column: Column | null, by: How): void => {
    if (column !== null && columns[column] !== undefined) return;
    if (column !== null) columns[column] = index;
    how.set(index, { column, how: by });
  };
  labels.forEach((label, index) => {
    const known = taught.get(keyOfLabel(label, index));
    if (known !== undefined) take(index, known, 'remembered');
  });
  labels.forEach((_, index) => {
    const column = how.has(index) ? null : exact(index);
    if (column !== null) take(index, column, 'label');
  });
  labels.forEach((label, index) => {
    const column = how.has(index) || label === null ? null : columnLike(label);
    if (column !== null) take(index, column, 'similar');
  });
  return { columns, how };
}

const labelsIn = (row: SheetRow): readonly (string | null)[] =>
  Array.from(row.cells, (cell) => (cell === null || cell.kind === 'number' ? null : cleanText(cell)));

const hasLongNumber = (row: SheetRow): boolean => row.cells.some((cell) => cell !== null && cell.text.replace(/\D/g, '').length >= 10);

/** Whether a row continues the header above it: short words, some of them labels, and nothing a person's row would hold. */
function continues(upper: readonly (string | null)[], row: SheetRow | undefined): row is SheetRow {
  // One or two words alone are a title above the header, not its upper row.
  if (row === undefined || hasLongNumber(row) || upper.filter((label) => label !== null).length < 3) return false;
  const filled = labelsIn(row).flatMap((label, index) => (label === null ? [] : [{ label, index }]));
  if (filled.length < 2 || filled.length !== row.cells.filter((cell) => cell !== null).length) return false;
  // A number, a date, or one sex without the other is somebody's.
  if (filled.some(({ label }) => /^\d+\.?$|\d\D+\d/.test(label))) return false;
  const sexes = new Set(filled.map(({ label }) => label.toUpperCase()).filter((label) => label === 'L' || label === 'P'));
  if (sexes.size === 1) return false;
  return filled.some(
    ({ label, index }) => columnBelow(columnOf(groupOf(upper, index) ?? ''), label) !== null || (columnOf(label) !== null && letters(label).length > 1),
  );
}

/** The label above a cell: its own, or that of the merged cell to its left. */
function groupOf(upper: readonly (string | null)[], index: number): string | null {
  for (let at = Math.min(index, upper.length - 1); at >= 0; at -= 1) if (upper[at] !== null) return upper[at] ?? null;
  return null;
}

function twoRows(
  upper: readonly (string | null)[],
  lower: readonly (string | null)[],
  taught: Taught,
): { labels: readonly (string | null)[]; read: Understanding } {
  const width = Math.max(upper.length, lower.length);
  const group = (index: number): string | null => upper[index] ?? (typeof lower[index] === 'string' ? groupOf(upper, index) : null);
  const labels = Array.from({ length: width }, (_, index) => {
    const [above, below] = [group(index), lower[index] ?? null];
    return below === null ? above : above === null || letters(above) === letters(below) ? below : `${above} ${below}`;
  });
  const exact = (index: number): Column | null => {
    const [above, below] = [group(index), lower[index] ?? null];
    if (below === null) return above === null ? null : columnOf(above);
    const within = columnBelow(above === null ? null : columnOf(above), below);
    if (within === 'birth-day' && !lower.some((label) => /^(BLN|BULAN)$/.test(letters(label ?? '')))) return 'birth-date';
    return within ?? columnOf(labels[index] ?? '') ?? columnOf(below);
  };
  return { labels, read: understand(labels, exact, taught) };
}

const dateIsThere = ({ birth, ...columns }: Columns): boolean =>
  columns['birth-date'] !== undefined ||
  birth !== undefined ||
  (columns['birth-day'] !== undefined && columns['birth-month'] !== undefined && columns['birth-year'] !== undefined);

const missingIn = (columns: Columns): readonly (keyof typeof required)[] =>
  (Object.keys(required) as (keyof typeof required)[]).filter((column) => (column === 'birth-date' ? !dateIsThere(columns) : columns[column] === undefined));

/** TEMPAT, TANGGAL LAHIR over two columns: the place stands below the label, the date beside it without one. */
function dateBeside({ columns, how }: Understanding, labels: readonly (string | null)[], below: readonly SheetRow[]): void {
  const { birth } = columns;
  if (birth === undefined || columns['birth-date'] !== undefined || (labels[birth + 1] ?? null) !== null || how.has(birth + 1)) return;
  const dated = (index: number): number =>
    below.slice(0, 50).filter(({ cells }) => {
      const text = cleanText(cells[index]);
      return cells[index]?.kind === 'date' || (text !== null && (looksLikeDate(text) || looksLikeDate(splitBirth(text).date ?? '')));
    }).length;
  if (dated(birth + 1) === 0 || dated(birth) > 0) return;
  delete columns.birth;
  columns['birth-date'] = birth + 1;
  how.set(birth + 1, { column: 'birth-date', how: 'content' });
  if (columns['birth-place'] === undefined) columns['birth-place'] = birth;
  how.set(birth, { column: 'birth-place', how: 'label' });
}

interface Found {
  /** The place among the rows of the last header row. */
  readonly at: number;
  readonly rowNumber: number;
  readonly labels: readonly (string | null)[];
  readonly read: Understanding;
}

const told = (labels: readonly (string | null)[], { how }: Understanding, width: number): readonly UnderstoodColumn[] =>
  Array.from({ length: width }, (_, index) => ({
    letter: letterOf(index),
    label: labels[index] === null || labels[index] === undefined ? null : hideLongNumbers(labels[index].slice(0, 80)),
    column: how.get(index)?.column ?? null,
    how: how.get(index)?.how ?? null,
  })).filter(({ label, column }) => label !== null || column !== null);

/** What the labels do not say, said by what stands below: only for columns nobody can do without, and only where it is plain. */
function completed(found: Found, below: readonly SheetRow[]): Header | null {
  const { columns, how } = found.read;
  const wanted = missingIn(columns);
  const guessed = columnsByContent(below, new Set(how.keys()), wanted.length === Object.keys(required).length);
  for (const column of wanted) {
    const place = column === 'birth-date' && guessed['birth-date'] === undefined ? 'birth' : column;
    const index = guessed[place];
    if (index === undefined) return null;
    columns[place] = index;
  }
  for (const [column, index] of Object.entries(guessed) as [Column, number][]) {
    if (columns[column] === undefined && found.rowNumber === 0) columns[column] = index;
    if (columns[column] === index) how.set(index, { column, how: 'content' });
  }
  const width = Math.max(found.labels.length, ...below.slice(0, 50).map(({ cells }) => cells.length));
  return { rowNumber: found.rowNumber, columns, understood: told(found.labels, found.read, width) };
}

/**
 * The header among the first rows of one sheet, or the required columns that its best row lacks (all of them when no row is like a header).
 * A sheet whose rows begin at once is read by content, if that is plain (`rowNumber` 0).
 */
export function findHeader(
  rows: readonly SheetRow[],
  taught: Taught = nothingTaught,
): Header | { readonly missing: readonly string[]; readonly rowNumber: number | null } {
  let best: { readonly missing: readonly (keyof typeof required)[]; readonly found: Found } | null = null;
  const top = rows.slice(0, headerWithin);
  for (const [place, row] of top.entries()) {
    const upper = labelsIn(row);
    const next = rows[place + 1];
    const two = continues(upper, next) ? twoRows(upper, labelsIn(next), taught) : null;
    const one = { labels: upper, read: understand(upper, (index) => columnOf(upper[index] ?? ''), taught) };
    for (const { labels, read, last } of [...(two === null ? [] : [{ ...two, last: 1 }]), { ...one, last: 0 }]) {
      const missing = missingIn(read.columns);
      const found: Found = { at: place + last, rowNumber: (rows[place + last] as SheetRow).rowNumber, labels, read };
      if (missing.length === 0) {
        dateBeside(read, labels, rows.slice(found.at + 1));
        return {
          rowNumber: found.rowNumber,
          columns: read.columns,
          understood: told(labels, read, Math.max(labels.length, (read.columns['birth-date'] ?? -1) + 1)),
        };
      }
      const known = Object.keys(read.columns).length;
      if (known > 1 && !hasLongNumber(row) && (best === null || missing.length < best.missing.length)) best = { missing, found };
    }
  }
  if (best !== null) {
    const header = completed(best.found, rows.slice(best.found.at + 1));
    if (header !== null) return header;
    return { missing: best.missing.map((column) => required[column]), rowNumber: best.found.rowNumber };
  }
  const width = Math.max(0, ...top.map(({ cells }) => cells.length));
  const labels = Array.from({ length: width }, () => null);
  const none: Found = { at: -1, rowNumber: 0, labels, read: understand(labels, () => null, taught) };
  return completed(none, rows) ?? { missing: Object.values(required), rowNumber: null };
}

/** The header a row itself is, all required labels in it; null for any other row. Said of rows below a header: tables may stand below each other. */
export function headerAgain(row: SheetRow, taught: Taught): Header | null {
  if (hasLongNumber(row)) return null;
  const labels = labelsIn(row);
  const read = understand(labels, (index) => columnOf(labels[index] ?? ''), taught);
  return missingIn(read.columns).length === 0 ? { rowNumber: row.rowNumber, columns: read.columns, understood: told(labels, read, labels.length) } : null;
}

/** The fault of a list without the columns nobody can do without. Names the labels expected, never what was found (it may be a NIK). */
export function columnsMissing(file: string, sheet: string | null, missing: readonly string[], rowNumber: number | null): Fault {
  const [di, inSheet] = sheet === null ? ['', ''] : [` (lembar ${sheet})`, ` (sheet ${sheet})`];
  return new Fault(
    'bad-input',
    'list-columns-missing',
    {
      id: `Berkas ${file}${di} tidak memuat kolom ${missing.join(', ')}. Tulis judul kolom dalam satu baris di atas isi daftar, misalnya: ${example}.`,
      en: `File ${file}${inSheet} has no column ${missing.join(', ')}. Write the column titles in one row above the list, for example: ${example}.`,
    },
    { file, ...(rowNumber === null ? {} : { row: rowNumber }) },
  );
}
