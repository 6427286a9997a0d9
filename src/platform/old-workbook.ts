// Decides how workbooks other than .xlsx are read (.xls, .ods, tables a web application exports as "Excel"): by SheetJS, in a thread with bounded memory and time.
import { basename } from 'node:path';
import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { emptyFile } from './csv-bytes.ts';
import { type HiddenInSheet, OdsHiding, hidesAnything } from './ods-hidden.ts';
import {
  type Cell,
  cellTooLong,
  fileTooLarge,
  requireDistinctSheets,
  type SheetLimits,
  type SheetRow,
  sheetLimits,
  tooManyColumns,
  tooManyRows,
} from './sheet.ts';
import { serialDate } from './xlsx-date.ts';
import type { SheetSeen } from './xlsx-read.ts';
import { corrupt, openParts, tooBig, xlsxEncrypted } from './xlsx-zip.ts';

/** SheetJS holds a whole workbook in memory: 65,536 rows of the old format fit into this. */
const threadLimits = { fileBytes: 16 * 1024 * 1024, memoryMb: 384, milliseconds: 60_000 };

/** As `XlsxOptions`. */
export interface OldWorkbookOptions {
  readonly file?: string;
  readonly limits?: Partial<SheetLimits>;
  readonly hidden?: 'skip' | 'read';
  readonly onSheet?: (sheet: SheetSeen) => void;
  readonly onHiddenColumns?: (sheet: string, columns: ReadonlySet<number>) => void;
}

interface ThreadCell {
  readonly kind: Cell['kind'];
  readonly text: string;
  /** A formula whose value is a number. */
  readonly number: boolean;
  readonly serial: number | null;
}
interface ThreadAnswer {
  readonly fault?: 'encrypted' | 'damaged';
  readonly from1904: boolean;
  readonly sheets: readonly {
    readonly name: string;
    readonly hidden: boolean;
    readonly hiddenColumns: readonly number[];
    readonly rows: readonly { readonly row: number; readonly hidden: boolean; readonly cells: readonly (ThreadCell | null)[] }[];
  }[];
}

function readInThread(bytes: Buffer, file: string, limits: SheetLimits, hidden: boolean): Promise<ThreadAnswer> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./old-workbook-thread.mjs', import.meta.url), {
      workerData: { bytes, rows: limits.rows, columns: limits.columns, hidden },
      resourceLimits: { maxOldGenerationSizeMb: threadLimits.memoryMb },
      execArgv: [],
      env: {},
      stdout: true,
      stderr: true,
    });
    const timer = setTimeout(() => {
      reject(tooBig(file));
      void thread.terminate();
    }, threadLimits.milliseconds);
    thread.once('message', (answer: ThreadAnswer) => resolve(answer));
    thread.once('error', (error: Error & { code?: string }) => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooBig(file) : corrupt(file, 'thread')));
    thread.once('exit', () => {
      clearTimeout(timer);
      reject(corrupt(file, 'thread')); // no effect once it has answered
    });
  });
}

const shown = ({ kind, text, serial, number }: ThreadCell, from1904: boolean): Cell => {
  const date = serial === null ? null : serialDate(serial, from1904);
  if (date === null && number) return { text, kind, number: true };
  return { text: date ?? text, kind: date === null || kind === 'formula' ? kind : 'date' };
};

/**
 * Reads an .xls (BIFF), .ods, SpreadsheetML 2003 or HTML table, a sheet after the other, as `readXlsx` does. Faults: `file-empty`, `file-too-large`
 * (16 MB), `workbook-damaged`, `workbook-encrypted`, `workbook-too-large` (also when it takes a minute or 384 MB), `too-many-rows`, `too-many-columns`,
 * `cell-too-long`, `sheet-named-twice`.
 */
