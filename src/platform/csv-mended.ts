// Decides how a list whose quotation marks are broken is cut into rows all the same: line by line, so that one open mark swallows nobody.
import { parse } from 'csv-parse/sync';
import { isPlainCsv, plainRecords } from './csv-plain.ts';

/** A record, the line it begins on and the line it ends on (from 1), and whether its quotation marks had to be guessed. */
export interface ListRecord {
  readonly cells: readonly string[];
  readonly begins: number;
  readonly ends: number;
  readonly mended: boolean;
}

const parsed = (text: string, delimiter: string): readonly { readonly cells: readonly string[]; readonly ends: number }[] => {
  const records: { cells: readonly string[]; ends: number }[] = [];
  parse(text, {
    delimiter,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    max_record_size: 0,
    relax_quotes: true,
    on_record: (cells: string[], { lines }) => {
      records.push({ cells, ends: lines });
      return null;
    },
  });
  return records;
};

const lineEnd = /\r\n|\n/;

/** A cell with a line end and several delimiters in it has swallowed the rows that follow: nobody writes that into one cell. */
const swallowed = (cells: readonly string[], delimiter: string): boolean =>
  cells.some((cell) => lineEnd.test(cell) && (cell.split(delimiter).length > 3 || /\d{16}/.test(cell)));

const bare = (cell: string): string => cell.replace(/^\s*"|"\s*$/g, '').replaceAll('""', '"');

function oneLine(line: string, delimiter: string): { readonly cells: readonly string[]; readonly mended: boolean } {
  if (!line.includes('"')) return { cells: line.split(delimiter), mended: false };
  try {
    const [record] = parsed(line, delimiter);
    return { cells: record?.cells ?? [], mended: false };
  } catch {
    return { cells: line.split(delimiter).map(bare), mended: true };
  }
}

/** Every record of a list saved as CSV, none lost whatever its quotation marks. */
export function* listRecords(text: string, delimiter: string): Generator<ListRecord, void, undefined> {
  if (isPlainCsv(text, delimiter)) {
    let line = 0;
    for (const cells of plainRecords(text, delimiter)) yield { cells, begins: (line += 1), ends: line, mended: false };
    return;
  }
  let whole: ReturnType<typeof parsed> | null = null;
  try {
    whole = parsed(text, delimiter);
  } catch {
    whole = null; // a mark is never closed
  }
  if (whole !== null && !whole.some(({ cells }) => swallowed(cells, delimiter))) {
    let before = 0;
    for (const { cells, ends } of whole) {
      yield { cells, begins: before + 1, ends, mended: false };
      before = ends;
    }
    return;
  }
  let line = 0;
  for (const written of text.split(lineEnd)) {
    line += 1;
    if (written !== '') yield { ...oneLine(written, delimiter), begins: line, ends: line };
  }
}
