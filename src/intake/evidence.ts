// Decides what the cells below a header say where its labels leave it open: which of two NIK columns is the worker's, a date beside its place or in three cells, a number with a digit a cell.
import { cleanText } from './cell-text.ts';
import { datePart, type How } from './label.ts';
import { monthOf } from './month-name.ts';
import type { Cell, SheetRow } from './sheet-row.ts';
import type { Column } from './table-schema.ts';
import { looksLikeDate, numbersOf, splitBirth } from './written-date.ts';

/** How the labels of a header were understood: which column each thing was taken from, and which other labels name the same thing. */
export interface Understanding {
  readonly columns: Partial<Record<Column, number>>;
  readonly how: Map<number, { readonly column: Column | null; readonly how: How }>;
  /** What each label names by itself, also where another column was taken for it. */
  readonly named: readonly (Column | null)[];
}

/** Numbers that stand in several cells, some digits in each: how many cells, by the column they begin in. */
export type Spans = ReadonlyMap<number, number>;

/** Rows looked at; a list shows its habit in fewer. */
const lookedAt = 60;

const digitsOf = (cell: Cell | null | undefined): string => (cleanText(cell) ?? '').replace(/\D/g, '');
const isNumber = (cell: Cell | null | undefined): boolean => digitsOf(cell).length >= 15 || (cell?.kind === 'number' && cell.text.length >= 9);

/** Refines an understanding by the rows below, and says which numbers stand in several cells. */
export function refine(read: Understanding, labels: readonly (string | null)[], below: readonly SheetRow[]): Spans {
  const rows = below.slice(0, lookedAt);
  nikBesideName(read, rows);
  dateBeside(read, labels, rows);
  dateInThree(read, labels, rows);
  const spans = spansOf(read, labels, rows);
  if (spans.size === 0) rightNik(read, rows);
  return spans;
}

/** Name and NIK in one cell, whichever stands first: both are read from it. */
function nikBesideName({ columns }: Understanding, rows: readonly SheetRow[]): void {
  const { name } = columns;
  if (columns.nik !== undefined || name === undefined) return;
  const filled = rows.filter(({ cells }) => cleanText(cells[name]) !== null);
  const both = filled.filter(({ cells }) => /\p{L}{2}/u.test(cells[name]?.text ?? '') && numberWithin.test(cells[name]?.text ?? ''));
  if (both.length * 2 > filled.length) columns.nik = name;
}

/** A number of sixteen digits within a text. */
const numberWithin = /(?<!\d)\d{4}(?:[ .-]?\d{4}){3}(?!\d)/;

