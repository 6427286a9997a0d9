// Decides how workbooks other than .xlsx are read (.xls, .ods, tables a web application exports as "Excel"): by SheetJS, in a thread with bounded memory and time.
import { basename } from 'node:path';
import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { emptyFile } from './csv-bytes.ts';
import { type Cell, cellTooLong, fileTooLarge, type SheetLimits, type SheetRow, sheetLimits, tooManyColumns, tooManyRows } from './sheet.ts';
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

const shown = ({ kind, text, serial }: ThreadCell, from1904: boolean): Cell => {
  const date = serial === null ? null : serialDate(serial, from1904);
  return { text: date ?? text, kind: date === null || kind === 'formula' ? kind : 'date' };
};

/**
 * Reads an .xls (BIFF), .ods, SpreadsheetML 2003 or HTML table, a sheet after the other, as `readXlsx` does. Faults: `file-empty`, `file-too-large`
 * (16 MB), `workbook-damaged`, `workbook-encrypted`, `workbook-too-large` (also when it takes a minute or 384 MB), `too-many-rows`, `too-many-columns`,
 * `cell-too-long`.
 */
export async function* readOldWorkbook(source: string | Buffer, options: OldWorkbookOptions = {}): AsyncGenerator<SheetRow, void, undefined> {
  const file = options.file ?? (typeof source === 'string' ? basename(source) : 'XLS');
  const limits = { ...sheetLimits, ...options.limits };
  const bytes = typeof source === 'string' ? await readFile(source) : source;
  if (bytes.length === 0) throw emptyFile(file);
  if (bytes.length > threadLimits.fileBytes) throw fileTooLarge(file, threadLimits.fileBytes);
  if (bytes.toString('latin1', 0, 2) === 'PK') await refuseZipBomb(bytes, file, limits);
  const answer = await readInThread(bytes, file, limits, options.hidden === 'read');
  if (answer.fault !== undefined) throw answer.fault === 'encrypted' ? xlsxEncrypted(file) : corrupt(file, 'xls');
  let count = 0;
  for (const sheet of answer.sheets) {
    options.onSheet?.({ name: sheet.name, hidden: sheet.hidden, read: !sheet.hidden || options.hidden === 'read' });
    if (sheet.hiddenColumns.length > 0) options.onHiddenColumns?.(sheet.name, new Set(sheet.hiddenColumns));
    for (const row of sheet.rows) {
      if ((count += 1) > limits.rows) throw tooManyRows(file, row.row, limits.rows);
      if (row.cells.length > limits.columns) throw tooManyColumns(file, row.row, limits.columns);
      const long = row.cells.findIndex((cell) => cell !== null && cell.text.length > limits.cellLength);
      if (long !== -1) throw cellTooLong(file, row.row, long, limits.cellLength);
      const cells = row.cells.map((cell) => (cell === null ? null : shown(cell, answer.from1904)));
      yield row.hidden ? { rowNumber: row.row, sheet: sheet.name, cells, hidden: true } : { rowNumber: row.row, sheet: sheet.name, cells };
    }
  }
}

/** The archive of an .ods, held against the limits of workbooks before SheetJS unpacks it. */
async function refuseZipBomb(bytes: Buffer, file: string, limits: SheetLimits): Promise<void> {
  const mostInflated = 256 * 1024 * 1024;
  const parts = await openParts(bytes, file, { ...limits, entries: 2_000, inflatedBytes: mostInflated, ratio: 200 }, 'any');
  try {
    await parts.admit();
  } finally {
    parts.close();
  }
}
