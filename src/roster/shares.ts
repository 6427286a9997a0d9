// Decides whether a cover's payers carry it whole: shares are positive, one a payer, and sum to the amount. The database cannot say a sum, so this does.
import { assert } from '../kernel/fault.ts';
import { type Rupiah, total } from '../kernel/money.ts';

/** The covers of a contribution: work accident, death, old age. */
export const covers = ['jkk', 'jkm', 'jht'] as const;
export type Cover = (typeof covers)[number];

/** What one payer carries of one person's month and cover, out of which budget line. */
export interface Share {
  readonly payer: string;
  readonly line: string;
  readonly amount: Rupiah;
}

/** One cover of one person's month in rupiah (as `contribution` of the law gives it) and who carries it. */
export interface HeldCover {
  readonly cover: Cover;
  readonly amount: Rupiah;
  readonly shares: readonly Share[];
}

/** A bug unless every cover stands once and its shares are positive, one a payer, and sum to its amount. */
export function assertWhole(held: readonly HeldCover[]): void {
  assert(held.length > 0, 'somebody is held for at least one cover');
  assert(new Set(held.map(({ cover }) => cover)).size === held.length, 'a cover is held once');
  for (const { cover, amount, shares } of held) {
    assert(new Set(shares.map(({ payer }) => payer)).size === shares.length, `a payer carries one share of ${cover}`);
    assert(
      shares.every((share) => share.amount > 0n),
      `shares of ${cover} are positive`,
    );
    assert(amount > 0n && total(shares.map((share) => share.amount)) === amount, `the shares of ${cover} sum to ${amount}`);
  }
}
