// Decides how matches and human decisions about identity are written and read: the SQL of schema matching.
import { sql } from 'kysely';
import type { Outcome } from '../kernel/outcome.ts';
import { apart } from '../platform/apart.ts';
import { type CopyField, copyIn, literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import type { RowPlace } from './counted-row.ts';
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
  const holders = apart(
    tx,
    'registry.identifier',
    `token in (select token from intake.candidate where list_id = ${literal(listId)} and row_no = ${literal(rowNo)})`,
  );
  const { rows } = await sql<DoubtfulCandidate>`
    select c.sponsor, c.area, c.token is not null as "hasNik",
      (select i.person_key from ${sql.raw(holders)} i where i.token = c.token order by i.valid_from desc limit 1) as "personKey"
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
  /** The person was proposed by likeness, and is not the holder of the NIK in the row. */
  readonly proposed: boolean;
  /** The sealed NIK of a proposed person who was confirmed. */
  readonly personToken: string | null;
}

/** The sealed NIK of a person who was proposed for a row, or null when he was not. */
export async function proposedFor(tx: Tx, listId: string, rowNo: number, personKey: string): Promise<string | null> {
  const { rows } = await sql<{ token: string }>`
    select person_token as token from matching.proposal where list_id = ${listId}::uuid and row_no = ${rowNo} and person_key = ${personKey}::uuid limit 1`.execute(
    tx.db,
  );
  return rows[0]?.token ?? null;
}

export async function insertDecision(tx: Tx, decision: IdentityDecision, { sponsor, area }: DoubtfulCandidate): Promise<void> {
  await sql`
    insert into matching.identity_decision (decision_id, list_id, row_no, sponsor, area, person_key, verdict, evidence, proposed, person_token, recorded_at, author)
    values (${decision.decisionId}, ${decision.listId}, ${decision.rowNo}, ${sponsor}, ${area}, ${decision.personKey}, ${decision.verdict},
      ${decision.evidence}, ${decision.proposed}, ${decision.personToken}::uuid, ${tx.at}, ${tx.actor.id})`.execute(tx.db);
}

/** A row's match as it is stored. */
export interface MatchRecord {
  readonly listId: string;
  readonly rowNo: string;
  readonly area: string;
  readonly personKey: string | null;
  readonly outcome: Outcome;
  readonly reasons: readonly string[];
  readonly likeness: number | null;
  /** The row of the same person that counts in its place. */
  readonly counted: RowPlace | null;
}

const matchColumns = [
  'list_id',
  'row_no',
  'run_id',
  'sponsor',
  'area',
  'person_key',
  'outcome',
  'reasons',
  'name_likeness',
  'counted_list',
  'counted_row',
] as const;

function* matchRows(runId: string, sponsor: string, matches: Iterable<MatchRecord>): Generator<readonly CopyField[]> {
  for (const { listId, rowNo, area, personKey, outcome, reasons, likeness, counted } of matches) {
    yield [listId, rowNo, runId, sponsor, area, personKey, outcome, reasons, likeness, counted?.listId ?? null, counted?.rowNo ?? null];
  }
}

/** Writes matches of a run; returns how many. */
export const saveMatches = (tx: Tx, runId: string, sponsor: string, matches: Iterable<MatchRecord>): Promise<number> =>
  copyIn(tx, { table: 'matching.match', columns: matchColumns, orderBy: 'list_id, row_no' }, matchRows(runId, sponsor, matches));
