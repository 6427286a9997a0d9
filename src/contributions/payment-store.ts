// Decides how payment facts, their reversals and credits are written against an invoice, whose own row stops them from going beyond it.
import { sql } from 'kysely';
import type { CivilDate } from '../kernel/date.ts';
import type { Rupiah } from '../kernel/money.ts';
import type { Month } from '../kernel/month.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { OrderedPart } from './bank-statement.ts';
import { type PayableInvoice, type PaymentFact, type StandingPayment, effects } from './invoice-state.ts';

const ofPeriod = sql`contributions.contribution_code c join contributions.finalisation f using (finalisation_id) join contributions.period p using (period_id)`;

/** The invoice of a number, its row held until the transaction ends, so that two payments are decided one after the other. */
export async function holdInvoice(tx: Tx, number: string): Promise<PayableInvoice | null> {
  const { rows } = await sql<Record<'invoiceId' | 'code' | 'amount' | 'ordered' | 'debited' | 'received' | 'credited' | 'sponsor' | 'area', string>>`
    select invoice_id as "invoiceId", code, amount, ordered, debited, received, credited, sponsor, area from contributions.invoice where number = ${number} for update`.execute(
    tx.db,
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { rows: periods } = await sql<{ programme: string; branch: string; month: string }>`
    select p.programme, p.branch, p.month from ${ofPeriod} where c.code = ${row.code}`.execute(tx.db);
  const [period] = periods;
  if (period === undefined) return null;
  const { invoiceId, code, sponsor, area } = row;
  const sums = { amount: BigInt(row.amount), ordered: BigInt(row.ordered), debited: BigInt(row.debited) };
  const { programme, branch } = period;
  return {
    ...sums,
    received: BigInt(row.received),
    credited: BigInt(row.credited),
    invoiceId,
    code,
    sponsor,
    area,
    number,
    programme,
    branch,
    month: period.month.slice(0, 7) as Month,
  };
}

/** The fact of an invoice under a reference, or null. */
export async function paymentOf(tx: Tx, invoiceId: string, fact: PaymentFact, reference: string): Promise<StandingPayment | null> {
  const row = await tx.db
    .selectFrom('contributions.payment as y')
    .leftJoin('contributions.payment_reversal as r', 'r.payment_id', 'y.payment_id')
    .select(['y.payment_id', 'y.amount', 'y.occurred_on', 'r.payment_id as reversal'])
    .where('y.invoice_id', '=', invoiceId)
    .where('y.fact', '=', fact)
    .where('y.reference', '=', reference)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    paymentId: row.payment_id,
    fact,
    reference,
    amount: BigInt(row.amount),
    occurredOn: row.occurred_on as CivilDate,
    reversed: row.reversal !== null,
  };
}

