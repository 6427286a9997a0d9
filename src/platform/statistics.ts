// Decides when the planner learns a table's size: right after a bulk step, since whoever reads next cannot wait for autovacuum.
import type { Tx } from './database.ts';

/** Rows from which on a step is a bulk step; what a smaller one adds changes no plan. */
export const bulkRows = 10_000;

/** Refreshes the planner's statistics of tables (with schema) within the transaction that filled them. */
export async function refreshStatistics(tx: Tx, ...tables: readonly string[]): Promise<void> {
  await tx.client.query(`call platform.refresh_statistics(${tables.map((_, index) => `$${index + 1}`).join(', ')})`, [...tables]);
}
