// Decides what money is: whole rupiah as bigint; parts of a hundred are exact or refused, and written as Indonesians read them.
import { assert } from './fault.ts';

/** An amount in whole rupiah. */
export type Rupiah = bigint;

/** `amount × numerator / denominator`, which must come out whole: law's rates and bases are chosen so (a remainder is a bug, never rounded away). */
export function exactShare(amount: Rupiah, numerator: bigint, denominator: bigint): Rupiah {
  assert(denominator > 0n, 'a share has a positive denominator');
  assert((amount * numerator) % denominator === 0n, `${amount} × ${numerator}/${denominator} is not whole rupiah`);
  return (amount * numerator) / denominator;
}

/** `Rp10.080.000.000`, with dots as Indonesians write thousands; negative amounts carry a minus sign. */
export function rupiahText(amount: Rupiah): string {
  const digits = (amount < 0n ? -amount : amount).toString().replace(/\B(?=(\d{3})+$)/g, '.');
  return `${amount < 0n ? '-' : ''}Rp${digits}`;
}

/** Sum of amounts. */
export const total = (amounts: Iterable<Rupiah>): Rupiah => {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return sum;
};
