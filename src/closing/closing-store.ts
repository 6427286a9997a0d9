// Decides how owners of open cases are read and a closing is written.
import { sql } from 'kysely';
import type { Rupiah } from '../kernel/money.ts';
import type { Tx } from '../platform/database.ts';

/** Who goes on with which case. */
export async function ownersOf(tx: Tx, caseIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ case_id: string; owners: string[] }>`
    select case_id::text as case_id, array_agg(assigned_to order by recorded_at, assigned_to) as owners from permission.standing_assignment
    where case_id::text = any (${sql.val([...caseIds])}::text[]) group by case_id`.execute(tx.db);
  return new Map(rows.map(({ case_id, owners }) => [case_id, owners]));
}

/** Digests of what a closed programme is proven by: decrees, final rosters, posting files, public accounts. */
export async function archiveOf(
  tx: Tx,
  programme: string,
): Promise<readonly { readonly kind: string; readonly name: string; readonly digest: string; readonly recordedAt: string }[]> {
  const { rows } = await sql<{ kind: string; name: string; digest: string; recordedAt: string }>`
    select 'instrument' as kind, i.number as name, i.list_digest as digest, i.recorded_at as "recordedAt" from enrolment.instrument i
      where i.programme = ${programme} and i.instrument_id in (select instrument_id from enrolment.signature)
    union all select 'enrolment-file', name, file_digest, recorded_at from enrolment.enrolment_file where programme = ${programme}
    union all select 'finalisation', to_char(p.month, 'YYYY-MM') || ' ' || p.branch || ' ' || f.sequence, f.roster_digest, f.recorded_at
      from contributions.finalisation f join contributions.period p using (period_id) where p.programme = ${programme}
    union all select 'posting-file', g.name, g.file_digest, g.recorded_at from contributions.posting_file g
      where g.code in (select c.code from contributions.contribution_code c join contributions.finalisation f using (finalisation_id) join contributions.period p using (period_id) where p.programme = ${programme})
    union all select 'public-account', as_of::text, digest, recorded_at from reporting.publication where programme = ${programme}
    order by 1, 4, 2`.execute(tx.db);
  return rows;
}

export interface ClosedProgramme {
  readonly programme: string;
  readonly unspent: Rupiah;
  readonly atAdministrator: Rupiah;
  readonly openClaims: number;
  readonly openObjections: number;
  readonly despite: string | null;
  readonly annexDigest: string;
  readonly recordedAt: string;
  readonly author: string;
}

export async function closedProgramme(tx: Tx, programme: string): Promise<ClosedProgramme | null> {
  const row = await tx.db
    .selectFrom('closing.programme_closing')
    .select([
      'programme',
      'unspent',
      'at_administrator as atAdministrator',
      'open_claims as openClaims',
      'open_objections as openObjections',
      'despite',
      'annex_digest as annexDigest',
      'recorded_at as recordedAt',
      'author',
    ])
    .where('programme', '=', programme)
    .executeTakeFirst();
  return row === undefined ? null : { ...row, unspent: BigInt(row.unspent), atAdministrator: BigInt(row.atAdministrator) };
}

/** Records a closing; false when the programme was closed before. */
export async function saveClosing(
  tx: Tx,
  of: Omit<ClosedProgramme, 'recordedAt' | 'author'> & { readonly sponsor: string; readonly area: string; readonly content: unknown },
): Promise<boolean> {
  const inserted = await tx.db
    .insertInto('closing.programme_closing')
    .values({
      programme: of.programme,
      sponsor: of.sponsor,
      area: of.area,
      unspent: of.unspent.toString(),
      at_administrator: of.atAdministrator.toString(),
      open_claims: of.openClaims,
      open_objections: of.openObjections,
      despite: of.despite,
      annex_digest: of.annexDigest,
      content: JSON.stringify(of.content, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part)),
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('programme')
    .executeTakeFirst();
  return inserted !== undefined;
}
