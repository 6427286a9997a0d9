// Proposes a version of a programme's budget and approves it: by another than proposed it, and never below what is committed.
import { dateIn } from '../kernel/clock.ts';
import type { CivilDate } from '../kernel/date.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { rupiahText } from '../kernel/money.ts';
import { refuseNik } from '../kernel/plausible-nik.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { linesOf } from './budget-steps.ts';
import { type BudgetKind, type VersionLine, refuseUnevenShift } from './budget-version.ts';
import { type BudgetVersion, insertApproval, insertVersion, versionsOf } from './budget-version-store.ts';
import { currentPolicy } from './programme-steps.ts';

export { type BudgetVersion, versionsOf } from './budget-version-store.ts';

/** Proposes a version; nothing is changed by it. Faults: not-found `budget-line-unknown`; conflict `shift-changes-the-sum`; bad-input `nik-in-text`. */
export async function proposeBudget(
  tx: Tx,
  of: {
    readonly programme: string;
    readonly kind: BudgetKind;
    readonly effectiveOn: CivilDate;
    readonly basis: string;
    readonly lines: readonly VersionLine[];
  },
): Promise<string> {
  refuseNik(of.basis, 'basis');
  const { sponsor, area } = await currentPolicy(tx, of.programme);
  const limits = new Map((await linesOf(tx, of.programme)).map(({ line, limit }) => [line, limit]));
  const unknown = of.lines.find(({ line }) => !limits.has(line));
  if (unknown !== undefined)
    throw new Fault(
      'not-found',
      'budget-line-unknown',
      { id: `Mata anggaran ${unknown.line} tidak ada.`, en: `The budget line ${unknown.line} does not exist.` },
      { column: 'lines' },
    );
  refuseUnevenShift(of.kind, of.lines, limits);
  const versionId = await insertVersion(tx, { ...of, sponsor, area });
  const digest = sha256(JSON.stringify([of.kind, of.effectiveOn, of.basis, of.lines.map(({ line, jkk, jkm }) => [line, jkk.toString(), jkm.toString()])]));
  await recordAct(tx, { kind: 'budget-proposed', subject: versionId, digest, sponsor, area });
  return versionId;
}

/** A proposed version. Fault: not-found `budget-version-unknown`. */
export async function budgetVersion(tx: Tx, versionId: string): Promise<BudgetVersion> {
  const [version] = await versionsOf(tx, { versionId });
  if (version === undefined)
    throw new Fault('not-found', 'budget-version-unknown', { id: 'Versi anggaran ini tidak ada.', en: 'There is no such version of the budget.' });
  return version;
}

/**
 * Approves a version: from now on it is the limit of its lines. Approved before, it changes nothing. Conflict faults: `approves-own-budget`,
 * `budget-below-commitments` (somebody must leave, or another pay, first).
 */
export async function approveVersion(tx: Tx, version: BudgetVersion, effectsDigest: string): Promise<boolean> {
  if (version.approvedBy !== null) return false;
  if (version.proposedBy === tx.actor.id)
    throw new Fault('conflict', 'approves-own-budget', {
      id: 'Yang mengusulkan anggaran tidak menyetujuinya sendiri.',
      en: 'Whoever proposed a budget does not approve it himself.',
    });
  const { timeZone } = await currentPolicy(tx, version.programme);
  try {
    if (!(await insertApproval(tx, version, dateIn(timeZone, tx.at), effectsDigest))) return false;
  } catch (error) {
    if (typeof error !== 'object' || error === null || !('constraint' in error) || error.constraint !== 'commitments_within_limit') throw error;
    const committed = version.lines.map(({ line, jkk, jkm }) => `${line}: ${rupiahText(jkk + jkm)}`).join(', ');
    throw new Fault('conflict', 'budget-below-commitments', {
      id: `Anggaran ini lebih kecil daripada yang sudah terikat (${committed}). Jalankan dahulu salah satu pilihan pada dampaknya, lalu setujui.`,
      en: `This budget is less than what is committed (${committed}). Carry out one of the alternatives shown with its effects first, then approve.`,
    });
  }
  await recordAct(tx, { kind: 'budget-approved', subject: version.versionId, digest: effectsDigest, sponsor: version.sponsor, area: version.area });
  return true;
}
