// Records every search by NIK, every masked field shown and every copy of a file that names people, before it leaves.
import type { Actor } from '../kernel/actor.ts';
import { Fault } from '../kernel/fault.ts';
import { refuseLongNumber } from '../kernel/long-number.ts';
import { recordAct } from '../platform/act.ts';
import { type Database, type Tx, lookIn } from '../platform/database.ts';
import { gathered } from '../platform/gathered.ts';
import { newKey } from '../platform/key.ts';
import { type Disclosure, type FileCopy, disclosuresAsRows, saveFileCopy } from './reveal-store.ts';

export {
  type Disclosure,
  type DisclosureRow,
  type FileCopy,
  type FileCopyRow,
  type Through,
  disclosedBeside,
  disclosuresOf,
  newestDisclosures,
  newestFileCopies,
} from './reveal-store.ts';

/** Writes a disclosure and returns when it stands. */
export type Disclose = (of: Disclosure) => Promise<void>;

/** Whoever writes for many at once: each row names its own author. */
const recorder: Actor = { id: 'local:disclosures', roles: [], sponsor: '*', area: '*' };

/** Look-ups that come at once share a commit, and none is answered before its own row stands. */
export const disclosures = (database: Pick<Database, 'put'>): Disclose =>
  gathered<Disclosure, void>(async (rows) => {
    await database.put(recorder, (at) => disclosuresAsRows(rows, at));
    return [];
  });

/** A shorter reason says what a search is for, and shows nothing that is masked. */
const shortestReason = 10;

/** Whether a reason is enough to show what is masked. */
export const isReason = (text: string | undefined): boolean => (text ?? '').trim().length >= shortestReason;

/** A reason as people write it. Faults: bad-input `reason-missing` (what is masked is shown for a written reason only), `long-number-in-text`. */
export function reasonGiven(text: string | undefined): string {
  const reason = (text ?? '').trim();
  if (!isReason(reason)) {
    throw new Fault(
      'bad-input',
      'reason-missing',
      { id: 'Tulis untuk apa data ini dibuka; orangnya berhak membacanya.', en: 'Write what this is shown for; the person has a right to read it.' },
      { column: 'reason' },
    );
  }
  refuseLongNumber(reason, 'reason');
  return reason;
}

/** Records one disclosure in the transaction that finds what it shows. */
export const recordDisclosure = async (tx: Tx, of: Disclosure): Promise<void> => void (await lookIn(tx)(disclosuresAsRows([of], tx.at)));

/** The mark a copy carries, and under which id it is recorded. */
export function markOf(author: string, at: string): { readonly exportId: string; readonly mark: string } {
  const exportId = newKey();
  return { exportId, mark: `Salinan ${exportId} untuk ${author}, ${at}` };
}

/** Records a copy of a file before it is handed out. */
export async function recordFileCopy(tx: Tx, exportId: string, of: FileCopy): Promise<void> {
  await saveFileCopy(tx, exportId, of);
  await recordAct(tx, { kind: 'file-copied', subject: exportId, digest: of.digest, sponsor: tx.actor.sponsor, area: tx.actor.area });
}
