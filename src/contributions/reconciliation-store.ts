// Decides how a month's charges, payments, postings and findings are counted together, and the books' other half of the ledger check.
import { sql } from 'kysely';
import type { Rupiah } from '../kernel/money.ts';
import type { Month } from '../kernel/month.ts';
import type { Tx } from '../platform/database.ts';
import { postingFilesOf } from './posting-store.ts';
import type { ClassCount } from './reconciliation.ts';

const firstDay = (month: Month): string => `${month}-01`;

export interface MonthFigures {
  readonly branch: string;
  readonly dueOn: string;
  readonly finalisationId: string | null;
  readonly code: string | null;
  readonly charged: ClassCount;
  readonly invoiced: Rupiah;
  readonly ordered: Rupiah;
  readonly debited: Rupiah;
  readonly received: Rupiah;
  readonly credited: Rupiah;
  readonly orderedOn: string | null;
  readonly debitedOn: string | null;
  readonly receivedOn: string | null;
  readonly invoiceNumber: string | null;
  readonly sequence: number;
  readonly expiresOn: string | null;
}

/** Each branch's month with its latest finalisation, that one's code and invoice, and the latest date of each payment fact. */
export async function monthFigures(tx: Tx, programme: string, month: Month, branch?: string): Promise<readonly MonthFigures[]> {
  const { rows } = await sql<Record<string, string | null>>`
    select p.branch, p.due_on, f.finalisation_id, f.sequence, f.persons, f.amount as charged, c.code, c.expires_on, i.number, i.amount as invoiced, i.ordered, i.debited, i.received, i.credited,
      (select max(occurred_on) from contributions.standing_payment y where y.invoice_id = i.invoice_id and y.fact = 'sp2d-issued') as ordered_on,
      (select max(occurred_on) from contributions.standing_payment y where y.invoice_id = i.invoice_id and y.fact = 'bank-debited') as debited_on,
      (select max(occurred_on) from contributions.standing_payment y where y.invoice_id = i.invoice_id and y.fact = 'administrator-received') as received_on
    from contributions.period p
    left join lateral (select * from contributions.finalisation f where f.period_id = p.period_id order by sequence desc limit 1) f on true
    left join contributions.contribution_code c on c.finalisation_id = f.finalisation_id
    left join contributions.invoice i on i.code = c.code
    where p.programme = ${programme} and p.month = ${firstDay(month)}::date and (${branch ?? null}::text is null or p.branch = ${branch ?? null})
    order by p.branch`.execute(tx.db);
  return rows.map((row) => ({
    branch: row['branch'] ?? '',
    dueOn: row['due_on'] ?? '',
    finalisationId: row['finalisation_id'] ?? null,
    code: row['code'] ?? null,
    charged: { persons: Number(row['persons'] ?? 0), amount: BigInt(row['charged'] ?? 0) },
    invoiced: BigInt(row['invoiced'] ?? 0),
    ordered: BigInt(row['ordered'] ?? 0),
    debited: BigInt(row['debited'] ?? 0),
    received: BigInt(row['received'] ?? 0),
    credited: BigInt(row['credited'] ?? 0),
    orderedOn: row['ordered_on'] ?? null,
    debitedOn: row['debited_on'] ?? null,
    receivedOn: row['received_on'] ?? null,
    invoiceNumber: row['number'] ?? null,
    sequence: Number(row['sequence'] ?? 0),
    expiresOn: row['expires_on'] ?? null,
  }));
}

/** Charges of a finalisation by whether they are posted, and whether another amount was. */
export async function chargeOutcomes(
  tx: Tx,
  finalisationId: string,
  code: string,
): Promise<
  readonly (ClassCount & { readonly posted: boolean; readonly otherAmountPosted: boolean; readonly postedAmount: Rupiah; readonly postedAt: string | null })[]
> {
  const { rows } = await sql<{ posted: boolean; other: boolean; persons: string; amount: string; posted_amount: string; posted_at: string | null }>`
    with other as (
      select t.kpj from contributions.posting_finding t join contributions.posting_file f using (file_id) where f.code = ${code} and t.code in ('amount-differs', 'unposted-taken-back')
      group by t.kpj having sum(t.amount) > 0)
    select p.person_key is not null as posted, o.kpj is not null as other, count(*) as persons, sum(c.jkk + c.jkm) as amount, coalesce(sum(p.amount), 0) as posted_amount, max(p.posted_at) as posted_at
    from contributions.charge c
    left join lateral (
      select p.person_key, sum(p.jkk + p.jkm) as amount, max(p.posted_at) as posted_at from contributions.standing_posting p where p.person_key = c.person_key and p.month = c.month group by p.person_key) p on true
    left join other o on o.kpj = c.kpj
    where c.finalisation_id = ${finalisationId}::uuid group by 1, 2`.execute(tx.db);
  return rows.map((row) => ({
    posted: row.posted,
    otherAmountPosted: row.other,
    persons: Number(row.persons),
    amount: BigInt(row.amount),
    postedAmount: BigInt(row.posted_amount),
    postedAt: row.posted_at,
  }));
}

