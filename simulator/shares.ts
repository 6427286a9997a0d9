// Decides how a whole number is divided: in proportion, over floors, with nothing lost to rounding.

/** Inhabitants of each kabupaten: by real size, but at least `floors` of each (scaled down together if they exceed the total). */
export function spread(total: number, sizesOf: readonly number[], floors: readonly number[]): readonly number[] {
  const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
  const floorTotal = sum(floors);
  let shares: number[];
  if (floorTotal >= total) shares = floors.map((floor) => (floor * total) / floorTotal);
  else {
    const fixed = floors.map(() => false);
    for (;;) {
      const rest = total - sum(floors.filter((_, index) => fixed[index]));
      const weight = sum(sizesOf.filter((_, index) => !fixed[index]));
      shares = floors.map((floor, index) => (fixed[index] === true ? floor : (rest * (sizesOf[index] as number)) / weight));
      const below = shares.findIndex((share, index) => fixed[index] === false && share < (floors[index] as number));
      if (below < 0) break;
      fixed[below] = true;
    }
  }
  return wholes(shares, total);
}

/** Whole numbers in proportion to the shares whose sum is the total (running rounding). */
export function wholes(shares: readonly number[], total: number): readonly number[] {
  const sum = shares.reduce((a, b) => a + b, 0);
  let running = 0;
  let given = 0;
  return shares.map((share) => {
    running += share;
    const until = sum === 0 ? 0 : Math.round((running / sum) * total);
    const part = until - given;
    given = until;
    return part;
  });
}
