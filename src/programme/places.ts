// Decides how many places each kabupaten gets: published quotas stand, the others share the rest by a named method, never below their floor, exactly.
import { assert } from '../kernel/fault.ts';
import { type Shares, type SharingMethod, shareOut } from './sharing.ts';

/** Places of one area and how the number came about. */
export interface Quota {
  readonly area: string;
  readonly places: number;
  readonly basis: string;
}

/** How the places that are not fixed are shared: by which method, over which weights, with how many places each area gets at least. */
export interface Sharing {
  readonly method: SharingMethod;
  readonly weights: ReadonlyMap<string, number>;
  /** What the weights are, in words. */
  readonly base: string;
  readonly floors?: ReadonlyMap<string, number>;
}

/** Quotas of every area: the fixed ones as published, the others a share of what is left. They sum to `total`. Faults: those of `shareOut`. */
export function quotas(
  of: Sharing & { readonly total: number; readonly fixed: ReadonlyMap<string, { readonly places: number; readonly source: string }> },
): readonly Quota[] {
  const fixed = [...of.fixed.values()].reduce((sum, one) => sum + one.places, 0);
  const others = new Map([...of.weights].filter(([area]) => !of.fixed.has(area)));
  const floors = new Map([...(of.floors ?? new Map<string, number>())].filter(([area]) => others.has(area)));
  const { parts } = shareOut({ method: of.method, places: of.total - fixed, weights: others, floors });
  const result = [
    ...[...of.fixed].map(([area, one]) => ({ area, places: one.places, basis: one.source })),
    ...[...parts].map(([area, places]) => ({ area, places, basis: `${of.method} over ${of.base}` })),
  ].sort((a, b) => (a.area < b.area ? -1 : 1));
  assert(result.reduce((sum, quota) => sum + quota.places, 0) === of.total, 'quotas sum to the places');
  return result;
}

/**
 * Places nobody can take (more places than eligible people) go to where people wait, by the same method over the same weights, nowhere more
 * than wait. The sum stays the same; where too few wait anywhere the rest stays where it was.
 */
export function reallocated(
  before: readonly Quota[],
  of: { readonly eligible: ReadonlyMap<string, number>; readonly method: SharingMethod; readonly weights: ReadonlyMap<string, number> },
): readonly Quota[] {
  const unused = new Map(before.map(({ area, places }) => [area, Math.max(0, places - (of.eligible.get(area) ?? 0))]));
  const waiting = new Map(
    before.map(({ area, places }) => [area, Math.max(0, (of.eligible.get(area) ?? 0) - places)] as const).filter(([, people]) => people > 0),
  );
  const free = sum(unused);
  if (free === 0 || waiting.size === 0) return before;
  const weights: Shares = new Map([...waiting.keys()].map((area) => [area, of.weights.get(area) ?? 0]));
  // Where nothing weighs among those who wait, those who wait are the weight.
  const { parts, left } = shareOut({ method: of.method, places: free, weights: sum(weights) === 0 ? waiting : weights, ceilings: waiting });
  const given = free - left;
  // Who keeps what nobody else can take: the same method over what is unused.
  const taken = given === 0 ? new Map<string, number>() : shareOut({ method: 'largest-remainder', places: given, weights: unused, ceilings: unused }).parts;
  const result = before.map((quota) => {
    const [more, fewer] = [parts.get(quota.area) ?? 0, taken.get(quota.area) ?? 0];
    if (more === 0 && fewer === 0) return quota;
    const moved = more > 0 ? `+${more}` : `-${fewer}`;
    return { area: quota.area, places: quota.places + more - fewer, basis: `${quota.basis}; ${moved} unused places reallocated by ${of.method}` };
  });
  assert(
    result.reduce((all, { places }) => all + places, 0) === before.reduce((all, { places }) => all + places, 0),
    'reallocation moves places, it makes none',
  );
  return result;
}

/**
 * A share of the places of an area kept for a group, such as `1/20`; exact, never more than the share. Rounded for each group by itself: where one place
 * more makes one more for two groups at once, there is one open place fewer, and somebody who had it by rank may lose it.
 */
export const reservedPlaces = (places: number, share: { readonly numerator: bigint; readonly denominator: bigint }): number =>
  Number((BigInt(places) * share.numerator) / share.denominator);

const sum = (parts: ReadonlyMap<string, number>): number => [...parts.values()].reduce((all, part) => all + part, 0);
