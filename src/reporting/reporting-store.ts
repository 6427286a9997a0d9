// SQL of public accounts: counts by kabupaten over the whole chain, and publications.
import { sql } from 'kysely';
import type { CivilDate } from '../kernel/date.ts';
import type { Tx } from '../platform/database.ts';

/** What the chain holds for one kabupaten. Amounts in rupiah. */
export interface AreaFigures {
  readonly area: string;
  readonly name: string;
  readonly places: number;
  readonly listed: number;
  readonly registered: number;
  readonly personMonths: number;
  readonly posted: bigint;
  readonly deaths: number;
  readonly claims: number;
  readonly claimAmount: bigint;
}

/** Figures by kabupaten as recorded; people count once, posted months (of the programme's `postingFiles`) and rupiah up to the given bank value date. */
export async function areaFigures(
  tx: Tx,
  of: { readonly programme: string; readonly version: number; readonly on: CivilDate; readonly postingFiles: readonly string[] },
): Promise<readonly AreaFigures[]> {
  const { rows } = await sql<{
    area: string;
    name: string;
    places: number;
    listed: number;
    registered: number;
    personMonths: number;
    posted: string;
    claims: number;
    claimAmount: string;
    deaths: number;
  }>`
    with listed as (
      select left(d.area, 4) as area, count(*)::int as n from enrolment.determination d join enrolment.signature s on s.instrument_id = d.instrument_id
      where d.programme = ${of.programme} and d.change = 'add' and s.signed_on <= ${of.on}::date group by 1),
    registered as (
      select left(d.area, 4) as area, count(distinct d.person_key)::int as n from enrolment.determination d join enrolment.registration r on r.person_key = d.person_key
      where d.programme = ${of.programme} and d.change = 'add' and r.outcome = 'registered' and r.answered_on <= ${of.on}::date group by 1),
    posted as (
      select left(p.area, 4) as area, count(*)::int as n, sum(p.jkk + p.jkm)::text as amount
      from contributions.standing_posting p where p.file_id = any (${sql.val([...of.postingFiles])}::uuid[]) and p.bank_value_on <= ${of.on}::date group by 1),
    deaths as (
      select left(area, 4) as area, count(*)::int as n from enrolment.departure where programme = ${of.programme} and cause = 'death' and happened_on <= ${of.on}::date group by 1),
    claims as (
      select left(area, 4) as area, count(*)::int as n, sum(amount)::text as amount from claims.probable_claim where programme = ${of.programme} and known_on <= ${of.on}::date group by 1)
    select q.area, r.name, q.places, coalesce(l.n, 0) as listed, coalesce(g.n, 0) as registered, coalesce(p.n, 0) as "personMonths", coalesce(p.amount, '0') as posted,
      coalesce(d.n, 0) as deaths, coalesce(c.n, 0) as claims, coalesce(c.amount, '0') as "claimAmount"
    from programme.quota q
    join programme.region r on r.code_system = 'kemendagri' and r.code = q.area
    left join listed l on l.area = q.area left join registered g on g.area = q.area left join posted p on p.area = q.area
    left join deaths d on d.area = q.area left join claims c on c.area = q.area
    where q.programme = ${of.programme} and q.version = ${of.version} order by q.area`.execute(tx.db);
  return rows.map((row) => ({ ...row, posted: BigInt(row.posted), claimAmount: BigInt(row.claimAmount) }));
}

/** How the rows handed in came out: the newest published assessment's counts are the truth, lists tell how many there were. */
export async function listFigures(tx: Tx, programme: string): Promise<{ lists: number; rows: number }> {
  const { rows } = await sql<{ lists: number; rows: number }>`
    select count(*)::int as lists, coalesce(sum(l.row_count - coalesce(k.corrected + k.removed, 0)), 0)::int as rows
    from intake.list l left join intake.correction k on k.list_id = l.list_id
    where l.programme = ${programme} and not exists (select from intake.withdrawal w where w.list_id = l.list_id)`.execute(tx.db);
  return rows[0] ?? { lists: 0, rows: 0 };
}

export async function savePublication(
  tx: Tx,
  row: { publicationId: string; programme: string; sponsor: string; area: string; asOf: CivilDate; content: unknown; digest: string },
): Promise<void> {
  await tx.db
    .insertInto('reporting.publication')
    .values({
      publication_id: row.publicationId,
      programme: row.programme,
      sponsor: row.sponsor,
      area: row.area,
      as_of: row.asOf,
      content: JSON.stringify(row.content),
      digest: row.digest,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function newestPublication(tx: Tx, programme: string): Promise<{ content: unknown; digest: string; asOf: string } | undefined> {
  return tx.db
    .selectFrom('reporting.publication')
    .select(['content', 'digest', 'as_of as asOf'])
    .where('programme', '=', programme)
    .orderBy('as_of', 'desc')
    .orderBy('recorded_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}
