// Decides how a connection to PostgreSQL is made: its session settings, the text its values arrive as, and that it refuses a query that would wait for ever.
import pg from 'pg';
import { Fault, assert } from '../kernel/fault.ts';

const isText = (text: string): string => text;
const isInstant = (text: string): string => (text.endsWith('+00') ? `${text.slice(0, 10)}T${text.slice(11, -3)}Z` : text);
const texts = pg.types.getTypeParser(1009 as number) as (text: string) => (string | null)[];

// date, int8, numeric, timestamp, interval and timestamptz as text: a JS Date or float would change them. Then their arrays.
const parsers = new Map<number, (text: string) => unknown>([
  ...[1082, 20, 1700, 1114, 1186].map((oid) => [oid, isText] as const),
  ...[1182, 1016, 1231, 1115, 1187].map((oid) => [oid, texts] as const),
  [1184, isInstant],
  [1185, (text) => texts(text).map((item) => (item === null ? null : isInstant(item)))],
]);

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: unknown): ((text: string) => unknown) =>
    (format === 'binary' ? undefined : parsers.get(oid)) ?? (pg.types.getTypeParser(oid, format as 'text') as (text: string) => unknown),
};

// What a database or a role may have set otherwise, and statements rest on.
const settings = '-c TimeZone=UTC -c DateStyle=ISO,YMD -c standard_conforming_strings=on -c extra_float_digits=1';

function withSettings(url: string): string {
  const given = /[?&]options=([^&]*)/.exec(url)?.[1];
  const options = given === undefined ? settings : `${decodeURIComponent(given.replaceAll('+', ' '))} ${settings}`;
  return `${url}${url.includes('?') ? '&' : '?'}options=${encodeURIComponent(options)}`;
}

/** What `pg` needs for a connection (or each of a pool): dates, int8 and numeric arrive as text, instants as ISO text with `Z`. */
export const connectionConfig = (url: string): pg.ClientConfig => ({
  connectionString: withSettings(url),
  types,
  application_name: 'payung',
  keepAlive: true,
});

/** Connections in the middle of a COPY: until it ends, any other query on them waits behind it. */
export const openCopies = new WeakSet<object>();

/** A connection that refuses a query while a COPY is open on it: whoever reads the COPY would wait for the query, and the query for the COPY. */
export class OneThingAtATimeClient extends pg.Client {
  override query(...parameters: unknown[]): never {
    assert(!openCopies.has(this), 'a query was sent on a connection whose COPY is still open; use a second transaction');
    return (pg.Client.prototype.query as (...all: unknown[]) => unknown).apply(this, parameters) as never;
  }
}

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  'EACCES',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08006',
  '08001',
]);

/** The error PostgreSQL (SQLSTATE) or the network (errno) named, or the empty text. */
export const errorCode = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Whether an error says that the database cannot be reached now: not there, not yet up, gone in the middle, or without room for one more. */
export function isUnreachable(error: unknown): boolean {
  const [code, message] = [errorCode(error), error instanceof Error ? error.message : ''];
  const ofFile = (code === 'ENOENT' || code === 'EACCES') && (error as { syscall?: unknown }).syscall !== 'connect'; // a file that is missing says nothing of the database
  if (ofFile) return false;
  return unreachable.has(code) || /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/.test(message);
}

/** The same error, or an `unreachable` fault when it says that the database does not answer or does not let us in. */
export function asFault(error: unknown): unknown {
  const [code, message] = [errorCode(error), error instanceof Error ? error.message : ''];
  if (/^28|^3D000/.test(code)) {
    return new Fault('unreachable', 'database-refuses-login', {
      id: `Basis data menolak sambungan (${message}). Periksa DATABASE_URL.`,
      en: `The database refuses the connection (${message}). Check DATABASE_URL.`,
    });
  }
  if (code === '22P02') {
    // the value stands in the database's own words: they are not told
    return new Fault('bad-input', 'value-not-readable', {
      id: 'Salah satu nilai yang diberikan tidak berbentuk sebagaimana mestinya, misalnya id daftar, run atau keputusan. Salin id itu seutuhnya.',
      en: 'One of the values given does not have the form it must have, for example the id of a list, run or instrument. Copy the whole id.',
    });
  }
  if (code === '42501' && message.includes('row-level security')) {
    return new Fault('forbidden', 'outside-reach', {
      id: 'Ini menyangkut wilayah, pemerintah, cabang, kantor atau kasus di luar akun Anda; tidak ada yang disimpan.',
      en: 'This concerns an area, sponsor, branch, office or case outside your account; nothing was saved.',
    });
  }
  if (!isUnreachable(error)) return error;
  return new Fault('unreachable', 'database-unreachable', {
    id: `Basis data tidak menjawab (${code === '' ? message : code}). Coba lagi sebentar; bila tetap gagal, periksa layanan PostgreSQL.`,
    en: `The database does not answer (${code === '' ? message : code}). Try again shortly; if it still fails, check the PostgreSQL service.`,
  });
}

/** A pool of such connections; nothing is sent until the first is asked for. */
export function poolOn(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    ...connectionConfig(url),
    Client: OneThingAtATimeClient as unknown as new () => pg.ClientBase,
    max,
    connectionTimeoutMillis: 30_000,
  });
  pool.on('error', () => {}); // an idle connection broke: the pool replaces it, and the next transaction tells if it cannot
  pool.on('connect', (client) => client.on('error', () => {})); // the query under way rejects with the same error
  return pool;
}

/** One connection as the login role (owner of the tables, not the restricted role), closed afterwards. For migrations and upkeep only. */
export async function ownerSession<T>(url: string, work: (client: pg.Client) => Promise<T>, failure = asFault): Promise<T> {
  const client = new pg.Client(connectionConfig(url));
  client.on('error', () => {}); // the query under way rejects; without a listener the process would die
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw failure(error);
  } finally {
    await client.end().catch(() => {});
  }
}
