// Decides which columns a sheet without labels has, by what stands in them: only where it is plain, for a wrong guess would exchange people's names.
import { cleanText } from './cell-text.ts';
import type { Cell, SheetRow } from './sheet-row.ts';
import type { Column } from './table-schema.ts';
import { looksLikeDate, splitBirth } from './written-date.ts';

/** Rows looked at, and the share of filled cells that must agree. */
const lookedAt = 200;
const share = 0.6;

interface Seen {
  filled: number;
  niks: number;
  carried: number;
  dates: number;
  births: number;
  sexes: number;
  names: number;
  readonly distinct: Set<string>;
}

const digitsOf = (text: string): string => text.replace(/[\s.'’-]/g, '');
const isNikLike = (cell: Cell, text: string): boolean => /^\d{15,17}$/.test(digitsOf(text)) || (cell.kind === 'number' && /^\d[.,]?\d*E\+?\d+$/i.test(text));
const isName = (text: string): boolean => /^\p{L}[\p{L}\p{M} .,'’`-]+$/u.test(text);

/** DDMMYY that a number carries where a NIK does. */
const carriesDate = (text: string): boolean => /^\d{6}([0-6]\d|7[01])(0[1-9]|1[0-2])\d{6}$/.test(digitsOf(text));

function see(rows: readonly SheetRow[]): readonly Seen[] {
  const columns: Seen[] = [];
  for (const { cells } of rows.slice(0, lookedAt)) {
    for (let index = 0; index < cells.length; index += 1) {
      const cell = cells[index] ?? null;
      const text = cleanText(cell);
      const seen = (columns[index] ??= { filled: 0, niks: 0, carried: 0, dates: 0, births: 0, sexes: 0, names: 0, distinct: new Set() });
      if (cell === null || text === null) continue;
      seen.filled += 1;
      seen.distinct.add(text);
      if (isNikLike(cell, text)) {
        seen.niks += 1;
        if (carriesDate(text)) seen.carried += 1;
      } else if (cell.kind === 'date' || looksLikeDate(text)) seen.dates += 1;
      else if (/^([LP]|LK|PR|LAKI-LAKI|PEREMPUAN)$/i.test(text)) seen.sexes += 1;
      else if (isName(text)) seen.names += 1;
      else {
        const { place, date } = splitBirth(text);
        if (place !== null && date !== null && looksLikeDate(date)) seen.births += 1;
      }
    }
  }
  return Array.from(columns, (seen) => seen ?? { filled: 0, niks: 0, carried: 0, dates: 0, births: 0, sexes: 0, names: 0, distinct: new Set() });
}

/**
 * The columns that content alone tells among those not `taken`: NIK, family card number (the one of two whose numbers repeat), name (the leftmost column of
 * words), birth date (or place and date in one), sex. A column that is not plain is left out. `all` says that no label is known at all.
 */
export function columnsByContent(rows: readonly SheetRow[], taken: ReadonlySet<number>, all: boolean): Partial<Record<Column, number>> {
  const columns = see(rows);
  const enough = (index: number, count: number): boolean =>
    !taken.has(index) && (columns[index] as Seen).filled > 0 && count >= (columns[index] as Seen).filled * share;
  const which = (count: (seen: Seen) => number): readonly number[] => columns.flatMap((seen, index) => (enough(index, count(seen)) ? [index] : []));
  const found: Partial<Record<Column, number>> = {};

  const numbers = which(({ niks }) => niks);
  const byDistinct = [...numbers].sort((a, b) => (columns[b] as Seen).distinct.size - (columns[a] as Seen).distinct.size || a - b);
  const women = (index: number): number => (columns[index] as Seen).carried;
  if (numbers.length === 1) found.nik = numbers[0] as number;
  else if (numbers.length === 2) {
    const [first, second] = byDistinct as [number, number];
    const clear = (columns[first] as Seen).distinct.size > (columns[second] as Seen).distinct.size || women(first) !== women(second);
    if (clear) [found.nik, found.household] = [first, second];
  }
  const [date, ...moreDates] = which(({ dates }) => dates);
  if (date !== undefined && moreDates.length === 0) found['birth-date'] = date;
  const [birth, ...moreBirths] = which(({ births }) => births);
  if (birth !== undefined && moreBirths.length === 0 && date === undefined) found.birth = birth;
  const [sex] = which(({ sexes }) => sexes);
  if (sex !== undefined && all) found.sex = sex;
  const [name] = which(({ names }) => names);
  if (name !== undefined) found.name = name;
  return found;
}
