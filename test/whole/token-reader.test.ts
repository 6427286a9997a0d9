// What the database role learns of sealed NIKs with another sponsor's settings: that somebody is known, by an opaque key, and nothing more (docs/adr/0025).
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createNikSealer } from '../../src/platform/nik-token.ts';
import type { Actor } from '../../src/kernel/actor.ts';
import { ownerSession } from '../../src/platform/database.ts';
import { personKeysFor } from '../../src/registry/person-store.ts';
import { type SmallProgramme, actors, programme, smallProgramme, villagers } from '../fixtures/small-programme.ts';

const stranger: Actor = { id: 'papua-1', roles: ['verifier', 'selector'], sponsor: 'papua', area: '91' };
let small: SmallProgramme;
beforeAll(async () => {
  small = await smallProgramme({ villagers: villagers('timur', 1, 2), places: { timur: 2 } });
  await small.allocated();
  await small.established();
});
afterAll(() => small.drop());

const asStranger = <Row extends object>(query: string, values: unknown[] = []): Promise<Row[]> =>
  small.database.read(stranger, async (tx) => (await tx.client.query<Row>(query, values)).rows);

test('another sponsor finds the key a person has already, so that nobody is held under two', async () => {
  const token = small.workplace.niks.seal(small.people[0]?.nik ?? ('' as never));
  const found = await small.database.transact(stranger, (tx) => personKeysFor(tx, [token], 'intake'));
  expect(found.get(token)).toBe(await small.keyOf(0));
  const held = await asStranger<{ person_key: string }>(`select person_key from roster.held_by_others('papua-2025', date '2025-07-01', date '2025-12-01')`);
  expect(held.map(({ person_key }) => person_key)).toContain(await small.keyOf(0));
});

test('a row says nothing of who it is, where he lives, who sponsors him', async () => {
  const columns = await small.owner<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = 'registry.identifier'::regclass and attnum > 0 and not attisdropped order by 1`,
  );
  expect(columns.map(({ name }) => name)).toEqual(['key_id', 'kind', 'person_key', 'recorded_at', 'source', 'token', 'valid_from', 'valid_to']);
});

test('nothing else that stands under such a key is seen: in every table with a person key', async () => {
  const tables = await small.owner<{ name: string; scoped: boolean }>(
    `select c.oid::regclass::text as name, obj_description(c.oid, 'pg_class') like '%guard=scope%' as scoped from pg_class c
     where c.relkind in ('r', 'p') and not c.relispartition and c.oid <> 'registry.identifier'::regclass
       and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'person_key' and not a.attisdropped) order by 1`,
  );
  expect(tables.filter(({ scoped }) => !scoped)).toEqual([]);
  const [filled, seen]: [string[], string[]] = [[], []];
  for (const { name } of tables) {
    const [all] = await small.owner<{ n: number }>(`select count(*)::int as n from ${name}`);
    if ((all?.n ?? 0) > 0) filled.push(name);
    const rows = await asStranger<{ n: number }>(`select count(*)::int as n from ${name}`).catch((error: Error) => error.message);
    if (typeof rows !== 'string' && (rows[0]?.n ?? 0) > 0) seen.push(name);
  }
  expect(filled.length).toBeGreaterThan(5);
  expect(seen).toEqual([]);
});

test('a token opens under its key alone, and no key stands in the database', async () => {
  const [row] = await asStranger<{ token: string }>('select token from registry.identifier order by recorded_at limit 1');
  const token = row?.token ?? '';
  const opened = (key: Buffer): string => {
    try {
      return createNikSealer(key).open(token);
    } catch {
      return 'does not open';
    }
  };
  const niks = small.people.map(({ nik }) => nik as string);
  expect(niks).toContain(small.workplace.niks.open(token));
  for (let tried = 0; tried < 50; tried += 1) expect(niks).not.toContain(opened(randomBytes(32)));
  const keys = await asStranger<{ row: string }>('select k::text as row from platform.key_fingerprint k');
  expect(keys.every(({ row: text }) => !/[0-9a-f]{64}/i.test(text))).toBe(true);
});

test('nobody who is nobody sees a token', async () => {
  const seen = await ownerSession(small.workplace.url, async (client) => {
    await client.query('begin; set local role payung_server');
    return (await client.query('select token from registry.identifier')).rowCount;
  });
  expect(seen).toBe(0);
});

test('the programme itself sees what it must', async () => {
  const seen = await small.database.read(
    actors.office,
    async (tx) => (await tx.client.query('select person_key from enrolment.determination where programme = $1', [programme])).rowCount,
  );
  expect(seen).toBe(2);
});
