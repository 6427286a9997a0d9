// Decides what an OpenDocument spreadsheet does not show, which SheetJS does not tell: sheets, columns and rows that are hidden or filtered away (ODF: table:display, table:visibility).
import { type Elements, saxSink } from './xlsx-sax.ts';

/** What is not shown of one sheet. */
export interface HiddenInSheet {
  readonly hidden: boolean;
  /** From 0. */
  readonly columns: readonly number[];
  /** Stretches of rows from 1, the last included, in order. */
  readonly rows: readonly (readonly [first: number, last: number])[];
}

/** Whether a document has anything hidden at all: most have not, and need no second reading. */
export const hidesAnything = (xml: string): boolean => /table:visibility="(?:collapse|filter)"|table:display="false"/.test(xml);

/** What the sheets of a document hide, in their order; `mostColumns` bounds the columns named. What is no well-formed XML throws. */
export class OdsHiding {
  readonly sheets: HiddenInSheet[] = [];
  readonly #sink;

  constructor(mostColumns: number) {
    this.#sink = saxSink(hiding(this.sheets, mostColumns));
  }

  write(piece: string): void {
    this.#sink.write(piece);
  }
}

const times = (written: string | undefined): number => Math.max(1, Math.trunc(Number(written ?? 1)) || 1);
const unseen = (visibility: string | undefined): boolean => visibility === 'collapse' || visibility === 'filter';

function hiding(sheets: HiddenInSheet[], mostColumns: number): Elements {
  const hiddenStyles = new Set<string>();
  let style: string | null = null;
  // A table may stand in a cell of another; only the outer one is a sheet.
  let depth = 0;
  let [column, row] = [0, 0];
  let [columns, rows] = [[] as number[], [] as [number, number][]];
  return {
    open: (name, attributes) => {
      if (name === 'style') style = attributes['style:family'] === 'table' ? (attributes['style:name'] ?? null) : null;
      else if (name === 'table-properties') {
        if (style !== null && attributes['table:display'] === 'false') hiddenStyles.add(style);
      } else if (name === 'table') {
        depth += 1;
        if (depth > 1) return;
        [column, row] = [0, 0];
        [columns, rows] = [[], []];
        sheets.push({ hidden: hiddenStyles.has(attributes['table:style-name'] ?? ''), columns, rows });
      } else if (depth !== 1) return;
      else if (name === 'table-column') {
        const next = column + times(attributes['table:number-columns-repeated']);
        if (unseen(attributes['table:visibility'])) for (let at = column; at < Math.min(next, mostColumns); at += 1) columns.push(at);
        column = next;
      } else if (name === 'table-row') {
        const last = row + times(attributes['table:number-rows-repeated']);
        if (unseen(attributes['table:visibility'])) rows.push([row + 1, last]);
        row = last;
      }
    },
    close: (name) => {
      if (name === 'table') depth -= 1;
      else if (name === 'style') style = null;
    },
    text: () => undefined,
  };
}
