// Decides how rows stream in and out of PostgreSQL by COPY: bounded memory, and every row counted against what PostgreSQL counted.
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { assert } from '../kernel/fault.ts';
import { openCopies } from './connection.ts';
import { type CopyField, copyBytes, rowText, rowsOfText } from './copy-text.ts';
import type { Tx } from './database.ts';
import { insertRows } from './insert-rows.ts';

export { type CopyField, literal, parseArray } from './copy-text.ts';

/** Keeps bytes elsewhere; what streams waits for it. */
export type KeepBytes = (bytes: Buffer) => Promise<void>;

/** Rows to be copied in; a plain iterable is faster than an asynchronous one. */
export type CopyRows = AsyncIterable<readonly CopyField[]> | Iterable<readonly CopyField[]>;

const newline = 0x0a;
const batchCharacters = 65_536;
let made = 0;

/**
 * Streams `COPY (query) TO STDOUT` as chunks of rows of text fields; null stays null. `query` is SQL text with values written by `literal()`.
 * Until it ends, the transaction takes no other query: write in a second transaction. Leaving early reads the rest and drops it.
 * `keep` is given the very bytes as they stream by, before their rows are.
 */
export async function* copyOut(
  tx: Tx,
  query: string,
  { chunkRows = 5_000, keep }: { chunkRows?: number; keep?: KeepBytes | undefined } = {},
): AsyncGenerator<ReadonlyArray<ReadonlyArray<string | null>>, void, undefined> {
  const stream = copyTo(`copy (${query}) to stdout`, { highWaterMark: 1 << 20 });
  const ready = new Promise<void>((resolve) => {
    // the row count arrives after the last row: pg calls this once the server is ready for the next query
    (stream as unknown as { handleReadyForQuery(): void }).handleReadyForQuery = resolve;
  });
  const ended = new Promise<void>((resolve, reject) => stream.once('error', reject).once('end', () => resolve(ready)));
  ended.catch(() => {}); // the loop below throws it
  tx.client.query(stream);
  openCopies.add(tx.client);
  let read = 0;
  try {
    const source = stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
    for await (const chunk of rowChunks(keep === undefined ? source : kept(source, keep), chunkRows)) {
      read += chunk.length;
      yield chunk;
    }
    await ended;
    assert(read === stream.rowCount, `read ${read} rows where PostgreSQL sent ${stream.rowCount}`);
  } finally {
    stream.resume();
    await ended.catch(() => {});
    openCopies.delete(tx.client);
  }
}

async function* kept(source: AsyncIterable<Buffer>, keep: KeepBytes): AsyncGenerator<Buffer, void, undefined> {
  for await (const bytes of source) {
    await keep(bytes);
    yield bytes;
  }
}

/** COPY text that arrives in pieces of any length, as chunks of rows. */
export async function* rowChunks(
  source: AsyncIterable<Buffer>,
  chunkRows = 5_000,
): AsyncGenerator<ReadonlyArray<ReadonlyArray<string | null>>, void, undefined> {
  let rows: (string | null)[][] = [];
  let rest: Buffer[] = [];
  for await (const bytes of source) {
    const end = bytes.lastIndexOf(newline);
    if (end === -1) {
      rest.push(bytes);
      continue;
    }
    const whole = rest.length === 0 ? bytes.toString('utf8', 0, end) : Buffer.concat([...rest, bytes.subarray(0, end)]).toString('utf8');
    rest = end + 1 < bytes.length ? [bytes.subarray(end + 1)] : [];
    for (const row of rowsOfText(whole)) rows.push(row);
    while (rows.length >= chunkRows) {
      const chunk = rows.slice(0, chunkRows);
      rows = rows.slice(chunkRows);
      yield chunk;
    }
  }
  assert(rest.length === 0, 'COPY ends with a whole row');
  if (rows.length > 0) yield rows;
}

