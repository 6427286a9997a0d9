// SQL of assessment: candidates joined to what the registers say, streamed out in declared order; verdicts written once.
import { sql } from 'kysely';
import type { Month } from '../kernel/month.ts';
import type { RowPlace } from '../matching/counted-row.ts';
import { apart } from '../platform/apart.ts';
import { type CopyField, type KeepBytes, copyIn, copyOut, literal, parseArray } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import { type FormerKey, keysAsOnePerson } from '../registry/one-person.ts';
import type { Register } from '../registry/registers.ts';
import { assessmentColumns, type JoinedRow, type Report } from './report.ts';
import type { JudgedRowRead } from './told-row.ts';

/** The rows of each register to read, one a person, as SQL to join. */
export type RegisterRows = Readonly<Record<Register, string>>;

/** What an assessment reads. */
export interface AssessmentScope {
  readonly programme: string;
  /** The programme the candidate lists were handed in for. */
  readonly lists: string;
  readonly registers: RegisterRows;
  readonly first: Month;
  readonly last: Month;
  /** Keys people were known under before two NIKs were found to be one person's: what is held under them is held for the person. */
  readonly former: readonly FormerKey[];
  /** Only these rows, and every other row of the people they name; all lists when absent. */
  readonly only?: RowsOfLists;
}

/** Rows of lists, from one row number to another. */
export interface RowsOfLists {
  readonly lists: readonly string[];
  readonly from?: number;
  readonly to?: number;
}

/** What a candidate is joined to, each as SQL. */
interface Sources extends RegisterRows {
  readonly candidates: string;
  readonly lists: string;
  readonly identifiers: string;
  readonly held: string;
  /** Rows that a later list of their lineage stands in for. */
  readonly replaced: string;
}

/** The rows asked for and all others of the people they name, under whichever NIK. */
function candidateRows(only: RowsOfLists | undefined): string {
  if (only === undefined) return 'intake.candidate';
  const { lists, from = 0, to = 2_147_483_647 } = only; // not law: the largest row number there is
  const asked = `list_id = any (${literal(`{${lists.join(',')}}`)}::uuid[]) and row_no between ${from} and ${to}`;
  const tokens = `select j.token from registry.identifier i join registry.identifier j on j.person_key = i.person_key
    where i.valid_to is null and j.valid_to is null and i.token in (
      select token from intake.candidate where ${asked} union all select person_token from matching.standing_decision where person_token is not null and ${asked})`;
  const decided = `select list_id, row_no from matching.standing_decision where person_token in (${tokens})`;
  return `(select * from intake.candidate where (${asked}) or token in (${tokens}) or (list_id, row_no) in (${decided}))`;
}

const tables = ({ programme, lists, registers, first, last, former, only }: AssessmentScope): Sources => ({
  ...registers,
  candidates: candidateRows(only),
  lists: `intake.list l where ${candidatesOf(lists)}`,
  replaced: `(select r.list_id, r.row_no from intake.replaced_row r where r.kind <> 'unchanged' and r.by_list in (select l.list_id from intake.list l where ${candidatesOf(lists)}))`,
  identifiers: 'registry.identifier',
  held: keysAsOnePerson(`roster.held_by_others(${literal(programme)}, ${literal(`${first}-01`)}::date, ${literal(`${last}-01`)}::date)`, former),
});

/**
 * The same rows on a cluster: each spread table is read once, by its key, for the people the candidates name, and the results are joined on the
 * coordinator. An outer join of tables spread by different keys is more than Citus can plan.
 */
function onCluster(scope: AssessmentScope): string {
  const { identifiers, candidates, lists, held, replaced, ...rest } = tables(scope);
  const named = (register: Register): string => `select * from ${rest[register]} r where r.person_key in (select person_key from person_named)`;
  return `
    with list_in as materialized (select l.* from ${lists}),
    candidate_in as materialized (select c.* from ${candidates} c where c.list_id in (select list_id from list_in)),
    decided as materialized (select person_token from matching.standing_decision where person_token is not null),
    identifier_in as materialized (select i.* from ${identifiers} i where i.valid_to is null and i.token in (select token from candidate_in union all select person_token from decided)),
    person_named as materialized (select distinct person_key from identifier_in),
    population_in as materialized (${named('population')}),
    social_in as materialized (${named('social-register')}),
    membership_in as materialized (${named('membership')}),
    servant_in as materialized (${named('public-servants')}),
    death_in as materialized (${named('deaths')}),
    held_in as materialized (select person_key from ${held} o),
    replaced_in as materialized (select x.list_id, x.row_no from ${replaced} x)
    ${joined({
      candidates: 'candidate_in',
      lists: 'list_in l',
      identifiers: 'identifier_in',
      population: 'population_in',
      'social-register': 'social_in',
      membership: 'membership_in',
      'public-servants': 'servant_in',
      deaths: 'death_in',
      held: 'held_in',
      replaced: 'replaced_in',
    })}`;
}

