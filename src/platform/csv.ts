// Decides how comma-separated files are read: registers strictly and fast, village lists as people make them.
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { decodeLines, emptyFile, lineBlocks, missingFile, refuseOtherFormats } from './csv-bytes.ts';
import { decodeList } from './csv-decode.ts';
import { listRecords } from './csv-mended.ts';
import { RecordSplitter } from './csv-records.ts';
import { type CsvColumns, type KnownTable, placeColumns, wrongWidth } from './csv-words.ts';
import { type Cell, cellTooLong, fileTooLarge, type SheetLimits, type SheetRow, sheetLimits, tooManyColumns, tooManyRows } from './sheet.ts';

export { type CsvColumns, headerKey, type KnownTable } from './csv-words.ts';

/** `known` lets a fault say which register was sent by mistake; `blockBytes` is how much is read at a time (256 KiB). */
export interface CsvTableOptions {
  readonly known?: readonly KnownTable[];
  readonly blockBytes?: number;
}

/**
 * Rows in the order of the wanted columns (required, then optional), each with the line its record begins on (from 1, the header counted).
 * `absent` names the optional columns the file lacks; their cells are ''. Cells are not trimmed. The cells share memory with their batch:
 * whoever keeps a few of them for long should copy them.
 */
export interface CsvBatch {
  readonly rows: ReadonlyArray<readonly string[]>;
  readonly lines: readonly number[];
  readonly absent: readonly string[];
}

const countOf = (text: string, mark: string): number => text.split(mark).length - 1;

const registerDelimiter = (header: string): string => {
  const bare = header.replace(/"[^"]*"/g, '');
  return countOf(bare, ';') > countOf(bare, ',') ? ';' : ',';
};

/**
 * Reads a register file (UTF-8 with or without BOM; comma or semicolon, whichever the header has more of) as batches of rows. Columns
 * are found by header name whatever the case and spacing; others are passed over. A header alone gives no batches. Everything wrong is a
 * Fault with file and line: `file-missing`, `file-empty`, `wrong-file`, `missing-columns`, `duplicate-column`, `not-utf8`, `nul-character`,
 * `too-few-cells`, `too-many-cells`, `bad-quotes`, `quote-not-closed`, `line-too-long`, `workbook-named-csv`, `not-a-table`.
 */
export async function* readCsvTable(path: string, columns: CsvColumns, options: CsvTableOptions = {}): AsyncGenerator<CsvBatch, void, undefined> {
  const file = basename(path);
  let splitter: RecordSplitter | null = null;
  let places: number[] | null = null;
  let width = 0;
  let absent: string[] = [];
  let straight = false;
  for await (const bytes of lineBlocks(path, file, options.blockBytes ?? 256 * 1024)) {
    if (splitter === null) refuseOtherFormats(bytes, file);
    let text = decodeLines(bytes, splitter?.line ?? 1, file);
    if (splitter === null) {
      text = text.replace(/^\ufeff/, '');
      splitter = new RecordSplitter(registerDelimiter(/[^\r\n]+/.exec(text)?.[0] ?? ''), file);
    }
    const { rows, lines } = splitter.split(text);
    if (places === null) {
      const headers = rows.shift();
      const headerLine = lines.shift() ?? 1;
      if (headers === undefined) continue;
      places = placeColumns(headers, columns, options.known ?? [], file, headerLine);
      width = headers.length;
      straight = places.length === width && places.every((place, i) => place === i);
      absent = (columns.optional ?? []).filter((_, i) => places?.[columns.required.length + i] === -1);
    }
    for (let i = 0; i < rows.length; i += 1) {
      const cells = rows[i] ?? [];
      if (cells.length !== width) throw wrongWidth(file, lines[i] ?? 0, cells.length, width);
      if (!straight) rows[i] = places.map((place) => cells[place] ?? '');
    }
    if (rows.length > 0) yield { rows, lines, absent };
  }
  splitter?.finish();
  if (places === null) throw emptyFile(file);
}

/** `file` names a Buffer in messages; limits are those of every sheet unless narrowed. */
export interface CsvSheetOptions {
  readonly file?: string;
  readonly limits?: Partial<SheetLimits>;
}

const sheetDelimiters = [';', '\t', '|', ','] as const;

