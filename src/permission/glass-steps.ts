// Breaks the glass: an act beyond the permission table, for minutes, with a written reason, told at once to those who watch, who judge it afterwards.
import { instant } from '../kernel/clock.ts';
import type { Actor } from '../kernel/actor.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { refuseLongNumber } from '../kernel/long-number.ts';
import { recordAct } from '../platform/act.ts';
import { announce } from '../platform/announce.ts';
import type { Database, Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import { glassById, saveGlass, saveReview } from './glass-store.ts';
import type { PermissionTable } from './permission.ts';

export { type Glass, glasses, glassesToReview } from './glass-store.ts';

/** The longest a glass stays broken. The database refuses more. */
export const longestMinutes = 240;
const shortestReason = 20;

/**
 * Breaks the glass for one act, in an area of the own sponsor. Faults: not-found `act-unknown`, conflict `no-glass-needed`, forbidden
 * `never-by-glass`, bad-input `reason-too-short`, `minutes-out-of-range`, `long-number-in-text`.
 */
export async function breakGlass(
  port: { readonly database: Pick<Database, 'transact'>; readonly permissions: PermissionTable },
  actor: Actor,
  of: { readonly act: string; readonly reason: string; readonly minutes: number; readonly area?: string },
): Promise<{ readonly glassId: string; readonly act: string; readonly area: string; readonly closesAt: string }> {
  const row = port.permissions.acts.get(of.act);
  if (row === undefined)
    throw new Fault('not-found', 'act-unknown', {
      id: 'Perbuatan itu tidak ada dalam tabel kewenangan.',
      en: 'That act does not stand in the permission table.',
    });
  if (row.may === 'everyone')
    throw new Fault('conflict', 'no-glass-needed', { id: 'Perbuatan itu terbuka bagi siapa pun.', en: 'That act is open to everybody.' });
  if (row['never-by-glass'] === true) {
    throw new Fault('forbidden', 'never-by-glass', {
      id: 'Menandatangani, membayar dan memberi wewenang tidak pernah lewat akses darurat.',
      en: 'Signing, paying and giving powers are never done by breaking the glass.',
    });
  }
  const reason = of.reason.trim();
  if (reason.length < shortestReason)
    throw new Fault(
      'bad-input',
      'reason-too-short',
      { id: 'Tulis alasannya dengan satu kalimat utuh.', en: 'Write the reason as a whole sentence.' },
      { column: 'reason' },
    );
  refuseLongNumber(reason, 'reason');
  if (!(of.minutes >= 1 && of.minutes <= longestMinutes))
    throw new Fault('bad-input', 'minutes-out-of-range', { id: 'Paling lama empat jam.', en: 'Four hours at most.' }, { column: 'minutes' });
  const area = of.area ?? actor.area;
  // Within the own sponsor any area may be named: that is what the glass is for, and why it is told.
  return port.database.transact({ ...actor, area: '*' }, async (tx) => {
    const [glassId, closesAt] = [newKey(), instant(new Date(Date.parse(tx.at) + of.minutes * 60_000).toISOString())];
    await saveGlass(tx, { glassId, act: of.act, sponsor: actor.sponsor, area, reason, closesAt });
    const where = { sponsor: actor.sponsor, area };
    await recordAct(tx, { kind: 'glass-broken', subject: glassId, digest: sha256(`${of.act}\n${reason}`), ...where });
    await announce(tx, { kind: 'glass-broken', body: { glassId, act: of.act }, ...where });
    return { glassId, act: of.act, area, closesAt };
  });
}

/** Judges a broken glass, once, by another than who broke it. Faults: not-found `glass-unknown`, forbidden `breaker-may-not-review`, conflict `glass-judged-already`. */
export async function reviewGlass(
  tx: Tx,
  of: { readonly glassId: string; readonly verdict: 'justified' | 'not-justified'; readonly remark: string },
): Promise<void> {
  const glass = await glassById(tx, of.glassId);
  if (glass === undefined) throw new Fault('not-found', 'glass-unknown', { id: 'Akses darurat itu tidak ada.', en: 'There is no such broken glass.' });
  if (glass.brokenBy === tx.actor.id) {
    throw new Fault('forbidden', 'breaker-may-not-review', {
      id: 'Akses darurat tidak dinilai oleh yang memakainya.',
      en: 'A broken glass is not judged by who broke it.',
    });
  }
  if (glass.verdict !== null)
    throw new Fault('conflict', 'glass-judged-already', { id: 'Akses darurat itu sudah dinilai.', en: 'That broken glass has been judged already.' });
  refuseLongNumber(of.remark, 'remark');
  await saveReview(tx, { ...glass, verdict: of.verdict, remark: of.remark });
  const { sponsor, area } = glass;
  await recordAct(tx, { kind: 'glass-reviewed', subject: of.glassId, digest: sha256(`${of.verdict}\n${of.remark}`), sponsor, area });
}
