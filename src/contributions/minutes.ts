// Decides what the minutes of a month's reconciliation (berita acara rekonsiliasi) say: every branch's figures, every class with people and rupiah, and their digest.
import { sha256 } from '../kernel/digest.ts';
import { type Rupiah, total } from '../kernel/money.ts';
import type { Month } from '../kernel/month.ts';
import { type Difference, differences } from './difference.ts';

export const minuteClasses = ['agreed', 'not-paid-yet', ...differences] as const;
export type MinuteClass = (typeof minuteClasses)[number];

export interface ClassFigures {
  readonly people: number;
  readonly amount: Rupiah;
}

/** One branch's month as the minutes say it; amounts in rupiah. */
export interface MinutesBranch {
  readonly branch: string;
  readonly invoice: string;
  readonly finalisation: string;
  readonly held: number;
  readonly charged: ClassFigures;
  readonly ordered: Rupiah;
  readonly debited: Rupiah;
  readonly credited: Rupiah;
  readonly received: Rupiah;
  readonly posted: ClassFigures;
  readonly classes: Readonly<Record<MinuteClass, ClassFigures>>;
  /** Differences still open and settled: what both sides agree is left to do. */
  readonly open: number;
  readonly settled: number;
}

export interface MinutesContent {
  readonly programme: string;
  readonly month: Month;
  readonly branches: readonly MinutesBranch[];
}

export const noFigures: ClassFigures = { people: 0, amount: 0n };

/** Classes counted while people stream past. */
export class ClassCounter {
  readonly #counts = new Map<MinuteClass, { people: number; amount: Rupiah }>();

  add(one: MinuteClass, amount: Rupiah): void {
    const found = this.#counts.get(one) ?? { people: 0, amount: 0n };
    this.#counts.set(one, { people: found.people + 1, amount: found.amount + amount });
  }

  get figures(): Readonly<Record<MinuteClass, ClassFigures>> {
    return Object.fromEntries(minuteClasses.map((one) => [one, this.#counts.get(one) ?? noFigures])) as Record<MinuteClass, ClassFigures>;
  }
}

/** The classes of all branches together. */
export const totals = (branches: readonly MinutesBranch[]): Readonly<Record<MinuteClass, ClassFigures>> =>
  Object.fromEntries(
    minuteClasses.map((one) => [
      one,
      {
        people: branches.reduce((sum, { classes }) => sum + classes[one].people, 0),
        amount: total(branches.map(({ classes }) => classes[one].amount)),
      },
    ]),
  ) as Record<MinuteClass, ClassFigures>;

/** The content as it is kept and signed: amounts as text, so that no program rounds them. */
export const minutesText = (content: MinutesContent): string =>
  JSON.stringify(content, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));

/** What both sides sign: SHA-256 of the content. */
export const minutesDigest = (content: MinutesContent): string => sha256(minutesText(content));

/** The content read back. */
export function readMinutes(text: string): MinutesContent {
  const amounts = new Set(['amount', 'ordered', 'debited', 'credited', 'received']);
  return JSON.parse(text, (key, value: unknown) => (amounts.has(key) && typeof value === 'string' ? BigInt(value) : value)) as MinutesContent;
}

/** The two sides, in the order they stand on paper. */
export const sides = ['sponsor', 'administrator'] as const;
export type Side = (typeof sides)[number];

export const minutesFileName = (programme: string, month: Month, sequence: number, kind: 'pdf' | 'xlsx'): string =>
  `berita-acara-rekonsiliasi-${programme}-${month}-${sequence}.${kind}`;

export const isDifference = (one: MinuteClass): one is Difference => one !== 'agreed' && one !== 'not-paid-yet';
