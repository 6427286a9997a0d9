// Decides what the administrator's software sees in a workbook: the rows of one named sheet, and whether each cell is text. Written apart from Payung's own reader, so that each checks the other.
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { assert } from '../src/kernel/fault.ts';

/** A row as the sheet numbers it; `texts` by column from A, '' where there is no cell. */
export interface SheetRow {
  readonly number: number;
  readonly texts: readonly string[];
  /** False when any cell with a value is not text. */
  readonly allText: boolean;
}

function partsOf(file: Buffer): (name: string) => string | null {
  const end = file.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  assert(end >= 0, 'the file is a zip archive');
  const entries = new Map<string, { method: number; packed: number; offset: number }>();
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [nameLength, extra, comment] = [file.readUInt16LE(at + 28), file.readUInt16LE(at + 30), file.readUInt16LE(at + 32)];
    entries.set(file.toString('utf8', at + 46, at + 46 + nameLength), {
      method: file.readUInt16LE(at + 10),
      packed: file.readUInt32LE(at + 20),
      offset: file.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + extra + comment;
  }
  return (name) => {
    const entry = entries.get(name);
    if (entry === undefined) return null;
    const from = entry.offset + 30 + file.readUInt16LE(entry.offset + 26) + file.readUInt16LE(entry.offset + 28);
    const packed = file.subarray(from, from + entry.packed);
    return (entry.method === 0 ? packed : inflateRawSync(packed)).toString('utf8');
  };
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const plain = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(#x[0-9a-fA-F]+|#\d+|\w+);/g, (whole, code: string) =>
        code.startsWith('#x')
          ? String.fromCodePoint(parseInt(code.slice(2), 16))
          : code.startsWith('#')
            ? String.fromCodePoint(Number(code.slice(1)))
            : (named[code] ?? whole),
      )
    : text;

/** All `<t>` texts within a piece of XML, joined. */
function textsIn(xml: string, from: number, to: number): string {
  let text = '';
  for (let at = xml.indexOf('<t', from); at >= 0 && at < to; at = xml.indexOf('<t', at)) {
    const open = xml.indexOf('>', at);
    if (xml.charAt(open - 1) === '/') {
      at = open;
      continue;
    }
    const close = xml.indexOf('</t>', open);
    text += xml.slice(open + 1, close);
    at = close + 4;
  }
  return plain(text);
}

const attribute = (tag: string, name: string): string | null => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? null;

/** Gives each row of the sheet to `each`, the header first; null when there is no such sheet. */
export function readSheet(path: string, sheet: string, each: (row: SheetRow) => void): boolean {
  const part = partsOf(readFileSync(path));
  const tag = (part('xl/workbook.xml') ?? '').match(/<sheet [^>]*>/g)?.find((each_) => plain(attribute(each_, 'name') ?? '') === sheet);
  const id = tag === undefined ? null : attribute(tag, 'r:id');
  const relation = (part('xl/_rels/workbook.xml.rels') ?? '').match(/<Relationship [^>]*>/g)?.find((each_) => attribute(each_, 'Id') === id);
  const target = relation === undefined ? null : attribute(relation, 'Target');
  if (target === null) return false;
  const xml = part(target.startsWith('/') ? target.slice(1) : `xl/${target}`);
  assert(xml !== null, 'the workbook holds its sheet');
  const strings = (part('xl/sharedStrings.xml') ?? '')
    .split('<si>')
    .slice(1)
    .map((piece) => textsIn(piece, 0, piece.length));
  let from = xml.indexOf('<row');
  for (let number = 1; from >= 0; number += 1) {
    const tagEnd = xml.indexOf('>', from);
    const next = xml.indexOf('<row', tagEnd);
    number = Number(/ r="(\d+)"/.exec(xml.slice(from, tagEnd))?.[1] ?? number);
    each(rowOf(xml.slice(tagEnd, next < 0 ? xml.length : next), number, strings));
    from = next;
  }
  return true;
}

// The column of a cell's tag (`<c r="AB12" …`), or the next one when the tag does not say.
function columnOf(tag: string, next: number): number {
  const at = tag.indexOf(' r="');
  if (at < 0) return next;
  let column = 0;
  for (let place = at + 4; ; place += 1) {
    const code = tag.charCodeAt(place);
    if (!(code >= 65 && code <= 90)) return column - 1;
    column = column * 26 + code - 64;
  }
}

function rowOf(xml: string, number: number, strings: readonly string[]): SheetRow {
  const texts: string[] = [];
  let allText = true;
  for (let at = xml.indexOf('<c'); at >= 0;) {
    const tagEnd = xml.indexOf('>', at);
    const tag = xml.slice(at, tagEnd);
    const column = columnOf(tag, texts.length);
    while (texts.length < column) texts.push('');
    if (tag.endsWith('/')) {
      at = xml.indexOf('<c', tagEnd);
      continue;
    }
    const end = xml.indexOf('</c>', tagEnd);
    if (tag.includes(' t="inlineStr"')) texts.push(textsIn(xml, tagEnd, end));
    else {
      const open = xml.indexOf('<v>', tagEnd);
      const value = open >= 0 && open < end ? xml.slice(open + 3, xml.indexOf('</v>', open)) : '';
      if (tag.includes(' t="s"')) texts.push(strings[Number(value)] ?? '');
      else {
        texts.push(plain(value));
        if (value !== '' && !tag.includes(' t="str"')) allText = false;
      }
    }
    at = xml.indexOf('<c', end);
  }
  return { number, texts, allText };
}
