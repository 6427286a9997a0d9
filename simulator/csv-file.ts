// Decides how the simulator reads and writes CSV: its own few lines, so that a fault in Payung's reader or writer is not repeated here.
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

const size = 1 << 20;
const piece = 1 << 14;

/** Writes lines through one large buffer. Lines come without their line end. */
export class CsvFile {
  rows = 0;
  readonly #file: number;
  readonly #buffer = Buffer.allocUnsafe(size);
  #used = 0;
  #text: string;

  constructor(path: string, header: string) {
    this.#file = openSync(path, 'w');
    this.#text = `${header}\n`;
  }

  write(line: string): void {
    this.rows += 1;
    this.#text += `${line}\n`;
    if (this.#text.length >= piece) this.#drain();
  }

  #drain(): void {
    if (this.#used + this.#text.length * 3 > size) this.#flush();
    this.#used += this.#buffer.write(this.#text, this.#used, 'utf8');
    this.#text = '';
  }

  #flush(): void {
    let from = 0;
    while (from < this.#used) from += writeSync(this.#file, this.#buffer, from, this.#used - from);
    this.#used = 0;
  }

  /** Writes what is left; returns the number of rows. */
  end(): number {
    this.#drain();
    this.#flush();
    closeSync(this.#file);
    return this.rows;
  }
}

/** A field, quoted where it must be. */
export const field = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The fields of one complete line. */
export function fieldsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (line.charAt(at) !== '"') {
      const end = line.indexOf(',', at);
      fields.push(end < 0 ? line.slice(at) : line.slice(at, end));
      if (end < 0) return fields;
      at = end + 1;
      continue;
    }
    let text = '';
    for (;;) {
      const quote = line.indexOf('"', at + 1);
      if (quote < 0) return [...fields, text + line.slice(at + 1)];
      text += line.slice(at + 1, quote);
      at = quote + 1;
      if (line.charAt(at) !== '"') break;
      text += '"';
    }
    fields.push(text);
    if (at >= line.length) return fields;
    at += 1;
  }
}

const quotesEven = (line: string): boolean => (line.split('"').length & 1) === 1;

/** Gives every record to `each`, the header first; a byte order mark, CRLF and line ends in quotes are understood. */
export function readRecords(path: string, each: (fields: string[]) => void): void {
  const file = openSync(path, 'r');
  const buffer = Buffer.allocUnsafe(size);
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let open = '';
  const take = (line: string): void => {
    const whole = open === '' ? line : `${open}\n${line}`;
    if (whole.includes('"') && !quotesEven(whole)) {
      open = whole;
      return;
    }
    open = '';
    const text = whole.endsWith('\r') ? whole.slice(0, -1) : whole;
    if (text !== '') each(fieldsOf(text));
  };
  let first = true;
  try {
    for (;;) {
      const count = readSync(file, buffer, 0, size, null);
      let text = rest + (count === 0 ? decoder.end() : decoder.write(buffer.subarray(0, count)));
      if (first && text.startsWith('\ufeff')) text = text.slice(1);
      first = false;
      let from = 0;
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
        take(text.slice(from, end));
        from = end + 1;
      }
      rest = text.slice(from);
      if (count === 0) break;
    }
    if (rest !== '') take(rest);
  } finally {
    closeSync(file);
  }
}
