// Decides what the plain XML that Excel, LibreOffice and every common library write for sheets and shared strings says, four times as fast as a general parser.
//
// The rule that keeps this safe: it understands one strict spelling, and hands everything from the first row or string spelled otherwise over to
// the general parser (xlsx-sax.ts), which reads the rest. A test runs both over the same files and wants the same rows.
import { columnOf, type StoredCell } from './xlsx-cell.ts';
import type { RowGathering } from './xlsx-row.ts';
import { type Elements, saxSink, sharedElements, sheetElements, type XmlSink } from './xlsx-sax.ts';
import { decodeXml, unescapeCell } from './xlsx-text.ts';

const less = 60;
const greater = 62;
const slash = 47;
const doubleQuote = 34;
const equalsSign = 61;
const letter = { c: 99, f: 102, r: 114, s: 115, t: 116, v: 118 } as const;
/** A row longer than this is not waited for: the general parser needs no whole rows. */
const longestWait = 4 * 1024 * 1024;

type Step = number | 'more' | 'other' | 'done';

const isBlank = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;

/** Where the items begin when the head is plain: the root and then the container, unprefixed, with no comment, CDATA or instruction before. -1 otherwise. */
const itemsBegin = (text: string, root: string, container: string): number => {
  const rootAt = text.indexOf(`<${root}`);
  const after = rootAt + root.length + 1;
  if (rootAt === -1 || !(isBlank(text.charCodeAt(after)) || text.charCodeAt(after) === greater)) return -1;
  const start = root === container ? text.indexOf('>', after) + 1 : text.indexOf(`<${container}>`, after) + container.length + 2;
  if (start <= after || text.charCodeAt(start - 2) === slash) return -1;
  return /<!|(?<=[^\ufeff])<\?/.test(text.slice(0, start)) ? -1 : start;
};

/**
 * Walks over items (rows or strings), one after the other. `step` says where the next one begins, or `more` (text is missing), `other` (not
 * the plain spelling), `done` (the container ends). It must have no effect unless it returns a position.
 */
class Walk implements XmlSink {
  readonly #root: string;
  readonly #container: string;
  readonly #step: (text: string, at: number) => Step;
  readonly #elements: () => Elements;
  readonly #head: (text: string) => void;
  #rest = '';
  #stage: 'head' | 'items' | 'done' = 'head';
  #sax: XmlSink | null = null;

  constructor(
    root: string,
    container: string,
    step: (text: string, at: number) => Step,
    elements: () => Elements,
    head: (text: string) => void = () => undefined,
  ) {
    this.#root = root;
    this.#container = container;
    this.#step = step;
    this.#elements = elements;
    this.#head = head;
  }

