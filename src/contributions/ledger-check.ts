// Decides whether the ledger says what the contribution tables say: equal sides, equal movements, nothing payable once paid, nothing held once posted.
import type { Rupiah } from '../kernel/money.ts';
import { type TrialBalance, balanceOf, transferKinds } from '../ledger/chart.ts';

/** One thing that must be equal, in rupiah. */
export interface LedgerComparison {
  readonly code: string;
  readonly subject: string;
  readonly ledger: Rupiah;
  readonly books: Rupiah;
}

export interface LedgerCheck {
  readonly holds: boolean;
  readonly comparisons: readonly LedgerComparison[];
  /** The comparisons that fail. */
  readonly broken: readonly LedgerComparison[];
}

/** What both sides say. `kinds`, `unpaid` and `held` come from the contribution tables; `movements` from the ledger. */
export interface LedgerFigures {
  readonly balance: TrialBalance;
  readonly movements: ReadonlyMap<string, Rupiah>;
  readonly kinds: ReadonlyMap<string, Rupiah>;
  readonly unpaid: ReadonlyMap<string, Rupiah>;
  readonly held: ReadonlyMap<string, Rupiah>;
  readonly personPostings: Rupiah;
}

/** Compares every figure; a kind of transfer no fact makes is compared with nothing. */
export function checkLedger({ balance, movements, kinds, unpaid, held, personPostings }: LedgerFigures): LedgerCheck {
  const every = [...new Set<string>([...transferKinds, ...movements.keys()])];
  const sum = (kind: string): Rupiah => kinds.get(kind) ?? 0n;
  const comparisons: LedgerComparison[] = [
    { code: 'debits-equal-credits', subject: 'trial balance', ledger: balance.debits, books: balance.credits },
    ...every.map((kind) => ({ code: 'movements-equal-facts', subject: kind, ledger: movements.get(kind) ?? 0n, books: sum(kind) })),
    ...[...unpaid].map(([branch, books]) => ({ code: 'payable-equals-unpaid', subject: branch, ledger: -balanceOf(balance, 'payable', branch), books })),
    ...[...held].map(([branch, books]) => ({
      code: 'held-equals-received-less-posted',
      subject: branch,
      ledger: balanceOf(balance, 'administrator-held', branch),
      books,
    })),
    { code: 'expense-equals-invoices', subject: 'expense', ledger: balanceOf(balance, 'expense'), books: sum('invoiced') },
    {
      code: 'in-transit-equals-undebited',
      subject: 'sp2d-in-transit',
      ledger: -balanceOf(balance, 'sp2d-in-transit'),
      books: sum('sp2d-issued') - sum('bank-debited'),
    },
    { code: 'treasury-equals-debits', subject: 'treasury', ledger: -balanceOf(balance, 'treasury'), books: sum('bank-debited') },
    { code: 'files-equal-person-postings', subject: 'posted', ledger: sum('posted'), books: personPostings },
  ];
  const broken = comparisons.filter(({ ledger, books }) => ledger !== books);
  return { holds: broken.length === 0, comparisons, broken };
}
