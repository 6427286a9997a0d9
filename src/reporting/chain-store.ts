// Decides how a programme's chain is counted for its overview: what each stage has recorded in its small tables, never person by person.
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';

/** What stands at each stage. Amounts are whole rupiah; `recorded` is the instant of the last act of the stage, or null. */
export interface ChainState {
  readonly lists: number;
  readonly rows: number;
  readonly assessedRows: number | null;
  readonly accepted: number | null;
  readonly placed: number | null;
  readonly reserve: number | null;
  readonly signed: number;
  readonly waiting: number;
  readonly added: number;
  readonly limit: number;
  // exact: shown only, far below 2^53
  readonly committed: number;
  readonly months: number;
  // exact: shown only, far below 2^53
  readonly invoiced: number;
  readonly received: number;
  readonly posted: number;
  readonly claims: number;
  // exact: shown only, far below 2^53
  readonly claimAmount: number;
  readonly objections: number;
}

/** The state of a programme's chain; `lists` names the programme its candidates were handed in for. */
export async function chainState(tx: Tx, programme: string, lists: string): Promise<ChainState> {
  const newest = (kind: string) => sql`(select k.counts from platform.run r join platform.run_completion k using (run_id)
    where r.programme = ${programme} and r.kind = ${kind} order by k.recorded_at desc, r.run_id desc limit 1)`;
  const { rows } = await sql<Record<keyof ChainState, string | number | null>>`
    with handed as (
      select count(*)::int as lists, coalesce(sum(l.row_count - coalesce(k.corrected + k.removed, 0)), 0)::int as n
      from intake.list l left join intake.correction k on k.list_id = l.list_id
      where l.programme = ${lists} and not exists (select from intake.withdrawal w where w.list_id = l.list_id)),
    assessed as (select ${newest('assessment')} as counts), allocated as (select ${newest('allocation')} as counts),
    decrees as (
      select count(s.instrument_id)::int as signed, count(*) filter (where s.instrument_id is null)::int as waiting, coalesce(sum(i.additions) filter (where s.instrument_id is not null), 0)::int as added
      from enrolment.instrument i left join enrolment.signature s using (instrument_id) where i.programme = ${programme}),
    budget as (select coalesce(sum(limit_amount), 0) as limited, coalesce(sum(committed), 0) as committed from programme.budget_line where programme = ${programme}),
    claimed as (select count(*)::int as claims, coalesce(sum(amount), 0) as amount from claims.probable_claim where programme = ${programme}),
    periods as (
      select p.month, c.code, i.amount, i.received
      from contributions.period p left join contributions.finalisation z on z.period_id = p.period_id left join contributions.contribution_code c on c.finalisation_id = z.finalisation_id
      left join contributions.invoice i on i.code = c.code where p.programme = ${programme})
    select handed.lists, handed.n as rows, (assessed.counts ->> 'rows')::int as "assessedRows", (assessed.counts ->> 'accept')::int as accepted,
      (allocated.counts ->> 'placed')::int as placed, (allocated.counts ->> 'reserve')::int as reserve, decrees.signed, decrees.waiting, decrees.added,
      budget.limited as limit, budget.committed, (select count(distinct month)::int from periods) as months,
      (select coalesce(sum(amount), 0) from periods) as invoiced, (select coalesce(sum(received), 0) from periods) as received,
      (select coalesce(sum(f.amount - f.reversed_amount), 0) from contributions.posting_file f join periods using (code)) as posted,
      claimed.claims, claimed.amount as "claimAmount",
      (select count(*)::int from grievance.objection o where o.programme = ${programme} and not exists (select from grievance.resolution a where a.objection_id = o.objection_id)) as objections
    from handed, assessed, allocated, decrees, budget, claimed`.execute(tx.db);
  const [row] = rows;
  if (row === undefined) throw new Error('assertion failed: the state of a chain is one row');
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? null : Number(value)])) as unknown as ChainState;
}
