// SQL of village meetings: the lines printed, the minutes keyed back, and the tasks of the population office that came of them.
import { sql } from 'kysely';
import type { CivilDate } from '../kernel/date.ts';
import { newKey } from '../platform/key.ts';
import { apart } from '../platform/apart.ts';
import { literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import type { IntakeCode } from './findings.ts';
import type { ControlTotals, RoundMark } from './village-round.ts';

/** A candidate as printed. */
export interface RoundCandidate {
  readonly listId: string;
  readonly rowNo: number;
  readonly token: string | null;
  readonly name: string | null;
  readonly sex: string | null;
  readonly birthDate: CivilDate | null;
  readonly address: string | null;
  readonly occupation: string | null;
  readonly findings: readonly IntakeCode[];
}

/** Whoever the standing lists of a village name, each person once (rows without a NIK each), in the order of names. */
export async function villageCandidates(tx: Tx, of: { readonly programme: string; readonly area: string }): Promise<readonly RoundCandidate[]> {
  const lists = `(select l.list_id from intake.list l where l.programme = ${literal(of.programme)} and l.area = ${literal(of.area)} and not exists (select from intake.withdrawal w where w.list_id = l.list_id))`;
  const replaced = apart(tx, 'intake.replaced_row', `kind <> 'unchanged'`);
  const { rows } = await sql<RoundCandidate>`
    select * from (
      select distinct on (coalesce(c.token::text, c.list_id || '/' || c.row_no)) c.list_id as "listId", c.row_no as "rowNo", c.token, c.name, c.sex, c.birth_date as "birthDate", c.address, c.occupation, c.findings
      from intake.candidate c join intake.list l on l.list_id = c.list_id
      where c.list_id in ${sql.raw(lists)}
        and (c.list_id, c.row_no) not in (select r.list_id, r.row_no from ${sql.raw(replaced)} r where r.kind <> 'unchanged' and r.by_list in ${sql.raw(lists)})
      order by coalesce(c.token::text, c.list_id || '/' || c.row_no), l.received_at, c.row_no) once
    order by upper(name) collate "C" nulls last, "listId", "rowNo"`.execute(tx.db);
  return rows;
}

/** The candidates of a round, line by line, as they were printed. */
export async function linesOfRound(tx: Tx, roundId: string): Promise<readonly RoundCandidate[]> {
  const candidates = apart(tx, 'intake.candidate', `list_id in (select list_id from intake.round_line where round_id = ${literal(roundId)}::uuid)`);
  const { rows } = await sql<RoundCandidate>`
    select c.list_id as "listId", c.row_no as "rowNo", c.token, c.name, c.sex, c.birth_date as "birthDate", c.address, c.occupation, c.findings
    from intake.round_line l join ${sql.raw(candidates)} c on c.list_id = l.list_id and c.row_no = l.row_no
    where l.round_id = ${roundId}::uuid order by l.line_no`.execute(tx.db);
  return rows;
}

/** Names of a village, its district and its kabupaten; empty where the code is not known. */
export async function placeNames(tx: Tx, area: string): Promise<{ readonly village: string; readonly district: string; readonly kabupaten: string }> {
  const { rows } = await sql<{ code: string; name: string }>`
    select code, name from programme.region where code_system = 'kemendagri' and valid_to is null and code in (${area}, left(${area}, 6), left(${area}, 4))`.execute(
    tx.db,
  );
  const named = (length: number): string => rows.find(({ code }) => code.length === length)?.name ?? '';
  return { village: named(10), district: named(6), kabupaten: named(4) };
}

export interface RoundRecord {
  readonly roundId: string;
  readonly number: string;
  readonly programme: string;
  readonly sponsor: string;
  readonly area: string;
  readonly village: string;
  readonly lines: number;
  readonly listDigest: string;
  readonly printedAt: string;
  readonly heldOn: CivilDate | null;
  readonly objections: number | null;
  readonly absent: number | null;
  readonly attested: number | null;
  readonly civilData: number | null;
}

const round = sql`r.round_id as "roundId", r.number, r.programme, r.sponsor, r.area, coalesce(v.name, '') as village, r.lines, r.list_digest as "listDigest", r.recorded_at as "printedAt",
  m.held_on as "heldOn", m.objections, m.absent, m.attested, m.civil_data as "civilData"
  from intake.village_round r left join intake.round_minutes m on m.round_id = r.round_id
  left join programme.region v on v.code_system = 'kemendagri' and v.code = r.area and v.valid_to is null`;

/** Rounds of a programme, the last printed first. */
export async function roundsOf(tx: Tx, of: { readonly programme: string; readonly area: string }): Promise<readonly RoundRecord[]> {
  const { rows } =
    await sql<RoundRecord>`select ${round} where r.programme = ${of.programme} and starts_with(r.area, ${of.area}) order by r.recorded_at desc, r.number desc limit 500`.execute(
      tx.db,
    );
  return rows;
}

/** The round of a number, or undefined. */
export async function roundNumbered(tx: Tx, programme: string, number: string): Promise<RoundRecord | undefined> {
  const { rows } = await sql<RoundRecord>`select ${round} where r.programme = ${programme} and r.number = ${number}`.execute(tx.db);
  return rows[0];
}

/** Writes a round with its lines; false when its number was taken meanwhile. */
export async function insertRound(
  tx: Tx,
  of: Pick<RoundRecord, 'roundId' | 'number' | 'programme' | 'sponsor' | 'area' | 'listDigest'>,
  lines: readonly Pick<RoundCandidate, 'listId' | 'rowNo'>[],
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into intake.village_round (round_id, number, programme, sponsor, area, lines, list_digest, recorded_at, author)
    values (${of.roundId}, ${of.number}, ${of.programme}, ${of.sponsor}, ${of.area}, ${lines.length}, ${of.listDigest}, ${tx.at}, ${tx.actor.id})
    on conflict (programme, number) do nothing`.execute(tx.db);
  if (numAffectedRows !== 1n) return false;
  await sql`
    insert into intake.round_line (round_id, line_no, list_id, row_no, sponsor, area)
    select ${of.roundId}, l.no, l.list_id, l.row_no, ${of.sponsor}, ${of.area}
    from unnest(${lines.map((_, index) => index + 1)}::int[], ${lines.map(({ listId }) => listId)}::uuid[], ${lines.map(({ rowNo }) => rowNo)}::int[]) as l (no, list_id, row_no)`.execute(
    tx.db,
  );
  return true;
}

/** Writes the minutes of a round with its marks; false when they stand already. */
export async function insertMinutes(
  tx: Tx,
  of: RoundRecord & { readonly on: CivilDate; readonly digest: string },
  marks: readonly RoundMark[],
  totals: ControlTotals,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into intake.round_minutes (round_id, sponsor, area, held_on, objections, absent, attested, civil_data, line_sum, digest, recorded_at, author)
    values (${of.roundId}, ${of.sponsor}, ${of.area}, ${of.on}::date, ${totals.objections}, ${totals.absent}, ${totals.attested}, ${totals.civilData}, ${totals.lineSum}, ${of.digest}, ${tx.at}, ${tx.actor.id})
    on conflict (round_id) do nothing`.execute(tx.db);
  if (numAffectedRows !== 1n) return false;
  if (marks.length > 0)
    await tx.db
      .insertInto('intake.round_mark')
      .values(
        marks.map((mark) => ({
          round_id: of.roundId,
          line_no: mark.line,
          objection: mark.objection,
          absent: mark.absent,
          occupation: mark.occupation,
          workplace: mark.workplace,
          civil_data: mark.civilData,
          sponsor: of.sponsor,
          area: of.area,
        })),
      )
      .execute();
  return true;
}

/** Gives the population office a task for each line whose civil data is wrong. */
export async function insertCivilTasks(
  tx: Tx,
  of: RoundRecord & { readonly owner: string; readonly dueOn: CivilDate },
  marks: readonly { readonly line: number; readonly wrong: string }[],
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    insert into intake.civil_task (task_id, round_id, line_no, list_id, row_no, wrong, owner, due_on, sponsor, area, recorded_at, author)
    select m.id, ${of.roundId}::uuid, m.line, l.list_id, l.row_no, m.wrong, ${of.owner}, ${of.dueOn}::date, ${of.sponsor}, ${of.area}, ${tx.at}, ${tx.actor.id}
    from unnest(${marks.map(() => newKey())}::uuid[], ${marks.map(({ line }) => line)}::int[], ${marks.map(({ wrong }) => wrong)}::text[]) as m (id, line, wrong)
    join intake.round_line l on l.round_id = ${of.roundId}::uuid and l.line_no = m.line`.execute(tx.db);
  return Number(numAffectedRows);
}

/** A task of the population office. */
export interface CivilTask {
  readonly taskId: string;
  readonly number: string;
  readonly line: number;
  readonly area: string;
  readonly listId: string;
  readonly rowNo: number;
  readonly name: string | null;
  readonly wrong: string;
  readonly owner: string;
  readonly dueOn: CivilDate;
  readonly result: string | null;
  readonly endedOn: CivilDate | null;
}

/** Tasks of a programme under an area: open ones first, by their day. */
export async function civilTasks(tx: Tx, of: { readonly programme: string; readonly area: string }): Promise<readonly CivilTask[]> {
  const { rows } = await sql<CivilTask>`
    select t.task_id as "taskId", r.number, t.line_no as line, t.area, t.list_id as "listId", t.row_no as "rowNo", c.name, t.wrong, t.owner, t.due_on as "dueOn", e.result, e.ended_on as "endedOn"
    from intake.civil_task t join intake.village_round r on r.round_id = t.round_id left join intake.civil_task_end e on e.task_id = t.task_id
    left join ${sql.raw(apart(tx, 'intake.candidate', 'list_id in (select list_id from intake.civil_task)'))} c on c.list_id = t.list_id and c.row_no = t.row_no
    where r.programme = ${of.programme} and starts_with(t.area, ${of.area}) order by e.task_id is not null, t.due_on, r.number, t.line_no limit 1000`.execute(
    tx.db,
  );
  return rows;
}

/** Ends a task; the programme and scope of it, or undefined where it is unknown or ended. */
export async function endCivilTask(
  tx: Tx,
  of: { readonly taskId: string; readonly result: string; readonly on: CivilDate },
): Promise<{ readonly sponsor: string; readonly area: string } | undefined> {
  const { rows } = await sql<{ sponsor: string; area: string }>`
    insert into intake.civil_task_end (task_id, result, ended_on, sponsor, area, recorded_at, author)
    select t.task_id, ${of.result}, ${of.on}::date, t.sponsor, t.area, ${tx.at}, ${tx.actor.id} from intake.civil_task t where t.task_id = ${of.taskId}::uuid
    on conflict (task_id) do nothing returning sponsor, area`.execute(tx.db);
  return rows[0];
}
