// Checks the rows of one list by every rule as things stand now, without waiting for an assessment: the same stream, the same functions, nothing written.
import type { Actor } from '../kernel/actor.ts';
import { Fault } from '../kernel/fault.ts';
import { maskNik } from '../kernel/nik.ts';
import type { Law } from '../law/law.ts';
import type { ListRecord } from '../intake/intake-store.ts';
import { listOf } from '../intake/intake-steps.ts';
import { placeOf as placeInFile } from '../intake/list.ts';
import { type FileRow, fileNames, fileRows, rowNumbers } from '../intake/row-state-store.ts';
import type { Database, Tx } from '../platform/database.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { type CurrentPolicy, currentPolicy } from '../programme/programme-steps.ts';
import { formerKeys } from '../registry/one-person-store.ts';
import { latestSnapshots } from '../registry/registry-steps.ts';
import { type JudgedRow, type RowsOfLists, streamCandidates } from './eligibility-store.ts';
import { Judging, assessmentOf, rowsToRead } from './eligibility-steps.ts';
import { type RowFound, type RowTold, outcomeWith, rowTold } from './list-findings.ts';

/** What a check needs of the installation. */
export interface ListCheckPort {
  readonly database: Database;
  readonly niks: NikSealer;
  readonly law: Law;
}

/** A list checked: its rows in their order, or one page of them. */
export interface CheckedList {
  readonly list: ListRecord;
  readonly rows: readonly RowTold[];
  /** Rows in the whole file. */
  readonly of: number;
}

/** Who checks: a village sees its own list, but a person may live or be listed elsewhere; only codes about its own rows leave. */
const checker = (actor: Actor, sponsor: string): Actor => {
  const { within: _, ...known } = actor;
  return { ...known, sponsor: actor.sponsor === '*' ? '*' : sponsor, area: '*' };
};

/**
 * Every row of a list with all its codes as of now; with `page` only that page, which costs no more than its rows. A list of a programme without a recorded
 * policy is told by its form, with `not-assessed`. Fault: not-found `list-not-found`.
 */
export async function checkList(
  port: ListCheckPort,
  actor: Actor,
  listId: string,
  {
    page,
    onRow = () => {},
  }: { readonly page?: { readonly page: number; readonly rowsAPage: number }; readonly onRow?: (rows: number, of: number) => void } = {},
): Promise<CheckedList> {
  const { list, numbers } = await port.database.read(actor, async (tx) => {
    const found = await listOf(tx, listId);
    return { list: found, numbers: await rowNumbers(tx, found.listId) };
  });
  const shown = page === undefined ? numbers : numbers.slice((page.page - 1) * page.rowsAPage, page.page * page.rowsAPage);
  if (shown.length === 0) return { list, rows: [], of: numbers.length };
  const range = { from: shown[0] as number, to: shown.at(-1) as number };
  const { inFile, judged } = await port.database.read(checker(actor, list.sponsor), async (tx) => {
    const rows = await fileRows(tx, list.listId, range);
    return { inFile: rows, judged: list.withdrawnAt === null ? await judgedRows(port, tx, list, rows, onRow) : null };
  });
  const named = new Set<string>();
  for (const { replacedBy } of inFile) if (replacedBy !== null) named.add(replacedBy.listId);
  for (const { counted } of judged?.values() ?? []) if (counted !== null) named.add(counted.listId);
  // Asked as the reader: the file of another sender is not named to him.
  const files = await port.database.read(actor, (tx) => fileNames(tx, [...named]));
  const niks = port.niks.openAll(inFile.map(({ token }) => token).filter((token) => token !== null));
  let next = 0;
  const rows = inFile.map((row) => {
    const nik = row.token === null ? null : maskNik(niks[next++] as (typeof niks)[number]);
    return rowTold(list.fileName, found(row, nik, list, judged, files));
  });
  return { list, rows, of: numbers.length };
}

/** What is known of a row: as judged, or by its form where it counts nowhere. */
function found(
  row: FileRow,
  nik: string | null,
  list: ListRecord,
  judged: ReadonlyMap<string, JudgedRow> | null,
  files: ReadonlyMap<string, string>,
): RowFound {
  const { rowNo, sheet, name, change } = row;
  const known = { rowNo, sheet, name, nik, change };
  const verdict = judged?.get(`${row.candidate.listId}/${row.candidate.rowNo}`);
  if (verdict === undefined) {
    const because =
      list.withdrawnAt !== null
        ? 'list-withdrawn'
        : row.replacedBy === null
          ? 'not-assessed'
          : row.replacedBy.rowNo === null
            ? 'removed-by-correction'
            : 'replaced-by-correction';
    const by = row.replacedBy;
    const replacedBy = by === null ? null : { file: files.get(by.listId) ?? null, row: by.rowNo === null ? null : placeInFile(by.rowNo).row };
    return { ...known, outcome: outcomeWith(row.outcome, [because]), codes: [because, ...row.findings], personKey: null, replacedBy, counted: null };
  }
  const { report, counted } = verdict;
  return {
    ...known,
    outcome: report.outcome,
    codes: [...report.reasons, ...report.notes],
    personKey: report.personKey,
    replacedBy: null,
    counted: counted === null ? null : { file: files.get(counted.listId) ?? null, row: placeInFile(counted.rowNo).row },
  };
}

/** The verdicts on the rows' candidates, by list and row; null when the programme has no policy yet. */
async function judgedRows(
  port: ListCheckPort,
  tx: Tx,
  list: ListRecord,
  inFile: readonly FileRow[],
  onRow: (rows: number, of: number) => void,
): Promise<ReadonlyMap<string, JudgedRow> | null> {
  const policy = await policyOf(tx, list.programme);
  if (policy === null) return null;
  const snapshots = await latestSnapshots(tx, policy.sponsor, policy.policy.conditionsOn);
  const former = await formerKeys(tx);
  const judging = new Judging(port.niks, assessmentOf(port, policy, snapshots));
  const wanted = new Set(inFile.map(({ candidate }) => `${candidate.listId}/${candidate.rowNo}`));
  const judged = new Map<string, JudgedRow>();
  const scope = {
    programme: list.programme,
    lists: list.programme,
    registers: rowsToRead(tx, snapshots, former),
    first: policy.policy.term.first,
    last: policy.policy.term.last,
    former,
    only: rowsOf(inFile),
  };
  for await (const chunk of streamCandidates(tx, scope)) {
    for (const row of judging.judge(chunk)) {
      const key = `${row.listId}/${row.rowNo}`;
      if (wanted.has(key)) judged.set(key, row);
    }
    onRow(judged.size, wanted.size);
  }
  return judged;
}

function rowsOf(inFile: readonly FileRow[]): RowsOfLists {
  const lists = new Set<string>();
  let [from, to] = [Number.MAX_SAFE_INTEGER, 0];
  for (const { candidate } of inFile) {
    lists.add(candidate.listId);
    from = Math.min(from, candidate.rowNo);
    to = Math.max(to, candidate.rowNo);
  }
  return { lists: [...lists], from, to };
}

async function policyOf(tx: Tx, programme: string): Promise<CurrentPolicy | null> {
  try {
    return await currentPolicy(tx, programme);
  } catch (error) {
    if (error instanceof Fault && error.code === 'programme-unknown') return null;
    throw error;
  }
}
