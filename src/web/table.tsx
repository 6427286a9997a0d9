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
  /** The row of totals, if any. */
  readonly total?: readonly Child[];
}

const Row = ({ columns, cells }: { columns: readonly Column[]; cells: readonly Child[] }) => (
  <tr>
    {cells.map((cell, index) => (index === 0 ? <th scope="row">{cell}</th> : <td class={columns[index]?.numeric === true ? 'number' : undefined}>{cell}</td>))}
  </tr>
);

/** A table; the box around it can be scrolled by keyboard. */
export const Table = ({ caption, hideCaption = false, scrollLabel, columns, rows, total }: TableProps) => (
  <div class="table-box" role="region" aria-label={`${caption} (${scrollLabel})`} tabindex={0}>
    <table>
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
          <Row columns={columns} cells={cells} />
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
