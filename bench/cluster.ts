// Decides on which PostgreSQL the bench runs, and how every run starts from an equal database: a copy of a kept one, checkpointed.
import { randomBytes } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import pg from 'pg';
import { connectionConfig, ownerSession } from '../src/platform/connection.ts';
import { startEmbeddedPostgres, stopEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { isAlive } from '../src/platform/process-alive.ts';
import { postmasterOf } from './memory.ts';

/** A server with databases that are the bench's own. */
export interface Cluster {
  readonly version: string;
  readonly sharedBuffersMb: number;
  readonly durable: boolean;
  /** Process to watch; null when it cannot be looked at. */
  readonly postmaster: number | null;
  has(name: string): Promise<boolean>;
  names(): Promise<readonly string[]>;
  /** A new database: empty, or a copy of another (nobody may be connected to that). Returns its URL. */
  make(name: string, from?: string): Promise<string>;
  /** A copy that is thrown away, with everything before it on disk. */
  copy(from: string): Promise<{ readonly url: string; readonly drop: () => Promise<void> }>;
  rename(name: string, to: string): Promise<void>;
  drop(name: string): Promise<void>;
  close(): Promise<void>;
}

const prefix = 'payung_bench_';
const largeBytes = 200 * 1024 * 1024;
const nameOn = (url: string, name: string): string => url.replace(/^([^:]+:\/\/[^/]*)\/[^?]*/, `$1/${name}`);

/** The bench's own built-in server in `folder`, with the product's settings (durable); or the one of `url`. */
export async function openCluster(folder: string, url?: string): Promise<Cluster> {
  const own = url === undefined;
  if (own) {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o755); // run by root, the server is another user, and must come through
  }
  const server = url ?? (await startEmbeddedPostgres(folder)).url;
  const client = new pg.Client(connectionConfig(server));
  await client.connect();
  const setting = async (name: string): Promise<string> =>
    (await client.query<{ value: string }>('select current_setting($1) as value', [name])).rows[0]?.value ?? '';
  const { rows } = await client.query<{ mb: number }>("select (pg_size_bytes(current_setting('shared_buffers')) / 1048576)::int as mb");
  const { rows: found } = await client.query<{ strategy: boolean }>("select current_setting('server_version_num')::int >= 150000 as strategy");
  /** Copying whole files is faster for a large database, copying page by page through the log for a small one. */
  const large = async (name: string): Promise<boolean> =>
    found[0]?.strategy === true &&
    Number((await client.query<{ size: string }>('select pg_database_size($1) as size', [name])).rows[0]?.size ?? 0) > largeBytes;
  const create = async (name: string, from?: string): Promise<string> => {
    const template = from === undefined ? 'template0' : prefix + from;
    await client.query(`create database ${prefix}${name} template ${template}${(await large(template)) ? ' strategy file_copy' : ''}`);
    return nameOn(server, prefix + name);
  };
  const drop = async (name: string): Promise<void> => void (await client.query(`drop database if exists ${prefix}${name} with (force)`));
  const names = async (): Promise<readonly string[]> =>
    (await client.query<{ datname: string }>('select datname from pg_database where starts_with(datname, $1) order by 1', [prefix])).rows.map(({ datname }) =>
      datname.slice(prefix.length),
    );
  // Left by a run that was killed.
  for (const name of await names()) {
    const made = /^(?:run|building)_(\d+)_|_of_(\d+)_/.exec(name);
    if (made !== null && !isAlive(Number(made[1] ?? made[2]))) await drop(name);
  }
  return {
    version: (await setting('server_version')).split(' ')[0] ?? '',
    sharedBuffersMb: rows[0]?.mb ?? 0,
    durable: (await setting('fsync')) === 'on' && (await setting('synchronous_commit')) === 'on',
    postmaster: await postmasterOf(client),
    names,
    has: async (name) => (await names()).includes(name),
    make: create,
    copy: async (from) => {
      const name = `run_${process.pid}_${randomBytes(4).toString('hex')}`;
      const copied = await create(name, from);
      await client.query('checkpoint');
      return { url: copied, drop: () => drop(name) };
    },
    rename: async (name, to) => void (await client.query(`alter database ${prefix}${name} rename to ${prefix}${to}`)),
    drop,
    close: async () => {
      const { rowCount: others } = await client.query(
        "select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() and application_name = 'payung'",
      );
      await client.end();
      if (own && others === 0) await stopEmbeddedPostgres(folder); // another bench may be at work in the same folder
    },
  };
}

/** Rows of each table, seen behind the row policies. */
export const countRows = (url: string, tables: readonly string[]): Promise<Readonly<Record<string, number>>> =>
  ownerSession(url, async (client) => {
    const counts: Record<string, number> = {};
    for (const table of tables) {
      const { rows } = await client.query<{ rows: string }>(`select count(*) as rows from ${table}`);
      counts[table] = Number(rows[0]?.rows ?? 0);
    }
    return counts;
  });
