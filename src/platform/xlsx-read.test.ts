// Decides whether workbooks of every writer are read as they are, and every unusable file is refused in words.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import * as XLSX from '@e965/xlsx';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { Fault } from '../kernel/fault.ts';
import type { SheetRow } from './sheet.ts';
import { readXlsx, type SheetSeen, type XlsxOptions } from './xlsx-read.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xlsx-read-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const bytesOf = async (zip: ZipFile): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const zipOf = async (parts: Readonly<Record<string, string | Buffer>>, stream = false): Promise<Buffer> => {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts)) {
    // An entry that is streamed gets its sizes in a data descriptor behind it.
    if (stream) zip.addReadStreamLazy(name, (ready) => ready(null, Readable.from([Buffer.from(content as string)])));
    else zip.addBuffer(Buffer.from(content as string), name);
  }
  zip.end({ forceZip64Format: stream, comment: '' });
  return bytesOf(zip);
};

const bookOf = (sheet: string, more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  '_rels/.rels': '<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="/xl/workbook.xml"/></Relationships>',
  'xl/workbook.xml': '<workbook xmlns:r="x"><sheets><sheet name="Desa" r:id="s1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="s1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="s2" Type="x/styles" Target="styles.xml"/><Relationship Id="s3" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
  'xl/worksheets/sheet1.xml': sheet,
  ...more,
});

const rowsOf = async (source: string | Buffer, options: XlsxOptions = {}): Promise<SheetRow[]> => {
  const rows: SheetRow[] = [];
  for await (const row of readXlsx(source, options)) rows.push(row);
  return rows;
};

const faultOf = async (source: string | Buffer, options: XlsxOptions = {}): Promise<Fault> => {
  const error = await rowsOf(source, options).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Fault);
  return error as Fault;
};

const one = '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Ani</t></is></c></row></sheetData></worksheet>';

describe('what SheetJS writes', () => {
  const words = fc.string({ unit: fc.constantFrom('a', 'é', '😀', '&', '<', "'", '"', ' ', '0', '\n'), minLength: 1, maxLength: 9 });
  const value = fc.oneof(
    words,
    fc.constant(null),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.integer({ min: 61, max: 60_000 }).map((day) => ({ day })),
  );

  test('is read with the kind and the text of every cell', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(value, { maxLength: 5 }), { minLength: 1, maxLength: 8 }), fc.boolean(), async (rows, bookSST) => {
        const wanted: SheetRow[] = [];
        const cellOf = (content: (typeof rows)[number][number]) =>
          content === null
            ? null
            : typeof content === 'string'
              ? { text: content, kind: 'text' }
              : typeof content === 'boolean'
                ? { text: content ? 'TRUE' : 'FALSE', kind: 'boolean' }
                : typeof content === 'number'
                  ? { text: String(content), kind: 'number' }
                  : { text: XLSX.SSF.format('yyyy-mm-dd', content.day), kind: 'date' };
        rows.forEach((row, i) => {
          const cells = row.map(cellOf);
          while (cells.at(-1) === null) cells.pop();
          if (cells.length > 0) wanted.push({ rowNumber: i + 1, sheet: 'Desa', cells } as SheetRow);
        });
        const sheet = XLSX.utils.aoa_to_sheet(
          rows.map((row) => row.map((content) => (content !== null && typeof content === 'object' ? { t: 'n', v: content.day, z: 'dd/mm/yyyy' } : content))),
        );
        const book = XLSX.utils.book_new(sheet, 'Desa');
        const read = await rowsOf(XLSX.write(book, { type: 'buffer', bookSST, compression: bookSST }) as Buffer);
        expect(
          read.map((row) => ({ ...row, cells: row.cells.map((cell) => (cell?.kind === 'number' ? { ...cell, text: String(Number(cell.text)) } : cell)) })),
        ).toEqual(
          wanted.map((row) => ({ ...row, cells: row.cells.map((cell) => (cell?.kind === 'number' ? { ...cell, text: String(Number(cell.text)) } : cell)) })),
        );
      }),
      { numRuns: 200 },
    );
  });

  test('an identity number kept as a number is told apart from text', async () => {
    const sheet = XLSX.utils.aoa_to_sheet([['5301010101000001', 5301010101000001, Number('12345678901234567')]]);
    const [row] = await rowsOf(XLSX.write(XLSX.utils.book_new(sheet, 'a'), { type: 'buffer' }) as Buffer);
    expect(row?.cells.map((cell) => [cell?.kind, cell?.text])).toEqual([
      ['text', '5301010101000001'],
      ['number', '5301010101000001'],
      ['number', '12345678901234568'],
    ]);
  });

  test('sheets come in order; hidden ones are named and skipped, or read', async () => {
    const book = XLSX.utils.book_new();
    for (const name of ['Desa A', 'Rahasia', 'Desa B & C']) XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([[name]]), name);
    book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }, { Hidden: 0 }] };
    const bytes = XLSX.write(book, { type: 'buffer' }) as Buffer;
    const seen: SheetSeen[] = [];
    expect((await rowsOf(bytes, { onSheet: (sheet) => seen.push(sheet) })).map((row) => row.sheet)).toEqual(['Desa A', 'Desa B & C']);
    expect(seen[1]).toEqual({ name: 'Rahasia', hidden: true, read: false });
    expect((await rowsOf(bytes, { hidden: 'read' })).map((row) => row.cells[0]?.text)).toEqual(['Desa A', 'Rahasia', 'Desa B & C']);
  });
});

