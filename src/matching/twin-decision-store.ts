// SQL of deciding that two people of the register are one, and of the review list with both records side by side.
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import type { StoredReason } from './twin-store.ts';
import type { OnePerson } from './twin.ts';

export type TwinVerdict = 'same-person' | 'different-person';

/** A pair as it was proposed last. */
export interface ProposedTwin {
  readonly sponsor: string;
  readonly area: string;
  readonly oneToken: string;
  readonly otherToken: string;
}

/** The pair as the newest search that proposed it knows it; null when none did, or the actor may not see it. */
export async function proposedTwin(tx: Tx, oneKey: string, otherKey: string): Promise<ProposedTwin | null> {
  const { rows } = await sql<ProposedTwin>`
    select t.sponsor, t.area, t.one_token as "oneToken", t.other_token as "otherToken" from matching.twin t join matching.twin_search s on s.search_id = t.search_id
    where t.one_key = ${oneKey}::uuid and t.other_key = ${otherKey}::uuid order by s.recorded_at desc limit 1`.execute(tx.db);
  return rows[0] ?? null;
}

export interface TwinDecision {
  readonly decisionId: string;
  readonly oneKey: string;
  readonly otherKey: string;
  readonly verdict: TwinVerdict;
  /** The key that stays; null for two people. */
  readonly keptKey: string | null;
  readonly evidence: string;
  /** The decision about the same pair that this one takes the place of. */
  readonly replaces: string | null;
}

/** What stands of a pair. */
export async function standingDecision(
  tx: Tx,
  oneKey: string,
  otherKey: string,
): Promise<(Pick<TwinDecision, 'decisionId' | 'verdict' | 'keptKey'> & { readonly author: string; readonly recordedAt: string }) | null> {
  const { rows } = await sql<Pick<TwinDecision, 'decisionId' | 'verdict' | 'keptKey'> & { author: string; recordedAt: string }>`
    select decision_id as "decisionId", verdict, kept_key as "keptKey", author, recorded_at as "recordedAt" from matching.standing_twin_decision
    where one_key = ${oneKey}::uuid and other_key = ${otherKey}::uuid`.execute(tx.db);
  return rows[0] ?? null;
}

/** Records a decision; false when somebody decided meanwhile. */
export async function insertTwinDecision(tx: Tx, of: TwinDecision, { sponsor, area, oneToken, otherToken }: ProposedTwin): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into matching.twin_decision (decision_id, one_key, other_key, sponsor, area, one_token, other_token, verdict, kept_key, evidence, replaces, recorded_at, author)
    values (${of.decisionId}, ${of.oneKey}::uuid, ${of.otherKey}::uuid, ${sponsor}, ${area}, ${oneToken}::uuid, ${otherToken}::uuid, ${of.verdict},
      ${of.keptKey}::uuid, ${of.evidence}, ${of.replaces}::uuid, ${tx.at}, ${tx.actor.id})
    on conflict do nothing`.execute(tx.db);
  return numAffectedRows === 1n;
}

/** Who was dropped for whom by the decisions that stand. */
export async function standingOnePersons(tx: Tx): Promise<readonly OnePerson[]> {
  const { rows } = await sql<OnePerson>`
    select case when kept_key = one_key then other_key else one_key end as dropped, case when kept_key = one_key then other_token else one_token end as token,
      kept_key as kept from matching.standing_twin_decision where verdict = 'same-person'`.execute(tx.db);
  return rows;
}

/** The months of each key for which somebody pays, as far as the actor may see. */
export async function monthsHeld(tx: Tx, keys: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ person: string; months: string[] }>`
    select person_key as person, array_agg(distinct to_char(month, 'YYYY-MM') order by to_char(month, 'YYYY-MM')) as months from roster.person_month
    where person_key = any (${sql.val([...new Set(keys)])}::uuid[]) group by person_key`.execute(tx.db);
  return new Map(rows.map(({ person, months }) => [person, months]));
}

/** The months of each key for which anybody pays, whoever it is. */
export async function monthsHeldByAnybody(tx: Tx, keys: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ person: string; months: string[] }>`
    select person_key as person, array_agg(to_char(month, 'YYYY-MM') order by month) as months from roster.months_of_keys(${sql.val([...keys])}::uuid[])
    group by person_key`.execute(tx.db);
  return new Map(rows.map(({ person, months }) => [person, months]));
}

/** One person of a pair as the register tells of him; the token is for masking, and never shown. */
export interface TwinPerson {
  readonly personKey: string;
  readonly token: string;
  readonly name: string | null;
  readonly birthDate: string | null;
  readonly sex: string | null;
  readonly birthPlace: string | null;
  readonly motherName: string | null;
  readonly area: string | null;
  readonly status: string | null;
}

export interface ShownTwin {
  readonly one: TwinPerson;
  readonly other: TwinPerson;
  readonly bits: number;
  readonly reasons: readonly StoredReason[];
  readonly decisionId: string | null;
  readonly verdict: TwinVerdict | null;
  readonly keptKey: string | null;
  readonly decidedAt: string | null;
  readonly decidedBy: string | null;
}

const personJson = (side: 'one' | 'other') => {
  const [t, r] = [sql.raw(`t.${side}`), sql.raw(side)];
  return sql`json_build_object('personKey', ${t}_key, 'token', ${t}_token, 'name', ${r}_r.name, 'birthDate', ${r}_r.birth_date, 'sex', ${r}_r.sex,
    'birthPlace', ${r}_r.birth_place, 'motherName', ${r}_r.mother_name, 'area', ${r}_r.area, 'status', ${r}_r.status)`;
};

/** A page of the pairs of a search, the likeliest first; `open` leaves out those decided. */
export async function shownTwins(
  tx: Tx,
  searchId: string,
  population: string,
  page: { readonly open: boolean; readonly limit: number; readonly offset: number },
): Promise<readonly ShownTwin[]> {
  const { rows } = await sql<ShownTwin>`
    select ${personJson('one')} as one, ${personJson('other')} as other, t.bits, t.reasons, d.decision_id as "decisionId", d.verdict, d.kept_key as "keptKey",
      d.recorded_at as "decidedAt", d.author as "decidedBy"
    from (select t.* from matching.twin t where t.search_id = ${searchId}::uuid
        and (not ${page.open} or not exists (select from matching.twin_decision d where d.one_key = t.one_key and d.other_key = t.other_key))
      order by t.bits desc, t.one_key, t.other_key limit ${page.limit} offset ${page.offset}) t
    left join ${sql.raw(population)} one_r on one_r.person_key = t.one_key
    left join ${sql.raw(population)} other_r on other_r.person_key = t.other_key
    left join matching.standing_twin_decision d on d.one_key = t.one_key and d.other_key = t.other_key
    order by t.bits desc, t.one_key, t.other_key`.execute(tx.db);
  return rows;
}

/** Pairs of a search the actor may see: all, and those nobody decided. */
export async function countTwins(tx: Tx, searchId: string): Promise<{ readonly pairs: number; readonly open: number }> {
  const { rows } = await sql<{ pairs: number; open: number }>`
    select count(*)::int as pairs, count(*) filter (where not exists (
      select from matching.twin_decision d where d.one_key = t.one_key and d.other_key = t.other_key))::int as open
    from matching.twin t where t.search_id = ${searchId}::uuid`.execute(tx.db);
  return rows[0] ?? { pairs: 0, open: 0 };
}