export async function* readOldWorkbook(source: string | Buffer, options: OldWorkbookOptions = {}): AsyncGenerator<SheetRow, void, undefined> {
  const file = options.file ?? (typeof source === 'string' ? basename(source) : 'XLS');
  const limits = { ...sheetLimits, ...options.limits };
  const bytes = typeof source === 'string' ? await readFile(source) : source;
  if (bytes.length === 0) throw emptyFile(file);
  if (bytes.length > threadLimits.fileBytes) throw fileTooLarge(file, threadLimits.fileBytes);
  const unseen = bytes.toString('latin1', 0, 2) === 'PK' ? await partsNotShown(bytes, file, limits) : flatNotShown(bytes, limits);
  const answer = await readInThread(bytes, file, limits, options.hidden === 'read');
  if (answer.fault !== undefined) throw answer.fault === 'encrypted' ? xlsxEncrypted(file) : corrupt(file, 'xls');
  requireDistinctSheets(
    file,
    answer.sheets.map(({ name }) => name),
  );
  let count = 0;
  for (const [at, sheet] of answer.sheets.entries()) {
    const hides = unseen[at];
    const hidden = sheet.hidden || hides?.hidden === true;
    options.onSheet?.({ name: sheet.name, hidden, read: !hidden || options.hidden === 'read' });
    if (hidden && options.hidden !== 'read') continue;
    const hiddenColumns = new Set([...sheet.hiddenColumns, ...(hides?.columns ?? [])]);
    if (hiddenColumns.size > 0) options.onHiddenColumns?.(sheet.name, hiddenColumns);
    let stretch = 0;
    for (const row of sheet.rows) {
      while ((hides?.rows[stretch]?.[1] ?? Number.POSITIVE_INFINITY) < row.row) stretch += 1;
      if ((count += 1) > limits.rows) throw tooManyRows(file, row.row, limits.rows);
      if (row.cells.length > limits.columns) throw tooManyColumns(file, row.row, limits.columns);
      const long = row.cells.findIndex((cell) => cell !== null && cell.text.length > limits.cellLength);
      if (long !== -1) throw cellTooLong(file, row.row, long, limits.cellLength);
      const cells = row.cells.map((cell) => (cell === null ? null : shown(cell, answer.from1904)));
      yield row.hidden || (hides?.rows[stretch]?.[0] ?? Number.POSITIVE_INFINITY) <= row.row
        ? { rowNumber: row.row, sheet: sheet.name, cells, hidden: true }
        : { rowNumber: row.row, sheet: sheet.name, cells };
    }
  }
}

/** The archive of an .ods, held against the limits of workbooks before SheetJS unpacks it; and what its sheets do not show. */
async function partsNotShown(bytes: Buffer, file: string, limits: SheetLimits): Promise<readonly HiddenInSheet[]> {
  const mostInflated = 256 * 1024 * 1024;
  const opened = (times: number) => openParts(bytes, file, { ...limits, entries: 2_000, inflatedBytes: times * mostInflated, ratio: 200 }, 'any');
  const parts = await opened(1);
  try {
    await parts.admit();
  } finally {
    parts.close();
  }
  // Twice, because few documents hide anything: to look for that is cheap, to follow every tag is not.
  const again = await opened(2);
  try {
    let hides = false;
    for await (const piece of again.read('content.xml')) hides ||= hidesAnything(piece);
    if (!hides) return [];
    const hiding = new OdsHiding(limits.columns);
    for await (const piece of again.read('content.xml')) if (!written(hiding, piece)) return [];
    return hiding.sheets;
  } finally {
    again.close();
  }
}

/** The same of a flat OpenDocument, whose whole is one XML. */
function flatNotShown(bytes: Buffer, limits: SheetLimits): readonly HiddenInSheet[] {
  if (!/^[^<]*<\?xml/.test(bytes.toString('latin1', 0, 64))) return [];
  const xml = bytes.toString('utf8');
  const hiding = new OdsHiding(limits.columns);
  return hidesAnything(xml) && written(hiding, xml) ? hiding.sheets : [];
}

/** SheetJS takes what is no well-formed XML; of that nothing is known to be hidden. */
function written(hiding: OdsHiding, piece: string): boolean {
  try {
    hiding.write(piece);
    return true;
  } catch {
    return false;
  }
}
