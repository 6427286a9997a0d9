// Decides how a database becomes current: numbered SQL files, forward only, one transaction each, once, by one process at a time.
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { Fault } from '../kernel/fault.ts';
import { isUnreachable } from './connection.ts';
import { gateRole, ownerSession, serverRole } from './database.ts';

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly digest: string;
}

const lock = 7_286_417_001n; // any number no one else locks

/** The migrations of a folder in order. A digest does not change with the line endings of a checkout. */
export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d+_.*\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = (await readFile(path.join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
      return { name, sql, digest: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/** Applies what is missing and returns the names of the files applied; harmless to repeat and to run from several processes at once. */
export async function migrate(url: string, folder: string): Promise<readonly string[]> {
  const migrations = await readMigrations(folder);
  return ownerSession(url, async (client) => {
    for (const role of [serverRole, gateRole]) await ensureRole(client, role);
    await client.query(`select pg_advisory_lock(${lock})`); // ends with the session
    await client.query(`create schema if not exists platform;
      create table if not exists platform.migration (
        name text primary key, digest text not null, applied_at timestamptz not null default now())`);
    const { rows } = await client.query<{ name: string; digest: string }>('select name, digest from platform.migration order by name');
    const missing = check(migrations, rows);
    for (const migration of missing) await apply(client, migration);
    return missing.map(({ name }) => name);
  });
}

/** Whether a database was ever made into one of ours. */
export const isMigrated = (url: string): Promise<boolean> =>
  ownerSession(url, async (client) => (await client.query("select from pg_class where oid = to_regclass('platform.migration')")).rowCount === 1);

/** The migrations still to apply; an edited, vanished or overtaken one is a conflict. */
function check(migrations: readonly Migration[], applied: readonly { name: string; digest: string }[]): readonly Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, digest } of applied) {
    const migration = known.get(name);
    if (migration === undefined) {
      throw new Fault('conflict', 'database-newer-than-program', {
        id: `Basis data sudah memuat migrasi ${name} yang tidak dikenal program ini. Pasang versi program yang lebih baru.`,
        en: `The database holds migration ${name}, which this program does not know. Install a newer version of the program.`,
      });
    }
    if (migration.digest !== digest) {
      throw new Fault(
        'conflict',
        'migration-edited',
        {
          id: `Berkas migrasi ${name} berubah setelah diterapkan. Kembalikan isinya dan tulis perubahan sebagai migrasi baru.`,
          en: `Migration file ${name} was changed after it was applied. Restore it and write the change as a new migration.`,
        },
        { file: name },
      );
    }
  }
  const last = applied.at(-1)?.name ?? '';
  const missing = migrations.filter(({ name }) => !applied.some((done) => done.name === name));
  const overtaken = missing.find(({ name }) => name < last);
  if (overtaken === undefined) return missing;
  throw new Fault(
    'conflict',
    'migration-overtaken',
    {
      id: `Migrasi ${overtaken.name} bernomor lebih kecil daripada ${last} yang sudah diterapkan. Beri nomor berikutnya.`,
      en: `Migration ${overtaken.name} has a lower number than ${last}, which is already applied. Give it the next number.`,
    },
    { file: overtaken.name },
  );
}

async function apply(client: pg.Client, { name, sql, digest }: Migration): Promise<void> {
  const alone = /^-- no-transaction\b/.test(sql); // one statement that cannot run in a transaction, and harmless to repeat
  try {
    if (!alone) await client.query('begin');
    await client.query(sql);
    await client.query('insert into platform.migration (name, digest) values ($1, $2)', [name, digest]);
    if (!alone) await client.query('commit');
  } catch (error) {
    if (isUnreachable(error)) throw error; // it was not the migration
    throw new Error(`migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Roles belong to the whole server, where migrations of other databases may be making the same one at this moment. */
async function ensureRole(client: pg.Client, role: string): Promise<void> {
  const member = async (): Promise<boolean | null | undefined> => {
    const { rows } = await client.query<{ member: boolean | null }>(
      // from PostgreSQL 16 on, a member may not act as the role unless he was granted that too
      `select (select pg_has_role(current_user, oid, case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end)
        from pg_roles where rolname = $1) as member`,
      [role],
    );
    return rows[0]?.member;
  };
  if ((await member()) === true) return;
  try {
    await client.query(`do $$ begin
      if not exists (select from pg_roles where rolname = '${role}') then create role ${role} nologin; end if;
    exception when duplicate_object or unique_violation then null; end $$`);
    if ((await member()) !== true) {
      await client.query(`do $$ begin
        execute 'grant ${role} to current_user' || case when current_setting('server_version_num')::int >= 160000 then ' with set true' else '' end;
      end $$`);
    }
  } catch {
    if ((await member()) === true) return; // another process was faster
    throw new Fault('forbidden', 'server-role-missing', {
      id: `Akun basis data tidak boleh membuat peran ${role}. Minta pengelola menjalankan: create role ${role} nologin; grant ${role} to <akun>.`,
      en: `The database account may not create the role ${role}. Ask its administrator to run: create role ${role} nologin; grant ${role} to <account>.`,
    });
  }
}