/** Rows of a code's posting files that fit nobody charged and were not taken back. */
export async function postedNotCharged(tx: Tx, code: string): Promise<ClassCount> {
  const { rows } = await sql<{ persons: string; amount: string }>`
    select count(*) as persons, coalesce(sum(amount), 0) as amount from (
      select t.kpj, sum(t.amount) as amount from contributions.posting_finding t join contributions.posting_file f using (file_id)
      where f.code = ${code} and t.code in ('not-in-roster', 'kpj-unknown', 'unposted-taken-back')
      group by t.kpj having sum(t.amount) > 0 and count(*) filter (where t.code <> 'unposted-taken-back') > 0) one`.execute(tx.db);
  return { persons: Number(rows[0]?.persons ?? 0), amount: BigInt(rows[0]?.amount ?? 0) };
}

/** What the contribution tables say in sum: by the kind of transfer that must say the same, by fact that stands, and what each branch still owes. */
export interface BookedSums {
  readonly kinds: ReadonlyMap<string, Rupiah>;
  readonly standing: ReadonlyMap<string, Rupiah>;
  readonly unpaid: ReadonlyMap<string, Rupiah>;
  readonly held: ReadonlyMap<string, Rupiah>;
  readonly prepaid: ReadonlyMap<string, Rupiah>;
  readonly personPostings: Rupiah;
}

const mapOf = (rows: readonly { readonly name: string; readonly amount: string }[]): ReadonlyMap<string, Rupiah> =>
  new Map(rows.map(({ name, amount }) => [name, BigInt(amount)]));

/** Sums a programme's invoices, payments, credits and postings, each from its own table. */
export async function bookedSums(tx: Tx, programme: string): Promise<BookedSums> {
  type Named = { name: string; amount: string };
  const codes = sql`select c.code, p.branch from contributions.contribution_code c join contributions.finalisation f using (finalisation_id) join contributions.period p using (period_id) where p.programme = ${programme}`;
  const paid = sql`contributions.standing_payment y join contributions.invoice i using (invoice_id) join mine using (code)`;
  const { rows: kinds } = await sql<Named>`
    with mine as (${codes})
    select 'invoiced' as name, coalesce(sum(i.amount), 0) as amount from contributions.invoice i join mine using (code)
    union all select y.fact, sum(y.amount) from contributions.payment y join contributions.invoice i using (invoice_id) join mine using (code) group by y.fact
    union all select 'reversed', coalesce(sum(y.amount), 0) from contributions.payment_reversal r join contributions.payment y using (payment_id) join contributions.invoice i using (invoice_id) join mine using (code)
    union all select 'credit-granted', coalesce(sum(amount), 0) from contributions.credit where programme = ${programme} and source <> 'overpayment'
    union all select 'posted', coalesce(sum(f.amount), 0) from contributions.posting_file f join mine using (code)
    union all select 'posting-reversed', coalesce(sum(f.reversed_amount), 0) from contributions.posting_file f join mine using (code)`.execute(tx.db);
  const { rows: standing } = await sql<Named>`with mine as (${codes}) select y.fact as name, sum(y.amount) as amount from ${paid} group by y.fact`.execute(
    tx.db,
  );
  const { rows: branches } = await sql<{ branch: string; unpaid: string; held: string; prepaid: string }>`
    with mine as (${codes}),
    owed as (select branch, sum(i.amount) as amount from mine join contributions.invoice i using (code) group by branch),
    facts as (
      select branch, sum(case when fact in ('sp2d-issued', 'credit-applied') then amount when fact = 'bank-returned' then -amount else 0 end) as paid,
        sum(amount) filter (where fact in ('administrator-received', 'received-beyond-invoice')) as received,
        sum(amount) filter (where fact = 'bank-overpaid') as overpaid, sum(amount) filter (where fact = 'credit-applied') as applied
      from (select mine.branch, y.fact, y.amount from ${paid}) one group by branch),
    granted as (select branch, sum(amount) as amount from contributions.credit where programme = ${programme} and source <> 'overpayment' group by branch),
    posted as (select branch, sum(f.amount - f.reversed_amount) as amount from mine join contributions.posting_file f using (code) group by branch)
    select b.branch, coalesce(o.amount, 0) - coalesce(f.paid, 0) as unpaid, coalesce(f.received, 0) - coalesce(t.amount, 0) as held,
      coalesce(f.overpaid, 0) + coalesce(g.amount, 0) - coalesce(f.applied, 0) as prepaid
    from (select distinct branch from mine) b left join owed o using (branch) left join facts f using (branch) left join granted g using (branch) left join posted t using (branch)
    order by b.branch`.execute(tx.db);
  const { rows: postings } = await sql<{ amount: string }>`
    select coalesce(sum(p.jkk + p.jkm), 0) as amount from contributions.standing_posting p
    where p.file_id = any (${await postingFilesOf(tx, programme)}::uuid[])`.execute(tx.db);
  const byBranch = (of: 'unpaid' | 'held' | 'prepaid'): ReadonlyMap<string, Rupiah> => new Map(branches.map((row) => [row.branch, BigInt(row[of])]));
  return {
    kinds: mapOf(kinds),
    standing: mapOf(standing),
    unpaid: byBranch('unpaid'),
    held: byBranch('held'),
    prepaid: byBranch('prepaid'),
    personPostings: BigInt(postings[0]?.amount ?? 0),
  };
}
