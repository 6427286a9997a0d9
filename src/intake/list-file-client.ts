// Decides how a handed-in file is read: once, whole, whatever its name says it is; and which files a folder holds.
import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { readCsvSheet } from '../platform/csv.ts';
import { fileTooLarge } from '../platform/sheet.ts';
import { readOldWorkbook } from '../platform/old-workbook.ts';
import { readXlsx } from '../platform/xlsx-read.ts';
import { hideLongNumbers } from '../kernel/long-number.ts';
import { type Media, mediaOf } from './media.ts';
import type { HiddenParts, SheetRow } from './sheet-row.ts';

/** Far more than any list of people; a larger file is something else. Lists are sealed whole, so this bounds memory too. */
export const listLimits = { fileBytes: 64 * 1024 * 1024, rows: 1_048_576, cellLength: 32_767 }; // not law: as many rows as a spreadsheet has, what one file may hold in memory

/** A file as handed in; `name` is its last part, safe to show and keep. */
export interface FoundList {
  readonly name: string;
  readonly digest: string;
  readonly bytes: Buffer;
}

/** Whatever can be wrong with one file, as a fault that names it: a folder of thousands goes on without it. */
export const asFileFault = (error: unknown, name: string): Fault => {
  if (error instanceof Fault) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string' || !/^E[A-Z]+$/.test(code)) throw error;
  return code === 'ENOENT'
    ? new Fault('not-found', 'file-missing', { id: `Berkas ${name} tidak ditemukan.`, en: `File ${name} was not found.` }, { file: name })
    : new Fault(
        'bad-input',
        'file-unreadable',
        { id: `Berkas ${name} tidak dapat dibaca (${code}).`, en: `File ${name} cannot be read (${code}).` },
        { file: name },
      );
};

/** The name of a file as it is kept and shown: a number as long as a NIK is hidden. */
export const nameOf = (file: string): string => hideLongNumbers(path.basename(file));

/** Reads and hashes a file. Faults `file-missing`, `file-unreadable`, `file-too-large`. */
export async function findList(file: string): Promise<FoundList> {
  const name = nameOf(file);
  try {
    if ((await stat(file)).size > listLimits.fileBytes) throw fileTooLarge(name, listLimits.fileBytes);
    const bytes = await readFile(file);
    return { name, digest: sha256(bytes), bytes };
  } catch (error) {
    throw asFileFault(error, name);
  }
}

/** The rows of a file, and what of it the spreadsheet hides. */
export interface ReadFile {
  readonly media: Media;
  readonly rows: readonly SheetRow[];
  readonly hidden: HiddenParts;
}

const readers = { csv: readCsvSheet, xlsx: readXlsx, xls: readOldWorkbook, ods: readOldWorkbook } as const;

/** The filled rows of a found file, as it holds them; those of hidden sheets apart. Faults: whatever its reader finds wrong with it, and `list-as-picture-or-document`. */
export async function rowsOf({ name, bytes }: FoundList): Promise<ReadFile> {
  const media = mediaOf(name, bytes);
  const sheets = new Map<string, SheetRow[]>();
  const columns = new Map<string, ReadonlySet<number>>();
  const rows: SheetRow[] = [];
  const options = {
    file: name,
    limits: listLimits,
    hidden: 'read',
    onSheet: (sheet: { readonly name: string; readonly hidden: boolean }): void => void (sheet.hidden && sheets.set(sheet.name, [])),
    onHiddenColumns: (sheet: string, found: ReadonlySet<number>): void => void columns.set(sheet, found),
  } as const;
  for await (const row of readers[media](bytes, options)) (sheets.get(row.sheet ?? '') ?? rows).push(row);
  return { media, rows, hidden: { sheets, columns } };
}

/** Whether what a link leads to is read, or told as what cannot be: a file, a folder, or nothing. What never ends (a device, a pipe) is neither. */
const isReadOrTold = (link: string): Promise<boolean> =>
  stat(link).then(
    (target) => target.isFile() || target.isDirectory(),
    () => true,
  );

/** The file itself, or every file of a folder and its folders in order of their names; hidden files and locks of open workbooks (`~$…`) are no lists. */
export async function filesIn(fileOrFolder: string): Promise<readonly string[]> {
  const found = await stat(fileOrFolder).catch((error: unknown) => {
    throw asFileFault(error, nameOf(fileOrFolder));
  });
  if (!found.isDirectory()) return [fileOrFolder];
  const files: string[] = [];
  for (const entry of (await readdir(fileOrFolder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (/^(\.|~\$)/.test(entry.name)) continue;
    const inside = path.join(fileOrFolder, entry.name);
    if (entry.isDirectory()) files.push(...(await filesIn(inside)));
    else if (entry.isFile() || (entry.isSymbolicLink() && (await isReadOrTold(inside)))) files.push(inside);
  }
  return files;
}
