// Decides in which words a payment is refused, and what to do.
import { Fault } from '../kernel/fault.ts';
import { type Rupiah, rupiahText } from '../kernel/money.ts';
import { type PayableInvoice, type PaymentFact, type PaymentRefusal, type StandingPayment, factWords, roomFor } from './invoice-state.ts';

export const invoiceUnknown = (number: string): Fault =>
  new Fault('not-found', 'invoice-unknown', { id: `Tagihan ${number} tidak ada.`, en: `There is no invoice ${number}.` });

export const notPositive = (): Fault =>
  new Fault('bad-input', 'payment-not-positive', { id: 'Jumlah pembayaran harus lebih dari nol.', en: 'A payment is more than nothing.' });

/** Another amount or day stands under the same reference, or it was taken back. */
export const alreadyRecorded = (invoice: PayableInvoice, standing: StandingPayment): Fault =>
  standing.reversed
    ? new Fault('conflict', 'payment-was-reversed', {
        id: `${standing.fact} ${standing.reference} untuk ${invoice.number} pernah dicatat lalu dibatalkan. Pakai nomor bukti yang lain.`,
        en: `${standing.fact} ${standing.reference} for ${invoice.number} was recorded and taken back. Use another reference.`,
      })
    : new Fault('conflict', 'payment-already-recorded', {
        id: `${standing.fact} ${standing.reference} untuk ${invoice.number} sudah dicatat: ${rupiahText(standing.amount)} pada ${standing.occurredOn}.`,
        en: `${standing.fact} ${standing.reference} for ${invoice.number} is recorded already: ${rupiahText(standing.amount)} on ${standing.occurredOn}.`,
      });

/** What the invoice does not take, and how much of it it still takes. */
export function beyondInvoice(code: PaymentRefusal, invoice: PayableInvoice, fact: PaymentFact, reference: string, amount: Rupiah): Fault {
  const [wanted, left] = [rupiahText(amount), rupiahText(roomFor(invoice, fact))];
  const of = { id: `${factWords[fact].id} ${reference} sebesar ${wanted}`, en: `${factWords[fact].en}, ${reference}, of ${wanted}` };
  switch (code) {
    case 'debit-exceeds-payment-orders':
      return new Fault('conflict', code, {
        id: `${of.id} melebihi SP2D ${invoice.number} yang tersisa, ${left}.`,
        en: `${of.en} is more than what is left of the payment orders for ${invoice.number}, ${left}.`,
      });
    case 'return-exceeds-debits':
      return new Fault('conflict', code, {
        id: `${of.id} melebihi yang sudah didebit untuk ${invoice.number}, ${left}.`,
        en: `${of.en} is more than what was debited for ${invoice.number}, ${left}.`,
      });
    case 'payment-exceeds-invoice':
      return new Fault('conflict', code, {
        id: `${of.id} melebihi sisa tagihan ${invoice.number}, ${left}.`,
        en: `${of.en} is more than what is left of invoice ${invoice.number}, ${left}.`,
      });
    case 'reversal-leaves-less-than-nothing':
      return new Fault('conflict', code, {
        id: `${of.id} tidak dapat dibatalkan: fakta lain bertumpu padanya. Batalkan dahulu yang dicatat sesudahnya.`,
        en: `${of.en} cannot be taken back: other facts rest on it. Take back first what was recorded after it.`,
      });
  }
}

export const nothingToReverse = (number: string, fact: PaymentFact, reference: string): Fault =>
  new Fault('not-found', 'payment-unknown', {
    id: `Tidak ada ${fact} ${reference} pada tagihan ${number}.`,
    en: `There is no ${fact} ${reference} on invoice ${number}.`,
  });
