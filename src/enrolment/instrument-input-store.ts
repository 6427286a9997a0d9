// SQL of what a proposal is made from beside its allocation, as it stood at an instant: leavers, closed months, deaths, lists signed before.
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../platform/database.ts';

/** An instant in the past to look from, and the instrument that was proposed then. Without it, everything as it stands. */
export interface Before {
  readonly at: string;
  readonly instrumentId: string;
}

type Fragment = RawBuilder<unknown>;

/** The departures that stood, to stand in a FROM under the name `departure`. */
export const departuresAt = (before: Before | undefined): Fragment =>
  before === undefined
    ? sql`enrolment.departure`
    : sql`(select e.* from enrolment.departure_event e where e.recorded_at <= ${before.at}::timestamptz and not exists (
        select from enrolment.departure_reversal r
        where r.person_key = e.person_key and r.programme = e.programme and r.sequence = e.sequence and r.recorded_at <= ${before.at}::timestamptz))`;

/** The signatures there were, to stand in a FROM. */
export const signaturesAt = (before: Before | undefined): Fragment =>
  before === undefined
    ? sql`enrolment.signature`
    : sql`(select s.* from enrolment.signature s where s.recorded_at <= ${before.at}::timestamptz and s.instrument_id <> ${before.instrumentId}::uuid)`;

/** The closed months there were, to stand in a FROM. */
export const closedAt = (before: Before | undefined): Fragment =>
  before === undefined ? sql`roster.month_lock` : sql`(select l.* from roster.month_lock l where l.recorded_at <= ${before.at}::timestamptz)`;

export interface InstrumentInput {
  readonly input: string;
  readonly digest: string;
  readonly rows: number;
}

/** Each input with its digest over the people ranked in a run and the programme's own months and lists. */
export async function inputsAt(
  tx: Tx,
  of: { readonly programme: string; readonly runId: string; readonly deaths: readonly string[] },
  before?: Before,
): Promise<readonly InstrumentInput[]> {
  const ranked = sql`select person_key from allocation.ranking where run_id = ${of.runId}::uuid`;
  const lines: Readonly<Record<string, Fragment>> = {
    departures: sql`select d.person_key || ' ' || d.programme || ' ' || d.cause || ' ' || d.happened_on as line from ${departuresAt(before)} d where d.person_key in (${ranked})`,
    'closed-months': sql`select l.area || ' ' || l.month as line from ${closedAt(before)} l where l.programme = ${of.programme}`,
    deaths: sql`select distinct t.person_key::text as line from registry.death t where t.found and t.snapshot_id = any (${sql.val([...of.deaths])}::uuid[]) and t.person_key in (${ranked})`,
    'signed-lists': sql`select i.instrument_id::text as line from enrolment.instrument i join ${signaturesAt(before)} s on s.instrument_id = i.instrument_id where i.programme = ${of.programme}`,
  };
  const found: InstrumentInput[] = [];
  for (const [input, query] of Object.entries(lines)) {
    const { rows } = await sql<{ digest: string; rows: number }>`
      select encode(sha256(convert_to(coalesce(string_agg(line, E'\\n' order by line collate "C"), ''), 'UTF8')), 'hex') as digest, count(*)::int as rows from (${query}) t`.execute(
      tx.db,
    );
    found.push({ input, digest: rows[0]?.digest ?? '', rows: rows[0]?.rows ?? 0 });
  }
  return found;
}

export async function saveInputs(tx: Tx, of: { instrumentId: string; sponsor: string; area: string }, inputs: readonly InstrumentInput[]): Promise<void> {
  await tx.db
    .insertInto('enrolment.instrument_input')
    .values(
      inputs.map(({ input, digest, rows }) => ({ instrument_id: of.instrumentId, input, sponsor: of.sponsor, area: of.area, digest, rows: String(rows) })),
    )
    .execute();
}

export async function recordedInputs(tx: Tx, instrumentId: string): Promise<readonly InstrumentInput[]> {
  const { rows } = await sql<InstrumentInput>`
    select input, digest, rows::int as rows from enrolment.instrument_input where instrument_id = ${instrumentId}::uuid order by input`.execute(tx.db);
  return rows;
}

/** One row of a list that a replay adds or leaves out. */
export interface ReplayedRow {
  readonly fileDigest: string;
  readonly rowNo: number;
  readonly change: string;
  readonly side: 'signed' | 'replayed';
}

/** How `chosen` differs from what an instrument determined: rows that stand on one side only, or with other months; the first of them named. */
export async function replayDifference(tx: Tx, instrumentId: string): Promise<{ readonly differing: number; readonly first: readonly ReplayedRow[] }> {
  const { rows } = await sql<ReplayedRow & { differing: number }>`
    with signed as (select person_key, change, first_month, last_month, list_id, row_no from enrolment.determination where instrument_id = ${instrumentId}::uuid),
    replayed as (select person_key, change, first_month, last_month, list_id, row_no from pg_temp.chosen),
    differing as (
      (select 'signed' as side, * from (select * from signed except select * from replayed) a)
      union all (select 'replayed', * from (select * from replayed except select * from signed) b))
    select l.file_digest as "fileDigest", d.row_no as "rowNo", d.change, d.side, count(*) over ()::int as differing
    from differing d left join intake.list l on l.list_id = d.list_id order by l.file_digest collate "C", d.row_no, d.side limit 20`.execute(tx.db);
  return { differing: rows[0]?.differing ?? 0, first: rows };
}