// The rows of one person stand together, where the first of them stands by (file digest, row), and among themselves in the order they were received.
const joined = (from: Sources): string => `
  select c.list_id, c.row_no, c.file_digest, c.sheet, c.area, c.token, c.name, c.birth_date, c.sex, c.occupation, c.outcome, c.findings,
    c.person_key, p.found as p_found, p.name as p_name, p.birth_date as p_birth_date, p.sex as p_sex, p.status as p_status, p.area as p_area, p.occupation as p_occupation,
    s.found as s_found, s.decile as s_decile, s.disabled as s_disabled, s.woman_headed as s_woman_headed, s.dependants as s_dependants,
    m.found as m_found, m.active as m_active, m.payer_kind as m_payer_kind, m.payer_name as m_payer_name,
    e.found as e_found, d.found as d_found, d.died_on as d_died_on, o.person_key is not null as sponsored, c.decision, c.decided_person, c.listed_at, c.received
  from (
    select c.list_id, c.row_no, c.sheet, c.area, coalesce(h.person_token, c.token) as token, c.name, c.birth_date, c.sex, c.occupation, c.outcome, c.findings,
      h.verdict as decision, h.person_token is not null as decided_person, l.file_digest, l.received, i.person_key,
      first_value(l.place + c.row_no) over (partition by coalesce(i.person_key, h.person_token, c.token, c.list_id),
        case when coalesce(h.person_token, c.token) is null then c.row_no end order by l.received, c.row_no) as listed_at
    from ${from.candidates} c
    join (select l.list_id, l.file_digest, (row_number() over (order by l.file_digest collate "C") << 32) as place,
        row_number() over (order by l.received_at, l.file_digest collate "C") as received
      from ${from.lists}) l on l.list_id = c.list_id
    left join matching.standing_decision h on h.list_id = c.list_id and h.row_no = c.row_no
    left join ${from.identifiers} i on i.token = coalesce(h.person_token, c.token) and i.valid_to is null
    where not exists (select from ${from.replaced} x where x.list_id = c.list_id and x.row_no = c.row_no)) c
  left join ${from.population} p on p.person_key = c.person_key
  left join ${from['social-register']} s on s.person_key = c.person_key
  left join (select distinct on (person_key) * from ${from.membership} r order by person_key, active desc nulls last, (payer_kind = 'employer') desc) m on m.person_key = c.person_key
  left join ${from['public-servants']} e on e.person_key = c.person_key
  left join ${from.deaths} d on d.person_key = c.person_key
  left join ${from.held} o on o.person_key = c.person_key`;

const candidatesOf = (programme: string): string =>
  `l.programme = ${literal(programme)} and not exists (select from intake.withdrawal w where w.list_id = l.list_id)`;

/**
 * Streams the joined rows: each person's in the order they were received, people in the order of the row that named them first, by (file digest, row).
 * Their bytes are kept as the run's evidence.
 */
export function streamCandidates(tx: Tx, scope: AssessmentScope, keep?: KeepBytes): AsyncIterable<ReadonlyArray<JoinedRow>> {
  const rows = tx.cluster ? onCluster(scope) : joined(tables(scope));
  return copyOut(tx, `select ${assessmentColumns.join(', ')} from (${rows}) j order by listed_at, received, row_no`, { chunkRows: 1_000, keep }); // not law: rows at a time
}

/** Rows handed in, not withdrawn and not replaced by a correction, as the lists themselves count them. */
export async function rowsHandedIn(tx: Tx, programme: string): Promise<number> {
  const { rows } = await sql<{ rows: string }>`
    select coalesce(sum(l.row_count - coalesce(k.corrected + k.removed, 0)), 0) as rows
    from intake.list l left join intake.correction k on k.list_id = l.list_id where ${sql.raw(candidatesOf(programme))}`.execute(tx.db);
  return Number(rows[0]?.rows ?? 0);
}

