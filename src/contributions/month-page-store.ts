// Decides how a programme's months are read for their page: each branch's month with the date and amount of every fact, from small tables only.
import { sql } from 'kysely';
import type { Month } from '../kernel/month.ts';
import type { Tx } from '../platform/database.ts';

/** A payment order, a debit or a receipt. */
export interface PaidFact {
  readonly fact: string;
  readonly reference: string;
  readonly amount: number;
  readonly occurredOn: string;
}

/** A posting file as read. */
export interface PostedFile {
  readonly name: string;
  readonly digest: string;
  readonly rows: number;
  readonly posted: number;
  readonly unmatched: number;
  readonly amount: number;
  /** Postings its rows took back, and their sum. */
  readonly reversed: number;
  readonly reversedAmount: number;
  readonly recordedAt: string;
}

/** One branch's month; what has not happened is null or empty. Amounts are whole rupiah. */
export interface BranchMonth {
  readonly month: Month;
  readonly branch: string;
  readonly branchName: string;
  readonly npp: string;
  readonly dueOn: string;
  readonly openedAt: string;
  readonly sequence: number | null;
  readonly finalisedAt: string | null;
  readonly persons: number | null;
  readonly charged: number | null;
  readonly rosterDigest: string | null;
  readonly code: string | null;
  readonly codeAt: string | null;
  readonly codeExpiresOn: string | null;
  readonly invoice: string | null;
  readonly invoicedAt: string | null;
  readonly invoiced: number | null;
  readonly payments: readonly PaidFact[];
  readonly postings: readonly PostedFile[];
}

/** Every branch's month of a programme, or of one month, in order. */
export async function branchMonths(tx: Tx, programme: string, month?: Month): Promise<readonly BranchMonth[]> {
  const first = month === undefined ? null : `${month}-01`;
  const { rows } = await sql<Omit<BranchMonth, 'charged' | 'invoiced'> & { charged: string | null; invoiced: string | null }>`
    select to_char(p.month, 'YYYY-MM') as month, p.branch, b.name as "branchName", p.npp, p.due_on as "dueOn", p.recorded_at as "openedAt",
      f.sequence, f.recorded_at as "finalisedAt", f.persons, f.amount as charged, f.roster_digest as "rosterDigest",
      c.code, c.recorded_at as "codeAt", c.expires_on as "codeExpiresOn", i.number as invoice, i.recorded_at as "invoicedAt", i.amount as invoiced,
      coalesce((select json_agg(json_build_object('fact', y.fact, 'reference', y.reference, 'amount', y.amount, 'occurredOn', y.occurred_on) order by y.occurred_on, y.fact, y.reference)
        from contributions.standing_payment y where y.invoice_id = i.invoice_id), '[]'::json) as payments,
      coalesce((select json_agg(json_build_object('name', t.name, 'digest', t.file_digest, 'rows', t.row_count, 'posted', t.posted, 'unmatched', t.unmatched, 'amount', t.amount,
        'reversed', t.reversed, 'reversedAmount', t.reversed_amount, 'recordedAt', t.recorded_at) order by t.recorded_at, t.name) from contributions.posting_file t where t.code = c.code), '[]'::json) as postings
    from contributions.period p
    join programme.branch b on b.branch = p.branch
    left join lateral (select * from contributions.finalisation z where z.period_id = p.period_id order by z.sequence desc limit 1) f on true
    left join contributions.contribution_code c on c.finalisation_id = f.finalisation_id
    left join contributions.invoice i on i.code = c.code
    where p.programme = ${programme} and (${first}::date is null or p.month = ${first}::date)
    order by p.month, p.branch`.execute(tx.db);
  return rows.map((row) => ({
    ...row,
    charged: row.charged === null ? null : Number(row.charged),
    invoiced: row.invoiced === null ? null : Number(row.invoiced),
  }));
}

/** Why rows of the posting files of a month were not posted, counted by branch and reason. */
export async function postingFindingsOf(
  tx: Tx,
  programme: string,
  month: Month,
): Promise<readonly { readonly branch: string; readonly code: string; readonly rows: number }[]> {
  const { rows } = await sql<{ branch: string; code: string; rows: number }>`
    select p.branch, t.code, count(*)::int as rows
    from contributions.period p join contributions.finalisation z on z.period_id = p.period_id join contributions.contribution_code c on c.finalisation_id = z.finalisation_id
    join contributions.posting_file f on f.code = c.code join contributions.posting_finding t on t.file_id = f.file_id
    where p.programme = ${programme} and p.month = ${`${month}-01`}::date group by 1, 2 order by 1, 3 desc, 2`.execute(tx.db);
  return rows;
}
