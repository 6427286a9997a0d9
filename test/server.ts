// Decides which PostgreSQL server tests run on (one of their own, or that of DATABASE_URL) and what every test database is copied from.
import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { readConfig } from '../src/config.ts';
import { ownerSession } from '../src/platform/database.ts';
import { startEmbeddedPostgres, stopEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { isAlive } from '../src/platform/process-alive.ts';
import { migrate, readMigrations } from '../src/platform/migrate.ts';
import { migrationsFolder } from '../src/platform/project-root.ts';

/** A server for tests. */
export interface TestServer {
  /** A database on it that is not the template, as a role that may create databases. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const prefix = 'payung-test-';

/** Starts a server in a temporary folder (durability off: nothing in it is kept), or uses the one of DATABASE_URL. */
export async function startTestServer(): Promise<TestServer> {
  const { databaseUrl } = readConfig(process.env);
  if (databaseUrl !== undefined) return { url: databaseUrl, stop: async () => {} };
  await removeLeftovers();
  const folder = await mkdtemp(path.join(tmpdir(), prefix));
  await chmod(folder, 0o755); // run by root, the server is another user, and must come through
  await writeFile(path.join(folder, 'owner.pid'), String(process.pid));
  const { url } = await startEmbeddedPostgres(folder, {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    shared_buffers: '128MB',
    max_connections: '200',
  });
  const stop = async (): Promise<void> => {
    await stopEmbeddedPostgres(folder);
    await rm(folder, { recursive: true, force: true });
  };
  return { url, stop };
}

/** Ends the servers of test runs that were killed before they could. */
async function removeLeftovers(): Promise<void> {
  for (const name of (await readdir(tmpdir())).filter((found) => found.startsWith(prefix))) {
    const folder = path.join(tmpdir(), name);
    const owner = Number(await readFile(path.join(folder, 'owner.pid'), 'utf8').catch(() => Number.NaN));
    if (Number.isNaN(owner) || isAlive(owner)) continue;
    await stopEmbeddedPostgres(folder).catch(() => false);
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}

/** The URL of another database on the same server. */
export const databaseOn = (url: string, name: string): string => url.replace(/^([^:]+:\/\/[^/]*)\/[^?]*/, `$1/${name}`);

/** Makes the migrated database all others are copied from, unless it is there; returns its name. Nobody can connect to it: a session would block copying. */
export async function makeTemplate(url: string): Promise<string> {
  const digests = (await readMigrations(migrationsFolder)).map(({ digest }) => digest).join();
  const name = `payung_test_template_${createHash('sha256').update(digests).digest('hex').slice(0, 12)}`;
  await ownerSession(url, async (client) => {
    await client.query('select pg_advisory_lock(7286417002)');
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 1) return;
    const building = `${name}_${process.pid}`;
    await client.query(`create database ${building}`);
    try {
      await migrate(databaseOn(url, building), migrationsFolder);
      await closed(client, building);
      await client.query(`alter database ${building} rename to ${name}`);
      await client.query(`alter database ${name} with allow_connections false`);
    } catch (error) {
      await client.query(`drop database ${building} with (force)`);
      throw error;
    }
  });
  return name;
}

/** Waits until the last session on a database is gone: a closed connection ends a moment later on the server. */
async function closed(client: pg.Client, name: string): Promise<void> {
  for (let wait = 0; wait < 100; wait += 1) {
    const { rowCount } = await client.query('select from pg_stat_activity where datname = $1', [name]);
    if (rowCount === 0) return;
    await client.query('select pg_sleep(0.02)');
  }
}
