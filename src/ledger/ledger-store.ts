// Decides how accounts and transfers are written (appended, never changed) and summed.
import { sql } from 'kysely';
import type { CivilDate } from '../kernel/date.ts';
import type { Rupiah } from '../kernel/money.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { Account, AccountKind, TransferKind, TrialBalanceRow } from './chart.ts';

export interface TransferRow {
  readonly kind: TransferKind;
  readonly debit: Account;
  readonly credit: Account;
  readonly amount: Rupiah;
  readonly reference: string;
  readonly occurredOn: CivilDate;
  readonly sponsor: string;
  readonly area: string;
}

export async function ensureAccounts(tx: Tx, accounts: readonly Account[], sponsor: string, area: string): Promise<void> {
  await tx.db
    .insertInto('ledger.account')
    .values(accounts.map(({ account, kind }) => ({ account, kind, sponsor, area, recorded_at: tx.at })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Inserts a transfer; returns null, or the amount that stands already under the same kind, reference and accounts. */
export async function insertTransfer(tx: Tx, row: TransferRow): Promise<Rupiah | null> {
  const inserted = await tx.db
    .insertInto('ledger.transfer')
    .values({
      transfer_id: newKey(),
      debit: row.debit.account,
      credit: row.credit.account,
      amount: row.amount.toString(),
      kind: row.kind,
      reference: row.reference,
      sponsor: row.sponsor,
      area: row.area,
      occurred_on: row.occurredOn,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .onConflict((conflict) => conflict.columns(['kind', 'reference', 'debit', 'credit']).doNothing())
    .returning('transfer_id')
    .executeTakeFirst();
  if (inserted !== undefined) return null;
  return standingTransfer(tx, row);
}

/** The amount that stands under the same kind, reference and accounts, or null. */
export async function standingTransfer(tx: Tx, row: TransferRow): Promise<Rupiah | null> {
  const standing = await tx.db
    .selectFrom('ledger.transfer')
    .select('amount')
    .where('kind', '=', row.kind)
    .where('reference', '=', row.reference)
    .where('debit', '=', row.debit.account)
    .where('credit', '=', row.credit.account)
    .executeTakeFirst();
  return standing === undefined ? null : BigInt(standing.amount);
}

/** Movements of every account of a programme (its name is the account's second part), in the order of names. */
export async function selectTrialBalance(tx: Tx, programme: string): Promise<readonly TrialBalanceRow[]> {
  const { rows } = await sql<{ account: string; kind: AccountKind; debits: string; credits: string }>`
    select a.account, a.kind,
      coalesce((select sum(amount) from ledger.transfer t where t.debit = a.account), 0) as debits,
      coalesce((select sum(amount) from ledger.transfer t where t.credit = a.account), 0) as credits
    from ledger.account a where split_part(a.account, ':', 2) = ${programme} order by a.account collate "C"`.execute(tx.db);
  return rows.map(({ account, kind, debits, credits }) => ({
    account,
    kind,
    debits: BigInt(debits),
    credits: BigInt(credits),
    balance: BigInt(debits) - BigInt(credits),
  }));
}

/** Sums of a programme's transfers by kind. */
export async function selectMovements(tx: Tx, programme: string): Promise<ReadonlyMap<string, Rupiah>> {
  const { rows } = await sql<{ kind: string; amount: string }>`
    select kind, sum(amount) as amount from ledger.transfer where split_part(debit, ':', 2) = ${programme} group by kind`.execute(tx.db);
  return new Map(rows.map(({ kind, amount }) => [kind, BigInt(amount)]));
}