const sheetDelimiter = (text: string): string => {
  const lines = text
    .slice(0, 64 * 1024)
    .replace(/"[^"]*"/g, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 10);
  let best = ',';
  let bestScore = 0;
  for (const delimiter of sheetDelimiters) {
    const counts = lines.map((line) => countOf(line, delimiter)).filter((count) => count > 0);
    // As many lines as possible agreeing on as many columns as possible: a comma in an address does not outweigh twelve semicolons.
    const score = Math.max(0, ...counts.map((count) => count * counts.filter((other) => other === count).length));
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
};

const loadSheet = async (source: string | Buffer, file: string, limit: number): Promise<string> => {
  let bytes: Buffer;
  if (typeof source === 'string') {
    const { size } = await stat(source).catch((error: unknown) => {
      throw missingFile(error, file);
    });
    if (size > limit) throw fileTooLarge(file, limit);
    bytes = await readFile(source);
  } else bytes = source;
  if (bytes.length > limit) throw fileTooLarge(file, limit);
  if (bytes.length === 0) throw emptyFile(file);
  return oneLineEnd(decodeList(bytes, file));
};

/** Lines of old Macs end in a return alone; a careless conversion doubles it. */
const oneLineEnd = (text: string): string => {
  if (!text.includes('\r')) return text;
  return text.includes('\n') ? text.replace(/\r{2,}\n/g, '\r\n') : text.replaceAll('\r', '\n');
};

/** Rows that a spreadsheet set to another delimiter took for one cell each and quoted whole: `"1;5301…;Maria"`. */
const unwrapped = (text: string): string => {
  const lines = text.split(/\r?\n/);
  const filled = lines.filter((line) => line.trim() !== '');
  const isWrapped = (line: string): boolean => /^"(?:[^"]|"")*"[;,\t]*$/.test(line) && /(?:;[^;]*){2}|(?:,[^,]*){2}|(?:\t[^\t]*){2}/.test(line);
  if (filled.length < 2 || !filled.slice(0, 50).every(isWrapped) || !filled.every(isWrapped)) return text;
  return lines.map((line) => (line.trim() === '' ? '' : line.replace(/^"|"[;,\t]*$/g, '').replaceAll('""', '"'))).join('\n');
};

/**
 * Reads a village list saved as CSV: UTF-8, UTF-16 or Windows-1252; cells divided by comma, semicolon, tab or bar (whichever the first ten lines agree on,
 * or a first line `sep=;`); quotes inside a cell left as they are, broken ones mended row by row (`mended`); rows of any width. Yields the rows with a
 * filled cell, every cell of kind `text`, numbered as a spreadsheet shows them: records are counted, blank ones too, not lines. Faults: `file-missing`, `file-empty`, `nul-character`, `workbook-named-csv`,
 * `not-a-table`, `file-too-large`, `too-many-rows`, `too-many-columns`, `cell-too-long`.
 */
export async function* readCsvSheet(source: string | Buffer, options: CsvSheetOptions = {}): AsyncGenerator<SheetRow, void, undefined> {
  const file = options.file ?? (typeof source === 'string' ? basename(source) : 'CSV');
  const limits = { ...sheetLimits, ...options.limits };
  let text = await loadSheet(source, file, limits.fileBytes);
  let rowsBefore = 0;
  const told = /^"?sep=(.)"?\r?\n/i.exec(text);
  if (told !== null) {
    text = text.slice(told[0].length);
    rowsBefore = 1; // a row of the file, though some spreadsheets do not show it
  }
  if (text.startsWith('"')) text = unwrapped(text);
  for (const record of listRecords(text, told?.[1] ?? sheetDelimiter(text))) {
    const rowNumber = rowsBefore + record.row;
    const cells = record.cells.map((cell): Cell | null => (cell === '' ? null : { text: cell, kind: 'text' }));
    while (cells.at(-1) === null) cells.pop();
    if (cells.length === 0) continue;
    if (cells.length > limits.columns) throw tooManyColumns(file, rowNumber, limits.columns);
    const long = cells.findIndex((cell) => cell !== null && cell.text.length > limits.cellLength);
    if (long !== -1) throw cellTooLong(file, rowNumber, long, limits.cellLength);
    if (rowNumber > limits.rows) throw tooManyRows(file, rowNumber, limits.rows);
    yield record.mended ? { rowNumber, sheet: null, cells, mended: true } : { rowNumber, sheet: null, cells };
  }
}
