// Decides how final rosters, their charges, codes and invoices are written and read.
import { sql } from 'kysely';
import type { CivilDate } from '../kernel/date.ts';
import type { Rupiah } from '../kernel/money.ts';
import type { Month } from '../kernel/month.ts';
import type { Tx } from '../platform/database.ts';
import { insertRows } from '../platform/insert-rows.ts';
import type { ContributionCode, Figures } from './month-files.ts';
import type { Period } from './month-store.ts';

const firstDay = (month: Month): string => `${month}-01`;

export interface Finalisation extends Figures {
  /** People held in the month when it was made final, charged or not; null where that was not written down. */
  readonly held: number | null;
  readonly finalisationId: string;
  readonly sequence: number;
  readonly rosterDigest: string;
}

/** The latest finalisation of a period, or null. */
export async function latestFinalisation(tx: Tx, periodId: string): Promise<Finalisation | null> {
  const row = await tx.db
    .selectFrom('contributions.finalisation')
    .selectAll()
    .where('period_id', '=', periodId)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    finalisationId: row.finalisation_id,
    sequence: row.sequence,
    rosterDigest: row.roster_digest,
    held: row.held,
    persons: row.persons,
    jkk: BigInt(row.jkk),
    jkm: BigInt(row.jkm),
    amount: BigInt(row.amount),
  };
}

/** Writes a finalisation and its charges from the gathered roster; returns how many were charged. */
export async function insertFinalisation(tx: Tx, period: Period, of: Finalisation): Promise<number> {
  await tx.db
    .insertInto('contributions.finalisation')
    .values({
      finalisation_id: of.finalisationId,
      period_id: period.periodId,
      sequence: of.sequence,
      sponsor: period.sponsor,
      area: period.area,
      held: of.held,
      persons: of.persons,
      jkk: of.jkk.toString(),
      jkm: of.jkm.toString(),
      amount: of.amount.toString(),
      roster_digest: of.rosterDigest,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .execute();
  return insertRows(
    tx,
    sql`
    insert into contributions.charge (person_key, finalisation_id, sponsor, area, month, kpj, jkk, jkm)
    select person_key, ${of.finalisationId}::uuid, ${period.sponsor}, area, ${firstDay(period.month)}::date, kpj, jkk, jkm from month_roster where kpj is not null order by person_key`,
  );
}

/** Writes from the gathered roster what a finalisation costs each budget line, by cover; returns the sum in rupiah. */
export async function insertFinalisationLines(tx: Tx, period: Period, finalisationId: string): Promise<Rupiah> {
  const charged = (
    cover: 'jkk' | 'jkm',
  ) => sql`select ${sql.ref(`${cover}_instrument`)} as instrument_id, left(area, 4) as area, ${cover}::text as cover, count(*) as people
      from month_roster where kpj is not null group by 1, 2`;
  const { rows } = await sql<{ amount: string }>`
    with written as (
      insert into contributions.finalisation_line (finalisation_id, line, cover, sponsor, area, amount)
      select ${finalisationId}::uuid, s.line, s.cover, ${period.sponsor}, ${period.area}, sum(s.amount * c.people)
      from (${charged('jkk')} union all ${charged('jkm')}) c
      join roster.hold_share s on s.instrument_id = c.instrument_id and s.month = ${firstDay(period.month)}::date and s.area = c.area and s.cover = c.cover
      group by s.line, s.cover order by s.line, s.cover returning amount)
    select coalesce(sum(amount), 0) as amount from written`.execute(tx.db);
  return BigInt(rows[0]?.amount ?? 0);
}

export interface AcceptedCode {
  readonly code: string;
  readonly finalisationId: string;
  readonly expiresOn: CivilDate;
}

/** The code of a finalisation, or null. */
export async function codeOf(tx: Tx, finalisationId: string): Promise<AcceptedCode | null> {
  const row = await tx.db
    .selectFrom('contributions.contribution_code')
    .select(['code', 'finalisation_id', 'expires_on'])
    .where('finalisation_id', '=', finalisationId)
    .executeTakeFirst();
  return row === undefined ? null : { code: row.code, finalisationId: row.finalisation_id, expiresOn: row.expires_on as CivilDate };
}

/** Writes a code under the foreign key that lets only the roster's own figures stand; false when the code stands elsewhere. */
export async function insertCode(tx: Tx, period: Period, finalisationId: string, code: ContributionCode): Promise<boolean> {
  const inserted = await tx.db
    .insertInto('contributions.contribution_code')
    .values({
      code: code.code,
      finalisation_id: finalisationId,
      sponsor: period.sponsor,
      area: period.area,
      persons: code.persons,
      amount: code.amount.toString(),
      expires_on: code.expiresOn,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('code')
    .executeTakeFirst();
  return inserted !== undefined;
}

export interface Invoice {
  readonly invoiceId: string;
  readonly number: string;
  readonly code: string;
  readonly finalisationId: string;
  readonly amount: Rupiah;
  readonly dueOn: CivilDate;
}

/** The invoice of a period under any of its codes, or null. */
export async function invoiceOf(tx: Tx, periodId: string): Promise<Invoice | null> {
  const row = await tx.db
    .selectFrom('contributions.invoice as i')
    .innerJoin('contributions.contribution_code as c', 'c.code', 'i.code')
    .innerJoin('contributions.finalisation as f', 'f.finalisation_id', 'c.finalisation_id')
    .select(['i.invoice_id', 'i.number', 'i.code', 'c.finalisation_id', 'i.amount', 'i.due_on'])
    .where('f.period_id', '=', periodId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    invoiceId: row.invoice_id,
    number: row.number,
    code: row.code,
    finalisationId: row.finalisation_id,
    amount: BigInt(row.amount),
    dueOn: row.due_on as CivilDate,
  };
}

export async function insertInvoice(tx: Tx, period: Period, invoice: Invoice): Promise<void> {
  await tx.db
    .insertInto('contributions.invoice')
    .values({
      invoice_id: invoice.invoiceId,
      number: invoice.number,
      code: invoice.code,
      sponsor: period.sponsor,
      area: period.area,
      amount: invoice.amount.toString(),
      due_on: invoice.dueOn,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .execute();
}

/** What each budget line carries of a finalisation, by cover, in rupiah. */
export async function linesOf(tx: Tx, finalisationId: string): Promise<readonly { readonly line: string; readonly cover: string; readonly amount: Rupiah }[]> {
  const rows = await tx.db
    .selectFrom('contributions.finalisation_line')
    .select(['line', 'cover', 'amount'])
    .where('finalisation_id', '=', finalisationId)
    .orderBy('line')
    .orderBy('cover')
    .execute();
  return rows.map(({ line, cover, amount }) => ({ line, cover, amount: BigInt(amount) }));
}
