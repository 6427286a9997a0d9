// Reads bank statements: MT940 by its own form, CSV by the bank's profile (banks/*.yaml), told by what the file holds.
import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { Fault } from '../kernel/fault.ts';
import { readCsvSheet } from '../platform/csv.ts';
import { cellText } from '../platform/sheet.ts';
import { banksFolder } from '../platform/workplace.ts';
import { type BankProfile, periodOf, readBankRow, readProfile, recognise } from './bank-profile.ts';
import { looksLikeMt940, readMt940 } from './mt940.ts';
import type { StatementLine } from './statement-line.ts';

/** A statement as read. `rows`: the lines that could be movements; `passed`: rows that are none (balances, empty ones). `problems`: what does not add up, by line. */
export interface StatementRead {
  readonly profile: string;
  readonly lines: readonly StatementLine[];
  readonly passed: number;
  readonly problems: readonly { readonly line: number; readonly problem: string }[];
}

const largest = 32 * 1024 * 1024; // bytes of a statement held in memory

/** Every profile of a folder, in the order of names. Fault: bad-input `bank-profile-wrong`. */
export async function loadProfiles(folder: string = banksFolder): Promise<readonly BankProfile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(names.map(async (name) => readProfile(name, parse(await readFile(path.join(folder, name), 'utf8')))));
}

/** Reads a statement; with `bank` by that profile alone. Faults: bad-input `bank-statement-not-recognised`, `bank-statement-too-large`, `bank-unknown`; those of reading CSV. */
export async function readStatement(file: string, of: { readonly bank?: string; readonly folder?: string } = {}): Promise<StatementRead> {
  const name = path.basename(file);
  if ((await stat(file)).size > largest)
    throw new Fault(
      'bad-input',
      'bank-statement-too-large',
      { id: 'Rekening koran lebih dari 32 MB; bagi menurut bulan.', en: 'The bank statement is larger than 32 MB; split it by month.' },
      { file: name },
    );
  const bytes = await readFile(file);
  const text = bytes.toString('latin1'); // SWIFT's characters and every delimiter are ASCII
  if (looksLikeMt940(text)) {
    const statements = readMt940(text);
    return { profile: 'mt940', lines: statements.flatMap(({ lines }) => lines), passed: 0, problems: statements.flatMap(({ problems }) => problems) };
  }
  return readCsvStatement(bytes, name, of);
}

async function readCsvStatement(bytes: Buffer, file: string, of: { readonly bank?: string; readonly folder?: string }): Promise<StatementRead> {
  const every = await loadProfiles(of.folder);
  const profiles = of.bank === undefined ? every : every.filter(({ bank }) => bank === of.bank);
  const known = every.map(({ bank }) => bank).join(', ');
  if (profiles.length === 0)
    throw new Fault(
      'bad-input',
      'bank-unknown',
      { id: `Tidak ada profil bank "${of.bank ?? ''}". Yang ada: ${known}.`, en: `There is no profile of a bank "${of.bank ?? ''}". There are: ${known}.` },
      { column: 'bank' },
    );
  const rows: string[][] = [];
  const numbers: number[] = [];
  for await (const row of readCsvSheet(bytes, { file, limits: { fileBytes: largest } })) {
    rows.push(Array.from({ length: row.cells.length }, (_, place) => cellText(row.cells, place)));
    numbers.push(row.rowNumber);
  }
  const found = recognise(profiles, rows);
  if (found === null)
    throw new Fault(
      'bad-input',
      'bank-statement-not-recognised',
      {
        id: `Judul kolom rekening koran tidak dikenal. Profil yang ada: ${known}, dan MT940. Tambahkan profil di folder banks, atau pakai kolom tanggal, uraian, debit, kredit, saldo, referensi.`,
        en: `The columns of the bank statement are not known. There are profiles of: ${known}, and MT940. Add a profile to the folder banks, or use the columns tanggal, uraian, debit, kredit, saldo, referensi.`,
      },
      { file },
    );
  const { profile, header } = found;
  const period = periodOf(rows);
  const lines = rows
    .slice(header + 1)
    .flatMap((cells, place) => readBankRow(profile, rows[header] ?? [], cells, numbers[header + 1 + place] ?? 0, period) ?? []);
  return { profile: profile.bank, lines, passed: rows.length - header - 1 - lines.length, problems: [] };
}
