// Decides which people of the population register a described person may be: the comparisons made, their weights, and which are worth proposing.
import type { CivilDate } from '../kernel/date.ts';
import type { Comparison, Fields } from './comparison.ts';
import { type Frequency, type LinkageModel, type Reason, Scorer, type Weights } from './linkage-model.ts';

/** A person as somebody described him: a row of a list, a report of a death, a complaint. What is not known is null. */
export interface DescribedPerson {
  /** How whoever asks knows him again. */
  readonly ref: number;
  readonly name: string | null;
  readonly birthDate: CivilDate | null;
  readonly sex: string | null;
  /** Village code, ten digits without dots, or the beginning of one. */
  readonly area: string;
  readonly motherName: string | null;
  readonly birthPlace: string | null;
  /** Sealed number of the family card. */
  readonly household: string | null;
  /** Sixteen digits written for a NIK, right or not. In clear in memory only. */
  readonly written: string | null;
}

/** A person of the register, as far as linkage compares him. */
export interface RegisteredPerson {
  readonly personKey: string;
  readonly name: string | null;
  readonly birthDate: string | null;
  readonly sex: string | null;
  readonly area: string;
  readonly motherName: string | null;
  readonly birthPlace: string | null;
  readonly household: string | null;
  /** His NIK where it is near the one written; null where it is not near, or was not asked. */
  readonly nik: string | null;
}

/** The comparisons of two persons, by place in the fields made below. */
export const personComparisons: readonly Comparison[] = [
  { name: 'name', kind: 'whole-name', fields: [0], frequency: true },
  { name: 'birth-date', kind: 'date', fields: [1], frequency: false },
  { name: 'sex', kind: 'exact', fields: [2], frequency: false },
  { name: 'area', kind: 'area', fields: [3], frequency: false },
  { name: 'mother-name', kind: 'whole-name', fields: [4], frequency: false },
  { name: 'birth-place', kind: 'word', fields: [5], frequency: false },
  { name: 'household', kind: 'exact', fields: [6], frequency: false },
  { name: 'nik', kind: 'digits', fields: [7], frequency: false },
];

const upper = (text: string | null): string | null => text?.toUpperCase() ?? null;

/** What of a described or registered person is compared. A family card that is not the same says nothing: people marry and move. */
export const fieldsOf = (of: Omit<DescribedPerson, 'ref' | 'written'>, nik: string | null): Fields => [
  upper(of.name),
  of.birthDate,
  of.sex,
  of.area === '' ? null : of.area,
  upper(of.motherName),
  upper(of.birthPlace),
  of.household,
  nik,
];

export const fieldsOfRegistered = (of: RegisteredPerson): Fields => fieldsOf({ ...of, birthDate: of.birthDate as CivilDate | null }, of.nik);

/** Weights as they stand in `linkage/weights.json` or were estimated in an installation: dated, with the data they come from. */
export interface DatedWeights {
  readonly from: string;
  readonly estimatedFrom: { readonly data: string; readonly rows: number; readonly pairs: number };
  readonly prior: number;
  readonly weights: Readonly<Record<string, Weights>>;
  /** Share of people who bear a word as part of their name, folded; the frequent ones. */
  readonly nameWords: Readonly<Record<string, number>>;
  /** Share taken for a word that is not among them. */
  readonly rareWord: number;
}

/** A scorer for persons under dated weights. */
export function personScorer(dated: DatedWeights): Scorer {
  const model: LinkageModel = { comparisons: personComparisons, weights: dated.weights, prior: dated.prior };
  const frequency: Frequency = (_, word) => dated.nameWords[word] ?? dated.rareWord;
  return new Scorer(model, frequency);
}

/** A person proposed, with why: the weights of the reasons and the prior sum to `bits`. */
export interface ProposedPerson {
  readonly personKey: string;
  readonly bits: number;
  readonly reasons: readonly Reason[];
}

/** How many are proposed at most, and below how many bits nobody is: at −7 about one in a hundred is the person meant. */
export const usualProposing = { most: 5, leastBits: -7 } as const;

/** Whom somebody looks for by hand may be described by little: a name and a year alone weigh some −15 bits. Whoever looks decides. */
export const wideProposing = { most: 50, leastBits: -30 } as const;

/** Gathers the best of the people one described person is compared with. */
export class Proposals {
  readonly #scorer: Scorer;
  readonly #best = new Map<number, { readonly one: RegisteredPerson; readonly bits: number }[]>();
  readonly #described: ReadonlyMap<number, DescribedPerson>;
  readonly #limits: { readonly most: number; readonly leastBits: number };
  compared = 0;

  constructor(scorer: Scorer, described: readonly DescribedPerson[], limits: { readonly most: number; readonly leastBits: number } = usualProposing) {
    this.#scorer = scorer;
    this.#limits = limits;
    this.#described = new Map(described.map((one) => [one.ref, one]));
  }

  /** Compares a described person, by his ref, with one of the register. The same person may come by several ways and counts once. */
  compare(ref: number, one: RegisteredPerson): void {
    const described = this.#described.get(ref);
    if (described === undefined) return;
    this.compared += 1;
    const bits = this.#scorer.score(fieldsOf(described, described.written), fieldsOfRegistered(one));
    if (bits < this.#limits.leastBits) return;
    const best = this.#best.get(ref) ?? [];
    const before = best.findIndex(({ one: known }) => known.personKey === one.personKey);
    if (before !== -1) {
      if ((best[before]?.bits ?? 0) >= bits) return;
      best.splice(before, 1);
    }
    // Of equals the key decides, so that the same registers propose the same people in the same order.
    const at = best.findIndex((other) => other.bits < bits || (other.bits === bits && other.one.personKey > one.personKey));
    best.splice(at === -1 ? best.length : at, 0, { one, bits });
    best.length = Math.min(best.length, this.#limits.most);
    this.#best.set(ref, best);
  }

  /** Those proposed for a described person, the likeliest first. */
  of(ref: number): readonly (ProposedPerson & { readonly person: RegisteredPerson })[] {
    const described = this.#described.get(ref);
    if (described === undefined) return [];
    return (this.#best.get(ref) ?? []).map(({ one, bits }) => ({
      personKey: one.personKey,
      bits,
      reasons: this.#scorer.reasons(fieldsOf(described, described.written), fieldsOfRegistered(one)),
      person: one,
    }));
  }
}
