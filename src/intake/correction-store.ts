// SQL of corrections: which list corrects which, and the rows of a lineage that stand.
import { sql } from 'kysely';
import { apart } from '../platform/apart.ts';
import { type CopyField, copyIn, copyOut, literal, parseArray } from '../platform/copy.ts';
import { digestLine } from '../kernel/digest.ts';
import type { Outcome } from '../kernel/outcome.ts';
import type { Tx } from '../platform/database.ts';
import type { StandingRow } from './correction.ts';
import type { SealedRow } from './intake-store.ts';

/** Where a list stands among those that correct each other. */
export interface Lineage {
  readonly root: string;
  readonly programme: string;
  readonly area: string;
  readonly sender: string;
  /** The generation the next correction takes. */
  readonly next: number;
  readonly withdrawn: boolean;
}

/** The lineage of a list the actor may see, or null. */
export async function lineageOf(tx: Tx, listId: string): Promise<Lineage | null> {
  const { rows } = await sql<Lineage>`
    select o.root, l.programme, l.area, l.sender, w.list_id is not null as withdrawn,
      coalesce((select max(k.generation) from intake.correction k where k.root = o.root), 0) + 1 as next
    from intake.list l left join intake.withdrawal w on w.list_id = l.list_id
    cross join lateral (select coalesce((select k.root from intake.correction k where k.list_id = l.list_id), l.list_id) as root) o
    where l.list_id = ${listId}::uuid`.execute(tx.db);
  return rows[0] ?? null;
}

const linked = (root: string): string => `(select l.list_id from intake.list l where not exists (select from intake.withdrawal w where w.list_id = l.list_id)
  and (l.list_id = ${literal(root)}::uuid or l.list_id in (select k.list_id from intake.correction k where k.root = ${literal(root)}::uuid)))`;

/** What of a row is compared. */
type SaidRow = Pick<
  SealedRow,
  'token' | 'written' | 'household' | 'name' | 'birthPlace' | 'birthDate' | 'sex' | 'address' | 'occupation' | 'motherName' | 'phone' | 'findings'
>;

