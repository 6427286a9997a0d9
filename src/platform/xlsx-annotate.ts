// Decides how cells are added to an Excel workbook somebody else made: its sheets, widths, fonts and merged cells stay, formulas become their last values.
import { type Entry, fromBufferPromise } from 'yauzl';
import { ZipFile } from 'yazl';
import { assert } from '../kernel/fault.ts';
import { columnLetters } from './sheet.ts';
import { decodeXml, encodeAttribute, encodeCell } from './xlsx-text.ts';

/**
 * What is written into one sheet: by row, then by column from 0. `marks` are cells to be coloured; what stands in the columns of `replace` goes.
 * `asText` are marked cells that get the text format while their value stays what it is: only what is typed over it becomes text.
 */
export interface SheetNotes {
  readonly cells: ReadonlyMap<number, ReadonlyMap<number, { readonly text: string; readonly bold?: boolean }>>;
  readonly marks: ReadonlyMap<number, ReadonlySet<number>>;
  readonly asText: ReadonlyMap<number, ReadonlySet<number>>;
  readonly replace: ReadonlySet<number>;
}

/** A sheet added behind the others, of lines of text. */
export interface AddedSheet {
  readonly name: string;
  readonly lines: readonly string[];
}

/** A workbook larger than this once unpacked is written anew instead. */
const mostBytes = 192 * 1024 * 1024;
/** Parts that run or fetch something: a workbook with them does not go back as it came. */
const active = /vbaProject|externalLinks?\/|connections\.xml|embeddings\/|activeX|ctrlProps|macrosheets|queryTables/i;
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

interface Part {
  readonly name: string;
  readonly bytes: Buffer;
}

async function partsOf(bytes: Buffer): Promise<readonly Part[] | null> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true });
  const parts: Part[] = [];
  let total = 0;
  try {
    for await (const entry of zip.eachEntry() as AsyncIterable<Entry>) {
      if (entry.fileName.endsWith('/')) continue;
      total += entry.uncompressedSize;
      if (total > mostBytes || active.test(entry.fileName)) return null;
      const stream = await zip.openReadStreamPromise(entry);
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      parts.push({ name: entry.fileName, bytes: Buffer.concat(chunks) });
    }
  } finally {
    zip.close();
  }
  return parts;
}

const columnOf = (letters: string): number => letters.split('').reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
const attribute = (xml: string, name: string): string | undefined => new RegExp(`\\s${name}="([^"]*)"`).exec(xml)?.[1];

/** Adds what it needs to the style sheet; null when the style sheet is not written plainly. */
class Styles {
  xml: string;
  readonly #formats: readonly string[];
  readonly #added: string[] = [];
  readonly #marked = new Map<string, number>();
  readonly plain: number;
  readonly bold: number;
  readonly #fill: number;

  constructor(xml: string) {
    this.xml = xml;
    const fills = /<fills\b[^>]*>([\s\S]*?)<\/fills>/.exec(xml);
    const fonts = /<fonts\b[^>]*>([\s\S]*?)<\/fonts>/.exec(xml);
    const formats = /<cellXfs\b[^>]*>([\s\S]*?)<\/cellXfs>/.exec(xml);
    assert(fills !== null && fonts !== null && formats !== null, 'the style sheet has fills, fonts and formats');
    this.#formats = formats[1]?.match(/<xf\b[^>]*?(?:\/>|>[\s\S]*?<\/xf>)/g) ?? [];
    this.#fill = (fills[1]?.match(/<fill\b/g) ?? []).length;
    const font = (fonts[1]?.match(/<font\b/g) ?? []).length;
    this.xml = this.xml
      .replace(
        /<fills\b[^>]*>([\s\S]*?)<\/fills>/,
        (_, inner: string) =>
          `<fills count="${this.#fill + 1}">${inner}<fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/><bgColor indexed="64"/></patternFill></fill></fills>`,
      )
      .replace(
        /<fonts\b[^>]*>([\s\S]*?)<\/fonts>/,
        (_, inner: string) => `<fonts count="${font + 1}">${inner}<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>`,
      );
    this.plain = this.#add('<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>');
    this.bold = this.#add(`<xf numFmtId="49" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`);
  }

