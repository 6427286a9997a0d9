// Decides which month and branch a transfer of the ledger came of: through its invoice, or the posting file it was made for.
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';

/** The month and branch a reference of the ledger leads to. */
export interface LedgerCause {
  readonly month: string;
  readonly branch: string;
}

/** Causes of references, those that have one. */
export async function ledgerCauses(tx: Tx, programme: string, references: readonly string[]): Promise<ReadonlyMap<string, LedgerCause>> {
  const { rows } = await sql<{ reference: string; month: string; branch: string }>`
    with asked as (select distinct reference from unnest(${sql.val([...references])}::text[]) asked (reference)),
    coded as (
      select c.code, p.month, p.branch from contributions.contribution_code c join contributions.finalisation f using (finalisation_id) join contributions.period p using (period_id)
      where p.programme = ${programme})
    select a.reference, c.month, c.branch from asked a join contributions.invoice i on a.reference = i.number or starts_with(a.reference, i.number || '/') join coded c on c.code = i.code
    union
    select a.reference, c.month, c.branch from asked a join contributions.posting_file f on f.file_id::text = a.reference join coded c on c.code = f.code`.execute(
    tx.db,
  );
  return new Map(rows.map(({ reference, month, branch }) => [reference, { month: month.slice(0, 7), branch }]));
}
