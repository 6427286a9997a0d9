// SQL of the answer to a person: what the newest assessment and allocation of a programme say of one, and the signed list he stands on.
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';

/** Name and village as the population register has them, else as the list wrote them. */
export interface PersonRead {
  readonly name: string | null;
  readonly village: string | null;
}

export interface VerdictRead extends PersonRead {
  readonly outcome: string;
  readonly reasons: readonly string[];
}

/** The verdict on a person in an assessment: of several rows the one that was accepted, else the one least refused. */
export async function verdictIn(tx: Tx, runId: string, personKey: string, token: string): Promise<VerdictRead | undefined> {
  const { rows } = await sql<VerdictRead>`
    select v.outcome, v.reasons, c.name, coalesce(g.name, v.residence, v.area) as village
    from intake.candidate c join eligibility.verdict v on v.list_id = c.list_id and v.row_no = c.row_no and v.run_id = ${runId}::uuid
    left join programme.region g on g.code_system = 'kemendagri' and g.code = coalesce(v.residence, v.area)
    where c.token = ${token}::uuid or v.person_key = ${personKey}::uuid
    order by (v.outcome = 'accept') desc, cardinality(v.reasons), c.list_id, c.row_no limit 1`.execute(tx.db);
  return rows[0];
}

export interface RankRead {
  readonly rank: number;
  readonly placed: boolean;
  readonly keptFor: string | null;
  readonly of: number;
  readonly last: number;
  readonly kabupaten: string;
}

/** The rank of a person in an allocation, among how many of the kabupaten, and the rank its last open place was given at. */
export async function rankIn(tx: Tx, runId: string, personKey: string): Promise<RankRead | undefined> {
  const { rows: own } = await sql<{ area: string; rank: number; placed: boolean; keptFor: string | null }>`
    select left(area, 4) as area, rank, placed, kept_for as "keptFor" from allocation.ranking where run_id = ${runId}::uuid and person_key = ${personKey}::uuid`.execute(
    tx.db,
  );
  const [one] = own;
  if (one === undefined) return undefined;
  const { rows } = await sql<{ of: number; last: number }>`
    select count(*)::int as of, coalesce(max(rank) filter (where placed and kept_for is null), 0)::int as last
    from allocation.ranking where run_id = ${runId}::uuid and starts_with(area, ${one.area})`.execute(tx.db);
  const { rows: names } = await sql<{ name: string }>`select name from programme.region where code_system = 'kemendagri' and code = ${one.area}`.execute(tx.db);
  return { rank: one.rank, placed: one.placed, keptFor: one.keptFor, of: rows[0]?.of ?? 0, last: rows[0]?.last ?? 0, kabupaten: names[0]?.name ?? one.area };
}
