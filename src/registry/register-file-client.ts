// Decides how a register file is read: in bounded memory, every row checked, every NIK sealed before the row leaves, and the same file throughout.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Fault } from '../kernel/fault.ts';
import type { Nik } from '../kernel/nik.ts';
import { readCsvTable } from '../platform/csv.ts';
import { missingFile } from '../platform/csv-bytes.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { type BadRow, badRowsFault } from './bad-rows.ts';
import type { CellValue } from './register-cells.ts';
import { type RowFault, isRowFault } from './row-reader.ts';
import { registerForms, registers } from './registers.ts';

/** A file as it was found: SHA-256 of its bytes (hex), and what tells that it has changed since. */
export interface FoundFile {
  readonly path: string;
  readonly name: string;
  readonly digest: string;
  readonly stamp: string;
}

const stampOf = async (path: string): Promise<string> => {
  const { size, mtimeNs, ino } = await stat(path, { bigint: true }).catch((error: unknown) => {
    throw missingFile(error, basename(path));
  });
  return `${size} ${mtimeNs} ${ino}`;
};

/** Hashes a file. This pass costs a second a gigabyte and saves loading a file that is already loaded. */
export async function findFile(path: string): Promise<FoundFile> {
  const stamp = await stampOf(path);
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) hash.update(bytes);
  return { path, name: basename(path), digest: hash.digest('hex'), stamp };
}

/** A fault when the file is no longer the one that was hashed. */
export async function expectUnchanged(file: FoundFile): Promise<void> {
  if ((await stampOf(file.path)) === file.stamp) return;
  throw new Fault(
    'conflict',
    'file-changed-while-reading',
    {
      id: `Berkas ${file.name} berubah ketika sedang dibaca. Tunggu sampai selesai ditulis, lalu muat ulang.`,
      en: `File ${file.name} changed while it was being read. Wait until it is completely written, then load it again.`,
    },
    { file: file.name },
  );
}

/** How a file's rows are read: the headers in order, one row's cells to values, and which places of the values are sealed. */
export interface RowReading {
  readonly headers: readonly string[];
  read(cells: readonly string[]): CellValue[] | RowFault;
  readonly sealed: readonly number[];
}

/** Rows ready for the database, beside the line each begins on. */
export interface RowBatch {
  readonly rows: CellValue[][];
  readonly lines: number[];
}

/** So much of a file is read at once: some hundred rows, since nothing is sent to the database while they are read. */
const blockBytes = 32 * 1024;

/** The names and columns of the register files, to say which one was sent by mistake. */
const known = registers.map((register) => ({ ...registerForms[register].name, columns: registerForms[register].columns.map(({ header }) => header) }));

/** Rows of the file in batches of about `batchRows`. At the first bad row the batches end; the rest is read only to name up to `maxBadRows` of them in one fault. */
export async function* readBatches(
  path: string,
  reading: RowReading,
  { niks, batchRows, maxBadRows }: { readonly niks: NikSealer; readonly batchRows: number; readonly maxBadRows: number },
): AsyncGenerator<RowBatch, void, undefined> {
  const bad: BadRow[] = [];
  let batch: RowBatch = { rows: [], lines: [] };
  for await (const { rows, lines } of readCsvTable(path, { required: reading.headers }, { known, blockBytes })) {
    for (let i = 0; i < rows.length; i += 1) {
      const row = reading.read(rows[i] as readonly string[]);
      const line = lines[i] as number;
      if (isRowFault(row)) {
        bad.push({ line, ...row });
        if (bad.length === maxBadRows) throw badRowsFault(bad, basename(path), false);
      } else if (bad.length === 0) {
        batch.rows.push(row);
        batch.lines.push(line);
      }
    }
    if (batch.rows.length < batchRows || bad.length > 0) continue;
    yield sealed(batch, reading.sealed, niks);
    batch = { rows: [], lines: [] };
  }
  if (bad.length > 0) throw badRowsFault(bad, basename(path), true);
  if (batch.rows.length > 0) yield sealed(batch, reading.sealed, niks);
}

function sealed(batch: RowBatch, places: readonly number[], niks: NikSealer): RowBatch {
  for (const place of places) {
    const rows = batch.rows.filter((row) => row[place] !== null);
    const tokens = niks.sealAll(rows.map((row) => row[place] as Nik));
    for (let i = 0; i < rows.length; i += 1) (rows[i] as CellValue[])[place] = tokens[i] as string;
  }
  return batch;
}
