// Decides how lists and their rows are read a page at a time: the SQL behind the pages of intake.
import { sql } from 'kysely';
import type { Outcome } from '../kernel/outcome.ts';
import type { Tx } from '../platform/database.ts';
import type { IntakeCode } from './findings.ts';
import type { FoundRow, ListRecord } from './intake-store.ts';

/** Which lists: those of an area, with this in the name of their file, withdrawn or not. */
export interface ListFilter {
  readonly area?: string;
  readonly file?: string;
  readonly state?: 'standing' | 'withdrawn';
}

/** What the lists that fit add up to; the withdrawn are counted apart. */
export interface ListTotals {
  readonly lists: number;
  readonly withdrawn: number;
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly inReview: number;
}

const fitting = (programme: string, { area = '', file = '', state }: ListFilter) => sql`
  from intake.list l left join intake.withdrawal w on w.list_id = l.list_id left join intake.correction k on k.list_id = l.list_id
  where l.programme = ${programme} and starts_with(l.area, ${area}) and position(lower(${file}) in lower(l.file_name)) > 0
    and (${state ?? null}::text is null or (w.list_id is not null) = (${state ?? null}::text = 'withdrawn'))`;

/** Sums over the lists that fit; rows of the withdrawn are not summed, and rows that a correction replaces count once. */
export async function listTotals(tx: Tx, programme: string, filter: ListFilter): Promise<ListTotals> {
  const { rows } = await sql<ListTotals>`
    select count(*)::int as lists, count(w.list_id)::int as withdrawn, coalesce(sum(l.row_count - coalesce(k.corrected + k.removed, 0)) filter (where w.list_id is null), 0)::int as rows,
      coalesce(sum(l.accepted - coalesce(k.replaced_accepted, 0)) filter (where w.list_id is null), 0)::int as accepted,
      coalesce(sum(l.rejected - coalesce(k.replaced_rejected, 0)) filter (where w.list_id is null), 0)::int as rejected,
      coalesce(sum(l.in_review - coalesce(k.replaced_in_review, 0)) filter (where w.list_id is null), 0)::int as "inReview" ${fitting(programme, filter)}`.execute(
    tx.db,
  );
  return rows[0] ?? { lists: 0, withdrawn: 0, rows: 0, accepted: 0, rejected: 0, inReview: 0 };
}

/** Lists that fit, the last received first. */
export async function listsPage(tx: Tx, programme: string, filter: ListFilter, at: { limit: number; offset: number }): Promise<readonly ListRecord[]> {
  const { rows } = await sql<ListRecord>`
    select l.list_id as "listId", l.programme, l.sponsor, l.area, l.sender, l.file_name as "fileName", l.file_digest as "fileDigest", l.media,
      l.row_count as rows, l.accepted, l.rejected, l.in_review as "inReview", l.received_at as "receivedAt", w.recorded_at as "withdrawnAt"
    ${fitting(programme, filter)} order by l.received_at desc, l.area, l.file_name, l.list_id limit ${at.limit} offset ${at.offset}`.execute(tx.db);
  return rows;
}

/** Which rows of a list: of one outcome, with one finding. Rows without any finding are left out unless `all`. */
export interface RowFilter {
  readonly outcome?: Outcome;
  readonly code?: string;
  readonly all?: boolean;
}

const found = (listId: string, { outcome, code, all = false }: RowFilter) => sql`
  from intake.candidate c where c.list_id = ${listId}::uuid and (${all} or c.findings <> '{}')
    and (${outcome ?? null}::text is null or c.outcome = ${outcome ?? null}::text) and (${code ?? null}::text is null or ${code ?? null}::text = any (c.findings))`;

export async function countRows(tx: Tx, listId: string, filter: RowFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n ${found(listId, filter)}`.execute(tx.db);
  return rows[0]?.n ?? 0;
}

/** Rows of a list in their order. */
export async function rowsPage(tx: Tx, listId: string, filter: RowFilter, at: { limit: number; offset: number }): Promise<readonly FoundRow[]> {
  const { rows } = await sql<FoundRow>`
    select c.row_no as "rowNo", c.sheet, c.token, c.name, c.outcome, c.findings ${found(listId, filter)} order by c.row_no limit ${at.limit} offset ${at.offset}`.execute(
    tx.db,
  );
  return rows;
}

/** How many rows of a list have each finding, the most frequent first. */
export async function findingCounts(tx: Tx, listId: string): Promise<readonly { readonly code: IntakeCode; readonly rows: number }[]> {
  const { rows } = await sql<{ code: IntakeCode; rows: number }>`
    select code, count(*)::int as rows from intake.candidate c, unnest(c.findings) code where c.list_id = ${listId}::uuid group by code order by 2 desc, 1`.execute(
    tx.db,
  );
  return rows;
}
