// Decides which accounts a programme's contributions move through, and which pair of accounts each fact moves.
import { total, type Rupiah } from '../kernel/money.ts';
import type { Bilingual } from '../law/parameter.ts';

export type AccountKind = 'asset' | 'liability' | 'expense' | 'memorandum';

/** An account by its name in the ledger. */
export interface Account {
  readonly account: string;
  readonly kind: AccountKind;
}

/** What an account of each sort is called; the part of its name before the first colon says the sort. */
export const accountTitles: Readonly<Record<string, Bilingual>> = {
  expense: { id: 'Beban iuran', en: 'Contribution expense' },
  payable: { id: 'Utang iuran kepada BPJS Ketenagakerjaan', en: 'Contributions payable to the administrator' },
  'sp2d-in-transit': { id: 'SP2D terbit, belum didebit bank', en: 'Payment orders issued, not yet debited' },
  treasury: { id: 'Kas daerah (RKUD)', en: 'Regional treasury account' },
  prepaid: { id: 'Iuran lebih bayar pada BPJS Ketenagakerjaan', en: 'Contributions paid beyond what was owed' },
  'administrator-held': { id: 'Diterima BPJS Ketenagakerjaan, belum diposting', en: 'Received by the administrator, not yet posted' },
  'protection-owed': { id: 'Perlindungan yang harus diposting', en: 'Protection the administrator owes for it' },
};

/** The sort of an account. */
export const sortOf = (account: string): string => account.slice(0, account.indexOf(':'));

/** The names of a programme's accounts; `line` is a budget line, `branch` an office of the administrator. */
export const chart = {
  expense: (programme: string, line: string, cover: string): Account => ({ account: `expense:${programme}:${line}:${cover}`, kind: 'expense' }),
  payable: (programme: string, branch: string): Account => ({ account: `payable:${programme}:${branch}`, kind: 'liability' }),
  inTransit: (programme: string): Account => ({ account: `sp2d-in-transit:${programme}`, kind: 'liability' }),
  treasury: (programme: string): Account => ({ account: `treasury:${programme}`, kind: 'asset' }),
  prepaid: (programme: string, branch: string): Account => ({ account: `prepaid:${programme}:${branch}`, kind: 'asset' }),
  held: (programme: string, branch: string): Account => ({ account: `administrator-held:${programme}:${branch}`, kind: 'memorandum' }),
  owed: (programme: string, branch: string): Account => ({ account: `protection-owed:${programme}:${branch}`, kind: 'memorandum' }),
} as const;

/** The facts that move money; `posted` and those received are memorandum pairs: the money is no longer the sponsor's. `reversed` is any of them the other way. */
export const transferKinds = [
  'invoiced',
  'sp2d-issued',
  'bank-debited',
  'bank-returned',
  'bank-overpaid',
  'credit-granted',
  'credit-applied',
  'administrator-received',
  'received-beyond-invoice',
  'posted',
  'posting-reversed',
  'reversed',
] as const;
export type TransferKind = (typeof transferKinds)[number];
/** Kinds whose accounts follow from the kind alone. */
export type PairedKind = Exclude<TransferKind, 'invoiced' | 'credit-granted' | 'reversed'>;

/** The accounts a fact debits and credits. */
export function pairOf(kind: PairedKind, programme: string, branch: string): { readonly debit: Account; readonly credit: Account } {
  switch (kind) {
    case 'sp2d-issued':
      return { debit: chart.payable(programme, branch), credit: chart.inTransit(programme) };
    case 'bank-debited':
      return { debit: chart.inTransit(programme), credit: chart.treasury(programme) };
    case 'bank-returned': // the order's money is back: it is owed again, and a new order may be made
      return { debit: chart.treasury(programme), credit: chart.payable(programme, branch) };
    case 'bank-overpaid':
      return { debit: chart.prepaid(programme, branch), credit: chart.treasury(programme) };
    case 'credit-applied':
      return { debit: chart.payable(programme, branch), credit: chart.prepaid(programme, branch) };
    case 'administrator-received':
    case 'received-beyond-invoice':
    case 'posting-reversed': // what was posted and taken back is held by the administrator again
      return { debit: chart.held(programme, branch), credit: chart.owed(programme, branch) };
    case 'posted':
      return { debit: chart.owed(programme, branch), credit: chart.held(programme, branch) };
  }
}

/** One account's movements in rupiah; `balance` is debits less credits. */
export interface TrialBalanceRow {
  readonly account: string;
  readonly kind: AccountKind;
  readonly debits: Rupiah;
  readonly credits: Rupiah;
  readonly balance: Rupiah;
}

export interface TrialBalance {
  readonly rows: readonly TrialBalanceRow[];
  readonly debits: Rupiah;
  readonly credits: Rupiah;
}

/** The trial balance of rows: both sums are equal, since every transfer is one debit and one credit. */
export const trialBalanceOf = (rows: readonly TrialBalanceRow[]): TrialBalance => ({
  rows,
  debits: total(rows.map(({ debits }) => debits)),
  credits: total(rows.map(({ credits }) => credits)),
});

/** Debits less credits over the accounts of a sort, of one branch or all. */
export const balanceOf = (balance: TrialBalance, sort: string, branch?: string): Rupiah =>
  total(balance.rows.filter(({ account }) => sortOf(account) === sort && (branch === undefined || account.endsWith(`:${branch}`))).map((row) => row.balance));
