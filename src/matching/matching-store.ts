// Decides how matches and human decisions about identity are written and read: the SQL of schema matching.
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import { insertRows } from '../platform/insert-rows.ts';
import type { IdentityVerdict } from './match.ts';

/** A candidate as a decision about its identity needs it; `personKey` is the holder of its NIK. */
export interface DoubtfulCandidate {
  readonly sponsor: string;
  readonly area: string;
  readonly hasNik: boolean;
  readonly personKey: string | null;
}

/** The candidate of a row, or null when there is none the actor may see. */
export async function candidateOf(tx: Tx, listId: string, rowNo: number): Promise<DoubtfulCandidate | null> {
  const { rows } = await sql<{ sponsor: string; area: string; token: string | null }>`
    select sponsor, area, token from intake.candidate where list_id = ${listId} and row_no = ${rowNo}`.execute(tx.db);
  const [row] = rows;
  if (row === undefined) return null;
  const { sponsor, area, token } = row;
  const holder = await sql<{ personKey: string }>`
    select person_key as "personKey" from registry.identifier where token = ${token}::uuid order by valid_from desc limit 1`.execute(tx.db);
  return { sponsor, area, hasNik: token !== null, personKey: holder.rows[0]?.personKey ?? null };
}

export interface IdentityDecision {
  readonly decisionId: string;
  readonly listId: string;
  readonly rowNo: number;
  readonly personKey: string;
  readonly verdict: IdentityVerdict;
  readonly evidence: string;
}

export async function insertDecision(tx: Tx, decision: IdentityDecision, { sponsor, area }: DoubtfulCandidate): Promise<void> {
  await sql`
    insert into matching.identity_decision (decision_id, list_id, row_no, sponsor, area, person_key, verdict, evidence, recorded_at, author)
    values (${decision.decisionId}, ${decision.listId}, ${decision.rowNo}, ${sponsor}, ${area}, ${decision.personKey}, ${decision.verdict},
      ${decision.evidence}, ${tx.at}, ${tx.actor.id})`.execute(tx.db);
}

/** Publishes a run's matches staged in the temporary table `verdict_staging`; returns how many. */
export async function saveMatches(tx: Tx, runId: string, sponsor: string): Promise<number> {
  return insertRows(
    tx,
    sql`
    insert into matching.match (list_id, row_no, run_id, sponsor, area, person_key, outcome, reasons, name_likeness)
    select list_id, row_no, ${runId}::uuid, ${sponsor}, area, person_key, match_outcome, match_reasons, name_likeness
    from verdict_staging order by list_id, row_no`,
  );
}
