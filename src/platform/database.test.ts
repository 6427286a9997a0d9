// Transactions under a role, a scope and repetition.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, anyone, testDatabase } from '../../test/database.ts';
import { databaseOn } from '../../test/server.ts';
import type { Actor } from '../kernel/actor.ts';
import { Fault } from '../kernel/fault.ts';
import { type Tx, openDatabase, ownerSession } from './database.ts';

let it: TestDatabase;
beforeAll(async () => {
  it = await testDatabase();
  await ownerSession(it.url, (client) =>
    client.query(`create table platform.seat (seat integer primary key, sponsor text not null, area text not null, taken integer not null default 0);
      call platform.declare_table('platform.seat', 'case', 'scope', 'test', 'A table of this test.', privileges => 'select, insert, update, delete');
      insert into platform.seat values (1, 'ntt', '5311012001'), (2, 'ntt', '5312'), (3, 'ntb', '5201'), (4, 'ntt', '53110120')`),
  );
});
afterAll(() => it.drop());

const query = async (tx: Tx, text: string): Promise<unknown[]> => (await tx.client.query<unknown[]>({ text, rowMode: 'array' })).rows;
const seats = async (tx: Tx): Promise<unknown> => (await query(tx, 'select seat from platform.seat order by seat')).flat();

test.each([
  ['*', '*', [1, 2, 3, 4]],
  ['ntt', '*', [1, 2, 4]],
  ['ntt', '5311', [1, 4]],
  ['ntt', '5311012001', [1]],
  ['*', '52', [3]],
  ['ntb', '53', []],
  ['', '*', []],
  ["ntt' or true --", '*', []],
  ['ntt\\', '*', []],
] as const)('sponsor %s and area %s see their rows only', async (sponsor, area, expected) => {
  const actor: Actor = { ...anyone, sponsor, area };
  expect(await it.database.read(actor, seats)).toEqual(expected);
  expect(await it.database.transact(actor, seats)).toEqual(expected);
  const looked = await it.database.look<{ seat: number }>(actor, { name: 'seats', text: 'select seat from platform.seat order by seat', values: [] });
  expect(looked.rows.map(({ seat }) => seat)).toEqual(expected);
});

test('a single statement is asked in one text: prepared once a connection, its values quoted, and nothing of a failure stays', async () => {
  const one = openDatabase({ url: it.url, clock: it.clock, max: 1 });
  const ask = (area: string) =>
    one.look<{ seat: number; role: string }>(anyone, {
      name: 'seat-of-area',
      text: 'select seat, current_user::text as role from platform.seat where area = $1 order by seat',
      values: [area],
    });
  await ask('5312'); // as every first one, in a transaction of several round trips
  for (const _ of [1, 2]) expect(await ask('5312')).toEqual({ rows: [{ seat: 2, role: 'payung_server' }], at: it.clock.now() });
  expect((await ask("5312' or true; --")).rows).toEqual([]);
  expect((await ask("\\' or true; --")).rows).toEqual([]);
  await expect(one.look(anyone, { name: 'broken', text: 'select 1 / $1::int as n', values: ['0'] })).rejects.toThrow('division by zero');
  await expect(one.look(anyone, { name: 'writing', text: 'delete from platform.seat where area = $1', values: ['5312'] })).rejects.toThrow('read-only');
  expect((await ask('5312')).rows).toEqual([{ seat: 2, role: 'payung_server' }]);
  expect(await one.read(anyone, (tx) => query(tx, "select current_user::text, count(*)::int from platform.seat where area = '5312'"))).toEqual([
    ['payung_server', 1],
  ]);
  await one.close();
});

test('what one statement answers for many is asked once for those who come at once, and each sees what is his alone', async () => {
  const one = openDatabase({ url: it.url, clock: it.clock });
  const ask = (actor: Actor, asked: string) =>
    one.look<{ seat: number; askedAtOnce: number }>(actor, {
      name: 'seats-of-areas',
      text: 'select area as asked, seat, cardinality($1::text[]) as "askedAtOnce" from platform.seat where area = any ($1::text[]) and 1 / (1 - ($1::text[] @> array[\'none\'])::int) = 1',
      values: [],
      asked,
    });
  const [whole, kupang, lombok] = [anyone, { ...anyone, area: '5312' }, { ...anyone, sponsor: 'ntb' }];
  expect((await ask(whole, '5312')).rows).toMatchObject([{ seat: 2 }]); // as every first one, in a transaction of several round trips
  const together = await Promise.allSettled([
    ...['5312', '5201', '5312', "'); delete from platform.seat; --", '{"\\'].map((area) => ask(whole, area)),
    ...['5201', '5312'].map((area) => ask(kupang, area)),
    ...['5201', '5312'].map((area) => ask(lombok, area)),
  ]);
  const told = together.map((each) => (each.status === 'fulfilled' ? each.value.rows.map(({ seat, askedAtOnce }) => [seat, askedAtOnce]) : each.status));
  expect(told).toEqual([[[2, 4]], [[3, 4]], [[2, 4]], [], [], [], [[2, 2]], [[3, 2]], []]);
  const failing = await Promise.allSettled(['5312', 'none', '5201'].map((area) => ask(whole, area)));
  expect(failing.map((each) => (each.status === 'fulfilled' ? each.value.rows.map(({ seat }) => seat) : String(each.reason)))).toEqual([
    [2],
    'error: division by zero',
    [3],
  ]);
  await one.close();
});

