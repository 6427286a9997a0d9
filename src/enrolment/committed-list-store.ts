// SQL of what signatures commit to: the rows of a list in the order of person keys, and the hashes kept of them.
import { sql } from 'kysely';
import { apart } from '../platform/apart.ts';
import { copyIn, copyOut, literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import type { Commitment, ListedRow } from './committed-row.ts';

const candidate = [
  'sheet',
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
  'outcome',
];

/** Which rows of a list: persons after one key, up to another (to the last when null), at most so many. */
export interface RowRange {
  readonly instrumentId: string;
  readonly after: string;
  readonly upTo: string | null;
  readonly most: number | null;
}

/** Rows of a list with the candidates they cite, by person key. A determination whose candidate is gone has none. */
export async function listedRows(tx: Tx, { instrumentId, after, upTo, most }: RowRange): Promise<readonly ListedRow[]> {
  const where =
    `t.instrument_id = ${literal(instrumentId)}::uuid and t.person_key > ${literal(after)}::uuid` +
    (upTo === null ? '' : ` and t.person_key <= ${literal(upTo)}::uuid`);
  const rows: ListedRow[] = [];
  const query = `
    select t.person_key, t.change, t.area, to_char(t.first_month, 'YYYY-MM'), to_char(t.last_month, 'YYYY-MM'), t.cause, t.replaces, t.list_id, t.row_no,
      ${candidate.map((column) => `c.${column}`).join(', ')}, array_to_string(c.findings, ' ')
    from enrolment.determination t
    left join ${apart(tx, 'intake.candidate', `list_id in (select t.list_id from enrolment.determination t where ${where})`)} c on c.list_id = t.list_id and c.row_no = t.row_no
    where ${where} order by t.person_key${most === null ? '' : ` limit ${literal(most)}`}`;
  for await (const chunk of copyOut(tx, query)) for (const row of chunk) rows.push(row);
  return rows;
}

/** The digest of the file of each list an instrument cites. */
export async function sourcesOf(tx: Tx, instrumentId: string): Promise<Readonly<Record<string, string>>> {
  const cited = sql`select distinct list_id from enrolment.determination where instrument_id = ${instrumentId}::uuid and list_id is not null`;
  const { rows } = await sql<{ listId: string; fileDigest: string }>`
    select l.list_id as "listId", l.file_digest as "fileDigest" from intake.list l where l.list_id in (${cited})`.execute(tx.db);
  return Object.fromEntries(rows.map(({ listId, fileDigest }) => [listId, fileDigest]));
}

/** The digests of the files of lists as they stand. */
export async function fileDigests(tx: Tx, lists: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ listId: string; fileDigest: string }>`
    select list_id as "listId", file_digest as "fileDigest" from intake.list where list_id = any (${sql.val(lists)}::uuid[])`.execute(tx.db);
  return new Map(rows.map(({ listId, fileDigest }) => [listId, fileDigest]));
}

/** The instrument and its signature as they stand, every field as text; null where there is none. */
export async function linesOf(
  tx: Tx,
  instrumentId: string,
): Promise<{ readonly instrument: readonly (string | null)[] | null; readonly signature: readonly (string | null)[] | null }> {
  const { rows: instrument } = await sql<{ line: (string | null)[] }>`
    select array[instrument_id::text, programme, sponsor, area, kind, number, array_to_string(legal_basis, E'\n'), signatory, effective_on::text, policy_version::text, law_version,
      run_id::text, list_digest, additions::text, removals::text, extract(epoch from recorded_at)::text, author] as line
    from enrolment.instrument where instrument_id = ${instrumentId}::uuid`.execute(tx.db);
  const { rows: signature } = await sql<{ line: (string | null)[] }>`
    select array[instrument_id::text, sponsor, area, proposed_by, signed_by, signed_on::text, algorithm, public_key, signature, extract(epoch from recorded_at)::text] as line
    from enrolment.signature where instrument_id = ${instrumentId}::uuid`.execute(tx.db);
  return { instrument: instrument[0]?.line ?? null, signature: signature[0]?.line ?? null };
}

/** The hashes of up to 256 rows of a list. */
export interface LeafTile {
  readonly people: readonly string[];
  readonly leaves: Buffer;
  readonly candidates: Buffer;
}

const hex = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`;

export async function saveLeaves(
  tx: Tx,
  of: { instrumentId: string; sponsor: string; area: string; first: number; tiles: readonly LeafTile[] },
): Promise<void> {
  await copyIn(
    tx,
    { table: 'enrolment.list_leaf', columns: ['instrument_id', 'tile', 'sponsor', 'area', 'people', 'leaves', 'candidates'] },
    of.tiles.map(({ people, leaves, candidates }, at) => [of.instrumentId, of.first + at, of.sponsor, of.area, people, hex(leaves), hex(candidates)]),
  );
}

export async function saveCommitment(
  tx: Tx,
  of: { instrumentId: string; sponsor: string; area: string; salt: Buffer; commitment: Commitment; digest: string },
): Promise<void> {
  const { people, root, sources, instrumentDigest, signatureDigest, groundsDigest } = of.commitment;
  await tx.db
    .insertInto('enrolment.list_commitment')
    .values({
      instrument_id: of.instrumentId,
      sponsor: of.sponsor,
      area: of.area,
      salt: of.salt,
      people: String(people),
      root,
      sources: JSON.stringify(sources),
      instrument_digest: instrumentDigest,
      signature_digest: signatureDigest,
      grounds_digest: groundsDigest,
      digest: of.digest,
      recorded_at: tx.at,
    })
    .execute();
}

/** A signing as its act tells it, and what was kept of it; fields are null where nothing was. */
export interface SignedList {
  readonly actId: string;
  readonly instrumentId: string;
  readonly actDigest: string;
  readonly number: string | null;
  readonly listDigest: string | null;
  readonly salt: Buffer | null;
  readonly people: number;
  readonly root: Buffer;
  readonly sources: Readonly<Record<string, string>>;
  readonly instrumentDigest: string;
  readonly signatureDigest: string;
  readonly groundsDigest: string | null;
}

/** Every signing there was, oldest first. */
export async function signedLists(tx: Tx): Promise<readonly SignedList[]> {
  const { rows } = await sql<SignedList>`
    select a.act_id as "actId", a.subject as "instrumentId", a.digest as "actDigest", i.number, i.list_digest as "listDigest", c.salt, c.people::float8 as people, c.root, c.sources,
      c.instrument_digest as "instrumentDigest", c.signature_digest as "signatureDigest", c.grounds_digest as "groundsDigest"
    from platform.act a left join enrolment.instrument i on i.instrument_id::text = a.subject left join enrolment.list_commitment c on c.instrument_id::text = a.subject
    where a.kind = 'instrument-signed' order by a.recorded_at, a.act_id`.execute(tx.db);
  return rows;
}

/** Tiles of hashes kept of a list, from one number on. */
export async function leafTiles(tx: Tx, instrumentId: string, from: number, count: number): Promise<readonly LeafTile[]> {
  const { rows } = await sql<LeafTile>`
    select people::text[] as people, leaves, candidates from enrolment.list_leaf
    where instrument_id = ${instrumentId}::uuid and tile >= ${from} and tile < ${from + count} order by tile`.execute(tx.db);
  return rows;
}
