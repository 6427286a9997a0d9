// An act asked for twice under one key, on a real database: one after the other, at the same time, changed, and failed.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, anyone, testDatabase } from '../../test/database.ts';
import { ownerSession } from './database.ts';
import { type KeyedRequest, once as onceSealed } from './once.ts';
import { createVault } from './vault.ts';

const vault = createVault(Buffer.alloc(32, 3));
const once = <T>(
  database: Parameters<typeof onceSealed>[0],
  actor: Parameters<typeof onceSealed>[1],
  of: KeyedRequest,
  act: Parameters<typeof onceSealed<T>>[3],
) => onceSealed(database, actor, { ...of, vault }, act);
let db: TestDatabase;
let done = 0;
const work = async (): Promise<{ done: number }> => ({ done: (done += 1) });

beforeAll(async () => void (db = await testDatabase()));
afterAll(() => db.drop());

it('is done once, and its answer kept', async () => {
  const of = { key: 'first-key', requestHash: 'a' };
  expect(await once(db.database, anyone, of, work)).toEqual({ answer: { done: 1 }, repeated: false });
  expect(await once(db.database, anyone, of, work)).toEqual({ answer: { done: 1 }, repeated: true });
  expect(done).toBe(1);
});

it('is another act for somebody else', async () => {
  expect(await once(db.database, { ...anyone, id: 'another' }, { key: 'first-key', requestHash: 'a' }, work)).toMatchObject({ repeated: false });
});

it('is refused when it is another request under the same key', async () => {
  await expect(once(db.database, anyone, { key: 'first-key', requestHash: 'b' }, work)).rejects.toMatchObject({
    kind: 'conflict',
    code: 'idempotency-key-reused',
  });
});

it('asked for three times at the same moment runs once, and all get its answer', async () => {
  let runs = 0;
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const slow = async (): Promise<number> => {
    runs += 1;
    await held;
    return runs;
  };
  const asked = [1, 2, 3].map(() => once(db.database, anyone, { key: 'together', requestHash: 'a' }, slow));
  // The other two stand waiting for the first's row before it may end.
  await ownerSession(db.url, async (client) => {
    for (let waiting = 0; waiting < 2;) {
      const { rowCount } = await client.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
      waiting = rowCount ?? 0;
    }
  });
  release();
  const answers = await Promise.all(asked);
  expect(answers.map(({ answer }) => answer)).toEqual([1, 1, 1]);
  expect(answers.map(({ repeated }) => repeated).sort()).toEqual([false, true, true]);
});

it('keeps nothing of work that fails: asked again it is done', async () => {
  const of = { key: 'fails-first', requestHash: 'a' };
  await expect(once(db.database, anyone, of, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await once(db.database, anyone, { ...of, requestHash: 'corrected' }, async () => 'yes')).toEqual({ answer: 'yes', repeated: false });
});

it('keeps an answer sealed: a receipt in it is read in no row, and told again to whoever asks again', async () => {
  const of = { key: 'with-receipt', requestHash: 'a' };
  const receipt = 'ADU-7K4M-9QXD-2H6P';
  for (const repeated of [false, true]) expect(await once(db.database, anyone, of, async () => ({ receipt }))).toEqual({ answer: { receipt }, repeated });
  const { rows } = await ownerSession(db.url, (client) =>
    client.query<{ row: string }>(`select k::text as row from platform.idempotency_key k where key = 'with-receipt'`),
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.row).not.toContain(receipt.slice(4, 8));
});
