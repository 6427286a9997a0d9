// Decides how poor a household is and who depends on whom: what DTSEN says (Inpres 4/2025: deciles per household).
import { ageOnDay } from './calendar.ts';
import { fraction, roll } from './chance.ts';
import { isWoman, roleOf } from './people.ts';
import { referenceDay, role, type World } from './population.ts';
import { why } from './why.ts';

/** Share of the poorest decile within deciles 1 to 4. */
const poorest = 0.255;

/** How well off a household is: 0 poorest to 1; only the kabupaten's share of poor turns it into a decile. */
export const standing = (world: World, household: number): number => fraction(roll(world.seed, household, why.decile));

/** Decile 1 to 10 of the household. */
export function decileOf(world: World, household: number): number {
  const u = standing(world, household);
  const regency = (world.villages[world.villageOfHousehold[household] as number] as { regency: number }).regency;
  const poor = world.poor[regency] as number;
  if (u < poor * poorest) return 1;
  if (u < poor) return 2 + Math.min(2, Math.floor(((u / poor - poorest) / (1 - poorest)) * 3));
  return 5 + Math.min(5, Math.floor(((u - poor) / (1 - poor)) * 6));
}

/** Two households in a hundred are missing from DTSEN. */
export const inDtsen = (world: World, household: number): boolean => roll(world.seed, household, why.unlisted) % 1000 >= 20;

export const isDisabled = (world: World, i: number): boolean => {
  const age = ageOnDay(world.birth[i] as number, referenceDay);
  return roll(world.seed, i, why.disability) % 1000 < (age < 18 ? 8 : age < 60 ? 18 : 55);
};

/** A woman who heads her household. */
export const headsAsWoman = (world: World, i: number): boolean => isWoman(world, i) && roleOf(world, i) === role.head;

/** Members of the household, other than the person, under 18 or from 65 on. */
export function dependantsOf(world: World, i: number): number {
  const household = world.householdOf[i] as number;
  let count = 0;
  for (let other = world.householdFirst[household] as number; other < (world.householdFirst[household + 1] as number); other += 1) {
    if (other === i) continue;
    const age = ageOnDay(world.birth[other] as number, referenceDay);
    if (age < 18 || age >= 65) count += 1;
  }
  return count;
}
