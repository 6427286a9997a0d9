// A data folder closed to others: made so, narrowed when it is an installation's own, left alone and told when it holds other files; the built-in server still starts in it.
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeDataFolder, dataFolderClosed } from './closed-folder.ts';
import { startEmbeddedPostgres, stopEmbeddedPostgres } from './embedded-postgres.ts';

let parent: string;
let folder: string;
beforeEach(async () => {
  parent = await mkdtemp(path.join(tmpdir(), 'payung-folder-'));
  await chmod(parent, 0o755);
  folder = path.join(parent, 'di', 'dalam');
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const modeOf = async (name: string): Promise<number> => (await stat(name)).mode & 0o777;
const told = async (): Promise<readonly string[]> => (await dataFolderClosed(folder)).rows.map(({ key }) => key);

test('a new folder is closed, and the folders on the way to it are as they would be', async () => {
  await closeDataFolder(folder);
  expect([await modeOf(folder), (await modeOf(path.dirname(folder))) & 0o055]).toEqual([0o700, 0o055 & ~process.umask()]);
  expect(await told()).toEqual([]);
});

test('a wider folder that holds an installation alone is narrowed; a narrower one is left', async () => {
  for (const name of ['keys', 'files', 'postgres', 'postgres.new-x1', 'native-18.4']) await mkdir(path.join(folder, name), { recursive: true });
  await writeFile(path.join(folder, 'postgres.place'), '/x\n');
  await chmod(folder, 0o777);
  await closeDataFolder(folder);
  expect(await modeOf(folder)).toBe(0o700);
  await chmod(folder, 0o500);
  await closeDataFolder(folder);
  expect(await modeOf(folder)).toBe(0o500);
});

test('a folder with files of somebody else in it is left as it is, and told with what in it is open', async () => {
  await mkdir(path.join(folder, 'files'), { recursive: true });
  await mkdir(path.join(folder, 'keys'), { mode: 0o700 });
  await writeFile(path.join(folder, 'surat.docx'), 'x');
  await chmod(folder, 0o755);
  await chmod(path.join(folder, 'files'), 0o755);
  await closeDataFolder(folder);
  expect(await modeOf(folder)).toBe(0o755);
  expect(await told()).toEqual(['.', 'files']);
  await chmod(folder, 0o700);
  expect(await told()).toEqual([]);
});

test('the built-in server starts in a folder others cannot enter, and again after it was found open', async () => {
  const mode = process.getuid?.() === 0 ? 0o710 : 0o700;
  try {
    const first = await startEmbeddedPostgres(folder, { fsync: 'off' });
    expect([first.started, first.cluster, await modeOf(folder)]).toEqual([true, path.join(folder, 'postgres'), mode]);
    await stopEmbeddedPostgres(folder);
    await chmod(folder, 0o755);
    expect(await startEmbeddedPostgres(folder)).toMatchObject({ started: true, cluster: first.cluster });
    expect(await modeOf(folder)).toBe(mode);
    await chmod(folder, 0o755);
    expect(await startEmbeddedPostgres(folder)).toMatchObject({ started: false });
    expect(await modeOf(folder)).toBe(mode);
  } finally {
    await stopEmbeddedPostgres(folder);
  }
});
