// Tests the installer with a stand-in for npm that only notes it was called: once, whoever asks, and again only when there is reason.
import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { repository } from './houserules/source-tree.ts';

let root: string;
const children = new Set<ChildProcess>();

// As npm: notes the call, empties node_modules, takes a while, writes its record last. NPM_FAILS makes it fail.
const npm = `
const fs = require('node:fs');
fs.appendFileSync('npm.log', process.argv.slice(2).join(' ') + '\\n');
if (process.env.NPM_FAILS) { console.error('npm error network'); process.exit(7); }
fs.rmSync('node_modules', { recursive: true, force: true });
setTimeout(() => {
  fs.mkdirSync('node_modules/vitest', { recursive: true });
  fs.writeFileSync('node_modules/vitest/package.json', '{}');
  fs.writeFileSync('node_modules/.package-lock.json', fs.readFileSync('package-lock.json'));
  console.log('added 1 package');
}, Number(process.env.NPM_TAKES ?? 100));
`;
const lockFile = (version: string): string =>
  JSON.stringify({
    packages: {
      '': { name: 'x' },
      'node_modules/vitest': { version, integrity: `sha512-${version}`, dev: true },
      'node_modules/elsewhere': { version: '1.0.0', integrity: 'sha512-e', optional: true },
    },
  });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'payung install ')); // a blank in the path, as people have them
  cpSync(join(repository, 'bin'), join(root, 'bin'), { recursive: true });
  writeFileSync(join(root, 'package-lock.json'), lockFile('4.0.0'));
  writeFileSync(join(root, 'npm-cli.js'), npm);
});

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  rmSync(root, { recursive: true, force: true });
});

function start(environment: Record<string, string> = {}, words: readonly string[] = []) {
  const child = spawn(process.execPath, [join(root, 'bin/install.mjs'), ...words], {
    cwd: tmpdir(),
    env: { ...process.env, npm_execpath: join(root, 'npm-cli.js'), ...environment },
  });
  children.add(child);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.on('close', (code) => {
      children.delete(child);
      resolve({ code, out, err });
    });
  });
  return { child, ended };
}

const calls = (): readonly string[] => (existsSync(join(root, 'npm.log')) ? readFileSync(join(root, 'npm.log'), 'utf8').trim().split('\n') : []);
const lock = (): string => join(root, '.install-lock');

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1000 && !condition(); tries += 1) await pause(25);
  expect(condition()).toBe(true);
}

describe('the installer', { timeout: 30_000 }, () => {
  it('installs once, marks what for, and leaves standard output to the command', async () => {
    const { code, out, err } = await start().ended;
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toContain('added 1 package');
    expect(calls()).toEqual(['ci --no-audit --no-fund --no-update-notifier --include=dev']);
    expect(readFileSync(join(root, 'node_modules/.payung-installed'), 'utf8')).toMatch(/^[0-9a-f]{64} node-\d+ \w+-\w+\n$/);
    expect(existsSync(lock())).toBe(false);
    expect(await start().ended).toEqual({ code: 0, out: '', err: '' });
    expect(calls()).toHaveLength(1);
  });

  it('installs without the tools when only the product is wanted', async () => {
    await start({}, ['--production']).ended;
    expect(calls()).toEqual(['ci --no-audit --no-fund --no-update-notifier']);
  });

  it('runs npm once for five who ask at the same time', async () => {
    const ends = await Promise.all(Array.from({ length: 5 }, () => start().ended));
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
    expect(calls()).toHaveLength(1);
    expect(existsSync(lock())).toBe(false);
  });

  it('installs again when the lock file has changed', async () => {
    await start().ended;
    writeFileSync(join(root, 'package-lock.json'), lockFile('4.0.1'));
    await start().ended;
    expect(calls()).toHaveLength(2);
  });

  it('takes over what a plain npm ci has left, without running npm', async () => {
    mkdirSync(join(root, 'node_modules/vitest'), { recursive: true });
    writeFileSync(join(root, 'node_modules/vitest/package.json'), '{}');
    writeFileSync(
      join(root, 'node_modules/.package-lock.json'),
      JSON.stringify({ packages: { 'node_modules/vitest': { version: '4.0.0', integrity: 'sha512-4.0.0' } } }),
    );
    expect((await start().ended).code).toBe(0);
    expect(calls()).toHaveLength(0);
  });

  it.each([
    ['of another version', { 'node_modules/vitest': { version: '3.0.0', integrity: 'sha512-4.0.0' } }],
    ['with other content', { 'node_modules/vitest': { version: '4.0.0', integrity: 'sha512-x' } }],
    ['missing', {}],
    [
      'optional, but of another version',
      { 'node_modules/vitest': { version: '4.0.0', integrity: 'sha512-4.0.0' }, 'node_modules/elsewhere': { version: '2.0.0' } },
    ],
  ])('does not take over a package %s', async (_why, packages) => {
    mkdirSync(join(root, 'node_modules'));
    writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
    await start().ended;
    expect(calls()).toHaveLength(1);
  });

  it('says in both languages that it failed, with the exit code of npm, and leaves nothing behind', async () => {
    const { code, err } = await start({ NPM_FAILS: '1' }).ended;
    expect(code).toBe(7);
    expect(err).toContain('Pemasangan pustaka gagal');
    expect(err).toContain('Installing the libraries failed');
    expect(existsSync(lock())).toBe(false);
    expect((await start().ended).code).toBe(0);
  });

  it('waits for the npm of an installer that was killed, then does not run it again', async () => {
    const killed = start({ NPM_TAKES: '1500' });
    await until(() => existsSync(lock()) && readdirSync(lock()).length === 2 && calls().length === 1);
    killed.child.kill('SIGKILL');
    // Its end is not awaited: the orphan npm keeps its pipes open.
    const { code } = await start().ended;
    expect(code).toBe(0);
    // The orphan finished the work and wrote npm's record, which the second installer took over.
    expect(calls()).toHaveLength(1);
  });

  it('passes a signal on to npm and ends with it', async () => {
    const stopped = start({ NPM_TAKES: '20000' });
    await until(() => calls().length === 1);
    stopped.child.kill('SIGTERM');
    expect((await stopped.ended).code).toBe(143);
    expect(existsSync(lock())).toBe(false);
  });
});

describe('an abandoned lock', { timeout: 30_000 }, () => {
  it('is taken when the processes it names are dead', async () => {
    const { child, ended } = start();
    await ended;
    rmSync(join(root, 'node_modules'), { recursive: true });
    mkdirSync(lock());
    appendFileSync(join(lock(), String(child.pid)), '');
    const ends = await Promise.all(Array.from({ length: 4 }, () => start().ended));
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(calls()).toHaveLength(2);
  });

  it('is taken when it names nobody and is old', async () => {
    mkdirSync(lock());
    utimesSync(lock(), new Date(Date.now() - 60_000), new Date(Date.now() - 60_000));
    expect((await start().ended).code).toBe(0);
    expect(existsSync(lock())).toBe(false);
  });

  it('is left alone while a process it names lives', async () => {
    mkdirSync(lock());
    appendFileSync(join(lock(), String(process.pid)), '');
    const waiting = start();
    await pause(700);
    expect(calls()).toHaveLength(0);
    rmSync(lock(), { recursive: true });
    expect((await waiting.ended).code).toBe(0);
  });
});
