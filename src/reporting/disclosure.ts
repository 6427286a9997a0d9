// Decides which public figures are withheld: a count of few people could name them, and what is withheld must not follow from the rest.

/** A public count: the number, or withheld. */
export type PublicCount = number | 'withheld';

/**
 * Withholds every count of 1 up to the threshold (exclusive). When exactly one count of a column is withheld, the smallest other
 * one that is not zero is withheld too, so that the published total does not give it away.
 */
export function withhold(counts: readonly number[], threshold: number): readonly PublicCount[] {
  const small = counts.map((count) => count > 0 && count < threshold);
  if (small.filter(Boolean).length === 1) {
    let next = -1;
    for (const [index, count] of counts.entries()) {
      if (!small[index] && count > 0 && (next === -1 || count < (counts[next] ?? 0))) next = index;
    }
    if (next !== -1) small[next] = true;
  }
  return counts.map((count, index) => (small[index] ? 'withheld' : count));
}
