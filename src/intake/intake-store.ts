// Decides how lists, their sealed files and their candidates are written and read: the SQL of schema intake.
import { hideLongNumbers } from '../kernel/long-number.ts';
import { sql } from 'kysely';
import type { Instant } from '../kernel/clock.ts';
import { apart } from '../platform/apart.ts';
import { type CopyField, copyIn, literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import type { IntakeCode } from './findings.ts';
import type { Media } from './media.ts';
import type { SheetReading } from './list.ts';
import type { CandidateRow } from './row.ts';
import type { RowReference } from './row-reference.ts';

/** A candidate whose NIK and family card number are sealed. */
export interface SealedRow extends Omit<CandidateRow, 'nik' | 'written' | 'household'> {
  /** What stood in place of a NIK, sealed like one. */
  readonly written: string | null;
  readonly token: string | null;
  readonly household: string | null;
}

/** A list ready to be written. */
export interface SealedList {
  readonly listId: string;
  readonly area: string;
  readonly fileName: string;
  readonly fileDigest: string;
  readonly media: Media;
  readonly sealed: Buffer;
  readonly rows: readonly SealedRow[];
  readonly sheets: readonly SheetReading[];
  /** The references its rows carry, by row; there where the file was given back by Payung before. */
  readonly references?: ReadonlyMap<number, RowReference>;
  readonly accepted: number;
  readonly rejected: number;
  readonly inReview: number;
}

/** What the lists of one submission have in common. */
export interface Handover {
  readonly programme: string;
  readonly sponsor: string;
  readonly sender: string;
  readonly receivedAt: Instant;
}

/** Sponsor and time zone of a programme, or null. */
export async function programmeOf(tx: Tx, programme: string): Promise<{ readonly sponsor: string; readonly timeZone: string } | null> {
  const { rows } = await sql<{ sponsor: string; timeZone: string }>`
    select p.sponsor, s.time_zone as "timeZone" from programme.programme p join programme.sponsor s using (sponsor)
    where p.programme = ${programme}`.execute(tx.db);
  return rows[0] ?? null;
}

/** A sponsor's own region and the kabupaten in it. */
export interface Region {
  readonly code: string;
  readonly kabupaten: ReadonlySet<string>;
}

/** The region of a sponsor. Villages split and merge faster than lists of codes follow, so only the kabupaten of a code is held against them. */
export async function regionOf(tx: Tx, sponsor: string): Promise<Region> {
  const { rows } = await sql<{ region: string; code: string | null }>`
    select s.region_code as region, r.code from programme.sponsor s
    left join programme.region r on r.code_system = s.code_system and r.level = 'kabupaten' and starts_with(r.code, s.region_code) and r.valid_to is null
    where s.sponsor = ${sponsor}`.execute(tx.db);
  return { code: rows[0]?.region ?? '', kabupaten: new Set(rows.flatMap(({ code }) => (code === null ? [] : [code]))) };
}

/** Lists of a programme by the digest of their file, among the given digests; withdrawn ones do not count. */
export async function listsByDigest(tx: Tx, programme: string, digests: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ digest: string; listId: string }>`
    select l.file_digest as digest, l.list_id as "listId" from intake.list l
    where l.programme = ${programme} and l.file_digest = any(${digests}::text[])
      and not exists (select from intake.withdrawal w where w.list_id = l.list_id)`.execute(tx.db);
  return new Map(rows.map(({ digest, listId }) => [digest, listId]));
}

/** Inserts the lists that are not there yet (or were, and are withdrawn) with their files; returns the ids inserted. */
export async function insertLists(tx: Tx, handover: Handover, lists: readonly SealedList[]): Promise<ReadonlySet<string>> {
  const { programme, sponsor, sender, receivedAt } = handover;
  const { rows } = await sql<{ listId: string }>`
    insert into intake.list (list_id, programme, sponsor, area, sender, file_name, file_digest, media, row_count, accepted, rejected, in_review, withdrawn_before, received_at, recorded_at, author)
    select l.list_id, ${programme}, ${sponsor}, l.area, ${sender}, l.file_name, l.file_digest, l.media, l.accepted + l.rejected + l.in_review,
      l.accepted, l.rejected, l.in_review, coalesce(b.lists, 0), ${receivedAt}, ${tx.at}, ${tx.actor.id}
    from unnest(${lists.map(({ listId }) => listId)}::uuid[], ${lists.map(({ area }) => area)}::text[], ${lists.map(({ fileName }) => fileName)}::text[],
      ${lists.map(({ fileDigest }) => fileDigest)}::text[], ${lists.map(({ media }) => media)}::text[], ${lists.map(({ accepted }) => accepted)}::int[],
      ${lists.map(({ rejected }) => rejected)}::int[], ${lists.map(({ inReview }) => inReview)}::int[])
      as l (list_id, area, file_name, file_digest, media, accepted, rejected, in_review)
    left join intake.withdrawn_lists(${programme}, ${lists.map(({ fileDigest }) => fileDigest)}::text[]) b on b.file_digest = l.file_digest
    order by l.file_digest
    on conflict (programme, file_digest, withdrawn_before) do nothing
    returning list_id as "listId"`.execute(tx.db);
  const inserted = new Set(rows.map(({ listId }) => listId));
  const files = lists.filter(({ listId }) => inserted.has(listId));
  if (files.length > 0) {
    // Values, not arrays: a lone Buffer travels as binary, in an array as hexadecimal text.
    await tx.db
      .insertInto('intake.list_file')
      .values(files.map(({ listId, area, sealed }) => ({ list_id: listId, sponsor, area, sealed })))
      .execute();
  }
  return inserted;
}