test('a connection that keeps role and scope keeps nothing of whoever asked before, and gives nobody more than his own', async () => {
  const one = openDatabase({ url: it.url, clock: it.clock, max: 1 });
  const told = async (actor: Actor) =>
    (
      await one.look<{ told: string }>(actor, {
        name: 'settings',
        text: `select concat_ws(' ', current_user, current_setting('payung.actor'), current_setting('payung.area'), current_setting('transaction_read_only'),
          coalesce(nullif(current_setting('payung.branch', true), ''), '-'), coalesce(nullif(current_setting('payung.cases', true), ''), '-')) as told`,
        values: [],
      })
    ).rows[0]?.told;
  const narrow: Actor = { ...anyone, id: 'narrow', area: '5311', within: { branch: 'KUPANG', cases: ['c1'] } };
  await told(anyone); // as every first one, in a transaction of several round trips
  const seen = [];
  for (const actor of [narrow, { ...anyone, id: 'wide' }, narrow, { ...anyone, id: 'other', area: '53' }]) seen.push(await told(actor));
  expect(seen).toEqual([
    'payung_server narrow 5311 on KUPANG c1',
    'payung_server wide * on - -',
    'payung_server narrow 5311 on KUPANG c1',
    'payung_server other 53 on - -',
  ]);
  await Promise.all(
    Array.from({ length: 40 }, async (_, n) => {
      const actor = n % 2 === 0 ? narrow : { ...anyone, id: `wide-${n}` };
      expect(await told(actor)).toBe(n % 2 === 0 ? 'payung_server narrow 5311 on KUPANG c1' : `payung_server wide-${n} * on - -`);
    }),
  );
  await one.close();
});

test('what a look writes beside stands when it is told; a look that fails writes nothing; who is refused the writing is told nothing', async () => {
  const one = openDatabase({ url: it.url, clock: it.clock });
  const insert = (rows: string): string =>
    `insert into platform.seat (seat, sponsor, area) select seat, 'ntt', '5320' from json_to_recordset(${rows}::json) as r (seat integer)`;
  const ask = (asked: string, seat: number, actor: Actor = anyone) =>
    one.look<{ seat: number }>(actor, {
      name: 'seat-and-write',
      text: "select area as asked, seat from platform.seat where area = any ($1::text[]) and 1 / (1 - ($1::text[] @> array['none'])::int) = 1",
      values: [],
      asked,
      beside: { insert, row: () => ({ seat }) },
    });
  const written = async (): Promise<unknown> =>
    (await one.read(anyone, (tx) => query(tx, "select seat from platform.seat where area = '5320' order by seat"))).flat();
  expect((await ask('5312', 100)).rows).toMatchObject([{ seat: 2 }]); // as every first one, in two statements of one transaction
  const told = await Promise.allSettled([101, 102, 103].map(async (seat) => ({ ...(await ask('5312', seat)), written: await written() })));
  for (const [at, each] of told.entries()) {
    expect(each).toMatchObject({ status: 'fulfilled', value: { rows: [{ seat: 2 }] } });
    if (each.status === 'fulfilled') expect(each.value.written).toContain(101 + at);
  }
  expect(await written()).toEqual([100, 101, 102, 103]);
  await expect(ask('none', 104)).rejects.toThrow('division by zero');
  await expect(ask('5312', 105, { ...anyone, sponsor: 'ntb' })).rejects.toMatchObject({ code: 'outside-reach' });
  await expect(ask('5312', 101)).rejects.toThrow('duplicate key');
  expect(await written()).toEqual([100, 101, 102, 103]);
  const mixed = await Promise.allSettled([ask('5312', 106), ask('none', 107), ask('5312', 108)]);
  expect(mixed.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await written()).toEqual([100, 101, 102, 103, 106, 108]);
  await ownerSession(it.url, (client) => client.query("delete from platform.seat where area = '5320'"));
  await one.close();
});

test('the server role cannot write outside its scope, nor change its tables', async () => {
  const actor: Actor = { ...anyone, sponsor: 'ntt', area: '5311' };
  const write = (text: string) => it.database.transact(actor, (tx) => query(tx, text));
  await expect(write("insert into platform.seat values (9, 'ntt', '5312')")).rejects.toMatchObject({ code: 'outside-reach' });
  await expect(write("update platform.seat set area = '5312' where seat = 1")).rejects.toMatchObject({ code: 'outside-reach' });
  expect(await write('update platform.seat set taken = 1 where seat = 3 returning seat')).toEqual([]);
  await expect(write('alter table platform.seat disable row level security')).rejects.toThrow('must be owner');
});

