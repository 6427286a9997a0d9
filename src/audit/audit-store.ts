// Decides how rows and findings of an audit rest while it runs: in temporary tables, sealed, gone with the transaction; PostgreSQL sorts and counts.
import { sql } from 'kysely';
import type { Month } from '../kernel/month.ts';
import { type CopyField, copyOut, copyTemp } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import type { AuditClass, AuditCode, AuditFinding } from './audit-classes.ts';
import type { RowProblem } from './audit-row.ts';
import type { RowGroup } from './document-audit.ts';
import type { PersonRow } from './person-audit.ts';

/** A row to keep: sealed, or with what is wrong with it. */
export type KeptRow = Omit<PersonRow, 'kind'> & { readonly kind: string; readonly token: string | null; readonly problem: RowProblem | null };

const day = (month: string | null): string | null => (month === null ? null : `${month}-01`);
const monthText = (date: string | null | undefined): Month | null => (date === null || date === undefined ? null : (date.slice(0, 7) as Month));

/** Keeps the rows of all files; returns how many. */
export async function keepRows(tx: Tx, rows: AsyncIterable<KeptRow>): Promise<number> {
  async function* fields(): AsyncGenerator<readonly CopyField[]> {
    for await (const row of rows)
      yield [
        row.at.source,
        row.at.row,
        row.kind,
        row.token,
        row.payer,
        day(row.first),
        day(row.last),
        row.amount === null ? null : row.amount.toString(),
        row.reference,
        row.code,
        row.dated,
        row.problem,
      ];
  }
  return copyTemp(
    tx,
    'audit_row',
    'source integer, row_no integer, kind text, token uuid, payer text, first date, last date, amount bigint, reference text, code text, dated date, problem text',
    fields(),
  );
}

/** Rows of people counted by what they share. */
export async function rowGroups(tx: Tx): Promise<readonly RowGroup[]> {
  const { rows } = await sql<Record<string, string | null>>`
    select kind, payer, first, last, reference, code, count(*) as persons, coalesce(sum(amount), 0) as amount, min(array[source, row_no])::text as at
    from (
      select kind, payer, first, last, amount, source, row_no, case when kind = 'payment' then reference end as reference, case when kind = 'payment' then code end as code
      from pg_temp.audit_row where token is not null and kind in ('promise', 'payment', 'posting')) one
    group by kind, payer, first, last, reference, code
    order by kind, first, last, payer nulls first, reference nulls first, code nulls first`.execute(tx.db);
  return rows.map((row) => {
    const [source = '0', rowNo = '0'] = (row['at'] ?? '').replace(/[{}]/g, '').split(',');
    return {
      kind: row['kind'] as RowGroup['kind'],
      payer: row['payer'] ?? null,
      first: monthText(row['first']) as Month,
      last: monthText(row['last']) as Month,
      reference: row['reference'] ?? null,
      code: row['code'] ?? null,
      persons: Number(row['persons']),
      amount: BigInt(row['amount'] ?? 0),
      at: { source: Number(source), row: Number(rowNo) },
    };
  });
}

/** Streams each person with all his rows, in the order of files and rows. */
export async function* streamPeople(tx: Tx): AsyncGenerator<readonly { readonly token: string; readonly rows: readonly PersonRow[] }[], void, undefined> {
  let open: { token: string; rows: PersonRow[] } | null = null;
  const query = `select token, source, row_no, kind, payer, first, last, amount, reference, code, dated from pg_temp.audit_row where token is not null order by token, source, row_no`;
  for await (const chunk of copyOut(tx, query)) {
    const done: { token: string; rows: PersonRow[] }[] = [];
    for (const [token = null, source, rowNo, kind, payer = null, first, last, amount = null, reference = null, code = null, dated = null] of chunk) {
      if (open === null || open.token !== token) {
        if (open !== null) done.push(open);
        open = { token: token ?? '', rows: [] };
      }
      open.rows.push({
        at: { source: Number(source), row: Number(rowNo) },
        kind: kind as PersonRow['kind'],
        payer,
        first: monthText(first),
        last: monthText(last),
        amount: amount === null ? null : BigInt(amount),
        reference,
        code,
        dated: dated as PersonRow['dated'],
      });
    }
    if (done.length > 0) yield done;
  }
  if (open !== null) yield [open];
}

