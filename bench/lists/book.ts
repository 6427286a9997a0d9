// Decides how a case of the corpus becomes a workbook: written by SheetJS, which knows every odd thing a workbook may hold, so that our reader is tested on another's files.
import * as xlsx from '@e965/xlsx';
import { type Case, type SheetLines, rowsOfSheets } from './case.ts';

/** What else a workbook is: its format, its calendar, sheets, rows and columns hidden, cells merged (`A1:C1`). */
export interface BookOptions {
  readonly as?: 'xlsx' | 'biff8' | 'ods' | 'xlml' | 'html' | 'xlsb' | 'fods';
  readonly from1904?: boolean;
  readonly hiddenSheets?: readonly string[];
  readonly hiddenRows?: Readonly<Record<string, readonly number[]>>;
  /** From 0. */
  readonly hiddenColumns?: Readonly<Record<string, readonly number[]>>;
  readonly merged?: Readonly<Record<string, readonly string[]>>;
}

/**
 * A cell as written between bars: `#5.3e15` a number, `@5.3e15` a number in a cell set to text, `%31200` a number shown as a date, `=A1~text` a formula with its last
 * value (`=A1~#5.3e15` a number, `=A1~` none),
 * `!#N/A` an error, `?true` a boolean, anything else a text; nothing is an empty cell.
 */
function cellOf(text: string): xlsx.CellObject | null {
  if (text === '') return null;
  const rest = text.slice(1);
  switch (text[0]) {
    case '#':
      return { t: 'n', v: Number(rest) };
    case '@':
      return { t: 'n', v: Number(rest), z: '@' };
    case '%':
      return { t: 'n', v: Number(rest), z: 'dd/mm/yyyy' };
    case '=': {
      const [formula, value] = rest.split('~') as [string, string];
      if (value === '') return { t: 'n', f: formula };
      return value.startsWith('#') ? { t: 'n', f: formula, v: Number(value.slice(1)) } : { t: 's', f: formula, v: value };
    }
    case '!':
      return { t: 'e', v: 42, w: rest };
    case '?':
      return { t: 'b', v: rest === 'true' };
    default:
      return { t: 's', v: text };
  }
}

function sheetOf(lines: SheetLines['lines']): xlsx.WorkSheet {
  const sheet: xlsx.WorkSheet = {};
  let width = 0;
  for (const [at, [content]] of lines.entries()) {
    for (const [column, text] of content.split('|').entries()) {
      const cell = cellOf(text.trim());
      if (cell === null) continue;
      sheet[xlsx.utils.encode_cell({ r: at, c: column })] = cell;
      width = Math.max(width, column);
    }
  }
  sheet['!ref'] = xlsx.utils.encode_range({ s: { r: 0, c: 0 }, e: { r: Math.max(0, lines.length - 1), c: width } });
  return sheet;
}

/** A workbook of sheets. */
export function book(file: string, about: string, sheets: readonly SheetLines[], options: BookOptions = {}): Case {
  const workbook = xlsx.utils.book_new();
  for (const { name, lines } of sheets) {
    const sheet = sheetOf(lines);
    const merged = options.merged?.[name];
    if (merged !== undefined) sheet['!merges'] = merged.map((range) => xlsx.utils.decode_range(range));
    const hidden = options.hiddenRows?.[name];
    if (hidden !== undefined) {
      sheet['!rows'] = [];
      for (const row of hidden) sheet['!rows'][row - 1] = { hidden: true };
    }
    const hiddenColumns = options.hiddenColumns?.[name];
    if (hiddenColumns !== undefined) {
      sheet['!cols'] = [];
      for (const column of hiddenColumns) sheet['!cols'][column] = { hidden: true };
    }
    xlsx.utils.book_append_sheet(workbook, sheet, name);
  }
  workbook.Workbook = {
    WBProps: { date1904: options.from1904 ?? false },
    Sheets: sheets.map(({ name }) => ({ name, Hidden: options.hiddenSheets?.includes(name) === true ? 1 : 0 })),
  };
  const bytes = xlsx.write(workbook, { type: 'buffer', bookType: options.as ?? 'xlsx', bookSST: true, compression: true }) as Buffer;
  return { file, about, bytes, refused: null, rows: rowsOfSheets(sheets.filter(({ name }) => options.hiddenSheets?.includes(name) !== true)) };
}

/**
 * An OpenDocument with a row of its first sheet hidden, another filtered away, a column (from 0) hidden and a whole sheet hidden, spelled as LibreOffice
 * does: SheetJS writes none of it.
 */
export function unseenInOds(made: Case, of: { readonly collapsed: number; readonly filtered: number; readonly column: number; readonly sheet: string }): Case {
  const nth = (xml: string, tag: string, number: number, attribute: string): string => {
    let seen = 0;
    return xml.replaceAll(tag, (found) => ((seen += 1) === number ? `${found} ${attribute}` : found));
  };
  const changed = (written: string): string => {
    let xml = nth(written, '<table:table-row', of.collapsed, 'table:visibility="collapse"');
    xml = nth(xml, '<table:table-row', of.filtered, 'table:visibility="filter"');
    const columns = `<table:table-column table:number-columns-repeated="${of.column}"/><table:table-column table:visibility="collapse"/>`;
    const style = '<style:style style:name="unseen" style:family="table"><style:table-properties table:display="false"/></style:style>';
    return xml
      .replace(/<table:table [^>]*>/, `$&${columns}`)
      .replace('</office:automatic-styles>', `${style}</office:automatic-styles>`)
      .replace(`table:name="${of.sheet}" table:style-name="ta1"`, `table:name="${of.sheet}" table:style-name="unseen"`);
  };
  if (made.bytes.toString('latin1', 0, 2) !== 'PK') return { ...made, bytes: Buffer.from(changed(made.bytes.toString('utf8'))) };
  const cfb = xlsx.CFB as Cfb;
  const zip = cfb.read(made.bytes, { type: 'buffer' });
  const content = cfb.find(zip, '/content.xml');
  content.content = Buffer.from(changed(Buffer.from(content.content).toString('utf8')));
  return { ...made, bytes: Buffer.from(cfb.write(zip, { type: 'buffer', fileType: 'zip', compression: true })) };
}

/** Bytes of any workbook, for what is done to files afterwards. */
export const anyWorkbook = (): Buffer => book('x.xlsx', '', [{ name: 'A', lines: [['NIK|NAMA|TANGGAL LAHIR']] }]).bytes;

/** What is used of the library of compound files, which declares no types. */
interface Cfb {
  readonly utils: { cfb_new(): object; cfb_add(file: object, name: string, content: Buffer): void };
  read(bytes: Buffer, options: { readonly type: 'buffer' }): object;
  find(file: object, name: string): { content: Uint8Array };
  write(file: object, options: { readonly type: 'buffer'; readonly fileType?: 'zip'; readonly compression?: boolean }): Buffer;
}

/** A compound file as Excel writes for a workbook under a password: two streams, both encrypted. */
export function encrypted(): Buffer {
  const cfb = xlsx.CFB as Cfb;
  const file = cfb.utils.cfb_new();
  cfb.utils.cfb_add(file, '/EncryptionInfo', Buffer.alloc(400, 7));
  cfb.utils.cfb_add(file, '/EncryptedPackage', Buffer.alloc(8192, 11)); // as large as a small workbook
  return cfb.write(file, { type: 'buffer' });
}
