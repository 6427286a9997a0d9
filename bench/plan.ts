// Decides what a size means: from one number N follow the register, the lists, the places, the money and the months every measurement uses.
import type { World } from '../simulator/world.ts';

/** The programme every measurement runs. */
export const programme = 'ntt-2025';
export const sponsor = 'ntt';
export const province = '53';

/** Every register speaks of the day the programme's conditions are asked on. */
export const registersAsOf = '2025-07-01';
/** The month that is opened, paid and posted. */
export const month = '2025-07';
/** Two months held keep the database small; a month reads its own partition whatever stands beside it. */
export const lastMonth = '2025-08';
/** The instant pages and look-ups are asked at. */
export const askedAt = '2025-08-01T09:00:00+08:00';
export const askedOn = '2025-07-31';

/** One in ten of those held died on this day, after their first month was posted; told as of the day pages are asked on. */
export const diedOn = '2025-07-20';
export const peoplePerDeath = 10;

/** One in a hundred postings is taken back on this day, so that a month that is reconciled has differences to find; then it is looked for. */
export const takenBackOn = '2025-07-24';
export const peoplePerReversal = 100;
export const reconciledAt = '2025-07-25T09:00:00+08:00';

/** Where both servers are asked for coverage: `{ nik, on }` is posted, so that a NIK stands in no address. */
export const lookUpPath = '/v1/coverage-answers';

/** How many people the registers hold, and how many of them the villages list; everybody unless said otherwise. */
export interface Size {
  readonly people: number;
  readonly listed?: number | undefined;
  /** How many times as many are covered when deaths are looked for: the same again under other keys. */
  readonly times?: number | undefined;
}

/** What a size is called where its files and databases are kept. */
export const labelOf = ({ people, listed, times }: Size): string =>
  `${people}${listed === undefined ? '' : `x${listed}`}${times === undefined ? '' : `t${times}`}`;

/** Changes when the inputs or the states are made in another way: what was kept under another number is made again. */
export const version = 3;

/** Of N people listed, N × 0.7 may have a place. */
const placesPerPerson = 0.7;

/** Places by kabupaten: seven of ten inhabitants. */
export function placesOf(world: World): ReadonlyMap<string, number> {
  const people = world.regions.regencies.map(() => 0);
  for (const village of world.villages) people[village.regency] = (people[village.regency] ?? 0) + village.end - village.first;
  return new Map(world.regions.regencies.map(({ code }, at) => [code, Math.floor((people[at] ?? 0) * placesPerPerson)]));
}

/** Rupiah a budget line holds for each place: more than two months cost, since money is not what is measured. */
const perPerson = 100_000;

interface ProgrammeFile {
  term: { first: string; last: string };
  places: { total: number; fixed: Record<string, unknown>; share: unknown };
  budget: { limit: number }[];
  conditions: { code: string; years?: number; decile?: number }[];
}

/** The programme file at this size: every condition is judged, with bounds so wide that most people listed pass and the month is as large as the register. */
export function programmeAtSize(file: unknown, places: ReadonlyMap<string, number>): unknown {
  const scaled = structuredClone(file) as ProgrammeFile;
  const total = [...places.values()].reduce((sum, count) => sum + count, 0);
  scaled.term = { first: month, last: lastMonth };
  scaled.places = { ...scaled.places, total, fixed: Object.fromEntries([...places].map(([area, count]) => [area, { places: count, source: 'bench' }])) };
  for (const line of scaled.budget) line.limit = total * perPerson;
  for (const condition of scaled.conditions) {
    if (condition.code === 'age-minimum') condition.years = 1;
    if (condition.code === 'decile-maximum') condition.decile = 10;
  }
  return scaled;
}
