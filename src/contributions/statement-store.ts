// Decides how bank statements, their lines and what each line proves are written and read.
import { sql } from 'kysely';
import type { CivilDate } from '../kernel/date.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { Movement } from './bank-statement.ts';
import type { ReadLine } from './statement-line.ts';

/** The statement of a file's digest, or null. */
export async function statementOf(tx: Tx, programme: string, fileDigest: string): Promise<string | null> {
  const row = await tx.db
    .selectFrom('contributions.statement')
    .select('statement_id')
    .where('programme', '=', programme)
    .where('file_digest', '=', fileDigest)
    .executeTakeFirst();
  return row?.statement_id ?? null;
}

export async function insertStatement(
  tx: Tx,
  of: {
    readonly programme: string;
    readonly profile: string;
    readonly name: string;
    readonly fileDigest: string;
    readonly rows: number;
    readonly sponsor: string;
    readonly area: string;
  },
): Promise<string> {
  const statementId = newKey();
  await tx.db
    .insertInto('contributions.statement')
    .values({
      statement_id: statementId,
      programme: of.programme,
      profile: of.profile,
      name: of.name,
      file_digest: of.fileDigest,
      row_count: of.rows,
      sponsor: of.sponsor,
      area: of.area,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .execute();
  return statementId;
}

const linesAtOnce = 500;

/** Writes the lines not known yet; returns how many. */
export async function insertLines(
  tx: Tx,
  of: { readonly statementId: string; readonly programme: string; readonly sponsor: string; readonly area: string },
  lines: readonly ReadLine[],
  marks: readonly string[],
): Promise<number> {
  let fresh = 0;
  for (let from = 0; from < lines.length; from += linesAtOnce) {
    const { numInsertedOrUpdatedRows } = await tx.db
      .insertInto('contributions.statement_line')
      .values(
        lines.slice(from, from + linesAtOnce).map((line, place) => ({
          line_id: newKey(),
          statement_id: of.statementId,
          programme: of.programme,
          line_mark: marks[from + place] ?? '',
          line_no: line.line,
          booked_on: line.on,
          direction: line.direction,
          amount: line.amount.toString(),
          reference: line.reference,
          description: line.description,
          sponsor: of.sponsor,
          area: of.area,
          recorded_at: tx.at,
        })),
      )
      .onConflict((conflict) => conflict.columns(['programme', 'line_mark']).doNothing())
      .executeTakeFirst();
    fresh += Number(numInsertedOrUpdatedRows ?? 0n);
  }
  return fresh;
}

/** A written line. `matched`: it proves a payment. */
export interface WrittenLine extends Movement {
  readonly lineId: string;
  readonly mark: string;
  readonly line: number;
  readonly direction: 'debit' | 'credit';
  readonly statement: string;
  readonly matched: boolean;
  /** What it proves: facts of invoices. */
  readonly proves: readonly string[];
}

/** Lines of a programme's statements, oldest first: those that prove nothing yet, or all. */
export async function linesOfStatements(tx: Tx, programme: string, only: 'open' | 'all' = 'all'): Promise<readonly WrittenLine[]> {
  const { rows } = await sql<{
    line_id: string;
    line_mark: string;
    line_no: number;
    booked_on: string;
    direction: 'debit' | 'credit';
    amount: string;
    reference: string;
    description: string;
    name: string;
    proves: string[] | null;
  }>`
    select l.line_id, l.line_mark, l.line_no, l.booked_on, l.direction, l.amount, l.reference, l.description, s.name, m.proves
    from contributions.statement_line l join contributions.statement s using (statement_id)
    left join lateral (
      select array_agg(i.number || ' ' || y.fact order by i.number, y.fact) as proves from contributions.statement_match m
      join contributions.standing_payment y using (payment_id) join contributions.invoice i using (invoice_id)
      where m.line_id = l.line_id) m on true
    where l.programme = ${programme} and (${only} = 'all' or m.proves is null)
    order by l.booked_on, l.line_no, l.line_mark`.execute(tx.db);
  return rows.map((row) => ({
    lineId: row.line_id,
    mark: row.line_mark,
    line: row.line_no,
    on: row.booked_on as CivilDate,
    direction: row.direction,
    amount: BigInt(row.amount),
    reference: row.reference,
    description: row.description,
    statement: row.name,
    matched: row.proves !== null,
    proves: row.proves ?? [],
  }));
}

/** Says that a line proves payments. */
export async function insertMatches(
  tx: Tx,
  of: { readonly lineId: string; readonly sponsor: string; readonly area: string },
  payments: readonly string[],
): Promise<void> {
  await tx.db
    .insertInto('contributions.statement_match')
    .values(
      payments.map((payment) => ({ line_id: of.lineId, payment_id: payment, sponsor: of.sponsor, area: of.area, recorded_at: tx.at, author: tx.actor.id })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
