// Decides the corpus's files that are no list: empty, broken, locked, of another kind, or made to exhaust the machine.
import { deflateRawSync } from 'node:zlib';
import { anyWorkbook, book, encrypted } from './book.ts';
import { type Case, refused } from './case.ts';

const header = 'NO;NIK;NAMA;TANGGAL LAHIR\r\n';
const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), Buffer.from('JFIF\0'), Buffer.alloc(3000, 0x5a)]);

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
const crc = (bytes: Buffer): number => (bytes.reduce((c, byte) => (crcTable[(c ^ byte) & 255] as number) ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;

/** An archive of the entries, without any library: so that what it says of itself may be a lie. */
function archive(entries: readonly { readonly name: string; readonly bytes: Buffer; readonly claims?: number; readonly flags?: number }[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, claims = bytes.length, flags = 0 } of entries) {
    const packed = deflateRawSync(bytes, { level: 9 });
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claims, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    centrals.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), common, tail, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\u0005\u0006'), end]);
}

const content = Buffer.from(
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
);
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relations = (id: string, type: string, target: string): Buffer =>
  Buffer.from(
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/></Relationships>`,
  );
const workbookXml = Buffer.from(
  `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
);
const around = (sheet: Buffer, claims?: number) => [
  { name: '[Content_Types].xml', bytes: content },
  { name: '_rels/.rels', bytes: relations('rId1', 'officeDocument', 'xl/workbook.xml') },
  { name: 'xl/workbook.xml', bytes: workbookXml },
  { name: 'xl/_rels/workbook.xml.rels', bytes: relations('rId1', 'worksheet', 'worksheets/sheet1.xml') },
  { name: 'xl/worksheets/sheet1.xml', bytes: sheet, ...(claims === undefined ? {} : { claims }) },
];

/** Thousands of times smaller than what it unpacks to. */
const bomb = (): Buffer => archive(around(Buffer.alloc(64 * 1024 * 1024, 32)));
/** The same, but saying of itself that it is small. */
const lyingBomb = (): Buffer => archive(around(Buffer.alloc(32 * 1024 * 1024, 32), 1000));
const entities = (): Buffer =>
  archive(
    around(
      Buffer.from(
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&c;</t></is></c></row></sheetData></worksheet>',
      ),
    ),
  );
const docx = (): Buffer =>
  archive([
    { name: '[Content_Types].xml', bytes: content },
    { name: '_rels/.rels', bytes: relations('rId1', 'officeDocument', 'word/document.xml') },
    { name: 'word/document.xml', bytes: Buffer.from('<w/>') },
  ]);
const odsBomb = (): Buffer =>
  archive([
    { name: 'mimetype', bytes: Buffer.from('application/vnd.oasis.opendocument.spreadsheet') },
    { name: 'content.xml', bytes: Buffer.alloc(64 * 1024 * 1024, 32) },
  ]);

/** Files that are refused whole, each with a code that says why. */
export const refusedCases: readonly Case[] = [
  refused('5311012001-empty.csv', 'no bytes', '', 'file-empty'),
  refused('5311012001-blank.csv', 'nothing but line ends', '\r\n\r\n   \r\n', 'list-columns-missing'),
  refused('5311012001-header-only.csv', 'a header and nobody', header, 'list-has-no-rows'),
  refused('5311012001-no-nik.csv', 'a list without NIKs', 'NO;NAMA;ALAMAT\r\n1;Maria;x\r\n2;Petrus;y\r\n', 'list-columns-missing'),
  refused('5311012001-prose.csv', 'a letter, no table', 'Kepada Yth. Bapak Kepala Dinas\r\nbersama ini kami sampaikan daftar\r\n', 'list-columns-missing'),
  refused('5311012001-nul.csv', 'NUL bytes in the text', `${header}1;5311014507850001;Mar\0ia;05-07-1985\r\n`, 'nul-character'),
  refused('5311012001-picture.xlsx', 'a photograph', jpeg, 'list-as-picture-or-document'),
  refused('5311012001-scan.xlsx', 'a PDF', '%PDF-1.7\n%âãÏÓ\n1 0 obj\n', 'list-as-picture-or-document'),
  refused('5311012001-letter.xlsx', 'a text document', docx(), 'not-a-workbook'),
  refused('5311012001-binary.csv', 'a program', Buffer.from(Array.from({ length: 4000 }, (_, n) => (n * 73 + 1) % 32)), 'not-a-table'),
  refused('5311012001-encrypted.xlsx', 'a workbook under a password', encrypted(), 'workbook-encrypted'),
  refused('5311012001-cut-off.xlsx', 'half a workbook', anyWorkbook().subarray(0, 900), 'workbook-damaged'),
  refused(
    '5311012001-garbled.xlsx',
    'a workbook with bytes overwritten',
    Buffer.concat([anyWorkbook().subarray(0, 60), Buffer.alloc(500, 0xa5), anyWorkbook().subarray(560)]),
    'workbook-damaged',
  ),
  refused('5311012001-bomb.xlsx', 'a zip bomb', bomb(), 'workbook-too-large'),
  refused('5311012001-lying-bomb.xlsx', 'a zip bomb that says it is small', lyingBomb(), 'workbook-damaged'),
  refused('5311012001-entities.xlsx', 'an entity bomb', entities(), 'workbook-damaged'),
  refused('5311012001-bomb.ods', 'a zip bomb under another name', odsBomb(), 'workbook-too-large'),
  refused(
    '5311012001-old-and-cut.xls',
    'half an old workbook',
    book('x.xls', '', [{ name: 'A', lines: [['NIK|NAMA|TANGGAL LAHIR']] }], { as: 'biff8' }).bytes.subarray(0, 1500),
    'workbook-damaged',
  ),
  refused('5311012001-page.csv', 'a web page without a table', '<!doctype html><html><body>Masuk</body></html>', 'not-a-table'),
  refused('5311012001-empty-book.xlsx', 'a workbook of one empty sheet', book('x.xlsx', '', [{ name: 'A', lines: [['']] }]).bytes, 'list-columns-missing'),
];
