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

/** What both sides say. `movements` from the ledger; the other sums from the contribution tables: `kinds` of every fact, `standing` of those nobody took back. */
export interface LedgerFigures {
  readonly balance: TrialBalance;
  readonly movements: ReadonlyMap<string, Rupiah>;
  readonly kinds: ReadonlyMap<string, Rupiah>;
  readonly standing: ReadonlyMap<string, Rupiah>;
  readonly unpaid: ReadonlyMap<string, Rupiah>;
  readonly held: ReadonlyMap<string, Rupiah>;
  readonly prepaid: ReadonlyMap<string, Rupiah>;
  readonly personPostings: Rupiah;
}

/** Compares every figure; a kind of transfer no fact makes is compared with nothing. */
export function checkLedger({ balance, movements, kinds, standing, unpaid, held, prepaid, personPostings }: LedgerFigures): LedgerCheck {
  const every = [...new Set<string>([...transferKinds, ...movements.keys()])];
  const sum = (kind: string): Rupiah => kinds.get(kind) ?? 0n;
  const stands = (fact: string): Rupiah => standing.get(fact) ?? 0n;
  const ofBranches = (code: string, books: ReadonlyMap<string, Rupiah>, ledger: (branch: string) => Rupiah): LedgerComparison[] =>
    [...books].map(([branch, amount]) => ({ code, subject: branch, ledger: ledger(branch), books: amount }));
  const comparisons: LedgerComparison[] = [
    { code: 'debits-equal-credits', subject: 'trial balance', ledger: balance.debits, books: balance.credits },
    ...every.map((kind) => ({ code: 'movements-equal-facts', subject: kind, ledger: movements.get(kind) ?? 0n, books: sum(kind) })),
    ...ofBranches('payable-equals-unpaid', unpaid, (branch) => -balanceOf(balance, 'payable', branch)),
    ...ofBranches('held-equals-received-less-posted', held, (branch) => balanceOf(balance, 'administrator-held', branch)),
    ...ofBranches('prepaid-equals-credits', prepaid, (branch) => balanceOf(balance, 'prepaid', branch)),
    { code: 'expense-equals-invoices', subject: 'expense', ledger: balanceOf(balance, 'expense'), books: sum('invoiced') - sum('credit-granted') },
    {
      code: 'in-transit-equals-undebited',
      subject: 'sp2d-in-transit',
      ledger: -balanceOf(balance, 'sp2d-in-transit'),
      books: stands('sp2d-issued') - stands('bank-debited'),
    },
    {
      code: 'treasury-equals-debits',
      subject: 'treasury',
      ledger: -balanceOf(balance, 'treasury'),
      books: stands('bank-debited') + stands('bank-overpaid') - stands('bank-returned'),
    },
    { code: 'files-equal-person-postings', subject: 'posted', ledger: sum('posted') - sum('posting-reversed'), books: personPostings },
  ];
  const broken = comparisons.filter(({ ledger, books }) => ledger !== books);
  return { holds: broken.length === 0, comparisons, broken };
}