  #add(format: string): number {
    this.#added.push(format);
    return this.#formats.length + this.#added.length - 1;
  }

  /** The format of a cell, coloured, and the text format where it is to be one. */
  marked(style: number, asText: boolean): number {
    const key = `${style} ${asText}`;
    const known = this.#marked.get(key);
    if (known !== undefined) return known;
    const format = (this.#formats[style] ?? '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>')
      .replace(asText ? /\s(fillId|applyFill|numFmtId|applyNumberFormat)="[^"]*"/g : /\s(fillId|applyFill)="[^"]*"/g, '')
      .replace(/^<xf\b/, `<xf${asText ? ' numFmtId="49" applyNumberFormat="1"' : ''} fillId="${this.#fill}" applyFill="1"`);
    const made = this.#add(format);
    this.#marked.set(key, made);
    return made;
  }

  finish(): string {
    return this.xml.replace(
      /<cellXfs\b[^>]*>([\s\S]*?)<\/cellXfs>/,
      (_, inner: string) => `<cellXfs count="${this.#formats.length + this.#added.length}">${inner}${this.#added.join('')}</cellXfs>`,
    );
  }
}

const written = (column: number, row: number, text: string, style: number): string =>
  `<c r="${columnLetters(column)}${row}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${encodeCell(text.slice(0, 32_000))}</t></is></c>`;

