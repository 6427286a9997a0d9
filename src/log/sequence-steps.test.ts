// Tests that every act gets one number whatever the order of commits, two sequencers and broken connections do, and that what is numbered can be proven.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { signingKey } from '../kernel/ed25519.ts';
import { recordAct, recordActs } from '../platform/act.ts';
import { type Tx, openDatabase, ownerSession } from '../platform/database.ts';
import { openKeyFiles } from '../platform/key-files.ts';
import { type TestDatabase, anyone, testDatabase } from '../../test/database.ts';
import { readCheckpoint } from './checkpoint.ts';
import { consistencyOf, inclusionOf, newestOf, tileBytes } from './log-steps.ts';
import { consistencyHolds, inclusionHolds } from './proof.ts';
import { type LogPort, sequence } from './sequence-steps.ts';
import { verifyLog } from './verify-steps.ts';
import { startSequencer } from './sequencer-steps.ts';
import { readVerifierKey } from './signed-note.ts';
import { leafHash } from './tree.ts';

let test: TestDatabase;
let folder: string;
let port: LogPort;

beforeAll(async () => {
  test = await testDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'payung-log-'));
  port = { database: test.database, secrets: openKeyFiles(folder, test.url), logOrigin: 'test.example/log' };
});
afterAll(async () => {
  await test.drop();
  await rm(folder, { recursive: true });
});

const owner = async <Row extends object>(query: string, values: unknown[] = []): Promise<Row[]> =>
  ownerSession(test.url, async (client) => (await client.query<Row>(query, values)).rows);

const act = (subject: string) => ({ kind: 'tested', subject, digest: 'd'.repeat(64), sponsor: 'ntt', area: '53' });
const record = (...subjects: readonly string[]) =>
  test.database.transact(anyone, async (tx) => {
    for (const subject of subjects) await recordAct(tx, act(subject));
  });
/** An act recorded by a transaction that is still under way, on a connection of its own. */
async function underWay(subject: string): Promise<{ commit(): Promise<void>; close(): Promise<void> }> {
  const database = openDatabase({ url: test.url, clock: test.clock, max: 1 });
  let free = (): void => {};
  const held = new Promise<void>((resolve) => (free = resolve));
  let recorded = (): void => {};
  const stands = new Promise<void>((resolve) => (recorded = resolve));
  const transaction = database.transact(anyone, async (tx) => {
    await recordAct(tx, act(subject));
    recorded();
    await held;
  });
  await stands;
  const commit = async (): Promise<void> => {
    free();
    await transaction;
  };
  return {
    commit,
    close: async () => {
      await commit();
      await database.close();
    },
  };
}
const many = (count: number) =>
  owner(
    `insert into platform.act (act_id, kind, subject, sponsor, area, digest, recorded_at, author)
     select gen_random_uuid(), 'tested', 'n' || n, 'ntt', '53', 'd', now(), 'x' from generate_series(1, $1) n`,
    [count],
  );

const entries = 'select first + nth - 1 as number, act_id from log.bundle, unnest(keys) with ordinality k (act_id, nth)';

/** That numbers are 0 to the last, each act has one, none waits, and the newest checkpoint is of them all. */
async function whole(): Promise<number> {
  const [found] = await owner<Record<string, string>>(
    `with entry as (${entries}) select (select count(*) from platform.act) as acts, (select count(*) from entry) as entries,
       (select count(distinct act_id) from entry) as different, (select coalesce(max(number) + 1, 0) from entry) as next, (select max(size) from log.checkpoint) as signed,
       (select count(*) from platform.act where ordinal > coalesce((select numbered_to from log.log), 0)) as waiting`,
  );
  const { acts, waiting, ...rest } = found ?? {};
  expect(waiting).toBe('0');
  expect(rest).toEqual({ entries: acts, different: acts, next: acts, signed: acts });
  return Number(acts);
}

const emptied = 'truncate platform.act, log.bundle, log.tile, log.checkpoint, log.log';
beforeEach(async () => void (await owner(emptied)));

