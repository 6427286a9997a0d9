// Decides whether the dependencies on disk are those of package-lock.json, and installs them when they are not; Node built-ins only.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, rmSync, rmdirSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../', import.meta.url));

/** What an installation is made for: the lock file, the Node major (native modules) and the platform. */
export function fingerprint(root = repository) {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  return `${lock} node-${process.versions.node.split('.')[0]} ${process.platform}-${process.arch}\n`;
}

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

const holdsDevelopment = (root) => existsSync(join(root, 'node_modules/vitest/package.json'));

function installed(root, development) {
  return read(join(root, 'node_modules/.payung-installed')) === fingerprint(root) && (!development || holdsDevelopment(root));
}

/** Whether a plain `npm ci` or `npm install` left exactly the packages of the lock file (npm writes its record last of all). */
export function matchesLock(root = repository, development = false) {
  const record = read(join(root, 'node_modules/.package-lock.json'));
  if (record === null) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(record).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = present[path];
    if (found === undefined) return entry.optional === true || entry.devOptional === true || (entry.dev === true && !development);
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/**
 * Takes the lock directory (creating one is atomic), waiting for whoever holds it; null when `done` became true meanwhile.
 * The directory holds one empty file named by each process that keeps it (this one, and npm once it runs).
 */
export async function takeLock(lock, done) {
  for (let waited = 0; ; waited += 1) {
    try {
      mkdirSync(lock);
      writeFileSync(join(lock, String(process.pid)), '');
      return { add: (pid) => writeFileSync(join(lock, String(pid)), ''), release: () => rmSync(lock, { recursive: true, force: true }) };
    } catch (error) {
      // ENOENT: another process took the directory for an abandoned one before the name stood in it.
      if (error.code !== 'EEXIST' && error.code !== 'ENOENT') throw error;
    }
    if (breakStale(lock)) continue;
    if (waited === 10) process.stderr.write('Menunggu pemasangan lain selesai … / Waiting for another installation to finish …\n');
    await pause(200);
    if (done()) return null;
  }
}

/**
 * Removes a lock nobody keeps: every process it names is dead (or half an hour went by, for a number used again after a restart),
 * or it names none for ten seconds. Only names judged dead are removed and then the empty directory, so a lock taken anew in between survives.
 */
export function breakStale(lock, now = Date.now()) {
  try {
    const age = now - statSync(lock).mtimeMs;
    const names = readdirSync(lock);
    if (names.length === 0 ? age < 10_000 : age < 1_800_000 && names.some((name) => alive(Number(name)))) return false;
    for (const name of names) unlinkSync(join(lock, name));
    rmdirSync(lock);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  }
  return true;
}

function npmCommand() {
  const beside = [
    process.env.npm_execpath,
    join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js'),
    join(dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js'),
  ].find((path) => path !== undefined && path.endsWith('npm-cli.js') && existsSync(path));
  return beside === undefined ? { file: process.platform === 'win32' ? 'npm.cmd' : 'npm', before: [] } : { file: process.execPath, before: [beside] };
}

/** Runs `npm ci` with its words on standard error (standard output belongs to the command); resolves to its exit code. */
function runNpm(root, development, onStart) {
  const { file, before } = npmCommand();
  const words = [...before, 'ci', '--no-audit', '--no-fund', '--no-update-notifier', ...(development ? ['--include=dev'] : [])];
  return new Promise((resolve, reject) => {
    const child = spawn(file, words, { cwd: root, stdio: ['ignore', 2, 2], shell: file.endsWith('.cmd') });
    const pass = (signal) => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, pass);
    if (child.pid !== undefined) onStart(child.pid);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      for (const name of signals) process.off(name, pass);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}

function refuse(reason, code) {
  process.stderr.write(`Pemasangan pustaka gagal (${reason}). Periksa sambungan internet dan hak tulis folder ini, lalu ulangi.\n`);
  process.stderr.write(`Installing the libraries failed (${reason}). Check the internet connection and the right to write in this folder, then try again.\n`);
  process.exit(code);
}

/**
 * Makes sure the dependencies of package-lock.json are installed; safe when several processes call it at once.
 * `development` asks for the tools of tests and checks as well. Ends the process with a sentence when it cannot.
 */
export async function install({ development = false, root = repository } = {}) {
  const done = () => installed(root, development);
  if (done()) return;
  const mark = () => writeFileSync(join(root, 'node_modules/.payung-installed'), fingerprint(root));
  if (matchesLock(root, development)) {
    try {
      mark();
    } catch {
      // A folder that may only be read, with everything in it: the mark would only have saved time.
    }
    return;
  }
  let lock;
  try {
    lock = await takeLock(join(root, '.install-lock'), done);
  } catch (error) {
    return refuse(error.code ?? String(error), 1);
  }
  if (lock === null) return;
  let code = 0;
  let reason = '';
  try {
    // Whoever held the lock before may have been killed after npm had finished.
    if (!done() && matchesLock(root, development)) mark();
    if (!done()) {
      process.stderr.write('Memasang pustaka (sekali saja) … / Installing libraries (once) …\n');
      code = await runNpm(root, development, (pid) => lock.add(pid));
      reason = `npm ci: ${code}`;
      if (code === 0) mark();
    }
  } catch (error) {
    code = 1;
    reason = error.code ?? String(error);
  } finally {
    lock.release();
  }
  if (code !== 0) refuse(reason, code);
}

const calledDirectly = process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);
if (calledDirectly) await install({ development: !process.argv.includes('--production') });
