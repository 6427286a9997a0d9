// Decides how invariants are checked: each way to break one is a single query over whole tables, which counts what it finds and names the first rows.
import { type Breach, type BreachQuery, type Invariant, type InvariantChecked, rowsNamed, worded } from '../kernel/invariant.ts';
import type { Tx } from './database.ts';

/** Lets the planner compare month by month what is stored by month, for the rest of the transaction. */
export async function prepareToCheck(tx: Tx): Promise<void> {
  await tx.client.query('set local enable_partitionwise_aggregate = on; set local enable_partitionwise_join = on');
}

/** Asks every query of an invariant. */
export async function checkInvariant(tx: Tx, { code, id, en, queries }: Invariant): Promise<InvariantChecked> {
  let broken = 0;
  const rows: Breach[] = [];
  for (const query of queries) {
    const found = await breachesOf(tx, query);
    broken += found.count;
    rows.push(...found.rows.slice(0, rowsNamed - rows.length));
  }
  return { code, id, en, broken, rows };
}

async function breachesOf(tx: Tx, { at, id, en, rows }: BreachQuery): Promise<{ readonly count: number; readonly rows: readonly Breach[] }> {
  const found = await tx.client.query<{ key: string; one: string | null; other: string | null; found: string }>(
    `select key::text, one::text, other::text, count(*) over () as found from (${rows}) broken (key, one, other) order by 1 limit ${rowsNamed}`,
  );
  return {
    count: Number(found.rows[0]?.found ?? 0),
    rows: found.rows.map(({ key, one, other }) => ({ table: at, key, id: worded(id, one, other), en: worded(en, one, other) })),
  };
}

/** The rows of a table whose act is missing from the log, or stands there with another digest. All but `at`, the table, is SQL. */
export const withoutAct = (of: {
  readonly at: string;
  readonly kind: string;
  readonly subject: string;
  readonly digest?: string;
  readonly where?: string;
}): BreachQuery => ({
  at: of.at,
  id: `tindakan ${of.kind} tidak tercatat untuk baris ini`,
  en: `no act ${of.kind} stands in the log for this row`,
  rows: `select t.subject, null, null from (select (${of.subject})::text as subject, (${of.digest ?? 'null::text'}) as digest from ${of.at} t where ${of.where ?? 'true'}) t
    where not exists (select from platform.act a where a.kind = '${of.kind}' and a.subject = t.subject and (t.digest is null or a.digest = t.digest))`,
});
