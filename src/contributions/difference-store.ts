// SQL of differences: candidates of a month found against charges, postings, deaths and memberships; the tasks, their resolutions; names for the minutes.
import { sql } from 'kysely';
import type { CivilDate } from '../kernel/date.ts';
import type { Rupiah } from '../kernel/money.ts';
import { type Month, firstDayOf, lastDayOf } from '../kernel/month.ts';
import { copyIn, copyOut, literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { Difference, DifferenceOutcome } from './difference.ts';

/** A charged person of a branch's month with everything that could differ. */
export interface CandidateRow {
  readonly personKey: string;
  readonly kpj: string;
  readonly amount: Rupiah;
  readonly posted: boolean;
  readonly diedOn: CivilDate | null;
  readonly otherPayer: string | null;
  readonly repeated: number;
  readonly otherName: boolean;
  /** The same person is charged in the month under another key as well: two NIKs were found to be one person's. */
  readonly twoNiks: boolean;
}

export interface BranchMonthOf {
  readonly programme: string;
  readonly branch: string;
  readonly month: Month;
  readonly finalisationId: string;
  readonly code: string;
  /** SQL of deaths known, and the membership snapshots. */
  readonly deaths: string;
  readonly memberships: readonly string[];
  /** How many postings beyond one the administrator holds, by membership number; only of whom there are any. */
  readonly repeated: ReadonlyMap<string, number>;
}

const memberships = (ids: readonly string[]): string => (ids.length === 0 ? 'false' : `m.snapshot_id = any (array[${ids.map(literal).join(', ')}]::uuid[])`);

/** Everyone charged in a finalised roster, as a relation: who is posted, dead, paid for by another, posted repeatedly, or under another name. */
function charged(of: BranchMonthOf, only: 'differing' | 'all'): string {
  const date = (day: CivilDate): string => `${literal(day)}::date`;
  const [first, last] = [date(firstDayOf(of.month)), date(lastDayOf(of.month))];
  const repeated = `array[${[...of.repeated.keys()].map(literal).join(', ')}]::text[]`;
  const other = `select m.payer_name from registry.membership m where m.person_key = c.person_key and ${memberships(of.memberships)} and m.found and m.active and m.kpj <> c.kpj
      and coalesce(m.since, ${first}) <= ${last} and coalesce(m.until, ${last}) >= ${first}`;
  return `
    select c.person_key, c.kpj, c.area, c.jkk + c.jkm as amount, p.person_key is not null as posted, least(d.died_on, l.happened_on) as died_on,
      (select coalesce(min(o.payer_name), '-') from (${other}) o having count(*) > 0) as other_payer, n.person_key is not null as other_name,
      w.former_key is not null as two_niks
    from contributions.charge c
    left join lateral (select p.person_key from contributions.standing_posting p where p.person_key = c.person_key and p.month = c.month limit 1) p on true
    left join lateral (select min(d.died_on) as died_on from ${of.deaths} d where d.person_key = c.person_key) d on true
    left join lateral (select min(l.happened_on) as happened_on from enrolment.departure l where l.person_key = c.person_key and l.cause = 'death') l on true
    left join lateral (select n.person_key from contributions.posting_name n join contributions.standing_posting s on s.person_key = n.person_key and s.month = n.month and s.file_id = n.file_id
      where n.person_key = c.person_key and n.month = c.month limit 1) n on true
    left join (select distinct o.former_key from registry.one_person o join contributions.charge f on f.person_key = o.former_key and f.month = ${first}
      where exists (select from contributions.charge k where k.month = f.month and (k.person_key = o.person_key
        or k.person_key in (select x.former_key from registry.one_person x where x.person_key = o.person_key and x.former_key < o.former_key)))) w
      on w.former_key = c.person_key
    where c.finalisation_id = ${literal(of.finalisationId)}::uuid
      ${only === 'all' ? '' : `and (p.person_key is null or least(d.died_on, l.happened_on) < ${first} or c.kpj = any (${repeated}) or n.person_key is not null or w.former_key is not null or exists (${other}))`}`;
}

const read = (of: BranchMonthOf, [personKey, kpj, amount, posted, diedOn, otherPayer, otherName, twoNiks]: readonly (string | null)[]): CandidateRow => ({
  personKey: personKey ?? '',
  kpj: kpj ?? '',
  amount: BigInt(amount ?? 0),
  posted: posted === 't',
  diedOn: (diedOn ?? null) as CivilDate | null,
  otherPayer: otherPayer ?? null,
  repeated: of.repeated.get(kpj ?? '') ?? 0,
  otherName: otherName === 't',
  twoNiks: twoNiks === 't',
});

/** Streams whoever could differ, in the order of membership numbers; all of them with `all`. */
export async function* streamCandidates(tx: Tx, of: BranchMonthOf, only: 'differing' | 'all' = 'differing'): AsyncGenerator<readonly CandidateRow[]> {
  const query = `select person_key, kpj, amount, posted, died_on, other_payer, other_name, two_niks from (${charged(of, only)}) one order by kpj collate "C"`;
  for await (const chunk of copyOut(tx, query)) yield chunk.map((row) => read(of, row));
}

/** Streams everyone charged with the name of the newest population snapshots given, for the minutes' list of names. */
export async function* streamNamed(
  tx: Tx,
  of: BranchMonthOf,
  population: readonly string[],
): AsyncGenerator<readonly (CandidateRow & { readonly name: string })[]> {
  const ids = population.map((id) => `${literal(id)}::uuid`).join(', ');
  const name =
    ids === ''
      ? 'null'
      : `(select r.name from registry.population r where r.person_key = one.person_key and r.snapshot_id in (${ids}) and r.name is not null order by array_position(array[${ids}], r.snapshot_id) limit 1)`;
  const query = `select person_key, kpj, amount, posted, died_on, other_payer, other_name, two_niks, ${name} from (${charged(of, 'all')}) one order by kpj collate "C"`;
  for await (const chunk of copyOut(tx, query)) yield chunk.map((row) => ({ ...read(of, row), name: row[8] ?? '' }));
}

/** Rows of a code's posting files that fit nobody charged and were not taken back: by membership number, with the sum posted. */
export async function postedForNobody(tx: Tx, code: string): Promise<readonly { readonly kpj: string; readonly amount: Rupiah }[]> {
  const { rows } = await sql<{ kpj: string; amount: string }>`
    select t.kpj, max(t.amount) as amount from contributions.posting_finding t join contributions.posting_file f using (file_id)
    where f.code = ${code} and t.code in ('not-in-roster', 'kpj-unknown', 'unposted-taken-back') and t.kpj is not null
    group by t.kpj having sum(t.amount) > 0 and count(*) filter (where t.code <> 'unposted-taken-back') > 0 order by t.kpj`.execute(tx.db);
  return rows.map(({ kpj, amount }) => ({ kpj, amount: BigInt(amount) }));
}

/** Whether any posting file of the code was read. */
export async function postingsCame(tx: Tx, code: string): Promise<boolean> {
  return (await tx.db.selectFrom('contributions.posting_file').select('file_id').where('code', '=', code).limit(1).executeTakeFirst()) !== undefined;
}

/** A difference as found. */
export interface FoundDifference {
  readonly branch: string;
  readonly month: Month;
  readonly class: Difference;
  readonly subject: string;
  readonly personKey: string | null;
  readonly kpj: string | null;
  readonly amount: Rupiah;
  readonly detail: string;
  /** How many tasks of this difference were closed because it was no longer found. */
  readonly again: number;
}

/** Writes differences not known yet as tasks; returns how many. */
export async function insertDifferences(
  tx: Tx,
  of: { readonly programme: string; readonly owner: string; readonly dueOn: CivilDate; readonly sponsor: string; readonly area: string },
  found: readonly FoundDifference[],
): Promise<number> {
  if (found.length === 0) return 0;
  const columns = [
    'difference_id',
    'programme',
    'branch',
    'month',
    'class',
    'subject',
    'person_key',
    'kpj',
    'amount',
    'detail',
    'again',
    'owner',
    'due_on',
    'sponsor',
    'area',
    'recorded_at',
    'author',
  ];
  return copyIn(
    tx,
    { table: 'contributions.difference', columns, onConflictDoNothing: true },
    found.map((one) => [
      newKey(),
      of.programme,
      one.branch,
      `${one.month}-01`,
      one.class,
      one.subject,
      one.personKey,
      one.kpj,
      one.amount,
      one.detail,
      one.again,
      of.owner,
      of.dueOn,
      of.sponsor,
      of.area,
      tx.at,
      tx.actor.id,
    ]),
  );
}

/** A task with how it was settled, if it was. */
export interface DifferenceTask extends FoundDifference {
  readonly differenceId: string;
  readonly owner: string;
  readonly dueOn: CivilDate;
  readonly programme: string;
  readonly sponsor: string;
  readonly area: string;
  readonly outcome: DifferenceOutcome | null;
  readonly remark: string | null;
  readonly settledAt: string | null;
}

/** Differences of a programme's month (all months without one), in order; one of them by its key, its row held. */
export async function differencesFound(
  tx: Tx,
  of: { readonly programme?: string; readonly month?: Month; readonly differenceId?: string; readonly open?: boolean },
): Promise<readonly DifferenceTask[]> {
  let query = tx.db
    .selectFrom('contributions.difference as d')
    .leftJoin('contributions.difference_resolution as r', 'r.difference_id', 'd.difference_id')
    .selectAll('d')
    .select(['r.outcome', 'r.remark', 'r.recorded_at as settled_at']);
  if (of.programme !== undefined) query = query.where('d.programme', '=', of.programme);
  if (of.month !== undefined) query = query.where('d.month', '=', `${of.month}-01`);
  if (of.differenceId !== undefined) query = query.where('d.difference_id', '=', of.differenceId);
  if (of.open === true) query = query.where('r.difference_id', 'is', null);
  const rows = await query.orderBy('d.month').orderBy('d.class').orderBy('d.branch').orderBy('d.subject').execute();
  return rows.map((row) => ({
    differenceId: row.difference_id,
    branch: row.branch,
    month: row.month.slice(0, 7) as Month,
    class: row.class as Difference,
    subject: row.subject,
    personKey: row.person_key,
    kpj: row.kpj,
    amount: BigInt(row.amount),
    detail: row.detail,
    again: row.again,
    owner: row.owner,
    dueOn: row.due_on as CivilDate,
    programme: row.programme,
    sponsor: row.sponsor,
    area: row.area,
    outcome: row.outcome as DifferenceOutcome | null,
    remark: row.remark,
    settledAt: row.settled_at,
  }));
}

/** Settles a difference, once; false when it was. */
export async function insertResolution(tx: Tx, of: DifferenceTask, outcome: DifferenceOutcome, remark: string): Promise<boolean> {
  const inserted = await tx.db
    .insertInto('contributions.difference_resolution')
    .values({ difference_id: of.differenceId, outcome, remark, sponsor: of.sponsor, area: of.area, recorded_at: tx.at, author: tx.actor.id })
    .onConflict((conflict) => conflict.column('difference_id').doNothing())
    .returning('difference_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** What each budget line carried of a person's month, by cover, in rupiah. */
export async function linesOfPerson(
  tx: Tx,
  personKey: string,
  month: Month,
): Promise<readonly { readonly line: string; readonly cover: string; readonly amount: Rupiah }[]> {
  const { rows } = await sql<{ line: string; cover: string; amount: string }>`
    select s.line, s.cover, s.amount from roster.person_month h
    join roster.hold_share s on s.instrument_id = h.instrument_id and s.month = h.month and s.area = left(h.area, 4) and s.cover = h.cover
    where h.person_key = ${personKey}::uuid and h.month = ${firstDayOf(month)}::date order by s.line, s.cover`.execute(tx.db);
  return rows.map(({ line, cover, amount }) => ({ line, cover, amount: BigInt(amount) }));
}
