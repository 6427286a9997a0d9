// SQL of repeating an assessment: the verdicts of a run as they stand, in the order of its evidence.
import { sql } from 'kysely';
import { copyOut, literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';

/** The fields compared, after file digest, sheet and row; the first five are those of the run hash. */
export const verdictFields = [
  'outcome',
  'reasons',
  'notes',
  'decile',
  'ranking',
  'person',
  'residence',
  'match outcome',
  'match reasons',
  'name likeness',
] as const;

/** Verdicts and matches of a run, sorted by (file digest, sheet, row), as text fields. */
export function streamStoredVerdicts(tx: Tx, runId: string): AsyncIterable<ReadonlyArray<ReadonlyArray<string | null>>> {
  return copyOut(
    tx,
    `select l.file_digest, c.sheet, v.row_no, v.outcome, array_to_string(v.reasons, ' '), array_to_string(v.notes, ' '), v.decile, array_to_string(v.ranking, ' '),
       v.person_key, v.residence, m.outcome, array_to_string(m.reasons, ' '), m.name_likeness
     from eligibility.verdict v join intake.list l on l.list_id = v.list_id join intake.candidate c on c.list_id = v.list_id and c.row_no = v.row_no
     left join matching.match m on m.list_id = v.list_id and m.row_no = v.row_no and m.run_id = v.run_id
     where v.run_id = ${literal(runId)}::uuid order by l.file_digest collate "C", c.sheet collate "C", v.row_no`,
  );
}

/** File names of lists by their digest, for people to know them by. */
export async function listNames(tx: Tx, digests: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ digest: string; name: string; received: string }>`
    select file_digest as digest, min(file_name) as name, min(received_at)::date::text as received from intake.list
    where file_digest = any (${sql.val([...digests])}::text[]) group by file_digest`.execute(tx.db);
  return new Map(rows.map(({ digest, name, received }) => [digest, `${name}, ${received}, ${digest}`]));
}