/** The NIK or the name of a cell that holds both. */
export function partOf(cell: Cell, part: 'nik' | 'name'): Cell | null {
  const number = numberWithin.exec(cell.text)?.[0] ?? null;
  if (part === 'nik') return number === null ? null : { text: number, kind: 'text' };
  const rest = cell.text
    .replace(number ?? '', ' ')
    .replace(/\bNIK\b\s*[:.]?/i, ' ')
    .replace(/^[\s/,:;()-]+|[\s/,:;(-]+$/g, '');
  return rest === '' ? null : { text: rest, kind: cell.kind };
}

const move = ({ columns, how }: Understanding, column: Column, index: number, by: How): void => {
  columns[column] = index;
  how.set(index, { column, how: by });
};

/** TEMPAT, TANGGAL LAHIR over two columns: the place stands below the label, the date beside it without one. */
function dateBeside(read: Understanding, labels: readonly (string | null)[], rows: readonly SheetRow[]): void {
  const { columns, how } = read;
  const { birth } = columns;
  if (birth === undefined || columns['birth-date'] !== undefined || (labels[birth + 1] ?? null) !== null || how.has(birth + 1)) return;
  const dated = (index: number): number =>
    rows.filter(({ cells }) => {
      const text = cleanText(cells[index]);
      return cells[index]?.kind === 'date' || (text !== null && (looksLikeDate(text) || looksLikeDate(splitBirth(text).date ?? '')));
    }).length;
  if (dated(birth + 1) === 0 || dated(birth) > 0) return;
  delete columns.birth;
  move(read, 'birth-date', birth + 1, 'content');
  if (columns['birth-place'] === undefined) columns['birth-place'] = birth;
  how.set(birth, { column: 'birth-place', how: 'label' });
}

const isDay = (text: string): boolean => /^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= 31;
const isMonth = (text: string): boolean => (/^\d{1,2}$/.test(text) ? Number(text) >= 1 && Number(text) <= 12 : monthOf(text.toUpperCase()) !== null);
const isYear = (text: string): boolean => /^(19|20)\d{2}$|^\d{2}$/.test(text);

/** Day, month and year in three columns side by side, under labels of their own or under one: most rows must say so. */
function dateInThree(read: Understanding, labels: readonly (string | null)[], rows: readonly SheetRow[]): void {
  const { columns, how } = read;
  if (columns['birth-year'] !== undefined) return;
  const begins = columns['birth-date'] ?? columns.birth ?? labels.findIndex((label) => label !== null && datePart(label) === 'birth-day');
  if (begins === -1) return;
  const fits = (index: number, part: 'birth-month' | 'birth-year'): boolean => {
    const label = labels[index] ?? null;
    return label === null ? !how.has(index) : datePart(label) === part;
  };
  if (!fits(begins + 1, 'birth-month') || !fits(begins + 2, 'birth-year')) return;
  const filled = rows.filter(({ cells }) => cleanText(cells[begins]) !== null && cells[begins]?.kind !== 'date');
  const dated = filled.filter(({ cells }) => {
    const [day, month, year] = [0, 1, 2].map((beside) => cleanText(cells[begins + beside]) ?? '') as [string, string, string];
    return isDay(day) && isMonth(month) && isYear(year);
  });
  if (dated.length === 0 || dated.length * 2 < filled.length) return;
  delete columns['birth-date'];
  delete columns.birth;
  (['birth-day', 'birth-month', 'birth-year'] as const).forEach((part, beside) => move(read, part, begins + beside, 'label'));
}

/** NIK or family card over several columns of which only the first has a label, some digits in each cell: sixteen together in most rows. */
function spansOf({ columns, how }: Understanding, labels: readonly (string | null)[], rows: readonly SheetRow[]): Spans {
  const spans = new Map<number, number>();
  for (const begins of [columns.nik, columns.household]) {
    if (begins === undefined) continue;
    let end = begins + 1;
    while (end < begins + 16 && (labels[end] ?? null) === null && !how.has(end)) end += 1;
    if (end - begins < 2) continue;
    const counts = new Map<number, number>();
    let filled = 0;
    for (const { cells } of rows) {
      if (!/^\d{1,8}$/.test(cleanText(cells[begins]) ?? '')) continue;
      filled += 1;
      let digits = '';
      for (let at = begins; at < end && digits.length < 16; at += 1) {
        const text = cleanText(cells[at]) ?? '';
        if (!/^\d{0,8}$/.test(text)) break;
        digits += text;
        if (digits.length === 16) counts.set(at + 1 - begins, (counts.get(at + 1 - begins) ?? 0) + 1);
      }
    }
    const [width = 0, often = 0] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
    if (often * 2 > filled) spans.set(begins, width);
  }
  return spans;
}

/** The rows with numbers of several cells put together in the first of them. */
export function joined(rows: readonly SheetRow[], spans: Spans): readonly SheetRow[] {
  if (spans.size === 0) return rows;
  return rows.map((row) => {
    const cells: (Cell | null)[] = [...row.cells];
    for (const [begins, width] of spans) {
      if (cells.length <= begins) continue; // a row that ends before them: a note, a title
      const parts = cells.slice(begins, begins + width).map((cell) => cleanText(cell) ?? '');
      if (!parts.every((part) => /^\d{0,8}$/.test(part))) continue; // a sum, or a signature
      const text = parts.join('');
      cells.fill(null, begins, begins + width);
      cells[begins] = text === '' ? null : { text, kind: 'text' };
    }
    return { ...row, cells };
  });
}

/**
 * Of several columns that a label calls NIK, the one whose numbers carry the birth dates beside them; else the one that is filled. The one taken by its
 * label stays where no other is better.
 */
function rightNik(read: Understanding, rows: readonly SheetRow[]): void {
  const { columns, how, named } = read;
  const taken = columns.nik;
  if (taken === undefined || how.get(taken)?.how === 'remembered') return;
  const others = named.flatMap((column, index) => (column === 'nik' && index !== taken && how.get(index)?.column == null ? [index] : []));
  if (others.length === 0) return;
  const worth = (index: number): readonly [number, number] => [
    rows.filter(({ cells }) => carriesBirth(digitsOf(cells[index]), cells, columns)).length,
    rows.filter(({ cells }) => isNumber(cells[index])).length,
  ];
  let [best, bestWorth] = [taken, worth(taken)];
  for (const index of others) {
    const [carried, filled] = worth(index);
    if (carried > bestWorth[0] || (carried === bestWorth[0] && bestWorth[1] === 0 && filled > 0)) [best, bestWorth] = [index, [carried, filled]];
  }
  if (best === taken) return;
  how.delete(taken);
  move(read, 'nik', best, how.get(best)?.how ?? 'label');
}

/** Whether a number carries day and month of the birth date in its row, whichever stands first. */
function carriesBirth(digits: string, cells: readonly (Cell | null)[], { birth, ...columns }: Partial<Record<Column, number>>): boolean {
  if (digits.length !== 16) return false;
  const [day, month] = [Number(digits.slice(6, 8)) % 40, Number(digits.slice(8, 10))];
  const cell = cells[columns['birth-date'] ?? birth ?? -1];
  if (cell?.kind === 'date') return Number(cell.text.slice(8, 10)) === day && Number(cell.text.slice(5, 7)) === month;
  const text = cleanText(cell);
  const numbers = text === null ? null : numbersOf(columns['birth-date'] === undefined ? (splitBirth(text).date ?? '') : text);
  return numbers !== null && ((numbers.first === day && numbers.second === month) || (numbers.first === month && numbers.second === day));
}
