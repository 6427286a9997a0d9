// Decides how a table looks: a caption, a heading for every row, numbers to the right, and sideways scrolling on a narrow phone.
import type { Child } from 'hono/jsx';

export interface Column {
  readonly title: string;
  /** Numbers stand to the right, in digits of one width. */
  readonly numeric?: boolean;
}

export interface TableProps {
  readonly caption: string;
  /** Where the caption repeats the heading above it, it is kept for screen readers only. */
  readonly hideCaption?: boolean;
  /** Said by screen readers of the box that scrolls. */
  readonly scrollLabel: string;
  readonly columns: readonly Column[];
  /** One cell for each column; the first names the row. */
  readonly rows: ReadonlyArray<readonly Child[]>;
  /** Rows of words rather than figures: on a narrow phone each row stands by itself, every cell under its column's title. */
  readonly stacked?: boolean;
  /** The row of totals, if any. */
  readonly total?: readonly Child[];
}

const Row = ({ columns, cells, stacked = false }: { columns: readonly Column[]; cells: readonly Child[]; stacked?: boolean }) => (
  <tr>
    {cells.map((cell, index) =>
      index === 0 ? (
        <th scope="row">{cell}</th>
      ) : (
        <td class={columns[index]?.numeric === true ? 'number' : undefined} data-title={stacked ? columns[index]?.title : undefined}>
          {cell}
        </td>
      ),
    )}
  </tr>
);

/** A table; the box around it can be scrolled by keyboard. */
export const Table = ({ caption, hideCaption = false, scrollLabel, columns, rows, stacked = false, total }: TableProps) => (
  <div class="table-box" role="region" aria-label={`${caption} (${scrollLabel})`} tabindex={0}>
    <table class={stacked ? 'stacked' : undefined}>
      <caption class={hideCaption ? 'unseen' : undefined}>{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ title, numeric }) => (
            <th scope="col" class={numeric === true ? 'number' : undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells) => (
          <Row columns={columns} cells={cells} stacked={stacked} />
        ))}
      </tbody>
      {total === undefined ? null : (
        <tfoot>
          <Row columns={columns} cells={total} />
        </tfoot>
      )}
    </table>
  </div>
);
