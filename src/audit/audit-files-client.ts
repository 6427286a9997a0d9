// Decides how the files of a past programme are read: every sheet row by row, in bounded memory, a copy of a file only once.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { mediaOf } from '../intake/media.ts';
import { readCsvSheet, readCsvTable } from '../platform/csv.ts';
import { type Cell, type SheetRow, sheetLimits } from '../platform/sheet.ts';
import { readXlsx } from '../platform/xlsx-read.ts';
import { auditColumns, isHeader } from './source-kind.ts';

const headBytes = 64 * 1024;
/** A CSV up to this size is read with every habit of villages; a larger one row by row, where its first line holds the titles. */
const wholeBytes = 16 * 1024 * 1024;
/** An audit reads lists of whole provinces. */
const limits = { ...sheetLimits, rows: 8_000_000, fileBytes: 1024 * 1024 * 1024 }; // not law: what one file may hold

/** SHA-256 of a file, hex. Throws what the system says of a file it cannot read. */
export async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** The filled rows of a file, sheet after sheet. Faults: whatever its reader finds wrong with it, and `list-as-picture-or-document`. */
export async function* rowsOfFile(file: string, name: string): AsyncGenerator<SheetRow, void, undefined> {
  const { head, size } = await beginning(file);
  if (mediaOf(name, head) === 'xlsx') {
    yield* readXlsx(file, { file: name, limits: { ...limits, inflatedBytes: 4 * limits.fileBytes } });
    return;
  }
  if (size > wholeBytes && (await titlesFirst(head, name))) {
    yield* largeCsv(file, head);
    return;
  }
  yield* readCsvSheet(file, { file: name, limits });
}

async function beginning(file: string): Promise<{ readonly head: Buffer; readonly size: number }> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return { head: buffer.subarray(0, bytesRead), size };
  } finally {
    await handle.close();
  }
}

async function firstRow(head: Buffer, name: string): Promise<SheetRow | undefined> {
  const end = head.indexOf(0x0a);
  if (end === -1) return undefined;
  for await (const row of readCsvSheet(head.subarray(0, end + 1), { file: name })) return row;
  return undefined;
}

const titlesFirst = async (head: Buffer, name: string): Promise<boolean> => {
  const row = await firstRow(head, name);
  return row !== undefined && isHeader(auditColumns(row));
};

async function* largeCsv(file: string, head: Buffer): AsyncGenerator<SheetRow, void, undefined> {
  const titles = await firstRow(head, path.basename(file));
  if (titles === undefined) return;
  yield titles;
  const names = titles.cells.map((cell) => cell?.text ?? '');
  for await (const { rows, lines } of readCsvTable(file, { required: names })) {
    for (const [place, cells] of rows.entries())
      yield { rowNumber: lines[place] ?? 0, sheet: null, cells: cells.map((text): Cell | null => (text.trim() === '' ? null : { text, kind: 'text' })) };
  }
}
