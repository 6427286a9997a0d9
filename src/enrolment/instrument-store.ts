// SQL of instruments and determinations: who is chosen, what is signed; there is no statement here that changes a signed row.
import { sql } from 'kysely';
import { apart } from '../platform/apart.ts';
import { copyOut, literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import { insertRows } from '../platform/insert-rows.ts';
import { type Before, closedAt, departuresAt, signaturesAt } from './instrument-input-store.ts';

/** Gathers in `chosen` the first of each kabupaten's ranking, up to its quota, leaving out whoever departed from an earlier programme. */
export async function choosePlaced(tx: Tx, of: { runId: string; first: string; last: string }, before?: Before): Promise<void> {
  await sql`
    create temporary table chosen on commit drop as
    select ranked.person_key, ranked.area, ranked.list_id, ranked.row_no, 'add' as change, ${of.first}::date as first_month, ${of.last}::date as last_month, null::uuid as replaces, null::text as cause
    from (
      select r.*, row_number() over (partition by left(r.area, 4) order by r.placed desc, r.rank) as place
      from allocation.ranking r
      where r.run_id = ${of.runId}::uuid and not exists (select from ${departuresAt(before)} d where d.person_key = r.person_key)) ranked
    join allocation.place q on q.run_id = ${of.runId}::uuid and q.area = left(ranked.area, 4)
    where place <= q.places`.execute(tx.db);
  await sql`analyze chosen`.execute(tx.db);
}

/** Gathers in `chosen` every leaver of the signed lists not yet taken off and, per kabupaten, as many from the reserve in rank order; the dead and the departed do not replace. */
export async function chooseReplacements(tx: Tx, of: { runId: string; programme: string; deaths: readonly string[] }, before?: Before): Promise<void> {
  const listed = tx.cluster
    ? sql`(select distinct left(area, 4) as area from enrolment.determination where programme = ${of.programme} offset 0)`
    : sql`lateral (select distinct left(area, 4) as area from enrolment.determination where programme = p.programme)`;
  await sql`
    create temporary table chosen on commit drop as
    with open_month as (
      select a.area, min(m.month)::date as first_month, max(p.last_month) as last_month
      from programme.programme p
      cross join ${listed} a
      cross join lateral generate_series(p.first_month, p.last_month, interval '1 month') m (month)
      where p.programme = ${of.programme} and not exists (
        select from ${closedAt(before)} l where l.programme = p.programme and l.area = a.area and l.month = m.month)
      group by a.area),
    leaving as (
      select d.person_key, s.area, s.list_id, s.row_no, d.cause, o.first_month, o.last_month, row_number() over (partition by left(s.area, 4) order by d.happened_on, s.list_id, s.row_no) as nth
      from ${departuresAt(before)} d
      join enrolment.determination s on s.person_key = d.person_key and s.programme = d.programme and s.change = 'add'
      join ${signaturesAt(before)} signature on signature.instrument_id = s.instrument_id
      join open_month o on o.area = left(s.area, 4)
      where d.programme = ${of.programme} and not exists (
        select from enrolment.determination r join ${signaturesAt(before)} signed using (instrument_id)
        where r.person_key = d.person_key and r.programme = d.programme and r.change = 'remove')),
    waiting as (
      select r.person_key, r.area, r.list_id, r.row_no, row_number() over (partition by left(r.area, 4) order by r.rank) as nth
      from allocation.ranking r
      where r.run_id = ${of.runId}::uuid
        and not exists (select from enrolment.determination t join ${signaturesAt(before)} signed using (instrument_id) where t.person_key = r.person_key and t.programme = ${of.programme})
        and not exists (select from ${departuresAt(before)} t where t.person_key = r.person_key)
        and not exists (select from registry.death t where t.person_key = r.person_key and t.found and t.snapshot_id = any (${sql.val(of.deaths)}::uuid[])))
    select person_key, area, list_id, row_no, 'remove' as change, first_month, last_month, null::uuid as replaces, cause from leaving
    union all
    select w.person_key, w.area, w.list_id, w.row_no, 'add', l.first_month, l.last_month, l.person_key, null
    from leaving l join waiting w on left(w.area, 4) = left(l.area, 4) and w.nth = l.nth`.execute(tx.db);
  await sql`analyze chosen`.execute(tx.db);
}

/** The chosen rows as they enter the list digest: no keys, in declared order. */
export function streamChosen(tx: Tx): AsyncIterable<ReadonlyArray<ReadonlyArray<string | null>>> {
  return copyOut(tx, digestRows(tx, 'pg_temp.chosen', 'true'));
}

/** The rows of a recorded instrument, as they entered its digest. */
export function streamDetermined(tx: Tx, instrumentId: string): AsyncIterable<ReadonlyArray<ReadonlyArray<string | null>>> {
  return copyOut(tx, digestRows(tx, 'enrolment.determination', `t.instrument_id = ${literal(instrumentId)}::uuid`));
}

const digestRows = (tx: Tx, table: string, where: string): string => `
  select t.change, left(t.area, 4), l.file_digest, c.sheet, t.row_no, to_char(t.first_month, 'YYYY-MM'), to_char(t.last_month, 'YYYY-MM'), t.cause
  from ${table} t join intake.list l on l.list_id = t.list_id
  join ${apart(tx, 'intake.candidate', `list_id in (select t.list_id from ${table} t where ${where})`)} c on c.list_id = t.list_id and c.row_no = t.row_no
  where ${where}
  order by t.change, l.file_digest collate "C", c.sheet collate "C", t.row_no`;

export interface NewInstrument {
  readonly instrumentId: string;
  readonly programme: string;
  readonly sponsor: string;
  readonly area: string;
  readonly kind: 'establishment' | 'amendment' | 'erratum' | 'revocation' | 'minutes';
  readonly number: string;
  readonly legalBasis: readonly string[];
  readonly signatory: string;
  readonly effectiveOn: string;
  readonly policyVersion: number;
  readonly lawVersion: string;
  readonly runId: string;
  readonly listDigest: string;
  readonly additions: number;
  readonly removals: number;
  readonly lateAdditions: number;
}

/** Writes an instrument and, from `chosen`, its determinations; returns false when the programme has one under that number. */
export async function saveInstrument(tx: Tx, row: NewInstrument): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('enrolment.instrument')
    .values({
      instrument_id: row.instrumentId,
      programme: row.programme,
      sponsor: row.sponsor,
      area: row.area,
      kind: row.kind,
      number: row.number,
      legal_basis: [...row.legalBasis],
      signatory: row.signatory,
      effective_on: row.effectiveOn,
      policy_version: row.policyVersion,
      law_version: row.lawVersion,
      run_id: row.runId,
      list_digest: row.listDigest,
      additions: row.additions,
      removals: row.removals,
      late_additions: row.lateAdditions,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .onConflict((conflict) => conflict.columns(['programme', 'number']).doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) return false;
  if (row.additions + row.removals === 0) return true;
  await insertRows(
    tx,
    sql`
    insert into enrolment.determination (person_key, instrument_id, kind, sponsor, area, programme, change, first_month, last_month, list_id, row_no, replaces, cause)
    select person_key, ${row.instrumentId}::uuid, ${row.kind}, ${row.sponsor}, area, ${row.programme}, change, first_month, last_month, list_id, row_no, replaces, cause
    from pg_temp.chosen order by person_key`,
  );
  return true;
}

export interface InstrumentRow {
  readonly instrumentId: string;
  readonly programme: string;
  readonly sponsor: string;
  readonly area: string;
  readonly kind: string;
  readonly number: string;
  readonly signatory: string;
  readonly effectiveOn: string;
  readonly listDigest: string;
  readonly additions: number;
  readonly removals: number;
  /** How many of the additions come too late for the full death benefit within the term. */
  readonly lateAdditions: number;
  readonly proposedBy: string;
  readonly signedBy: string | null;
  readonly signedOn: string | null;
  readonly legalBasis: readonly string[];
  readonly policyVersion: number;
  readonly lawVersion: string;
  readonly runId: string;
  readonly proposedAt: string;
  /** The public key the list was signed by (DER, base64). */
  readonly publicKey: string | null;
  readonly signature: string | null;
}

const instrumentRows = (tx: Tx) =>
  tx.db
    .selectFrom('enrolment.instrument as i')
    .leftJoin('enrolment.signature as s', 's.instrument_id', 'i.instrument_id')
    .select([
      'i.instrument_id as instrumentId',
      'i.programme',
      'i.sponsor',
      'i.area',
      'i.kind',
      'i.number',
      'i.signatory',
      'i.effective_on as effectiveOn',
      'i.list_digest as listDigest',
      'i.additions',
      'i.removals',
      'i.late_additions as lateAdditions',
      'i.author as proposedBy',
      's.signed_by as signedBy',
      's.signed_on as signedOn',
      'i.legal_basis as legalBasis',
      'i.policy_version as policyVersion',
      'i.law_version as lawVersion',
      'i.run_id as runId',
      'i.recorded_at as proposedAt',
      's.public_key as publicKey',
      's.signature',
    ]);

export async function instrumentOf(tx: Tx, instrumentId: string): Promise<InstrumentRow | undefined> {
  return instrumentRows(tx).where('i.instrument_id', '=', instrumentId).executeTakeFirst();
}

/** The ids of instruments meant by an id or by a number. */
export async function instrumentsNamed(tx: Tx, name: string): Promise<readonly string[]> {
  const rows = await tx.db
    .selectFrom('enrolment.instrument')
    .select('instrument_id')
    .where((is) => is.or([is('number', '=', name), is(sql`instrument_id::text`, '=', name)]))
    .execute();
  return rows.map((row) => row.instrument_id);
}

/** All instruments of a programme, oldest first. */
export async function instrumentsOf(tx: Tx, programme: string): Promise<readonly InstrumentRow[]> {
  return instrumentRows(tx).where('i.programme', '=', programme).orderBy('i.recorded_at').orderBy('i.instrument_id').execute();
}

/** Writes a signature; returns false when somebody else signed first. */
export async function saveSignature(
  tx: Tx,
  row: {
    instrumentId: string;
    sponsor: string;
    area: string;
    proposedBy: string;
    signedOn: string;
    algorithm: string;
    publicKey: string;
    signature: string;
    lateAdditions: number;
    /** Who approved the late additions; null where there are none. */
    approvedBy: string | null;
  },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('enrolment.signature')
    .values({
      instrument_id: row.instrumentId,
      sponsor: row.sponsor,
      area: row.area,
      proposed_by: row.proposedBy,
      signed_by: tx.actor.id,
      signed_on: row.signedOn,
      algorithm: row.algorithm,
      public_key: row.publicKey,
      signature: row.signature,
      late_additions: row.lateAdditions,
      approved_by: row.approvedBy,
      recorded_at: tx.at,
    })
    .onConflict((conflict) => conflict.column('instrument_id').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Puts the people an instrument adds (or removes) into a temporary table as the roster takes them. */
export async function stagePeople(tx: Tx, instrumentId: string, change: 'add' | 'remove', table: 'people_to_hold' | 'people_to_release'): Promise<void> {
  const columns = change === 'add' ? 'person_key, left(area, 4) as area, first_month, last_month' : 'person_key, first_month as from_month';
  await sql`
    create temporary table ${sql.raw(table)} on commit drop as
    select ${sql.raw(columns)} from enrolment.determination where instrument_id = ${instrumentId}::uuid and change = ${change} order by person_key`.execute(
    tx.db,
  );
  await sql`analyze ${sql.raw(table)}`.execute(tx.db);
}

export interface DeterminationRow {
  readonly instrumentId: string;
  readonly number: string;
  readonly kind: string;
  readonly programme: string;
  readonly change: string;
  readonly firstMonth: string;
  readonly lastMonth: string;
  readonly cause: string | null;
  readonly listId: string | null;
  readonly rowNo: number | null;
  readonly effectiveOn: string;
  readonly signedOn: string | null;
  readonly signatory: string;
}

/** What instruments say about a person, oldest first. */
export async function determinationsOf(tx: Tx, personKey: string): Promise<readonly DeterminationRow[]> {
  const { rows } = await sql<DeterminationRow>`
    select d.instrument_id as "instrumentId", i.number, i.kind, d.programme, d.change, to_char(d.first_month, 'YYYY-MM') as "firstMonth", to_char(d.last_month, 'YYYY-MM') as "lastMonth",
      d.cause, d.list_id as "listId", d.row_no as "rowNo", i.effective_on as "effectiveOn", s.signed_on as "signedOn", i.signatory
    from enrolment.determination d join enrolment.instrument i on i.instrument_id = d.instrument_id left join enrolment.signature s on s.instrument_id = i.instrument_id
    where d.person_key = ${personKey}::uuid order by i.recorded_at`.execute(tx.db);
  return rows;
}

/** Where a person stands on the newest signed list he was put on; undefined where he is on none that the actor sees. */
export async function standingPlaceOf(tx: Tx, personKey: string): Promise<{ readonly sponsor: string; readonly area: string } | undefined> {
  const { rows } = await sql<{ sponsor: string; area: string }>`
    select d.sponsor, d.area from enrolment.determination d join enrolment.signature s on s.instrument_id = d.instrument_id
    where d.person_key = ${personKey}::uuid and d.change = 'add' order by s.signed_on desc, d.instrument_id desc limit 1`.execute(tx.db);
  return rows[0];
}

/** The first signed instrument of which a determination rests on a row of the list, or null; also one the actor does not see. */
export async function listIsSigned(tx: Tx, listId: string): Promise<{ readonly number: string; readonly signedOn: string } | null> {
  const { rows } = await sql<{ number: string; signedOn: string }>`
    select number, signed_on as "signedOn" from enrolment.signing_of_list(${listId}::uuid)`.execute(tx.db);
  return rows[0] ?? null;
}

/** How many rows to be determined rest on a list withdrawn meanwhile, or on a row that a later list replaced. `of`: an instrument, or what is `chosen`. */
export async function staleRows(tx: Tx, instrumentId: string | null): Promise<number> {
  const determined =
    instrumentId === null
      ? "select list_id, row_no from chosen where change = 'add'"
      : `select list_id, row_no from enrolment.determination where instrument_id = ${literal(instrumentId)}::uuid and change = 'add'`;
  const replaced = apart(tx, 'intake.replaced_row', `kind <> 'unchanged'`);
  const { rows } = await sql<{ n: string }>`
    with determined as materialized (${sql.raw(determined)})
    select count(*) as n from determined d where d.list_id in (select w.list_id from intake.withdrawal w)
      or (d.list_id, d.row_no) in (select r.list_id, r.row_no from ${sql.raw(replaced)} r where r.kind <> 'unchanged' and r.by_list not in (select w.list_id from intake.withdrawal w))`.execute(
    tx.db,
  );
  return Number(rows[0]?.n ?? 0);
}

/** The first list of a programme, proposed or signed, and the seed of the draw it was made from. */
export async function listedDraw(tx: Tx, programme: string): Promise<{ readonly number: string; readonly seed: string | null } | undefined> {
  return tx.db
    .selectFrom('enrolment.instrument as i')
    .innerJoin('platform.run as r', 'r.run_id', 'i.run_id')
    .select(['i.number', 'r.seed'])
    .where('i.programme', '=', programme)
    .orderBy('i.recorded_at')
    .orderBy('i.instrument_id')
    .limit(1)
    .executeTakeFirst();
}

/** How many of a ranking wait in the reserve and have not been called. */
export async function reserveLeft(tx: Tx, programme: string, runId: string): Promise<number> {
  const called = sql`from enrolment.determination d join enrolment.signature using (instrument_id) where d.programme = ${programme}`;
  const { rows } = await sql<{ left: number }>`
    select count(*)::int as left from allocation.ranking r where r.run_id = ${runId}::uuid
      and ${tx.cluster ? sql`r.person_key not in (select d.person_key ${called})` : sql`not exists (select ${called} and d.person_key = r.person_key)`}`.execute(
    tx.db,
  );
  return rows[0]?.left ?? 0;
}
