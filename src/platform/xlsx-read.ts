// Decides how an Excel workbook is read: as rows of cells with what the file says each cell is, whoever wrote it, within limits.
import { basename } from 'node:path';
import { Fault } from '../kernel/fault.ts';
import { requireDistinctSheets, type SheetRow, sheetLimits } from './sheet.ts';
import { type BookSheet, readBook } from './xlsx-book.ts';
import { RowGathering } from './xlsx-row.ts';
import type { XmlSink } from './xlsx-sax.ts';
import { sharedSink, sheetSink } from './xlsx-scan.ts';
import { SharedStrings } from './xlsx-shared.ts';
import { corrupt, openParts, type Parts, type XlsxLimits } from './xlsx-zip.ts';

export type { XlsxLimits } from './xlsx-zip.ts';

/** Generous for any list (100,000 rows of 30 cells inflate to 200 MB), small enough that no file can exhaust the machine. */
export const xlsxLimits: XlsxLimits = { ...sheetLimits, entries: 2_000, inflatedBytes: 1024 * 1024 * 1024, ratio: 200 };

/** A sheet as the workbook lists it. `read` is false for a hidden one that was passed over. */
export interface SheetSeen {
  readonly name: string;
  readonly hidden: boolean;
  readonly read: boolean;
}

/**
 * `file` names a Buffer in messages; `hidden` sheets are skipped unless told; `onSheet` hears of every sheet, in order, before its rows; `onHiddenColumns`
 * of the columns (from 0) that a sheet hides, after its rows.
 */
export interface XlsxOptions {
  readonly file?: string;
  readonly limits?: Partial<XlsxLimits>;
  readonly hidden?: 'skip' | 'read';
  readonly onSheet?: (sheet: SheetSeen) => void;
  readonly onHiddenColumns?: (sheet: string, columns: ReadonlySet<number>) => void;
}

/** Runs what parses; whatever it throws that is no Fault means XML that is not well-formed. */
const parsing = (file: string, part: string, work: () => void): void => {
  try {
    work();
  } catch (error) {
    throw error instanceof Fault ? error : corrupt(file, part);
  }
};

async function* pieces(parts: Parts, name: string, file: string, sink: XmlSink): AsyncGenerator<undefined, void, undefined> {
  if (!parts.has(name)) throw corrupt(file, name);
  for await (const piece of parts.read(name)) {
    parsing(file, name, () => sink.write(piece));
    yield;
  }
  parsing(file, name, () => sink.end());
  yield;
}

/**
 * Reads the sheets of an .xlsx in workbook order and yields their rows with a filled cell, as the file holds them: see Cell for what the
 * text is. Memory does not grow with the rows (shared strings are kept); cells share memory with their neighbours, so whoever keeps a few of
 * many for long should copy them. Faults name the file, and row and column where there is one: `file-missing`, `file-empty`, `file-too-large`,
 * `not-a-workbook`, `workbook-encrypted`, `workbook-encrypted-or-old`, `workbook-damaged`, `workbook-too-large`, `sheet-named-twice`, `too-many-rows`,
 * `too-many-columns`, `cell-too-long`. Archives made to exhaust the machine are refused unread.
 */
export async function* readXlsx(source: string | Buffer, options: XlsxOptions = {}): AsyncGenerator<SheetRow, void, undefined> {
  const file = options.file ?? (typeof source === 'string' ? basename(source) : 'XLSX');
  const limits = { ...xlsxLimits, ...options.limits };
  const parts = await openParts(source, file, limits);
  try {
    const book = await readBook(parts).catch((error: unknown) => {
      throw error instanceof Fault ? error : corrupt(file, 'workbook.xml');
    });
    if (book === null || book.sheets.length === 0) throw corrupt(file, 'workbook.xml');
    requireDistinctSheets(
      file,
      book.sheets.map(({ name }) => name),
    );
    const wanted = (sheet: BookSheet): boolean => !sheet.hidden || options.hidden === 'read';
    const strings = new SharedStrings();
    if (book.sharedStrings !== null) for await (const _ of pieces(parts, book.sharedStrings, file, sharedSink(strings.add)));
    const { dateStyles, from1904 } = book;
    const rows = new RowGathering(file, limits, { shared: (index) => strings.get(index), isDate: (style) => dateStyles[style] === true, from1904 });
    for (const sheet of book.sheets) {
      options.onSheet?.({ name: sheet.name, hidden: sheet.hidden, read: wanted(sheet) });
      if (!wanted(sheet)) continue;
      rows.beginSheet(sheet.name);
      for await (const _ of pieces(parts, sheet.part, file, sheetSink(rows))) for (const row of rows.take()) yield row;
      if (rows.hiddenColumns().size > 0) options.onHiddenColumns?.(sheet.name, rows.hiddenColumns());
    }
  } finally {
    parts.close();
  }
}
