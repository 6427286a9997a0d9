// Decides how the built-in PostgreSQL of an installation is found, made, started, shared by all its processes, and stopped.
import { createHash, randomInt } from 'node:crypto';
import { appendFile, chown, lstat, mkdir, mkdtemp, readFile, realpath, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '../kernel/fault.ts';
import { asFault, errorCode, isUnreachable, ownerSession } from './connection.ts';
import { closeDataFolder } from './closed-folder.ts';
import { type NativePostgres, type ServerUser, packagedNative, run, serverUser, usableNative } from './native-postgres.ts';

/** A running server. */
export interface EmbeddedServer {
  /** URL of the database `payung` on it, as its owner. */
  readonly url: string;
  /** The data directory of PostgreSQL itself. */
  readonly cluster: string;
  /** False when it was running already. */
  readonly started: boolean;
}

/** Written into the configuration once, where an operator may change them. Nothing of a row or a statement enters the log: it would be personal data. */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: "''",
  wal_buffers: '32MB',
  wal_init_zero: 'off', // a register of millions would have its log written twice; what is kept of it (min_wal_size) is used again as it is
  checkpoint_timeout: '15min',
  autovacuum_naptime: '5min', // bulk steps refresh the planner's statistics themselves
  log_checkpoints: 'off',
  log_min_messages: 'fatal', // an error quotes the value it choked on
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

const mebibyte = 1 << 20;

const between = (least: number, bytes: number, most: number): number => Math.min(Math.max(Math.floor(bytes / mebibyte), least), most);

/** The database's own memory, in megabytes, on a machine or in a container with `memory` bytes: a quarter, from 128 MB to 8 GB; the program and the file cache need the rest. */
export const sharedBuffers = (memory: number): number => between(128, memory / 4, 8192);

/**
 * How much log may gather before everything changed is written out, on a disk with `free` bytes: a fifth, from 1 to 16 GB. A register of millions is then
 * loaded without being written out on the way; after a crash, more has to be gone through again. An eighth of it is kept to be written over.
 */
export function logSizes(free: number): { readonly max_wal_size: string; readonly min_wal_size: string } {
  const most = between(1024, free / 5, 16_384); // not law: megabytes
  return { max_wal_size: `${most}MB`, min_wal_size: `${Math.floor(most / 8)}MB` };
}

/** What there is: the machine's memory, or less where a container limits it (no limit is told as 0 or as more than there is). */
export function memoryHere(machine: number = totalmem(), limit: number = process.constrainedMemory()): number {
  return limit > 0 ? Math.min(machine, limit) : machine;
}

const systemFolder = '/var/lib/payung';
const short = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** Where the processes of an installation meet: decided once, remembered in a file when it is not inside the data directory. */
interface Place {
  readonly cluster: string;
  readonly socket: string;
  /** The number its socket is named by, or null while there is no cluster: then nobody answers here, whatever a removed one left behind. */
  readonly port: number | null;
}

/** The port of every cluster made before each had one of its own. */
const oldPort = 5432;

/** A number a cluster keeps for life: a server whose folder was removed under it unlinks its socket by that name when it ends, and must not find that of the next one there. */
const ownPort = (): number => randomInt(10_000, 60_000);

async function placeOf(cluster: string): Promise<Place> {
  // a socket's path must stay under 108 bytes
  const long = Buffer.byteLength(path.join(cluster, '.s.PGSQL.5432')) >= 100;
  return { cluster, socket: long ? path.join('/tmp', `payung-${short(cluster)}`) : cluster, port: await portOf(cluster) };
}

async function portOf(cluster: string): Promise<number | null> {
  try {
    const written = await readFile(path.join(cluster, 'postgresql.conf'), 'utf8');
    return Number([...written.matchAll(/^port = (\d+)$/gm)].at(-1)?.[1] ?? oldPort);
  } catch (error) {
    if (errorCode(error) === 'EACCES') throw ofAnotherUser(cluster);
    return null;
  }
}

const urlOf = ({ socket, port }: Place, database = 'payung'): string =>
  `postgresql://payung@${encodeURIComponent(socket)}:${port ?? oldPort}/${database}?sslmode=disable`; // no setting of the caller's environment (PGSSLMODE) may matter

async function knownPlace(dataDir: string): Promise<Place> {
  const elsewhere = await readFile(path.join(dataDir, 'postgres.place'), 'utf8').catch(() => null);
  return placeOf(elsewhere === null ? path.join(dataDir, 'postgres') : elsewhere.trim());
}

/** Attaches to the server of a data directory, or makes and starts it. Safe from several processes at once and after a crash; the server outlives the caller. */
export async function startEmbeddedPostgres(dataDir: string, extra: Readonly<Record<string, string>> = {}): Promise<EmbeddedServer> {
  await closeDataFolder(dataDir, async () => (await ownerOfCluster(await knownPlace(path.resolve(dataDir))))?.gid ?? null);
  const folder = await realpath(dataDir);
  const place = await knownPlace(folder);
  if ((await probe(place)) === 'ready') return { url: urlOf(place), cluster: place.cluster, started: false };
  return start(folder, extra);
}

/** Whether a data directory has a server of its own, running or not. */
export const hasEmbeddedPostgres = async (dataDir: string): Promise<boolean> =>
  (await knownPlace(await realpath(dataDir).catch(() => path.resolve(dataDir)))).port !== null;

async function start(folder: string, extra: Readonly<Record<string, string>>): Promise<EmbeddedServer> {
  const user = await ownerOfCluster(await knownPlace(folder));
  const native = await usableNative(packagedNative(), user, user === null ? folder : path.join(systemFolder, 'native'));
  const { cluster } = await settledPlace(folder, user);
  await ensureCluster(cluster, native, user, extra);
  const place = await placeOf(cluster);
  await ensureSocketFolder(place, user);
  let giveUp = Date.now() + 30_000;
  const longest = Date.now() + 600_000;
  for (let started = false; Date.now() < Math.min(giveUp, longest);) {
    const state = await probe(place);
    if (state === 'ready') return { url: urlOf(place), cluster: place.cluster, started };
    if (state === 'starting') giveUp = Date.now() + 30_000; // replaying its log after a crash takes as long as it takes
    else
      started =
        (await control(
          [
            'start',
            '-w',
            '-t',
            '60',
            '-l',
            path.join(place.cluster, 'server.log'),
            '-o',
            `-p ${place.port ?? oldPort} -c unix_socket_directories=${quoted(place.socket)}`,
          ],
          place,
          native,
          user,
        )) || started;
    await pause(started ? 0 : 100);
  }
  throw didNotStart(await readFile(path.join(place.cluster, 'server.log'), 'utf8').catch(() => ''));
}

/** Stops the server of a data directory; false when none was running. */
export async function stopEmbeddedPostgres(dataDir: string): Promise<boolean> {
  const place = await knownPlace(await realpath(dataDir).catch(() => path.resolve(dataDir)));
  const running = await stat(path.join(place.cluster, 'postmaster.pid')).then(
    () => true,
    () => false,
  );
  if (!running) return false;
  const user = await ownerOfCluster(place);
  const native = await usableNative(packagedNative(), user, user === null ? dataDir : path.join(systemFolder, 'native'));
  return control(['stop', '-w', '-m', 'fast'], place, native, user);
}

/** Stops the server of a data directory and removes all it stored; harmless where there is none. */
export async function removeEmbeddedPostgres(dataDir: string): Promise<void> {
  await stopEmbeddedPostgres(dataDir);
  const { cluster } = await knownPlace(await realpath(dataDir).catch(() => path.resolve(dataDir)));
  await rm(cluster, { recursive: true, force: true });
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const control = async (parameters: readonly string[], { cluster }: Place, { bin }: NativePostgres, user: ServerUser | null): Promise<boolean> =>
  (await run(path.join(bin, 'pg_ctl'), ['-D', cluster, ...parameters], user, true)).status === 0;

async function probe(place: Place): Promise<'ready' | 'starting' | 'down'> {
  if (place.port === null) return 'down';
  try {
    await ensureDatabase(place);
    return 'ready';
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return 'down';
    if (code === 'EACCES') throw ofAnotherUser(place.cluster);
    if (code !== '53300' && isUnreachable(error)) return 'starting'; // up or going down: it let us in and then died, or says so itself
    throw asFault(error);
  }
}

async function ensureDatabase(place: Place): Promise<void> {
  const asThrown = (failure: unknown): unknown => failure;
  try {
    await ownerSession(urlOf(place), async () => {}, asThrown);
  } catch (error) {
    if (errorCode(error) !== '3D000') throw error;
    await ownerSession(urlOf(place, 'postgres'), (client) => client.query('create database payung'), asThrown).catch((failure: unknown) => {
      if (errorCode(failure) !== '42P04' && errorCode(failure) !== '23505') throw failure; // another process made it
    });
  }
}

/** Root runs the server as whoever owns its files, so that an installation made by an ordinary user stays theirs. */
async function ownerOfCluster({ cluster }: Place): Promise<ServerUser | null> {
  const owner = await stat(cluster).catch(() => null);
  if (process.getuid?.() === 0 && owner !== null && owner.uid !== 0) return { name: String(owner.uid), uid: owner.uid, gid: owner.gid };
  return serverUser();
}

/** Inside the data directory, unless the server's user may not go there (a folder below /root): then in a system folder, with a note saying where. */
async function settledPlace(folder: string, user: ServerUser | null): Promise<Place> {
  const place = await knownPlace(folder);
  if (user === null || (await run('/bin/sh', ['-c', 'cd "$1"', 'sh', path.dirname(place.cluster)], user)).status === 0) return place;
  const cluster = path.join(systemFolder, short(folder));
  await mkdir(systemFolder, { recursive: true, mode: 0o755 });
  await writeFile(path.join(folder, 'postgres.place'), `${cluster}\n`);
  return placeOf(cluster);
}

/** A data directory appears whole or not at all: it is made aside and renamed, so that a crash or a race leaves no half of one. */
async function ensureCluster(cluster: string, native: NativePostgres, user: ServerUser | null, extra: Readonly<Record<string, string>>): Promise<void> {
  const version = await readFile(path.join(cluster, 'PG_VERSION'), 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'EACCES') throw ofAnotherUser(cluster);
    return null;
  });
  if (version !== null) {
    if (version.trim() === native.major) return;
    throw otherVersion(version.trim(), native.major);
  }
  const aside = await mkdtemp(`${cluster}.new-`); // mode 0700, as PostgreSQL demands
  if (user !== null) await chown(aside, user.uid, user.gid);
  const made = await run(
    path.join(native.bin, 'initdb'),
    [
      '-D',
      aside,
      '--username=payung',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--data-checksums',
      '--auth-local=trust',
      '--auth-host=scram-sha-256',
      ...(extra['fsync'] === 'off' ? ['--no-sync'] : []),
    ],
    user,
  );
  if (made.status !== 0) throw didNotStart(made.output);
  const shared = await statfs('/dev/shm').then(
    ({ bsize, blocks }) => bsize * blocks,
    () => 0,
  );
  const chosen = {
    ...settings,
    port: String(ownPort()),
    shared_buffers: `${sharedBuffers(memoryHere())}MB`,
    ...logSizes(await freeBytes(aside)),
    ...(shared < 1 << 30 ? { dynamic_shared_memory_type: 'mmap' } : {}),
    ...extra,
  }; // containers give 64 MB: too little for a parallel join
  await appendFile(
    path.join(aside, 'postgresql.conf'),
    `\n# Payung\n${Object.entries(chosen)
      .map(([name, value]) => `${name} = ${value}\n`)
      .join('')}`,
  );
  await rename(aside, cluster).catch(async (error: unknown) => {
    await rm(aside, { recursive: true, force: true });
    if (errorCode(error) !== 'ENOTEMPTY' && errorCode(error) !== 'EEXIST') throw error;
  });
}

