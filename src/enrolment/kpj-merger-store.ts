// SQL of merged membership numbers: the answer under the old number is followed by one under the number that stays, so that nothing hangs on the old one.
import { sql } from 'kysely';
import { apart } from '../platform/apart.ts';
import type { Tx } from '../platform/database.ts';

/** A staged merger that cannot be carried out, and why: the person never had the number, or the number that stays is somebody else's. */
export interface WrongMerger {
  readonly row: number;
  readonly wrong: 'not-his' | 'of-another';
}

/** Mergers staged in `merger_staging` (row of the file, token, merged, kept, evidence; keys in `known_key`) that cannot be carried out; the first of them. */
export async function wrongMergers(tx: Tx): Promise<readonly WrongMerger[]> {
  const answers = sql.raw(apart(tx, 'enrolment.registration_answer', 'kpj in (select merged from merger_staging union all select kept from merger_staging)'));
  const { rows } = await sql<WrongMerger>`
    with had as materialized (select distinct a.kpj, a.person_key from ${answers} a where a.kpj in (select merged from merger_staging union all select kept from merger_staging)),
    judged as (
      select s.file_row, exists (select from had a join known_key i on i.person_key = a.person_key where i.token = s.token and a.kpj = s.merged) as his,
        exists (select from had a where a.kpj = s.kept and not exists (select from known_key i where i.token = s.token and i.person_key = a.person_key)) as of_another
      from merger_staging s)
    select file_row as row, case when his then 'of-another' else 'not-his' end as wrong from judged where not his or of_another order by 1 limit 20`.execute(
    tx.db,
  );
  return rows;
}

/** Records the staged mergers and, behind each standing answer under a merged number, one under the number that stays. Returns how many mergers were new. */
export async function saveMergers(tx: Tx, of: { sponsor: string; answeredOn: string }): Promise<number> {
  const answers = sql.raw(apart(tx, 'enrolment.registration_answer', 'kpj in (select merged from merger_staging)'));
  await sql`
    create temporary table merging on commit drop as
    select distinct on (i.person_key, s.merged) i.person_key, s.merged, s.kept, s.evidence from merger_staging s join known_key i on i.token = s.token
    where (i.person_key, s.merged) in (select a.person_key, a.kpj from ${answers} a)
      and not exists (select from enrolment.kpj_merger m where m.person_key = i.person_key and m.merged = s.merged)
    order by i.person_key, s.merged, s.file_row`.execute(tx.db);
  const standing = sql.raw(apart(tx, 'enrolment.registration_answer', 'person_key in (select person_key from merging)'));
  await sql`
    insert into enrolment.registration_answer (person_key, file_id, sequence, sponsor, area, programme, outcome, kpj, reason, answered_on, recorded_at)
    select a.person_key, a.file_id, a.sequence + 1, a.sponsor, a.area, a.programme, 'registered', m.kept, 'KPJ ' || m.merged || ' digabung / merged', ${of.answeredOn}::date, ${tx.at}::timestamptz
    from merging m join ${standing} a on a.person_key = m.person_key and a.kpj = m.merged and a.outcome = 'registered'
    where not exists (select from ${standing} later where later.person_key = a.person_key and later.file_id = a.file_id and later.sequence > a.sequence)
    order by a.person_key`.execute(tx.db);
  const { rows } = await sql<{ merged: number }>`
    with merged as (
      insert into enrolment.kpj_merger (person_key, merged, into_kpj, sponsor, area, answered_on, evidence, recorded_at, author)
      select m.person_key, m.merged, m.kept, ${of.sponsor}, coalesce((select min(a.area) from ${standing} a where a.person_key = m.person_key), ''), ${of.answeredOn}::date, m.evidence,
        ${tx.at}::timestamptz, ${tx.actor.id} from merging m order by m.person_key
      returning 1)
    select count(*)::int as merged from merged`.execute(tx.db);
  return rows[0]?.merged ?? 0;
}
