// SQL of one person under two NIKs: a NIK means another key from a day on, as dated rows of `registry.identifier`; no other table moves.
import { sql } from 'kysely';
import { apart } from '../platform/apart.ts';
import type { Tx } from '../platform/database.ts';
import type { FormerKey } from './one-person.ts';

/**
 * Every key a person was known under before, with the one that means him today. As many as people decided, not as there are people. A key a NIK means today is
 * nobody's former one: of a decision that was taken back, the NIK's history still names it.
 */
export async function formerKeys(tx: Tx): Promise<readonly FormerKey[]> {
  const { rows } = await sql<FormerKey>`
    with once as materialized (select distinct former_key, person_key from registry.one_person)
    select former_key as "formerKey", person_key as "personKey" from once
    where former_key not in (select person_key from registry.identifier where valid_to is null and person_key in (select former_key from once)) order by 1`.execute(
    tx.db,
  );
  return rows;
}

/**
 * Gathers in the temporary table `known_key` (token, person_key, own) every key of whomever the tokens of a temporary table mean: the one that means him today and
 * those he was known under before, so that what stands under a former key is found by any of his NIKs. `own`: the key was made for this very NIK.
 */
export async function gatherKnownKeys(tx: Tx, staging: string): Promise<void> {
  const identifiers = apart(tx, 'registry.identifier', `token in (select token from ${staging})`);
  const former = await formerKeys(tx);
  await sql`
    create temporary table known_key on commit drop as
    with meaning as materialized (
      select token, person_key, valid_to, source from ${sql.raw(identifiers)} i where token in (select token from ${sql.raw(staging)})),
    today as (select distinct token, person_key from meaning where valid_to is null),
    every_key as (
      select token, person_key from today
      union select t.token, f.key from today t
        join unnest(${former.map(({ formerKey }) => formerKey)}::uuid[], ${former.map(({ personKey }) => personKey)}::uuid[]) f (key, person) on f.person = t.person_key)
    select e.token, e.person_key,
      exists (select from meaning m where m.token = e.token and m.person_key = e.person_key and m.source <> 'same-person') as own
    from every_key e`.execute(tx.db);
  await sql`analyze known_key`.execute(tx.db);
}

/** Every key of whoever a sealed NIK means, the one that means him today first; none when nobody has it. */
export async function keysOfPerson(tx: Tx, token: string): Promise<readonly string[]> {
  const { rows } = await sql<{ key: string }>`
    with today as materialized (
      select person_key from registry.identifier where token = ${token}::uuid and valid_to is null order by valid_from desc limit 1),
    former as materialized (select former_key from registry.one_person where person_key in (select person_key from today))
    select person_key as key from today
    union all select former_key from former
      where former_key not in (select person_key from registry.identifier where valid_to is null and person_key in (select former_key from former))`.execute(
    tx.db,
  );
  return rows.map(({ key }) => key);
}

/** The keys sealed NIKs mean now, their rows held until the transaction ends. */
export async function keysHeld(tx: Tx, tokens: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ token: string; person: string }>`
    select token, person_key as person from registry.identifier where token = any (${sql.val([...tokens])}::uuid[]) and valid_to is null
    order by token for update`.execute(tx.db);
  return new Map(rows.map(({ token, person }) => [token, person]));
}

/** What a sealed NIK means from today on, and why: `same-person`, or `different-person` when that was taken back. */
export interface Meaning {
  readonly token: string;
  readonly personKey: string;
  readonly source: 'same-person' | 'different-person';
}

/**
 * Ends what the NIKs meant and begins what they mean now, on the sponsor's day. A row ends after it began: what was decided twice on one day is dated a day
 * on, and the decisions say the instant.
 */
export async function beginMeaning(tx: Tx, sponsor: string, meanings: readonly Meaning[]): Promise<void> {
  for (const { token, personKey, source } of meanings) {
    const { rows } = await sql<{ until: string }>`
      update registry.identifier i set valid_to = greatest((${tx.at}::timestamptz at time zone s.time_zone)::date, i.valid_from + 1)
      from programme.sponsor s where s.sponsor = ${sponsor} and i.token = ${token}::uuid and i.valid_to is null
      returning i.valid_to::text as until`.execute(tx.db);
    await sql`
      insert into registry.identifier (token, valid_from, person_key, source, recorded_at)
      values (${token}::uuid, ${rows[0]?.until ?? null}::date, ${personKey}::uuid, ${source}, ${tx.at}::timestamptz)`.execute(tx.db);
  }
}
