// SQL of claims: deaths of listed people without a claim, and the claims opened.
import { sql } from 'kysely';
import type { CivilDate } from '../kernel/date.ts';
import { copyTemp } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import { insertRows } from '../platform/insert-rows.ts';

/** A claim stands unless its death proved false. */
const stands = (claim: string) => sql.raw(`not exists (select from claims.case_step f where f.claim_id = ${claim}.claim_id and f.kind = 'false-death')`);

export type ClaimSource = 'death-register' | 'village-report' | 'family-call' | 'public-page';

export interface FoundDeath {
  readonly personKey: string;
  readonly area: string;
  readonly diedOn: CivilDate;
  readonly reportedOn: CivilDate;
  readonly source: string;
}

/** Deaths decided at once: enough that the database is not asked too often, few enough to hold. */
const pageRows = 5_000; // not law: rows at a time

/**
 * Deaths within a programme's term of people on its list, by the given snapshots of the register of deaths; all, or those that have opened no claim yet. In
 * pages, in the order of persons; between two of them the transaction is free for other queries.
 */
export async function* deathsOfListed(
  tx: Tx,
  of: { programme: string; snapshots: readonly string[]; which: 'all' | 'without-claim' },
): AsyncGenerator<readonly FoundDeath[], void, undefined> {
  const { programme, snapshots } = of;
  const without =
    of.which === 'all'
      ? sql``
      : tx.cluster
        ? sql`and d.person_key not in (select c.person_key from claims.probable_claim c where c.event = 'death')`
        : sql`and not exists (select from claims.probable_claim c where c.person_key = d.person_key and c.event = 'death'
            and (c.happened_on = d.died_on or ${stands('c')}))`;
  await sql`drop table if exists pg_temp.death_of_listed`.execute(tx.db);
  await sql`
    create temporary table death_of_listed on commit drop as
    select distinct on (d.person_key) d.person_key, t.area, d.died_on, d.reported_on, d.source
    from registry.death d
    join enrolment.determination t on t.person_key = d.person_key and t.programme = ${programme} and t.change = 'add'
    join enrolment.signature s on s.instrument_id = t.instrument_id
    join programme.programme p on p.programme = t.programme
    where d.snapshot_id = any (${sql.val([...snapshots])}::uuid[]) and d.found
      and d.died_on >= p.first_month and d.died_on < p.last_month + interval '1 month'
      ${without}
    order by d.person_key, d.reported_on`.execute(tx.db);
  await sql`create index on death_of_listed (person_key)`.execute(tx.db);
  for (let last: string | null = null; ;) {
    const { rows }: { rows: FoundDeath[] } = await sql<FoundDeath>`
      select person_key as "personKey", area, died_on as "diedOn", reported_on as "reportedOn", source from death_of_listed
      where ${last}::uuid is null or person_key > ${last}::uuid order by person_key limit ${pageRows}`.execute(tx.db);
    if (rows.length > 0) yield rows;
    if (rows.length < pageRows) return;
    last = rows.at(-1)?.personKey ?? null;
  }
}

/** Stages who died when in a temporary table (person_key uuid, "on" date), in place of those staged before. */
export async function stageDead(tx: Tx, table: string, deaths: readonly FoundDeath[]): Promise<void> {
  await sql`drop table if exists ${sql.table(`pg_temp.${table}`)}`.execute(tx.db);
  await copyTemp(
    tx,
    table,
    'person_key uuid, "on" date',
    deaths.map(({ personKey, diedOn }) => [personKey, diedOn]),
  );
}

/** Records deaths as found on a day; returns how many were not known before. */
export async function saveFoundDeaths(tx: Tx, of: { programme: string; sponsor: string; knownOn: CivilDate }, deaths: readonly FoundDeath[]): Promise<number> {
  return insertRows(
    tx,
    sql`
    insert into claims.found_death (person_key, programme, sponsor, area, happened_on, known_on, recorded_at, author)
    select t.person_key, ${of.programme}, ${of.sponsor}, t.area, t.died_on, ${of.knownOn}::date, ${tx.at}::timestamptz, ${tx.actor.id}
    from unnest(${deaths.map(({ personKey }) => personKey)}::uuid[], ${deaths.map(({ area }) => area)}::text[], ${deaths.map(({ diedOn }) => diedOn)}::date[]) t (person_key, area, died_on)
    order by t.person_key
    on conflict do nothing`,
  );
}

export interface NewClaim {
  readonly claimId: string;
  readonly personKey: string;
  readonly programme: string;
  readonly sponsor: string;
  readonly area: string;
  readonly happenedOn: CivilDate;
  readonly knownOn: CivilDate;
  readonly event: 'death' | 'accident';
  readonly source: ClaimSource;
  readonly benefit: 'full' | 'funeral-only' | 'work-accident';
  readonly amount: bigint;
  readonly confidence: string;
  readonly calculation: unknown;
  readonly conditions: readonly string[];
  readonly missingDocuments: readonly string[];
}

