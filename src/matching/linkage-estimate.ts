// Decides the weights of a linkage model from unlabelled records: u by pairs at random, m by expectation and maximisation (Dempster, Laird, Rubin 1977).
import { type Comparison, type Fields, kinds, levelOf } from './comparison.ts';
import type { Weights } from './linkage-model.ts';

/** Pairs of equal comparison vectors, counted. */
export interface Pattern {
  readonly levels: readonly number[];
  readonly count: number;
}

/** Counts comparison vectors: thousands of pairs share few of them, so estimation takes no time however many pairs there are. */
export class Patterns {
  readonly #comparisons: readonly Comparison[];
  readonly #counts = new Map<string, { levels: readonly number[]; count: number }>();

  constructor(comparisons: readonly Comparison[]) {
    this.#comparisons = comparisons;
  }

  add(one: Fields, other: Fields): void {
    const levels = this.#comparisons.map((comparison) => levelOf(comparison, one, other));
    const key = levels.join(' ');
    const known = this.#counts.get(key);
    if (known === undefined) this.#counts.set(key, { levels, count: 1 });
    else known.count += 1;
  }

  all(): readonly Pattern[] {
    return [...this.#counts.values()];
  }
}

/** How often each level occurs, by comparison. A level never seen is given the share of half a pair, so that nothing is impossible. */
export function sharesOf(comparisons: readonly Comparison[], patterns: readonly Pattern[], weightOf: (at: number) => number = () => 1): readonly number[][] {
  return comparisons.map(({ kind }, at) => {
    const counts: number[] = kinds[kind].map(() => 0);
    let all = 0;
    for (const [index, { levels, count }] of patterns.entries()) {
      const level = levels[at] ?? -1;
      if (level < 0) continue;
      const weight = count * weightOf(index);
      counts[level] = (counts[level] ?? 0) + weight;
      all += weight;
    }
    return counts.map((count) => (count + 0.5 / counts.length) / (all + 0.5));
  });
}

/** What estimation from one block of pairs gives: m of each comparison, and the share of pairs that are one person's. */
export interface Estimate {
  readonly m: readonly (readonly number[])[];
  readonly share: number;
  readonly rounds: number;
}

/** What m begins as: near levels are frequent among pairs of one person. */
const beginning = (levels: number): readonly number[] => {
  const raw = Array.from({ length: levels }, (_, level) => (level === 0 ? 10 : level === levels - 1 ? 0.5 : 1.5 / (levels - 1)));
  const all = raw.reduce((sum, one) => sum + one, 0);
  return raw.map((one) => one / all);
};

/**
 * Estimates m from pairs that agree in what they were blocked by; u stays as it is. Comparisons in `blocked` are left out: among these pairs they say
 * nothing. Ends when no share moves by more than a hundred-thousandth, or after 100 rounds.
 */
export function estimateM(
  comparisons: readonly Comparison[],
  patterns: readonly Pattern[],
  u: readonly (readonly number[])[],
  blocked: ReadonlySet<string>,
): Estimate {
  let m = comparisons.map(({ kind }) => beginning(kinds[kind].length));
  let share = 0.1;
  const all = patterns.reduce((sum, { count }) => sum + count, 0);
  const used = comparisons.flatMap(({ name }, at) => (blocked.has(name) ? [] : [at]));
  const belonging = new Float64Array(patterns.length);
  let round = 0;
  for (; round < 100; round += 1) {
    let matches = 0;
    for (const [index, { levels, count }] of patterns.entries()) {
      let odds = share / (1 - share);
      for (const at of used) {
        const level = levels[at] ?? -1;
        if (level >= 0) odds *= (m[at]?.[level] ?? 1) / (u[at]?.[level] ?? 1);
      }
      const probability = odds / (1 + odds);
      belonging[index] = probability;
      matches += probability * count;
    }
    const next = sharesOf(comparisons, patterns, (index) => belonging[index] as number);
    const nextShare = Math.min(0.999999, Math.max(1e-9, matches / all));
    const moved = Math.max(Math.abs(nextShare - share), ...used.flatMap((at) => (next[at] ?? []).map((one, level) => Math.abs(one - (m[at]?.[level] ?? 0)))));
    m = next.map((one, at) => (used.includes(at) ? one : (m[at] ?? one)));
    share = nextShare;
    if (moved < 1e-5) break;
  }
  return { m, share, rounds: round + 1 };
}

/** One m of several estimates: each comparison by those in which it was not blocked, averaged. */
export function combined(
  comparisons: readonly Comparison[],
  u: readonly (readonly number[])[],
  estimates: readonly { readonly estimate: Estimate; readonly blocked: ReadonlySet<string> }[],
): Readonly<Record<string, Weights>> {
  return Object.fromEntries(
    comparisons.map(({ name, kind }, at) => {
      const told = estimates.filter(({ blocked }) => !blocked.has(name)).map(({ estimate }) => estimate.m[at] ?? []);
      const m = kinds[kind].map((_, level) =>
        told.length === 0 ? (beginning(kinds[kind].length)[level] ?? 0) : told.reduce((sum, one) => sum + (one[level] ?? 0), 0) / told.length,
      );
      return [name, { m, u: u[at] ?? [] }];
    }),
  );
}

/** How much of m is what is expected anywhere: rows whose NIK fails are written worse than those the estimate saw, and what they never showed is not impossible. */
const doubt = 0.1;

/** The weights with a tenth of doubt in m, and no level speaking louder for one person than a nearer one does. */
export const withDoubt = (weights: Readonly<Record<string, Weights>>): Readonly<Record<string, Weights>> =>
  Object.fromEntries(
    Object.entries(weights).map(([name, { m, u }]) => {
      const expected = beginning(m.length);
      let loudest = Number.POSITIVE_INFINITY;
      const doubted = m.map((one, level) => {
        const share = u[level] ?? 1;
        loudest = Math.min(loudest, ((1 - doubt) * one + doubt * (expected[level] ?? 0)) / share);
        return loudest * share;
      });
      return [name, { m: doubted, u }];
    }),
  );

/** How rare one person's pairs are among all: the prior under which the expected matches among candidate pairs are those found. */
export function priorOf(comparisons: readonly Comparison[], weights: Readonly<Record<string, Weights>>, patterns: readonly Pattern[], pairs: number): number {
  let prior = 1 / Math.max(2, Math.sqrt(pairs));
  for (let round = 0; round < 50; round += 1) {
    let matches = 0;
    for (const { levels, count } of patterns) {
      let odds = prior / (1 - prior);
      for (const [at, { name }] of comparisons.entries()) {
        const level = levels[at] ?? -1;
        if (level >= 0) odds *= (weights[name]?.m[level] ?? 1) / (weights[name]?.u[level] ?? 1);
      }
      matches += (odds / (1 + odds)) * count;
    }
    const next = Math.min(0.5, Math.max(1 / (pairs + 1), matches / pairs));
    if (Math.abs(next - prior) < prior * 1e-4) return next;
    prior = next;
  }
  return prior;
}
