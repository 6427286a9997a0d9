// Decides how many places each kabupaten gets: published quotas stand, the others share the rest by largest remainder (Hamilton), exactly.
import { Fault, assert } from '../kernel/fault.ts';

/** Places of one area and how the number came about. */
export interface Quota {
  readonly area: string;
  readonly places: number;
  readonly basis: string;
}

/**
 * Shares `places` over areas in proportion to their weights by largest remainder: whole parts first, the rest one by one to the
 * largest remainders, ties to the smaller area code. The parts sum to `places` exactly. No weight at all is a bad-input fault.
 */
export function largestRemainder(places: number, weights: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  assert(Number.isInteger(places) && places >= 0, 'places are whole');
  const total = [...weights.values()].reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total === 0n) {
    if (places === 0) return new Map([...weights.keys()].map((area) => [area, 0]));
    throw new Fault('bad-input', 'nothing-to-share-places-by', {
      id: 'Tidak ada dasar pembagian tempat: semua bobot nol.',
      en: 'There is nothing to share the places by: every weight is zero.',
    });
  }
  const parts = [...weights].map(([area, weight]) => {
    const exact = BigInt(places) * BigInt(weight);
    return { area, whole: Number(exact / total), remainder: exact % total };
  });
  let left = places - parts.reduce((sum, part) => sum + part.whole, 0);
  const order = [...parts].sort((a, b) => (a.remainder === b.remainder ? (a.area < b.area ? -1 : 1) : a.remainder > b.remainder ? -1 : 1));
  const extra = new Set<string>();
  for (const part of order) {
    if (left === 0) break;
    extra.add(part.area);
    left -= 1;
  }
  return new Map(parts.map((part) => [part.area, part.whole + (extra.has(part.area) ? 1 : 0)]));
}

/** Quotas of every area: the fixed ones as published, the others a share of what is left. They sum to `total`. */
export function quotas(of: {
  readonly total: number;
  readonly fixed: ReadonlyMap<string, { readonly places: number; readonly source: string }>;
  readonly weights: ReadonlyMap<string, number>;
  readonly base: string;
}): readonly Quota[] {
  const fixed = [...of.fixed.values()].reduce((sum, one) => sum + one.places, 0);
  const others = new Map([...of.weights].filter(([area]) => !of.fixed.has(area)));
  const shared = largestRemainder(of.total - fixed, others);
  const result = [
    ...[...of.fixed].map(([area, one]) => ({ area, places: one.places, basis: one.source })),
    ...[...shared].map(([area, places]) => ({ area, places, basis: `largest-remainder over ${of.base}` })),
  ].sort((a, b) => (a.area < b.area ? -1 : 1));
  assert(result.reduce((sum, quota) => sum + quota.places, 0) === of.total, 'quotas sum to the places');
  return result;
}
