// Decides what a choice of money, months, bounds and shares would come to: who would have a place, whom it leaves out, before anything is decided.
import type { CivilDate } from '../kernel/date.ts';
import { addDays, birthdayAt, dateOf, dayOfMonth, monthOfYear, yearOf } from '../kernel/date.ts';
import { type Quota, reallocated, reservedPlaces } from '../programme/places.ts';
import { type SharingMethod, largestRemainder, shareOut } from '../programme/sharing.ts';
import type { ReservedShare } from '../programme/policy.ts';

/** People who share everything a choice looks at. `ageAtLeast`: the oldest of the ages asked about that they have reached. */
export interface Cell {
  readonly area: string;
  readonly sex: string;
  readonly ageAtLeast: number;
  readonly decile: number | null;
  readonly occupation: string;
  readonly ranking: readonly number[];
  readonly keptGroups: readonly string[];
  /** Reasons no choice here changes. */
  readonly reasons: readonly string[];
  readonly people: number;
}

/** Over what the places are shared in a choice: as the quotas recorded stand to each other, or over people counted. */
export const whatIfBases = ['recorded', 'eligible-people', 'poor-workers'] as const;

/** What is chosen about people and places. Ages in whole years, both included; null: no bound. */
export interface Choice {
  readonly places: number;
  readonly decile: number | null;
  readonly ageFrom: number | null;
  readonly ageTo: number | null;
  readonly method: SharingMethod;
  readonly base: (typeof whatIfBases)[number];
  readonly reallocate: boolean;
}

/** How many are eligible, how many of them have a place. */
export interface Reached {
  readonly name: string;
  readonly eligible: number;
  readonly covered: number;
}

/** Who would be covered, and whom it leaves out. */
export interface Coverage {
  readonly candidates: number;
  readonly eligible: number;
  readonly covered: number;
  readonly areas: readonly (Reached & { readonly places: number })[];
  readonly sexes: readonly Reached[];
  readonly ages: readonly Reached[];
  readonly deciles: readonly Reached[];
  readonly occupations: readonly Reached[];
  /** People left out by each reason; one person may have several. */
  readonly reasons: readonly { readonly code: string; readonly people: number }[];
}

/** Reasons a choice decides itself; all others stand as the assessment found them. */
export const chosenReasons = ['decile-above-bound', 'below-minimum-age', 'above-maximum-age'] as const;

/** The ages between which people are counted together. */
export const ageBands = [0, 18, 25, 35, 45, 55, 65] as const;

/** The first birth date too young for an age on a day: who is born then or later has not reached it. */
export function bornAfter(on: CivilDate, years: number): CivilDate {
  const day = dateOf(yearOf(on) - years, monthOfYear(on), dayOfMonth(on)) ?? dateOf(yearOf(on) - years, monthOfYear(on), 28);
  let first = addDays(day ?? on, 3);
  while (birthdayAt(addDays(first, -1), years) > on) first = addDays(first, -1);
  return first;
}

/** Why a choice leaves people of a cell out: the reasons that stand, and its own. */
export function leftOutBy(cell: Cell, { decile, ageFrom, ageTo }: Pick<Choice, 'decile' | 'ageFrom' | 'ageTo'>): readonly string[] {
  const [tooRich, tooYoung, tooOld] = [
    decile !== null && cell.decile !== null && cell.decile > decile,
    ageFrom !== null && cell.ageAtLeast < ageFrom,
    ageTo !== null && cell.ageAtLeast > ageTo,
  ];
  if (!tooRich && !tooYoung && !tooOld) return cell.reasons;
  return [...cell.reasons, ...(tooRich ? [chosenReasons[0]] : []), ...(tooYoung ? [chosenReasons[1]] : []), ...(tooOld ? [chosenReasons[2]] : [])];
}

/**
 * Who would be covered by a choice. The draw is not known yet: where people equal in need are more than the places left, each kind of them gets its
 * part of those places (largest remainder). The order of the cells changes nothing.
 */
