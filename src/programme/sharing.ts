// Decides how whole places are shared in proportion to weights: largest remainder (Hamilton) or Sainte-Laguë (Webster; as UU 7/2017 art. 415 shares seats in elections), exactly.
import { Fault, assert } from '../kernel/fault.ts';

/** The methods a policy may name. Largest remainder keeps each part within one of its exact share; Sainte-Laguë never takes a place away when there are more. */
export const sharingMethods = ['largest-remainder', 'sainte-lague'] as const;
export type SharingMethod = (typeof sharingMethods)[number];

/** A whole number for each area. */
export type Shares = ReadonlyMap<string, number>;

/** What is shared: `floors` and `ceilings` bound the parts of the areas they name. */
export interface SharedOut {
  readonly method: SharingMethod;
  readonly places: number;
  readonly weights: Shares;
  readonly floors?: Shares;
  readonly ceilings?: Shares;
}

/**
 * Shares places by a method within bounds. Whoever would fall below his floor, or rise above his ceiling, gets that bound, and the others share
 * the rest anew by the same method. `left` is what nobody may take: 0 without ceilings. Faults: bad-input `nothing-to-share-places-by`, `floors-beyond-places`.
 */
export function shareOut({ method, places, weights, floors = new Map(), ceilings = new Map() }: SharedOut): { readonly parts: Shares; readonly left: number } {
  assert(Number.isInteger(places) && places >= 0, 'places are whole');
  const bounded = new Map<string, number>();
  for (;;) {
    const free = new Map([...weights].filter(([area]) => !bounded.has(area)));
    const rest = places - [...bounded.values()].reduce((sum, part) => sum + part, 0);
    if (rest < 0) {
      throw new Fault('bad-input', 'floors-beyond-places', {
        id: `Tempat paling sedikit (batas bawah) melebihi ${places} tempat yang dibagi. Kurangi batas bawahnya.`,
        en: `The floors need more than the ${places} places that are shared. Lower the floors.`,
      });
    }
    // Nobody left who weighs anything: with ceilings the rest is simply not taken.
    const nobody = free.size === 0 || (ceilings.size > 0 && [...free.values()].every((weight) => weight === 0));
    const parts = nobody ? new Map<string, number>() : methods[method](rest, free);
    const below = [...parts].filter(([area, part]) => part < (floors.get(area) ?? 0));
    // Floors before ceilings: a floor is a promise, a ceiling only says who waits.
    const beyond = below.length > 0 ? below : [...parts].filter(([area, part]) => part > (ceilings.get(area) ?? part));
    if (beyond.length === 0) {
      const all = new Map([...weights.keys()].map((area) => [area, bounded.get(area) ?? parts.get(area) ?? 0]));
      return { parts: all, left: nobody ? rest : 0 };
    }
    for (const [area] of beyond) bounded.set(area, below.length > 0 ? (floors.get(area) ?? 0) : (ceilings.get(area) ?? 0));
  }
}

/**
 * Largest remainder (Hamilton, Hare quota): whole parts first, the rest one by one to the largest remainders, ties to the smaller area code.
 * The parts sum to `places`. No weight at all is a bad-input fault.
 */
export function largestRemainder(places: number, weights: Shares): Shares {
  const total = totalOf(places, weights);
  if (total === 0n) return new Map([...weights.keys()].map((area) => [area, 0]));
  const parts = [...weights].map(([area, weight]) => {
    const exact = BigInt(places) * BigInt(weight);
    return { area, whole: Number(exact / total), remainder: exact % total };
  });
  const left = places - parts.reduce((sum, part) => sum + part.whole, 0);
  const order = [...parts].sort((a, b) => (a.remainder === b.remainder ? byArea(a, b) : a.remainder > b.remainder ? -1 : 1));
  const extra = new Set(order.slice(0, left).map(({ area }) => area));
  return new Map(parts.map((part) => [part.area, part.whole + (extra.has(part.area) ? 1 : 0)]));
}

/**
 * Sainte-Laguë (Webster): each place goes to the largest weight divided by 1, 3, 5, …; ties to the smaller area code. The parts sum to `places`.
 * Begins from a number of places that the method surely gives (rounded by a divisor that gives too few), so that millions are shared as quickly as ten.
 */
export function sainteLague(places: number, weights: Shares): Shares {
  const total = totalOf(places, weights);
  if (total === 0n) return new Map([...weights.keys()].map((area) => [area, 0]));
  const fewer = BigInt(Math.max(0, 2 * places - weights.size));
  const parts = [...weights].map(([area, weight]) => {
    const exact = BigInt(weight);
    return { area, weight: exact, seats: (exact * fewer + total) / (2n * total) };
  });
  // With hardly more places than areas that divisor would give all of them something.
  if (fewer === 0n) for (const part of parts) part.seats = 0n;
  for (let left = BigInt(places) - parts.reduce((sum, part) => sum + part.seats, 0n); left > 0n; left -= 1n) {
    const next = parts.reduce((best, part) => (comesBefore(part, best) ? part : best));
    next.seats += 1n;
  }
  return new Map(parts.map(({ area, seats }) => [area, Number(seats)]));
}

interface Claimant {
  readonly area: string;
  readonly weight: bigint;
  readonly seats: bigint;
}

/** Whether one has the larger average, weight / (2 seats + 1), than another. */
function comesBefore(one: Claimant, other: Claimant): boolean {
  const [mine, theirs] = [one.weight * (2n * other.seats + 1n), other.weight * (2n * one.seats + 1n)];
  return mine === theirs ? byArea(one, other) < 0 : mine > theirs;
}

const byArea = (one: { readonly area: string }, other: { readonly area: string }): number => (one.area === other.area ? 0 : one.area < other.area ? -1 : 1);

const methods: Readonly<Record<SharingMethod, (places: number, weights: Shares) => Shares>> = {
  'largest-remainder': largestRemainder,
  'sainte-lague': sainteLague,
};

/** The weights' sum; nothing to share by is a fault unless there is nothing to share. */
function totalOf(places: number, weights: Shares): bigint {
  const total = [...weights.values()].reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total > 0n || places === 0) return total;
  throw new Fault('bad-input', 'nothing-to-share-places-by', {
    id: 'Tidak ada dasar pembagian tempat: semua bobot nol.',
    en: 'There is nothing to share the places by: every weight is zero.',
  });
}
