// Decides what people are told when a comma-separated register file cannot be used.
import { Fault } from '../kernel/fault.ts';

/** The columns a reader asks for, in the order it wants them: `required` first, then `optional` ('' in every row where the file lacks them). */
export interface CsvColumns {
  readonly required: readonly string[];
  readonly optional?: readonly string[];
}

/** A register file by its name in both languages and its columns, to say which one was sent by mistake. */
export interface KnownTable {
  readonly id: string;
  readonly en: string;
  readonly columns: readonly string[];
}

/** A header as compared: lower case, runs of blanks, dots, dashes and underscores as one underscore ("Nama  Lengkap" is `nama_lengkap`). */
export const headerKey = (header: string): string =>
  header
    .replace(/^\ufeff/, '')
    .trim()
    .toLowerCase()
    .replace(/[\s_.-]+/g, '_');

const looksLike = (headers: ReadonlySet<string>, known: readonly KnownTable[]): KnownTable | null => {
  let best: KnownTable | null = null;
  let bestShare = 0.5;
  for (const table of known) {
    const share = table.columns.filter((column) => headers.has(headerKey(column))).length / table.columns.length;
    if (share > bestShare) [best, bestShare] = [table, share];
  }
  return best;
};

/**
 * Where each wanted column stands in the file, -1 for an optional one that is absent. Faults at the header's line: `duplicate-column`,
 * `wrong-file` (more than half of the required columns are unknown; says which known file it looks like), `missing-columns` (names them).
 */
export const placeColumns = (headers: readonly string[], columns: CsvColumns, known: readonly KnownTable[], file: string, row: number): number[] => {
  const keys = headers.map(headerKey);
  const found = new Set(keys);
  const wanted = [...columns.required, ...(columns.optional ?? [])];
  const missing = columns.required.filter((name) => !found.has(headerKey(name)));
  const list = missing.join(', ');
  if (missing.length * 2 > columns.required.length) {
    const like = looksLike(found, known);
    const id = like === null ? `Kolom ${list} tidak ada.` : `Berkas ini tampaknya ${like.id}.`;
    const en = like === null ? `It lacks the columns ${list}.` : `It looks like ${like.en}.`;
    throw new Fault(
      'bad-input',
      'wrong-file',
      {
        id: `Berkas ${file} bukan berkas yang diminta. ${id} Periksa lalu kirim berkas yang benar.`,
        en: `File ${file} is not the file asked for. ${en} Check and send the right one.`,
      },
      { file, row },
    );
  }
  if (missing.length > 0) {
    throw new Fault(
      'bad-input',
      'missing-columns',
      {
        id: `Berkas ${file} tidak memuat kolom: ${list}. Tambahkan lalu kirim ulang.`,
        en: `File ${file} lacks the columns: ${list}. Add them and send the file again.`,
      },
      { file, row, column: missing[0] ?? '' },
    );
  }
  for (const name of wanted) {
    const key = headerKey(name);
    if (keys.indexOf(key) !== keys.lastIndexOf(key)) {
      throw new Fault(
        'bad-input',
        'duplicate-column',
        {
          id: `Kolom ${name} muncul lebih dari sekali di berkas ${file}. Sisakan satu.`,
          en: `Column ${name} appears more than once in file ${file}. Keep one of them.`,
        },
        { file, row, column: name },
      );
    }
  }
  return wanted.map((name) => keys.indexOf(headerKey(name)));
};

/** The fault for a row with more or fewer cells than the header. */
export const wrongWidth = (file: string, row: number, cells: number, width: number): Fault =>
  new Fault(
    'bad-input',
    cells < width ? 'too-few-cells' : 'too-many-cells',
    {
      id: `Baris ${row} berisi ${cells} kolom, seharusnya ${width}. Periksa pemisah kolom dan tanda kutip di baris itu.`,
      en: `Line ${row} has ${cells} cells where the header has ${width}. Check the delimiters and quotes on that line.`,
    },
    { file, row },
  );

/** The fault for quotation marks that do not fit. The words of the parser are not passed on: they can hold a person's cells. */
export const badQuotes = (file: string, row: number, open: boolean): Fault =>
  open
    ? new Fault(
        'bad-input',
        'quote-not-closed',
        { id: `Tanda kutip yang dibuka di baris ${row} tidak pernah ditutup.`, en: `The quotation mark opened on line ${row} is never closed.` },
        { file, row },
      )
    : new Fault(
        'bad-input',
        'bad-quotes',
        {
          id: `Tanda kutip di baris ${row} tidak pada tempatnya. Kutip seluruh sel dan gandakan kutip di dalamnya.`,
          en: `A quotation mark on line ${row} is out of place. Quote the whole cell and double the quotes inside it.`,
        },
        { file, row },
      );