/** Writes a fact and carries it into the invoice's row, under the row's check; returns its key. */
export async function insertPayment(
  tx: Tx,
  of: { readonly invoice: PayableInvoice; readonly fact: PaymentFact; readonly reference: string; readonly amount: Rupiah; readonly occurredOn: CivilDate },
): Promise<string> {
  const paymentId = newKey();
  await tx.db
    .insertInto('contributions.payment')
    .values({
      payment_id: paymentId,
      invoice_id: of.invoice.invoiceId,
      fact: of.fact,
      reference: of.reference,
      amount: of.amount.toString(),
      occurred_on: of.occurredOn,
      sponsor: of.invoice.sponsor,
      area: of.invoice.area,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .execute();
  await carry(tx, of.invoice.invoiceId, of.fact, of.amount, 1);
  return paymentId;
}

/** Takes a fact back, once (its key). */
export async function insertReversal(
  tx: Tx,
  of: { readonly invoice: PayableInvoice; readonly payment: StandingPayment; readonly reason: string; readonly occurredOn: CivilDate },
): Promise<void> {
  const { invoice, payment } = of;
  await tx.db
    .insertInto('contributions.payment_reversal')
    .values({
      payment_id: payment.paymentId,
      reason: of.reason,
      occurred_on: of.occurredOn,
      sponsor: invoice.sponsor,
      area: invoice.area,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .execute();
  await carry(tx, invoice.invoiceId, payment.fact, payment.amount, -1);
}

async function carry(tx: Tx, invoiceId: string, fact: PaymentFact, amount: Rupiah, way: 1 | -1): Promise<void> {
  const changes = Object.entries(effects[fact]).map(
    ([column, sign]) => sql`${sql.ref(column)} = ${sql.ref(column)} + ${(sign * way === 1 ? amount : -amount).toString()}::bigint`,
  );
  if (changes.length > 0) await sql`update contributions.invoice set ${sql.join(changes)} where invoice_id = ${invoiceId}::uuid`.execute(tx.db);
}

/** The payment orders of a programme, as parts by invoice, with what was debited and returned under each. */
export async function orderedParts(tx: Tx, programme: string): Promise<readonly OrderedPart[]> {
  const { rows } = await sql<{ number: string; code: string; reference: string; amount: string; debited: string }>`
    with mine as (select i.invoice_id, i.number, i.code from contributions.invoice i join ${ofPeriod} using (code) where p.programme = ${programme}),
    standing as (select y.* from contributions.standing_payment y join mine using (invoice_id))
    select m.number, m.code, y.reference, y.amount,
      (select coalesce(sum(d.amount), 0) from standing d where d.invoice_id = y.invoice_id and d.fact = 'bank-debited' and (d.reference = y.reference or starts_with(d.reference, y.reference || ' / '))) -
      (select coalesce(sum(d.amount), 0) from standing d where d.invoice_id = y.invoice_id and d.fact = 'bank-returned' and starts_with(d.reference, y.reference || ' / ')) as debited
    from standing y join mine m using (invoice_id) where y.fact = 'sp2d-issued' order by y.reference, m.number`.execute(tx.db);
  return rows.map(({ number, code, reference, amount, debited }) => ({ invoice: number, code, reference, amount: BigInt(amount), debited: BigInt(debited) }));
}

/** Every invoice of a programme by its contribution code. */
export async function invoicesByCode(tx: Tx, programme: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ number: string; code: string }>`
    select i.number, i.code from contributions.invoice i join ${ofPeriod} using (code) where p.programme = ${programme}`.execute(tx.db);
  return new Map(rows.map(({ number, code }) => [code, number]));
}

/** A credit the administrator holds for the sponsor. */
export interface Credit {
  readonly creditId: string;
  readonly branch: string;
  readonly source: string;
  readonly reference: string;
  readonly amount: Rupiah;
  readonly used: Rupiah;
  readonly basis: string;
  readonly recordedAt: string;
}

/** Writes a credit; false when one stands already for the same cause. */
export async function insertCredit(
  tx: Tx,
  of: {
    readonly programme: string;
    readonly branch: string;
    readonly source: string;
    readonly reference: string;
    readonly amount: Rupiah;
    readonly basis: string;
    readonly sponsor: string;
    readonly area: string;
  },
): Promise<boolean> {
  const inserted = await tx.db
    .insertInto('contributions.credit')
    .values({
      credit_id: newKey(),
      programme: of.programme,
      branch: of.branch,
      source: of.source,
      reference: of.reference,
      amount: of.amount.toString(),
      basis: of.basis,
      sponsor: of.sponsor,
      area: of.area,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('credit_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Credits of a programme, oldest first; of one branch, and held, when asked to use them. */
export async function creditsOf(tx: Tx, programme: string, branch?: string): Promise<readonly Credit[]> {
  let query = tx.db.selectFrom('contributions.credit').selectAll().where('programme', '=', programme);
  if (branch !== undefined) query = query.where('branch', '=', branch).forUpdate();
  const rows = await query.orderBy('recorded_at').orderBy('credit_id').execute();
  return rows.map((row) => ({
    creditId: row.credit_id,
    branch: row.branch,
    source: row.source,
    reference: row.reference,
    amount: BigInt(row.amount),
    used: BigInt(row.used),
    basis: row.basis,
    recordedAt: row.recorded_at,
  }));
}

/** Uses part of a credit, under the row's check. */
export async function useCredit(tx: Tx, creditId: string, amount: Rupiah): Promise<void> {
  await sql`update contributions.credit set used = used + ${amount.toString()}::bigint where credit_id = ${creditId}::uuid`.execute(tx.db);
}