describe('what others write', () => {
  const styles =
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-421]dd mmmm yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="21"/></cellXfs></styleSheet>';
  const shared = "<x:sst xmlns:x='m'><x:si><x:r><x:t>Ma</x:t></x:r><x:r><x:t>ria</x:t></x:r></x:si><x:si><x:t><![CDATA[A & B]]></x:t></x:si></x:sst>";
  const cells = (content: string): string => `<worksheet><sheetData><row>${content}</row></sheetData></worksheet>`;
  test.each([
    ['a date', '<c s="1"><v>29221</v></c>', [['date', '1980-01-01']]],
    ['a time', '<c s="2"><v>0.5</v></c>', [['date', '12:00:00']]],
    ['a date as ISO text', '<c t="d"><v>1980-01-01T00:00:00</v></c>', [['date', '1980-01-01']]],
    [
      'rich and CDATA shared strings',
      '<c t="s"><v>0</v></c><c t="s"><v>1</v></c>',
      [
        ['text', 'Maria'],
        ['text', 'A & B'],
      ],
    ],
    ['a formula with its value', '<c t="str"><f>A1&amp;"x"</f><v>Anix</v></c>', [['formula', 'Anix']]],
    ["a formula with Excel's escapes", '<c t="str"><f>A1</f><v>a_x000D_b</v></c>', [['formula', 'a\rb']]],
    ['a formula that gives a date', '<c s="1"><f>TODAY()</f><v>29221</v></c>', [['formula', '1980-01-01']]],
    ['a formula never computed', '<c><f>A1</f></c>', [['formula', '']]],
    ['a formula that shows nothing', '<c t="str"><f>""</f><v></v></c><c><v>1</v></c>', [undefined, ['number', '1']]],
    ['an error', '<c t="e"><v>#N/A</v></c>', [['error', '#N/A']]],
    ['exponents as stored', '<c><v>5.3010101010000015E+15</v></c>', [['number', '5.3010101010000015E+15']]],
    ['gaps', '<c r="C1"><v>1</v></c><c><v>2</v></c>', [undefined, undefined, ['number', '1'], ['number', '2']]],
    ["Excel's escapes", '<c t="inlineStr"><is><t>a_x000D_b_x005F_x0041_</t></is></c>', [['text', 'a\rb_x0041_']]],
  ])('%s', async (_, content, wanted) => {
    const parts = bookOf(cells(content), { 'xl/styles.xml': styles, 'xl/sharedStrings.xml': shared });
    for (const stream of [false, true]) {
      const [row] = await rowsOf(await zipOf(parts, stream));
      expect(row?.cells.map((cell) => (cell === null ? undefined : [cell.kind, cell.text]))).toEqual(wanted);
    }
  });

  test('dates counted from 1904', async () => {
    const parts = bookOf(cells('<c s="1"><v>43860</v></c>'), { 'xl/styles.xml': styles });
    parts['xl/workbook.xml'] = '<workbook xmlns:rel="x"><workbookPr date1904="1"/><sheets><sheet name="Desa" rel:id="s1"/></sheets></workbook>';
    expect((await rowsOf(await zipOf(parts)))[0]?.cells).toEqual([{ kind: 'date', text: '2024-01-31' }]);
  });

  test('thousands of shared strings', async () => {
    const rows = Array.from({ length: 3_000 }, (_, i) => [`Ani ${i}`]);
    const bytes = XLSX.write(XLSX.utils.book_new(XLSX.utils.aoa_to_sheet(rows), 'a'), { type: 'buffer', bookSST: true }) as Buffer;
    expect((await rowsOf(bytes)).map((row) => row.cells.map((cell) => cell?.text))).toEqual(rows);
  });

  test('from a path, with the sheet larger than what is inflated at once', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `<row r="${i + 1}"><c t="inlineStr"><is><t>é Ani ${i}</t></is></c></row>`).join('');
    const path = join(folder, 'large.xlsx');
    await writeFile(path, await zipOf(bookOf(`<worksheet><sheetData>${rows}</sheetData></worksheet>`)));
    const read = await rowsOf(path);
    expect([read.length, read.at(-1)?.cells[0]?.text]).toEqual([30_000, 'é Ani 29999']);
    for await (const row of readXlsx(path)) if (row.rowNumber === 5) break; // leaving early closes the file
  });
});

