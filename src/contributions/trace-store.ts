// SQL of the way back: one person's months from posting to payment, invoice and contribution code.
import { sql } from 'kysely';
import { apart } from '../platform/apart.ts';
import type { Tx } from '../platform/database.ts';

/** One posted month and everything it hangs on; dates as text, amounts in rupiah. */
export interface PostedMonth {
  readonly programme: string;
  readonly month: string;
  readonly jkk: bigint;
  readonly jkm: bigint;
  readonly bankValueOn: string;
  readonly postedAt: string;
  readonly postingFile: string;
  readonly code: string;
  readonly invoice: string;
  readonly invoiceAmount: bigint;
  readonly rosterDigest: string;
  readonly sp2d: string | null;
  readonly sp2dOn: string | null;
  readonly debitedOn: string | null;
  readonly receivedOn: string | null;
  /** The instant and the file by which the administrator took the posting back; null while it stands. */
  readonly takenBackAt: string | null;
  readonly takenBackBy: string | null;
}

/** A person's posted months in order, each with its code, invoice and payment facts. */
export async function postedMonthsOf(tx: Tx, personKey: string): Promise<readonly PostedMonth[]> {
  const { rows } = await sql<Omit<PostedMonth, 'jkk' | 'jkm' | 'invoiceAmount'> & { jkk: string; jkm: string; invoiceAmount: string }>`
    select e.programme, to_char(p.month, 'YYYY-MM') as month, p.jkk, p.jkm, p.bank_value_on as "bankValueOn", p.posted_at as "postedAt", f.name as "postingFile", f.code,
      i.number as invoice, i.amount as "invoiceAmount", z.roster_digest as "rosterDigest",
      max(y.reference) filter (where y.fact = 'sp2d-issued') as sp2d, max(y.occurred_on) filter (where y.fact = 'sp2d-issued') as "sp2dOn",
      max(y.occurred_on) filter (where y.fact = 'bank-debited') as "debitedOn", max(y.occurred_on) filter (where y.fact = 'administrator-received') as "receivedOn",
      b.posted_at as "takenBackAt", g.name as "takenBackBy"
    from contributions.posting p
    join contributions.posting_file f on f.file_id = p.file_id
    left join contributions.posting_reversal b on b.person_key = p.person_key and b.month = p.month and b.file_id = p.file_id
    left join contributions.posting_file g on g.file_id = b.by_file
    join contributions.contribution_code c on c.code = f.code
    join contributions.finalisation z on z.finalisation_id = c.finalisation_id
    join contributions.period e on e.period_id = z.period_id
    join ${sql.raw(apart(tx, 'contributions.invoice', 'true'))} i on i.code = c.code
    left join ${sql.raw(apart(tx, 'contributions.standing_payment', 'true'))} y on y.invoice_id = i.invoice_id
    where p.person_key = ${personKey}::uuid
    group by e.programme, p.month, p.jkk, p.jkm, p.bank_value_on, p.posted_at, f.name, f.code, i.number, i.amount, z.roster_digest, b.posted_at, g.name
    order by p.month, p.bank_value_on`.execute(tx.db);
  return rows.map((row) => ({ ...row, jkk: BigInt(row.jkk), jkm: BigInt(row.jkm), invoiceAmount: BigInt(row.invoiceAmount) }));
}

/** Totals of a programme: person-months charged in invoiced rosters, rupiah invoiced, paid (received) and posted. */
export async function moneyTotals(
  tx: Tx,
  programme: string,
): Promise<{ personMonths: number; invoiced: bigint; paid: bigint; posted: bigint; postedMonths: number }> {
  const { rows } = await sql<{ personMonths: string; invoiced: string; paid: string; posted: string; postedMonths: string }>`
    with invoiced as (
      select i.invoice_id, i.amount, i.code, z.persons from contributions.invoice i join contributions.contribution_code c on c.code = i.code
      join contributions.finalisation z on z.finalisation_id = c.finalisation_id join contributions.period e on e.period_id = z.period_id where e.programme = ${programme})
    select (select coalesce(sum(persons), 0) from invoiced) as "personMonths", (select coalesce(sum(amount), 0) from invoiced) as invoiced,
      (select coalesce(sum(y.amount), 0) from contributions.standing_payment y join invoiced using (invoice_id) where y.fact = 'administrator-received') as paid,
      (select coalesce(sum(f.amount - f.reversed_amount), 0) from contributions.posting_file f join invoiced using (code)) as posted,
      (select coalesce(sum(f.posted - f.reversed), 0) from contributions.posting_file f join invoiced using (code)) as "postedMonths"`.execute(tx.db);
  const row = rows[0];
  return {
    personMonths: Number(row?.personMonths ?? 0),
    invoiced: BigInt(row?.invoiced ?? 0),
    paid: BigInt(row?.paid ?? 0),
    posted: BigInt(row?.posted ?? 0),
    postedMonths: Number(row?.postedMonths ?? 0),
  };
}
