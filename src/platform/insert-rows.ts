// Decides how an INSERT … SELECT is carried out and counted, on one server and on a cluster.
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from './database.ts';

/**
 * Runs an INSERT … SELECT (without RETURNING) and says how many rows it wrote. A cluster carries a plain one out by COPY, which row policies refuse,
 * and counts the rows of one with a conflict clause before it drops some; one that returns its rows it carries out by INSERT on every shard.
 */
export async function insertRows(tx: Tx, insert: RawBuilder<unknown>): Promise<number> {
  if (!tx.cluster) return Number((await insert.execute(tx.db)).numAffectedRows ?? 0n);
  const { rows } = await sql<{ written: string }>`with written as (${insert} returning 1) select count(*) as written from written`.execute(tx.db);
  return Number(rows[0]?.written);
}
