// Decides what is written beside the rows of a list that goes back to its sender: outcome, codes, words, what to do, which cells, and the reference of the row.
import type { Column, Columns } from '../intake/header.ts';
import { placeOf } from '../intake/list.ts';
import { referenceText, referenceTitle } from '../intake/row-reference.ts';
import type { SheetRow } from '../intake/sheet-row.ts';
import type { RowTold } from './list-findings.ts';

/** The columns added. The last carries the reference by which a corrected row is known again. */
export const addedTitles = ['HASIL PAYUNG', 'KODE TEMUAN', 'TEMUAN', 'YANG HARUS DILAKUKAN', 'SEL YANG SALAH', referenceTitle] as const;

const outcomes = { accept: 'DITERIMA', reject: 'DITOLAK', review: 'DIPERIKSA' } as const;
const changes = { corrected: ' (DIBETULKAN)', unchanged: ' (TIDAK BERUBAH)', new: ' (BARU)' } as const;

/** A row to be marked: what is told of it, its number in the list, and the candidate that counts for it. */
export interface MarkedRow {
  readonly rowNo: number;
  readonly told: RowTold;
  readonly reference: { readonly listId: string; readonly rowNo: number };
}

/**
 * One sheet as it goes back: where the added columns begin, the row of titles and the titles added to it, the cells added to each row, and the cells to be
 * coloured, of which `numbers` hold a number. Tables side by side have their added columns one set behind the other.
 */
export interface MarkedSheet {
  readonly from: number;
  readonly titlesIn: number;
  readonly titles: readonly string[];
  readonly cells: ReadonlyMap<number, readonly string[]>;
  readonly marks: ReadonlyMap<number, ReadonlySet<number>>;
  readonly numbers: ReadonlyMap<number, ReadonlySet<number>>;
}

const letters = (text: string): string => text.toUpperCase().replace(/[^A-Z]/g, '');
const copyTitle = /^SALINAN /i;

/** A cell that no spreadsheet takes for a formula, and that says the same. Numbers with a sign and single signs are left alone. */
export const harmless = (text: string): string => (/^[=@\t\r]|^[+-](?![\d\s.,()/-]*$)/.test(text) ? `'${text}` : text);

/** A number that a spreadsheet shows in a text cell as 5,3E+15: its digits, for whoever must put it right. */
const shownShort = (title: string, text: string): readonly string[] => {
  const number = Number(text);
  const short = Number.isInteger(number) && number >= 1e11 && number < 1e21; // not law: from 12 digits on, and still written out by Number
  return short ? [`${title} tertulis ${number}.`] : [];
};

/** Where a finding's field stands in a sheet, or null for the whole row. */
function columnOf(field: string, columns: Columns): number | null {
  return columns[field as Column] ?? (field === 'birth-date' ? columns.birth : undefined) ?? null;
}

/** Marks one sheet. `tables` are the columns of each of its tables, none where no header was found; columns added before are written over. */
export function markSheet(rows: readonly SheetRow[], marked: readonly MarkedRow[], tables: readonly Columns[]): MarkedSheet {
  const firstMarked = Math.min(...marked.map(({ rowNo }) => placeOf(rowNo).row));
  const titles = rows.filter(({ rowNumber }) => rowNumber < firstMarked).at(-1);
  const width = Math.max(1, ...rows.map(({ cells }) => cells.length));
  const before = titles?.cells.findIndex((cell) => cell !== null && letters(cell.text) === letters(addedTitles[0])) ?? -1;
  const titleOf = (column: number): string => titles?.cells[column]?.text.trim() ?? `kolom ${column + 1}`;
  const cells = new Map<number, readonly string[]>();
  const marks = new Map<number, ReadonlySet<number>>();
  const numbers = new Map<number, ReadonlySet<number>>();
  const byNumber = new Map(rows.map((row) => [row.rowNumber, row]));
  const beside = Math.max(1, ...marked.map(({ rowNo }) => placeOf(rowNo).tableNo));
  for (const { rowNo, told, reference } of marked) {
    const { row, tableNo } = placeOf(rowNo);
    const columns = tables[tableNo - 1] ?? {};
    const wrong = new Set<number>();
    for (const { field, outcome } of told.findings) {
      const column = outcome === 'accept' ? null : columnOf(field, columns);
      if (column !== null) wrong.add(column);
    }
    if (wrong.size > 0) marks.set(row, new Set([...(marks.get(row) ?? []), ...wrong]));
    const wrongNumbers = [...wrong].filter((column) => byNumber.get(row)?.cells[column]?.kind === 'number');
    if (wrongNumbers.length > 0) numbers.set(row, new Set([...(numbers.get(row) ?? []), ...wrongNumbers]));
    const remedies = [...new Set(told.findings.map(({ remedyId }) => remedyId))].filter((text) => text !== '');
    const own = [
      `${outcomes[told.outcome]}${told.change === null ? '' : changes[told.change]}`,
      told.codes.join(' '),
      [
        ...told.findings.map(({ id }) => id),
        ...wrongNumbers.flatMap((column) => shownShort(titleOf(column), byNumber.get(row)?.cells[column]?.text ?? '')),
      ].join(' '),
      remedies.join(' '),
      [...wrong]
        .sort((a, b) => a - b)
        .map(titleOf)
        .join(', '),
      referenceText(reference),
    ];
    const all = cells.get(row) ?? Array.from({ length: beside * addedTitles.length }, () => '');
    cells.set(row, all.toSpliced((tableNo - 1) * addedTitles.length, own.length, ...own));
  }
  const added = Array.from({ length: beside }, () => addedTitles).flat();
  return { from: before === -1 ? width : before, titlesIn: titles?.rowNumber ?? 0, titles: added, cells, marks, numbers };
}

/** Whether a column holds what was added by an earlier copy: such columns are written over. */
export const isAdded = (title: string): boolean => copyTitle.test(title) || addedTitles.some((added) => letters(added) === letters(title));
