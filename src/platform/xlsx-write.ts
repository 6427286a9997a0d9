// Decides how an Excel workbook is written: every cell as text, so that no program makes a number of an identity number (but for a number handed back), and the same bytes every time.
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { assert } from '../kernel/fault.ts';
import { columnLetters, type WrittenFile } from './sheet.ts';
import { writeWhole } from './sheet-file.ts';
import { encodeAttribute, encodeCell } from './xlsx-text.ts';

/** A number that goes back to whoever wrote it as the number it was; the cell has the text format, so that what is typed over it is text. */
export interface XlsxNumber {
  readonly number: string;
}

/** The cells of a row as text; null and '' leave a cell empty. */
export type XlsxRow = readonly (string | XlsxNumber | null)[];

/**
 * A sheet to write. `header` is the first row, bold and frozen; `widths` are in characters, by default from the header (10 to 40). `name`: 1 to
 * 31 characters without []:*?/\ and unlike the others. Rows are streamed, at most 1,048,575 a sheet of at most 16,384 cells of 32,767 characters.
 */
export interface XlsxSheet {
  readonly name: string;
  readonly header: readonly (string | XlsxNumber)[];
  readonly widths?: readonly number[];
  readonly rows: Iterable<XlsxRow> | AsyncIterable<XlsxRow>;
}

