// SQL of budget versions, their lines and approvals.
import { sql } from 'kysely';
import type { CivilDate } from '../kernel/date.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { BudgetKind, VersionLine } from './budget-version.ts';

export interface BudgetVersion {
  readonly versionId: string;
  readonly programme: string;
  readonly sponsor: string;
  readonly area: string;
  readonly kind: BudgetKind;
  readonly effectiveOn: CivilDate;
  readonly basis: string;
  readonly proposedBy: string;
  readonly recordedAt: string;
  readonly approvedBy: string | null;
  readonly approvedOn: string | null;
  readonly lines: readonly VersionLine[];
}

export async function insertVersion(
  tx: Tx,
  of: Pick<BudgetVersion, 'programme' | 'sponsor' | 'area' | 'kind' | 'effectiveOn' | 'basis' | 'lines'>,
): Promise<string> {
  const versionId = newKey();
  const { sponsor, area } = of;
  await tx.db
    .insertInto('programme.budget_version')
    .values({
      version_id: versionId,
      programme: of.programme,
      sponsor,
      area,
      kind: of.kind,
      effective_on: of.effectiveOn,
      basis: of.basis,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .execute();
  await tx.db
    .insertInto('programme.budget_version_line')
    .values(of.lines.map(({ line, jkk, jkm }) => ({ version_id: versionId, line, sponsor, area, jkk: jkk.toString(), jkm: jkm.toString() })))
    .execute();
  return versionId;
}

/** Versions of a programme, the latest first; or one. */
export async function versionsOf(tx: Tx, of: { readonly programme?: string; readonly versionId?: string }): Promise<readonly BudgetVersion[]> {
  let query = tx.db
    .selectFrom('programme.budget_version as v')
    .leftJoin('programme.budget_approval as a', 'a.version_id', 'v.version_id')
    .selectAll('v')
    .select(['a.approved_by', 'a.approved_on']);
  if (of.programme !== undefined) query = query.where('v.programme', '=', of.programme);
  if (of.versionId !== undefined) query = query.where('v.version_id', '=', of.versionId);
  const rows = await query.orderBy('v.recorded_at', 'desc').orderBy('v.version_id', 'desc').execute();
  const lines = await tx.db
    .selectFrom('programme.budget_version_line')
    .selectAll()
    .where(sql<boolean>`version_id = any (${rows.map((row) => row.version_id)}::uuid[])`)
    .orderBy('line')
    .execute();
  return rows.map((row) => ({
    versionId: row.version_id,
    programme: row.programme,
    sponsor: row.sponsor,
    area: row.area,
    kind: row.kind as BudgetKind,
    effectiveOn: row.effective_on as CivilDate,
    basis: row.basis,
    proposedBy: row.author,
    recordedAt: row.recorded_at,
    approvedBy: row.approved_by,
    approvedOn: row.approved_on,
    lines: lines.filter((line) => line.version_id === row.version_id).map(({ line, jkk, jkm }) => ({ line, jkk: BigInt(jkk), jkm: BigInt(jkm) })),
  }));
}

/** Approves a version under the digest of the effects shown and makes it the limit of its lines; false when it was approved. */
export async function insertApproval(tx: Tx, version: BudgetVersion, approvedOn: CivilDate, effectsDigest: string): Promise<boolean> {
  const inserted = await tx.db
    .insertInto('programme.budget_approval')
    .values({
      version_id: version.versionId,
      proposed_by: version.proposedBy,
      approved_by: tx.actor.id,
      approved_on: approvedOn,
      effects_digest: effectsDigest,
      sponsor: version.sponsor,
      area: version.area,
      recorded_at: tx.at,
    })
    .onConflict((conflict) => conflict.column('version_id').doNothing())
    .returning('version_id')
    .executeTakeFirst();
  if (inserted === undefined) return false;
  await sql`select programme.apply_budget(${version.versionId}::uuid)`.execute(tx.db);
  return true;
}
