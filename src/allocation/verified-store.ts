// SQL of repeating an allocation: ranks worked out again from staged evidence, and the ranks stored, both in the order of the evidence.
import { apart } from '../platform/apart.ts';
import { copyOut, literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import { rankWithinKabupaten } from './allocation-store.ts';

/** The fields compared, after file digest, sheet and row; the first three of these, after file digest and row, are those of the run hash. */
export const rankFields = ['area', 'rank', 'placed', 'person', 'ranking', 'ticket'] as const;

/** The columns of the temporary table `evidence_staging`: as allocation stages them, with the list's digest and sheet. */
export const evidenceStaging = 'list_id uuid, row_no integer, person_key uuid, residence text, ranking integer[], draw text, file_digest text, sheet text';

/** Ranks `evidence_staging` as an allocation does, with places by the quotas a run recorded; sorted by (file digest, row). */
export function streamRankedAgain(
  tx: Tx,
  quotas: readonly (readonly [area: string, places: number])[],
): AsyncIterable<ReadonlyArray<ReadonlyArray<string | null>>> {
  const places = quotas.map(([area, count]) => `(${literal(area)}, ${literal(count)})`).join(', ');
  return copyOut(
    tx,
    `select r.file_digest, r.sheet, r.row_no, left(r.residence, 4), r.rank, r.rank <= coalesce(q.places, 0), r.person_key, array_to_string(r.ranking, ' '), r.draw
     from (select *, ${rankWithinKabupaten} as rank from pg_temp.evidence_staging) r left join (values ${places}) q (area, places) on q.area = left(r.residence, 4)
     order by r.file_digest collate "C", r.row_no`,
  );
}

/** The ranks of a run as they stand, sorted by (file digest, row). */
export function streamStoredRanks(tx: Tx, runId: string): AsyncIterable<ReadonlyArray<ReadonlyArray<string | null>>> {
  const candidates = apart(tx, 'intake.candidate', `list_id in (select list_id from allocation.ranking where run_id = ${literal(runId)}::uuid)`);
  return copyOut(
    tx,
    `select l.file_digest, c.sheet, r.row_no, left(r.area, 4), r.rank, r.placed, r.person_key, array_to_string(r.ranking, ' '), r.ticket
     from allocation.ranking r join intake.list l on l.list_id = r.list_id join ${candidates} c on c.list_id = r.list_id and c.row_no = r.row_no
     where r.run_id = ${literal(runId)}::uuid order by l.file_digest collate "C", r.row_no`,
  );
}
