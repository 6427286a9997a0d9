// Decides whom a village could put on its list, sorted by the one reason for which the row would fail.
import { ageOnDay } from './calendar.ts';
import { roll } from './chance.ts';
import { wouldPassIfPoor } from './eligible.ts';
import { deathDayOf, moveDayOf, reportDayOf } from './life.ts';
import { decileOf, inDtsen } from './living.ts';
import { referenceDay, type InhabitedVillage, type World } from './population.ts';
import { why } from './why.ts';
import { membershipState, serviceOf } from './work.ts';

export type Pool =
  | 'eligible'
  | 'former-member'
  | 'aged-65-or-more'
  | 'already-member'
  | 'dead'
  | 'moved'
  | 'public-servant'
  | 'decile-above-four'
  | 'not-in-dtsen'
  | 'under-18';

export type Pools = Readonly<Record<Pool, number[]>>;

function poolOf(world: World, i: number): Pool | null {
  const age = ageOnDay(world.birth[i] as number, referenceDay);
  if (age < 15 || age > 79) return null;
  const death = deathDayOf(world, i);
  if (death !== 0 && death <= referenceDay) {
    const reported = reportDayOf(world, i, death);
    return age >= 18 && reported !== 0 && reported < referenceDay ? 'dead' : null;
  }
  const moved = moveDayOf(world, i);
  if (moved !== 0 && moved <= referenceDay + 60) return moved < referenceDay && age >= 18 && age < 65 ? 'moved' : null;
  if (age < 18) return 'under-18';
  if (age >= 65) return 'aged-65-or-more';
  if (serviceOf(world, i) !== null) return 'public-servant';
  const member = membershipState(world, i);
  if (member === 1 || member === 3) return 'already-member';
  const household = world.householdOf[i] as number;
  if (!inDtsen(world, household)) return 'not-in-dtsen';
  if (decileOf(world, household) > 4) return 'decile-above-four';
  if (member === 2) return 'former-member';
  return wouldPassIfPoor(world, i) ? 'eligible' : null;
}

/** The pools of a village, each in a seeded order. Taken from the end as the list is made. */
export function poolsOf(world: World, village: InhabitedVillage): Pools {
  const pools: Pools = {
    eligible: [],
    'former-member': [],
    'aged-65-or-more': [],
    'already-member': [],
    dead: [],
    moved: [],
    'public-servant': [],
    'decile-above-four': [],
    'not-in-dtsen': [],
    'under-18': [],
  };
  for (let i = village.first; i < village.end; i += 1) {
    const pool = poolOf(world, i);
    if (pool !== null) pools[pool].push(i);
  }
  for (const pool of Object.values(pools)) shuffle(pool, world.seed, why.choice);
  return pools;
}

/** Orders numbers by their hash. */
export function shuffle(numbers: number[], seed: number, purpose: number): void {
  const keyed = numbers.map((number, at) => [roll(seed, Math.imul(number, 31) + at, purpose), number] as const);
  keyed.sort((a, b) => a[0] - b[0]);
  keyed.forEach(([, number], at) => {
    numbers[at] = number;
  });
}
