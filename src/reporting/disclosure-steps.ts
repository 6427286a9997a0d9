// Shows a masked field for a written reason, and tells a person's trail: who searched for him, what was shown, which copies name him.
import { type DisclosureRow, type Through, disclosuresOf, reasonGiven, recordDisclosure } from '../permission/reveal-steps.ts';
import { Fault } from '../kernel/fault.ts';
import { type Nik, maskNik } from '../kernel/nik.ts';
import type { Tx } from '../platform/database.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { listOf } from '../intake/intake-steps.ts';
import { keysOfPerson } from '../registry/one-person-store.ts';
import { type NamedIn, copiesNaming, rowOfList, tokensOfKeys } from './disclosure-store.ts';

/**
 * The NIK of one row of a list, recorded in the same transaction before it is told. Faults: bad-input `reason-missing`; not-found `list-not-found`
 * (also of another office or area), `row-unknown`, `row-without-nik`.
 */
export async function revealRow(
  tx: Tx,
  niks: Pick<NikSealer, 'open'>,
  of: { readonly listId: string; readonly rowNo: number; readonly reason: string | undefined; readonly through: Through },
): Promise<{ readonly nik: string; readonly name: string | null }> {
  const reason = reasonGiven(of.reason);
  const { listId } = await listOf(tx, of.listId);
  const row = await rowOfList(tx, listId, of.rowNo);
  if (row === undefined) throw new Fault('not-found', 'row-unknown', { id: 'Baris itu tidak ada dalam daftar ini.', en: 'This list has no such row.' });
  if (row.token === null)
    throw new Fault('not-found', 'row-without-nik', { id: 'Baris itu tidak memuat NIK yang terbaca.', en: 'That row holds no NIK that could be read.' });
  await recordDisclosure(tx, {
    kind: 'reveal',
    act: 'reveal row',
    token: row.token,
    fields: ['nik'],
    reason,
    through: of.through,
    subject: `${listId}/${of.rowNo}`,
    author: tx.actor.id,
  });
  return { nik: niks.open(row.token), name: row.name };
}

/** Who saw what of a person, as told to that person. */
export interface Trail {
  readonly nik: string;
  readonly disclosures: readonly DisclosureRow[];
  readonly copies: readonly NamedIn[];
}

/** The trail of whoever holds a NIK. What was looked at before he was known is in it: it is found by the sealed NIK. */
export async function trailOf(tx: Tx, niks: Pick<NikSealer, 'seal'>, nik: Nik): Promise<Trail> {
  const token = niks.seal(nik);
  const personKeys = await keysOfPerson(tx, token);
  const tokens = [...new Set([token, ...(await tokensOfKeys(tx, personKeys))])];
  return { nik: maskNik(nik), disclosures: await disclosuresOf(tx, tokens), copies: await copiesNaming(tx, { tokens, personKeys }) };
}
