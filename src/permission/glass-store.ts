// SQL of broken glasses (acts beyond the table for a short time) and of how they were judged.
import type { Tx } from '../platform/database.ts';

export interface Glass {
  readonly glassId: string;
  readonly act: string;
  readonly area: string;
  readonly sponsor: string;
  readonly reason: string;
  readonly brokenBy: string;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly reviewedBy: string | null;
  readonly verdict: string | null;
  readonly remark: string | null;
}

/** A glass the actor broke for an act, while it is open; null otherwise. */
export async function glassOpen(tx: Tx, of: { glassId: string; act: string; at: string }): Promise<{ readonly sponsor: string; readonly area: string } | null> {
  const row = await tx.db
    .selectFrom('permission.glass')
    .select(['sponsor', 'area'])
    .where('glass_id', '=', of.glassId)
    .where('act', '=', of.act)
    .where('author', '=', tx.actor.id)
    .where('recorded_at', '<=', of.at)
    .where('closes_at', '>', of.at)
    .executeTakeFirst();
  return row ?? null;
}

export async function saveGlass(
  tx: Tx,
  of: { readonly glassId: string; readonly act: string; readonly sponsor: string; readonly area: string; readonly reason: string; readonly closesAt: string },
): Promise<void> {
  await tx.db
    .insertInto('permission.glass')
    .values({
      glass_id: of.glassId,
      act: of.act,
      sponsor: of.sponsor,
      area: of.area,
      reason: of.reason,
      closes_at: of.closesAt,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .execute();
}

/** Glasses the actor may see, newest first. */
export async function glasses(tx: Tx, limit: number): Promise<readonly Glass[]> {
  return glassRows(tx).orderBy('g.recorded_at', 'desc').orderBy('g.glass_id').limit(limit).$castTo<Glass>().execute();
}

export async function glassById(tx: Tx, glassId: string): Promise<Glass | undefined> {
  return glassRows(tx).where('g.glass_id', '=', glassId).$castTo<Glass>().executeTakeFirst();
}

const glassRows = (tx: Tx) =>
  tx.db
    .selectFrom('permission.glass as g')
    .leftJoin('permission.glass_review as r', 'r.glass_id', 'g.glass_id')
    .select([
      'g.glass_id as glassId',
      'g.act',
      'g.area',
      'g.sponsor',
      'g.reason',
      'g.author as brokenBy',
      'g.recorded_at as opensAt',
      'g.closes_at as closesAt',
      'r.reviewed_by as reviewedBy',
      'r.verdict',
      'r.remark',
    ]);

/** How many glasses nobody has judged yet, of those the actor may see and did not break. */
export async function glassesToReview(tx: Tx): Promise<number> {
  const { count } = await tx.db
    .selectFrom('permission.glass as g')
    .leftJoin('permission.glass_review as r', 'r.glass_id', 'g.glass_id')
    .where('r.glass_id', 'is', null)
    .where('g.author', '<>', tx.actor.id)
    .select(tx.db.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function saveReview(tx: Tx, of: Pick<Glass, 'glassId' | 'brokenBy' | 'sponsor' | 'area'> & { verdict: string; remark: string }): Promise<void> {
  await tx.db
    .insertInto('permission.glass_review')
    .values({
      glass_id: of.glassId,
      broken_by: of.brokenBy,
      reviewed_by: tx.actor.id,
      verdict: of.verdict,
      remark: of.remark,
      sponsor: of.sponsor,
      area: of.area,
      recorded_at: tx.at,
    })
    .execute();
}