/** `durable` (default) syncs to disk before returning. */
export interface XlsxWriteOptions {
  readonly durable?: boolean;
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaging = 'http://schemas.openxmlformats.org/package/2006';
const content = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

// Style 0 is the default, 1 text (format 49 is @), 2 bold text for the header.
const styles = `${declaration}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

const contentTypes = (sheets: readonly XlsxSheet[]): string =>
  `${declaration}<Types xmlns="${packaging}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${content}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${content}.styles+xml"/>${sheets.map((_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${content}.worksheet+xml"/>`).join('')}</Types>`;

const rootRelations = `${declaration}<Relationships xmlns="${packaging}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

const workbook = (sheets: readonly XlsxSheet[]): string =>
  `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets.map(({ name }, i) => `<sheet name="${encodeAttribute(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`;

const workbookRelations = (sheets: readonly XlsxSheet[]): string =>
  `${declaration}<Relationships xmlns="${packaging}/relationships">${sheets.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${office}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>`;

const sheetHead = ({ header, widths }: XlsxSheet): string => {
  const columns = header.map(
    (title, i) =>
      `<col min="${i + 1}" max="${i + 1}" width="${widths?.[i] ?? Math.min(40, Math.max(10, (typeof title === 'string' ? title : title.number).length + 3))}" style="1" customWidth="1"/>`,
  );
  return `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${columns.length === 0 ? '' : `<cols>${columns.join('')}</cols>`}<sheetData>`;
};

/** Without this Excel marks every identity number as "number stored as text". */
const sheetTail = (columns: number, rows: number): string =>
  `</sheetData><ignoredErrors><ignoredError sqref="A1:${columnLetters(Math.max(0, columns - 1))}${rows + 1}" numberStoredAsText="1"/></ignoredErrors></worksheet>`;

const letters: string[] = [];
const lettersOf = (column: number): string => (letters[column] ??= columnLetters(column));

const rowXml = (cells: XlsxRow, row: number, style: 1 | 2): string => {
  assert(row <= 1_048_576 && cells.length <= 16_384, 'a sheet holds 1,048,576 rows of 16,384 cells');
  let xml = `<row r="${row}">`;
  for (let i = 0; i < cells.length; i += 1) {
    const text = cells[i];
    if (text === null || text === undefined || text === '') continue;
    if (typeof text !== 'string') {
      assert(/^-?\d+(\.\d+)?(E[+-]?\d+)?$/i.test(text.number), 'a number is written as one');
      xml += `<c r="${lettersOf(i)}${row}" s="${style}"><v>${text.number}</v></c>`;
      continue;
    }
    assert(text.length <= 32_767, 'a cell holds 32,767 characters');
    const first = text.charCodeAt(0);
    const last = text.charCodeAt(text.length - 1);
    const keep = first <= 32 || last <= 32 ? ' xml:space="preserve"' : '';
    xml += `<c r="${lettersOf(i)}${row}" s="${style}" t="inlineStr"><is><t${keep}>${encodeCell(text)}</t></is></c>`;
  }
  return `${xml}</row>`;
};

const chunkCharacters = 128 * 1024;

async function* sheetXml(sheet: XlsxSheet, counted: (rows: number) => void): AsyncGenerator<Buffer, void, undefined> {
  let text = sheetHead(sheet) + rowXml(sheet.header, 1, 2);
  let rows = 0;
  let columns = sheet.header.length;
  const add = (cells: XlsxRow): boolean => {
    rows += 1;
    if (cells.length > columns) columns = cells.length;
    text += rowXml(cells, rows + 1, 1);
    return text.length >= chunkCharacters;
  };
  const take = (): Buffer => {
    const bytes = Buffer.from(text, 'utf8');
    text = '';
    return bytes;
  };
  // A plain loop over arrays and generators: `for await` would cost a promise a row.
  if (Symbol.iterator in sheet.rows) {
    for (const cells of sheet.rows) if (add(cells)) yield take();
  } else {
    for await (const cells of sheet.rows) if (add(cells)) yield take();
  }
  text += sheetTail(columns, rows);
  yield take();
  counted(rows);
}

const assertNames = (sheets: readonly XlsxSheet[]): void => {
  assert(sheets.length > 0, 'a workbook has a sheet');
  for (const { name } of sheets) assert(/^[^[\]:*?/\\\u0000-\u001f]{1,31}$/.test(name) && !/^'|'$/.test(name), `a sheet may be named: ${name}`);
  assert(new Set(sheets.map(({ name }) => name.toLowerCase())).size === sheets.length, 'sheets have different names');
};

/**
 * Writes a workbook whose cells are all text (inline strings, format `@`), with a bold frozen header on every sheet, by way of a part file renamed
 * at the end. Rows are streamed: memory does not grow with them. The bytes depend on nothing but the content. Returns data rows of all sheets
 * (headers not counted), SHA-256 and bytes. What `rows` throws is passed on and leaves no file; a name or size Excel refuses is a bug.
 */
export const writeXlsx = async (path: string, sheets: readonly XlsxSheet[], options: XlsxWriteOptions = {}): Promise<WrittenFile> => {
  assertNames(sheets);
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  zip.on('error', (error) => output.destroy(error as Error));
  // A zip keeps local time without its zone: the same clock reading makes the same bytes everywhere.
  const entry = { mtime: new Date(2000, 0, 1), mode: 0o100644, forceDosTimestamp: true, compressionLevel: 3 };
  const add = (name: string, xml: string): void => zip.addBuffer(Buffer.from(xml, 'utf8'), name, { ...entry, compressionLevel: 0 }); // a kilobyte: storing it halves the time of a small file
  add('[Content_Types].xml', contentTypes(sheets));
  add('_rels/.rels', rootRelations);
  add('xl/workbook.xml', workbook(sheets));
  add('xl/_rels/workbook.xml.rels', workbookRelations(sheets));
  add('xl/styles.xml', styles);
  let rows = 0;
  sheets.forEach((sheet, i) => {
    zip.addReadStreamLazy(`xl/worksheets/sheet${i + 1}.xml`, entry, (ready) => {
      const xml = Readable.from(
        sheetXml(sheet, (count) => (rows += count)),
        { objectMode: false, highWaterMark: chunkCharacters },
      );
      xml.on('error', (error) => output.destroy(error)); // yazl would wait for ever
      ready(null, xml);
    });
  });
  zip.end();
  const written = await writeWhole(path, output as AsyncIterable<Buffer>, options.durable ?? true);
  return { rows, ...written };
};
