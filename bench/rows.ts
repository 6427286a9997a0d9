// Decides how the rows a real step wrote are kept, so that a floor can write the very same ones: COPY files, with what is equal in every row said once.
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Tx } from '../src/platform/database.ts';

/** Rows kept in a file; a column is either in the file or the same in all rows. */
export interface RowFile {
  readonly file: string;
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** SQL literals of what is equal in every row. */
  readonly constants: Readonly<Record<string, string>>;
  /** Bytes travel as they are; as text they would be twice as many. */
  readonly binary: boolean;
}

const quoted = pg.escapeIdentifier;
const format = (binary: boolean): string => (binary ? ' (format binary)' : '');

/** Keeps the rows of a query in a file, in the order the query gives them. */
export async function keepRows(client: pg.ClientBase, file: string, query: string): Promise<RowFile> {
  const head = await client.query(`select * from (${query}) q limit 0`);
  const { rows: types } = await client.query<{ type: string }>(
    'select format_type(oid, null) as type from unnest($1::oid[]) with ordinality as t (oid, place) order by place',
    [head.fields.map(({ dataTypeID }) => dataTypeID)],
  );
  const columns = head.fields.map(({ name }, at) => ({ name, type: types[at]?.type ?? '' }));
  const all = columns.map(
    ({ name }, at) => `bool_and(q.${quoted(name)} is not distinct from f.${quoted(name)}) as same_${at}, min(f.${quoted(name)}::text) as text_${at}`,
  );
  const { rows: said } = await client.query<Record<string, unknown>>(
    `select count(*) as rows, ${all.join(', ')} from (${query}) q cross join (select * from (${query}) p limit 1) f`,
  );
  const rows = Number(said[0]?.['rows'] ?? 0);
  const constants: Record<string, string> = {};
  const varying = columns.filter(({ name, type }, at) => {
    if (rows < 2 || type === 'bytea' || said[0]?.[`same_${at}`] !== true) return true;
    const text = said[0]?.[`text_${at}`];
    constants[name] = typeof text === 'string' ? `${pg.escapeLiteral(text)}::${type}` : `null::${type}`;
    return false;
  });
  const binary = varying.some(({ type }) => type === 'bytea');
  const stream = client.query(copyTo(`copy (select ${varying.map(({ name }) => quoted(name)).join(', ')} from (${query}) q) to stdout${format(binary)}`));
  await pipeline(stream, createWriteStream(file));
  return { file, rows, columns: varying, constants, binary };
}

/** Brings kept rows into a temporary table: a file piped into COPY, and nothing else. */
export async function stage(tx: Tx, { file, columns, binary }: RowFile, table: string): Promise<void> {
  await tx.client.query(`create temporary table ${table} (${columns.map(({ name, type }) => `${quoted(name)} ${type}`).join(', ')}) on commit drop`);
  await pipeline(createReadStream(file, { highWaterMark: 1 << 18 }), tx.client.query(copyFrom(`copy pg_temp.${table} from stdin${format(binary)}`)));
}

/** SQL of a column of staged rows: the column, or what it is in every row. */
export const valueOf = ({ constants }: RowFile, name: string, alias = 'b'): string => constants[name] ?? `${alias}.${quoted(name)}`;

/** New rows of one table. */
export interface NewRows extends RowFile {
  readonly table: string;
  readonly names: readonly string[];
  /** Rows of the table changed as well as new ones came: what is there already stays. */
  readonly changed: boolean;
}

/** Writes kept rows into their table: COPY aside, one INSERT. COPY straight into a table with row policies is refused to a restricted role. */
export async function writeRows(tx: Tx, rows: NewRows): Promise<void> {
  await stage(tx, rows, 'bare');
  await tx.client.query(
    `insert into ${rows.table} (${rows.names.map(quoted).join(', ')}) select ${rows.names.map((name) => valueOf(rows, name)).join(', ')} from pg_temp.bare b` +
      (rows.changed ? ' on conflict do nothing' : ''),
  );
  await tx.client.query('drop table pg_temp.bare');
}

/** Reads a query's rows as bytes and drops them; returns how many there were. */
export async function drain(tx: Tx, query: string): Promise<number> {
  const stream = tx.client.query(copyTo(`copy (${query}) to stdout`, { highWaterMark: 1 << 18 }));
  for await (const bytes of stream) void bytes;
  return stream.rowCount;
}

const tablesQuery = `
  select format('%I.%I', n.nspname, c.relname) as name, c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^(pg_|information_schema|public$)' and c.relname <> 'migration' order by c.oid`;

/** Where a database stands: its newest transaction and how many rows each table has. */
export interface Standing {
  readonly transaction: bigint;
  readonly rows: ReadonlyMap<string, number>;
}

export async function standingOf(client: pg.ClientBase): Promise<Standing> {
  const { rows: tables } = await client.query<{ name: string }>(tablesQuery);
  const rows = new Map<string, number>();
  for (const { name } of tables) rows.set(name, Number((await client.query<{ rows: string }>(`select count(*) as rows from ${name}`)).rows[0]?.rows ?? 0));
  const { rows: now } = await client.query<{ at: string }>('select pg_current_xact_id()::text as at');
  return { transaction: BigInt(now[0]?.at ?? 0), rows };
}

/** Keeps what came into every table since, in the order of the tables' making (a table refers to older ones only). */
export async function keepNewRows(client: pg.ClientBase, folder: string, before: Standing): Promise<readonly NewRows[]> {
  const now = await standingOf(client);
  const kept: NewRows[] = [];
  for (const [table, rows] of now.rows) {
    const came = rows - (before.rows.get(table) ?? 0);
    if (came === 0) continue;
    const { rows: columns } = await client.query<{ name: string }>(
      "select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = '' order by attnum",
      [table],
    );
    const names = columns.map(({ name }) => name);
    const query = `select ${names.map(quoted).join(', ')} from ${table} where xmin::text::bigint > ${before.transaction}`;
    const file = await keepRows(client, `${folder}/${table}.copy`, query);
    kept.push({ ...file, table, names, changed: file.rows !== came });
  }
  return kept;
}
