// Tells lists a page at a time, and the rows of one by what their form says.
import { maskNik } from '../kernel/nik.ts';
import type { Tx } from '../platform/database.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { listOf } from './intake-steps.ts';
import type { ListRecord } from './intake-store.ts';
import { type ListFilter, type ListTotals, type RowFilter, countRows, findingCounts, listTotals, listsPage, rowsPage } from './list-page-store.ts';
import { type FindingLine, findingLines } from './list-report.ts';
import { readingOf } from './list-reading-store.ts';
import { placeOf } from './list.ts';
import { type ReadingNote, readingNotes } from './reading-notes.ts';

export type { ListFilter, RowFilter } from './list-page-store.ts';

interface PageOf {
  /** From 1. */
  readonly page: number;
  readonly rowsAPage: number;
}

const place = ({ page, rowsAPage }: PageOf) => ({ limit: rowsAPage, offset: (page - 1) * rowsAPage });

/** One page of a programme's lists that fit a filter, and the sums over all that fit. */
export async function listsShown(
  tx: Tx,
  programme: string,
  filter: ListFilter,
  page: PageOf,
): Promise<{ readonly totals: ListTotals; readonly lists: readonly ListRecord[] }> {
  return { totals: await listTotals(tx, programme, filter), lists: await listsPage(tx, programme, filter, place(page)) };
}

/** A row of a list with everything said of it; `nik` is masked. */
export interface ToldRow {
  readonly sheet: string;
  readonly row: number;
  readonly rowNo: number;
  readonly nik: string | null;
  readonly name: string | null;
  readonly outcome: string;
  readonly findings: readonly FindingLine[];
}

/** One page of a list's rows that fit a filter, how many fit, and how often each finding was made in the whole list. Fault: not-found `list-not-found`. */
export async function rowsShown(
  tx: Tx,
  niks: Pick<NikSealer, 'open'>,
  listId: string,
  filter: RowFilter,
  page: PageOf,
): Promise<{
  readonly list: ListRecord;
  readonly fitting: number;
  readonly rows: readonly ToldRow[];
  readonly findings: readonly { readonly code: string; readonly rows: number }[];
  readonly notes: readonly ReadingNote[];
}> {
  const list = await listOf(tx, listId);
  const rows = await rowsPage(tx, list.listId, filter, place(page));
  return {
    list,
    fitting: await countRows(tx, list.listId, filter),
    findings: await findingCounts(tx, list.listId),
    notes: readingNotes((await readingOf(tx, list.listId)) ?? []),
    rows: rows.map((row) => {
      const nik = row.token === null ? null : maskNik(niks.open(row.token));
      return {
        sheet: row.sheet,
        row: placeOf(row.rowNo).row,
        rowNo: row.rowNo,
        nik,
        name: row.name,
        outcome: row.outcome,
        findings: findingLines({ ...row, nik }),
      };
    }),
  };
}
