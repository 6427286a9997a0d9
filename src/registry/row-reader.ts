// Decides how a row of a register file becomes the row of its table, or what is wrong with it.
import type { FaultMessage } from '../kernel/fault.ts';
import type { CellValue } from './register-cells.ts';
import type { ColumnForm, RegisterForm, RowContext } from './registers.ts';

/** What is wrong with a row: the column to blame (by header) and what must stand there. */
export interface RowFault {
  readonly header: string;
  readonly expects: FaultMessage;
}

/** Reads the rows of one file. `offset` leaves that many places free before the values, for the reader's caller. */
export interface RowReader {
  /** The columns read, in the order of the values and of the cells `read` takes. */
  readonly forms: readonly ColumnForm[];
  /** The values in the order of `forms`, from place `offset` on, of the cells from place `from` on; or what is wrong, the first thing found. */
  read(cells: readonly string[], from?: number): CellValue[] | RowFault;
}

export const isRowFault = (row: CellValue[] | RowFault): row is RowFault => !Array.isArray(row);

const empty: FaultMessage = { id: 'diisi', en: 'filled in' };

/** A reader of a register's rows. Columns that are not permitted (by header) are not read: their values never enter the program. */
export function rowReader(form: RegisterForm, permitted: ReadonlySet<string>, context: RowContext, offset = 0): RowReader {
  const forms = form.columns.filter(({ header }) => permitted.has(header));
  const width = forms.length;
  const readers = forms.map(({ cell }) => cell.read);
  const required = forms.map((column) => column.required);
  const place = (header: string): number => forms.findIndex((column) => column.header === header);
  const conditions = form.conditions
    .map((condition) => ({ ...condition, at: place(condition.one) + offset, to: place(condition.other) + offset }))
    .filter(({ at, to }) => at >= offset && to >= offset);

  return {
    forms,
    read(cells, from = 0) {
      const values = Array.from<CellValue>({ length: width + offset });
      for (let column = 0; column < width; column += 1) {
        const value = (readers[column] as ColumnForm['cell']['read'])(cells[column + from] ?? '');
        if (value === undefined || (value === null && required[column] === true)) {
          const { header, cell } = forms[column] as ColumnForm;
          return { header, expects: value === null ? empty : cell.expects };
        }
        values[column + offset] = value;
      }
      for (const { at, to, header, holds, says } of conditions) {
        const one = values[at] as CellValue;
        const other = values[to] as CellValue;
        if (one !== null && other !== null && !holds(one, other, context)) return { header, expects: says };
      }
      return values;
    },
  };
}
