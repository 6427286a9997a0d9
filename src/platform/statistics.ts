// Decides when the planner learns a table's size: right after a bulk step, since whoever reads next cannot wait for autovacuum.
import type { Tx } from './database.ts';

/** Rows from which on a step is a bulk step; what a smaller one adds changes no plan. */
export const bulkRows = 10_000;

/**
 * Refreshes the planner's statistics of tables (with schema) within the transaction that filled them. On a cluster that is left to the nodes'
 * autovacuum: the owner, who alone may, goes to them by a connection of its own and sees nothing of the transaction.
 */
export async function refreshStatistics(tx: Tx, ...tables: readonly string[]): Promise<void> {
  if (tx.cluster) return;
  await tx.client.query(`call platform.refresh_statistics(${tables.map((_, index) => `$${index + 1}`).join(', ')})`, [...tables]);
}
