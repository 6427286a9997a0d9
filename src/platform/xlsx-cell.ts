// Decides what one stored cell of a workbook says: its kind and its text (ECMA-376 part 1, 18.3.1.4 and 18.18.11).
import type { Cell } from './sheet.ts';
import { serialDate } from './xlsx-date.ts';
import { unescapeCell } from './xlsx-text.ts';

/** A cell as stored: `type` is the t attribute ('' for none), `value` the content of v (null: no v), `inline` the text of is (null: no is), decoded from XML. */
export interface StoredCell {
  type: string;
  style: number;
  value: string | null;
  inline: string | null;
  formula: boolean;
}

/** What cells refer to: the shared strings, whether a style shows a date, which calendar. */
export interface CellContext {
  shared(index: number): string | null;
  isDate(style: number): boolean;
  readonly from1904: boolean;
}

const text = (content: string, kind: Cell['kind']): Cell | null => (content === '' ? null : { text: content, kind });

const isoText = (value: string): string => value.replace(/(?:T00:00:00)?(?:\.0+)?Z?$/, '');

/** The cell as people see it, null when empty; undefined when it refers to a shared string that does not exist. */
export const readCell = (stored: StoredCell, context: CellContext): Cell | null | undefined => {
  const { type, value, formula } = stored;
  if (type === 's') {
    if (value === null) return null;
    const content = context.shared(/^\d{1,9}$/.test(value) ? Number(value) : -1);
    return content === null ? undefined : text(content, formula ? 'formula' : 'text');
  }
  if (type === 'inlineStr') return text(unescapeCell(stored.inline ?? value ?? ''), formula ? 'formula' : 'text');
  if (value === null) return formula ? { text: '', kind: 'formula' } : null;
  if (type === 'str') return text(unescapeCell(value), formula ? 'formula' : 'text');
  if (type === 'e') return text(value, 'error');
  const content = value.trim();
  if (type === 'b') return text(content === '1' || content === 'true' ? 'TRUE' : 'FALSE', formula ? 'formula' : 'boolean');
  if (type === 'd') return text(isoText(content), formula ? 'formula' : 'date');
  const date = context.isDate(stored.style) && content !== '' ? serialDate(Number(content), context.from1904) : null;
  if (formula && date === null) return content === '' ? null : { text: content, kind: 'formula', number: true };
  return text(date ?? content, formula ? 'formula' : date === null ? 'number' : 'date');
};

/** Column of a reference such as `AB12` that stands in `text` from `at` to `end` (A is 0), or -1 when it is none. Columns past XFD give numbers past 16383. */
export const columnOf = (text: string, at = 0, end = text.length): number => {
  let column = 0;
  for (let i = at; i < end && i < at + 4; i += 1) {
    const letter = text.charCodeAt(i) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
};