describe('refused', () => {
  const twoOfOneName = '<workbook xmlns:r="x"><sheets><sheet name="Desa" r:id="s1"/><sheet name="Desa" r:id="s1" state="hidden"/></sheets></workbook>';
  const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
  const long = one.replace('Ani', 'x'.repeat(10_000));
  const wide = one.replace('A1', 'AMK1');
  const packed = zipOf(bookOf(one));
  const broken = async (): Promise<Buffer> => {
    const bytes = Buffer.from(await packed);
    const at = bytes.indexOf('xl/worksheets/sheet1.xml') + 30;
    bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    return bytes;
  };
  /** 64 MB of blanks in 64 KB; `lying` declares one thousandth of them. */
  const bomb = async (lying: boolean): Promise<Buffer> => {
    const bytes = await zipOf(bookOf(`<worksheet>${' '.repeat(lying ? 900_000 : 64 * 1024 * 1024)}<sheetData/></worksheet>`));
    if (lying) bytes.writeUInt32LE(900, bytes.lastIndexOf('xl/worksheets/sheet1.xml') - 22);
    return bytes;
  };
  test.each<[string, () => Promise<Buffer> | Buffer, XlsxOptions, object]>([
    ['file-empty', () => Buffer.alloc(0), {}, {}],
    ['workbook-encrypted', () => Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]), {}, {}],
    ['workbook-encrypted-or-old', () => ole, {}, {}],
    ['not-a-workbook', () => Buffer.from('NIK;Nama\n1;Ani\n'), {}, {}],
    ['not-a-workbook', () => Buffer.from('<html><table>'), {}, {}],
    ['not-a-workbook', () => Buffer.from('%PDF-1.7'), {}, {}],
    ['not-a-workbook', () => Buffer.from('ab'), {}, {}],
    ['not-a-workbook', () => zipOf({ 'word/document.xml': '<a/>', '_rels/.rels': '<a/>' }), {}, {}],
    ['not-a-workbook', () => zipOf({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }), {}, {}],
    ['not-a-workbook', () => zipOf({ 'xl/workbook.bin': 'x', '_rels/.rels': '<a/>' }), {}, {}],
    ['workbook-damaged', async () => (await packed).subarray(0, -30), {}, {}],
    ['workbook-damaged', async () => (await packed).subarray(0, 200), {}, {}],
    ['workbook-damaged', broken, {}, {}],
    ['workbook-damaged', () => zipOf(bookOf(one.slice(0, -40))), {}, {}],
    ['workbook-damaged', () => zipOf(bookOf(one.replace('t="inlineStr"', 't="s"').replace(/<is>.*<\/is>/, '<v>7</v>'))), {}, {}],
    ['workbook-damaged', () => zipOf(bookOf(one, { 'xl/workbook.xml': '<workbook><sheets>' })), {}, {}],
    ['workbook-damaged', () => zipOf({ '_rels/.rels': '<Relationships/>' }), {}, {}],
    ['sheet-named-twice', () => zipOf(bookOf(one, { 'xl/workbook.xml': twoOfOneName })), {}, {}],
    ['workbook-damaged', () => bomb(true), {}, {}],
    ['workbook-too-large', () => bomb(false), {}, {}],
    ['workbook-too-large', () => packed, { limits: { inflatedBytes: 300 } }, {}],
    ['workbook-too-large', () => packed, { limits: { entries: 3 } }, {}],
    ['file-too-large', () => packed, { limits: { fileBytes: 600 } }, {}],
    ['cell-too-long', () => zipOf(bookOf(long)), {}, { row: 1, column: 'A' }],
    ['too-many-columns', () => zipOf(bookOf(wide)), {}, { row: 1 }],
    ['too-many-rows', () => zipOf(bookOf(one.replace(/<row.*row>/, '$&<row><c><v>1</v></c></row>'))), { limits: { rows: 1 } }, { row: 2 }],
  ])('%s (%#)', async (code, make, options, place) => {
    const bytes = await make();
    const fault = await faultOf(bytes, { ...options, file: 'desa.xlsx' });
    expect([fault.code, fault.place]).toEqual([code, { file: 'desa.xlsx', ...place }]);
    const path = join(folder, 'desa.xlsx');
    await writeFile(path, bytes);
    expect((await faultOf(path, options)).code).toBe(code);
  });

  test.each([1, 30_000])('a letter changed in a sheet of %d rows that is stored, not packed', async (count) => {
    const zip = new ZipFile();
    for (const [name, content] of Object.entries(bookOf(one.replace(/<row.*row>/, (row) => row.replace(' r="1"', '').replace(' r="A1"', '').repeat(count))))) {
      zip.addBuffer(Buffer.from(content), name, { compress: false });
    }
    zip.end();
    const bytes = await bytesOf(zip);
    expect(await rowsOf(bytes)).toHaveLength(count);
    bytes.write('B', bytes.lastIndexOf('Ani'));
    expect((await faultOf(bytes)).code).toBe('workbook-damaged');
  });

  test('a file that is not there', async () => {
    expect((await faultOf(join(folder, 'none.xlsx'))).code).toBe('file-missing');
  });

  test('no bytes at all make it throw anything but a fault', async () => {
    const good = await packed;
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), fc.nat(3), async (at, flip, cut) => {
        const bytes = Buffer.from(good);
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        const outcome = await rowsOf(cut === 0 ? bytes.subarray(0, at) : bytes).then(
          () => 'read',
          (reason: unknown) => (reason instanceof Fault ? 'fault' : reason),
        );
        expect(['read', 'fault']).toContain(outcome);
      }),
      { numRuns: 400 },
    );
  });
});
