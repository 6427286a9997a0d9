// Decides which public figures are withheld: a count of few people could name them, and what is withheld must not follow from the rest.

/** A public count: the number, or withheld. */
export type PublicCount = number | 'withheld';

/** A table of counts as published: its rows and the sum of each column. */
export interface PublishedTable {
  readonly rows: readonly (readonly PublicCount[])[];
  readonly totals: readonly PublicCount[];
  /** The rows withheld whole; a column that is zero in all of them is shown there as zero. */
  readonly withheldRows: readonly number[];
}

/** How a table is published: below which threshold counts are of few people; how many last columns follow, and of how many first ones they tell. */
interface Disclosure {
  readonly threshold: number;
  readonly following?: { readonly last: number; readonly tellOf: number };
}

/** Whether so few people are counted that the count could name them; nobody is named by a zero. */
export const isFew = (count: number, threshold: number): boolean => count > 0 && count < threshold;

/** One count that no other published figure is a part of. */
export const unlessFew = (count: number, threshold: number): PublicCount => (isFew(count, threshold) ? 'withheld' : count);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/**
 * Withholds what a table says of few people, so that nothing withheld can be worked out from the rest, not even by somebody who
 * knows this rule:
 *
 * - A column whose **total** is a count of 1 up to the threshold (exclusive) is withheld whole, with its zeros: they would leave
 *   too few for the others. Columns that follow (months and money) tell of the people counted first and go with them.
 * - A **row** with such a count in another column is withheld whole, because the counts of a row bound each other (whoever is
 *   registered was listed). A column that is zero in all rows withheld is still shown as zero.
 * - Behind each total that is shown, what is withheld must be **several counts that differ and sum up to the threshold or more**.
 *   Until that is so the smallest other rows are withheld besides, those with most to tell of the same columns first, rows that
 *   are alike together, empty ones last. Which rows are chosen hangs on their counts alone, never on their order: so the same is
 *   published whichever of the withheld rows has which counts, and every withheld cell may be at least two numbers.
 * - Where no row is left and a column is still the same in all of them, its counts are shown if they are not small; else every total goes.
 *
 * The threshold is 3 or more: below a threshold of 2 there is only one number.
 */
export function withhold(rows: readonly (readonly number[])[], { threshold, following = { last: 0, tellOf: 0 } }: Disclosure): PublishedTable {
  const all = [...(rows[0] ?? []).keys()];
  const leads = (index: number): boolean => index < all.length - following.last;
  const inRows = (index: number, of: Iterable<number> = rows.keys()): readonly number[] => [...of].map((row) => rows[row]?.[index] ?? 0);
  const totals = all.map((index) => sum(inRows(index)));
  const few = all.filter((index) => isFew(totals[index] ?? 0, threshold));
  const gone = new Set(few.some((index) => index < following.tellOf || !leads(index)) ? all.filter((index) => few.includes(index) || !leads(index)) : few);

  const told = all.filter((index) => !gone.has(index));
  const counts = rows.map((row) => told.map((index) => row[index] ?? 0));
  const isSmall = (row: readonly number[]): boolean => row.some((count) => isFew(count, threshold));
  const chosen = [...counts.keys()].filter((row) => isSmall(counts[row] ?? []));
  const isAlike = (index: number): boolean => new Set(inRows(index, chosen)).size === 1;
  const withheldSum = (index: number): number => sum(inRows(index, chosen));
  const needed = told.map((index) => withheldSum(index) > 0);
  const others = groupsOf(
    counts.map((row, at) => ({ row, at })).filter(({ row }) => !isSmall(row)),
    needed,
  );
  const givenAway = (): readonly number[] => told.filter((index) => withheldSum(index) > 0 && (withheldSum(index) < threshold || isAlike(index)));
  while (givenAway().length > 0 && others.length > 0) chosen.push(...(others.shift() ?? []));

  const alike = givenAway();
  const isHarmless = (index: number): boolean => leads(index) && !isFew(inRows(index)[0] ?? 0, threshold);
  const shown = new Set(alike.every(isHarmless) ? alike : []);
  if (shown.size < alike.length) for (const index of told) gone.add(index);
  const isWithheld = (row: number, index: number): boolean =>
    (gone.has(index) && totals[index] !== 0) || (chosen.includes(row) && !shown.has(index) && withheldSum(index) > 0);
  return {
    rows: rows.map((row, at) => row.map((count, index) => (isWithheld(at, index) ? 'withheld' : count))),
    totals: totals.map((total, index) => (gone.has(index) && total !== 0 ? 'withheld' : total)),
    withheldRows: chosen.sort((one, other) => one - other),
  };
}

interface Placed {
  readonly row: readonly number[];
  readonly at: number;
}

/** Where rows stand, in groups of rows alike: those with fewest zeros in the columns that need company first, the smaller counts first among them. */
function groupsOf(placed: readonly Placed[], needed: readonly boolean[]): number[][] {
  const zeros = (row: readonly number[]): number => row.filter((count, index) => count === 0 && needed[index] === true).length;
  const order = (one: readonly number[], other: readonly number[]): number => {
    const index = one.findIndex((count, at) => count !== other[at]);
    return zeros(one) - zeros(other) || (one[index] ?? 0) - (other[index] ?? 0);
  };
  const groups: { readonly row: readonly number[]; readonly at: number[] }[] = [];
  for (const { row, at } of [...placed].sort((one, other) => order(one.row, other.row))) {
    const last = groups.at(-1);
    if (last !== undefined && last.row.join() === row.join()) last.at.push(at);
    else groups.push({ row, at: [at] });
  }
  return groups.map(({ at }) => at);
}