describe('acts are numbered', () => {
  it('from 0 in the order they were recorded, once', async () => {
    await record('a', 'b');
    expect(await sequence(port, anyone)).toEqual({ numbered: 2, size: 2, kinds: ['tested'] });
    expect(await sequence(port, anyone)).toEqual({ numbered: 0, size: 2, kinds: [] });
    await record('c');
    expect(await sequence(port, anyone)).toMatchObject({ numbered: 1, size: 3 });
    expect(await whole()).toBe(3);
    expect(await owner('select size::int from log.checkpoint order by size')).toEqual([{ size: 2 }, { size: 3 }]);
  });

  it('when their transaction commits after that of a later act', async () => {
    const early = await underWay('early');
    try {
      await record('late');
      expect(await sequence(port, anyone)).toMatchObject({ numbered: 1, size: 1 });
      await early.commit();
      expect(await sequence(port, anyone)).toMatchObject({ numbered: 1, size: 2 });
      expect(await owner(`select a.subject from (${entries}) e join platform.act a using (act_id) order by e.number`)).toEqual([
        { subject: 'late' },
        { subject: 'early' },
      ]);
      await whole();
    } finally {
      await early.close();
    }
  });

  it('not when their transaction fails', async () => {
    await expect(
      test.database.transact(anyone, async (tx) => {
        await recordAct(tx, act('undone'));
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    await record('done');
    await sequence(port, anyone);
    expect(await whole()).toBe(1);
  });

  it('batch by batch when many wait', async () => {
    await many(1000);
    expect(await sequence(port, anyone, { most: 300 })).toMatchObject({ numbered: 1000, size: 1000 });
    expect(await whole()).toBe(1000);
    expect(await owner('select size::int from log.checkpoint order by size')).toEqual([300, 600, 900, 1000].map((size) => ({ size })));
    expect(await owner('select level, tile::int from log.tile order by 1, 2')).toEqual([0, 1, 2].map((tile) => ({ level: 0, tile })));
  });

  it('from the tree it left, unless another sequencer went on or its own turn failed', async () => {
    const other = openDatabase({ url: test.url, clock: test.clock, max: 1 });
    let failing = false;
    const mine: LogPort = {
      ...port,
      database: {
        ...test.database,
        transact: (actor, work) =>
          test.database.transact(actor, async (tx) => {
            const done = await work(tx);
            if (failing) throw new Error('failed at the end');
            return done;
          }),
      },
    };
    try {
      for (const turn of ['mine', 'mine', 'failing', 'mine', 'other', 'mine', 'failing', 'other', 'mine'] as const) {
        await record(turn, `${turn} too`);
        failing = turn === 'failing';
        const turned = sequence(turn === 'other' ? { ...port, database: other } : mine, anyone);
        await (failing ? expect(turned).rejects.toThrow('failed at the end') : turned);
      }
      expect(await whole()).toBe(18);
      expect(await verifyLog(port, anyone, { checkSubjects: async () => [] })).toMatchObject({ holds: true, size: 18 });
      // A log of as many entries that is another, as where another day's backup was taken back.
      await owner(emptied);
      await record(...Array.from({ length: 18 }, (_, n) => `another ${n}`));
      await sequence({ ...port, database: other }, anyone);
      await record('after it');
      await sequence(mine, anyone);
      expect(await verifyLog(port, anyone, { checkSubjects: async () => [] })).toMatchObject({ holds: true, size: 19 });
    } finally {
      await other.close();
    }
  });

  it('by several sequencers at once, while acts are recorded, each once', async () => {
    const databases = Array.from({ length: 3 }, () => openDatabase({ url: test.url, clock: test.clock, max: 2 }));
    try {
      let recording = true;
      const sequencers = databases.map(async (database) => {
        let numbered = 0;
        for (let last = false; !last;) {
          last = !recording;
          numbered += (await sequence({ ...port, database }, anyone, { most: 40 })).numbered;
        }
        return numbered;
      });
      await Promise.all(
        Array.from({ length: 4 }, async (_, one) => {
          for (let n = 0; n < 60; n += 1) await record(`${one} ${n}`, `${one} ${n} too`);
        }),
      );
      recording = false;
      const numbered = await Promise.all(sequencers);
      expect(numbered.reduce((sum, count) => sum + count, 0)).toBe(480);
      expect(await whole()).toBe(480);
    } finally {
      await Promise.all(databases.map((database) => database.close()));
    }
  });

  it('wholly or not at all when the connection of the sequencer breaks, after any of its statements', async () => {
    await many(600);
    // Every statement of a batch in turn is the last one its connection carries out.
    let broken = 0;
    for (let at = 0; ; at += 1) {
      const database = openDatabase({ url: test.url, clock: test.clock, max: 1 });
      let sent = 0;
      const breaking: LogPort = {
        ...port,
        database: {
          ...database,
          read: (actor, work) => test.database.read(actor, work),
          transact: (actor, work) =>
            database.transact(actor, async (tx: Tx) => {
              const query = tx.client.query.bind(tx.client) as (...of: unknown[]) => Promise<unknown>;
              const { rows } = (await query('select pg_backend_pid() as pid')) as { rows: { pid: number }[] };
              Object.assign(tx.client, {
                query: async (...of: unknown[]) => {
                  const answer = await query(...of);
                  if (sent++ === at) await owner('select pg_terminate_backend($1)', [rows[0]?.pid]);
                  return answer;
                },
              });
              return work(tx);
            }),
        },
      };
      const done = await sequence(breaking, anyone).catch(() => null);
      await database.close();
      if (done !== null && sent <= at) break;
      if (done === null) {
        broken += 1;
        expect(await owner('select from log.bundle')).toEqual([]);
        expect(await owner('select from log.tile')).toEqual([]);
        expect(await owner('select from log.checkpoint')).toEqual([]);
        expect(await owner('select from platform.act where ordinal > coalesce((select numbered_to from log.log), 0)')).toHaveLength(600);
      } else {
        // Its commit was carried out before the connection broke.
        expect(await whole()).toBe(600);
        break;
      }
    }
    expect(broken).toBeGreaterThan(5);
    await sequence(port, anyone);
    expect(await whole()).toBe(600);
  });

  it('only by somebody who sees all of them', async () => {
    await expect(sequence(port, { ...anyone, area: '5311' })).rejects.toThrow('log-needs-the-whole');
    await expect(sequence(port, { ...anyone, sponsor: 'ntt' })).rejects.toThrow('log-needs-the-whole');
    await expect(sequence(port, { ...anyone, within: { cases: [] } })).rejects.toThrow('log-needs-the-whole');
  });

  it('under the name the log began with', async () => {
    await record('a');
    await sequence(port, anyone);
    await record('b');
    await expect(sequence({ ...port, logOrigin: 'another.example/log' }, anyone)).rejects.toThrow('log-has-another-name');
    await expect(sequence({ ...port, logOrigin: 'two words' }, anyone)).rejects.toThrow('log-origin-wrong');
    expect(await sequence(port, anyone)).toMatchObject({ size: 2 });
  });

  it('under a name made of the key when none is given', async () => {
    await record('a');
    await sequence({ ...port, logOrigin: undefined }, anyone);
    const { origin, verifierKey } = await test.database.read(anyone, newestOf);
    expect(origin).toMatch(/^payung\.local\/[0-9a-f]{12}$/);
    expect(readVerifierKey(verifierKey)?.name).toBe(origin);
  });

  it('with what they say as verifying reads it, whatever they say and whenever they were recorded', async () => {
    // Letters, marks that JSON writes otherwise, what stands outside the basic plane, and half a character, which the database holds as U+FFFD.
    const said = fc.string({
      unit: fc.oneof(
        fc.constantFrom('"', '\\', '/', '\n', '\t', '\u0001', '\u001f', '\u007f', '\u2028', '\ud800', '\udc00', '\u{1f327}'),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
      ),
    });
    const withoutNul = said.map((text) => text.replaceAll('\0', '0'));
    const acts = fc.record({ kind: withoutNul, subject: withoutNul, digest: withoutNul, sponsor: withoutNul, area: withoutNul });
    await fc.assert(
      fc.asyncProperty(fc.array(acts, { minLength: 1, maxLength: 20 }), async (some) => {
        await owner(emptied);
        await test.database.transact(anyone, (tx) => recordActs(tx, some));
        for (const one of some.slice(0, 2)) await test.database.transact({ ...anyone, id: one.subject || 'x' }, (tx) => recordAct(tx, one));
        await owner(`update platform.act set recorded_at = recorded_at + ordinal % 7 * interval '0.100001 s' - ordinal % 5 * interval '0.5 s'`);
        await sequence(port, anyone);
        const { invariants, size } = await verifyLog(port, anyone, { checkSubjects: async () => [] });
        expect(invariants.flatMap(({ rows }) => rows.map(({ en }) => en))).toEqual([]);
        expect(size).toBe(some.length + some.slice(0, 2).length);
      }),
      { numRuns: 30 },
    );
  });

  it('whatever the database has set otherwise', async () => {
    const name = (await owner<{ name: string }>('select current_database() as name'))[0]?.name ?? '';
    const otherwise = [
      'standard_conforming_strings to off',
      'extra_float_digits to -15',
      'bytea_output to escape',
      'DateStyle to German',
      'TimeZone to "Asia/Makassar"',
    ];
    await owner(otherwise.map((set) => `alter database ${name} set ${set}`).join('; '));
    const other = openDatabase({ url: test.url, clock: test.clock, max: 1 });
    try {
      await record('a', 'b');
      expect(await sequence({ ...port, database: other }, anyone)).toMatchObject({ numbered: 2, size: 2 });
      expect(await verifyLog({ ...port, database: other }, anyone, { checkSubjects: async () => [] })).toMatchObject({ holds: true, size: 2 });
    } finally {
      await other.close();
      await owner(otherwise.map((set) => `alter database ${name} reset ${set.split(' ')[0] ?? ''}`).join('; '));
    }
  });

  it('once: what would be numbered again is named, and what was', async () => {
    await record('a', 'b', 'c');
    await sequence(port, anyone);
    const named = async () => (await verifyLog(port, anyone, { checkSubjects: async () => [] })).invariants.flatMap(({ rows }) => rows.map(({ en }) => en));
    expect(await named()).toEqual([]);
    await owner(`update log.log set unseen = (select int8multirange(int8range(ordinal, ordinal + 1)) from platform.act where subject = 'b')`);
    expect(await named()).toEqual(['has a number and passes for one without: it would be numbered again']);
    expect(await sequence(port, anyone)).toMatchObject({ numbered: 1, size: 4 });
    expect(await named()).toEqual(['has more than one number']);
  });

  it('also long after others recorded later were, where it is looked for among all', async () => {
    const early = await underWay('early');
    try {
      await many(100_001);
      const ofEarly = () => owner(`select unseen @> ordinal as recent, long_unseen @> ordinal as long from log.log, platform.act where subject = 'early'`);
      expect(await sequence(port, anyone, { among: 'recent' })).toMatchObject({ size: 100_001 });
      await record('one more');
      expect(await sequence(port, anyone)).toMatchObject({ size: 100_002 });
      await early.commit();
      expect(await sequence(port, anyone, { among: 'recent' })).toMatchObject({ numbered: 0 });
      expect(await ofEarly()).toEqual([{ recent: false, long: true }]);
      expect(await verifyLog(port, anyone, { checkSubjects: async () => [] })).toMatchObject({ holds: true, waiting: 1 });
      // The first turn of a server looks among all.
      const failures: unknown[] = [];
      const afterwards = { kinds: [], run: async () => {} };
      const server = startSequencer(port, { actor: anyone, everyMilliseconds: 60_000, afterwards, onFailure: (error) => failures.push(error) });
      await vi.waitFor(async () => expect((await test.database.read(anyone, newestOf)).size).toBe(100_003), { timeout: 20_000, interval: 50 });
      await server.stop();
      expect(failures).toEqual([]);
      expect(await ofEarly()).toEqual([{ recent: false, long: false }]);
      await whole();
    } finally {
      await early.close();
    }
  });

  it('each with a salt of its own, however alike they are', async () => {
    await many(600);
    await sequence(port, anyone);
    const salts = await owner<{ salt: string }>(
      `select distinct encode(substring(salts from nth::int * 16 + 1 for 16), 'hex') as salt from log.bundle, generate_series(0, cardinality(keys) - 1) nth`,
    );
    expect(salts).toHaveLength(600);
    expect(await verifyLog(port, anyone, { checkSubjects: async () => [] })).toMatchObject({ holds: true, size: 600 });
  });

  it('with ordinals before them that stay unseen, because what was recorded there failed', async () => {
    const fails = test.database.transact(anyone, async (tx) => {
      for (const subject of ['f', 'g', 'h']) await recordAct(tx, act(subject));
      throw new Error('failed');
    });
    await expect(fails).rejects.toThrow('failed');
    await record('a', 'b');
    expect(await sequence(port, anyone)).toMatchObject({ numbered: 2, size: 2 });
    await record('c');
    expect(await sequence(port, anyone)).toMatchObject({ numbered: 1, size: 3 });
    await whole();
    const [log] = await owner<{ fits: boolean }>(
      'select not (unseen && (select range_agg(int8range(ordinal, ordinal, $1)) from platform.act)) as fits from log.log',
      ['[]'],
    );
    expect(log?.fits).toBe(true);
    expect(await verifyLog(port, anyone, { checkSubjects: async () => [] })).toMatchObject({ holds: true, size: 3, waiting: 0 });
  });
});

describe('what is numbered', () => {
  it('is proven to stand in every later tree, and every tree to continue those before it', async () => {
    for (const count of [1, 2, 253, 1, 300, 65_000]) {
      await many(count);
      await sequence(port, anyone);
    }
    const acts = await owner<{ act_id: string; number: number }>(
      `select act_id, number::int from (${entries}) e where number in (0, 1, 2, 255, 256, 257, 511, 512, 65279, 65280, 65556)`,
    );
    expect(acts).toHaveLength(11);
    await test.database.read(anyone, async (tx) => {
      const newest = await newestOf(tx);
      const verifier = { name: 'test.example/log', publicKey: signingKey(await port.secrets.key('log')).publicKey };
      const now = readCheckpoint(newest.note, verifier);
      expect(now).toEqual({ size: 65_557, root: newest.root });
      for (const { act_id, number } of acts) {
        const { leaf, proof, index, entry, checkpoint } = await inclusionOf(tx, act_id);
        expect([index, checkpoint, leaf]).toEqual([number, newest.note, leafHash(entry)]);
        expect(inclusionHolds({ index, size: newest.size, leaf, root: newest.root, proof })).toBe(true);
      }
      for (const old of [1, 3, 256, 257, 557, 65_557]) {
        const found = await consistencyOf(tx, { old });
        expect(consistencyHolds(found.old, found.now, found.proof)).toBe(true);
      }
      const between = await consistencyOf(tx, { old: 3, now: 557 });
      expect(consistencyHolds(between.old, between.now, between.proof)).toBe(true);
      await expect(consistencyOf(tx, { old: 2 })).rejects.toThrow('no-such-checkpoint');
      await expect(consistencyOf(tx, { old: 557, now: 3 })).rejects.toThrow('sizes-the-wrong-way-round');
    });
    const bytes = (level: number | 'entries', tile: number, width: number) => tileBytes(test.database, anyone, { level, tile, width });
    expect((await bytes(0, 0, 256)).subarray(0, 96)).toEqual(await bytes(0, 0, 3));
    expect(await bytes(0, 256, 21)).toHaveLength(21 * 32);
    expect(await bytes(1, 0, 256)).toHaveLength(8192);
    expect(await bytes(2, 0, 1)).toHaveLength(32);
    expect((await bytes('entries', 256, 2)).subarray(2, 10).toString()).toBe('{"act":"');
    for (const [level, tile, width] of [
      [0, 256, 22],
      [0, 257, 1],
      [1, 1, 1],
      [2, 0, 2],
      [3, 0, 1],
      ['entries', 257, 1],
    ] as const) {
      await expect(bytes(level, tile, width)).rejects.toThrow('no-such-tile');
    }
  });

  it('tells nothing of the act in public', async () => {
    await record('someone');
    await sequence(port, anyone);
    const entry = (await tileBytes(test.database, anyone, { level: 'entries', tile: 0, width: 1 })).subarray(2).toString();
    expect(entry).toMatch(/^\{"act":"[0-9a-f-]{36}","commitment":"[0-9a-f]{64}"\}$/);
  });

  it('is asked for by acts that stand and have a number', async () => {
    await record('a');
    const actId = (await owner<{ act_id: string }>('select act_id from platform.act'))[0]?.act_id ?? '';
    const ask = (id: string) => test.database.read(anyone, async (tx) => inclusionOf(tx, id));
    await expect(ask(actId)).rejects.toThrow('act-waits');
    await expect(ask('00000000-0000-7000-8000-000000000000')).rejects.toThrow('act-unknown');
    await expect(test.database.read(anyone, newestOf)).rejects.toThrow('log-empty');
  });
});
