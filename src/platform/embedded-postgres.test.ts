// One built-in server for many processes, and after a hard kill.
import { spawn } from 'node:child_process';
import { chmod, lstat, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { databaseOn } from '../../test/server.ts';
import type { Nik } from '../kernel/nik.ts';
import { ownerSession } from './database.ts';
import { logSizes, memoryHere, sharedBuffers, startEmbeddedPostgres, stopEmbeddedPostgres } from './embedded-postgres.ts';
import { openInstallation } from './installation.ts';
import { migrate } from './migrate.ts';
import { migrationsFolder } from './project-root.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'payung-embedded-'));
  await chmod(folder, 0o755);
});
afterEach(async () => {
  await stopEmbeddedPostgres(folder);
  await rm(folder, { recursive: true, force: true });
});

const ask = async (url: string, sql: string): Promise<unknown> =>
  ownerSession(url, async (client) => Object.values((await client.query<Record<string, unknown>>(sql)).rows[0] ?? {})[0]);

// what these tests ask outlives a process, not a power cut
const quick = { fsync: 'off' };

/** A process of its own that starts or attaches to the server and says which it did. */
function race(dataDir: string): Promise<string> {
  const program = `import { startEmbeddedPostgres } from ${JSON.stringify(new URL('./embedded-postgres.ts', import.meta.url).href)};
    startEmbeddedPostgres(process.argv[1]).then(({ started, url }) => console.log(started, url));`;
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program, dataDir]);
    let output = '';
    child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (output += bytes.toString()));
    child.on('close', () => resolve(output.trim()));
  });
}

const gigabyte = 1 << 30;
test.each([
  [0.25, 128],
  [1, 256],
  [2, 512],
  [4, 1024],
  [7.5, 1920],
  [24, 6144],
  [256, 8192],
])('a machine of %d GB gives the database %d MB of its own', (memory, megabytes) => {
  expect(sharedBuffers(memory * gigabyte)).toBe(megabytes);
});

test.each([
  [0, 1024, 128],
  [5, 1024, 128],
  [20, 4096, 512],
  [40.01, 8194, 1024],
  [2000, 16_384, 2048],
])('a disk with %d GB free lets %d MB of log gather and keeps %d', (free, most, kept) => {
  expect(logSizes(free * gigabyte)).toEqual({ max_wal_size: `${most}MB`, min_wal_size: `${kept}MB` });
});

test('a container counts as what it is allowed, and no limit as none', () => {
  expect(memoryHere(16 * gigabyte, 2 * gigabyte)).toBe(2 * gigabyte);
  expect(memoryHere(16 * gigabyte, 0)).toBe(16 * gigabyte);
  expect(memoryHere(16 * gigabyte, 2 ** 63)).toBe(16 * gigabyte);
});

test('it is made once, attached to, stopped, and started again with everything in it', async () => {
  const first = await startEmbeddedPostgres(folder);
  expect(first.started).toBe(true);
  expect(
    await ask(
      first.url,
      "select concat_ws(' ', current_setting('server_encoding'), current_setting('data_checksums'), current_setting('fsync'), lower('NGUYỄN'))",
    ),
  ).toBe('UTF8 on on nguyễn');
  expect(
    await ask(
      first.url,
      "select concat_ws(' ', '[' || current_setting('listen_addresses') || ']', pg_size_bytes(current_setting('shared_buffers')) / 1048576, current_setting('checkpoint_timeout'))",
    ),
  ).toBe(`[] ${sharedBuffers(memoryHere())} 15min`);
  const log = Number(await ask(first.url, "select pg_size_bytes(current_setting('max_wal_size')) / 1048576"));
  expect(log).toBeGreaterThanOrEqual(1024);
  expect(log).toBeLessThanOrEqual(16_384);
  await ownerSession(first.url, (client) => client.query("create table kept as select 'Maria' as name"));
  expect(await startEmbeddedPostgres(folder)).toEqual({ ...first, started: false });
  expect(await stopEmbeddedPostgres(folder)).toBe(true);
  expect(await stopEmbeddedPostgres(folder)).toBe(false);
  expect((await startEmbeddedPostgres(folder)).started).toBe(true);
  expect(await ask(first.url, 'select name from kept')).toBe('Maria');
});

test('killed outright, it comes back with what was committed', async () => {
  const { url, cluster } = await startEmbeddedPostgres(folder, quick);
  await ownerSession(url, (client) => client.query('create table kept as select n from generate_series(1, 50000) n'));
  process.kill(Number((await readFile(path.join(cluster, 'postmaster.pid'), 'utf8')).split('\n')[0]), 'SIGKILL');
  await expect(ask(url, 'select 1')).rejects.toMatchObject({ code: 'database-unreachable' });
  expect((await startEmbeddedPostgres(folder, quick)).started).toBe(true);
  expect(await ask(url, 'select count(*)::int from kept')).toBe(50_000);
});

/** The process of a cluster's server, as it says itself. */
const postmaster = async (cluster: string): Promise<number> => Number((await readFile(path.join(cluster, 'postmaster.pid'), 'utf8')).split('\n')[0]);

async function ended(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await pause(20);
  }
}

