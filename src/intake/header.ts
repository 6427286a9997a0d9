// Decides where the header of a sheet stands, in one row or two, and which column holds what: by label, by what its sender taught, at last by content.
import { Fault } from '../kernel/fault.ts';
import { hideLongNumbers } from '../kernel/long-number.ts';
import { cleanText } from './cell-text.ts';
import { columnsByContent } from './content.ts';
import { type Spans, type Understanding, refine } from './evidence.ts';
import { type How, columnBelow, columnLike, columnOf, letters, namesRelative } from './label.ts';
import type { SheetRow } from './sheet-row.ts';
import type { Column } from './table-schema.ts';

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
  /** The spreadsheet does not show it. */
  readonly hidden?: boolean;
}

/** The header of one table: its last row as the spreadsheet counts it (0: there is none), and where the columns stand. */
export interface Header {
  readonly rowNumber: number;
  /** Its own rows, one or two. */
  readonly rows: readonly SheetRow[];
  readonly columns: Columns;
  readonly spans: Spans;
  /** What each label names by itself, by its place. */
  readonly named: readonly (Column | null)[];
  readonly labels: readonly (string | null)[];
  readonly understood: readonly UnderstoodColumn[];
}

/** The expected label of each required column, as it is told to people. */
const required = { nik: 'NIK', name: 'NAMA', 'birth-date': 'TANGGAL LAHIR' } as const;
const example = 'NO, NIK, NO KK, NAMA, TEMPAT LAHIR, TANGGAL LAHIR, L/P, ALAMAT, PEKERJAAN';

/** How many rows from the top a header is looked for, below titles such as "DAFTAR PEKERJA RENTAN DESA …". */
const headerWithin = 40;

/** The letters a spreadsheet shows over a column: 0 is A, 26 is AA. */
export const letterOf = (index: number): string => (index < 26 ? '' : letterOf(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));

/** The column of such letters, from 0. */
export const indexOf = (letter: string): number => letter.split('').reduce((index, one) => index * 26 + one.charCodeAt(0) - 64, 0) - 1;

/** What a label is remembered by. */
export const keyOfLabel = (label: string | null, index: number): string =>
  label === null || letters(label) === '' ? `KOLOM ${letterOf(index)}` : letters(label);

/** Taught first, then exact labels, then similar ones: a similar label never takes the place of an exact one, nor the second of two the first's. */
function understand(labels: readonly (string | null)[], exact: (index: number) => Column | null, taught: Taught): Understanding {
  const columns: Partial<Record<Column, number>> = {};
  const how: Understanding['how'] = new Map();
  const named: (Column | null)[] = labels.map(() => null);
  const take = (index: number, column: Column | null, by: How): void => {
    if (column !== null && columns[column] !== undefined) return;
    if (column !== null) columns[column] = index;
    how.set(index, { column, how: by });
  };
  labels.forEach((label, index) => {
    const known = taught.get(keyOfLabel(label, index));
    if (known === undefined) return;
    named[index] = known;
    take(index, known, 'remembered');
  });
  labels.forEach((label, index) => {
    const column = how.has(index) || taught.has(keyOfLabel(label, index)) ? null : exact(index);
    if (column === null) return;
    named[index] = column;
    take(index, column, 'label');
  });
  labels.forEach((label, index) => {
    const column = how.has(index) || named[index] !== null || label === null || taught.has(keyOfLabel(label, index)) ? null : columnLike(label);
    if (column === null) return;
    named[index] = column;
    take(index, column, 'similar');
  });
  // A first name alone is a name; one with the rest beside it is put together.
  if (columns.name === undefined && columns['name-first'] !== undefined) columns.name = columns['name-first'];
  else delete columns['name-rest'];
  return { columns, how, named };
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
    if (above !== null && namesRelative(above)) return columnOf(labels[index] ?? '');
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

/** One header as its rows say, before anything is missed. */
interface Found {
  /** The place among the rows of the first row below. */
  readonly below: number;
  readonly rowNumber: number;
  readonly rows: readonly SheetRow[];
  readonly labels: readonly (string | null)[];
  readonly read: Understanding;
  readonly spans: Spans;
}

function headerOf({ rowNumber, rows, labels, read, spans }: Found, width = labels.length): Header {
  const { columns, how, named } = read;
  const widest = Math.max(width, 1 + Math.max(...Object.values(columns)));
  const understood = Array.from({ length: widest }, (_, index) => ({
    letter: letterOf(index),
    label: labels[index] === null || labels[index] === undefined ? null : hideLongNumbers(labels[index].slice(0, 80)),
    column: how.get(index)?.column ?? null,
    how: how.get(index)?.how ?? null,
  })).filter(({ label, column }) => label !== null || column !== null);
  return { rowNumber, rows, columns, spans, named, labels, understood };
}

/** What the rows from a place on would say as a header: read as two rows first, where the second continues the first, then as one. */
function* headersAt(rows: readonly SheetRow[], place: number, taught: Taught): Generator<Found> {
  const [row, next] = [rows[place] as SheetRow, rows[place + 1]];
  const upper = labelsIn(row);
  const two = continues(upper, next) ? { ...twoRows(upper, labelsIn(next), taught), rows: [row, next] } : null;
  const one = { labels: upper, read: understand(upper, (index) => columnOf(upper[index] ?? ''), taught), rows: [row] };
  for (const { labels, read, rows: own } of two === null ? [one] : [two, one]) {
    const below = place + own.length;
    const spans = Object.keys(read.columns).length < 2 ? new Map<number, number>() : refine(read, labels, rows.slice(below, below + refinedBy));
    yield { below, rowNumber: (own.at(-1) as SheetRow).rowNumber, rows: own, labels, read, spans };
  }
}
/** Rows below a header that say what its labels leave open. */
const refinedBy = 100;

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
  return headerOf(found, Math.max(found.labels.length, ...below.slice(0, 50).map(({ cells }) => cells.length)));
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
    for (const found of headersAt(rows, place, taught)) {
      const { columns } = found.read;
      const missing = missingIn(columns);
      if (missing.length === 0) return headerOf(found);
      if (Object.keys(columns).length > 1 && !hasLongNumber(row) && (best === null || missing.length < best.missing.length)) best = { missing, found };
    }
  }
  if (best !== null) {
    const header = completed(best.found, rows.slice(best.found.below));
    if (header !== null) return header;
    return { missing: best.missing.map((column) => required[column]), rowNumber: best.found.rowNumber };
  }
  const width = Math.max(0, ...top.map(({ cells }) => cells.length));
  const labels = Array.from({ length: width }, () => null);
  const none: Found = { below: 0, rowNumber: 0, rows: [], labels, read: understand(labels, () => null, taught), spans: new Map() };
  return completed(none, rows) ?? { missing: Object.values(required), rowNumber: null };
}

/** The header that begins at a row, all required labels in it; null for any other row. Said of rows below a header: tables may stand below each other. */
export function headerAgain(rows: readonly SheetRow[], place: number, taught: Taught): Header | null {
  if (hasLongNumber(rows[place] as SheetRow)) return null;
  for (const found of headersAt(rows, place, taught)) if (missingIn(found.read.columns).length === 0) return headerOf(found);
  return null;
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