const candidateColumns = [
  'list_id',
  'row_no',
  'sheet',
  'programme',
  'sponsor',
  'area',
  'token',
  'name',
  'birth_place',
  'birth_date',
  'sex',
  'address',
  'occupation',
  'mother_name',
  'phone',
  'household',
  'written',
  'outcome',
  'findings',
] as const;

/** Rows written between two tellings of how far it is. */
const tellEvery = 1_000; // not law: rows at a time

function* candidateRows({ programme, sponsor }: Handover, lists: readonly SealedList[], tell: (written: number) => void): Generator<readonly CopyField[]> {
  let written = 0;
  for (const { listId, area, rows } of lists) {
    for (const row of rows) {
      if (written % tellEvery === 0) tell(written);
      written += 1;
      yield [
        listId,
        row.rowNo,
        hideLongNumbers(row.sheet),
        programme,
        sponsor,
        area,
        row.token,
        row.name,
        row.birthPlace,
        row.birthDate,
        row.sex,
        row.address,
        row.occupation,
        row.motherName,
        row.phone,
        row.household,
        row.written,
        row.outcome,
        row.findings,
      ];
    }
  }
}

/** Writes the candidates of the lists; returns how many. `tell` hears how many are written; what it throws undoes all of them. */
export const insertCandidates = (tx: Tx, handover: Handover, lists: readonly SealedList[], tell: (written: number) => void = () => {}): Promise<number> =>
  copyIn(tx, { table: 'intake.candidate', columns: candidateColumns, orderBy: 'list_id, row_no' }, candidateRows(handover, lists, tell));

/** A list as it stands. Counts: rows = accepted + rejected + inReview. */
export interface ListRecord {
  readonly listId: string;
  readonly programme: string;
  readonly sponsor: string;
  readonly area: string;
  readonly sender: string;
  readonly fileName: string;
  readonly fileDigest: string;
  readonly media: Media;
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly inReview: number;
  readonly receivedAt: string;
  readonly withdrawnAt: string | null;
}

const listRecord = sql`l.list_id as "listId", l.programme, l.sponsor, l.area, l.sender, l.file_name as "fileName", l.file_digest as "fileDigest", l.media,
  l.row_count as rows, l.accepted, l.rejected, l.in_review as "inReview", l.received_at as "receivedAt", w.recorded_at as "withdrawnAt"
  from intake.list l left join intake.withdrawal w using (list_id)`;

/** The list with an id, or null. */
export async function listById(tx: Tx, listId: string): Promise<ListRecord | null> {
  const { rows } = await sql<ListRecord>`select ${listRecord} where l.list_id = ${listId}`.execute(tx.db);
  return rows[0] ?? null;
}

/** Lists made of a file, by its digest or its name, the last received first. */
export async function listsOfFile(tx: Tx, file: { readonly digest: string | null; readonly name: string }): Promise<readonly ListRecord[]> {
  const which = file.digest === null ? sql`l.file_name = ${file.name}` : sql`l.file_digest = ${file.digest}`;
  const { rows } = await sql<ListRecord>`select ${listRecord} where ${which} order by l.received_at desc, l.list_id desc`.execute(tx.db);
  return rows;
}

/** Every list of a programme, in the order they were received. */
export async function listsOfProgramme(tx: Tx, programme: string): Promise<readonly ListRecord[]> {
  const { rows } = await sql<ListRecord>`
    select ${listRecord} where l.programme = ${programme} order by l.received_at, l.area, l.file_name, l.list_id`.execute(tx.db);
  return rows;
}

/** A row that has findings. */
export interface FoundRow {
  readonly rowNo: number;
  readonly sheet: string;
  readonly token: string | null;
  readonly name: string | null;
  readonly outcome: string;
  readonly findings: readonly IntakeCode[];
}

/** The rows of a list about which there is something to say. */
export async function rowsWithFindings(tx: Tx, listId: string): Promise<readonly FoundRow[]> {
  const { rows } = await sql<FoundRow>`
    select row_no as "rowNo", sheet, token, name, outcome, findings from intake.candidate
    where list_id = ${listId} and findings <> '{}' order by row_no`.execute(tx.db);
  return rows;
}

/** The sealed bytes of the very file, or null. */
export async function sealedFile(tx: Tx, listId: string): Promise<Buffer | null> {
  const { rows } = await sql<{ sealed: Buffer }>`select sealed from intake.list_file where list_id = ${listId}`.execute(tx.db);
  return rows[0]?.sealed ?? null;
}

/** Records that a list was taken back; false when it was already. */
export async function insertWithdrawal(tx: Tx, { listId, sponsor, area }: ListRecord, reason: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into intake.withdrawal (list_id, sponsor, area, reason, recorded_at, author)
    values (${listId}, ${sponsor}, ${area}, ${reason}, ${tx.at}, ${tx.actor.id})
    on conflict (list_id) do nothing`.execute(tx.db);
  return numAffectedRows === 1n;
}

/** Everybody the lists of a programme name by a readable NIK, each once, with the village of one of the lists. */
export async function peopleListed(tx: Tx, programme: string): Promise<readonly { readonly personKey: string; readonly area: string }[]> {
  const identifiers = apart(tx, 'registry.identifier', `token in (select token from intake.candidate where programme = ${literal(programme)})`);
  const { rows } = await sql<{ personKey: string; area: string }>`
    select distinct on (i.person_key) i.person_key as "personKey", c.area from intake.candidate c
    join intake.list l on l.list_id = c.list_id join ${sql.raw(identifiers)} i on i.token = c.token and i.valid_to is null
    where l.programme = ${programme} and not exists (select from intake.withdrawal w where w.list_id = l.list_id)
    order by i.person_key, c.list_id, c.row_no`.execute(tx.db);
  return rows;
}
