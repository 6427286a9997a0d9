// Tells how the columns of a list were understood, corrects them for its sender, and reads a file without keeping it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Actor } from '../kernel/actor.ts';
import { type Instant, dateIn, instant } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import { maskNik } from '../kernel/nik.ts';
import type { Tx } from '../platform/database.ts';
import { type Column, type Taught, keyOfLabel } from './header.ts';
import { type IntakePort, type ListRecord, type SignedListCheck, type Submission, listOf, submitLists, withdrawList } from './intake-steps.ts';
import { programmeOf, sealedFile } from './intake-store.ts';
import { asFileFault, findList, nameOf, rowsOf } from './list-file-client.ts';
import { insertTaught, readingOf, taughtBy } from './list-reading-store.ts';
import { type SheetReading, readList } from './list.ts';
import { isColumn } from './table-schema.ts';
import { type RowObject, refusalObject, rowObject } from './told-rows.ts';

/** How a list was understood; `sheets` is empty for a list taken in before this was kept. Fault `list-not-found`. */
export async function listColumns(tx: Tx, listId: string): Promise<{ readonly list: ListRecord; readonly sheets: readonly SheetReading[] }> {
  const list = await listOf(tx, listId);
  return { list, sheets: (await readingOf(tx, list.listId)) ?? [] };
}

/** `LABEL=column` or `LABEL=-` (passed over); a label may be `kolom C`. Fault: bad-input `column-unknown`. */
export function taughtFrom(words: readonly string[]): Taught {
  const taught = new Map<string, Column | null>();
  for (const word of words) {
    const cut = word.lastIndexOf('=');
    const [label, column] = [word.slice(0, Math.max(cut, 0)).trim(), word.slice(cut + 1).trim()];
    if (label === '' || (column !== '-' && !isColumn(column))) throw columnUnknown(column);
    const letter = /^kolom ([A-Z]{1,3})$/i.exec(label);
    taught.set(letter === null ? keyOfLabel(label, 0) : `KOLOM ${(letter[1] as string).toUpperCase()}`, column === '-' ? null : column);
  }
  return taught;
}

const columnUnknown = (column: string): Fault =>
  new Fault(
    'bad-input',
    'column-unknown',
    {
      id: `"${column.slice(0, 40)}" bukan nama kolom yang dikenal; tulis JUDUL=kolom, misalnya "NOMOR PENDUDUK=nik", atau JUDUL=- bila kolom itu tidak dipakai.`,
      en: `"${column.slice(0, 40)}" is no column that is known; write LABEL=column, for example "NOMOR PENDUDUK=nik", or LABEL=- for a column not used.`,
    },
    { column: 'columns' },
  );

/**
 * Corrects how a list's labels were understood: remembered for its sender, and the list is read again under the correction (the old reading is withdrawn, the
 * same file handed in anew). Nothing happens when the file cannot be read so, or something signed rests on the list. Faults: those of reading, `list-is-signed`,
 * `list-already-withdrawn`, `list-file-gone`, `column-unknown`.
 */
export async function correctColumns(
  port: IntakePort,
  actor: Actor,
  of: { readonly listId: string; readonly taught: Taught; readonly isSigned: SignedListCheck },
): Promise<Submission & { readonly listId: string | null }> {
  const { list, sealed, before, zone } = await port.database.read(actor, async (tx) => {
    const known = await listOf(tx, of.listId);
    return {
      list: known,
      sealed: await sealedFile(tx, known.listId),
      before: await taughtBy(tx, known.sponsor, known.sender),
      zone: (await programmeOf(tx, known.programme))?.timeZone ?? '',
    };
  });
  if (sealed === null)
    throw new Fault('not-found', 'list-file-gone', { id: 'Berkas daftar ini tidak tersimpan lagi.', en: 'The file of this list is not kept any more.' });
  const bytes = port.vault.open(sealed);
  const { rows, hidden } = await rowsOf({ name: list.fileName, digest: list.fileDigest, bytes });
  readList(list.fileName, rows, dateIn(zone, instant(list.receivedAt)), new Map([...before, ...of.taught]), hidden);
  await port.database.transact(actor, async (tx) => {
    await withdrawList(tx, { listId: list.listId, reason: 'arti kolom dibetulkan / columns corrected', isSigned: of.isSigned });
    await insertTaught(tx, list, of.taught);
  });
  const folder = await mkdtemp(path.join(tmpdir(), 'payung-columns-'));
  try {
    const file = path.join(folder, list.fileName);
    await writeFile(file, bytes, { mode: 0o600 });
    const { programme, sponsor, sender, area, receivedAt } = list;
    const submission = await submitLists(port, actor, { programme, sponsor, sender, receivedAt: instant(receivedAt), files: [{ path: file, area }] });
    return { ...submission, listId: submission.lists[0]?.listId ?? null };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Reads a file as if it were handed in today, and keeps nothing: one object a row, or one for the fault it would be refused with. */
export async function objectsOfFile(file: string, at: Instant): Promise<readonly (RowObject | ReturnType<typeof refusalObject>)[]> {
  const name = nameOf(file);
  try {
    const found = await findList(file);
    const { rows, hidden } = await rowsOf(found);
    return readList(name, rows, dateIn('Asia/Makassar', at), undefined, hidden).rows.map((row) =>
      rowObject(name, row, row.nik === null ? null : maskNik(row.nik)),
    );
  } catch (error) {
    return [refusalObject(name, asFileFault(error, name))];
  }
}
