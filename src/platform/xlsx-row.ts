// Decides how the stored cells of a sheet become rows: where each stands, and when a sheet is more than a list may be.
import { type Cell, cellTooLong, type SheetLimits, type SheetRow, tooManyColumns, tooManyRows } from './sheet.ts';
import { type CellContext, readCell, type StoredCell } from './xlsx-cell.ts';
import { corrupt } from './xlsx-zip.ts';

const lastExcelRow = 1_048_576;
const lastExcelColumn = 16_383;

/** Gathers the rows of the sheets of one workbook. Both parsers of sheets write into it, so that both decide alike. */
export class RowGathering {
  readonly #file: string;
  readonly #limits: SheetLimits;
  readonly #context: CellContext;
  #sheet = '';
  #count = 0;
  #row = 0;
  #rowBefore = 0;
  #column = -1;
  #hidden = false;
  #hiddenColumns = new Set<number>();
  #cells: (Cell | null)[] = [];
  #ready: SheetRow[] = [];

  constructor(file: string, limits: SheetLimits, context: CellContext) {
    this.#file = file;
    this.#limits = limits;
    this.#context = context;
  }

  beginSheet(name: string): void {
    this.#sheet = name;
    this.#row = 0;
    this.#hiddenColumns = new Set();
  }

  /** Columns the spreadsheet does not show, as a sheet names them: from 1, the last included. */
  hideColumns(from: number, to: number): void {
    for (let column = from; column <= Math.min(to, this.#limits.columns); column += 1) this.#hiddenColumns.add(column - 1);
  }

  /** The columns of the sheet that the spreadsheet does not show, from 0; complete once its first row was read. */
  hiddenColumns(): ReadonlySet<number> {
    return this.#hiddenColumns;
  }

  /** `number` is the r attribute, 0 where it is missing: the row after the last; `hidden` where the spreadsheet does not show it. */
  beginRow(number: number, hidden = false): void {
    this.#hidden = hidden;
    this.#rowBefore = this.#row;
    // Two rows of one number, as no spreadsheet writes them: the second is the next.
    this.#row = number <= this.#row ? this.#row + 1 : number;
    if (!(this.#row >= 1 && this.#row <= lastExcelRow)) throw corrupt(this.#file, `${this.#sheet}: row`);
    this.#column = -1;
    this.#cells = [];
  }

  /** `column` from 0, -1 where the reference is missing: the column after the last. */
  cell(column: number, stored: StoredCell): void {
    this.#column = column === -1 ? this.#column + 1 : column;
    const cell = readCell(stored, this.#context);
    if (cell === null) return;
    if (cell === undefined || this.#column > lastExcelColumn) throw corrupt(this.#file, `${this.#sheet}: row ${this.#row}`);
    if (this.#column >= this.#limits.columns) throw tooManyColumns(this.#file, this.#row, this.#limits.columns);
    if (cell.text.length > this.#limits.cellLength) throw cellTooLong(this.#file, this.#row, this.#column, this.#limits.cellLength);
    while (this.#cells.length < this.#column) this.#cells.push(null);
    this.#cells[this.#column] = cell;
  }

  endRow(): void {
    if (this.#cells.length === 0) return;
    this.#count += 1;
    if (this.#count > this.#limits.rows) throw tooManyRows(this.#file, this.#row, this.#limits.rows);
    const row = { rowNumber: this.#row, sheet: this.#sheet, cells: this.#cells };
    this.#ready.push(this.#hidden ? { ...row, hidden: true } : row);
    this.#cells = [];
  }

  /** The row begun last is forgotten, to be read again by another parser. */
  abandonRow(): void {
    this.#row = this.#rowBefore;
    this.#cells = [];
  }

  /** The rows completed since the last call. */
  take(): readonly SheetRow[] {
    const rows = this.#ready;
    this.#ready = [];
    return rows;
  }
}
