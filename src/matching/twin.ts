// Decides which two people of the population register are likely one person under two NIKs, and who is whom once people have decided.
import { kinds, levelOf } from './comparison.ts';
import { editDistance } from './edit-distance.ts';
import type { Reason, Scorer } from './linkage-model.ts';
import { type RegisteredPerson, fieldsOfRegistered, personComparisons } from './person-linkage.ts';

/** Two people who may be one; `one` has the smaller key. */
export interface Pair {
  readonly one: RegisteredPerson;
  readonly other: RegisteredPerson;
}

export interface Twin extends Pair {
  readonly bits: number;
  readonly reasons: readonly Reason[];
}

/** From how many bits on a pair is shown (0: one person is likelier than two), what a near NIK may still add before NIKs are looked at, how many are kept. */
export const usualTwins = { leastBits: 0, nikMayAdd: 10, most: 20_000 } as const; // not law: pairs kept

/** A NIK that is far from the other says nothing: one person under two NIKs has two by definition. One that is near speaks for a slip. */
function nearOnly(pair: Pair): Pair {
  const { one, other } = pair;
  if (one.nik !== null && other.nik !== null && editDistance(one.nik, other.nik, 2) <= 2) return pair;
  return { one: { ...one, nik: null }, other: { ...other, nik: null } };
}

const byName = personComparisons[0];
const alike = kinds['whole-name'].indexOf('alike');

/** Whether the names can be one person's. Brothers, sisters and twins share everything else: day, village, mother, family card, nearly the NIK. */
function namesAlike({ one, other }: Pair): boolean {
  if (byName === undefined) return false;
  const level = levelOf(byName, fieldsOfRegistered(one), fieldsOfRegistered(other));
  return level >= 0 && level <= alike;
}

/** The pair with its likelihood in bits and its reasons; null when it falls short of `leastBits`, or the names are not alike. */
export function twinOf(scorer: Scorer, pair: Pair, leastBits: number = usualTwins.leastBits): Twin | null {
  if (!namesAlike(pair)) return null;
  const { one, other } = nearOnly(pair);
  const [a, b] = [fieldsOfRegistered(one), fieldsOfRegistered(other)];
  const bits = scorer.score(a, b);
  return bits < leastBits ? null : { ...pair, bits, reasons: scorer.reasons(a, b) };
}

const order = (a: Twin, b: Twin): number =>
  b.bits - a.bits || (a.one.personKey < b.one.personKey ? -1 : a.one.personKey > b.one.personKey ? 1 : a.other.personKey < b.other.personKey ? -1 : 1);

/** The likeliest pairs of however many come, each once. No more than twice `most` are held at a time; `leftOut` counts those let go. */
export class LikeliestTwins {
  readonly #most: number;
  #kept = new Map<string, Twin>();
  leftOut = 0;

  constructor(most: number = usualTwins.most) {
    this.#most = most;
  }

  add(twin: Twin): void {
    this.#kept.set(`${twin.one.personKey}/${twin.other.personKey}`, twin);
    if (this.#kept.size >= this.#most * 2) this.#cut();
  }

  #cut(): void {
    const sorted = [...this.#kept].sort(([, a], [, b]) => order(a, b));
    this.leftOut += Math.max(0, sorted.length - this.#most);
    this.#kept = new Map(sorted.slice(0, this.#most));
  }

  /** The likeliest first; of equals the keys decide. */
  all(): readonly Twin[] {
    this.#cut();
    return [...this.#kept.values()].sort(order);
  }
}

/** The smallest region both live in, by Kemendagri code without dots: village, kecamatan, kabupaten or province; else everywhere. */
export function commonArea(one: string, other: string): string {
  const length = [10, 6, 4, 2].find((digits) => one.length >= digits && one.slice(0, digits) === other.slice(0, digits)); // not law: digits of region codes
  return one.slice(0, length ?? 0);
}

/** A standing decision that two keys are one person: the key dropped, its sealed NIK, and the key kept. */
export interface OnePerson {
  readonly dropped: string;
  readonly token: string;
  readonly kept: string;
}

/** The sealed NIKs that mean a key by itself or through others dropped for it; the key's own first. Every key is dropped once at most, so there is no circle. */
export function tokensUnder(decisions: readonly OnePerson[], key: string, own: string): readonly string[] {
  return [own, ...decisions.filter(({ kept }) => kept === key).flatMap(({ dropped, token }) => tokensUnder(decisions, dropped, token))];
}
