// Decides what intake knows of a spreadsheet row: the same shape as the reader's (platform/sheet.ts), stated here because deciding files know no platform.

/** One filled cell: its text as the reader gives it, and what the file says it is. A NIK in a `number` cell, or in a `formula` whose value is a number, has lost its last digit. */
export interface Cell {
  readonly text: string;
  readonly kind: 'text' | 'number' | 'date' | 'boolean' | 'formula' | 'error';
  readonly number?: true;
}

/** What of a workbook its spreadsheet does not show: whole sheets with their rows, and columns (from 0) by sheet. Hidden rows say so themselves. */
export interface HiddenParts {
  readonly sheets: ReadonlyMap<string, readonly SheetRow[]>;
  readonly columns: ReadonlyMap<string, ReadonlySet<number>>;
}
export const nothingHidden: HiddenParts = { sheets: new Map(), columns: new Map() };

/** One row with a filled cell. `rowNumber` is what the spreadsheet shows (CSV: records are counted); `sheet` is null for CSV. */
export interface SheetRow {
  readonly rowNumber: number;
  readonly sheet: string | null;
  readonly cells: readonly (Cell | null)[];
  /** Its quotation marks were broken and its cells are a guess (CSV). */
  readonly mended?: boolean;
  /** The spreadsheet does not show it: hidden or filtered away. */
  readonly hidden?: boolean;
}