test('a server whose folder was removed under it cannot take away the next one in the same place', async () => {
  const first = await startEmbeddedPostgres(folder, quick);
  const orphan = await postmaster(first.cluster);
  await rm(first.cluster, { recursive: true });
  const second = await startEmbeddedPostgres(folder, quick);
  expect(second).toMatchObject({ cluster: first.cluster, started: true });
  process.kill(orphan, 'SIGINT');
  await ended(orphan);
  expect(await ask(second.url, 'select 1')).toBe(1);
  expect(await startEmbeddedPostgres(folder, quick)).toEqual({ ...second, started: false });
});

test('a removed folder with its socket elsewhere is made anew, not met through the socket its orphan left', async () => {
  const long = path.join(folder, 'Nala desa '.repeat(10));
  const first = await startEmbeddedPostgres(long, quick);
  const orphan = await postmaster(first.cluster);
  await ownerSession(first.url, (client) => client.query('create table of_the_orphan ()'));
  await rm(long, { recursive: true });
  const second = await startEmbeddedPostgres(long, quick);
  expect(await ask(second.url, "select to_regclass('of_the_orphan')")).toBe(null);
  process.kill(orphan, 'SIGINT');
  await ended(orphan);
  expect(await ask(second.url, 'select 1')).toBe(1);
  await stopEmbeddedPostgres(long);
  await rm(decodeURIComponent(new URL(second.url).hostname), { recursive: true });
});

test('a cluster made before clusters had a port of their own keeps the old one', async () => {
  const { cluster } = await startEmbeddedPostgres(folder, quick);
  await stopEmbeddedPostgres(folder);
  const file = path.join(cluster, 'postgresql.conf');
  await writeFile(file, (await readFile(file, 'utf8')).replace(/^port = .*\n/m, ''));
  const { url, started } = await startEmbeddedPostgres(folder, quick);
  expect([new URL(url).port, started]).toEqual(['5432', true]);
});

test('three processes racing to make it share one server, and leave nothing else', async () => {
  const said = await Promise.all([race(folder), race(folder), race(folder)]);
  const { url } = await startEmbeddedPostgres(folder, quick);
  expect(said.toSorted()).toEqual([`false ${url}`, `false ${url}`, `true ${url}`]);
  expect((await readdir(folder)).filter((name) => name.startsWith('postgres'))).toEqual(['postgres']);
});

test('a data directory with a path too long for a socket has its socket elsewhere, closed to others', async () => {
  const long = path.join(folder, "O'Nala desa".repeat(8));
  const { url, cluster } = await startEmbeddedPostgres(long, quick);
  expect(await ask(url, 'select 1')).toBe(1);
  const socket = decodeURIComponent(new URL(url).hostname);
  expect(path.dirname(socket)).toBe('/tmp');
  expect((await lstat(socket)).mode & 0o777).toBe(0o700);
  expect((await stat(cluster)).mode & 0o777).toBe(0o700);
  expect((await startEmbeddedPostgres(long, quick)).started).toBe(false);
  await stopEmbeddedPostgres(long);
  await rm(socket, { recursive: true });
});

test('a data directory of another major version is refused with what to do', async () => {
  const { cluster } = await startEmbeddedPostgres(folder, quick);
  await stopEmbeddedPostgres(folder);
  const version = await readFile(path.join(cluster, 'PG_VERSION'), 'utf8');
  await writeFile(path.join(cluster, 'PG_VERSION'), '9\n');
  await expect(startEmbeddedPostgres(folder)).rejects.toMatchObject({ kind: 'conflict', code: 'data-directory-of-another-postgres' });
  await writeFile(path.join(cluster, 'PG_VERSION'), version);
});

test.runIf(process.getuid?.() === 0)('run by root below a folder only root may enter, it lives in a system folder', async () => {
  await chmod(folder, 0o700);
  const { url, cluster } = await startEmbeddedPostgres(folder, quick);
  expect(cluster).toMatch(/^\/var\/lib\/payung\/[0-9a-f]{12}$/);
  expect(await ask(url, 'select 1')).toBe(1);
  expect((await startEmbeddedPostgres(folder, quick)).started).toBe(false);
  await stopEmbeddedPostgres(folder);
  await rm(cluster, { recursive: true });
});

test('databases of a new server migrated at once share the role they all make', async () => {
  const { url } = await startEmbeddedPostgres(folder, quick);
  const names = ['one', 'two', 'three'];
  for (const name of names) await ownerSession(url, (client) => client.query(`create database ${name}`));
  const applied = await Promise.all(names.map((name) => migrate(databaseOn(url, name), migrationsFolder)));
  expect(new Set(applied.map((files) => files.length)).size).toBe(1);
});

test('an installation is made by opening it, several at once, and opens again with the same key', async () => {
  const opened = await Promise.all([1, 2, 3].map(() => openInstallation({ dataDir: folder })));
  const tokens = opened.map(({ niks }) => niks.seal('5311014107900001' as Nik));
  expect(new Set(tokens).size).toBe(1);
  const actor = { id: 'system', roles: [], sponsor: '*', area: '*' };
  const count = (installation: (typeof opened)[number]) => installation.database.read(actor, (tx) => tx.db.selectFrom('platform.run').selectAll().execute());
  expect(await Promise.all(opened.map(count))).toEqual([[], [], []]);
  await Promise.all(opened.map((installation) => installation.close()));
});
