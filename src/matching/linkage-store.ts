// SQL of linkage: the rows that mean nobody for certain, the people of the register near them, and what was proposed.
import { sql } from 'kysely';
import { type CopyField, copyIn, copyOut, copyTemp, literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import { nearDates, nearNiks, saysNoDay } from './near-nik.ts';
import type { DatedWeights, DescribedPerson, RegisteredPerson } from './person-linkage.ts';
import type { MatchCode } from './findings.ts';

/** Why a row means nobody for certain: then persons are proposed. */
export const doubtfulCodes: readonly MatchCode[] = ['nik-unreadable', 'nik-not-in-population', 'nik-of-another-person', 'name-differs', 'birth-date-differs'];

/** A doubtful row as stored: numbers sealed. */
export interface DoubtfulRow {
  readonly listId: string;
  readonly rowNo: number;
  readonly area: string;
  readonly token: string | null;
  readonly name: string | null;
  readonly birthDate: string | null;
  readonly sex: string | null;
  readonly motherName: string | null;
  readonly birthPlace: string | null;
  readonly household: string | null;
}

/** The doubtful rows of an assessment about which no person was confirmed yet, in the order of lists and rows; chunk by chunk. */
export async function* doubtfulRows(tx: Tx, runId: string): AsyncGenerator<readonly DoubtfulRow[]> {
  const query = `
    select c.list_id, c.row_no, c.area, coalesce(c.token, c.written), c.name, c.birth_date, c.sex, c.mother_name, c.birth_place, c.household
    from matching.match m join intake.candidate c on c.list_id = m.list_id and c.row_no = m.row_no
    where m.run_id = ${literal(runId)}::uuid and m.outcome <> 'accept' and m.reasons && ${literal(`{${doubtfulCodes.join(',')}}`)}::text[]
      and (c.name is not null or c.birth_date is not null)
      and not exists (select from matching.standing_decision d where d.list_id = m.list_id and d.row_no = m.row_no and d.verdict = 'same-person')
    order by c.list_id, c.row_no`;
  for await (const chunk of copyOut(tx, query)) {
    yield chunk.map(
      ([listId, rowNo, area, token = null, name = null, birthDate = null, sex = null, motherName = null, birthPlace = null, household = null]) => ({
        listId: listId ?? '',
        rowNo: Number(rowNo),
        area: area ?? '',
        token,
        name,
        birthDate,
        sex,
        motherName,
        birthPlace,
        household,
      }),
    );
  }
}

const personColumns = 'p.person_key, p.name, p.birth_date, p.sex, p.area, p.mother_name, p.birth_place, p.household';

/** Not law: days of five years. */
const wideBlock = `union all
    select d.ref, ${personColumns}, null from described d
    join p on (starts_with(p.area, d.area) or string_to_array(upper(p.name), ' ') && string_to_array(d.name, ' '))
      and (d.birth_date is null or p.birth_date is null or p.birth_date between d.birth_date - 1826 and d.birth_date + 1826)
    where d.name is not null`;

/**
 * Everybody of `population` (SQL of register rows) near one of the described, with the ref of the one he is near, some more than once. Near is: his NIK is
 * one slip from the digits written (looked up by the tokens of all variants); or born on a near day in the same kabupaten; or of the same village and
 * within ten years; or of the same name and birth date wherever; or of the same family card. A day that means "unknown" counts in the same kecamatan only.
 * `wide` is for one described by hand: whoever lives in his region or bears a word of his name, within five years, is near as well. One statement; the transaction must be one that may write (it makes temporary tables).
 */
export async function* peopleNear(
  tx: Tx,
  described: readonly DescribedPerson[],
  population: string,
  sealAll: (niks: readonly string[]) => readonly string[],
  wide = false,
): AsyncGenerator<readonly { readonly ref: number; readonly person: RegisteredPerson; readonly token: string | null }[]> {
  await copyTemp(tx, 'near_nik', 'ref integer, token uuid', nikRows(described, sealAll));
  await copyTemp(tx, 'near_birth', 'ref integer, birth_date date, kabupaten text, within text', birthRows(described));
  await copyTemp(
    tx,
    'described',
    'ref integer, area text, name text, birth_date date, household uuid',
    described.map(({ ref, area, name, birthDate, household }) => [ref, area, name?.toUpperCase() ?? null, birthDate, household]),
  );
  const query = `
    with p as not materialized (select * from ${population} r where found)
    select n.ref, ${personColumns}, n.token from near_nik n
    join registry.identifier i on i.token = n.token and i.valid_to is null join p on p.person_key = i.person_key
    union all
    select b.ref, ${personColumns}, null from near_birth b
    join p on p.birth_date = b.birth_date and left(p.area, 4) = b.kabupaten and starts_with(p.area, b.within)
    union all
    select d.ref, ${personColumns}, null from described d
    join p on p.area = d.area and (d.birth_date is null or p.birth_date between d.birth_date - 3653 and d.birth_date + 3653) -- not law: days of ten years
    union all
    select d.ref, ${personColumns}, null from described d join p on p.birth_date = d.birth_date and upper(p.name) = d.name and p.area <> d.area
    union all
    select d.ref, ${personColumns}, null from described d join p on p.household = d.household
    ${wide ? wideBlock : ''}`;
  for await (const chunk of copyOut(tx, query)) {
    yield chunk.map(
      ([ref, personKey, name = null, birthDate = null, sex = null, area, motherName = null, birthPlace = null, household = null, token = null]) => ({
        ref: Number(ref),
        person: { personKey: personKey ?? '', name, birthDate, sex, area: area ?? '', motherName, birthPlace, household, nik: null },
        token,
      }),
    );
  }
  await sql`drop table near_nik, near_birth, described`.execute(tx.db);
}

function* nikRows(described: readonly DescribedPerson[], sealAll: (niks: readonly string[]) => readonly string[]): Generator<readonly CopyField[]> {
  for (const { ref, written } of described) {
    if (written === null) continue;
    for (const token of sealAll([written, ...nearNiks(written)])) yield [ref, token];
  }
}

function* birthRows(described: readonly DescribedPerson[]): Generator<readonly CopyField[]> {
  for (const { ref, birthDate, area } of described) {
    if (birthDate === null) continue;
    for (const date of nearDates(birthDate)) yield [ref, date, area.slice(0, 4), saysNoDay(date) ? area.slice(0, 6) : area.slice(0, 4)];
  }
}

/** The sealed NIKs of people, by person key: each key's own, before one that came to mean it because two were found to be one person's. */
export async function tokensOf(tx: Tx, people: readonly string[]): Promise<ReadonlyMap<string, string>> {
  await copyTemp(
    tx,
    'wanted_person',
    'person_key uuid',
    [...new Set(people)].map((person) => [person]),
  );
  const { rows } = await sql<{ person: string; token: string }>`
    select distinct on (i.person_key) i.person_key as person, i.token from registry.identifier i join wanted_person w on w.person_key = i.person_key
    where i.valid_to is null order by i.person_key, i.source = 'same-person', i.valid_from desc, i.token`.execute(tx.db);
  await sql`drop table wanted_person`.execute(tx.db);
  return new Map(rows.map(({ person, token }) => [person, token]));
}

/** One proposed person of a row, as stored. */
export interface StoredProposal {
  readonly listId: string;
  readonly rowNo: number;
  readonly area: string;
  readonly personKey: string;
  readonly token: string;
  readonly place: number;
  readonly bits: number;
  readonly reasons: readonly { readonly comparison: string; readonly level: string | null; readonly weight: number }[];
}

const proposalColumns = ['list_id', 'row_no', 'person_key', 'proposing_id', 'sponsor', 'area', 'person_token', 'place', 'bits', 'reasons'] as const;

export const saveProposals = (tx: Tx, proposingId: string, sponsor: string, rows: readonly StoredProposal[]): Promise<number> =>
  copyIn(
    tx,
    { table: 'matching.proposal', columns: proposalColumns, orderBy: 'list_id, row_no' },
    rows.map((row) => [row.listId, row.rowNo, row.personKey, proposingId, sponsor, row.area, row.token, row.place, row.bits, JSON.stringify(row.reasons)]),
  );

/** A search for persons, as recorded. */
export interface Proposing {
  readonly proposingId: string;
  readonly programme: string;
  readonly sponsor: string;
  readonly area: string;
  readonly runId: string;
  readonly weights: string;
  readonly snapshots: readonly { readonly asOf: string; readonly digest: string }[];
  readonly rows: number;
  readonly proposed: number;
}

export async function insertProposing(tx: Tx, of: Proposing): Promise<void> {
  await sql`
    insert into matching.proposing (proposing_id, programme, sponsor, area, run_id, weights, snapshots, row_count, proposed_count, recorded_at, author)
    values (${of.proposingId}, ${of.programme}, ${of.sponsor}, ${of.area}, ${of.runId}, ${of.weights}, ${JSON.stringify(of.snapshots)}::jsonb, ${of.rows},
      ${of.proposed}, ${tx.at}, ${tx.actor.id})`.execute(tx.db);
}

/** The last search of a programme. */
export async function latestProposing(tx: Tx, programme: string): Promise<(Proposing & { readonly recordedAt: string }) | null> {
  const { rows } = await sql<Proposing & { readonly recordedAt: string }>`
    select proposing_id as "proposingId", programme, sponsor, area, run_id as "runId", weights, snapshots, row_count as rows, proposed_count as proposed,
      recorded_at as "recordedAt"
    from matching.proposing where programme = ${programme} order by recorded_at desc, proposing_id desc limit 1`.execute(tx.db);
  return rows[0] ?? null;
}

/** Weights an installation estimated, the newest that hold at an instant. */
export async function weightsOn(tx: Tx, sponsor: string, at: string): Promise<{ readonly weightsId: string; readonly content: DatedWeights } | null> {
  const { rows } = await sql<{ weightsId: string; content: DatedWeights }>`
    select weights_id as "weightsId", content from matching.linkage_weights where sponsor = ${sponsor} and valid_from <= ${at}::timestamptz::date
    order by valid_from desc, recorded_at desc limit 1`.execute(tx.db);
  return rows[0] ?? null;
}

export async function insertWeights(tx: Tx, of: { weightsId: string; sponsor: string; area: string; content: DatedWeights }): Promise<void> {
  const { weightsId, sponsor, area, content } = of;
  await sql`
    insert into matching.linkage_weights (weights_id, sponsor, area, valid_from, estimated_from, content, recorded_at, author)
    values (${weightsId}, ${sponsor}, ${area}, ${content.from}, ${JSON.stringify(content.estimatedFrom)}::jsonb, ${JSON.stringify(content)}::jsonb, ${tx.at},
      ${tx.actor.id})`.execute(tx.db);
}
