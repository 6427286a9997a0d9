// Finds the account somebody names, by sign-in name or id.
import { Fault } from '../kernel/fault.ts';
import type { Tx } from '../platform/database.ts';
import { type AccountRow, accountNamed, accountOf } from './account-store.ts';

const unknown = (): Fault =>
  new Fault(
    'not-found',
    'account-unknown',
    { id: 'Akun itu tidak ada. Lihat `payung account list`.', en: 'There is no such account. See `payung account list`.' },
    { column: 'account' },
  );

/** The account of a sign-in name or id. Fault: not-found `account-unknown`. */
export async function accountCalled(tx: Tx, nameOrId: string): Promise<AccountRow> {
  const plain = nameOrId.trim().toLowerCase();
  const account = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(plain) ? await accountOf(tx, plain) : await accountNamed(tx, plain);
  if (account === undefined) throw unknown();
  return account;
}
