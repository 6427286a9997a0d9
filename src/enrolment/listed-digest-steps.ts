// Takes the digest of an instrument's list from its rows as they stand: what it says in words, whom it adds and removes, what it corrects.
import { RowDigest } from '../kernel/digest.ts';
import type { Tx } from '../platform/database.ts';
import { streamCorrections, textOf } from './family-store.ts';
import { streamDetermined } from './instrument-store.ts';

/** The digest of a list and how many it adds and removes. An instrument without words and corrections has the digest of its determinations alone. */
export async function listedDigest(tx: Tx, instrumentId: string): Promise<{ readonly digest: string; readonly additions: number; readonly removals: number }> {
  const digest = new RowDigest();
  let [additions, removals] = [0, 0];
  const text = await textOf(tx, instrumentId);
  if (text !== undefined) digest.add(['say', text.ofNumber, text.words]);
  for await (const chunk of streamDetermined(tx, instrumentId)) {
    for (const row of chunk) {
      digest.add(row);
      if (row[0] === 'add') additions += 1;
      else removals += 1;
    }
  }
  if (text !== undefined) for await (const chunk of streamCorrections(tx, instrumentId)) for (const row of chunk) digest.add(row);
  return { digest: digest.finish(), additions, removals };
}
