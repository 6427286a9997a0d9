// Decides what any well-formed XML of a sheet or of shared strings says, however it is spelled: prefixes, CDATA, comments, rich text, single quotes.
import { SaxesParser } from 'saxes';
import { columnOf, type StoredCell } from './xlsx-cell.ts';
import type { RowGathering } from './xlsx-row.ts';

/** Takes text piece by piece and is told when there is no more. Throws when the text is not well-formed. */
export interface XmlSink {
  write(text: string): void;
  end(): void;
}

type Attributes = Readonly<Record<string, string>>;

/** What a reader of elements sees: local names without prefix; `text` is the character data since the last tag. */
export interface Elements {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text(content: string): void;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** A strict XML parser over `elements`. A document type is refused: no workbook has one, and entity bombs need one. */
export const saxSink = (elements: Elements): XmlSink => {
  const parser = new SaxesParser({ position: false });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('document type in a workbook');
  });
  parser.on('opentag', (tag) => elements.open(local(tag.name), tag.attributes as Attributes));
  parser.on('closetag', (tag) => elements.close(local(tag.name)));
  parser.on('text', (content) => elements.text(content));
  parser.on('cdata', (content) => elements.text(content));
  return {
    write: (text) => void parser.write(text),
    end: () => void parser.close(),
  };
};

/** Sheet XML into rows. */
export const sheetElements = (rows: RowGathering): Elements => {
  let cell: StoredCell | null = null;
  let column = -1;
  let inSheet = false;
  let inRow = false;
  let phonetic = 0;
  let reading: 'value' | 'inline' | null = null;
  return {
    open: (name, attributes) => {
      if (name === 'sheetData') inSheet = true;
      else if (name === 'col' && ['1', 'true'].includes(attributes['hidden'] ?? '')) rows.hideColumns(Number(attributes['min']), Number(attributes['max']));
      else if (name === 'row' && inSheet) {
        inRow = true;
        rows.beginRow(attributes['r'] === undefined ? 0 : Number(attributes['r']), ['1', 'true'].includes(attributes['hidden'] ?? ''));
      } else if (name === 'c' && inRow) {
        column = attributes['r'] === undefined ? -1 : columnOf(attributes['r']);
        cell = { type: attributes['t'] ?? '', style: Number(attributes['s'] ?? 0), value: null, inline: null, formula: false };
      } else if (cell === null) return;
      else if (name === 'v') {
        cell.value = '';
        reading = 'value';
      } else if (name === 'f') cell.formula = true;
      else if (name === 'rPh') phonetic += 1;
      else if (name === 't' && phonetic === 0) {
        cell.inline ??= '';
        reading = 'inline';
      }
    },
    text: (content) => {
      if (cell === null || reading === null) return;
      if (reading === 'value') cell.value += content;
      else cell.inline += content;
    },
    close: (name) => {
      if (name === 'sheetData') inSheet = false;
      else if (name === 'row' && inRow) {
        inRow = false;
        rows.endRow();
      } else if (cell === null) return;
      else if (name === 'c') {
        rows.cell(column, cell);
        cell = null;
      } else if (name === 'v' || name === 't') reading = null;
      else if (name === 'rPh') phonetic -= 1;
    },
  };
};

/** Shared strings into `add`, one call an item, rich text joined, phonetic guides left out. */
export const sharedElements = (add: (text: string) => void): Elements => {
  let item: string | null = null;
  let reading = false;
  let phonetic = 0;
  return {
    open: (name) => {
      if (name === 'si') item = '';
      else if (name === 'rPh') phonetic += 1;
      else if (name === 't') reading = phonetic === 0;
    },
    text: (content) => {
      if (reading && item !== null) item += content;
    },
    close: (name) => {
      if (name === 't') reading = false;
      else if (name === 'rPh') phonetic -= 1;
      else if (name === 'si' && item !== null) {
        add(item);
        item = null;
      }
    },
  };
};
