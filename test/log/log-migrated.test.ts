// Logs made before acts were committed to as they were recorded, and before acts were single rows, go on after the migrations as if made today.
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { commitmentOf, openingOf } from '../../src/log/opening.ts';
import { signCheckpoint } from '../../src/log/checkpoint.ts';
import { entryText } from '../../src/log/entry.ts';
import { inclusionOf } from '../../src/log/log-steps.ts';
import { sequence, signerOf } from '../../src/log/sequence-steps.ts';
import { verifierKey } from '../../src/log/signed-note.ts';
import { GrowingTree, leafHash } from '../../src/log/tree.ts';
import { verifyLog } from '../../src/log/verify-steps.ts';
import { recordAct } from '../../src/platform/act.ts';
import { openDatabase, ownerSession } from '../../src/platform/database.ts';
import { openKeyFiles } from '../../src/platform/key-files.ts';
import { newKey } from '../../src/platform/key.ts';
import { migrate } from '../../src/platform/migrate.ts';
import { migrationsFolder } from '../../src/platform/project-root.ts';
import { fixedClock } from '../../src/platform/system-clock.ts';
import { anyone, emptyDatabase } from '../database.ts';

const [committing, oneRow, whenNumbered] = ['360_committed_when_recorded.sql', '361_one_row_an_act.sql', '362_committed_when_numbered.sql'];
const nothing = { checkSubjects: async () => [] };

/** A database as it was before a migration, with the key files of its log. */
async function databaseBefore(migration: string) {
  const folder = await mkdtemp(path.join(tmpdir(), 'payung-log-'));
  const { url, drop } = await emptyDatabase();
  const database = openDatabase({ url, clock: fixedClock('2025-08-01T00:00:00Z'), max: 2 });
  const before = path.join(folder, 'migrations');
  for (const name of await readdir(migrationsFolder)) if (name < migration) await cp(path.join(migrationsFolder, name), path.join(before, name));
  await migrate(url, before);
  return {
    url,
    port: { database, secrets: openKeyFiles(folder, url) },
    owner: <Row extends object>(query: string, values: unknown[] = []) => ownerSession(url, async (client) => (await client.query<Row>(query, values)).rows),
    drop: async () => {
      await database.close();
      await drop();
      await rm(folder, { recursive: true });
    },
  };
}

test('acts that waited before they were committed to are numbered, and the log holds', async () => {
  const { url, port, owner, drop } = await databaseBefore(committing);
  try {
    await owner(
      `with act as (insert into platform.act
         select gen_random_uuid(), 'tested', subject, 'ntt', '53', 'd', recorded_at::timestamptz, 'local:o''er "x" \\ é' from unnest($1::text[], $2::text[]) a (subject, recorded_at)
         returning act_id)
       insert into platform.act_waiting select act_id from act`,
      [
        ['plain', 'tab\t, line\n and \u0001', '</ü🌧', 'x'],
        ['2025-07-01T10:20:30Z', '2025-07-01T10:20:30.500Z', '2025-07-01T10:20:30.000001Z', '2025-06-30T23:59:59.990+08:00'],
      ],
    );
    expect((await migrate(url, migrationsFolder))[0]).toBe(committing);
    expect(await sequence(port, anyone)).toEqual({ numbered: 4, size: 4, kinds: ['tested'] });
    expect(await verifyLog(port, anyone, nothing)).toMatchObject({ holds: true, size: 4, waiting: 0 });
    await owner(`update platform.act set author = 'local:other' where subject = 'plain'`);
    expect(await verifyLog(port, anyone, nothing)).toMatchObject({ holds: false });
  } finally {
    await drop();
  }
});

