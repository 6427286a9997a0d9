// Gives a list back to its sender as the very file he sent: the same sheets and rows, with what was found beside each row and the wrong cells marked.
import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Actor } from '../kernel/actor.ts';
import type { Instant } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import { type Columns, nothingTaught } from '../intake/header.ts';
import { sealedFile } from '../intake/intake-store.ts';
import { rowsOf } from '../intake/list-file-client.ts';
import { placeOf } from '../intake/list.ts';
import { fileRows } from '../intake/row-state-store.ts';
import type { Cell, SheetRow } from '../intake/sheet-row.ts';
import { tablesOf } from '../intake/tables.ts';
import { type Through, markOf, recordFileCopy } from '../permission/reveal-steps.ts';
import { writeCsv } from '../platform/csv-write.ts';
import { digestOfFile } from '../platform/file-digest.ts';
import type { Vault } from '../platform/vault.ts';
import { type SheetNotes, annotateXlsx } from '../platform/xlsx-annotate.ts';
import { type XlsxNumber, type XlsxSheet, writeXlsx } from '../platform/xlsx-write.ts';
import { delimiterOf } from './delimiter.ts';
import { type ListCheckPort, checkList } from './list-check-steps.ts';
import { type MarkedRow, type MarkedSheet, harmless, isAdded, markSheet } from './marked-list.ts';

/** What giving a list back needs. */
export interface MarkedListPort extends ListCheckPort {
  readonly vault: Vault;
}

/** The file written for the sender. */
export interface MarkedFile {
  readonly fileName: string;
  readonly target: string;
  readonly mediaType: string;
  readonly rows: number;
}

/** A sheet of the file with what is written into it. */
interface Sheet {
  readonly name: string | null;
  readonly rows: readonly SheetRow[];
  readonly marked: MarkedSheet | null;
}

const mediaTypes = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const;

/**
 * Writes the list into a folder under the name its sender knows. It holds what he wrote, NIKs too, so it goes back to him and nowhere else, and the copy is
 * recorded before it leaves. Faults (not-found): `list-not-found`, `list-file-gone`.
 */
export async function writeMarkedList(
  port: MarkedListPort,
  actor: Actor,
  of: { readonly listId: string; readonly folder: string; readonly at: Instant; readonly through: Through },
): Promise<MarkedFile> {
  const { list, rows: told } = await checkList(port, actor, of.listId);
  const { sealed, numbered } = await port.database.read(actor, async (tx) => ({
    sealed: await sealedFile(tx, list.listId),
    numbered: await fileRows(tx, list.listId),
  }));
  if (sealed === null)
    throw new Fault('not-found', 'list-file-gone', { id: 'Berkas daftar ini tidak tersimpan lagi.', en: 'The file of this list is not kept any more.' });
  const bytes = port.vault.open(sealed);
  const { rows, media } = await rowsOf({ name: list.fileName, digest: list.fileDigest, bytes });
  // A row is referred to in this file, also where it is unchanged: whoever corrects it again corrects what stands.
  const marked = told.map((one, index): MarkedRow => {
    const row = numbered[index];
    return { rowNo: row?.rowNo ?? 0, told: one, reference: row?.candidate ?? { listId: list.listId, rowNo: 0 } };
  });
  const sheets = sheetsOf(rows, marked);
  const { exportId, mark } = markOf(actor.id, of.at);
  const stem = list.fileName.replace(/(-temuan)?\.[^.]*$/, '');
  const fileName = `${stem}-temuan.${media === 'csv' ? 'csv' : 'xlsx'}`;
  const target = path.join(of.folder, `list.${media === 'csv' ? 'csv' : 'xlsx'}`);
  if (media === 'csv') await writeMarkedCsv(target, bytes, sheets[0] as Sheet, mark);
  else await writeMarkedXlsx(target, bytes, sheets, { mark, fileName: list.fileName });
  const [digest, { size }] = [await digestOfFile(target), await stat(target)];
  await port.database.transact(actor, (tx) =>
    recordFileCopy(tx, exportId, {
      act: 'list marked',
      owner: list.programme,
      folder: 'daftar',
      fileName,
      digest,
      bytes: size,
      people: told.length,
      reason: 'kembali kepada pengirimnya / back to its sender',
      mark,
      subject: list.listId,
      through: of.through,
    }),
  );
  return { fileName, target, mediaType: mediaTypes[media === 'csv' ? 'csv' : 'xlsx'], rows: told.length };
}

/** The sheets in their order, each with what is written into it; a sheet without a row of the list goes back as it is. */
function sheetsOf(rows: readonly SheetRow[], marked: readonly MarkedRow[]): readonly Sheet[] {
  const sheets = new Map<string | null, SheetRow[]>();
  for (const row of rows) {
    const known = sheets.get(row.sheet);
    if (known === undefined) sheets.set(row.sheet, [row]);
    else known.push(row);
  }
  return [...sheets].map(([name, inSheet], index) => {
    const own = marked.filter(({ rowNo }) => placeOf(rowNo).sheetNo === index + 1);
    return { name, rows: inSheet, marked: own.length === 0 ? null : markSheet(inSheet, own, columnsIn(inSheet)) };
  });
}

