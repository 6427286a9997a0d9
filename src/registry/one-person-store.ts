// SQL of one person under two NIKs: a NIK means another key from a day on, as dated rows of `registry.identifier`; no other table moves.
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import type { FormerKey } from './one-person.ts';

/** Every key a person was known under before, with the one that means him today. As many as people decided, not as there are people. */
export async function formerKeys(tx: Tx): Promise<readonly FormerKey[]> {
  const { rows } = await sql<FormerKey>`
    select distinct former_key as "formerKey", person_key as "personKey" from registry.one_person order by 1`.execute(tx.db);
  return rows;
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
