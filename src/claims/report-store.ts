// SQL of reports: deaths and accidents told by villages, families and the public page, and which person each was decided to mean.
import { sql } from 'kysely';
import type { CivilDate } from '../kernel/date.ts';
import { literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import { type FormerKey, keysAsOnePerson } from '../registry/one-person.ts';
import type { ListedPerson } from './report-match.ts';

export interface ReportRow {
  readonly reportId: string;
  readonly receipt: string;
  readonly programme: string;
  readonly sponsor: string;
  readonly area: string;
  readonly source: 'village-report' | 'family-call' | 'public-page';
  readonly event: 'death' | 'accident';
  readonly happenedOn: CivilDate;
  readonly receivedOn: CivilDate;
  readonly token: string | null;
  readonly sealed: Buffer;
}

const columns = sql.raw(
  `r.report_id as "reportId", r.receipt, r.programme, r.sponsor, r.area, r.source, r.event, r.happened_on as "happenedOn", r.received_on as "receivedOn", r.token, r.sealed`,
);

export async function saveReport(tx: Tx, report: ReportRow): Promise<void> {
  await tx.db
    .insertInto('claims.report')
    .values({
      report_id: report.reportId,
      receipt: report.receipt,
      programme: report.programme,
      sponsor: report.sponsor,
      area: report.area,
      source: report.source,
      event: report.event,
      happened_on: report.happenedOn,
      received_on: report.receivedOn,
      token: report.token,
      sealed: report.sealed,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .execute();
}

/** Reports nobody has decided yet, the oldest first. */
export async function countWaiting(tx: Tx, programme: string): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`select count(*)::int as waiting from claims.report r
    where r.programme = ${programme} and not exists (select from claims.report_decision d where d.report_id = r.report_id)`.execute(tx.db);
  return rows[0]?.waiting ?? 0;
}

export async function waitingReports(tx: Tx, programme: string, limit: number): Promise<readonly ReportRow[]> {
  const { rows } = await sql<ReportRow>`
    select ${columns} from claims.report r where r.programme = ${programme} and not exists (select from claims.report_decision d where d.report_id = r.report_id)
    order by r.received_on, r.report_id limit ${limit}`.execute(tx.db);
  return rows;
}

export async function reportById(tx: Tx, reportId: string): Promise<ReportRow | undefined> {
  const { rows } = await sql<ReportRow>`select ${columns} from claims.report r where r.report_id = ${reportId}::uuid`.execute(tx.db);
  return rows[0];
}

/** How many reports by one author there are since an instant. */
export async function reportsSince(tx: Tx, of: { author: string; since: string }): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from claims.report where author = ${of.author} and recorded_at > ${of.since}::timestamptz`.execute(tx.db);
  return rows[0]?.n ?? 0;
}

/** What became of the report behind a receipt number; nothing of anybody. */
export async function reportByReceipt(
  tx: Tx,
  receipt: string,
): Promise<{ readonly receivedOn: CivilDate; readonly outcome: string | null; readonly claimId: string | null } | undefined> {
  const { rows } = await sql<{ receivedOn: CivilDate; outcome: string | null; claimId: string | null }>`
    select r.received_on as "receivedOn", d.outcome, d.claim_id as "claimId" from claims.report r left join claims.report_decision d on d.report_id = r.report_id
    where r.receipt = ${receipt}`.execute(tx.db);
  return rows[0];
}

/** Saves what a report means; false when it was decided already. */
export async function saveDecision(
  tx: Tx,
  report: Pick<ReportRow, 'reportId' | 'sponsor' | 'area'>,
  of: { readonly personKey: string | null; readonly claimId: string | null; readonly evidence: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('claims.report_decision')
    .values({
      report_id: report.reportId,
      outcome: of.personKey === null ? 'nobody' : 'person',
      person_key: of.personKey,
      claim_id: of.claimId,
      evidence: of.evidence,
      sponsor: report.sponsor,
      area: report.area,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** A report that was decided to mean the person of a claim, whether it came before or after. */
export interface ReportOfClaim extends Pick<ReportRow, 'reportId' | 'source' | 'sealed'> {
  readonly claimId: string;
  readonly evidence: string;
}

/** Reports of the same person and kind of event as some claims, the first decided first. */
export async function reportsOfClaims(tx: Tx, claimIds: readonly string[]): Promise<readonly ReportOfClaim[]> {
  if (claimIds.length === 0) return [];
  const { rows } = await sql<ReportOfClaim>`
    select c.claim_id as "claimId", r.report_id as "reportId", r.source, r.sealed, d.evidence from claims.probable_claim c
    join claims.report_decision d on d.person_key = c.person_key join claims.report r on r.report_id = d.report_id and r.event = c.event
    where c.claim_id = any (${sql.val([...claimIds])}::uuid[]) order by d.recorded_at, r.report_id`.execute(tx.db);
  return rows;
}

/** The village a person is on a signed list of a programme for; undefined when he is on none. */
export async function listedArea(tx: Tx, of: { programme: string; personKey: string }): Promise<string | undefined> {
  const { rows } = await sql<{ area: string }>`
    select t.area from enrolment.determination t join enrolment.signature s on s.instrument_id = t.instrument_id
    where t.person_key = ${of.personKey}::uuid and t.programme = ${of.programme} and t.change = 'add' limit 1`.execute(tx.db);
  return rows[0]?.area;
}

/** Of register rows (SQL, each person once under the key that means him today) those of people on the signed lists of a programme. */
export function listedRows(rows: string, of: { programme: string; former: readonly FormerKey[] }): string {
  const listed = `(select t.person_key from enrolment.determination t join enrolment.signature s on s.instrument_id = t.instrument_id
    where t.programme = ${literal(of.programme)} and t.change = 'add')`;
  return `(select * from ${rows} r where r.person_key in (select person_key from ${keysAsOnePerson(listed, of.former)} l))`;
}

/**
 * People on the signed lists of a programme within an area, by the given snapshots of the population register; at most `limit`: those of the villages first, then
 * those who bear a word of the name.
 */
export async function listedPeople(
  tx: Tx,
  of: { programme: string; name: string; areas: readonly string[]; within: string; snapshots: readonly string[]; limit: number },
): Promise<readonly ListedPerson[]> {
  const words = of.name.toUpperCase().split(/[^A-Z]+/);
  const { rows } = await sql<ListedPerson>`
    select person_key as "personKey", name, birth_date as birth, area from (
      select distinct on (p.person_key) p.person_key, p.name, p.birth_date, t.area
      from enrolment.determination t join enrolment.signature s on s.instrument_id = t.instrument_id
      join registry.population p on p.person_key = t.person_key and p.snapshot_id = any (${sql.val([...of.snapshots])}::uuid[]) and p.found
      where t.programme = ${of.programme} and t.change = 'add' and starts_with(t.area, ${of.within}) and p.name is not null
      order by p.person_key) known
    order by (area = any (${sql.val([...of.areas])}::text[])) desc, (string_to_array(upper(name), ' ') && ${sql.val(words)}::text[]) desc, person_key
    limit ${of.limit}`.execute(tx.db);
  return rows;
}
