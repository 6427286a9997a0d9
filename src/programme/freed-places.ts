// Decides where places go that were kept for villages that did not answer: first to whoever waits in the same kabupaten, the rest to where people wait most.
import { assert } from '../kernel/fault.ts';
import type { Quota } from './places.ts';
import { largestRemainder } from './sharing.ts';

/** How many people of a kabupaten are accepted, with or without a place. */
export type AcceptedByKabupaten = ReadonlyMap<string, number>;

/**
 * The quotas once freed places are shared anew. A kabupaten keeps what its own accepted people fill; of what stays empty it gives at most what was freed in
 * it, and that goes to the others by largest remainder over those who wait there, never more than wait. What nobody waits for stays where it was. The sum
 * of the quotas does not change.
 */
export function quotasAfterFreeing(quotas: readonly Quota[], freed: ReadonlyMap<string, number>, accepted: AcceptedByKabupaten): readonly Quota[] {
  const given = new Map<string, number>();
  const waiting = new Map<string, number>();
  for (const { area, places } of quotas) {
    const empty = Math.max(0, places - (accepted.get(area) ?? 0));
    given.set(area, Math.min(empty, freed.get(area) ?? 0));
    const wait = Math.max(0, (accepted.get(area) ?? 0) - places);
    if (wait > 0) waiting.set(area, wait);
  }
  const waits = [...waiting.values()].reduce((sum, wait) => sum + wait, 0);
  const pool = Math.min(
    waits,
    [...given.values()].reduce((sum, places) => sum + places, 0),
  );
  if (pool === 0) return quotas;
  const taken = largestRemainder(pool, given);
  const received = largestRemainder(pool, waiting);
  const after = quotas.map(({ area, places, basis }) => {
    const [less, more] = [taken.get(area) ?? 0, received.get(area) ?? 0];
    if (less === 0 && more === 0) return { area, places, basis };
    return { area, places: places - less + more, basis: `${basis}; ${more > 0 ? `+${more} of places freed elsewhere` : `-${less} freed, nobody waits here`}` };
  });
  const sum = (of: readonly Quota[]): number => of.reduce((total, { places }) => total + places, 0);
  assert(sum(after) === sum(quotas) && after.every(({ places }) => places >= 0), 'places move and none is made or lost');
  return after;
}
