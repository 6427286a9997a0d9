// Decides where records of a comma-separated text begin and end, and what cells they hold (RFC 4180).
import { type CsvError, parse } from 'csv-parse/sync';
import { badQuotes } from './csv-words.ts';

/** Records of a block of text, beside the lines they begin on. */
export interface CsvRecords {
  readonly rows: string[][];
  readonly lines: number[];
}

const quote = '"';

const quotesIn = (text: string): number => {
  let count = 0;
  for (let i = text.indexOf(quote); i !== -1; i = text.indexOf(quote, i + 1)) count += 1;
  return count;
};

const withoutReturn = (line: string): string => (line.charCodeAt(line.length - 1) === 13 ? line.slice(0, -1) : line);

/**
 * Splits blocks of whole lines into records. A line without a quotation mark is cut at the delimiter, one with every cell quoted and no mark
 * inside a cell at `","`: several times as fast as a parser. The others go to csv-parse, a block's worth at a time. In text that csv-parse
 * accepts, a line end lies inside a cell exactly when the marks so far are odd in number; in all other text csv-parse finds the fault.
 * Blank lines are no records.
 */
export class RecordSplitter {
  readonly #delimiter: string;
  readonly #between: string;
  readonly #file: string;
  #line = 1;
  #open = '';
  #openLine = 0;
  #openMarks = 0;

  constructor(delimiter: string, file: string) {
    this.#delimiter = delimiter;
    this.#between = `"${delimiter}"`;
    this.#file = file;
  }

  /** The line the next block begins on. */
  get line(): number {
    return this.#line;
  }

  /** Records that end in this block; a record still open is kept for the next. Faults: `bad-quotes`, `quote-not-closed`. */
  split(block: string): CsvRecords {
    const delimiter = this.#delimiter;
    const physical = block.split('\n');
    if (physical.at(-1) === '') physical.pop();
    const rows: string[][] = [];
    const lines: number[] = [];
    const quoted: string[] = [];
    const quotedAt: number[] = [];
    const plain = !block.includes(quote);
    for (let i = 0; i < physical.length; i += 1) {
      const line = physical[i] ?? '';
      if (this.#open === '' && (plain || !line.includes(quote))) {
        const content = withoutReturn(line);
        if (content === '') continue;
        rows.push(content.split(delimiter));
        lines.push(this.#line + i);
        continue;
      }
      if (this.#open === '') this.#openLine = this.#line + i;
      const record = this.#open + line;
      const marks = this.#openMarks + quotesIn(line);
      if (marks % 2 === 1) {
        this.#open = `${record}\n`;
        this.#openMarks = marks;
        if (record.length > 1024 * 1024) throw badQuotes(this.#file, this.#openLine, true);
        continue;
      }
      this.#open = '';
      this.#openMarks = 0;
      const cells = this.#allQuoted(withoutReturn(record), marks);
      if (cells !== null) {
        rows.push(cells);
        lines.push(this.#openLine);
        continue;
      }
      quotedAt.push(rows.length);
      quoted.push(record);
      rows.push([]);
      lines.push(this.#openLine);
    }
    this.#line += physical.length;
    if (quoted.length > 0) this.#parse(quoted, quotedAt, rows, lines);
    return { rows, lines };
  }

  #allQuoted(record: string, marks: number): string[] | null {
    if (!record.startsWith(quote) || !record.endsWith(quote)) return null;
    const cells = record.slice(1, -1).split(this.#between);
    return cells.length * 2 === marks ? cells : null;
  }

  /** Call after the last block. Fault: `quote-not-closed`, or `bad-quotes` where the mark stood inside a cell. */
  finish(): void {
    if (this.#open !== '') this.#parse([this.#open], [0], [[]], [this.#openLine]);
  }

  #parse(quoted: readonly string[], quotedAt: readonly number[], rows: string[][], lines: readonly number[]): void {
    try {
      const records = parse(`${quoted.join('\n')}\n`, {
        delimiter: this.#delimiter,
        record_delimiter: ['\r\n', '\n'],
        relax_column_count: true,
        max_record_size: 0,
      });
      for (let i = 0; i < quotedAt.length; i += 1) rows[quotedAt[i] ?? 0] = records[i] ?? [];
    } catch (error) {
      const { code } = error as CsvError;
      if (typeof code !== 'string') throw error;
      const culprit = quoted.findIndex((record) => !this.#parses(record));
      throw badQuotes(this.#file, lines[quotedAt[Math.max(culprit, 0)] ?? 0] ?? this.#line, code === 'CSV_QUOTE_NOT_CLOSED');
    }
  }

  #parses(record: string): boolean {
    try {
      parse(record, { delimiter: this.#delimiter, record_delimiter: ['\r\n', '\n'], relax_column_count: true, max_record_size: 0 });
      return true;
    } catch {
      return false;
    }
  }
}
