// SQL of allocation: accepted people ranked within their kabupaten by window functions, places and reserve in one statement.
import { sql } from 'kysely';
import { apart } from '../platform/apart.ts';
import { type KeepBytes, copyOut, literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';

/** Accepted verdicts of an assessment, each person once, in no order: the ranking brings one. Their bytes are kept as the run's evidence. */
export function streamAccepted(tx: Tx, assessmentRun: string, keep?: KeepBytes): AsyncIterable<ReadonlyArray<ReadonlyArray<string | null>>> {
  return copyOut(
    tx,
    `select v.list_id, v.row_no, v.person_key, v.residence, v.ranking, c.token, l.file_digest, c.sheet
     from eligibility.verdict v join intake.candidate c on c.list_id = v.list_id and c.row_no = v.row_no join intake.list l on l.list_id = v.list_id
     where v.run_id = ${literal(assessmentRun)}::uuid and v.outcome = 'accept'`,
    { keep },
  );
}

/** The place of a staged row in its kabupaten: by need, then by the draw. */
export const rankWithinKabupaten = `row_number() over (partition by left(residence, 4) order by ranking, draw collate "C")`;

/** Ranks what `ticket_staging` holds within each kabupaten; the quota's first get a place, the rest wait in the reserve. */
export async function saveRanking(
  tx: Tx,
  of: { runId: string; sponsor: string; programme: string; version: number },
): Promise<{ placed: number; reserve: number }> {
  const { rows } = await sql<{ placed: number; reserve: number }>`
    with ranked as (
      select person_key, list_id, row_no, residence, ranking, draw,
        ${sql.raw(rankWithinKabupaten)} as rank
      from ticket_staging),
    saved as (
      insert into allocation.ranking (person_key, run_id, sponsor, area, list_id, row_no, ranking, ticket, rank, placed)
      select r.person_key, ${of.runId}::uuid, ${of.sponsor}, r.residence, r.list_id, r.row_no, r.ranking, r.draw, r.rank, r.rank <= coalesce(q.places, 0)
      from ranked r left join programme.quota q on q.programme = ${of.programme} and q.version = ${of.version} and q.area = left(r.residence, 4)
      order by r.person_key
      returning placed)
    select count(*) filter (where placed)::int as placed, count(*) filter (where not placed)::int as reserve from saved`.execute(tx.db);
  return rows[0] ?? { placed: 0, reserve: 0 };
}

/** The ranking as it enters the run hash: no keys, sorted by (file digest, row). */
export function streamRanking(tx: Tx, runId: string): AsyncIterable<ReadonlyArray<ReadonlyArray<string | null>>> {
  return copyOut(
    tx,
    `select l.file_digest, r.row_no, left(r.area, 4), r.rank, r.placed
     from allocation.ranking r join intake.list l on l.list_id = r.list_id
     where r.run_id = ${literal(runId)}::uuid order by l.file_digest collate "C", r.row_no`,
  );
}

export interface PlacesTaken {
  readonly area: string;
  readonly quota: number;
  readonly placed: number;
  readonly reserve: number;
}

/** Quota, places given and reserve of each kabupaten in a run. */
export async function placesTaken(tx: Tx, runId: string, programme: string, version: number): Promise<readonly PlacesTaken[]> {
  const rankings = apart(tx, 'allocation.ranking', `run_id = ${literal(runId)}::uuid`);
  const { rows } = await sql<PlacesTaken>`
    select q.area, q.places as quota, count(r.*) filter (where r.placed)::int as placed, count(r.*) filter (where not r.placed)::int as reserve
    from programme.quota q left join ${sql.raw(rankings)} r on r.run_id = ${runId}::uuid and left(r.area, 4) = q.area
    where q.programme = ${programme} and q.version = ${version} group by q.area, q.places order by q.area`.execute(tx.db);
  return rows;
}

export interface RankRow {
  readonly runId: string;
  readonly area: string;
  readonly rank: number;
  readonly placed: boolean;
  readonly recordedAt: string;
  readonly programme: string;
}

/** Every published rank of a person, oldest first. */
export async function ranksOf(tx: Tx, personKey: string): Promise<readonly RankRow[]> {
  const { rows } = await sql<RankRow>`
    select r.run_id as "runId", left(r.area, 4) as area, r.rank, r.placed, k.recorded_at as "recordedAt", u.programme
    from allocation.ranking r join platform.run_completion k on k.run_id = r.run_id join platform.run u on u.run_id = r.run_id
    where r.person_key = ${personKey}::uuid order by k.recorded_at`.execute(tx.db);
  return rows;
}

export async function lotterySecret(tx: Tx, programme: string): Promise<Buffer | undefined> {
  const row = await tx.db.selectFrom('allocation.lottery').select('sealed_secret').where('programme', '=', programme).executeTakeFirst();
  return row?.sealed_secret;
}

export async function saveLotterySecret(tx: Tx, row: { programme: string; sponsor: string; area: string; sealed: Buffer }): Promise<void> {
  await tx.db
    .insertInto('allocation.lottery')
    .values({ programme: row.programme, sponsor: row.sponsor, area: row.area, sealed_secret: row.sealed, recorded_at: tx.at, author: tx.actor.id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