  write(piece: string): void {
    if (this.#sax !== null) return this.#sax.write(piece);
    if (this.#stage === 'done') return;
    const text = this.#rest + piece;
    this.#rest = '';
    let at = 0;
    if (this.#stage === 'head') {
      at = itemsBegin(text, this.#root, this.#container);
      if (at === -1) return this.#handOver(text);
      this.#head(text.slice(0, at));
      this.#stage = 'items';
    }
    for (;;) {
      while (isBlank(text.charCodeAt(at))) at += 1;
      const next = at < text.length ? this.#step(text, at) : 'more';
      if (typeof next === 'number') at = next;
      else if (next === 'done') {
        this.#stage = 'done';
        return;
      } else if (next === 'other' || text.length - at > longestWait) return this.#handOver(text.slice(at));
      else {
        this.#rest = text.slice(at);
        return;
      }
    }
  }

  end(): void {
    if (this.#sax === null && this.#stage !== 'done') this.#handOver(this.#rest);
    this.#sax?.end();
  }

  #handOver(text: string): void {
    this.#sax = saxSink(this.#elements());
    if (this.#stage === 'items') this.#sax.write(this.#root === this.#container ? `<${this.#root}>` : `<${this.#root}><${this.#container}>`);
    this.#sax.write(text);
  }
}

/** As `startsWith`, which costs several times as much for words this short. */
const stands = (text: string, at: number, word: string): boolean => {
  for (let i = 0; i < word.length; i += 1) if (text.charCodeAt(at + i) !== word.charCodeAt(i)) return false;
  return true;
};

/** Reads character data from `from` to the next tag, which must be `</name>` with a name of one letter; leaves the position behind it in `after`. */
class Content {
  after = 0;

  read(text: string, from: number, name: number): string | null {
    const end = text.indexOf('<', from);
    if (end === -1 || text.charCodeAt(end + 1) !== slash || text.charCodeAt(end + 2) !== name || text.charCodeAt(end + 3) !== greater) return null;
    this.after = end + 4;
    return decodeXml(text.slice(from, end));
  }
}

const content = new Content();

/** The text of `<t>…</t>`, `<t xml:space="preserve">…</t>` or `<t/>` at a position, null when it is spelled otherwise. */
const textElement = (text: string, at: number): string | null => {
  if (stands(text, at, '<t>')) return content.read(text, at + 3, letter.t);
  if (stands(text, at, '<t xml:space="preserve">')) return content.read(text, at + 24, letter.t);
  if (!stands(text, at, '<t/>')) return null;
  content.after = at + 4;
  return '';
};

const plainAttributes = /^(?:\s+[\w:.-]+="[^"<]*")*\s*\/?$/;

/** The row number in the attributes of a row tag, 0 without one, -1 when they are not plain. */
const rowNumber = (attributes: string): number => {
  if (!plainAttributes.test(attributes)) return -1;
  const found = /\sr="([^"]*)"/.exec(attributes);
  if (found === null) return 0;
  return /^[1-9]\d{0,8}$/.test(found[1] ?? '') ? Number(found[1]) : -1;
};

const isHidden = (attributes: string): boolean => attributes.includes(' hidden=') && /\shidden="(?:1|true)"/.test(attributes);

const numberIn = (attributes: string, name: string): number => Number(new RegExp(`\\s${name}="(\\d{1,5})"`).exec(attributes)?.[1] ?? 0);

/** Reads the cells between `at` and `end` into `rows`; false as soon as one is not plain. */
const readCells = (text: string, at: number, end: number, rows: RowGathering): boolean => {
  const stored: StoredCell = { type: '', style: 0, value: null, inline: null, formula: false };
  for (;;) {
    while (isBlank(text.charCodeAt(at))) at += 1;
    if (at === end) return true;
    if (text.charCodeAt(at) !== less || text.charCodeAt(at + 1) !== letter.c) return false;
    at += 2;
    let column = -1;
    stored.type = '';
    stored.style = 0;
    stored.value = stored.inline = null;
    stored.formula = false;
    let code = text.charCodeAt(at);
    while (code !== greater && code !== slash) {
      if (!isBlank(code)) return false;
      while (isBlank((code = text.charCodeAt(at)))) at += 1;
      if (code === greater || code === slash) break;
      let equals = at + 1;
      while (equals < end && (text.charCodeAt(equals) < less || text.charCodeAt(equals) > greater)) equals += 1;
      let close = equals + 2;
      while (close < end && text.charCodeAt(close) !== doubleQuote) close += 1;
      if (close >= end || text.charCodeAt(equals) !== equalsSign || text.charCodeAt(equals + 1) !== doubleQuote) return false;
      if (equals === at + 1) {
        if (code === letter.r) column = columnOf(text, equals + 2, close);
        else if (code === letter.t) stored.type = close === equals + 3 && text.charCodeAt(equals + 2) === letter.s ? 's' : text.slice(equals + 2, close);
        else if (code === letter.s) stored.style = Number(text.slice(equals + 2, close));
      }
      at = close + 1;
      code = text.charCodeAt(at);
    }
    if (code === slash) {
      if (text.charCodeAt(at + 1) !== greater) return false;
      at += 2;
    } else {
      at = readCellContent(text, at + 1, stored);
      if (at === -1) return false;
    }
    rows.cell(column, stored);
  }
};

/** Reads what stands in a cell up to behind `</c>`; -1 when it is not plain. */
const readCellContent = (text: string, from: number, stored: StoredCell): number => {
  let at = from;
  for (;;) {
    const first = text.charCodeAt(at + 1);
    if (text.charCodeAt(at) !== less) return -1;
    if (first === letter.v && text.charCodeAt(at + 2) === greater) {
      if ((stored.value = content.read(text, at + 3, letter.v)) === null) return -1;
      at = content.after;
    } else if (first === slash) {
      return text.charCodeAt(at + 2) === letter.c && text.charCodeAt(at + 3) === greater ? at + 4 : -1;
    } else if (first === letter.f) {
      const close = text.indexOf('>', at);
      if (close === -1 || !plainAttributes.test(text.slice(at + 2, close))) return -1;
      stored.formula = true;
      at = close + 1;
      if (text.charCodeAt(close - 1) !== slash) {
        if (content.read(text, at, letter.f) === null) return -1;
        at = content.after;
      }
    } else if (stands(text, at, '<is>')) {
      if ((stored.inline = textElement(text, at + 4)) === null || !stands(text, content.after, '</is>')) return -1;
      at = content.after + 5;
    } else if (stands(text, at, '<v/>')) {
      stored.value = '';
      at += 4;
    } else return -1;
  }
};

/** A sheet part, piece by piece, into rows. Throws when it is not well-formed as far as it matters. */
export const sheetSink = (rows: RowGathering): XmlSink => {
  const step = (text: string, at: number): Step => {
    if (text.startsWith('</sheetData>', at)) return 'done';
    const open = text.indexOf('>', at);
    if (open === -1) return 'more';
    const number = text.startsWith('<row', at) ? rowNumber(text.slice(at + 4, open)) : -1;
    if (number === -1) return 'other';
    if (text.charCodeAt(open - 1) === slash) {
      rows.beginRow(number);
      rows.endRow();
      return open + 1;
    }
    const end = text.indexOf('</row>', open);
    if (end === -1) return 'more';
    rows.beginRow(number, isHidden(text.slice(at + 4, open)));
    if (!readCells(text, open + 1, end, rows)) {
      rows.abandonRow();
      return 'other';
    }
    rows.endRow();
    return end + 6;
  };
  const head = (text: string): void => {
    for (const [, attributes = ''] of text.matchAll(/<col(\s[^>]*)>/g)) {
      if (isHidden(attributes)) rows.hideColumns(numberIn(attributes, 'min'), numberIn(attributes, 'max'));
    }
  };
  return new Walk('worksheet', 'sheetData', step, () => sheetElements(rows), head);
};

/** The shared strings part, piece by piece, one call of `add` an item, Excel's escapes undone. */
export const sharedSink = (add: (text: string) => void): XmlSink => {
  const step = (text: string, at: number): Step => {
    if (text.startsWith('</sst>', at)) return 'done';
    const end = text.indexOf('</si>', at);
    if (end === -1) return text.startsWith('<si/>', at) ? 'other' : 'more';
    if (!text.startsWith('<si>', at)) return 'other';
    const item = textElement(text, at + 4);
    if (item === null || content.after !== end) return 'other';
    add(unescapeCell(item));
    return end + 5;
  };
  return new Walk('sst', 'sst', step, () => sharedElements((item) => add(unescapeCell(item))));
};
