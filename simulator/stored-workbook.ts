// Decides how village workbooks (.xlsx) are made: stored, not compressed, because deflate gives other bytes on other processors; with shared strings, as Excel saves, or inline ones.
import { crc32 } from 'node:zlib';

/** A cell: text, or a number as a spreadsheet keeps it. */
export type Cell = string | number;

const xml = (text: string): string =>
  /[&<>"]/.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;') : text;
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at));

function sheetXml(rows: readonly (readonly Cell[])[], shared: Map<string, number> | null): string {
  let body = '';
  rows.forEach((row, at) => {
    body += `<row r="${at + 1}">`;
    row.forEach((cell, column) => {
      if (cell === '') return;
      const place = `${letters[column] as string}${at + 1}`;
      if (typeof cell === 'number') body += `<c r="${place}"><v>${cell}</v></c>`;
      else if (shared === null) body += `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${xml(cell)}</t></is></c>`;
      else {
        let index = shared.get(cell);
        if (index === undefined) shared.set(cell, (index = shared.size));
        body += `<c r="${place}" t="s"><v>${index}</v></c>`;
      }
    });
    body += '</row>';
  });
  return `${head}<worksheet ${main}><sheetData>${body}</sheetData></worksheet>`;
}

/** The bytes of a workbook of one sheet of at most 26 columns. */
export function storedWorkbook(sheet: string, rows: readonly (readonly Cell[])[], sharedStrings: boolean): Buffer {
  const shared = sharedStrings ? new Map<string, number>() : null;
  const worksheet = sheetXml(rows, shared);
  const parts: [string, string][] = [
    [
      '[Content_Types].xml',
      `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kind}.worksheet+xml"/>${shared === null ? '' : `<Override PartName="/xl/sharedStrings.xml" ContentType="${kind}.sharedStrings+xml"/>`}</Types>`,
    ],
    [
      '_rels/.rels',
      `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    ['xl/workbook.xml', `${head}<workbook ${main} xmlns:r="${office}"><sheets><sheet name="${xml(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`],
    [
      'xl/_rels/workbook.xml.rels',
      `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/>${shared === null ? '' : `<Relationship Id="rId2" Type="${office}/sharedStrings" Target="sharedStrings.xml"/>`}</Relationships>`,
    ],
    ['xl/worksheets/sheet1.xml', worksheet],
  ];
  if (shared !== null) {
    parts.push([
      'xl/sharedStrings.xml',
      `${head}<sst ${main} uniqueCount="${shared.size}">${[...shared.keys()].map((text) => `<si><t xml:space="preserve">${xml(text)}</t></si>`).join('')}</sst>`,
    ]);
  }
  return storedZip(parts);
}

// Local header and central entry share the same 26 bytes; the time is 1 July 2025, 08:00.
function storedZip(parts: readonly (readonly [string, string])[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of parts) {
    const content = Buffer.from(text, 'utf8');
    const title = Buffer.from(name, 'utf8');
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(8 << 11, 6);
    shared.writeUInt16LE((45 << 9) | (7 << 5) | 1, 8);
    shared.writeUInt32LE(crc32(content), 10);
    shared.writeUInt32LE(content.length, 14);
    shared.writeUInt32LE(content.length, 18);
    shared.writeUInt16LE(title.length, 22);
    local.push(Buffer.from('PK\u0003\u0004', 'latin1'), shared, title, content);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), shared, tail, title);
    offset += 30 + title.length + content.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}
