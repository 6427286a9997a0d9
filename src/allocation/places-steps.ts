// Decides what places an allocation shares out: the policy's, over the people counted where it says so, with unused ones moved once their day has come.
import { freedByKabupaten } from '../intake/tracker-steps.ts';
import { dateIn } from '../kernel/clock.ts';
import type { Tx } from '../platform/database.ts';
import { quotasAfterFreeing } from '../programme/freed-places.ts';
import { type Quota, reallocated, reservedPlaces } from '../programme/places.ts';
import { type CurrentPolicy, quotasOver, weightsOf } from '../programme/programme-steps.ts';
import { type PlacesOfRun, acceptedByKabupaten } from './allocation-store.ts';

/** Places of each kabupaten with their basis, and the shares of them that are kept for groups. */
export interface PlacesToShare {
  readonly quotas: readonly Quota[];
  readonly kept: PlacesOfRun['kept'];
}

/** The places to share out today over the people an assessment accepted; without one, as the policy was recorded. */
export async function placesToShare(tx: Tx, policy: CurrentPolicy, assessmentRun: string | null): Promise<PlacesToShare> {
  const { places } = policy.policy;
  const { share, reallocateFrom, reserved = [] } = places;
  const counted = share.base === 'eligible-people' || share.base === 'poor-workers';
  const due = reallocateFrom !== undefined && dateIn(policy.timeZone, tx.at) >= reallocateFrom;
  let { quotas } = policy;
  if (assessmentRun !== null && (counted || due)) {
    const recorded = await weightsOf(tx, policy.policy);
    const decile = share.base === 'poor-workers' ? (share.decile ?? null) : null;
    const people = counted ? await acceptedByKabupaten(tx, assessmentRun, decile) : new Map<string, number>();
    const words = decile === null ? 'eligible people' : `eligible people up to decile ${decile}`;
    const over = counted ? { weights: new Map([...recorded.weights.keys()].map((area) => [area, people.get(area) ?? 0])), base: words } : recorded;
    if (counted) quotas = quotasOver(policy.policy, over);
    if (due) quotas = reallocated(quotas, { method: share.method, weights: over.weights, eligible: await acceptedByKabupaten(tx, assessmentRun, null) });
  }
  if (assessmentRun !== null) {
    // Villages that did not answer in time: what was kept for them goes to whoever waits.
    const freed = await freedByKabupaten(tx, policy.programme);
    if (freed.size > 0) quotas = quotasAfterFreeing(quotas, freed, await acceptedByKabupaten(tx, assessmentRun, null));
  }
  return {
    quotas,
    kept: reserved.map((one) => ({ code: one.code, places: quotas.map(({ area, places: all }) => [area, reservedPlaces(all, one.share)] as const) })),
  };
}

/** The same as the database takes it. */
export const sharedOut = ({ quotas, kept }: PlacesToShare): PlacesOfRun => ({ places: quotas.map(({ area, places }) => [area, places] as const), kept });
