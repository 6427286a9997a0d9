// SQL of identities: which person key a sealed NIK means. A key is made once, at first sight, and never changes.
import { sql } from 'kysely';
import { copyTemp } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import { insertRows } from '../platform/insert-rows.ts';
import { newKey } from '../platform/key.ts';

/** The current identity of a token (SQL), for `join lateral`: one step down the primary key, whatever the planner thinks of the tables. */
export const personOf = (token: string): string =>
  `(select person_key from registry.identifier where token = ${token} and valid_to is null order by valid_from desc limit 1)`;

// Whoever adds identities for long (a load) keeps out whoever adds a few, else each could wait for the other. Nothing but waiting depends on it.
const lock = 7_286_417_020n; // not law: the number of an advisory lock

/** Waits until nobody adds identities, and keeps everybody from it until the transaction ends. */
export async function addIdentitiesAlone(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lock})`.execute(tx.db);
}

/** Makes person keys that follow each other in time and in order: forty times as fast as a fresh key each. */
export function keySeries(): () => string {
  const first = newKey();
  const prefix = first.slice(0, 24);
  let next = Number.parseInt(first.slice(25), 16); // 44 bits: room to count upwards in 48
  return () => {
    next += 1;
    return prefix + next.toString(16).padStart(12, '0');
  };
}

/** The person key of each token; a token seen for the first time is given one, with what it was seen in as its source (`intake`). For up to some ten thousand tokens at a time. */
export async function personKeysFor(tx: Tx, tokens: Iterable<string>, source: string): Promise<ReadonlyMap<string, string>> {
  const key = keySeries();
  const wanted = [...new Set(tokens)].sort();
  if (wanted.length === 0) return new Map();
  await copyTemp(
    tx,
    'wanted_token',
    'token uuid, key uuid',
    wanted.map((token) => [token, key()]),
  );
  const known = await keysOfWanted(tx);
  if (known.size < wanted.length) {
    await sql`select pg_advisory_xact_lock_shared(${lock})`.execute(tx.db);
    const unknown = tx.cluster
      ? sql`w.token <> all (${[...known.keys()]}::uuid[])`
      : sql`not exists (select from registry.identifier i where i.token = w.token)`;
    await insertRows(
      tx,
      sql`
      insert into registry.identifier (token, person_key, source, recorded_at)
      select w.token, w.key, ${source}, ${tx.at}::timestamptz from pg_temp.wanted_token w where ${unknown}
      order by w.token
      on conflict do nothing`,
    );
    for (const [token, person] of await keysOfWanted(tx)) known.set(token, person);
  }
  await sql`drop table pg_temp.wanted_token`.execute(tx.db);
  return known;
}

async function keysOfWanted(tx: Tx): Promise<Map<string, string>> {
  const known = tx.cluster
    ? sql`select distinct on (i.token) i.token, i.person_key as person from registry.identifier i join pg_temp.wanted_token w on w.token = i.token
        where i.valid_to is null order by i.token, i.valid_from desc`
    : sql`select w.token, i.person_key as person from pg_temp.wanted_token w cross join lateral ${sql.raw(personOf('w.token'))} i`;
  const { rows } = await sql<{ token: string; person: string }>`${known}`.execute(tx.db);
  return new Map(rows.map(({ token, person }) => [token, person]));
}

/** The person a token means, or undefined when it was never seen. */
export async function personOfToken(tx: Tx, token: string): Promise<string | undefined> {
  const { rows } = await sql<{ person: string }>`
    select person_key as person from registry.identifier where token = ${token}::uuid and valid_to is null order by valid_from desc limit 1`.execute(tx.db);
  return rows[0]?.person;
}
