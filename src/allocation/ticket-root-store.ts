// SQL of the published root of the draw's tickets.
import { copyOut } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';

/** The root over the tickets of an assessment, and when it was published. */
export interface TicketRoot {
  readonly assessmentRun: string;
  readonly tickets: number;
  readonly root: string;
  readonly recordedAt: string;
}

export async function ticketRootOf(tx: Tx, assessmentRun: string): Promise<TicketRoot | undefined> {
  return tx.db
    .selectFrom('allocation.ticket_root')
    .select(['assessment_run as assessmentRun', 'tickets', 'root', 'recorded_at as recordedAt'])
    .where('assessment_run', '=', assessmentRun)
    .executeTakeFirst();
}

/** The tickets staged in `ticket_leaf`, in the order of their letters. */
export const streamTicketsInOrder = (tx: Tx): AsyncIterable<ReadonlyArray<ReadonlyArray<string | null>>> =>
  copyOut(tx, 'select ticket from pg_temp.ticket_leaf order by ticket collate "C"');

export async function saveTicketRoot(tx: Tx, row: TicketRoot & { programme: string; sponsor: string; area: string }): Promise<void> {
  await tx.db
    .insertInto('allocation.ticket_root')
    .values({
      assessment_run: row.assessmentRun,
      programme: row.programme,
      sponsor: row.sponsor,
      area: row.area,
      tickets: row.tickets,
      root: row.root,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .execute();
}
