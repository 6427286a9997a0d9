// Decides how matches and human decisions about identity are written and read: the SQL of schema matching.
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
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
  const { rows } = await sql<DoubtfulCandidate>`
    select c.sponsor, c.area, c.token is not null as "hasNik",
      (select i.person_key from registry.identifier i where i.token = c.token order by i.valid_from desc limit 1) as "personKey"
    from intake.candidate c
    where c.list_id = ${listId} and c.row_no = ${rowNo}`.execute(tx.db);
  return rows[0] ?? null;
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
  const { numAffectedRows } = await sql`
    insert into matching.match (list_id, row_no, run_id, sponsor, area, person_key, outcome, reasons, name_likeness, counted_list, counted_row)
    select list_id, row_no, ${runId}::uuid, ${sponsor}, area, person_key, match_outcome, match_reasons, name_likeness, counted_list, counted_row
    from verdict_staging order by list_id, row_no`.execute(tx.db);
  return Number(numAffectedRows ?? 0n);
}
