// Keys made once, and wrong ones refused.
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { ownerSession } from './database.ts';
import { fingerprintOf, openKeyFiles } from './key-files.ts';

let it: TestDatabase;
let folder: string;
beforeAll(async () => {
  it = await testDatabase();
});
afterAll(() => it.drop());
beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(tmpdir(), 'payung-keys-')), 'keys');
  await ownerSession(it.url, (client) => client.query('delete from platform.key_fingerprint'));
});
afterEach(() => rm(path.dirname(folder), { recursive: true }));

test('a key is made once, in a file only its owner reads, and is the same ever after', async () => {
  const key = await openKeyFiles(folder, it.url).key('nik');
  expect(key).toHaveLength(32);
  expect(await openKeyFiles(folder, it.url).key('nik')).toEqual(key);
  expect((await stat(path.join(folder, 'nik.key'))).mode & 0o777).toBe(0o600);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect(await openKeyFiles(folder, it.url).key('session')).not.toEqual(key);
});

test('of many racing to make it, all get the same, and nothing is left beside it', async () => {
  const keys = await Promise.all(Array.from({ length: 8 }, () => openKeyFiles(folder, it.url).key('nik')));
  expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
  expect(await readdir(folder)).toEqual(['nik.key']);
});

test('the key is not written down in the database, only its fingerprint', async () => {
  const key = await openKeyFiles(folder, it.url).key('nik');
  const { rows } = await ownerSession(it.url, (client) => client.query<{ fingerprint: string }>('select fingerprint from platform.key_fingerprint'));
  expect(rows).toEqual([{ fingerprint: fingerprintOf('nik', key) }]);
  expect(key.toString('hex')).not.toContain(rows[0]?.fingerprint);
});

test('a lost key is missed, not replaced; another key is refused', async () => {
  const key = await openKeyFiles(folder, it.url).key('nik');
  await rm(path.join(folder, 'nik.key'));
  await expect(openKeyFiles(folder, it.url).key('nik')).rejects.toMatchObject({ kind: 'conflict', code: 'key-missing' });
  expect(await readdir(folder)).toEqual([]);
  await writeFile(path.join(folder, 'nik.key'), `${'ab'.repeat(32)}\n`);
  await expect(openKeyFiles(folder, it.url).key('nik')).rejects.toMatchObject({ code: 'key-of-another-database' });
  await expect(openKeyFiles(folder, it.url, { nik: 'cd'.repeat(32) }).key('nik')).rejects.toMatchObject({ code: 'key-of-another-database' });
  expect(await openKeyFiles(folder, it.url, { nik: key.toString('hex') }).key('nik')).toEqual(key);
  expect(await openKeyFiles(folder, it.url, { nik: key.toString('base64') }).key('nik')).toEqual(key);
});

test('what is no key of 32 bytes is refused, in the configuration and in the file', async () => {
  await expect(openKeyFiles(folder, it.url, { nik: 'secret' }).key('nik')).rejects.toMatchObject({ kind: 'bad-input', code: 'key-not-32-bytes' });
  await openKeyFiles(folder, it.url).key('nik');
  await writeFile(path.join(folder, 'nik.key'), '');
  await expect(openKeyFiles(folder, it.url).key('nik')).rejects.toMatchObject({ code: 'key-not-32-bytes' });
});

test('a given key is not written to a file', async () => {
  await openKeyFiles(folder, it.url, { nik: 'cd'.repeat(32) }).key('nik');
  expect(await readFile(path.join(folder, 'nik.key'), 'utf8').catch(() => 'none')).toBe('none');
});
