// Tells lists a page at a time, and gives a list back as it was handed in with what was found written beside each row.
import { stat } from 'node:fs/promises';
import { markOf, recordFileCopy } from '../permission/reveal-steps.ts';
import type { Instant } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import { maskNik } from '../kernel/nik.ts';
import type { Database, Tx } from '../platform/database.ts';
import type { Actor } from '../kernel/actor.ts';
import { digestOfFile } from '../platform/file-digest.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import type { Vault } from '../platform/vault.ts';
import { type XlsxSheet, writeXlsx } from '../platform/xlsx-write.ts';
import { intakeFindings } from './findings.ts';
import { findHeader } from './header.ts';
import { listOf } from './intake-steps.ts';
import { type ListRecord, sealedFile } from './intake-store.ts';
import { rowsOf } from './list-file-client.ts';
import {
  type ListFilter,
  type ListTotals,
  type RowFilter,
  countRows,
  findingCounts,
  findingsByRow,
  listTotals,
  listsPage,
  rowsPage,
} from './list-page-store.ts';
import { type FindingLine, findingLines } from './list-report.ts';
import { placeOf, rowsPerSheet } from './list.ts';
import type { SheetRow } from './sheet-row.ts';

export type { ListFilter, RowFilter } from './list-page-store.ts';

interface PageOf {
  /** From 1. */
  readonly page: number;
  readonly rowsAPage: number;
}

const place = ({ page, rowsAPage }: PageOf) => ({ limit: rowsAPage, offset: (page - 1) * rowsAPage });

/** One page of a programme's lists that fit a filter, and the sums over all that fit. */
export async function listsShown(
  tx: Tx,
  programme: string,
  filter: ListFilter,
  page: PageOf,
): Promise<{ readonly totals: ListTotals; readonly lists: readonly ListRecord[] }> {
  return { totals: await listTotals(tx, programme, filter), lists: await listsPage(tx, programme, filter, place(page)) };
}

/** A row of a list with everything said of it; `nik` is masked. */
export interface ToldRow {
  readonly sheet: string;
  readonly row: number;
  readonly rowNo: number;
  readonly nik: string | null;
  readonly name: string | null;
  readonly outcome: string;
  readonly findings: readonly FindingLine[];
}

/** One page of a list's rows that fit a filter, how many fit, and how often each finding was made in the whole list. Fault: not-found `list-not-found`. */
export async function rowsShown(
  tx: Tx,
  niks: Pick<NikSealer, 'open'>,
  listId: string,
  filter: RowFilter,
  page: PageOf,
): Promise<{
  readonly list: ListRecord;
  readonly fitting: number;
  readonly rows: readonly ToldRow[];
  readonly findings: readonly { readonly code: string; readonly rows: number }[];
}> {
  const list = await listOf(tx, listId);
  const rows = await rowsPage(tx, list.listId, filter, place(page));
  return {
    list,
    fitting: await countRows(tx, list.listId, filter),
    findings: await findingCounts(tx, list.listId),
    rows: rows.map((row) => {
      const nik = row.token === null ? null : maskNik(niks.open(row.token));
      return {
        sheet: row.sheet,
        row: placeOf(row.rowNo).row,
        rowNo: row.rowNo,
        nik,
        name: row.name,
        outcome: row.outcome,
        findings: findingLines({ ...row, nik }),
      };
    }),
  };
}

/** The columns added to a list that goes back. */
const added = ['HASIL PAYUNG', 'TEMUAN', 'YANG HARUS DILAKUKAN'] as const;
const outcomes = { accept: 'DITERIMA', reject: 'DITOLAK', review: 'DIPERIKSA' } as const;

/**
 * Writes the very list that was handed in, sheet by sheet and row by row, as a workbook with three columns more: outcome, findings, what to do.
 * It holds what its sender wrote, NIKs too, so it goes back to him and nowhere else. Fault: not-found `list-not-found`.
 */
