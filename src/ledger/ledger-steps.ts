// Decides that every rupiah moves by a transfer: one debit, one credit, one positive amount; the same fact twice moves it once.
import { Fault, assert } from '../kernel/fault.ts';
import { type Rupiah, rupiahText } from '../kernel/money.ts';
import type { Tx } from '../platform/database.ts';
import { type TrialBalance, trialBalanceOf } from './chart.ts';
import { passYear } from './books-store.ts';
import { type TransferRow, ensureAccounts, insertTransfer, selectMovements, selectTrialBalance, standingTransfer } from './ledger-store.ts';

export type { TransferRow } from './ledger-store.ts';

/**
 * Moves money for one fact (`kind` and `reference` name it). Returns false when it was moved before; the same fact with another amount
 * is a conflict fault (`transfer-already-made`), and so is a new fact of a closed year (`ledger-year-closed`). The caller's transaction carries it.
 */
export async function transfer(tx: Tx, row: TransferRow): Promise<boolean> {
  assert(row.amount > 0n, 'a transfer moves a positive amount; a correction is a transfer the other way');
  await ensureAccounts(tx, [row.debit, row.credit], row.sponsor, row.area);
  const year = Number(row.occurredOn.slice(0, 4));
  const { closed } = await passYear(tx, { programme: row.debit.account.split(':')[1] ?? '', year, sponsor: row.sponsor, area: row.area });
  const standing = closed ? await standingTransfer(tx, row) : await insertTransfer(tx, row);
  if (closed && standing === null) throw yearClosed(row.kind, row.reference, year);
  if (standing === null || standing === row.amount) return standing === null;
  throw new Fault('conflict', 'transfer-already-made', {
    id: `${row.kind} ${row.reference} sudah dibukukan sebesar ${rupiahText(standing)}, bukan ${rupiahText(row.amount)}.`,
    en: `${row.kind} ${row.reference} is already in the books with ${rupiahText(standing)}, not ${rupiahText(row.amount)}.`,
  });
}

const yearClosed = (kind: string, reference: string, year: number): Fault =>
  new Fault('conflict', 'ledger-year-closed', {
    id: `${kind} ${reference} jatuh pada tahun ${year} yang sudah ditutup; bukukan pembalikannya pada tahun yang terbuka.`,
    en: `${kind} ${reference} falls into ${year}, which is closed; book its reversal in an open year.`,
  });

/** Debits, credits and balance of every account of a programme. */
export const trialBalance = async (tx: Tx, programme: string): Promise<TrialBalance> => trialBalanceOf(await selectTrialBalance(tx, programme));

/** What each kind of fact has moved in a programme, in rupiah. */
export const movements = (tx: Tx, programme: string): Promise<ReadonlyMap<string, Rupiah>> => selectMovements(tx, programme);