async function* encoded(rows: CopyRows, width: number): AsyncGenerator<Buffer, void, undefined> {
  let text = '';
  if (Symbol.iterator in rows) {
    for (const row of rows) {
      text += rowText(row, width);
      if (text.length < batchCharacters) continue;
      yield copyBytes(text);
      text = '';
    }
  } else {
    for await (const row of rows) {
      text += rowText(row, width);
      if (text.length < batchCharacters) continue;
      yield copyBytes(text);
      text = '';
    }
  }
  if (text !== '') yield copyBytes(text);
}

async function fill(tx: Tx, table: string, width: number, rows: CopyRows): Promise<number> {
  const stream = copyFrom(`copy ${table} from stdin`, { highWaterMark: 1 << 20 });
  tx.client.query(stream);
  openCopies.add(tx.client);
  try {
    await pipeline(encoded(rows, width), stream);
  } finally {
    openCopies.delete(tx.client);
  }
  return stream.rowCount;
}

const quoted = (name: string): string => name.split('.').map(pg.escapeIdentifier).join('.');

/** What to insert into: `table` with its schema, the columns the rows have, and what to do on a key that is there already. */
export interface CopyTarget {
  readonly table: string;
  readonly columns: readonly string[];
  readonly onConflictDoNothing?: boolean;
  /** SQL of an ORDER BY over the columns: rows in key order cost half of rows in random order. */
  readonly orderBy?: string;
}

/** Copies rows into a temporary table with the target's columns, then inserts them in one statement under the row policies; returns the rows inserted. */
export async function copyIn(tx: Tx, target: CopyTarget, rows: CopyRows): Promise<number> {
  const { rows: columns } = await tx.client.query<{ definition: string }>(
    `select format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)) ||
       case when a.attcollation in (0, t.typcollation) then '' else format(' collate %I.%I', n.nspname, c.collname) end as definition
     from unnest($2::text[]) with ordinality as wanted (name, place)
     join pg_catalog.pg_attribute a on a.attname = wanted.name and a.attrelid = $1::regclass and a.attnum > 0
     join pg_catalog.pg_type t on t.oid = a.atttypid
     left join pg_catalog.pg_collation c on c.oid = a.attcollation
     left join pg_catalog.pg_namespace n on n.oid = c.collnamespace
     order by wanted.place`,
    [quoted(target.table), target.columns],
  );
  assert(columns.length === target.columns.length, `${target.table} has the columns ${target.columns.join(', ')}`);
  made += 1;
  const staging = `copy_in_${made}`;
  await tx.client.query(`create temporary table ${staging} (${columns.map(({ definition }) => definition).join(', ')}) on commit drop`);
  const copied = await fill(tx, `pg_temp.${staging}`, columns.length, rows);
  const names = target.columns.map(pg.escapeIdentifier).join(', ');
  const inserted = await insertRows(
    tx,
    sql.raw(
      `insert into ${quoted(target.table)} (${names}) select ${names} from pg_temp.${staging}` +
        (target.orderBy === undefined ? '' : ` order by ${target.orderBy}`) +
        (target.onConflictDoNothing === true ? ' on conflict do nothing' : ''),
    ),
  );
  await tx.client.query(`drop table pg_temp.${staging}`);
  assert(inserted === copied || target.onConflictDoNothing === true, `inserted ${inserted} of ${copied} rows`);
  return inserted;
}

/** Copies rows into a new temporary table, dropped at the end of the transaction, for joins. `columns` is SQL (`token uuid, name text`); returns the rows copied. */
export async function copyTemp(tx: Tx, table: string, columns: string, rows: CopyRows): Promise<number> {
  const name = `pg_temp.${pg.escapeIdentifier(table)}`;
  await tx.client.query(`create temporary table ${pg.escapeIdentifier(table)} (${columns}) on commit drop`);
  const { rows: widths } = await tx.client.query<{ width: number }>(
    'select count(*)::int as width from pg_catalog.pg_attribute where attrelid = $1::regclass and attnum > 0',
    [name],
  );
  const copied = await fill(tx, name, widths[0]?.width ?? 0, rows);
  await tx.client.query(`analyze ${name}`); // nothing else ever would, and joins are planned by it
  return copied;
}
