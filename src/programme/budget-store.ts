// SQL of budget lines and the commitments drawn on them.
import { sql } from 'kysely';
import type { Rupiah } from '../kernel/money.ts';
import type { Tx } from '../platform/database.ts';

/** Adds to what a line has committed; the check on the row refuses to go beyond the limit. Returns false when the line is unknown. */
export async function addToCommitted(tx: Tx, line: string, amount: Rupiah): Promise<boolean> {
  const { numAffectedRows } = await sql`update programme.budget_line set committed = committed + ${amount.toString()}::bigint where line = ${line}`.execute(
    tx.db,
  );
  return numAffectedRows === 1n;
}

export async function saveCommitment(
  tx: Tx,
  row: { commitmentId: string; line: string; reference: string; amount: Rupiah; sponsor: string; area: string },
): Promise<void> {
  await tx.db
    .insertInto('programme.commitment')
    .values({
      commitment_id: row.commitmentId,
      line: row.line,
      reference: row.reference,
      amount: row.amount.toString(),
      sponsor: row.sponsor,
      area: row.area,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .execute();
}

export interface BudgetLine {
  readonly line: string;
  readonly fundSource: string;
  readonly limit: Rupiah;
  readonly committed: Rupiah;
}

export async function linesOf(tx: Tx, programme: string): Promise<readonly BudgetLine[]> {
  const rows = await tx.db
    .selectFrom('programme.budget_line')
    .select(['line', 'fund_source', 'limit_amount', 'committed'])
    .where('programme', '=', programme)
    .orderBy('line')
    .execute();
  return rows.map((row) => ({ line: row.line, fundSource: row.fund_source, limit: BigInt(row.limit_amount), committed: BigInt(row.committed) }));
}
