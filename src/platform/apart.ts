// Decides how a table is joined by something else than the key it is spread by.
import type { Tx } from './database.ts';

/**
 * A table to join by another column than its key (SQL): as it is on one server; on a cluster its rows under a condition, read apart and brought to where
 * the rest is. The condition bounds what is brought, and says nothing the join does not say.
 */
export const apart = ({ cluster }: Tx, table: string, where: string): string => (cluster ? `(select * from ${table} where ${where} offset 0)` : table);
