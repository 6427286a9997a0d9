// Decides which tables one sheet holds, side by side or below each other, and which of their rows are people's.
import { joined } from './evidence.ts';
import { type Columns, type Header, type Taught, findHeader } from './header.ts';
import { letters, namesRelative } from './label.ts';
import { isBlank } from './row.ts';
import { type PassedOver, SheetLayout } from './sheet-layout.ts';
import type { SheetRow } from './sheet-row.ts';
import type { Column } from './table-schema.ts';

/** Rows below one header. */
export interface Run {
  readonly columns: Columns;
  readonly rows: readonly SheetRow[];
}

/** One table: its header, the rows of people in it, and the rows that are nobody's. */
export interface Table {
  readonly header: Header;
  readonly runs: readonly Run[];
  readonly passedOver: readonly { readonly row: number; readonly why: PassedOver }[];
}

/** The columns nobody can do without, or that no header was found. */
export type NoTable = { readonly missing: readonly string[]; readonly rowNumber: number | null };

/** More rows passed over than this are no signatures and sums; the rest is counted but not named. */
const mostNamed = 1_000; // not law: how many rows a reading names

/** More tables than this do not stand side by side. */
export const mostBeside = 5;

/** The tables of a sheet from left to right; whoever has one table has it whole. */
export function tablesOf(rows: readonly SheetRow[], taught: Taught): readonly Table[] | NoTable {
  const header = findHeader(rows, taught);
  if ('missing' in header) return header;
  const tables: Table[] = [];
  let [rest, first]: [readonly SheetRow[], Header] = [rows, header];
  for (let from = 0; tables.length + 1 < mostBeside;) {
    const next = besideFrom(first, from);
    if (next === null) break;
    const right = within(rest, next, Number.POSITIVE_INFINITY);
    const found = findHeader(right, taught);
    if ('missing' in found || found.rowNumber !== first.rowNumber) break;
    const left = within(rest, 0, next);
    const own = findHeader(left, taught);
    if ('missing' in own || own.rowNumber !== first.rowNumber) break;
    // Whose second table is another's, the heir's or the head of the family's, has one table.
    if (ofRelative(right, found)) break;
    const another = ofRelative(left, own);
    if (!another) tables.push(layOut(left, own, taught));
    [rest, first, from] = [another ? rest : right, found, next];
  }
  tables.push(layOut(rest, first, taught));
  return tables;
}

/** The signs a CSV is divided by. */
const signs = [';', '\t', '|', ','] as const;

const divided = (text: string, sign: string): readonly string[] =>
  text.includes('"')
    ? [...text.matchAll(new RegExp(`("(?:[^"]|"")*"|[^${sign === '|' ? '\\|' : sign}]*)(?:${sign === '|' ? '\\|' : sign}|$)`, 'g'))].map(([, part = '']) =>
        part.replace(/^"|"$/g, '').replaceAll('""', '"'),
      )
    : text.split(sign);

/** A CSV that a spreadsheet took for one column: the rows as they were meant. Any other sheet stays as it is. */
export function unfolded(rows: readonly SheetRow[]): readonly SheetRow[] {
  if (rows.length < 2 || rows[0]?.sheet === null || !rows.every(({ cells }) => cells.length === 1)) return rows;
  const texts = rows.map(({ cells }) => cells[0]?.text ?? '');
  const sign = signs.find((one) => texts.filter((text) => text.split(one).length >= 3).length * 2 > texts.length);
  if (sign === undefined || texts.filter((text) => /\d{15}/.test(text)).length * 2 < texts.length - 1) return rows;
  return rows.map((row, at) => ({
    ...row,
    cells: divided(texts[at] as string, sign).map((text) => (text.trim() === '' ? null : { text, kind: 'text' as const })),
  }));
}

const hasAll = (named: readonly (Column | null)[]): boolean =>
  named.includes('nik') && named.includes('name') && (named.includes('birth-date') || named.includes('birth') || named.includes('birth-year'));

/**
 * Where a second table begins right of a header's first: all that a table needs is named on both sides. It begins where the first label of the first table
 * comes again, else behind a column without a label, else as late as it can.
 */
function besideFrom({ named, labels, rowNumber }: Header, from: number): number | null {
  if (rowNumber === 0) return null;
  const places: number[] = [];
  for (let at = from + 3; at <= named.length - 3; at += 1) {
    if (hasAll(named.slice(from, at)) && hasAll(named.slice(at))) places.push(at);
  }
  const first = labels.findIndex((label, index) => index >= from && label !== null);
  const again = places.find((at) => labels[at] != null && letters(labels[at]) === letters(labels[first] ?? ''));
  return again ?? places.find((at) => labels[at] != null && labels[at - 1] == null) ?? places.at(-1) ?? null;
}

/** Whether the title right above a table speaks of somebody else than the worker. */
function ofRelative(rows: readonly SheetRow[], { rows: [title] }: Header): boolean {
  const above = rows.filter(({ rowNumber }) => rowNumber < (title?.rowNumber ?? 0)).at(-1);
  return above?.cells.some((cell) => cell !== null && namesRelative(cell.text)) ?? false;
}

/** The rows with only the cells of some columns, each where it stood; rows without any are left out. */
function within(rows: readonly SheetRow[], from: number, to: number): readonly SheetRow[] {
  return rows.flatMap((row) => {
    const cells = row.cells.slice(0, to).map((cell, index) => (index < from ? null : cell));
    return cells.some((cell) => cell !== null) ? [{ ...row, cells }] : [];
  });
}

/** The rows that are people's, in runs below the header that stands above each, and those that are not. */
function layOut(written: readonly SheetRow[], header: Header, taught: Taught): Table {
  const rows = joined(written, header.spans);
  const layout = new SheetLayout(rows, header, taught);
  const passedOver: { row: number; why: PassedOver }[] = [];
  const runs: { readonly columns: Columns; readonly rows: SheetRow[] }[] = [{ columns: header.columns, rows: [] }];
  let titlesTo = header.rowNumber;
  const titles = new Set(header.rows.map(({ rowNumber }) => rowNumber));
  for (const [place, row] of rows.entries()) {
    if (isBlank(row)) continue;
    if (row.rowNumber <= titlesTo) {
      passedOver.push({ row: row.rowNumber, why: row.rowNumber <= header.rowNumber && !titles.has(row.rowNumber) ? 'title' : 'header' });
      continue;
    }
    const seen = layout.see(place);
    if (seen === null) (runs.at(-1) as { rows: SheetRow[] }).rows.push(row);
    else if (typeof seen === 'string') passedOver.push({ row: row.rowNumber, why: seen });
    else {
      passedOver.push({ row: row.rowNumber, why: 'header' });
      titlesTo = seen.rowNumber;
      runs.push({ columns: seen.columns, rows: [] });
    }
  }
  return { header, runs, passedOver: passedOver.slice(0, mostNamed) };
}
