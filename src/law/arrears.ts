// Decides what unpaid months mean for a BPU member: arrears up to three months, inactive after that; old arrears are then not charged.
import type { CivilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { type Citation, type Law, LawReading, type Unsettled, unsettledBehind } from './law.ts';

/** The state by unpaid months in a row whose due date has passed. `monthsLeft` before the membership goes inactive (0 when the next unpaid month does it). */
export interface Arrears {
  readonly state: 'paid-up' | 'in-arrears' | 'inactive';
  readonly unpaidMonths: number;
  readonly monthsLeft: number;
  /** Under the reading used, what a death in this state waits for. Null when paid up. */
  readonly death: string | null;
  readonly citations: readonly Citation[];
  readonly unsettled: readonly Unsettled[];
}

/** The arrears state on a date, given the count of unpaid consecutive months (whole, zero or more). Fault: `unpaid-months-not-whole`. */
export function arrears(of: { readonly law: Law; readonly on: CivilDate; readonly unpaidMonths: number }): Arrears {
  const { law, on, unpaidMonths } = of;
  if (!Number.isInteger(unpaidMonths) || unpaidMonths < 0) {
    throw new Fault('bad-input', 'unpaid-months-not-whole', {
      id: `Jumlah bulan tunggakan "${unpaidMonths}" harus bulat, nol atau lebih.`,
      en: `The number of unpaid months "${unpaidMonths}" must be whole, zero or more.`,
    });
  }
  const reading = new LawReading(law, on);
  const max = reading.take('max-arrears-months', 'months');
  const state = unpaidMonths === 0 ? 'paid-up' : unpaidMonths <= max ? 'in-arrears' : 'inactive';
  const death = state === 'in-arrears' ? reading.take('death-in-arrears', 'choice') : state === 'inactive' ? 'not-covered' : null;
  if (state === 'inactive') reading.take('arrears-after-inactive', 'rule');
  return {
    state,
    unpaidMonths,
    monthsLeft: Math.max(0, max - unpaidMonths),
    death,
    citations: reading.citations,
    unsettled: unsettledBehind(law, reading.citations),
  };
}