test('nothing of an actor stays on the connection', async () => {
  const one = openDatabase({ url: it.url, clock: it.clock, max: 1 });
  await one.transact({ ...anyone, id: 'first', area: '5311' }, seats);
  await expect(one.transact(anyone, (tx) => query(tx, 'select 1/0'))).rejects.toThrow('division by zero');
  const settings = "select current_user::text, current_setting('payung.actor'), current_setting('payung.area')";
  expect(await one.read({ ...anyone, id: 'second', area: '53' }, (tx) => query(tx, settings))).toEqual([['payung_server', 'second', '53']]);
  await one.close();
});

test('a transaction has one instant, and values arrive as text that loses nothing', async () => {
  await it.database.read(anyone, async (tx) => {
    expect(tx.at).toBe('2025-08-01T00:00:00.000Z');
    const { rows } = await sql`select date '2025-07-31' as day, 9007199254740993::int8 as big, 0.10::numeric as exact,
      timestamptz '2025-08-01 08:00:00.123456+08' as instant, array[date '2025-07-31'] as days, array[0.10::numeric] as exacts,
      array[timestamptz '2025-08-01 08:00+08', null] as instants, 7 as small, '{"a":1}'::jsonb as json`.execute(tx.db);
    expect(rows).toEqual([
      {
        day: '2025-07-31',
        big: '9007199254740993',
        exact: '0.10',
        instant: '2025-08-01T00:00:00.123456Z',
        days: ['2025-07-31'],
        exacts: ['0.10'],
        instants: ['2025-08-01T00:00:00Z', null],
        small: 7,
        json: { a: 1 },
      },
    ]);
  });
});

test('reading sees one snapshot and writes nothing', async () => {
  await it.database.read(anyone, async (tx) => {
    const before = await seats(tx);
    await it.database.transact(anyone, (other) => query(other, "insert into platform.seat values (50, 'ntt', '53')"));
    expect(await seats(tx)).toEqual(before);
  });
  await expect(it.database.read(anyone, (tx) => query(tx, 'delete from platform.seat'))).rejects.toThrow('read-only');
  await it.database.transact(anyone, (tx) => query(tx, 'delete from platform.seat where seat = 50'));
});

test('a deadlock is repeated until both have worked', async () => {
  let meetings = 0;
  let meet: () => void = () => {};
  const bothStarted = new Promise<void>((resolve) => {
    meet = resolve;
  });
  let runs = 0;
  const take = (first: number, second: number) =>
    it.database.transact(anyone, async (tx) => {
      runs += 1;
      await query(tx, `update platform.seat set taken = taken + 1 where seat = ${first}`);
      meetings += 1;
      if (meetings === 2) meet();
      await bothStarted;
      await query(tx, `update platform.seat set taken = taken + 1 where seat = ${second}`);
    });
  await Promise.all([take(1, 2), take(2, 1)]);
  expect(runs).toBeGreaterThan(2);
  expect(await it.database.read(anyone, (tx) => query(tx, 'select taken from platform.seat where seat in (1, 2)'))).toEqual([[2], [2]]);
});

test('a serialisation failure is repeated at most six times', async () => {
  let runs = 0;
  const work = it.database.transact(anyone, async (tx) => {
    runs += 1;
    await query(tx, "do $$ begin raise exception 'again' using errcode = '40001'; end $$");
  });
  await expect(work).rejects.toThrow('again');
  expect(runs).toBe(6);
});

test('a swallowed error does not pass for a commit', async () => {
  const work = it.database.transact(anyone, async (tx) => {
    await query(tx, 'delete from platform.seat');
    await query(tx, 'select 1/0').catch(() => {});
  });
  await expect(work).rejects.toThrow('swallowed');
  expect(await it.database.read(anyone, seats)).toEqual([1, 2, 3, 4]);
});

test('a second BEGIN is refused', async () => {
  await expect(it.database.transact(anyone, (tx) => tx.db.transaction().execute(async () => {}))).rejects.toThrow('already open');
});

test('a lost connection is an unreachable database, and the next transaction works', async () => {
  const lost = it.database.transact(anyone, async (tx) => {
    const [[pid]] = (await query(tx, 'select pg_backend_pid()')) as [[number]];
    await ownerSession(it.url, (client) => client.query('select pg_terminate_backend($1)', [pid]));
    return query(tx, 'select 1');
  });
  await expect(lost).rejects.toMatchObject({ kind: 'unreachable', code: 'database-unreachable' });
  expect(await it.database.read(anyone, seats)).toEqual([1, 2, 3, 4]);
  const nowhere = openDatabase({ url: 'postgresql://payung@127.0.0.1:1/payung', clock: it.clock });
  await expect(nowhere.read(anyone, seats)).rejects.toBeInstanceOf(Fault);
  await nowhere.close();
  const nobody = openDatabase({ url: databaseOn(it.url, 'no_such_database'), clock: it.clock });
  await expect(nobody.read(anyone, seats)).rejects.toMatchObject({ kind: 'unreachable', code: 'database-refuses-login' });
  await nobody.close();
});
