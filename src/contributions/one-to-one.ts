// Decides which records of two lists are the same movement when no number says so: one to one, by amount, day and words; the likeliest pairs first, none below what is likely.
import { type CivilDate, daysBetween } from '../kernel/date.ts';
import type { Rupiah } from '../kernel/money.ts';

/** A record of either side. `amount` in the smallest unit of its list; `kind` says which way it went (debit, credit) where the list says so. */
export interface Movement {
  readonly id: string;
  readonly on: CivilDate;
  readonly amount: bigint;
  readonly kind: string;
  readonly text: string;
}

export interface Pair {
  readonly left: string;
  readonly right: string;
  /** 0 to 1000: how likely, in thousandths. */
  readonly score: number;
}

/** How far apart two records may lie: days, and thousandths of the amount. */
export interface Allowance {
  readonly days: number;
  readonly amountThousandths: bigint;
  readonly leastScore: number;
}
export const usualAllowance: Allowance = { days: 7, amountThousandths: 5n, leastScore: 350 };

const absolute = (amount: Rupiah): bigint => (amount < 0n ? -amount : amount);
const wordsOf = (text: string): readonly string[] => text.toUpperCase().match(/[A-Z]{3,}|\d{3,}/g) ?? [];

/** How often each word stands with each other word in pairs that the amounts alone make certain: what one list calls "Fill up" the other calls by the station's name. */
class Vocabulary {
  readonly #together = new Map<string, number>();
  readonly #left = new Map<string, number>();
  #pairs = 0;

  learn(left: string, right: string): void {
    this.#pairs += 1;
    const [one, other] = [new Set(wordsOf(left)), new Set(wordsOf(right))];
    for (const word of one) {
      this.#left.set(word, (this.#left.get(word) ?? 0) + 1);
      for (const its of other) this.#together.set(`${word} ${its}`, (this.#together.get(`${word} ${its}`) ?? 0) + 1);
    }
  }

  /** 0 to 1000: equal words count whole, others by how often they went together. */
  likeness(left: string, right: string): number {
    const [one, other] = [wordsOf(left), wordsOf(right)];
    if (one.length === 0 || other.length === 0) return 0;
    // not law: thousandths
    const best = one.map((word) => Math.max(...other.map((its) => (word === its ? 1000 : this.#went(word, its)))));
    return Math.max(...best);
  }

  #went(word: string, its: string): number {
    const [seen, both] = [this.#left.get(word) ?? 0, this.#together.get(`${word} ${its}`) ?? 0];
    return both < 2 || this.#pairs === 0 ? 0 : Math.floor((900 * both) / seen);
  }
}

interface Candidate {
  readonly left: Movement;
  readonly right: Movement;
  readonly days: number;
  readonly off: bigint;
}

/**
 * Pairs two lists one to one. First the pairs certain by amount alone (an amount that stands once on either side, within the days); from them the
 * words of both lists are learnt; then every other candidate by day, amount and words, the likeliest first. The order of the rows decides nothing.
 */
export function pairUp(left: readonly Movement[], right: readonly Movement[], allowance: Allowance = usualAllowance): readonly Pair[] {
  const candidates = candidatesOf(left, right, allowance);
  const [perLeft, perRight] = [new Map<string, number>(), new Map<string, number>()];
  const exact = candidates.filter(({ off }) => off === 0n);
  for (const { left: one, right: other } of exact) {
    perLeft.set(one.id, (perLeft.get(one.id) ?? 0) + 1);
    perRight.set(other.id, (perRight.get(other.id) ?? 0) + 1);
  }
  const vocabulary = new Vocabulary();
  const certain = exact.filter(({ left: one, right: other }) => perLeft.get(one.id) === 1 && perRight.get(other.id) === 1);
  for (const { left: one, right: other } of certain) vocabulary.learn(one.text, other.text);
  const scored = candidates.map((candidate) => ({ ...candidate, score: scoreOf(candidate, vocabulary, allowance) }));
  const taken = { left: new Set<string>(), right: new Set<string>() };
  const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
  return scored
    .sort((one, other) => other.score - one.score || order(one.left.id, other.left.id) || order(one.right.id, other.right.id))
    .flatMap(({ left: one, right: other, score }) => {
      if (score < allowance.leastScore || taken.left.has(one.id) || taken.right.has(other.id)) return [];
      taken.left.add(one.id);
      taken.right.add(other.id);
      return [{ left: one.id, right: other.id, score }];
    });
}

/** Pairs near enough in day and amount and of one kind; found by amount, so that long lists need not be compared all with all. */
function candidatesOf(left: readonly Movement[], right: readonly Movement[], { days, amountThousandths }: Allowance): readonly Candidate[] {
  const sorted = [...right].sort((one, other) => (one.amount < other.amount ? -1 : one.amount > other.amount ? 1 : 0));
  const found: Candidate[] = [];
  for (const one of left) {
    const room = (absolute(one.amount) * amountThousandths) / 1000n; // not law: thousandths
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.amount ?? 0n) < one.amount - room) low = middle + 1;
      else high = middle;
    }
    for (let place = low; place < sorted.length; place += 1) {
      const other = sorted[place];
      if (other === undefined || other.amount > one.amount + room) break;
      const apart = Math.abs(daysBetween(one.on, other.on));
      if (apart <= days && (one.kind === other.kind || one.kind === '' || other.kind === ''))
        found.push({ left: one, right: other, days: apart, off: absolute(one.amount - other.amount) });
    }
  }
  return found;
}

/** Amount 500, day 250, words 250 of a thousand. */
function scoreOf({ left, right, days, off }: Candidate, vocabulary: Vocabulary, allowance: Allowance): number {
  const room = (absolute(left.amount) * allowance.amountThousandths) / 1000n; // not law: thousandths
  const amount = off === 0n ? 500 : 200 - Number((200n * off) / (room + 1n));
  const day = Math.floor((250 * (allowance.days + 1 - days)) / (allowance.days + 1));
  return amount + day + Math.floor(vocabulary.likeness(left.text, right.text) / 4);
}
