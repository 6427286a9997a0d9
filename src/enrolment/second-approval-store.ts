// SQL of late additions: how many of a kabupaten an instrument adds too late for the full death benefit, and who approved them besides.
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import type { LateGroup } from './late-additions.ts';

/** Who approved the late additions of an instrument, when and why. */
export interface SecondApproval {
  readonly approvedBy: string;
  readonly approvedAt: string;
  readonly remark: string;
}

export async function saveLateAdditions(tx: Tx, of: { readonly instrumentId: string; readonly sponsor: string }, groups: readonly LateGroup[]): Promise<void> {
  if (groups.length === 0) return;
  await tx.db
    .insertInto('enrolment.late_addition')
    .values(
      groups.map(({ area, firstMonth, lastMonth, people, lateFrom }) => ({
        ...{ instrument_id: of.instrumentId, sponsor: of.sponsor, area, people },
        first_month: `${firstMonth}-01`,
        last_month: `${lastMonth}-01`,
        late_from: `${lateFrom}-01`,
      })),
    )
    .execute();
}

/** The late additions of an instrument, by kabupaten and first month. */
export async function lateAdditionsOf(tx: Tx, instrumentId: string): Promise<readonly LateGroup[]> {
  const { rows } = await sql<LateGroup>`
    select area, to_char(first_month, 'YYYY-MM') as "firstMonth", to_char(last_month, 'YYYY-MM') as "lastMonth", people, to_char(late_from, 'YYYY-MM') as "lateFrom"
    from enrolment.late_addition where instrument_id = ${instrumentId}::uuid order by area, first_month, last_month`.execute(tx.db);
  return rows;
}

export const secondApprovalOf = (tx: Tx, instrumentId: string): Promise<SecondApproval | undefined> =>
  tx.db
    .selectFrom('enrolment.second_approval')
    .select(['approved_by as approvedBy', 'recorded_at as approvedAt', 'remark'])
    .where('instrument_id', '=', instrumentId)
    .executeTakeFirst();

/** Writes the approval; false when somebody approved before. */
export async function saveSecondApproval(
  tx: Tx,
  of: { readonly instrumentId: string; readonly sponsor: string; readonly area: string; readonly proposedBy: string; readonly remark: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('enrolment.second_approval')
    .values({
      instrument_id: of.instrumentId,
      sponsor: of.sponsor,
      area: of.area,
      proposed_by: of.proposedBy,
      approved_by: tx.actor.id,
      remark: of.remark,
      recorded_at: tx.at,
    })
    .onConflict((conflict) => conflict.column('instrument_id').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}
