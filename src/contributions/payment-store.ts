// Decides how payment facts are written against an invoice, whose own row stops them from going beyond it.
import { sql } from 'kysely';
import type { CivilDate } from '../kernel/date.ts';
import type { Rupiah } from '../kernel/money.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { OrderedPart } from './bank-statement.ts';

/** What can be known of a payment; each has its own date. Posting is the administrator's act and stands in its files. */
export const paymentFacts = ['sp2d-issued', 'bank-debited', 'administrator-received'] as const;
export type PaymentFact = (typeof paymentFacts)[number];

const columns = { 'sp2d-issued': 'ordered', 'bank-debited': 'debited', 'administrator-received': 'received' } as const satisfies Record<PaymentFact, string>;

/** An invoice as payments see it. */
export interface PayableInvoice {
  readonly invoiceId: string;
  readonly number: string;
  readonly programme: string;
  readonly branch: string;
  readonly sponsor: string;
  readonly area: string;
  readonly amount: Rupiah;
  readonly ordered: Rupiah;
  readonly debited: Rupiah;
  readonly received: Rupiah;
}

export async function payableInvoice(tx: Tx, number: string): Promise<PayableInvoice | null> {
  const { rows } = await sql<{
    invoice_id: string;
    number: string;
    programme: string;
    branch: string;
    sponsor: string;
    area: string;
    amount: string;
    ordered: string;
    debited: string;
    received: string;
  }>`
    select i.invoice_id, i.number, p.programme, p.branch, i.sponsor, i.area, i.amount, i.ordered, i.debited, i.received
    from contributions.invoice i
    join contributions.contribution_code c using (code)
    join contributions.finalisation f using (finalisation_id)
    join contributions.period p using (period_id)
    where i.number = ${number}`.execute(tx.db);
  const [row] = rows;
  if (row === undefined) return null;
  const { invoice_id: invoiceId, amount, ordered, debited, received, ...rest } = row;
  return { ...rest, invoiceId, amount: BigInt(amount), ordered: BigInt(ordered), debited: BigInt(debited), received: BigInt(received) };
}

/** Writes a fact and adds it to the invoice's row; returns null, or what stands already under this fact and reference. More than is payable is a check violation. */
export async function insertPayment(
  tx: Tx,
  of: { readonly invoice: PayableInvoice; readonly fact: PaymentFact; readonly reference: string; readonly amount: Rupiah; readonly occurredOn: CivilDate },
): Promise<{ readonly amount: Rupiah; readonly occurredOn: string } | null> {
  const { invoice, fact } = of;
  const inserted = await tx.db
    .insertInto('contributions.payment')
    .values({
      payment_id: newKey(),
      invoice_id: invoice.invoiceId,
      fact,
      reference: of.reference,
      amount: of.amount.toString(),
      occurred_on: of.occurredOn,
      sponsor: invoice.sponsor,
      area: invoice.area,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .onConflict((conflict) => conflict.columns(['invoice_id', 'fact', 'reference']).doNothing())
    .returning('payment_id')
    .executeTakeFirst();
  if (inserted === undefined) {
    const row = await tx.db
      .selectFrom('contributions.payment')
      .select(['amount', 'occurred_on'])
      .where('invoice_id', '=', invoice.invoiceId)
      .where('fact', '=', fact)
      .where('reference', '=', of.reference)
      .executeTakeFirstOrThrow();
    return { amount: BigInt(row.amount), occurredOn: row.occurred_on };
  }
  const column = sql.ref(columns[fact]);
  await sql`update contributions.invoice set ${column} = ${column} + ${of.amount.toString()}::bigint where invoice_id = ${invoice.invoiceId}::uuid`.execute(
    tx.db,
  );
  return null;
}

/** The payment orders of a programme, as parts by invoice. */
export async function orderedParts(tx: Tx, programme: string): Promise<readonly OrderedPart[]> {
  const { rows } = await sql<{ number: string; code: string; reference: string; amount: string }>`
    select i.number, i.code, y.reference, y.amount from contributions.payment y
    join contributions.invoice i using (invoice_id)
    join contributions.contribution_code c using (code)
    join contributions.finalisation f using (finalisation_id)
    join contributions.period p using (period_id)
    where p.programme = ${programme} and y.fact = 'sp2d-issued' order by y.reference, i.number`.execute(tx.db);
  return rows.map(({ number, code, reference, amount }) => ({ invoice: number, code, reference, amount: BigInt(amount) }));
}

/** The number of the invoice under a code of a programme, or null. */
export async function invoiceNumberOf(tx: Tx, programme: string, code: string): Promise<string | null> {
  const { rows } = await sql<{ number: string }>`
    select i.number from contributions.invoice i join contributions.contribution_code c using (code)
    join contributions.finalisation f using (finalisation_id) join contributions.period p using (period_id)
    where p.programme = ${programme} and i.code = ${code}`.execute(tx.db);
  return rows[0]?.number ?? null;
}