/** Text as its sender wrote it: without the apostrophe a file given back has before what a spreadsheet would run. */
const said = (text: string | null): string | null => text?.replace(/^'(?=[=@+-])/, '') ?? null;

/** Everything a row says, as one text: what a correction is compared by. */
export const contentOf = (row: SaidRow): string =>
  digestLine([
    row.token,
    row.written,
    row.household,
    said(row.name),
    said(row.birthPlace),
    row.birthDate,
    row.sex,
    said(row.address),
    said(row.occupation),
    said(row.motherName),
    said(row.phone),
    row.findings.join(' '),
  ]);

/** The rows of a lineage that count: of lists not withdrawn, and not replaced by a later one. In the order they were received. */
export async function standingRows(tx: Tx, root: string): Promise<readonly StandingRow[]> {
  const lists = linked(root);
  const replaced = `select r.list_id, r.row_no from intake.replaced_row r where r.kind <> 'unchanged' and r.by_list in ${lists} and r.list_id in ${lists}`;
  const standing: StandingRow[] = [];
  const query = `select c.list_id, c.row_no, c.token, c.written, c.household, c.name, c.birth_place, c.birth_date, c.sex, c.address, c.occupation, c.mother_name, c.phone, c.outcome, c.findings
    from intake.candidate c where c.list_id in ${lists} and (c.list_id, c.row_no) not in (${replaced}) order by c.list_id, c.row_no`;
  for await (const chunk of copyOut(tx, query)) {
    for (const row of chunk) {
      const [listId = '', rowNo = '', token, written, household, name, birthPlace, birthDate, sex, address, occupation, motherName, phone, outcome, findings] =
        row;
      standing.push({
        listId: listId ?? '',
        rowNo: Number(rowNo),
        token: token ?? null,
        name: name ?? null,
        birthDate: birthDate ?? null,
        outcome: outcome as Outcome,
        content: contentOf({
          token: token ?? null,
          written: written ?? null,
          household: household ?? null,
          name: name ?? null,
          birthPlace: birthPlace ?? null,
          birthDate: birthDate ?? null,
          sex: sex ?? null,
          address: address ?? null,
          occupation: occupation ?? null,
          motherName: motherName ?? null,
          phone: phone ?? null,
          findings: parseArray(findings ?? '{}'),
        } as SaidRow),
      });
    }
  }
  return standing;
}

/** A correction ready to be written: its counts, and what it replaces. */
export interface CorrectionRow {
  readonly listId: string;
  readonly root: string;
  readonly generation: number;
  readonly missing: 'keep' | 'remove';
  readonly fileRows: number;
  readonly corrected: number;
  readonly unchanged: number;
  readonly added: number;
  readonly removed: number;
  readonly replaced: Readonly<Record<Outcome, number>>;
}

/** A row of an earlier list that the correction speaks of. */
export interface ReplacedRow {
  readonly listId: string;
  readonly rowNo: number;
  readonly byRow: number | null;
  readonly kind: 'corrected' | 'unchanged' | 'removed';
}

/** Writes a correction; false when another one took its generation meanwhile. */
export async function insertCorrection(
  tx: Tx,
  of: CorrectionRow & { readonly sponsor: string; readonly area: string },
  rows: readonly ReplacedRow[],
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into intake.correction (list_id, root, generation, missing, file_rows, corrected, unchanged, added, removed, replaced_accepted, replaced_rejected, replaced_in_review,
      sponsor, area, recorded_at, author)
    values (${of.listId}, ${of.root}, ${of.generation}, ${of.missing}, ${of.fileRows}, ${of.corrected}, ${of.unchanged}, ${of.added}, ${of.removed},
      ${of.replaced.accept}, ${of.replaced.reject}, ${of.replaced.review}, ${of.sponsor}, ${of.area}, ${tx.at}, ${tx.actor.id})
    on conflict (root, generation) do nothing`.execute(tx.db);
  if (numAffectedRows !== 1n) return false;
  function* fields(): Generator<readonly CopyField[]> {
    for (const { listId, rowNo, byRow, kind } of rows) yield [listId, rowNo, of.listId, byRow, kind, of.sponsor, of.area];
  }
  const columns = ['list_id', 'row_no', 'by_list', 'by_row', 'kind', 'sponsor', 'area'] as const;
  if (rows.length > 0) await copyIn(tx, { table: 'intake.replaced_row', columns, orderBy: 'list_id, row_no' }, fields());
  return true;
}

/** What a list corrects, as it was recorded. */
export interface CorrectionRecord extends Omit<CorrectionRow, 'replaced'> {
  readonly fileName: string;
  readonly recordedAt: string;
  readonly withdrawnAt: string | null;
}

/** The corrections of a lineage in their order, withdrawn ones too; `of` is any list of it. */
export async function correctionsOf(tx: Tx, of: string): Promise<readonly CorrectionRecord[]> {
  const { rows } = await sql<CorrectionRecord>`
    select k.list_id as "listId", k.root, k.generation, k.missing, k.file_rows as "fileRows", k.corrected, k.unchanged, k.added, k.removed, l.file_name as "fileName",
      k.recorded_at as "recordedAt", w.recorded_at as "withdrawnAt"
    from intake.correction k join intake.list l on l.list_id = k.list_id left join intake.withdrawal w on w.list_id = k.list_id
    where k.root = coalesce((select o.root from intake.correction o where o.list_id = ${of}::uuid), ${of}::uuid) order by k.generation`.execute(tx.db);
  return rows;
}

/** What a list says of rows of earlier lists, and what later ones say of its own; withdrawn lists say nothing. */
export interface RowLink {
  readonly listId: string;
  readonly rowNo: number;
  readonly byList: string;
  readonly byRow: number | null;
  readonly kind: 'corrected' | 'unchanged' | 'removed';
}

/** The links of a list to others, in both directions. */
export async function linksOf(tx: Tx, listId: string): Promise<readonly RowLink[]> {
  const rows = apart(tx, 'intake.replaced_row', `list_id = ${literal(listId)}::uuid or by_list = ${literal(listId)}::uuid`);
  const links = await sql<RowLink>`
    select r.list_id as "listId", r.row_no as "rowNo", r.by_list as "byList", r.by_row as "byRow", r.kind from ${sql.raw(rows)} r
    where (r.list_id = ${listId}::uuid or r.by_list = ${listId}::uuid) and not exists (select from intake.withdrawal w where w.list_id = r.by_list)
    order by r.list_id, r.row_no`.execute(tx.db);
  return links.rows;
}

/** Lists of a lineage received after one of them and not withdrawn, the newest first: they rest on it. */
export async function followersOf(tx: Tx, listId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ listId: string }>`
    select k.list_id as "listId" from intake.correction k left join intake.correction o on o.list_id = ${listId}::uuid
    where k.root = coalesce(o.root, ${listId}::uuid) and k.generation > coalesce(o.generation, 0)
      and not exists (select from intake.withdrawal w where w.list_id = k.list_id)
    order by k.generation desc`.execute(tx.db);
  return rows.map((row) => row.listId);
}