/** What an ordinary user may still write where a folder is. */
async function freeBytes(folder: string): Promise<number> {
  const { bsize, bavail } = await statfs(folder);
  return bsize * bavail;
}

async function ensureSocketFolder({ cluster, socket }: Place, user: ServerUser | null): Promise<void> {
  if (socket === cluster) return;
  const uid = user?.uid ?? process.getuid?.();
  try {
    await mkdir(socket, { mode: 0o700 });
    if (user !== null) await chown(socket, user.uid, user.gid);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  for (let wait = 0; wait < 20; wait += 1) {
    const found = await lstat(socket);
    if (found.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0) return;
    await pause(50); // another process is between making it and giving it away
  }
  throw didNotStart(`${socket}: not ours`);
}

const ofAnotherUser = (cluster: string): Fault =>
  new Fault(
    'forbidden',
    'data-directory-of-another-user',
    {
      id: 'Basis data bawaan ini milik pengguna lain pada komputer ini. Jalankan sebagai pengguna itu, atau pilih tempat lain dengan --data.',
      en: 'This built-in database belongs to another user of this computer. Run as that user, or choose another place with --data.',
    },
    { file: cluster },
  );

const otherVersion = (found: string, ours: string): Fault =>
  new Fault('conflict', 'data-directory-of-another-postgres', {
    id: `Basis data ini dibuat oleh PostgreSQL ${found}, sedangkan bawaan sekarang ${ours}. Cadangkan dengan versi lama, lalu pulihkan di tempat baru.`,
    en: `This database was made by PostgreSQL ${found}; the built-in one is now ${ours}. Back it up with the old version and restore it in a new place.`,
  });

const didNotStart = (log: string): Fault => {
  const tail = log.trim().split('\n').slice(-3).join(' | ');
  return new Fault('unreachable', 'embedded-postgres-did-not-start', {
    id: `PostgreSQL bawaan tidak dapat dimulai. Catatan terakhirnya: ${tail}`,
    en: `The built-in PostgreSQL did not start. Its last words: ${tail}`,
  });
};
