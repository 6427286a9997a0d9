// Carries what the administrator holds beyond what was owed forward to a month's invoices, where the programme's agreement says so.
import { dateIn } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import type { Rupiah } from '../kernel/money.ts';
import type { Month } from '../kernel/month.ts';
import type { Tx } from '../platform/database.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { roomFor } from './invoice-state.ts';
import { invoiceOf } from './invoice-store.ts';
import { periodsOf } from './month-store.ts';
import { recordPayment } from './payment-steps.ts';
import { type Credit, creditsOf, holdInvoice, useCredit } from './payment-store.ts';

export type { Credit } from './payment-store.ts';

/** A credit's part that paid part of an invoice, in rupiah. */
export interface CarriedCredit {
  readonly invoice: string;
  readonly creditId: string;
  readonly source: string;
  readonly amount: Rupiah;
}

/** Credits of a programme, oldest first, and what its agreement says of them. */
export async function credits(tx: Tx, programme: string): Promise<{ readonly rule: string; readonly basis: string; readonly credits: readonly Credit[] }> {
  const { policy } = await currentPolicy(tx, programme);
  const { rule, basis } = policy.money?.credits ?? { rule: 'not-agreed', basis: '' };
  return { rule, basis, credits: await creditsOf(tx, programme) };
}

/**
 * Pays a month's invoices out of the credits of their branches, oldest credit first, up to what is neither ordered nor received yet. Again, it
 * changes nothing more. Conflict fault: `credits-not-carried` when the agreement does not say that credits are carried forward.
 */
export async function carryCredits(
  tx: Tx,
  of: { readonly programme: string; readonly month: Month; readonly branch?: string },
): Promise<readonly CarriedCredit[]> {
  const { policy, timeZone } = await currentPolicy(tx, of.programme);
  if (policy.money?.credits?.rule !== 'carry-forward')
    throw new Fault('conflict', 'credits-not-carried', {
      id: 'Perjanjian program ini tidak menyebut kelebihan bayar dibawa ke bulan berikut (money.credits dalam berkas program).',
      en: 'The agreement of this programme does not say that credits are carried forward (money.credits in the programme file).',
    });
  const carried: CarriedCredit[] = [];
  for (const period of await periodsOf(tx, of.programme, of.month, of.branch)) {
    const number = (await invoiceOf(tx, period.periodId))?.number;
    let invoice = number === undefined ? null : await holdInvoice(tx, number);
    for (const credit of invoice === null ? [] : await creditsOf(tx, of.programme, period.branch)) {
      if (invoice === null) break;
      const room = roomFor(invoice, 'credit-applied');
      const left = credit.amount - credit.used;
      const amount = left < room ? left : room;
      if (amount <= 0n) continue;
      // One credit may pay part of several invoices, so the reference is unique within each.
      await useCredit(tx, credit.creditId, amount);
      await recordPayment(tx, { invoice: invoice.number, fact: 'credit-applied', reference: credit.creditId, amount, occurredOn: dateIn(timeZone, tx.at) });
      carried.push({ invoice: invoice.number, creditId: credit.creditId, source: credit.source, amount });
      invoice = await holdInvoice(tx, invoice.number);
    }
  }
  return carried;
}
