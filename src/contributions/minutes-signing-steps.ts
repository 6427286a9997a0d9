// Signs the minutes of a month's reconciliation: the sponsor once, each branch concerned for itself, never two by one account.
import { dateIn } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import type { Month } from '../kernel/month.ts';
import { refuseNik } from '../kernel/plausible-nik.ts';
import { recordAct } from '../platform/act.ts';
import { errorCode } from '../platform/connection.ts';
import type { Tx } from '../platform/database.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { type Side, signerOf } from './minutes.ts';
import { type Minutes, insertMinutesSignature, minutesOf, sideSignedBy } from './minutes-store.ts';

/**
 * Signs the latest minutes of a month: an officer of a branch for that branch and no other, else for the sponsor. Signed already, it changes nothing. `branch` is said by whoever
 * serves several. Faults: not-found `minutes-missing`; forbidden `outside-branch`; conflict `minutes-moved-on` (other figures than those named by
 * `digest`), `signs-for-both-sides`, `signs-for-two-branches`; bad-input `nik-in-text`, `branch-not-said`, `branch-not-in-minutes`.
 */
export async function signMinutes(
  tx: Tx,
  of: { readonly programme: string; readonly month: Month; readonly name: string; readonly digest: string; readonly branch?: string | undefined },
): Promise<{ readonly signed: boolean; readonly side: Side; readonly branch: string | null; readonly minutes: Minutes }> {
  refuseNik(of.name, 'name');
  const { sponsor, area, timeZone } = await currentPolicy(tx, of.programme);
  const [minutes] = await minutesOf(tx, of.programme, of.month);
  if (minutes === undefined)
    throw new Fault('not-found', 'minutes-missing', { id: `Belum ada berita acara untuk ${of.month}.`, en: `There are no minutes of ${of.month} yet.` });
  if (minutes.digest !== of.digest)
    throw new Fault('conflict', 'minutes-moved-on', {
      id: 'Berita acara sudah berubah sejak dibaca. Baca yang terbaru, lalu tanda tangani.',
      en: 'The minutes have changed since they were read. Read the latest, then sign.',
    });
  const { side, branch } = signerOf(tx.actor, of.branch, minutes.content);
  const { minutesId, digest } = minutes;
  await tx.client.query('savepoint signing');
  try {
    const signed = await insertMinutesSignature(tx, {
      minutesId,
      side,
      branch,
      name: of.name.trim(),
      signedOn: dateIn(timeZone, tx.at),
      digest,
      sponsor,
      area,
    });
    if (signed) await recordAct(tx, { kind: 'minutes-signed', subject: minutesId, digest, sponsor, area });
    await tx.client.query('release savepoint signing');
    return { signed, side, branch, minutes };
  } catch (error) {
    if (errorCode(error) !== '23505') throw error;
    await tx.client.query('rollback to savepoint signing');
    throw (await sideSignedBy(tx, minutesId)) === side ? signsForTwoBranches() : signsForBothSides();
  }
}

const signsForBothSides = (): Fault =>
  new Fault('conflict', 'signs-for-both-sides', {
    id: 'Satu akun tidak dapat menandatangani untuk kedua pihak.',
    en: 'One account cannot sign for both sides.',
  });

const signsForTwoBranches = (): Fault =>
  new Fault('conflict', 'signs-for-two-branches', {
    id: 'Satu akun tidak dapat menandatangani untuk dua cabang. Setiap cabang menandatangani dengan akunnya sendiri.',
    en: 'One account cannot sign for two branches. Each branch signs by an account of its own.',
  });