/** The columns of each table of a sheet. */
function columnsIn(rows: readonly SheetRow[]): readonly Columns[] {
  const tables = tablesOf(rows, nothingTaught);
  return 'missing' in tables ? [] : tables.map(({ header }) => header.columns);
}

/** Record for record, so that a row has the number it had; the delimiter is the sender's. */
async function writeMarkedCsv(target: string, bytes: Buffer, { rows, marked }: Sheet, mark: string): Promise<void> {
  const from = marked?.from ?? 0;
  const keep = (row: SheetRow): string[] => Array.from({ length: from }, (_, column) => harmless(row.cells[column]?.text ?? ''));
  function* lines(): Generator<readonly string[]> {
    let number = 1;
    for (const row of rows) {
      for (; number < row.rowNumber; number += 1) yield [];
      const cells = keep(row);
      const added = marked !== null && row.rowNumber === marked.titlesIn ? [...marked.titles, mark] : (marked?.cells.get(row.rowNumber) ?? []);
      yield marked === null ? row.cells.map((cell) => harmless(cell?.text ?? '')) : added.length === 0 ? trimmed(cells) : [...cells, ...added];
      number += 1;
    }
  }
  const all = [...lines()];
  await writeCsv(target, all[0] ?? [], all.slice(1), { delimiter: delimiterOf(bytes, rows), bom: true, durable: false });
}

const trimmed = (cells: readonly string[]): readonly string[] => {
  let length = cells.length;
  while (length > 0 && cells[length - 1] === '') length -= 1;
  return cells.slice(0, length);
};

async function writeMarkedXlsx(
  target: string,
  bytes: Buffer,
  sheets: readonly Sheet[],
  of: { readonly mark: string; readonly fileName: string },
): Promise<void> {
  const copy = {
    name: 'SALINAN PAYUNG',
    lines: [of.mark, `Daftar / list: ${of.fileName}`, 'Berisi NIK: hanya untuk pengirimnya. / Holds NIKs: for its sender only.'],
  };
  const notes = new Map(sheets.flatMap(({ name, rows, marked }) => (marked === null || name === null ? [] : [[name, notesOf(rows, marked)] as const])));
  const inPlace = await annotateXlsx(bytes, notes, copy);
  if (inPlace !== null) return writeFile(target, inPlace, { mode: 0o600 });
  const anew = sheets.map(({ name, rows, marked }): XlsxSheet => sheetAnew(name ?? 'Daftar', rows, marked));
  await writeXlsx(target, [...anew, { name: copy.name, header: [of.mark], rows: copy.lines.slice(1).map((line) => [line]) }], { durable: false });
}

function notesOf(rows: readonly SheetRow[], { from, titlesIn, titles: added, cells, marks, numbers }: MarkedSheet): SheetNotes {
  const titles = rows.find(({ rowNumber }) => rowNumber === titlesIn);
  const replace = new Set(titles?.cells.flatMap((cell, column) => (column >= from && cell !== null && isAdded(cell.text) ? [column] : [])));
  const at = (texts: readonly string[], bold: boolean) => new Map(texts.map((text, index) => [from + index, { text, bold }]));
  const written = [...cells].map(([row, texts]) => [row, at(texts, false)] as const);
  return { cells: new Map([...(titles === undefined ? [] : [[titlesIn, at(added, true)] as const]), ...written]), marks, asText: numbers, replace };
}

/** A number stays a number: as text, a NIK that lost its last digit would look like one that was typed. */
const cellAnew = (cell: Cell | null | undefined): string | XlsxNumber =>
  cell?.kind === 'number' && /^-?\d+(\.\d+)?(E[+-]?\d+)?$/i.test(cell.text) ? { number: cell.text } : (cell?.text ?? '');

/** A workbook that cannot be changed in place goes back row for row, as text cells but for its numbers. */
function sheetAnew(name: string, rows: readonly SheetRow[], marked: MarkedSheet | null): XlsxSheet {
  const byNumber = new Map(rows.map((row) => [row.rowNumber, row]));
  const last = rows.at(-1)?.rowNumber ?? 1;
  const lineOf = (number: number): (string | XlsxNumber)[] => {
    const row = byNumber.get(number);
    const width = marked?.from ?? row?.cells.length ?? 0;
    const cells = Array.from({ length: width }, (_, column) => cellAnew(row?.cells[column]));
    return marked !== null && number === marked.titlesIn ? [...cells, ...marked.titles] : [...cells, ...(marked?.cells.get(number) ?? [])];
  };
  return {
    name: name.replace(/[[\]:*?/\\]/g, '_').slice(0, 31) || 'Daftar',
    header: lineOf(1),
    rows: Array.from({ length: last - 1 }, (_, index) => lineOf(index + 2)),
  };
}
