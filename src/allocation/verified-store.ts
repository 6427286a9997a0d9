// SQL of repeating an allocation: ranks worked out again from staged evidence, and the ranks stored, both in the order of the evidence.
import { apart } from '../platform/apart.ts';
import { copyOut, literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import { type PlacesOfRun, placedRows } from './allocation-store.ts';

/** The fields compared, after file digest, sheet and row; the first three of these, after file digest and row, are those of the run hash. */
export const rankFields = ['area', 'rank', 'placed', 'person', 'ranking', 'ticket', 'kept for'] as const;

/** Ranks `ticket_staging` as an allocation does, with places as a run recorded them; `extra` holds file digest and sheet. Sorted by (file digest, row). */
export function streamRankedAgain(tx: Tx, places: PlacesOfRun): AsyncIterable<ReadonlyArray<ReadonlyArray<string | null>>> {
  return copyOut(
    tx,
    `select r.extra[1], r.extra[2], r.row_no, r.kabupaten, r.rank, r.placed, r.person_key, array_to_string(r.ranking, ' '), r.draw, r.kept_for
     from (${placedRows('pg_temp.ticket_staging', places)}) r order by r.extra[1] collate "C", r.row_no`,
  );
}

/** The ranks of a run as they stand, sorted by (file digest, row). */
export function streamStoredRanks(tx: Tx, runId: string): AsyncIterable<ReadonlyArray<ReadonlyArray<string | null>>> {
  const candidates = apart(tx, 'intake.candidate', `list_id in (select list_id from allocation.ranking where run_id = ${literal(runId)}::uuid)`);
  return copyOut(
    tx,
    `select l.file_digest, c.sheet, r.row_no, left(r.area, 4), r.rank, r.placed, r.person_key, array_to_string(r.ranking, ' '), r.ticket, r.kept_for
     from allocation.ranking r join intake.list l on l.list_id = r.list_id join ${candidates} c on c.list_id = r.list_id and c.row_no = r.row_no
     where r.run_id = ${literal(runId)}::uuid order by l.file_digest collate "C", r.row_no`,
  );
}