/** Streams the rows nobody could use, in the order of files and rows. */
export async function* streamProblems(
  tx: Tx,
): AsyncGenerator<readonly { readonly source: number; readonly row: number; readonly problem: RowProblem }[], void, undefined> {
  const query = `select source, row_no, problem from pg_temp.audit_row where problem is not null and problem not in ('total-row', 'repeated-titles') order by source, row_no`;
  for await (const chunk of copyOut(tx, query))
    yield chunk.map(([source, row, problem]) => ({ source: Number(source), row: Number(row), problem: problem as RowProblem }));
}

/** Keeps findings as they come; returns how many. */
export async function keepFindings(tx: Tx, findings: AsyncIterable<AuditFinding>): Promise<number> {
  async function* fields(): AsyncGenerator<readonly CopyField[]> {
    for await (const one of findings)
      yield [
        one.class,
        one.code,
        one.token,
        one.payer,
        day(one.first),
        day(one.last),
        one.personMonths,
        one.amount === null ? null : one.amount.toString(),
        one.at.source,
        one.at.row,
        one.other?.source ?? null,
        one.other?.row ?? null,
      ];
  }
  return copyTemp(
    tx,
    'audit_finding',
    'class text, code text, token uuid, payer text, first date, last date, person_months integer, amount bigint, source integer, row_no integer, other_source integer, other_row integer',
    fields(),
  );
}

/** Lines, people, person-months and rupiah of one class, and of each of its codes. */
export interface ClassSum {
  readonly class: AuditClass;
  readonly code: AuditCode | null;
  readonly lines: number;
  readonly persons: number;
  readonly personMonths: number;
  readonly amount: bigint;
}

export async function classSums(tx: Tx): Promise<readonly ClassSum[]> {
  const { rows } = await sql<Record<string, string | null>>`
    select class, code, count(*) as lines, count(distinct token) as persons, sum(case when token is null then 0 else person_months end) as months, coalesce(sum(amount), 0) as amount
    from pg_temp.audit_finding group by grouping sets ((class), (class, code)) order by class, code nulls first`.execute(tx.db);
  return rows.map((row) => ({
    class: row['class'] as AuditClass,
    code: (row['code'] ?? null) as AuditCode | null,
    lines: Number(row['lines']),
    persons: Number(row['persons']),
    personMonths: Number(row['months']),
    amount: BigInt(row['amount'] ?? 0),
  }));
}

/** Streams the findings of a class by file and row; the first `most` only where given. */
export async function* streamFindings(tx: Tx, of: AuditClass, most?: number): AsyncGenerator<readonly AuditFinding[], void, undefined> {
  const query = `select class, code, token, payer, first, last, person_months, amount, source, row_no, other_source, other_row from pg_temp.audit_finding where class = '${of}'
    order by source, row_no, first, code, token${most === undefined ? '' : ` limit ${most}`}`;
  for await (const chunk of copyOut(tx, query)) {
    yield chunk.map(([kind, code, token = null, payer = null, first, last, months, amount = null, source, row, otherSource = null, otherRow = null]) => ({
      class: kind as AuditClass,
      code: code as AuditCode,
      token,
      payer,
      first: monthText(first),
      last: monthText(last),
      personMonths: Number(months),
      amount: amount === null ? null : BigInt(amount),
      at: { source: Number(source), row: Number(row) },
      other: otherSource === null ? null : { source: Number(otherSource), row: Number(otherRow) },
    }));
  }
}