/** Writes claims; a death that has one already keeps it. Returns the ids of the new ones. */
export async function saveClaims(tx: Tx, claims: readonly NewClaim[]): Promise<ReadonlySet<string>> {
  if (claims.length === 0) return new Set();
  const calculations = new Map<unknown, number>(); // many deaths share one, which is long
  for (const { calculation } of claims) if (!calculations.has(calculation)) calculations.set(calculation, calculations.size);
  await copyTemp(
    tx,
    'calculation_staging',
    'calculation_no integer, calculation jsonb',
    [...calculations].map(([calculation, no]) => [no, JSON.stringify(calculation)]),
  );
  await copyTemp(
    tx,
    'claim_staging',
    'claim_id uuid, person_key uuid, programme text, sponsor text, area text, event text, source text, happened_on date, known_on date, benefit text, amount bigint, confidence text, calculation_no integer, conditions text[], missing text[]',
    claims.map((claim) => [
      ...[claim.claimId, claim.personKey, claim.programme, claim.sponsor, claim.area, claim.event, claim.source, claim.happenedOn, claim.knownOn],
      ...[claim.benefit, claim.amount.toString(), claim.confidence, calculations.get(claim.calculation) ?? null, claim.conditions, claim.missingDocuments],
    ]),
  );
  // One more than the claims of this event that proved false: one that stands has that number, and a second is not opened.
  const { rows } = await sql<{ claim_id: string }>`
    insert into claims.probable_claim (claim_id, person_key, programme, sponsor, area, event, source, happened_on, known_on, benefit, amount, confidence, calculation, conditions,
      missing_documents, sequence, recorded_at, author)
    select n.claim_id, n.person_key, n.programme, n.sponsor, n.area, n.event, n.source, n.happened_on, n.known_on, n.benefit, n.amount, n.confidence, k.calculation,
      n.conditions, n.missing,
      1 + (select count(*) from claims.case_step f join claims.probable_claim c on c.claim_id = f.claim_id
        where f.kind = 'false-death' and c.person_key = n.person_key and c.event = n.event),
      ${tx.at}::timestamptz, ${tx.actor.id}
    from claim_staging n join calculation_staging k using (calculation_no) order by n.person_key
    on conflict do nothing returning claim_id`.execute(tx.db);
  await sql`drop table claim_staging, calculation_staging`.execute(tx.db);
  return new Set(rows.map((row) => row.claim_id));
}

/** The claim of a person and event that stands, if there is one. */
export async function standingClaim(tx: Tx, of: { personKey: string; event: string }): Promise<string | undefined> {
  const { rows } = await sql<{ claimId: string }>`
    select c.claim_id as "claimId" from claims.probable_claim c where c.person_key = ${of.personKey}::uuid and c.event = ${of.event} and ${stands('c')}
    order by c.sequence desc limit 1`.execute(tx.db);
  return rows[0]?.claimId;
}

export interface ClaimRow {
  readonly claimId: string;
  readonly event: 'death' | 'accident';
  readonly source: ClaimSource;
  readonly personKey: string;
  readonly programme: string;
  readonly area: string;
  readonly happenedOn: CivilDate;
  readonly knownOn: CivilDate;
  readonly benefit: string;
  readonly amount: string;
  readonly confidence: string;
  readonly conditions: readonly string[];
  readonly missingDocuments: readonly string[];
  readonly calculation: unknown;
}

/** Claims of a programme, or of one person, oldest death first. */
export async function claimsOf(tx: Tx, of: { programme?: string; personKey?: string }): Promise<readonly ClaimRow[]> {
  let query = tx.db
    .selectFrom('claims.probable_claim')
    .select([
      'claim_id as claimId',
      'person_key as personKey',
      'programme',
      'event',
      'source',
      'area',
      'happened_on as happenedOn',
      'known_on as knownOn',
      'benefit',
      'amount',
      'confidence',
      'conditions',
      'missing_documents as missingDocuments',
      'calculation',
    ]);
  if (of.programme !== undefined) query = query.where('programme', '=', of.programme);
  if (of.personKey !== undefined) query = query.where('person_key', '=', of.personKey);
  return (await query.orderBy('happened_on').orderBy('claim_id').execute()) as unknown as readonly ClaimRow[];
}

export interface ClaimTotals {
  readonly opened: number;
  readonly full: number;
  readonly funeralOnly: number;
  readonly amount: bigint;
}

export async function claimTotals(tx: Tx, programme: string): Promise<ClaimTotals> {
  const { rows } = await sql<{ opened: number; full: number; amount: string }>`
    select count(*)::int as opened, count(*) filter (where benefit = 'full')::int as full, coalesce(sum(amount), 0)::text as amount
    from claims.probable_claim where programme = ${programme}`.execute(tx.db);
  const row = rows[0] ?? { opened: 0, full: 0, amount: '0' };
  return { opened: row.opened, full: row.full, funeralOnly: row.opened - row.full, amount: BigInt(row.amount) };
}
