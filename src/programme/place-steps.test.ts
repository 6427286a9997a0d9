// The last places and the last money, wanted by two hundred at once over real connections: never more is given than there is.
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, anyone, testDatabase } from '../../test/database.ts';
import { faultOf } from '../../test/fixtures/small-programme.ts';
import { readPolicyFixture } from '../../test/policy.ts';
import { ownerSession } from '../platform/database.ts';
import { commit } from './budget-steps.ts';
import { takePlaces } from './place-steps.ts';
import { recordProgramme } from './programme-steps.ts';

/** As many as the server lets in beside its own, at most two hundred. */
let attempts = 200;
let base: TestDatabase;
beforeAll(async () => {
  base = await testDatabase();
  await base.database.transact(anyone, (tx) => recordProgramme(tx, readPolicyFixture()));
});
afterAll(() => base.drop());

const programme = { programme: 'ntt-2025', sponsor: 'ntt', region: '53' };
const take = (area: string, delta: number, of: { readonly places: number; readonly total: number }): Promise<string> =>
  faultOf(base.database.transact(anyone, (tx) => takePlaces(tx, { ...programme, total: of.total, areas: [{ area, places: of.places, delta }] })));
const taken = (): Promise<Record<string, number>> =>
  ownerSession(base.url, async (client) =>
    Object.fromEntries(
      (await client.query<{ area: string; taken: number }>('select area, taken from programme.place_line')).rows.map((row) => [row.area, row.taken]),
    ),
  );

test('places are taken to the last and given back; the kabupaten and the whole each refuse what goes beyond', async () => {
  expect(await take('5311', 3, { places: 3, total: 5 })).toBe('none');
  expect(await take('5311', 1, { places: 3, total: 5 })).toBe('places-exceeded');
  expect(await take('5303', 3, { places: 9, total: 5 })).toBe('places-exceeded');
  expect(await take('5303', 2, { places: 9, total: 5 })).toBe('none');
  expect(await take('5311', -1, { places: 3, total: 5 })).toBe('none');
  expect(await take('5303', 1, { places: 9, total: 5 })).toBe('none');
  expect(await taken()).toEqual({ '53': 5, '5303': 3, '5311': 2 });
  // Fewer places than are taken: nobody is put out, and nobody comes in.
  expect(await take('5303', -1, { places: 1, total: 5 })).toBe('none');
  expect(await take('5303', 1, { places: 1, total: 5 })).toBe('places-exceeded');
  await ownerSession(base.url, (client) => client.query('truncate programme.place_line'));
});

/** Who finds every connection taken for too long is told so, and asks again. */
async function untilAnswered(work: () => Promise<void>): Promise<string> {
  for (;;) {
    const end = await faultOf(work());
    if (end !== 'database-unreachable') return end;
  }
}

/** Runs a statement on as many connections of their own as there are attempts, each inside an open transaction before any goes on. */
async function atOnce(work: (client: pg.Client, attempt: number) => Promise<void>): Promise<readonly string[]> {
  const clients: pg.Client[] = [];
  try {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const client = new pg.Client({ connectionString: base.url });
      await client.connect();
      await client.query('begin');
      await client.query('set local role payung_server');
      await client.query(
        `select set_config('payung.sponsor', '*', true), set_config('payung.area', '*', true), set_config('payung.actor', 'local:test', true)`,
      );
      clients.push(client);
    }
    return await Promise.all(
      clients.map(async (client, attempt) => {
        try {
          await work(client, attempt);
          await client.query('commit');
          return 'given';
        } catch (error) {
          await client.query('rollback');
          return (error as { constraint?: string }).constraint ?? String(error);
        }
      }),
    );
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

test('as many connections as the server lets in want the last places, six of ten of them can have one: no more do', async () => {
  const limit = await ownerSession(base.url, async (client) =>
    Number((await client.query<{ max_connections: string }>('show max_connections')).rows[0]?.max_connections ?? 0),
  );
  attempts = Math.min(200, limit - 80);
  const free = Math.floor(attempts * 0.6);
  await take('5311', 200 - free, { places: 200, total: 200 });
  const ends = await atOnce(async (client) => {
    for (const area of ['53', '5311'])
      await client.query('update programme.place_line set taken = taken + 1 where programme = $1 and area = $2', ['ntt-2025', area]);
  });
  expect([ends.filter((end) => end === 'given').length, ends.filter((end) => end === 'places_within_line').length]).toEqual([free, attempts - free]);
  expect(await taken()).toEqual({ '53': 200, '5311': 200 });
});

test('two hundred through the steps at once, each wanting a place and its money: as many as both carry', async () => {
  await ownerSession(base.url, (client) =>
    client.query(`truncate programme.place_line; update programme.budget_line set committed = limit_amount - 90 * 100800`),
  );
  const ends = await Promise.all(
    Array.from({ length: 200 }, (_, attempt) =>
      untilAnswered(() =>
        base.database.transact(anyone, async (tx) => {
          await takePlaces(tx, { ...programme, total: 100_000, areas: [{ area: '5311', places: 120, delta: 1 }] });
          await commit(tx, { line: 'ntt-2025-apbd', reference: `attempt ${attempt}`, amount: 100_800n, programme: 'ntt-2025', sponsor: 'ntt', area: '53' });
        }),
      ),
    ),
  );
  expect(Object.fromEntries([...new Set(ends)].map((end) => [end, ends.filter((one) => one === end).length]))).toEqual({
    none: 90,
    'budget-line-exceeded': 110,
  });
  expect(await taken()).toEqual({ '53': 90, '5311': 90 });
});
