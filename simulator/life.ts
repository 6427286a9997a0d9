// Decides who dies, who moves away and when the registers learn of it, from July 2023 to December 2026.
import { ageOnDay, dayOf } from './calendar.ts';
import { below, fraction, roll } from './chance.ts';
import { referenceDay, type World } from './population.ts';
import { why } from './why.ts';

const from = dayOf('2023-07-01');
const until = dayOf('2027-01-01');
const years = (until - from) / 365.25;

// Deaths per person and year by age reached; adults of 18 to 64 come to about 3.4 per 1,000.
const bands: readonly (readonly [number, number])[] = [
  [1, 0.018],
  [5, 0.002],
  [15, 0.0006],
  [25, 0.0011],
  [35, 0.0015],
  [45, 0.0025],
  [55, 0.005],
  [65, 0.011],
  [75, 0.028],
  [85, 0.07],
  [200, 0.16],
];
const mortality = Float64Array.from({ length: 140 }, (_, age) => (bands.find(([end]) => age < end) as readonly [number, number])[1]);

/** The day a person dies, or 0: not before 2027. */
export function deathDayOf(world: World, i: number): number {
  const u = fraction(roll(world.seed, i, why.death));
  if (u > 0.57) return 0;
  const birth = world.birth[i] as number;
  const chance = (mortality[Math.max(0, ageOnDay(birth, referenceDay))] as number) * years;
  if (u >= chance) return 0;
  const day = from + Math.floor((u / chance) * (until - from));
  return day < birth ? 0 : day;
}

/** The day a death is reported, or 0: never (15 in a hundred). Most within a month, some after many months. */
export function reportDayOf(world: World, i: number, death: number): number {
  const chance = roll(world.seed, i, why.report) % 100;
  const bits = roll(world.seed, i, why.reportDelay);
  if (chance < 15) return 0;
  return death + (chance < 80 ? 2 + below(bits, 29) : chance < 95 ? 31 + below(bits, 60) : 91 + below(bits, 150));
}

/** Who learned of the death: the civil registry, or only the village. */
export const reportedTo = (world: World, i: number): 'DUKCAPIL' | 'DESA' => (roll(world.seed, i, why.report) % 7 < 4 ? 'DUKCAPIL' : 'DESA');

/** The day a person moves out of the village, or 0. About 0.06 % a month. */
export function moveDayOf(world: World, i: number): number {
  const u = fraction(roll(world.seed, i, why.move));
  return u >= 0.0252 ? 0 : from + Math.floor((u / 0.0252) * (until - from));
}

export type CivilStatus = 'AKTIF' | 'PINDAH' | 'MENINGGAL';

/** What the civil registry says on a day; it knows only deaths reported to it. */
export function statusOn(world: World, i: number, day: number): CivilStatus {
  const death = deathDayOf(world, i);
  if (death !== 0 && death <= day && reportedTo(world, i) === 'DUKCAPIL') {
    const reported = reportDayOf(world, i, death);
    if (reported !== 0 && reported <= day) return 'MENINGGAL';
  }
  const moved = moveDayOf(world, i);
  return moved !== 0 && moved <= day ? 'PINDAH' : 'AKTIF';
}
