// Answers, for the ledger, what its transfers came of.
export { type LedgerCause, ledgerCauses } from './ledger-cause-store.ts';
