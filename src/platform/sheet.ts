// Decides how a row of any spreadsheet looks to the rest of Payung, whatever file it came in: text as shown, and what kind of cell it was.
import { Fault } from '../kernel/fault.ts';
import { hideLongNumbers } from '../kernel/long-number.ts';

/** What the file says a cell is. An identity number found in a `number` cell may already be damaged (leading zeros and digits past the 15th are lost). */
export type CellKind = 'text' | 'number' | 'date' | 'boolean' | 'formula' | 'error';

/**
 * One filled cell. `text` is: the characters of a `text`; the raw characters stored for a `number` (never rounded again here);
 * ISO `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM:SS` or `HH:MM:SS` for a `date`; `TRUE`/`FALSE`; the value last computed for a `formula`;
 * the code (`#N/A`) of an `error`. Never empty (an empty cell is null), but for a formula that was never computed.
 */
export interface Cell {
  readonly text: string;
  readonly kind: CellKind;
  /** Of a `formula`: its value is a number, as damaged as in a `number` cell. */
  readonly number?: true;
}

/**
 * One row with at least one filled cell. `rowNumber` counts from 1 as the spreadsheet shows it (CSV: records are counted, blank ones too); `sheet` is null for CSV;
 * `mended` says that its quotation marks were broken and its cells are a guess, `hidden` that the spreadsheet does not show it.
 */
export interface SheetRow {
  readonly rowNumber: number;
  readonly sheet: string | null;
  readonly cells: readonly (Cell | null)[];
  readonly mended?: boolean;
  readonly hidden?: boolean;
}

/** How much of a sheet is read before it is refused: rows over all sheets, filled columns, characters in one cell, bytes of the file. */
export interface SheetLimits {
  readonly rows: number;
  readonly columns: number;
  readonly cellLength: number;
  readonly fileBytes: number;
}

/** Generous for any village list, small enough that no file can exhaust the machine. */
export const sheetLimits: SheetLimits = { rows: 1_048_576, columns: 1_024, cellLength: 8_192, fileBytes: 256 * 1024 * 1024 };

/** A value and the file it came to rest in: data rows (header not counted), SHA-256 of its bytes (hex), size in bytes. */
export interface WrittenFile {
  readonly rows: number;
  readonly sha256: string;
  readonly bytes: number;
}

/** The letters a spreadsheet shows over a column: 0 is A, 25 is Z, 26 is AA. */
export const columnLetters = (index: number): string => {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
};

/** The text of a cell, '' where it is empty or missing. */
export const cellText = (cells: readonly (Cell | null)[], index: number): string => cells[index]?.text ?? '';

/** The fault for a cell longer than allowed. */
export const cellTooLong = (file: string, row: number, column: number, limit: number): Fault =>
  new Fault(
    'bad-input',
    'cell-too-long',
    {
      id: `Sel ${columnLetters(column)}${row} berisi lebih dari ${limit} karakter. Persingkat isinya lalu kirim ulang.`,
      en: `Cell ${columnLetters(column)}${row} holds more than ${limit} characters. Shorten it and send the file again.`,
    },
    { file, row, column: columnLetters(column) },
  );

/** The fault for more rows than allowed. */
export const tooManyRows = (file: string, row: number, limit: number): Fault =>
  new Fault(
    'bad-input',
    'too-many-rows',
    {
      id: `Berkas berisi lebih dari ${limit} baris. Bagi menjadi beberapa berkas.`,
      en: `The file holds more than ${limit} rows. Split it into several files.`,
    },
    { file, row },
  );

/** The fault for a filled cell further right than allowed. */
export const tooManyColumns = (file: string, row: number, limit: number): Fault =>
  new Fault(
    'bad-input',
    'too-many-columns',
    {
      id: `Baris ${row} berisi lebih dari ${limit} kolom. Hapus kolom yang tidak dipakai.`,
      en: `Row ${row} has more than ${limit} columns. Delete the columns that are not used.`,
    },
    { file, row },
  );

/**
 * Refuses a workbook with two sheets of one name, as no spreadsheet program saves one (two files run together, a file mended by hand): a row is
 * found again by sheet and number, and of two such sheets some readers keep only the last. Fault: bad-input `sheet-named-twice`.
 */
export function requireDistinctSheets(file: string, names: readonly string[]): void {
  const seen = new Set<string>();
  const twice = names.find((name) => seen.size === seen.add(name).size);
  if (twice === undefined) return;
  const sheet = hideLongNumbers(twice);
  throw new Fault(
    'bad-input',
    'sheet-named-twice',
    {
      id: `Berkas mempunyai dua lembar bernama “${sheet}”. Buka berkas, beri tiap lembar nama yang berbeda, simpan, lalu kirim ulang.`,
      en: `The file has two sheets named “${sheet}”. Open it, give each sheet a name of its own, save it and send it again.`,
    },
    { file },
  );
}

/** The fault for a file larger than allowed. */
export const fileTooLarge = (file: string, limit: number): Fault =>
  new Fault(
    'bad-input',
    'file-too-large',
    {
      id: `Berkas lebih besar dari ${Math.round(limit / 1048576)} MB. Bagi menjadi beberapa berkas.`,
      en: `The file is larger than ${Math.round(limit / 1048576)} MB. Split it into several files.`,
    },
    { file },
  );