export function coverageOf(
  cells: readonly Cell[],
  choice: Choice,
  of: { readonly quotas: readonly Quota[]; readonly reserved: readonly ReservedShare[]; readonly poorDecile: number | null },
): Coverage {
  const judged = cells.map((cell) => ({ cell, reasons: leftOutBy(cell, choice) }));
  const eligible = judged.filter(({ reasons }) => reasons.length === 0).map(({ cell }) => cell);
  const perArea = counted(eligible, ({ area }) => area);
  const places = placesOf(choice, of, eligible, perArea);
  const covered = new Map<Cell, number>();
  for (const { area, places: all } of places) {
    place(
      eligible.filter((cell) => cell.area === area),
      all,
      of.reserved.map(({ code, share }) => ({ code, places: reservedPlaces(all, share) })),
      covered,
    );
  }
  const by = (name: (cell: Cell) => string, order?: (a: string, b: string) => number): Reached[] => {
    const [people, given] = [counted(eligible, name), new Map<string, number>()];
    for (const [cell, count] of covered) given.set(name(cell), (given.get(name(cell)) ?? 0) + count);
    return [...people].map(([key, all]) => ({ name: key, eligible: all, covered: given.get(key) ?? 0 })).sort((a, b) => (order ?? byText)(a.name, b.name));
  };
  const reasons = new Map<string, number>();
  for (const { cell, reasons: all } of judged) for (const code of all) reasons.set(code, (reasons.get(code) ?? 0) + cell.people);
  const inArea = new Map(by(({ area }) => area).map((one) => [one.name, one]));
  return {
    candidates: sum(cells.map(({ people }) => people)),
    eligible: sum(eligible.map(({ people }) => people)),
    covered: sum([...covered.values()]),
    areas: places.map(({ area, places: all }) => ({
      name: area,
      places: all,
      eligible: inArea.get(area)?.eligible ?? 0,
      covered: inArea.get(area)?.covered ?? 0,
    })),
    sexes: by(({ sex }) => sex),
    ages: by(
      ({ ageAtLeast }) => String(ageBands.findLast((from) => from <= ageAtLeast) ?? 0),
      (a, b) => Number(a) - Number(b),
    ),
    deciles: by(
      ({ decile }) => (decile === null ? '-' : String(decile)),
      (a, b) => Number(a) - Number(b),
    ),
    occupations: by(({ occupation }) => occupation).sort((a, b) => b.eligible - a.eligible || byText(a.name, b.name)),
    reasons: [...reasons].map(([code, people]) => ({ code, people })).sort((a, b) => b.people - a.people || byText(a.code, b.code)),
  };
}

const byText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

function counted(cells: readonly Cell[], name: (cell: Cell) => string): Map<string, number> {
  const people = new Map<string, number>();
  for (const cell of cells) people.set(name(cell), (people.get(name(cell)) ?? 0) + cell.people);
  return people;
}

/** The places of each kabupaten in a choice: the quotas recorded where their sum is chosen, else shared anew. */
function placesOf(
  { places, method, base, reallocate, decile }: Choice,
  { quotas, poorDecile }: { readonly quotas: readonly Quota[]; readonly poorDecile: number | null },
  eligible: readonly Cell[],
  perArea: ReadonlyMap<string, number>,
): readonly Quota[] {
  const recorded = new Map(quotas.map(({ area, places: all }) => [area, all]));
  const poor =
    base === 'poor-workers'
      ? counted(
          eligible.filter((cell) => cell.decile !== null && cell.decile <= (poorDecile ?? decile ?? 1)),
          ({ area }) => area,
        )
      : perArea;
  const weights = base === 'recorded' ? recorded : new Map([...recorded.keys()].map((area) => [area, poor.get(area) ?? 0]));
  const same = base === 'recorded' && sum([...recorded.values()]) === places;
  const nobody = sum([...weights.values()]) === 0;
  const parts = same || nobody ? recorded : shareOut({ method, places, weights }).parts;
  const shared = [...parts].map(([area, all]) => ({ area, places: nobody && !same ? 0 : all, basis: base }));
  return reallocate ? reallocated(shared, { method, weights, eligible: perArea }) : shared;
}

/** Gives the places of one kabupaten: those kept for a group to its neediest, then the others to everybody by need. */
function place(cells: readonly Cell[], places: number, kept: readonly { readonly code: string; readonly places: number }[], covered: Map<Cell, number>): void {
  const tiers: Cell[][] = [];
  for (const cell of [...cells].sort((a, b) => byRanking(a.ranking, b.ranking) || byText(keyOf(a), keyOf(b)))) {
    const last = tiers.at(-1);
    if (last?.[0] !== undefined && byRanking(last[0].ranking, cell.ranking) === 0) last.push(cell);
    else tiers.push([cell]);
  }
  let left = places;
  const fill = (most: number, may: (cell: Cell) => boolean): void => {
    let open = Math.min(most, left);
    for (const tier of tiers) {
      if (open === 0) return;
      const waiting = new Map(
        tier.filter(may).map((cell, index) => [String(index).padStart(9, '0'), { cell, people: cell.people - (covered.get(cell) ?? 0) }]),
      );
      const people = sum([...waiting.values()].map((one) => one.people));
      const given = Math.min(open, people);
      if (given === 0) continue;
      const parts = given === people ? null : largestRemainder(given, new Map([...waiting].map(([key, one]) => [key, one.people])));
      for (const [key, one] of waiting) covered.set(one.cell, (covered.get(one.cell) ?? 0) + (parts === null ? one.people : (parts.get(key) ?? 0)));
      open -= given;
      left -= given;
    }
  };
  for (const group of kept) fill(group.places, ({ keptGroups }) => keptGroups.includes(group.code));
  fill(left, () => true);
}

const keyOf = ({ sex, ageAtLeast, decile, occupation, keptGroups }: Cell): string => [sex, ageAtLeast, decile, occupation, ...keptGroups].join(' ');

function byRanking(one: readonly number[], other: readonly number[]): number {
  for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
    const difference = (one[at] ?? -1) - (other[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}
