// SQL of cases (claims, objections, complaints) assigned to officers, and of how assignments ended.
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';

export interface Assignment {
  readonly caseId: string;
  readonly kind: 'claim' | 'objection' | 'complaint';
  readonly assignedTo: string;
  readonly assignedBy: string;
  readonly recordedAt: string;
  /** When, by whom and why it ended; null while it stands. */
  readonly ended: { readonly at: string; readonly by: string; readonly reason: string } | null;
}

/** Ids of the cases assigned to an account today: those its transactions may see where it reaches no further. */
export async function casesAssignedTo(tx: Tx, actor: string): Promise<readonly string[]> {
  const rows = await tx.db
    .selectFrom('permission.standing_assignment')
    .select('case_id')
    .where('assigned_to', '=', actor)
    .$narrowType<{ case_id: string }>()
    .execute();
  return rows.map(({ case_id }) => case_id);
}

/** Saves an assignment as the transaction's actor; false when it stands already. */
export async function saveAssignment(
  tx: Tx,
  of: { readonly caseId: string; readonly kind: 'claim' | 'objection' | 'complaint'; readonly to: string; readonly sponsor: string; readonly area: string },
): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    `insert into permission.case_assignment (assignment_id, case_id, kind, assigned_to, assigned_by, sponsor, area, recorded_at)
     select $1::uuid, $2::uuid, $3, $4, $5, $6, $7, $8::timestamptz
     where not exists (select from permission.standing_assignment where case_id = $2::uuid and assigned_to = $4)`,
    [newKey(), of.caseId, of.kind, of.to, tx.actor.id, of.sponsor, of.area, tx.at],
  );
  return rowCount === 1;
}

/** Ends whatever assignments of an officer to a case stand and the actor may see; where they stood, or null when none did. */
export async function saveAssignmentEnd(
  tx: Tx,
  of: { readonly caseId: string; readonly from: string; readonly reason: string },
): Promise<{ readonly kind: Assignment['kind']; readonly sponsor: string; readonly area: string } | null> {
  const found = await tx.db
    .selectFrom('permission.standing_assignment')
    .select(['assignment_id', 'kind', 'sponsor', 'area'])
    .where('case_id', '=', of.caseId)
    .where('assigned_to', '=', of.from)
    .$narrowType<{ assignment_id: string; kind: Assignment['kind']; sponsor: string; area: string }>()
    .execute();
  const [first] = found;
  if (first === undefined) return null;
  const ended = { ended_by: tx.actor.id, reason: of.reason, recorded_at: tx.at };
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('permission.case_assignment_end')
    .values(found.map(({ kind: _, ...assignment }) => ({ ...ended, ...assignment })))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 0n ? null : first;
}

/** The newest assignments the actor may see, those that ended among them; of one case when it is named. */
export async function assignments(tx: Tx, limit: number, caseId?: string): Promise<readonly Assignment[]> {
  const rows = await tx.db
    .selectFrom('permission.case_assignment as a')
    .leftJoin('permission.case_assignment_end as e', 'e.assignment_id', 'a.assignment_id')
    .select([
      ...(['a.case_id as caseId', 'a.kind as kind', 'a.assigned_to as assignedTo', 'a.assigned_by as assignedBy', 'a.recorded_at as recordedAt'] as const),
      ...(['e.recorded_at as endedAt', 'e.ended_by as endedBy', 'e.reason as reason'] as const),
    ])
    .$if(caseId !== undefined, (query) => query.where('a.case_id', '=', caseId ?? ''))
    .orderBy('a.recorded_at', 'desc')
    .orderBy('a.assignment_id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ endedAt, endedBy, reason, kind, ...row }) => ({
    ...row,
    kind: kind as Assignment['kind'],
    ended: endedAt === null || endedBy === null || reason === null ? null : { at: endedAt, by: endedBy, reason },
  }));
}

/** The officer each of some cases was last assigned to, of those assigned today; a case nobody has is not in it. */
export async function newestAssignees(tx: Tx, caseIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (caseIds.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('permission.standing_assignment')
    .select(['case_id', 'assigned_to'])
    .distinctOn('case_id')
    .where('case_id', 'in', [...caseIds])
    .orderBy('case_id')
    .orderBy('recorded_at', 'desc')
    .orderBy('assignment_id', 'desc')
    .$narrowType<{ case_id: string; assigned_to: string }>()
    .execute();
  return new Map(rows.map((row) => [row.case_id, row.assigned_to]));
}
