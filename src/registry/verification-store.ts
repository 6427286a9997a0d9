// SQL of the verification exchange: who was asked about, what was answered, and what is still unknown.
import { sql } from 'kysely';
import { apart } from '../platform/apart.ts';
import { type CopyRows, copyOut, copyTemp, literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import { insertRows } from '../platform/insert-rows.ts';
import type { CivilDate } from '../kernel/date.ts';
import type { Instant } from '../kernel/clock.ts';
import { personOf } from './person-store.ts';
import { type Register, type RegisterForm, registerForms } from './registers.ts';
import type { LoadTarget } from './load-store.ts';

/** A list that went out. */
export interface VerificationRequest {
  readonly requestId: string;
  readonly register: Register;
  readonly sponsor: string;
  readonly area: string;
  readonly agreement: string;
  readonly purpose: string;
  readonly asked: number;
  readonly fileDigest: string;
  readonly recordedAt: Instant;
}

/** Asks about the given people (person key, area), each once, numbered in their order; returns how many. */
export async function askAbout(tx: Tx, requestId: string, sponsor: string, people: CopyRows): Promise<number> {
  await copyTemp(tx, 'asked', 'person_key uuid, area text, place bigint', people);
  const asked = await insertRows(
    tx,
    sql`
    insert into registry.verification_asked (person_key, request_id, row_no, sponsor, area)
    select person_key, ${requestId}::uuid, row_number() over (order by min(place)), ${sponsor}, min(area) from pg_temp.asked group by person_key`,
  );
  await sql`drop table pg_temp.asked`.execute(tx.db);
  return asked;
}

/**
 * Asks about everyone this sponsor knows (its registers speak of him, or it asked about him before) whom no source of the register speaks of yet; returns how many.
 * `registry.identifier` holds the people of every sponsor: whom only others know is none of this one's business.
 */
export async function askAboutUnanswered(tx: Tx, form: RegisterForm, requestId: string, sponsor: string, area: string): Promise<number> {
  const known = ['registry.verification_asked', ...Object.values(registerForms).map(({ table }) => table)]
    .map((table) => `select person_key from ${table} where sponsor = ${literal(sponsor)}`)
    .join(' union ');
  return insertRows(
    tx,
    sql`
    insert into registry.verification_asked (person_key, request_id, row_no, sponsor, area)
    select person_key, ${requestId}::uuid, row_number() over (order by person_key), ${sponsor}, ${area} from (${sql.raw(known)}) k
    where not exists (select from ${sql.raw(form.table)} r where r.person_key = k.person_key and r.sponsor = ${sponsor})
      and exists (select from registry.identifier i where i.person_key = k.person_key and i.valid_to is null)`,
  );
}

/** The rows of a request (row number, token), in order, as many as were asked about; of one person's NIKs the key's own is asked. */
export async function* askedTokens(tx: Tx, requestId: string): AsyncGenerator<readonly [rowNo: string, token: string], void, undefined> {
  const asked = `select person_key from registry.verification_asked where request_id = ${literal(requestId)}::uuid`;
  const rows = copyOut(
    tx,
    `select distinct on (a.row_no) a.row_no, i.token from registry.verification_asked a
    join ${apart(tx, 'registry.identifier', `valid_to is null and person_key in (${asked})`)} i on i.person_key = a.person_key and i.valid_to is null
    where a.request_id = ${literal(requestId)}::uuid order by a.row_no, i.source = 'same-person', i.valid_from desc, i.token`,
  );
  for await (const chunk of rows) for (const [rowNo, token] of chunk) yield [rowNo ?? '', token ?? ''];
}

/** Stores the request itself. */
export async function insertRequest(tx: Tx, of: Omit<VerificationRequest, 'recordedAt'>): Promise<void> {
  await sql`
    insert into registry.verification_request (request_id, register, sponsor, area, agreement, purpose, row_count, file_digest, recorded_at, author)
    values (${of.requestId}::uuid, ${of.register}, ${of.sponsor}, ${of.area}, ${of.agreement}, ${of.purpose}, ${of.asked}, ${of.fileDigest}, ${tx.at}, ${tx.actor.id})`.execute(
    tx.db,
  );
}

/** Every request the actor may see, newest first; or the one of an id. */
export async function requests(tx: Tx, requestId: string | null = null): Promise<readonly VerificationRequest[]> {
  const { rows } = await sql<Omit<VerificationRequest, 'asked'> & { asked: string }>`
    select request_id as "requestId", register, sponsor, area, agreement, purpose, row_count as asked, file_digest as "fileDigest", recorded_at as "recordedAt"
    from registry.verification_request where ${requestId}::uuid is null or request_id = ${requestId}::uuid
    order by recorded_at desc, request_id desc`.execute(tx.db);
  return rows.map((row) => ({ ...row, asked: Number(row.asked) }));
}

/** Inserts answers (rows as `answerReader` reads them, sealed, with their line) and returns how many; or the lines about people not asked. */
export async function insertAnswers(
  tx: Tx,
  target: LoadTarget,
  requestId: string,
  rows: CopyRows,
): Promise<{ readonly inserted: number } | { readonly notAsked: readonly number[] }> {
  const { form, columns } = target;
  const request = `${literal(requestId)}::uuid`;
  await copyTemp(tx, 'answered', `found boolean, row_no integer, line integer, ${columns.map(({ field, sqlType }) => `${field} ${sqlType}`).join(', ')}`, rows);
  const identity = tx.cluster
    ? `(select token, person_key from registry.identifier where valid_to is null and token in (select token from pg_temp.answered) offset 0) i on i.token = s.token`
    : `lateral ${personOf('s.token')} i on true`;
  const joined = `pg_temp.answered s left join ${identity}
    left join ${apart(tx, 'registry.verification_asked', `request_id = ${request}`)} a on a.person_key = i.person_key and a.request_id = ${request} and a.row_no = s.row_no`;
  const { rows: strangers } = await tx.client.query<{ line: number }>(`select s.line from ${joined} where a.person_key is null order by s.line limit 20`);
  if (strangers.length > 0) return { notAsked: strangers.map(({ line }) => line) };
  const fields = columns.map(({ field }) => field).filter((field) => field !== 'token' && field !== 'area' && field !== 'kpj');
  const area = columns.some(({ field }) => field === 'area') ? `case when starts_with(s.area, ${literal(target.area)}) then s.area else a.area end` : 'a.area';
  const kpj = form.register !== 'membership' ? '' : columns.some(({ field }) => field === 'kpj') ? ", coalesce(s.kpj, '')" : ", ''";
  const inserted = await insertRows(
    tx,
    sql.raw(`
    insert into ${form.table} (person_key, snapshot_id, sponsor, area, found${kpj === '' ? '' : ', kpj'}${fields.map((field) => `, ${field}`).join('')})
    select a.person_key, ${literal(target.snapshotId)}::uuid, ${literal(target.sponsor)}, ${area}, s.found${kpj}${fields.map((field) => `, s.${field}`).join('')}
    from ${joined} order by a.person_key`),
  );
  await tx.client.query('drop table pg_temp.answered');
  return { inserted };
}

/** Row numbers of people of whom an answer file says both that they were found and that they were not. */
export async function contradictions(tx: Tx, form: RegisterForm, snapshotId: string, requestId: string): Promise<readonly number[]> {
  const { rows } = await sql<{ row_no: number }>`
    select a.row_no from registry.verification_asked a join ${sql.raw(form.table)} r on r.person_key = a.person_key and r.snapshot_id = ${snapshotId}::uuid
    where a.request_id = ${requestId}::uuid group by a.row_no having bool_or(r.found) and not bool_and(r.found) order by a.row_no limit 20`.execute(tx.db);
  return rows.map(({ row_no }) => row_no);
}

/** How far a request is answered, in people. */
export interface VerificationProgress {
  readonly asked: number;
  readonly found: number;
  readonly notFound: number;
  /** Still unknown. */
  readonly unanswered: number;
  /** The day the newest answer speaks of. */
  readonly asOf: CivilDate | null;
}

/** Counts a request's people by their newest answer. */
export async function progressOf(tx: Tx, { requestId, register }: { requestId: string; register: Register }): Promise<VerificationProgress> {
  const { rows } = await sql<{ asked: string; found: string; not_found: string; as_of: CivilDate | null }>`
    select count(*) as asked, count(*) filter (where n.found) as found, count(*) filter (where not n.found) as not_found, max(n.as_of) as as_of
    from registry.verification_asked a
    left join (select distinct on (r.person_key) r.person_key, r.found, s.as_of
      from registry.snapshot s join ${sql.raw(registerForms[register].table)} r on r.snapshot_id = s.snapshot_id
      where s.request_id = ${requestId}::uuid order by r.person_key, s.as_of desc, s.recorded_at desc) n on n.person_key = a.person_key
    where a.request_id = ${requestId}::uuid`.execute(tx.db);
  const [asked, found, notFound] = [Number(rows[0]?.asked), Number(rows[0]?.found), Number(rows[0]?.not_found)];
  return { asked, found, notFound, unanswered: asked - found - notFound, asOf: rows[0]?.as_of ?? null };
}
