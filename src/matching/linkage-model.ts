// Decides how much two records speak for one person: the weight of every agreement and disagreement, added up (Fellegi and Sunter, 1969).
import { type Comparison, type Fields, type Level, kinds, levelOf, termsAt } from './comparison.ts';

/** How often each level of a comparison occurs among pairs of one person (m) and among pairs of two people (u). */
export interface Weights {
  readonly m: readonly number[];
  readonly u: readonly number[];
}

/** A model: comparisons with their weights, and how rare it is that two records taken at random are one person's. */
export interface LinkageModel {
  readonly comparisons: readonly Comparison[];
  /** By name of comparison. */
  readonly weights: Readonly<Record<string, Weights>>;
  /** Probability that two records are one person's before anything is compared. */
  readonly prior: number;
}

/** The share of records that have a value in a comparison; null when it is not known. */
export type Frequency = (comparison: string, term: string) => number | null;

/** What one comparison says: its level and its weight in bits; positive speaks for one person. Level null: one of the records does not say. */
export interface Reason {
  readonly comparison: string;
  readonly level: Level | null;
  readonly weight: number;
}

/** Never more certain than this of a rare value: two people may bear any name. */
const rarest = 1e-6;

/** Sums weights over pairs; made once, for what does not change between pairs. */
export class Scorer {
  readonly #comparisons: readonly Comparison[];
  readonly #bits: readonly (readonly number[])[];
  readonly #weights: readonly Weights[];
  readonly #frequency: Frequency;
  readonly #before: number;

  constructor(model: LinkageModel, frequency: Frequency = () => null) {
    this.#comparisons = model.comparisons;
    this.#weights = model.comparisons.map(({ name }) => model.weights[name] ?? { m: [], u: [] });
    this.#bits = this.#weights.map(({ m, u }) => m.map((share, level) => Math.log2(share / (u[level] ?? 1))));
    this.#frequency = frequency;
    this.#before = Math.log2(model.prior / (1 - model.prior));
  }

  /** The total in bits, prior included: above 0 one person is likelier than two. */
  score(one: Fields, other: Fields): number {
    let total = this.#before;
    for (let at = 0; at < this.#comparisons.length; at += 1) total += this.#weigh(at, levelOf(this.#comparisons[at] as Comparison, one, other), one);
    return total;
  }

  /** What each comparison says, in the order of the profile; their weights and the prior sum to the score. */
  reasons(one: Fields, other: Fields): readonly Reason[] {
    return this.#comparisons.map((comparison, at) => {
      const level = levelOf(comparison, one, other);
      return { comparison: comparison.name, level: level < 0 ? null : (kinds[comparison.kind][level] ?? null), weight: this.#weigh(at, level, one) };
    });
  }

  #weigh(at: number, level: number, one: Fields): number {
    if (level < 0) return 0;
    const bits = this.#bits[at]?.[level] ?? 0;
    const comparison = this.#comparisons[at] as Comparison;
    if (!comparison.frequency) return bits;
    const terms = termsAt(comparison, level, one);
    let share = 1;
    for (const term of terms) {
      const known = this.#frequency(comparison.name, term);
      if (known === null) return bits;
      share *= known;
    }
    const m = this.#weights[at]?.m[level];
    if (terms.length > 0 && m !== undefined) return Math.log2(m / Math.max(share, rarest));
    return bits;
  }
}

/** The probability, 0 to 1, that goes with a total in bits. */
export const probabilityOf = (bits: number): number => 1 / (1 + 2 ** -bits);
