// Decides the size and poverty of each kabupaten so that its places can be filled, and opens the world everything else is asked of.
import { assert } from '../src/kernel/fault.ts';
import { seedFrom } from './chance.ts';
import { wouldPassIfPoor } from './eligible.ts';
import { standing } from './living.ts';
import { populate, type World } from './population.ts';
import { nttRegions } from './regions.ts';
import { spread } from './shares.ts';
import { municipalShare } from './work.ts';

export type { InhabitedVillage, World } from './population.ts';

export interface WorldPlan {
  readonly seed: string;
  /** Inhabitants of the province in this world. */
  readonly people: number;
  /** Places by kabupaten code (4 digits) that the village lists must be able to fill. */
  readonly places?: ReadonlyMap<string, number>;
}

/** Eligible people a kabupaten needs for its places: the promise (places × 1.02 + 3), the lists' copied and damaged rows, and some to choose from. */
export const neededFor = (places: number): number => Math.ceil(places * 1.28) + 6;

/** The world of a plan. Same plan, same world, everywhere. */
export function createWorld(plan: WorldPlan): World {
  const regions = nttRegions();
  const places = regions.regencies.map((regency) => plan.places?.get(regency.code) ?? 0);
  for (const code of plan.places?.keys() ?? [])
    assert(
      regions.regencies.some((regency) => regency.code === code),
      `kabupaten ${code} exists`,
    );
  const floors = places.map((count, at) => (count === 0 ? 0 : Math.ceil((count * 5.2 + 45) / (1 - municipalShare(regions.regencies[at]?.code ?? '')))));
  const counts = spread(
    plan.people,
    regions.regencies.map((regency) => regency.thousands),
    floors,
  );
  const world = populate(seedFrom(plan.seed), regions, counts);
  places.forEach((count, regency) => {
    if (count > 0) makePoorEnough(world, regency, neededFor(count));
  });
  return world;
}

// Households keep their order from poorest to richest; only the share counted as deciles 1 to 4 grows, and only where it must.
function makePoorEnough(world: World, regency: number, needed: number): void {
  const base = world.poor[regency] as number;
  const steps = new Uint32Array(100);
  let poor = 0;
  // Work and membership depend on the decile: ask as if everyone were poor.
  world.poor[regency] = 1;
  for (const village of world.villages) {
    if (village.regency !== regency) continue;
    for (let i = village.first; i < village.end && poor < needed; i += 1) {
      if (!wouldPassIfPoor(world, i)) continue;
      const place = standing(world, world.householdOf[i] as number);
      if (place < base) poor += 1;
      else {
        const step = Math.floor(place * 100);
        steps[step] = (steps[step] as number) + 1;
      }
    }
    if (poor >= needed) break;
  }
  let share = base;
  if (poor < needed) {
    for (let step = Math.floor(base * 100); step < 97 && poor < needed; step += 1) {
      poor += steps[step] as number;
      share = (step + 1) / 100;
    }
  }
  assert(poor >= needed, `kabupaten ${world.regions.regencies[regency]?.code ?? ''} has too few people for its places: ask for a larger world`);
  world.poor[regency] = share;
}
