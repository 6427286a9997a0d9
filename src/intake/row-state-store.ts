// SQL of the rows of one file: its own candidates and, in a correction, the rows of earlier lists that stand in for unchanged ones.
import { sql } from 'kysely';
import type { Outcome } from '../kernel/outcome.ts';
import type { Tx } from '../platform/database.ts';
import type { IntakeCode } from './findings.ts';
import { linksOf } from './correction-store.ts';

/** A row of a file: where it stands there, and the candidate that counts for it. */
export interface FileRow {
  /** As numbered in the list of this file. */
  readonly rowNo: number;
  readonly sheet: string;
  /** The candidate: of this list, or of an earlier one where this row is unchanged. */
  readonly candidate: { readonly listId: string; readonly rowNo: number };
  readonly token: string | null;
  readonly name: string | null;
  /** What its form alone says. */
  readonly outcome: Outcome;
  readonly findings: readonly IntakeCode[];
  /** Null in a list that corrects none. */
  readonly change: 'corrected' | 'unchanged' | 'new' | null;
  /** The row of a later list that counts in its place; its row is null where it was removed. */
  readonly replacedBy: { readonly listId: string; readonly rowNo: number | null } | null;
}

interface CandidateRead {
  readonly listId: string;
  readonly rowNo: number;
  readonly sheet: string;
  readonly token: string | null;
  readonly name: string | null;
  readonly outcome: Outcome;
  readonly findings: readonly IntakeCode[];
}

const candidates = async (tx: Tx, lists: readonly string[], from: number, to: number): Promise<readonly CandidateRead[]> => {
  const { rows } = await sql<CandidateRead>`
    select list_id as "listId", row_no as "rowNo", sheet, token, name, outcome, findings from intake.candidate
    where list_id = any (${sql.val([...lists])}::uuid[]) and row_no between ${from} and ${to}`.execute(tx.db);
  return rows;
};

const lastRow = 2_147_483_647; // not law: the largest row number there is

/** Every row of a file in its order, or those numbered `from` to `to`. */
export async function fileRows(tx: Tx, listId: string, { from = 0, to = lastRow }: { from?: number; to?: number } = {}): Promise<readonly FileRow[]> {
  const links = await linksOf(tx, listId);
  const before = links.filter(({ byList, byRow }) => byList === listId && byRow !== null && byRow >= from && byRow <= to);
  const corrects = links.some(({ byList }) => byList === listId) || (await isCorrection(tx, listId));
  const after = new Map(links.filter((link) => link.listId === listId && link.kind !== 'unchanged').map((link) => [link.rowNo, link]));
  const correctedRows = new Set(before.filter(({ kind }) => kind === 'corrected').map(({ byRow }) => byRow));
  const own = (await candidates(tx, [listId], from, to)).map((row): FileRow => {
    const replaced = after.get(row.rowNo);
    return {
      ...row,
      candidate: { listId, rowNo: row.rowNo },
      change: corrects ? (correctedRows.has(row.rowNo) ? 'corrected' : 'new') : null,
      replacedBy: replaced === undefined ? null : { listId: replaced.byList, rowNo: replaced.byRow },
    };
  });
  const unchanged = before.filter(({ kind }) => kind === 'unchanged');
  if (unchanged.length === 0) return own.sort((a, b) => a.rowNo - b.rowNo);
  const earlier = new Map<string, CandidateRead>();
  const numbers = unchanged.map(({ rowNo }) => rowNo).sort((a, b) => a - b);
  const lists = [...new Set(unchanged.map((link) => link.listId))];
  for (const row of await candidates(tx, lists, numbers[0] ?? 0, numbers.at(-1) ?? 0)) earlier.set(`${row.listId}/${row.rowNo}`, row);
  const same = unchanged.flatMap(({ listId: of, rowNo, byRow }): FileRow[] => {
    const row = earlier.get(`${of}/${rowNo}`);
    return row === undefined ? [] : [{ ...row, rowNo: byRow ?? 0, candidate: { listId: of, rowNo }, change: 'unchanged', replacedBy: null }];
  });
  return [...own, ...same].sort((a, b) => a.rowNo - b.rowNo);
}

async function isCorrection(tx: Tx, listId: string): Promise<boolean> {
  const { rows } = await sql`select from intake.correction where list_id = ${listId}::uuid`.execute(tx.db);
  return rows.length > 0;
}

/** The numbers of a file's rows, in order: what a page of it is cut from. */
export async function rowNumbers(tx: Tx, listId: string): Promise<readonly number[]> {
  const { rows } = await sql<{ rowNo: number }>`
    select row_no as "rowNo" from intake.candidate where list_id = ${listId}::uuid
    union all select by_row from intake.replaced_row where by_list = ${listId}::uuid and kind = 'unchanged' order by 1`.execute(tx.db);
  return rows.map(({ rowNo }) => rowNo);
}

/** The names of the files of lists. */
export async function fileNames(tx: Tx, listIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (listIds.length === 0) return new Map();
  const { rows } = await sql<{ listId: string; fileName: string }>`
    select list_id as "listId", file_name as "fileName" from intake.list where list_id = any (${sql.val([...listIds])}::uuid[])`.execute(tx.db);
  return new Map(rows.map(({ listId, fileName }) => [listId, fileName]));
}