/** What of the lists and of people's decisions an assessment depends on, as digests. */
export async function candidateDigests(tx: Tx, programme: string): Promise<{ readonly lists: readonly string[]; readonly decisions: readonly string[] }> {
  // A file handed in again after its list was withdrawn is other rows, perhaps for another area, at another instant.
  const lists = await sql<{ digest: string }>`
    select l.file_digest || '/' || l.withdrawn_before as digest from intake.list l where ${sql.raw(candidatesOf(programme))} order by 1`.execute(tx.db);
  const decisions = await sql<{ decision: string }>`
    select l.file_digest || '/' || d.row_no || '/' || d.verdict || '/' || d.evidence
      || coalesce('/' || left(encode(sha256(d.person_token::text::bytea), 'hex'), 16), '') as decision
    from matching.identity_decision d join intake.list l on l.list_id = d.list_id where ${sql.raw(candidatesOf(programme))} order by d.recorded_at, 1`.execute(
    tx.db,
  );
  return { lists: lists.rows.map((row) => row.digest), decisions: decisions.rows.map((row) => row.decision) };
}

/** A row judged: its report, and the row of the same person that counts in its place. */
export interface JudgedRow {
  readonly listId: string;
  readonly rowNo: string;
  readonly area: string;
  readonly report: Report;
  readonly counted: RowPlace | null;
}

const verdictColumns = [
  'list_id',
  'row_no',
  'run_id',
  'sponsor',
  'area',
  'person_key',
  'outcome',
  'reasons',
  'notes',
  'decile',
  'residence',
  'ranking',
  'kept_groups',
] as const;

function* verdictRows(runId: string, sponsor: string, rows: readonly JudgedRow[]): Generator<readonly CopyField[]> {
  for (const { listId, rowNo, area, report } of rows) {
    const { personKey, outcome, reasons, notes, decile, residence, ranking, keptGroups } = report;
    yield [listId, rowNo, runId, sponsor, area, personKey, outcome, reasons, notes, decile, residence, `{${ranking.join(',')}}`, keptGroups];
  }
}

/** Writes verdicts of a run; returns how many. */
export const saveVerdicts = (tx: Tx, runId: string, sponsor: string, rows: readonly JudgedRow[]): Promise<number> =>
  copyIn(tx, { table: 'eligibility.verdict', columns: verdictColumns, orderBy: 'list_id, row_no' }, verdictRows(runId, sponsor, rows));

export interface VerdictRow {
  readonly listId: string;
  readonly rowNo: number;
  readonly runId: string;
  readonly outcome: string;
  readonly reasons: readonly string[];
  readonly notes: readonly string[];
  readonly decile: number | null;
  /** The row of the same person that counts in the place of this one; its file is null where the reader may not see it. */
  readonly counted: { readonly rowNo: number; readonly fileName: string | null } | null;
  readonly recordedAt: string;
  readonly fileName: string;
  readonly village: string;
}

/** Every published verdict about a person, oldest first. */
export async function verdictsOf(tx: Tx, personKey: string): Promise<readonly VerdictRow[]> {
  const { rows } = await sql<VerdictRow>`
    select v.list_id as "listId", v.row_no as "rowNo", v.run_id as "runId", v.outcome, v.reasons, v.notes, v.decile,
      case when m.counted_row is not null then json_build_object('rowNo', m.counted_row, 'fileName', n.file_name) end as counted,
      k.recorded_at as "recordedAt", l.file_name as "fileName", l.area as village
    from eligibility.verdict v join platform.run_completion k on k.run_id = v.run_id join intake.list l on l.list_id = v.list_id
    left join matching.match m on m.list_id = v.list_id and m.row_no = v.row_no and m.run_id = v.run_id
    left join intake.list n on n.list_id = m.counted_list
    where v.person_key = ${personKey}::uuid order by k.recorded_at, v.list_id, v.row_no`.execute(tx.db);
  return rows;
}

