// Row policies as a cluster takes them show the same rows.
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, anyone, testDatabase } from '../../test/database.ts';
import { ownerSession } from './database.ts';
import { withoutSubSelects } from './row-policies.ts';

let scratch: TestDatabase;
beforeAll(async () => {
  scratch = await testDatabase();
  await scratch.database.transact(anyone, async (tx) => {
    const account = tx.db.insertInto('ledger.account');
    for (const [sponsor, area] of [
      ['ntt', '53'],
      ['ntt', '5311'],
      ['ntt', '5312042001'],
      ['papua', '91'],
    ] as const)
      await account.values({ account: `${sponsor}:${area}`, kind: 'asset', sponsor, area, recorded_at: tx.at }).execute();
    await tx.db.insertInto('platform.idempotency_key').values({ actor: 'a', key: 'k', request_hash: 'h', response: '{}', recorded_at: tx.at }).execute();
  });
});
afterAll(() => scratch.drop());

const actors = [
  ['*', '*'],
  ['ntt', '*'],
  ['ntt', '53'],
  ['ntt', '5312'],
  ['papua', '53'],
  ['papua', '91'],
  ['', ''],
] as const;

interface Sight {
  readonly accounts: number;
  readonly keys: number;
  readonly adding: 'may' | 'may not';
}

/** What each actor sees of two guarded tables, and whether he may add a row of Kupang. */
async function seen(client: pg.Client): Promise<readonly Sight[]> {
  const found: Sight[] = [];
  for (const [sponsor, area] of actors) {
    await client.query('begin; set local role payung_server');
    await client.query(`select set_config('payung.actor', $1, true), set_config('payung.sponsor', $1, true), set_config('payung.area', $2, true)`, [
      sponsor,
      area,
    ]);
    const { rows } = await client.query<{ accounts: number; keys: number }>(
      'select (select count(*)::int from ledger.account) as accounts, (select count(*)::int from platform.idempotency_key) as keys',
    );
    const adding = await client
      .query(`insert into ledger.account (account, kind, sponsor, area, recorded_at) values ('new', 'asset', 'ntt', '5311', now())`)
      .then(() => 'may' as const)
      .catch((error: Error) => {
        if (!error.message.includes('row-level security')) throw error;
        return 'may not' as const;
      });
    await client.query('rollback');
    found.push({ accounts: rows[0]?.accounts ?? -1, keys: rows[0]?.keys ?? -1, adding });
  }
  return found;
}

test('without sub-selects they show and refuse the same; none is left, and twice changes nothing', async () => {
  await ownerSession(scratch.url, async (client) => {
    const before = await seen(client);
    expect(before.map(({ accounts, keys, adding }) => [accounts, keys, adding])).toEqual([
      [4, 1, 'may'],
      [3, 1, 'may'],
      [3, 1, 'may'],
      [1, 1, 'may not'],
      [0, 1, 'may not'],
      [1, 1, 'may not'],
      [0, 0, 'may not'],
    ]);
    expect(await withoutSubSelects(client)).toBeGreaterThan(40);
    expect(await seen(client)).toEqual(before);
    const { rows } = await client.query(
      `select polname from pg_policy where pg_get_expr(polqual, polrelid) || coalesce(pg_get_expr(polwithcheck, polrelid), '') ~* '\\mselect\\M'`,
    );
    expect(rows).toEqual([]);
    expect(await withoutSubSelects(client)).toBe(0);
  });
});

test('a policy that asks a table cannot be said so, and is named', async () => {
  await ownerSession(scratch.url, async (client) => {
    await client.query(
      `create policy asking on ledger.account to payung_server using (exists (select from programme.sponsor s where s.sponsor = account.sponsor))`,
    );
    await expect(withoutSubSelects(client)).rejects.toMatchObject({ code: 'policy-with-sub-select' });
  });
});
