// Decides how rows are written as PostgreSQL COPY text and read back: fields by tab, rows by newline, `\N` for null, backslash escapes.
import pg from 'pg';
import { Fault, assert } from '../kernel/fault.ts';

/** What a column may be given. An array becomes an array of text. */
export type CopyField = string | number | bigint | boolean | null | readonly string[];

const special = /[\\\t\n\r\0]/;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

const escaped = (text: string): string =>
  text.replace(/[\\\t\n\r\0]/g, (character) => {
    if (character === '\0') {
      throw new Fault('bad-input', 'nul-character', {
        id: 'Teks memuat karakter NUL (U+0000), yang tidak dapat disimpan. Hapus karakter itu dari berkas asal.',
        en: 'The text holds a NUL character (U+0000), which cannot be stored. Remove it from the source file.',
      });
    }
    return escapes[character] ?? character;
  });

/** One array of text as PostgreSQL writes it, every element quoted. */
export const arrayText = (items: readonly string[]): string => `{${items.map((item) => `"${item.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;

function fieldText(field: CopyField): string {
  if (typeof field === 'string') return special.test(field) ? escaped(field) : field;
  if (field === null) return '\\N';
  if (typeof field === 'boolean') return field ? 't' : 'f';
  if (typeof field === 'bigint') return field.toString();
  if (typeof field === 'number') {
    assert(Number.isFinite(field), 'a number to be stored is finite');
    return String(field);
  }
  return escaped(arrayText(field));
}

/** One row with its newline. `width` is the number of columns it must have. */
export function rowText(row: readonly CopyField[], width: number): string {
  assert(row.length === width, `a row has ${row.length} fields for ${width} columns`);
  let text = fieldText(row[0] as CopyField);
  for (let column = 1; column < width; column += 1) text += `\t${fieldText(row[column] as CopyField)}`;
  return `${text}\n`;
}

/** UTF-8 of COPY text; half of a surrogate pair has no UTF-8 and would silently become U+FFFD. */
export function copyBytes(text: string): Buffer {
  if (!(text as string & { isWellFormed(): boolean }).isWellFormed()) {
    throw new Fault('bad-input', 'text-not-unicode', {
      id: 'Teks memuat separuh karakter Unicode dan tidak dapat disimpan tanpa merusaknya. Simpan ulang berkas sebagai UTF-8.',
      en: 'The text holds half of a Unicode character and cannot be stored undamaged. Save the file again as UTF-8.',
    });
  }
  return Buffer.from(text, 'utf8');
}

const controls: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

const unescaped = (text: string): string => text.replace(/\\(.)/gs, (_, character: string) => controls[character] ?? character);

const fieldOf = (text: string): string | null => (text === '\\N' ? null : text.includes('\\') ? unescaped(text) : text);

/** The rows of whole lines of COPY text (each line ended by a newline, the last one's newline cut off). */
export function rowsOfText(text: string): (string | null)[][] {
  const rows: (string | null)[][] = [];
  for (const line of text.split('\n')) {
    const fields: (string | null)[] = line.split('\t');
    if (line.includes('\\')) for (let column = 0; column < fields.length; column += 1) fields[column] = fieldOf(fields[column] as string);
    rows.push(fields);
  }
  return rows;
}

/** The elements of a one-dimensional array as PostgreSQL writes it (`{a,"b c"}`); it may hold no nulls. */
export function parseArray(text: string): string[] {
  assert(text.startsWith('{') && text.endsWith('}'), 'an array is written in braces');
  const items: string[] = [];
  const item = /"((?:[^"\\]|\\.)*)"|([^",{}\\]+)/gsy;
  for (let at = 1; at < text.length - 1; at = item.lastIndex + 1) {
    item.lastIndex = at;
    const match = item.exec(text);
    assert(match !== null && match[2] !== 'NULL', 'an array of text without nulls');
    items.push(match[1] === undefined ? (match[2] as string) : match[1].replace(/\\(.)/gs, '$1'));
  }
  return items;
}

// oxlint-disable-next-line no-control-regex -- NUL is refused
const quoted = /[\0'\\]/;

/** A value as SQL text, quoted so that it can be nothing but a value. */
export function literal(value: string | number | bigint | null): string {
  if (value === null) return 'null';
  if (typeof value === 'string') {
    if (!quoted.test(value)) return `'${value}'`;
    escaped(value); // refuses NUL
    return pg.escapeLiteral(value).trimStart();
  }
  assert(typeof value === 'bigint' || Number.isFinite(value), 'a number in SQL is finite');
  return value < 0 ? `(${value})` : String(value); // else `x -${literal(-1)}` would begin a comment
}
