// SQL of cases (claims, objections) assigned to officers.
import type { Tx } from '../platform/database.ts';

export interface Assignment {
  readonly caseId: string;
  readonly kind: 'claim' | 'objection' | 'complaint';
  readonly assignedTo: string;
  readonly assignedBy: string;
  readonly recordedAt: string;
}

/** Ids of the cases assigned to an account: those its transactions may see where it reaches no further. */
export async function casesAssignedTo(tx: Tx, actor: string): Promise<readonly string[]> {
  const rows = await tx.db.selectFrom('permission.case_assignment').select('case_id').where('assigned_to', '=', actor).execute();
  return rows.map(({ case_id }) => case_id);
}

/** Saves an assignment as the transaction's actor; false when it stood already. */
export async function saveAssignment(
  tx: Tx,
  of: { readonly caseId: string; readonly kind: 'claim' | 'objection' | 'complaint'; readonly to: string; readonly sponsor: string; readonly area: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('permission.case_assignment')
    .values({ case_id: of.caseId, kind: of.kind, assigned_to: of.to, assigned_by: tx.actor.id, sponsor: of.sponsor, area: of.area, recorded_at: tx.at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** The newest assignments the actor may see. */
export async function assignments(tx: Tx, limit: number): Promise<readonly Assignment[]> {
  return tx.db
    .selectFrom('permission.case_assignment')
    .select(['case_id as caseId', 'kind', 'assigned_to as assignedTo', 'assigned_by as assignedBy', 'recorded_at as recordedAt'])
    .orderBy('recorded_at', 'desc')
    .orderBy('case_id')
    .limit(limit)
    .$castTo<Assignment>()
    .execute();
}

/** The officer each of some cases was last assigned to; a case nobody has is not in it. */
export async function newestAssignees(tx: Tx, caseIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (caseIds.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('permission.case_assignment')
    .select(['case_id', 'assigned_to'])
    .distinctOn('case_id')
    .where('case_id', 'in', [...caseIds])
    .orderBy('case_id')
    .orderBy('recorded_at', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.case_id, row.assigned_to]));
}
