// SQL of what is drawn on budget lines: held in months not invoiced yet, invoiced, paid; and of who could still take a place.
import { sql } from 'kysely';
import type { Month } from '../kernel/month.ts';
import type { Tx } from '../platform/database.ts';
import type { BudgetLineState, OpenMonth } from './budget.ts';

/** Every line of a programme with what is drawn on it. People are counted once a month, whatever the covers. */
export async function lineStates(tx: Tx, programme: string): Promise<readonly BudgetLineState[]> {
  const { rows: lines } = await sql<{
    line: string;
    payer: string;
    fund: string;
    source: string | null;
    account: string;
    jkk: string | null;
    jkm: string | null;
    limit: string;
    committed: string;
  }>`
    select line, payer, fund_source as fund, source, account_code as account, jkk_account as jkk, jkm_account as jkm, limit_amount as "limit", committed
    from programme.budget_line where programme = ${programme} order by line`.execute(tx.db);
  const invoiced = sql`
    select l.line, l.cover, l.amount, i.amount as whole, i.debited, i.received, i.credited, p.month, p.branch from contributions.period p
    join contributions.finalisation f using (period_id) join contributions.contribution_code c using (finalisation_id) join contributions.invoice i using (code)
    join contributions.finalisation_line l using (finalisation_id) where p.programme = ${programme}`;
  const { rows: billed } = await sql<{ line: string; cover: string; amount: string; paid: string }>`
    with invoiced as (${invoiced})
    select line, cover, sum(amount) as amount, coalesce(sum(amount) filter (where debited + credited >= whole or received + credited >= whole), 0) as paid from invoiced group by line, cover`.execute(
    tx.db,
  );
  const { rows: held } = await sql<{ line: string; month: string; people: string; jkk: string; jkm: string }>`
    with counted as (
      select h.instrument_id, h.month, left(h.area, 4) as area, h.cover, count(*) as people from roster.person_month h
      where h.programme = ${programme} and not exists (
        select from contributions.charge c join contributions.contribution_code k using (finalisation_id) join contributions.invoice i using (code)
        where c.person_key = h.person_key and c.month = h.month)
      group by 1, 2, 3, 4)
    select s.line, c.month, coalesce(max(c.people) filter (where c.cover = 'jkk'), max(c.people)) as people,
      coalesce(sum(s.amount * c.people) filter (where c.cover = 'jkk'), 0) as jkk, coalesce(sum(s.amount * c.people) filter (where c.cover = 'jkm'), 0) as jkm
    from (select instrument_id, month, area, cover, people from counted) c
    join roster.hold_share s on s.instrument_id = c.instrument_id and s.month = c.month and s.area = c.area and s.cover = c.cover
    group by s.line, c.month, c.instrument_id, c.area order by s.line, c.month`.execute(tx.db);
  const billedOf = (line: string, cover: string): { amount: string; paid: string } | undefined =>
    billed.find((row) => row.line === line && row.cover === cover);
  return lines.map((row) => ({
    line: row.line,
    payer: row.payer,
    fund: row.fund,
    source: row.source,
    accountJkk: row.jkk ?? row.account,
    accountJkm: row.jkm ?? row.account,
    limit: BigInt(row.limit),
    committed: BigInt(row.committed),
    invoiced: { jkk: BigInt(billedOf(row.line, 'jkk')?.amount ?? 0), jkm: BigInt(billedOf(row.line, 'jkm')?.amount ?? 0) },
    paid: BigInt(billedOf(row.line, 'jkk')?.paid ?? 0) + BigInt(billedOf(row.line, 'jkm')?.paid ?? 0),
    open: monthsOf(held.filter(({ line }) => line === row.line)),
  }));
}

/** A month's rows of several instruments and kabupaten together. */
function monthsOf(rows: readonly { readonly month: string; readonly people: string; readonly jkk: string; readonly jkm: string }[]): readonly OpenMonth[] {
  const months = new Map<string, OpenMonth>();
  for (const row of rows) {
    const month = row.month.slice(0, 7) as Month;
    const before = months.get(month) ?? { month, people: 0, jkk: 0n, jkm: 0n };
    months.set(month, { month, people: before.people + Number(row.people), jkk: before.jkk + BigInt(row.jkk), jkm: before.jkm + BigInt(row.jkm) });
  }
  return [...months.values()];
}

/** How many candidates the latest allocation ranked (every eligible one), how many people are held, and which months are closed in every kabupaten. */
export async function placesTaken(
  tx: Tx,
  programme: string,
): Promise<{ readonly validated: number; readonly held: number; readonly closed: ReadonlySet<string> }> {
  const { rows } = await sql<{ validated: string; held: string; closed: string[] | null }>`
    select (select count(*) from allocation.ranking r where r.run_id = (
        select c.run_id from platform.run_completion c join platform.run u using (run_id) where u.programme = ${programme} and u.kind = 'allocation' order by c.recorded_at desc limit 1)) as validated,
      (select count(distinct person_key) from roster.person_month where programme = ${programme}
        and month = (select max(month) from roster.person_month where programme = ${programme})) as held,
      (select array_agg(distinct to_char(month, 'YYYY-MM')) from roster.month_lock where programme = ${programme}) as closed`.execute(tx.db);
  const [row] = rows;
  return { validated: Number(row?.validated ?? 0), held: Number(row?.held ?? 0), closed: new Set(row?.closed ?? []) };
}
