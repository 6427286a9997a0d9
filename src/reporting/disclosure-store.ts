// SQL of whom a disclosure is about: a row of a list, the tokens of a person, and the files that name him.
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';

/** What a row of a list says of who stands in it. */
export async function rowOfList(tx: Tx, listId: string, rowNo: number): Promise<{ readonly token: string | null; readonly name: string | null } | undefined> {
  const { rows } = await sql<{ token: string | null; name: string | null }>`
    select token, name from intake.candidate where list_id = ${listId}::uuid and row_no = ${rowNo}`.execute(tx.db);
  return rows[0];
}

/** Every NIK that means one of a person's keys today, sealed. */
export async function tokensOfKeys(tx: Tx, personKeys: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ token: string }>`
    select token from registry.identifier where person_key = any (${sql.val([...personKeys])}::uuid[]) and valid_to is null`.execute(tx.db);
  return rows.map(({ token }) => token);
}

export interface NamedIn {
  readonly exportId: string;
  readonly fileName: string;
  readonly folder: string;
  readonly reason: string;
  readonly recordedAt: string;
  readonly author: string;
}

/** Copies that were taken of files that name a person: lists he stands in, enrolment files, month rosters, lists of questions. */
export async function copiesNaming(tx: Tx, of: { readonly tokens: readonly string[]; readonly personKeys: readonly string[] }): Promise<readonly NamedIn[]> {
  const { rows } = await sql<NamedIn>`
    select e.export_id as "exportId", e.file_name as "fileName", e.folder, e.reason, e.recorded_at as "recordedAt", e.author
    from permission.export e
    where e.subject in (select c.list_id from intake.candidate c where c.token = any (${sql.val([...of.tokens])}::uuid[]))
      or e.subject in (
        select r.by_list from intake.replaced_row r join intake.candidate c on c.list_id = r.list_id and c.row_no = r.row_no
        where r.kind = 'unchanged' and c.token = any (${sql.val([...of.tokens])}::uuid[]))
      or e.subject in (
        select l.round_id from intake.round_line l where (l.list_id, l.row_no) in (
          select c.list_id, c.row_no from intake.candidate c where c.token = any (${sql.val([...of.tokens])}::uuid[])))
      or e.subject in (select d.instrument_id from enrolment.determination d where d.person_key = any (${sql.val([...of.personKeys])}::uuid[]))
      or (e.owner, e.file_name) in (
        select f.programme, f.name from enrolment.submission s join enrolment.enrolment_file f on f.file_id = s.file_id where s.person_key = any (${sql.val([...of.personKeys])}::uuid[]))
      or exists (
        select from permission.hand_overs_naming(${sql.val([...of.personKeys])}::uuid[]) h where h.choice_id = e.subject or h.file_digest = e.digest)
      or e.digest in (
        select r.file_digest from registry.verification_asked a join registry.verification_request r on r.request_id = a.request_id
        where a.person_key = any (${sql.val([...of.personKeys])}::uuid[]))
      or exists (
        select from contributions.charge c join contributions.finalisation n on n.finalisation_id = c.finalisation_id
          join contributions.period p on p.period_id = n.period_id
        where c.person_key = any (${sql.val([...of.personKeys])}::uuid[]) and p.programme = e.owner and to_char(p.month, 'YYYY-MM') = e.folder and strpos(e.file_name, p.branch) > 0)
    order by e.recorded_at, e.export_id`.execute(tx.db);
  return rows;
}
