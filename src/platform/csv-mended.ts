// Decides how a list whose quotation marks are broken is cut into rows all the same: line by line where it must, so that one open mark swallows nobody.
import { parse } from 'csv-parse/sync';
import { isPlainCsv, plainRecords } from './csv-plain.ts';

/**
 * A record, the row a spreadsheet shows it in (from 1: records are counted, not lines, for a line end in a quoted cell begins no row), and whether its
 * quotation marks had to be guessed.
 */
export interface ListRecord {
  readonly cells: readonly string[];
  readonly row: number;
  readonly mended: boolean;
}

const parsed = (text: string, delimiter: string): readonly (readonly string[])[] => {
  const records: (readonly string[])[] = [];
  parse(text, {
    delimiter,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    max_record_size: 0,
    relax_quotes: true,
    on_record: (cells: string[]) => {
      records.push(cells);
      return null;
    },
  });
  return records;
};

const lineEnd = /\r\n|\n/;

/** A cell with a line end and several delimiters in it has swallowed the rows that follow: nobody writes that into one cell. */
const swallowed = (cells: readonly string[], delimiter: string): boolean =>
  cells.some((cell) => lineEnd.test(cell) && (cell.split(delimiter).length > 3 || (cell.includes(delimiter) && /\d{16}/.test(cell))));

const bare = (cell: string): string => cell.replace(/^\s*"|"\s*$/g, '').replaceAll('""', '"');

/** How many lines one quoted cell may take in a file whose marks are broken elsewhere. */
const mostLines = 10;

interface Mended {
  readonly cells: readonly string[];
  readonly mended: boolean;
  readonly lines: number;
}

/** The record that begins in a line: the line itself, or with those that follow where a mark is closed there and nobody was swallowed. */
function recordAt(lines: readonly string[], at: number, delimiter: string): Mended {
  const line = lines[at] as string;
  if (!line.includes('"')) return { cells: line.split(delimiter), mended: false, lines: 1 };
  const alone = whole(line, delimiter);
  if (alone !== null) return { cells: alone, mended: false, lines: 1 };
  for (let count = 2; count <= mostLines && at + count <= lines.length; count += 1) {
    if (!(lines[at + count - 1] as string).includes('"')) continue;
    const text = lines.slice(at, at + count).join('\n');
    if (text.split('"').length % 2 === 0) continue;
    const cells = whole(text, delimiter);
    if (cells !== null && !swallowed(cells, delimiter)) return { cells, mended: false, lines: count };
    break;
  }
  return { cells: line.split(delimiter).map(bare), mended: true, lines: 1 };
}

/** The cells of a text that is one record; null where a mark is never closed. */
function whole(text: string, delimiter: string): readonly string[] | null {
  try {
    const records = parsed(text, delimiter);
    return records.length === 1 ? (records[0] as readonly string[]) : null;
  } catch {
    return null;
  }
}

/** Every record of a list saved as CSV, none lost whatever its quotation marks. */
export function* listRecords(text: string, delimiter: string): Generator<ListRecord, void, undefined> {
  let row = 0;
  if (isPlainCsv(text, delimiter)) {
    for (const cells of plainRecords(text, delimiter)) yield { cells, row: (row += 1), mended: false };
    return;
  }
  let records: ReturnType<typeof parsed> | null = null;
  try {
    records = parsed(text, delimiter);
  } catch {
    records = null; // a mark is never closed
  }
  if (records !== null && !records.some((cells) => swallowed(cells, delimiter))) {
    for (const cells of records) yield { cells, row: (row += 1), mended: false };
    return;
  }
  const lines = text.split(lineEnd);
  for (let at = 0; at < lines.length;) {
    row += 1;
    if (lines[at] === '') {
      at += 1;
      continue;
    }
    const { cells, mended, lines: taken } = recordAt(lines, at, delimiter);
    at += taken;
    yield { cells, row, mended };
  }
}
