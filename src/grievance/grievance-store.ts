// SQL of objections and how they were answered.
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';

export interface ObjectionRow {
  readonly objectionId: string;
  readonly programme: string;
  readonly listId: string;
  readonly rowNo: number;
  readonly runId: string;
  readonly sponsor: string;
  readonly area: string;
  readonly channel: string;
  readonly statement: string;
  readonly receivedOn: string;
  readonly receivedBy: string;
  readonly outcome: string | null;
  readonly explanation: string | null;
  readonly resolvedOn: string | null;
  /** By when it is answered; null of one received before there were such days. */
  readonly dueOn: string | null;
  /** Codes of the decision it is about, as they were. */
  readonly reasons: readonly string[];
}

/** A decision about one row, with its scope. */
export interface Decision {
  readonly runId: string;
  readonly sponsor: string;
  readonly area: string;
  readonly outcome: string;
  readonly programme: string;
}

/** The decision an objection is about: of the named run, or of the latest published one (of a programme, where one is named) that judged the row. */
export async function decisionAbout(
  tx: Tx,
  of: { listId: string; rowNo: number; runId?: string | undefined; programme?: string | undefined },
): Promise<Decision | undefined> {
  const which = of.runId !== undefined ? sql`v.run_id = ${of.runId}::uuid` : of.programme !== undefined ? sql`r.programme = ${of.programme}` : sql`true`;
  const { rows } = await sql<Decision>`
    select v.run_id as "runId", v.sponsor, v.area, v.outcome, r.programme
    from eligibility.verdict v join platform.run r on r.run_id = v.run_id join platform.run_completion k on k.run_id = v.run_id
    where v.list_id = ${of.listId}::uuid and v.row_no = ${of.rowNo} and ${which}
    order by k.recorded_at desc, v.run_id desc limit 1`.execute(tx.db);
  return rows[0];
}

export async function saveObjection(
  tx: Tx,
  row: {
    objectionId: string;
    programme: string;
    sponsor: string;
    area: string;
    listId: string;
    rowNo: number;
    runId: string;
    channel: string;
    statement: string;
    receivedOn: string;
    receiptHash: string;
    dueOn: string;
  },
): Promise<void> {
  await tx.db
    .insertInto('grievance.objection')
    .values({
      objection_id: row.objectionId,
      programme: row.programme,
      sponsor: row.sponsor,
      area: row.area,
      list_id: row.listId,
      row_no: row.rowNo,
      run_id: row.runId,
      channel: row.channel,
      statement: row.statement,
      received_on: row.receivedOn,
      receipt_hash: row.receiptHash,
      due_on: row.dueOn,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .execute();
}

const objections = (tx: Tx) =>
  tx.db
    .selectFrom('grievance.objection as o')
    .leftJoin('grievance.resolution as r', 'r.objection_id', 'o.objection_id')
    .leftJoin('eligibility.verdict as v', (join) =>
      join.onRef('v.run_id', '=', 'o.run_id').onRef('v.list_id', '=', 'o.list_id').onRef('v.row_no', '=', 'o.row_no'),
    )
    .select([
      'o.objection_id as objectionId',
      'o.programme',
      'o.list_id as listId',
      'o.row_no as rowNo',
      'o.run_id as runId',
      'o.sponsor',
      'o.area',
      'o.channel',
      'o.statement',
      'o.received_on as receivedOn',
      'o.author as receivedBy',
      'r.outcome',
      'r.explanation',
      'r.resolved_on as resolvedOn',
      'o.due_on as dueOn',
      sql<readonly string[]>`coalesce(v.reasons, '{}')`.as('reasons'),
    ]);

export async function objectionOf(tx: Tx, objectionId: string): Promise<ObjectionRow | undefined> {
  return objections(tx).where('o.objection_id', '=', objectionId).executeTakeFirst();
}

export async function objectionsIn(tx: Tx, programme: string): Promise<readonly ObjectionRow[]> {
  return objections(tx).where('o.programme', '=', programme).orderBy('o.recorded_at').orderBy('o.objection_id').execute();
}

export async function objectionsAbout(tx: Tx, listId: string, rowNo: number): Promise<readonly ObjectionRow[]> {
  return objections(tx).where('o.list_id', '=', listId).where('o.row_no', '=', rowNo).orderBy('o.recorded_at').orderBy('o.objection_id').execute();
}

export async function saveResolution(
  tx: Tx,
  row: { objectionId: string; sponsor: string; area: string; outcome: 'reopened' | 'dismissed'; explanation: string; receivedBy: string; resolvedOn: string },
): Promise<void> {
  await tx.db
    .insertInto('grievance.resolution')
    .values({
      objection_id: row.objectionId,
      sponsor: row.sponsor,
      area: row.area,
      outcome: row.outcome,
      explanation: row.explanation,
      received_by: row.receivedBy,
      resolved_by: tx.actor.id,
      resolved_on: row.resolvedOn,
      recorded_at: tx.at,
    })
    .execute();
}
