// Decides what the months a living person was taken for dead cost: the contributions to make up, and what his family would lose if he died meanwhile.
import type { CivilDate } from '../kernel/date.ts';
import type { Rupiah } from '../kernel/money.ts';
import { monthOf, monthsBetween } from '../kernel/month.ts';
import { type Citation, type Law, LawReading } from '../law/law.ts';

/** `months` unpaid from the death told until the day it is taken back; `atStake` is the full benefit less what a death before the minimum gives. */
export interface GapPrice {
  readonly months: number;
  readonly contributions: Rupiah;
  readonly atStake: Rupiah;
  readonly citations: readonly Citation[];
}

/** The price of a false death, for the monthly contribution of the lowest base. `postedAfter`: months posted after the told death are no gap. */
export function gapPrice(law: Law, of: { readonly toldOn: CivilDate; readonly reversedOn: CivilDate; readonly postedAfter: number }): GapPrice {
  const reading = new LawReading(law, of.reversedOn);
  const months = Math.max(0, monthsBetween(monthOf(of.toldOn), monthOf(of.reversedOn)) - of.postedAfter);
  const base = reading.take('income-base-minimum', 'rupiah');
  const monthly = (base * BigInt(reading.take('jkk-rate', 'percent'))) / 100n + reading.take('jkm-amount', 'rupiah');
  const atStake = reading.take('jkm-total', 'rupiah') - reading.take('jkm-before-minimum', 'rupiah');
  return { months, contributions: monthly * BigInt(months), atStake: months === 0 ? 0n : atStake, citations: reading.citations };
}