test.each([
  ['what waited comes after them', true],
  ['also where nothing waits and the last act is gone', false],
])('a log of one row an entry keeps its numbers, what was wrong is named as before, and %s', async (_, waits) => {
  const { url, port, owner, drop } = await databaseBefore(oneRow);
  try {
    const acts = Array.from({ length: waits ? 604 : 600 }, (_, nth) => {
      const act = {
        actId: newKey(),
        kind: 'tested',
        subject: `n${nth}`,
        sponsor: 'ntt',
        area: '53',
        digest: 'd',
        recordedAt: '2025-07-01T10:20:30Z',
        author: 'x',
      };
      const salt = nth.toString(16).padStart(32, '0');
      return { ...act, salt, commitment: commitmentOf(openingOf(act, salt)) };
    });
    // Two that wait, one that waits and does not say any more what it said, and one that neither waits nor has a number.
    const [numbered, waiting, [changed], [lost]] = [acts.slice(0, 600), acts.slice(600, 603), acts.slice(602, 603), acts.slice(603)];
    await owner(
      `insert into platform.act select act_id, 'tested', subject, 'ntt', '53', 'd', '2025-07-01T10:20:30Z', 'x' from unnest($1::uuid[], $2::text[]) a (act_id, subject)`,
      [acts.map(({ actId }) => actId), acts.map(({ subject }) => subject)],
    );
    // Numbered in another order than that of their keys.
    const entries = [...numbered].reverse();
    await owner(
      `insert into log.entry select nth - 1, act_id, decode(salt, 'hex'), decode(commitment, 'hex'), now()
       from unnest($1::uuid[], $2::text[], $3::text[]) with ordinality e (act_id, salt, commitment, nth)`,
      [entries.map(({ actId }) => actId), entries.map(({ salt }) => salt), entries.map(({ commitment }) => commitment)],
    );
    const gone = waits ? [{ actId: newKey(), salt: '00'.repeat(16), commitment: 'ab'.repeat(32) }] : [];
    const queued = [...waiting, ...gone];
    await owner(
      `insert into platform.act_waiting select act_id, 'tested', decode(salt, 'hex'), decode(commitment, 'hex')
       from unnest($1::uuid[], $2::text[], $3::text[]) e (act_id, salt, commitment)`,
      [queued.map(({ actId }) => actId), queued.map(({ salt }) => salt), queued.map(({ commitment }) => commitment)],
    );
    const { key, origin } = await signerOf(port);
    const tree = new GrowingTree();
    for (const { actId, commitment } of entries) {
      for (const { level, tile, hashes, root } of tree.add(leafHash(entryText(actId, commitment))))
        await owner('insert into log.tile values ($1, $2, $3, $4, now())', [level, tile, hashes, root]);
    }
    const head = { size: tree.size, root: tree.root() };
    await owner('insert into log.checkpoint values ($1, $2, $3, now())', [head.size, head.root, signCheckpoint(origin, head, key)]);
    await owner('insert into log.log (origin, verifier_key, recorded_at) values ($1, $2, now())', [
      origin,
      verifierKey({ name: origin, publicKey: key.publicKey }),
    ]);

    await owner('delete from platform.act where act_id = any ($1::uuid[])', [entries.slice(597).map(({ actId }) => actId)]);
    await owner(`update platform.act set area = '5311' where act_id = $1`, [changed?.actId]);

    expect((await migrate(url, migrationsFolder)).slice(0, 2)).toEqual([oneRow, whenNumbered]);
    const fit = waiting.filter((act) => act !== changed);
    const size = 600 + fit.length;
    expect(await sequence(port, anyone)).toEqual({ numbered: fit.length, size, kinds: waits ? ['tested'] : [] });
    await port.database.transact(anyone, (tx) => recordAct(tx, { kind: 'new', subject: 'after', digest: 'd', sponsor: 'ntt', area: '53' }));
    expect(await sequence(port, anyone)).toEqual({ numbered: 1, size: size + 1, kinds: ['new'] });
    const { invariants } = await verifyLog(port, anyone, nothing);
    const unnumbered = [changed, lost, ...gone].flatMap((act) => (act === undefined ? [] : [act.actId]));
    expect(invariants.flatMap(({ rows }) => rows.map(({ key: row, en }) => `${row}: ${en}`))).toEqual([
      ...unnumbered.toSorted().map((act) => `${act}: has no number and waits for none`),
      ...[597, 598, 599].map((number) => `${entries[number]?.actId ?? ''}: the act numbered ${number} is gone`),
    ]);
    await port.database.read(anyone, async (tx) => {
      for (const number of [0, 255, 256, 596]) expect((await inclusionOf(tx, entries[number]?.actId ?? '')).index).toBe(number);
      for (const [nth, { actId }] of fit.entries()) expect((await inclusionOf(tx, actId)).index).toBe(600 + nth);
    });
  } finally {
    await drop();
  }
});
