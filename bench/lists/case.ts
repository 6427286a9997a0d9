// Decides how a case of the corpus is written down: content beside its truth, line by line, so that a reader can check both at once.
import type { Outcome } from '../../src/kernel/outcome.ts';

/** What a row should be found to say; `row` as a person sees it. */
export interface TrueRow {
  readonly sheet: string;
  readonly row: number;
  readonly outcome: Outcome;
  readonly codes: readonly string[];
}

/** A file and what is true of it: the code of its refusal, or every row that is a person's. */
export interface Case {
  readonly file: string;
  readonly about: string;
  readonly bytes: Buffer;
  readonly refused: string | null;
  readonly rows: readonly TrueRow[];
}

/** A line of content with the truth of its row: an outcome and codes (`reject nik-missing`), one after `&` for each further person in it, or nothing where it is nobody's. */
export type Line = readonly [content: string, truth?: string];

const truthOf = (sheet: string, row: number, truth: string): readonly TrueRow[] =>
  truth.split(' & ').map((one) => {
    const [outcome, ...codes] = one.split(' ');
    return { sheet, row, outcome: outcome as Outcome, codes };
  });

/** How the text of a CSV becomes bytes. */
export interface CsvOptions {
  readonly encoding?: 'utf8' | 'utf8-bom' | 'latin1' | 'utf16le' | 'utf16le-bare' | 'utf16be';
  readonly newline?: string;
  readonly lastNewline?: boolean;
}

export function encoded(text: string, encoding: NonNullable<CsvOptions['encoding']>): Buffer {
  if (encoding === 'utf8') return Buffer.from(text);
  if (encoding === 'utf8-bom') return Buffer.from(`\ufeff${text}`);
  if (encoding === 'latin1') return Buffer.from(text, 'latin1');
  if (encoding === 'utf16le-bare') return Buffer.from(text, 'utf16le');
  const little = Buffer.from(`\ufeff${text}`, 'utf16le');
  return encoding === 'utf16le' ? little : little.swap16();
}

/** A CSV of the lines as they stand. A row is a record, as a spreadsheet shows it: a line with `\n` in a quoted cell is one row. */
export function csv(file: string, about: string, lines: readonly Line[], options: CsvOptions = {}): Case {
  const rows = lines.flatMap(([, truth], at) => (truth === undefined ? [] : truthOf('', at + 1, truth)));
  const newline = options.newline ?? '\r\n';
  const text = lines.map(([content]) => content).join(newline) + (options.lastNewline === false ? '' : newline);
  return { file, about, bytes: encoded(text, options.encoding ?? 'utf8'), refused: null, rows };
}

/** A file that is refused whole. */
export const refused = (file: string, about: string, bytes: Buffer | string, code: string): Case => ({
  file,
  about,
  bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes,
  refused: code,
  rows: [],
});

/** A sheet of lines whose cells stand between bars; see `cellOf` in book.ts for what a cell may be. */
export interface SheetLines {
  readonly name: string;
  readonly lines: readonly Line[];
}

/** The truth of the sheets of a workbook. */
export const rowsOfSheets = (sheets: readonly SheetLines[]): readonly TrueRow[] =>
  sheets.flatMap(({ name, lines }) => lines.flatMap(([, truth], at) => (truth === undefined ? [] : truthOf(name, at + 1, truth))));
