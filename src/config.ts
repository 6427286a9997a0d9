// Decides the settings: what the command line says, else the environment, else the default of the part concerned.

/** Settings as read; what is absent is left to the part that uses it. */
export interface Config {
  /** Folder of keys, files and the built-in database. */
  readonly dataDir: string | undefined;
  /** PostgreSQL 15 or later instead of the built-in one. */
  readonly databaseUrl: string | undefined;
  /** Key of the NIK tokens, 32 bytes as hex or base64, instead of the key file. */
  readonly nikKey: string | undefined;
  /** Name the transparency log signs under, instead of one made of its key. */
  readonly logOrigin: string | undefined;
}

/** The names under which the environment gives each setting. */
const names: Readonly<Record<keyof Config, string>> = {
  dataDir: 'PAYUNG_DATA',
  databaseUrl: 'DATABASE_URL',
  nikKey: 'PAYUNG_NIK_KEY',
  logOrigin: 'PAYUNG_LOG_ORIGIN',
};

/** The settings of this run; an empty value counts as not given. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>, given: Partial<Config> = {}): Config {
  const read = (name: keyof Config): string | undefined => [given[name], environment[names[name]]].find((value) => value !== undefined && value.trim() !== '');
  return { dataDir: read('dataDir'), databaseUrl: read('databaseUrl'), nikKey: read('nikKey'), logOrigin: read('logOrigin') };
}
