// Tells the calendar of a programme's months: what must be done by when so that each month's money arrives in time, and what is late.
import { dateIn } from '../kernel/clock.ts';
import { type Month, monthsFrom } from '../kernel/month.ts';
import type { Law } from '../law/law.ts';
import type { Tx } from '../platform/database.ts';
import { type PaymentStep } from '../programme/policy.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { type PaymentCalendar, paymentCalendar } from './payment-calendar.ts';
import { monthFigures } from './reconciliation-store.ts';

/** The calendar of a month, or of every month of the term. A step is done when it is at every branch of the month. Fault: not-found `programme-unknown`. */
export async function calendarOf(tx: Tx, of: { readonly law: Law; readonly programme: string; readonly month?: Month }): Promise<readonly PaymentCalendar[]> {
  const { policy, timeZone } = await currentPolicy(tx, of.programme);
  const today = dateIn(timeZone, tx.at);
  const leadTimes = policy.money?.leadTimes ?? [];
  const calendars: PaymentCalendar[] = [];
  for (const month of of.month === undefined ? monthsFrom(policy.term.first, policy.term.last) : [of.month]) {
    const branches = await monthFigures(tx, of.programme, month);
    const every = (done: (one: (typeof branches)[number]) => boolean): boolean => branches.length > 0 && branches.every(done);
    const done = new Set<PaymentStep>();
    if (every(({ finalisationId }) => finalisationId !== null)) done.add('roster');
    if (every(({ code }) => code !== null)) done.add('code');
    // The papers before the order are the treasury's own: an order shows that they were there.
    const ordered = every(({ invoiced, ordered: sum, credited }) => invoiced > 0n && sum + credited >= invoiced);
    if (ordered) for (const step of ['spp', 'spm', 'sp2d'] as const) done.add(step);
    if (every(({ invoiced, received, credited, debited }) => invoiced > 0n && (received + credited >= invoiced || debited + credited >= invoiced)))
      done.add('received');
    calendars.push(paymentCalendar({ law: of.law, month, leadTimes, done, today }));
  }
  return calendars;
}
