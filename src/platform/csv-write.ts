// Decides how comma-separated files are written: RFC 4180, UTF-8, and harmless when a spreadsheet opens them.
import type { WrittenFile } from './sheet.ts';
import { writeWhole } from './sheet-file.ts';

/** A field as written: null and '' both become an empty field. */
export type CsvField = string | number | bigint | null;

/**
 * `delimiter` is the comma unless told otherwise; `bom` marks the file as UTF-8 for Excel; `guardFormulas` puts an apostrophe before text
 * that a spreadsheet would run (= + - @ tab CR LF first), wanted for every file people open; `durable` (default) syncs to disk.
 */
export interface CsvWriteOptions {
  readonly delimiter?: ',' | ';' | '\t' | '|';
  readonly bom?: boolean;
  readonly guardFormulas?: boolean;
  readonly durable?: boolean;
}

const chunkCharacters = 256 * 1024;
const runs = /^[=+\-@\t\r\n＝＋－＠]/;

const fieldWriter = (options: CsvWriteOptions): ((field: CsvField) => string) => {
  const unsafe = { ',': /[",\r\n]/, ';': /[";\r\n]/, '\t': /["\t\r\n]/, '|': /["|\r\n]/ }[options.delimiter ?? ','];
  const guard = options.guardFormulas ?? false;
  return (field) => {
    if (field === null) return '';
    if (typeof field !== 'string') return String(field);
    const text = guard && runs.test(field) ? `'${field}` : field;
    return unsafe.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
};

/**
 * Writes a header and rows as CSV with CRLF line ends, by way of a part file renamed at the end. The rows are streamed: memory does not
 * grow with them. Returns data rows (header not counted), SHA-256 and bytes. What `rows` throws is passed on and leaves no file.
 */
export const writeCsv = async (
  path: string,
  header: readonly string[],
  rows: Iterable<readonly CsvField[]> | AsyncIterable<readonly CsvField[]>,
  options: CsvWriteOptions = {},
): Promise<WrittenFile> => {
  const delimiter = options.delimiter ?? ',';
  const write = fieldWriter(options);
  const record = (fields: readonly CsvField[]): string => {
    let line = '';
    for (let i = 0; i < fields.length; i += 1) line += i === 0 ? write(fields[0] ?? null) : delimiter + write(fields[i] ?? null);
    return line === '' ? '""\r\n' : `${line}\r\n`; // an empty line would be read as no record
  };
  let count = 0;
  async function* chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    let text = (options.bom ? '\ufeff' : '') + record(header);
    const add = (fields: readonly CsvField[]): boolean => {
      text += record(fields);
      count += 1;
      return text.length >= chunkCharacters;
    };
    const take = (): Buffer => {
      const bytes = Buffer.from(text, 'utf8');
      text = '';
      return bytes;
    };
    // A plain loop over arrays and generators: `for await` would cost a promise a row.
    if (Symbol.iterator in rows) {
      for (const fields of rows) if (add(fields)) yield take();
    } else {
      for await (const fields of rows) if (add(fields)) yield take();
    }
    if (text !== '') yield take();
  }
  const written = await writeWhole(path, chunks(), options.durable ?? true);
  return { rows: count, ...written };
};