/** One sheet with its notes; formulas give way to the value they last had. */
function annotated(xml: string, notes: SheetNotes | undefined, styles: Styles): string {
  let [last, widest] = [0, 0];
  const rest = new Map(notes?.cells ?? []);
  const body = xml.replace(/<row\b[^>]*?(?:\/>|>[\s\S]*?<\/row>)/g, (whole) => {
    const opening = /^<row\b[^>]*>/.exec(whole)?.[0] ?? '<row>';
    const row = Number(attribute(opening, 'r') ?? last + 1);
    last = row;
    const cells = new Map<number, string>();
    let column = -1;
    for (const [cell] of whole.matchAll(/<c\b[^>]*?(?:\/>|>[\s\S]*?<\/c>)/g)) {
      const reference = /^([A-Z]+)\d+$/.exec(attribute(cell, 'r') ?? '');
      column = reference === null ? column + 1 : columnOf(reference[1] ?? '');
      if (notes?.replace.has(column) === true) continue;
      cells.set(column, withoutFormula(cell));
    }
    for (const column of notes?.marks.get(row) ?? []) {
      const cell = cells.get(column) ?? `<c r="${columnLetters(column)}${row}"/>`;
      const style = styles.marked(Number(attribute(cell, 's') ?? 0), notes?.asText.get(row)?.has(column) === true);
      cells.set(column, cell.replace(/^<c\b([^>]*?)\ss="[^"]*"/, '<c$1').replace(/^<c\b/, `<c s="${style}"`));
    }
    for (const [column, { text, bold = false }] of rest.get(row) ?? []) cells.set(column, written(column, row, text, bold ? styles.bold : styles.plain));
    rest.delete(row);
    widest = Math.max(widest, ...cells.keys());
    const inner = [...cells].sort(([a], [b]) => a - b).map(([, cell]) => cell);
    return `${opening.replace(/\s*\/>$/, '>').replace(/\sspans="[^"]*"/, '')}${inner.join('')}</row>`;
  });
  assert(rest.size === 0, 'every row that is spoken of stands in the sheet');
  return body.replace(/<dimension\b[^>]*\/>/, '');
}

const withoutFormula = (cell: string): string => (cell.includes('<f') ? cell.replace(/<f\b[^>]*?(?:\/>|>[\s\S]*?<\/f>)/g, '') : cell);

const sheetOf = ({ lines }: AddedSheet): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${lines
    .map((line, index) => `<row r="${index + 1}"><c r="A${index + 1}" t="inlineStr"><is><t xml:space="preserve">${encodeCell(line)}</t></is></c></row>`)
    .join('')}</sheetData></worksheet>`;

/**
 * The workbook with notes in its sheets (by name) and one sheet more. Null where it is not written plainly enough to be changed in place, runs or fetches
 * something, or is too large: then whoever asks writes a workbook of his own. Nothing of it is run or resolved.
 */
export async function annotateXlsx(bytes: Buffer, notes: ReadonlyMap<string, SheetNotes>, added: AddedSheet): Promise<Buffer | null> {
  const parts = await partsOf(bytes).catch(() => null);
  if (parts === null) return null;
  const text = (name: string): string | null => parts.find((part) => part.name.toLowerCase() === name.toLowerCase())?.bytes.toString('utf8') ?? null;
  const [workbook, links, types, styleXml] = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels', '[Content_Types].xml', 'xl/styles.xml'].map(text);
  if (workbook == null || links == null || types == null || styleXml == null || !workbook.includes('</sheets>')) return null;
  try {
    const styles = new Styles(styleXml);
    const target = new Map(
      (links.match(/<Relationship\b[^>]*>/g) ?? []).map((link) => [
        attribute(link, 'Id') ?? '',
        (attribute(link, 'Target') ?? '').replace(/^\/?(xl\/)?/, 'xl/'),
      ]),
    );
    const changed = new Map<string, string>();
    const names: string[] = [];
    for (const [sheet] of workbook.matchAll(/<sheet\b[^>]*>/g)) {
      const name = decodeXml(attribute(sheet, 'name') ?? '') ?? '';
      names.push(name.toLowerCase());
      const part = target.get(attribute(sheet, 'r:id') ?? '');
      const xml = part === undefined ? null : text(part);
      if (part === undefined || xml === null || (notes.has(name) && !xml.includes('<sheetData'))) return null;
      changed.set(part, annotated(xml, notes.get(name), styles));
    }
    if ([...notes.keys()].some((name) => !names.includes(name.toLowerCase()))) return null;
    let name = added.name;
    for (let number = 2; names.includes(name.toLowerCase()); number += 1) name = `${added.name} ${number}`;
    let part = 'xl/worksheets/payung.xml';
    for (let number = 2; text(part) !== null; number += 1) part = `xl/worksheets/payung${number}.xml`;
    const id = `rIdPayung${names.length + 1}`;
    const number = Math.max(0, ...[...workbook.matchAll(/\ssheetId="(\d+)"/g)].map(([, one]) => Number(one))) + 1;
    changed.set(part, sheetOf(added));
    changed.set('xl/styles.xml', styles.finish());
    changed.set(
      'xl/workbook.xml',
      workbook.replace('</sheets>', `<sheet xmlns:r="${relationships}" name="${encodeAttribute(name)}" sheetId="${number}" r:id="${id}"/></sheets>`),
    );
    changed.set(
      'xl/_rels/workbook.xml.rels',
      links
        .replace(/<Relationship\b[^>]*calcChain[^>]*\/>/g, '')
        .replace('</Relationships>', `<Relationship Id="${id}" Type="${relationships}/worksheet" Target="${part.slice(3)}"/></Relationships>`),
    );
    changed.set(
      '[Content_Types].xml',
      types
        .replace(/<Override\b[^>]*calcChain[^>]*\/>/g, '')
        .replace('</Types>', `<Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`),
    );
    return await zipped(parts, changed);
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('assertion failed')) return null; // written otherwise than spreadsheets write
    throw error;
  }
}

async function zipped(parts: readonly Part[], changed: ReadonlyMap<string, string>): Promise<Buffer> {
  const zip = new ZipFile();
  const entry = { mtime: new Date(2000, 0, 1), mode: 0o100644, forceDosTimestamp: true, compressionLevel: 3 };
  const left = new Map(changed);
  for (const { name, bytes } of parts) {
    if (/calcChain\.xml$/i.test(name)) continue;
    const known = [...left.keys()].find((one) => one.toLowerCase() === name.toLowerCase());
    zip.addBuffer(known === undefined ? bytes : Buffer.from(left.get(known) ?? '', 'utf8'), name, entry);
    if (known !== undefined) left.delete(known);
  }
  for (const [name, xml] of left) zip.addBuffer(Buffer.from(xml, 'utf8'), name, entry);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
