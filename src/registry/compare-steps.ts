// Decides which snapshots are compared, and how a held one comes to count.
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { type CountedChange, type KnownSnapshot, countChanges, insertApplication, snapshotById } from './compare-store.ts';

export type { KnownSnapshot } from './compare-store.ts';

const unknown = (snapshot: string): Fault =>
  new Fault('not-found', 'snapshot-unknown', { id: `Tidak ada salinan register ${snapshot}.`, en: `There is no register snapshot ${snapshot}.` });

/** A snapshot, held or not. Fault: not-found `snapshot-unknown`. */
export async function knownSnapshot(tx: Tx, snapshotId: string): Promise<KnownSnapshot> {
  const found = await snapshotById(tx, snapshotId);
  if (found === null) throw unknown(snapshotId);
  return found;
}

/** Two snapshots of one register and what differs between them. */
export interface Comparison {
  readonly before: KnownSnapshot;
  readonly after: KnownSnapshot;
  readonly changes: readonly CountedChange[];
}

/** Compares two snapshots of one register of one sponsor. Faults: `snapshot-unknown`, conflict `snapshots-not-comparable`. */
export async function compareSnapshots(tx: Tx, before: string, after: string): Promise<Comparison> {
  const [old, young] = [await knownSnapshot(tx, before), await knownSnapshot(tx, after)];
  if (old.register !== young.register || old.sponsor !== young.sponsor || old.basis !== 'snapshot' || young.basis !== 'snapshot' || before === after) {
    throw new Fault('conflict', 'snapshots-not-comparable', {
      id: 'Yang dibandingkan adalah dua salinan berbeda dari register yang sama milik pemerintah yang sama.',
      en: 'Two different snapshots of the same register of the same sponsor are compared.',
    });
  }
  return { before: old, after: young, changes: await countChanges(tx, old.register, before, after) };
}

/** Lets a held snapshot count from now on, for a reason. Faults: `snapshot-unknown`, conflict `snapshot-not-held`. */
export async function applySnapshot(tx: Tx, snapshotId: string, reason: string): Promise<{ readonly snapshotId: string }> {
  const snapshot = await knownSnapshot(tx, snapshotId);
  if (!snapshot.held || !(await insertApplication(tx, snapshot, reason))) {
    throw new Fault('conflict', 'snapshot-not-held', { id: 'Salinan itu sudah berlaku.', en: 'That snapshot counts already.' });
  }
  const { sponsor, area, digest } = snapshot;
  await recordAct(tx, { kind: 'register-applied', subject: snapshotId, digest: sha256(`${snapshotId}\n${digest}\n${sha256(reason)}`), sponsor, area });
  return { snapshotId };
}
