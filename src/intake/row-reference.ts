// Decides the reference a row carries in a file given back, so that it is known again when the file is handed in corrected; and how it is read there.
import { rowNoOf } from './list.ts';
import type { SheetRow } from './sheet-row.ts';

/** A row of a list that stands. */
export interface RowReference {
  readonly listId: string;
  readonly rowNo: number;
}

/** The title of the column that carries it; nobody else's column is called so. */
export const referenceTitle = 'RUJUKAN PAYUNG';

/** As it stands in a cell: begins with a letter, so that no spreadsheet makes a number of it. */
export const referenceText = ({ listId, rowNo }: RowReference): string => `P${BigInt(`0x${listId.replaceAll('-', '')}`).toString(36)}-${rowNo}`;

/** The reference a cell holds, or null. */
export function readReference(text: string): RowReference | null {
  const found = /^P([0-9a-z]{1,25})-(\d{1,10})$/i.exec(text.trim());
  if (found === null) return null;
  const [, key = '', row = ''] = found;
  let value = 0n;
  for (const digit of key.toLowerCase()) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  const hex = value.toString(16).padStart(32, '0');
  if (hex.length > 32 || Number(row) > 2_147_483_647) return null; // not law: the largest row number there is
  return { listId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), rowNo: Number(row) };
}

const titleLetters = referenceTitle.replace(' ', '');

/** A cell too short to be the title is none: every cell of a file without the column is asked. */
const isTitle = (text: string): boolean => text.length >= titleLetters.length && text.toUpperCase().replace(/[^A-Z]/g, '') === titleLetters;

/** The references of a file's rows, by the number each row has in the list made of it; of tables side by side each has its column. Empty where the file has none. */
export function referencesIn(rows: readonly SheetRow[]): ReadonlyMap<number, RowReference> {
  const sheets = new Map<string | null, { readonly index: number; columns: readonly number[] }>();
  const references = new Map<number, RowReference>();
  for (const { sheet: name, rowNumber, cells } of rows) {
    const sheet = sheets.get(name) ?? { index: sheets.size, columns: [] as readonly number[] };
    sheets.set(name, sheet);
    if (sheet.columns.length === 0) {
      sheet.columns = cells.flatMap((cell, column) => (cell !== null && isTitle(cell.text) ? [column] : []));
      continue;
    }
    for (const [table, column] of sheet.columns.entries()) {
      const reference = readReference(cells[column]?.text ?? '');
      if (reference !== null) references.set(rowNoOf(sheet.index, table, rowNumber), reference);
    }
  }
  return references;
}
