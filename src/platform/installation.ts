// Decides what an installation is: one database (built-in or given), brought up to date, and the keys it was written under.
import { mkdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { closeDataFolder } from './closed-folder.ts';
import { type Database, openDatabase } from './database.ts';
import { Fault } from '../kernel/fault.ts';
import { hasEmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { type KeyFiles, openKeyFiles } from './key-files.ts';
import { isMigrated, migrate } from './migrate.ts';
import { type NikSealer, createNikSealer } from './nik-token.ts';
import { defaultDataDir, migrationsFolder } from './project-root.ts';
import { type Clock, systemClock } from './system-clock.ts';

/** What the program runs on. */
export interface Installation {
  readonly database: Database;
  /** The same database over connections of its own, for what must be recorded before an answer leaves: it never waits behind what is long. */
  readonly recording: Pick<Database, 'put'>;
  readonly niks: NikSealer;
  /** Further secret keys by name, made on first use and bound to this database. */
  readonly secrets: KeyFiles;
  /** Absolute path of the folder with keys, files and, unless `DATABASE_URL` is given, the database. */
  readonly dataDir: string;
  /** URL of the database as its owner: for upkeep, never to be shown. */
  readonly url: string;
  readonly clock: Clock;
  /** Name the transparency log signs under, if the settings give one. */
  readonly logOrigin?: string | undefined;
  /** Closes the connections. The built-in server goes on, for other processes; `stopEmbeddedPostgres` ends it. */
  close(): Promise<void>;
}

/** What decides an installation; each has a default. `nikKey` is 32 bytes as hex or base64. */
export interface InstallationOptions {
  readonly dataDir?: string | undefined;
  readonly databaseUrl?: string | undefined;
  readonly nikKey?: string | undefined;
  readonly clock?: Clock | undefined;
  readonly logOrigin?: string | undefined;
  /** Most connections for transactions at once; single statements have up to half as many besides for each kind (reading, writing, sign-in). */
  readonly connections?: number | undefined;
  /** Whether an installation that is not there is made (it is, unless false is said). */
  readonly make?: boolean | undefined;
}

/** Disclosures gather while one is written, so that few connections keep up with many. */
const recordingConnections = 2;

/**
 * Opens the installation: starts or attaches to its database, migrates it and loads its keys. The first call makes all of it, unless
 * `make` is false. Faults: not-found `no-installation`, and nothing is made.
 */
export async function openInstallation(options: InstallationOptions = {}): Promise<Installation> {
  const { clock = systemClock, connections } = options;
  const given = options.dataDir ?? defaultDataDir;
  if (options.make === false && !(await stands(given, options.databaseUrl)))
    throw noInstallation(options.databaseUrl === undefined ? path.resolve(given) : null);
  if (options.databaseUrl !== undefined) await closeDataFolder(given);
  const url = options.databaseUrl ?? (await startEmbeddedPostgres(given)).url;
  const dataDir = await realpath(given);
  await mkdir(path.join(dataDir, 'files'), { recursive: true, mode: 0o700 }); // names people
  await migrate(url, migrationsFolder);
  const secrets = openKeyFiles(path.join(dataDir, 'keys'), url, options.nikKey === undefined ? {} : { nik: options.nikKey });
  const niks = createNikSealer(await secrets.key('nik'));
  const database = openDatabase({ url, clock, ...(connections === undefined ? {} : { max: connections }) });
  const recording = openDatabase({ url, clock, max: recordingConnections });
  return {
    ...{ database, recording, niks, secrets, dataDir, url, clock, logOrigin: options.logOrigin },
    close: async () => void (await Promise.all([database.close(), recording.close()])),
  };
}

const stands = (dataDir: string, databaseUrl: string | undefined): Promise<boolean> =>
  databaseUrl === undefined ? hasEmbeddedPostgres(dataDir) : isMigrated(databaseUrl);

/** `folder` is null where the database was named by `DATABASE_URL`, which is never shown. */
const noInstallation = (folder: string | null): Fault =>
  new Fault('not-found', 'no-installation', {
    id: `Tidak ada instalasi Payung ${folder === null ? 'dalam basis data DATABASE_URL' : `di folder ${folder}`}. Periksa ${folder === null ? 'DATABASE_URL' : '--data atau PAYUNG_DATA'}; yang baru dibuat dengan: payung migrate, atau: payung demo.`,
    en: `There is no Payung installation in ${folder === null ? 'the database of DATABASE_URL' : `the folder ${folder}`}. Check ${folder === null ? 'DATABASE_URL' : '--data or PAYUNG_DATA'}; a new one is made by: payung migrate, or: payung demo.`,
  });
