// Decides what people are told of the rows that keep a register file from being loaded: the first of them, each with its line, column and remedy.
import { Fault } from '../kernel/fault.ts';
import type { RowFault } from './row-reader.ts';

/** A wrong row: the line it begins on, as a person counts, and what is wrong. */
export interface BadRow extends RowFault {
  readonly line: number;
}

/** One fault for all bad rows found; the place is the first one's. `complete` says that the file was read to its end. Cells are never quoted: they can be personal. */
export function badRowsFault(rows: readonly BadRow[], file: string, complete: boolean): Fault {
  const first = rows[0];
  const count = complete ? String(rows.length) : `${rows.length}+`;
  const list = (language: 'id' | 'en', word: string, column: string, must: string): string =>
    rows.map(({ line, header, expects }) => `- ${word} ${line}, ${column} ${header}: ${must} ${expects[language]}`).join('\n');
  return new Fault(
    'bad-input',
    'bad-rows',
    {
      id: `Berkas ${file} tidak dimuat: ${count} baris salah. Perbaiki, lalu muat ulang berkasnya.\n${list('id', 'baris', 'kolom', 'harus')}`,
      en: `File ${file} was not loaded: ${count} bad rows. Correct them and load the file again.\n${list('en', 'row', 'column', 'must be')}`,
    },
    { file, ...(first === undefined ? {} : { row: first.line, column: first.header }) },
  );
}

/** The fault for persons who stand in a file more than once: each group of lines says the same of `unique` (headers). */
export function repeatedRowsFault(groups: readonly (readonly number[])[], unique: readonly string[], file: string): Fault {
  const what = unique.join(' + ');
  const list = (language: 'id' | 'en'): string =>
    groups.map((lines) => `- ${language === 'id' ? 'baris' : 'rows'} ${lines.join(language === 'id' ? ' dan ' : ' and ')}`).join('\n');
  return new Fault(
    'bad-input',
    'person-repeated-in-register',
    {
      id: `Berkas ${file} tidak dimuat: ${what} yang sama muncul lebih dari sekali. Sisakan satu baris, lalu muat ulang.\n${list('id')}`,
      en: `File ${file} was not loaded: the same ${what} stands in it more than once. Keep one row and load the file again.\n${list('en')}`,
    },
    { file, row: groups[0]?.[1] ?? 0, column: unique[0] ?? '' },
  );
}
