// Commits money on a budget line: the line's own check stops a commitment beyond it, whatever runs at the same time.
import { Fault } from '../kernel/fault.ts';
import { type Rupiah, rupiahText } from '../kernel/money.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import { addToCommitted, saveCommitment } from './budget-store.ts';

export { type BudgetLine, linesOf } from './budget-store.ts';

/** Commits (or, with a negative amount, releases) rupiah on a line for a reference. Faults: not-found `budget-line-unknown`, conflict `budget-line-exceeded`. */
export async function commit(tx: Tx, of: { line: string; reference: string; amount: Rupiah; programme: string; sponsor: string; area: string }): Promise<void> {
  if (of.amount === 0n) return;
  try {
    if (!(await addToCommitted(tx, of.line, of.amount))) {
      throw new Fault('not-found', 'budget-line-unknown', { id: `Mata anggaran ${of.line} tidak ada.`, en: `The budget line ${of.line} does not exist.` });
    }
  } catch (error) {
    if (typeof error !== 'object' || error === null || !('constraint' in error) || error.constraint !== 'commitments_within_limit') throw error;
    throw new Fault('conflict', 'budget-line-exceeded', {
      id: `Mata anggaran ${of.line} tidak cukup untuk ${rupiahText(of.amount)}. Kurangi daftar atau ubah anggaran lebih dahulu.`,
      en: `The budget line ${of.line} cannot carry ${rupiahText(of.amount)}. Shorten the list or change the budget first.`,
    });
  }
  await saveCommitment(tx, { commitmentId: newKey(), line: of.line, reference: of.reference, amount: of.amount, sponsor: of.sponsor, area: of.area });
}
