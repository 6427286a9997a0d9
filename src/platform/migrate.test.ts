// Migrations: from empty to current, twice, edited, at the same time.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyDatabase } from '../../test/database.ts';
import { ownerSession } from './database.ts';
import { migrate, readMigrations } from './migrate.ts';
import { migrationsFolder } from './project-root.ts';

let folder: string;
let url: string;
let drop: () => Promise<void>;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'payung-migrations-'));
  ({ url, drop } = await emptyDatabase());
});
afterEach(async () => {
  await drop();
  await rm(folder, { recursive: true });
});

const write = (name: string, sql: string): Promise<void> => writeFile(path.join(folder, name), sql);
const value = async (sql: string): Promise<unknown> =>
  ownerSession(url, async (client) => Object.values((await client.query<Record<string, unknown>>(sql)).rows[0] ?? {})[0]);

test('the migrations of this program make a database current from nothing, twice is harmless, and their tables are guarded', async () => {
  const names = (await readMigrations(migrationsFolder)).map(({ name }) => name);
  expect(await migrate(url, migrationsFolder)).toEqual(names);
  expect(await migrate(url, migrationsFolder)).toEqual([]);
  expect(await value("select pg_has_role(current_user, 'payung_server', 'member')")).toBe(true);
  expect(await value("select rolsuper or rolbypassrls or rolcanlogin from pg_roles where rolname = 'payung_server'")).toBe(false);
});

test('several processes starting at once apply each file once', async () => {
  await write('001_a.sql', 'create table a (x integer); select pg_sleep(0.2);');
  await write('002_b.sql', 'create table b (x integer);');
  const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(url, folder)));
  expect(applied.filter((names) => names.length > 0)).toEqual([['001_a.sql', '002_b.sql']]);
});

test('a file that fails leaves nothing, and what came before stays', async () => {
  await write('001_a.sql', 'create table a (x integer);');
  await write('002_b.sql', 'create table b (x integer); insert into b values (1/0);');
  await expect(migrate(url, folder)).rejects.toThrow('migration 002_b.sql failed: division by zero');
  expect(await value("select to_regclass('b') is null and to_regclass('a') is not null")).toBe(true);
  await write('002_b.sql', 'create table b (x integer);');
  expect(await migrate(url, folder)).toEqual(['002_b.sql']);
});

test('line endings of a checkout are no edit; any other change of an applied file is refused', async () => {
  await write('001_a.sql', 'create table a (\n  x integer);\n');
  await migrate(url, folder);
  await write('001_a.sql', 'create table a (\r\n  x integer);\r\n');
  expect(await migrate(url, folder)).toEqual([]);
  await write('001_a.sql', 'create table a (\n  x bigint);\n');
  await expect(migrate(url, folder)).rejects.toMatchObject({ kind: 'conflict', code: 'migration-edited', place: { file: '001_a.sql' } });
});

test('a program older than the database is refused, and so is a file numbered behind an applied one', async () => {
  await write('002_b.sql', 'create table b (x integer);');
  await migrate(url, folder);
  await write('001_a.sql', 'create table a (x integer);');
  await expect(migrate(url, folder)).rejects.toMatchObject({ code: 'migration-overtaken' });
  await rm(path.join(folder, '001_a.sql'));
  await rm(path.join(folder, '002_b.sql'));
  await expect(migrate(url, folder)).rejects.toMatchObject({ code: 'database-newer-than-program' });
});

test('a statement that cannot run in a transaction says so in its first line', async () => {
  await write('001_a.sql', 'create table a (x integer);');
  await write('002_index.sql', '-- no-transaction\ncreate index concurrently if not exists a_x on a (x);');
  expect(await migrate(url, folder)).toEqual(['001_a.sql', '002_index.sql']);
  expect(await value("select to_regclass('a_x') is not null")).toBe(true);
});