export async function writeMarkedList(
  port: { readonly database: Database; readonly vault: Vault },
  actor: Actor,
  of: { readonly listId: string; readonly target: string; readonly at: Instant },
): Promise<{ readonly fileName: string }> {
  const { list, sealed, found } = await port.database.read(actor, async (tx) => {
    const known = await listOf(tx, of.listId);
    return { list: known, sealed: await sealedFile(tx, known.listId), found: await findingsByRow(tx, known.listId) };
  });
  if (sealed === null)
    throw new Fault('not-found', 'list-file-gone', { id: 'Berkas daftar ini tidak tersimpan lagi.', en: 'The file of this list is not kept any more.' });
  const { rows } = await rowsOf({ name: list.fileName, digest: list.fileDigest, bytes: port.vault.open(sealed) });
  const sheets = new Map<string | null, SheetRow[]>();
  for (const row of rows) {
    const sheetRows = sheets.get(row.sheet);
    if (sheetRows === undefined) sheets.set(row.sheet, [row]);
    else sheetRows.push(row);
  }
  const written: XlsxSheet[] = [...sheets].map(([sheet, sheetRows], index) =>
    markedSheet(sheet ?? 'Daftar', sheetRows, (row) => found.get(index * rowsPerSheet + row)),
  );
  const { exportId, mark } = markOf(actor.id, of.at);
  await writeXlsx(of.target, [...written, copySheet(mark, list.fileName)], { durable: false });
  const fileName = `${list.fileName.replace(/\.[^.]*$/, '')}-temuan.xlsx`;
  const [digest, { size }] = [await digestOfFile(of.target), await stat(of.target)];
  await port.database.transact(actor, (tx) =>
    recordFileCopy(tx, exportId, {
      act: 'list marked',
      owner: list.programme,
      folder: 'daftar',
      fileName,
      digest,
      bytes: size,
      people: list.rows,
      reason: 'kembali kepada pengirimnya / back to its sender',
      mark,
      subject: list.listId,
      through: 'page',
    }),
  );
  return { fileName };
}

/** Says whose copy this is, in a sheet of its own that the list's readers pass over. */
const copySheet = (mark: string, fileName: string): XlsxSheet => ({
  name: 'SALINAN PAYUNG',
  header: [mark],
  rows: [[`Daftar / list: ${fileName}`], ['Berisi NIK: hanya untuk pengirimnya. / Holds NIKs: for its sender only.']],
});

function markedSheet(
  name: string,
  rows: readonly SheetRow[],
  foundIn: (row: number) => { outcome: 'accept' | 'reject' | 'review'; findings: readonly string[] } | undefined,
): XlsxSheet {
  const header = findHeader(rows);
  const titled = 'missing' in header ? null : header.rowNumber;
  const width = Math.max(1, ...rows.map(({ cells }) => cells.length));
  const byNumber = new Map(rows.map((row) => [row.rowNumber, row]));
  const last = Math.max(1, ...byNumber.keys());
  const lineOf = (number: number): string[] => {
    const cells = Array.from({ length: width }, (_, column) => byNumber.get(number)?.cells[column]?.text ?? '');
    if (number === titled) return [...cells, ...added];
    const found = foundIn(number);
    if (found === undefined) return [...cells, '', '', ''];
    const told = found.findings.map((code) => intakeFindings.find(code)).filter((finding) => finding !== null);
    return [
      ...cells,
      outcomes[found.outcome],
      told.map(({ id }) => id).join(' '),
      [...new Set(told.map(({ remedyId }) => remedyId))].filter((text) => text !== '').join(' '),
    ];
  };
  return {
    name: name.replace(/[[\]:*?/\\]/g, '_').slice(0, 31) || 'Daftar',
    header: lineOf(1),
    rows: Array.from({ length: last - 1 }, (_, index) => lineOf(index + 2)),
  };
}
