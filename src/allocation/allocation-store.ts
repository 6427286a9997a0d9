// SQL of allocation: accepted people ranked within their kabupaten by window functions, places and reserve in one statement.
import { sql } from 'kysely';
import { apart } from '../platform/apart.ts';
import { type KeepBytes, copyOut, literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import type { Quota } from '../programme/places.ts';

/** Accepted verdicts of an assessment, each person once, in no order: the ranking brings one. Their bytes are kept as the run's evidence. */
export function streamAccepted(tx: Tx, assessmentRun: string, keep?: KeepBytes): AsyncIterable<ReadonlyArray<ReadonlyArray<string | null>>> {
  return copyOut(
    tx,
    `select v.list_id, v.row_no, v.person_key, v.residence, v.ranking, c.token, l.file_digest, c.sheet, v.kept_groups
     from eligibility.verdict v join intake.candidate c on c.list_id = v.list_id and c.row_no = v.row_no join intake.list l on l.list_id = v.list_id
     where v.run_id = ${literal(assessmentRun)}::uuid and v.outcome = 'accept'`,
    { keep },
  );
}

/** The place of a staged row in its kabupaten: by need, then by the draw. */
export const rankWithinKabupaten = `row_number() over (partition by left(residence, 4) order by ranking, draw collate "C")`;

/** Places a run shares out: of each kabupaten, and how many of them are kept for each group, in the order of the policy. */
export interface PlacesOfRun {
  readonly places: readonly (readonly [area: string, places: number])[];
  readonly kept: readonly { readonly code: string; readonly places: readonly (readonly [area: string, places: number])[] }[];
}

const perArea = (places: PlacesOfRun['places']): string =>
  `(values ${places.map(([area, count]) => `(${literal(area)}, ${literal(count)})`).join(', ')}) q (area, places)`;

/**
 * The rows of `staging` with rank, `placed` and `kept_for`: in each kabupaten the best ranked of a group have the places kept for it, group after
 * group; then everybody else by rank has what is left. A kept place nobody of the group takes is anybody's.
 */
export function placedRows(staging: string, { places, kept }: PlacesOfRun): string {
  const ranked = `select s.*, left(residence, 4) as kabupaten, ${rankWithinKabupaten} as rank, null::text as kept_for from ${staging} s`;
  if (kept.length === 0) return `select r.*, r.rank <= coalesce(q.places, 0) as placed from (${ranked}) r left join ${perArea(places)} on q.area = r.kabupaten`;
  const chosen = kept.reduce((rows, group) => {
    const may = `${literal(group.code)} = any (r.kept_groups) and r.kept_for is null`;
    return `select r.list_id, r.row_no, r.person_key, r.residence, r.ranking, r.draw, r.kept_groups, r.extra, r.kabupaten, r.rank, case when ${may}
        and row_number() over (partition by r.kabupaten, ${may} order by r.rank) <= coalesce(q.places, 0) then ${literal(group.code)} else r.kept_for end as kept_for
      from (${rows}) r left join ${perArea(group.places)} on q.area = r.kabupaten`;
  }, `select r.list_id, r.row_no, r.person_key, r.residence, r.ranking, r.draw, r.kept_groups, r.extra, r.kabupaten, r.rank, r.kept_for from (${ranked}) r`);
  const open = `row_number() over (partition by r.kabupaten, r.kept_for is null order by r.rank) <= coalesce(q.places, 0) - count(r.kept_for) over (partition by r.kabupaten)`;
  return `select r.*, r.kept_for is not null or ${open} as placed from (${chosen}) r left join ${perArea(places)} on q.area = r.kabupaten`;
}

/** The columns of the temporary table `ticket_staging`; `extra` holds what repeating adds. */
export const ticketStaging = 'list_id uuid, row_no integer, person_key uuid, residence text, ranking integer[], draw text, kept_groups text[], extra text[]';

/** Ranks what `ticket_staging` holds within each kabupaten; the places go by rank, those kept for a group to its best ranked, the rest wait in the reserve. */
export async function saveRanking(tx: Tx, of: PlacesOfRun & { runId: string; sponsor: string }): Promise<{ placed: number; reserve: number }> {
  const { rows } = await sql<{ placed: number; reserve: number }>`
    with saved as (
      insert into allocation.ranking (person_key, run_id, sponsor, area, list_id, row_no, ranking, ticket, rank, placed, kept_for)
      select r.person_key, ${of.runId}::uuid, ${of.sponsor}, r.residence, r.list_id, r.row_no, r.ranking, r.draw, r.rank, r.placed, r.kept_for
      from (${sql.raw(placedRows('ticket_staging', of))}) r order by r.person_key
      returning placed)
    select count(*) filter (where placed)::int as placed, count(*) filter (where not placed)::int as reserve from saved`.execute(tx.db);
  return rows[0] ?? { placed: 0, reserve: 0 };
}

/** Writes the places of a run. */
export async function savePlaces(tx: Tx, runId: string, places: readonly Quota[]): Promise<void> {
  await tx.db
    .insertInto('allocation.place')
    .values(places.map((quota) => ({ run_id: runId, ...quota, recorded_at: tx.at })))
    .execute();
}

/** How many people an assessment accepted in each kabupaten, up to a decile. */
export async function acceptedByKabupaten(tx: Tx, assessmentRun: string, decile: number | null): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ area: string; people: number }>`
    select left(residence, 4) as area, count(*)::int as people from eligibility.verdict
    where run_id = ${assessmentRun}::uuid and outcome = 'accept' and (${decile}::int is null or decile <= ${decile}) group by 1 order by 1`.execute(tx.db);
  return new Map(rows.map(({ area, people }) => [area, people]));
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
  readonly basis: string;
  readonly placed: number;
  readonly reserve: number;
  /** How many have a place kept for a group. */
  readonly kept: number;
  /** The rank the last open place was given at; 0 when none was. */
  readonly lastRank: number;
}

/** Places, places given and reserve of each kabupaten in a run. */
export async function placesTaken(tx: Tx, runId: string): Promise<readonly PlacesTaken[]> {
  const rankings = apart(tx, 'allocation.ranking', `run_id = ${literal(runId)}::uuid`);
  const { rows } = await sql<PlacesTaken>`
    select q.area, q.places as quota, q.basis, count(r.*) filter (where r.placed)::int as placed, count(r.*) filter (where not r.placed)::int as reserve,
      count(r.kept_for)::int as kept, coalesce(max(r.rank) filter (where r.placed and r.kept_for is null), 0)::int as "lastRank"
    from allocation.place q left join ${sql.raw(rankings)} r on r.run_id = ${runId}::uuid and left(r.area, 4) = q.area
    where q.run_id = ${runId}::uuid group by q.area, q.places, q.basis order by q.area`.execute(tx.db);
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