/** A refused or waiting row of a run with the given reason as its only one: whom an objection may help. */
export async function rowWithReason(tx: Tx, runId: string, reason: string): Promise<{ listId: string; rowNo: number; personKey: string } | undefined> {
  const tokens = `select c.token from eligibility.verdict v join intake.candidate c on c.list_id = v.list_id and c.row_no = v.row_no
    where v.run_id = ${literal(runId)}::uuid and v.reasons = array[${literal(reason)}]`;
  const identifiers = apart(tx, 'registry.identifier', `token in (${tokens})`);
  const { rows } = await sql<{ listId: string; rowNo: number; personKey: string }>`
    select v.list_id as "listId", v.row_no as "rowNo", i.person_key as "personKey"
    from eligibility.verdict v join intake.list l on l.list_id = v.list_id join intake.candidate c on c.list_id = v.list_id and c.row_no = v.row_no
    join ${sql.raw(identifiers)} i on i.token = c.token and i.valid_to is null
    where v.run_id = ${runId}::uuid and v.reasons = array[${reason}]
    order by l.file_digest, v.row_no limit 1`.execute(tx.db);
  return rows[0];
}

/** How often each reason was given in a run. */
export async function reasonCounts(tx: Tx, runId: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ reason: string; rows: number }>`
    select reason, count(*)::int as rows from eligibility.verdict v, unnest(v.reasons) reason where v.run_id = ${runId}::uuid group by reason order by 2 desc, 1`.execute(
    tx.db,
  );
  return new Map(rows.map((row) => [row.reason, row.rows]));
}

/** Which rows of a run: of one outcome, of one list. */
export interface VerdictFilter {
  readonly outcome?: string | undefined;
  readonly listId?: string | undefined;
}

const judgedRows = (runId: string, { outcome, listId }: VerdictFilter): string => `
  from eligibility.verdict v join intake.list l on l.list_id = v.list_id
  where v.run_id = ${literal(runId)}::uuid${outcome === undefined ? '' : ` and v.outcome = ${literal(outcome)}`}${listId === undefined ? '' : ` and v.list_id = ${literal(listId)}::uuid`}`;

const told = (runId: string, filter: VerdictFilter, page: string): string => `
  with of_run as materialized (
    select v.list_id, v.row_no, v.outcome, v.reasons, v.notes, l.file_name, l.file_digest ${judgedRows(runId, filter)}
    order by l.file_name, l.file_digest collate "C", v.row_no ${page}),
  several as (
    select c.token, count(*) - 1 as others
    from intake.candidate c join eligibility.verdict w on w.list_id = c.list_id and w.row_no = c.row_no and w.run_id = ${literal(runId)}::uuid
    where c.token in (select o.token from intake.candidate o join of_run r on r.list_id = o.list_id and r.row_no = o.row_no where r.outcome <> 'accept')
    group by c.token having count(*) > 1)
  select r.list_id, r.row_no, r.file_name, c.sheet, c.name, r.outcome, r.reasons, r.notes, coalesce(s.others, 0)
  from of_run r join intake.candidate c on c.list_id = r.list_id and c.row_no = r.row_no left join several s on s.token = c.token
  order by r.file_name, r.file_digest collate "C", r.row_no`;

/** Streams the judged rows of a run, file by file in the order of their rows; or one page of them. */
export async function* streamVerdicts(
  tx: Tx,
  runId: string,
  filter: VerdictFilter,
  page?: { readonly limit: number; readonly offset: number },
): AsyncGenerator<readonly JudgedRowRead[]> {
  const query = told(runId, filter, page === undefined ? '' : `limit ${page.limit} offset ${page.offset}`);
  for await (const chunk of copyOut(tx, query)) {
    yield chunk.map(([listId, rowNo, fileName, sheet, name = null, outcome, reasons, notes, repeats]) => ({
      listId: listId ?? '',
      rowNo: Number(rowNo),
      fileName: fileName ?? '',
      sheet: sheet ?? '',
      name,
      outcome: outcome as JudgedRowRead['outcome'],
      reasons: parseArray(reasons ?? '{}'),
      notes: parseArray(notes ?? '{}'),
      repeats: Number(repeats),
    }));
  }
}

/** How many rows of a run fit. */
export async function countVerdicts(tx: Tx, runId: string, filter: VerdictFilter): Promise<number> {
  const { rows } = await sql<{ n: string }>`select count(*) as n ${sql.raw(judgedRows(runId, filter))}`.execute(tx.db);
  return Number(rows[0]?.n ?? 0);
}

/** Which programme a published assessment judged; undefined where the run is none. */
export async function assessedProgramme(tx: Tx, runId: string): Promise<string | undefined> {
  const { rows } = await sql<{ programme: string }>`
    select r.programme from platform.run r join platform.run_completion k on k.run_id = r.run_id where r.run_id = ${runId}::uuid and r.kind = 'assessment'`.execute(
    tx.db,
  );
  return rows[0]?.programme;
}
