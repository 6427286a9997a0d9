// SQL of repeating an assessment: the verdicts of a run as they stand, in the order of its evidence.
import { sql } from 'kysely';
import { copyOut, literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';

/** The fields compared, after file digest, sheet and row; the first six are those of the run hash. */
export const verdictFields = [
  'outcome',
  'reasons',
  'notes',
  'decile',
  'ranking',
  'counted row',
  'person',
  'residence',
  'match outcome',
  'match reasons',
  'name likeness',
] as const;

/** The columns of the temporary table `evidence_order`: where each row stands in the evidence. */
export const evidenceOrder = 'list_id uuid, row_no integer, place integer';

/** Verdicts and matches of a run in the order of `evidence_order`, as text fields; the last is the place, null for a row the evidence does not have. */
export function streamStoredVerdicts(tx: Tx, runId: string): AsyncIterable<ReadonlyArray<ReadonlyArray<string | null>>> {
  return copyOut(
    tx,
    `select l.file_digest, c.sheet, v.row_no, v.outcome, array_to_string(v.reasons, ' '), array_to_string(v.notes, ' '), v.decile,
       concat_ws(' ', array_to_string(v.ranking, ' '), nullif('+' || array_to_string(v.kept_groups, ' +'), '+')),
       k.file_digest || '/' || m.counted_row, v.person_key, v.residence, m.outcome, array_to_string(m.reasons, ' '), m.name_likeness, o.place
     from eligibility.verdict v join intake.list l on l.list_id = v.list_id join intake.candidate c on c.list_id = v.list_id and c.row_no = v.row_no
     left join matching.match m on m.list_id = v.list_id and m.row_no = v.row_no and m.run_id = v.run_id
     left join intake.list k on k.list_id = m.counted_list
     left join pg_temp.evidence_order o on o.list_id = v.list_id and o.row_no = v.row_no
     where v.run_id = ${literal(runId)}::uuid order by o.place nulls last, l.file_digest collate "C", v.row_no`,
  );
}

/** File names of lists by their digest, for people to know them by. */
export async function listNames(tx: Tx, digests: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ digest: string; name: string; received: string }>`
    select file_digest as digest, min(file_name) as name, min(received_at)::date::text as received from intake.list
    where file_digest = any (${sql.val([...digests])}::text[]) group by file_digest`.execute(tx.db);
  return new Map(rows.map(({ digest, name, received }) => [digest, `${name}, ${received}, ${digest}`]));
}
