// What the server's role sees, adds, changes and removes in every guarded table, for each reach of the permission table, as policies of one server and of a cluster.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permissions } from '../../src/permission/permission-client.ts';
import { connectionConfig } from '../../src/platform/connection.ts';
import { ownerSession } from '../../src/platform/database.ts';
import { withoutSubSelects } from '../../src/platform/row-policies.ts';
import { type TestDatabase, testDatabase } from '../database.ts';

const table = permissions();
let scratch: TestDatabase;
let scoped: readonly string[] = [];

interface Column {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
}
const columns = new Map<string, readonly Column[]>();

/** Rows planted in every table: of the own village, another kabupaten, the province, and another sponsor. */
const places = [
  ['ntt', '5311012001'],
  ['ntt', '5312042001'],
  ['ntt', '53'],
  ['papua', '91'],
] as const;

const values: Readonly<Record<string, (n: number) => string>> = {
  uuid: (n) => `'01890000-0000-7000-8000-${String(n).padStart(12, '0')}'`,
  text: (n) => `'x${n}'`,
  int4: (n) => String(n),
  int8: (n) => String(n),
  int2: (n) => String(n),
  bool: () => 'true',
  date: () => `'2025-07-01'`,
  timestamptz: () => `'2025-07-01T00:00:00Z'`,
  jsonb: () => `'{}'`,
  bytea: () => `'\\x00'`,
  numeric: (n) => String(n),
  _text: () => `'{}'`,
  _uuid: () => `'{}'`,
  _int4: () => `'{}'`,
};

/** Columns that narrow a row further than its place: planted so that they do not. */
const open: Readonly<Record<string, string>> = { restricted: 'false' };

function rowOf(name: string, n: number, placed: Readonly<Record<string, string>>): string {
  const given: Readonly<Record<string, string>> = { ...open, ...placed };
  const used = (columns.get(name) ?? []).filter((column) => column.required || given[column.name] !== undefined);
  const cells = used.map(({ name: column, type }) => (given[column] === undefined ? (values[type] ?? (() => `null /* ${type} */`))(n) : `'${given[column]}'`));
  return `insert into ${name} (${used.map(({ name: column }) => column).join(', ')}) values (${cells.join(', ')})`;
}

beforeAll(async () => {
  scratch = await testDatabase();
  await ownerSession(scratch.url, async (client) => {
    const { rows } = await client.query<{ name: string; columns: Column[] }>(`
      select c.oid::regclass::text as name, json_agg(json_build_object('name', a.attname, 'type', t.typname, 'required', a.attnotnull and a.attidentity = '') order by a.attnum) as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped join pg_type t on t.oid = a.atttypid
      where c.relkind in ('r', 'p') and not c.relispartition and obj_description(c.oid, 'pg_class') like '%guard=scope%' group by c.oid order by 1`);
    for (const row of rows) columns.set(row.name, row.columns);
    scoped = rows.map(({ name }) => name);
    // What a row must mean is not asked here, only whose it is.
    const constraints = await client.query<{ drop: string }>(
      `select format('alter table %s drop constraint %I cascade', conrelid::regclass, conname) as drop from pg_constraint
       where contype in ('c', 'f') and conrelid in (select oid from pg_class where obj_description(oid, 'pg_class') like '%guard=scope%') and conparentid = 0 order by contype desc`,
    );
    for (const { drop } of constraints.rows) await client.query(drop);
    for (const name of scoped) {
      for (const [n, [sponsor, area]] of places.entries()) await client.query(rowOf(name, n + 1, { sponsor, area }));
    }
  });
});
afterAll(async () => {
  await session.end();
  await scratch.drop();
});

interface Reach {
  readonly sponsor: string;
  readonly area: string;
  readonly settings?: Readonly<Record<string, string>>;
}

/** One session for all questions: a connection each would take most of the time. */
let session: pg.Client;
beforeAll(async () => {
  session = new pg.Client(connectionConfig(scratch.url));
  await session.connect();
});

/** Runs as the server's role under a reach; nothing stays. */
async function as<T>(reach: Reach, work: (query: (text: string) => Promise<pg.QueryResult<Record<string, unknown>>>) => Promise<T>): Promise<T> {
  const settings = { 'payung.actor': 'uji', 'payung.sponsor': reach.sponsor, 'payung.area': reach.area, ...reach.settings };
  const told = Object.entries(settings).map(([name, value]) => `set local ${name} = '${value}'`);
  await session.query(`begin; set local role payung_server; ${told.join('; ')}`);
  try {
    return await work((text) => session.query(text));
  } finally {
    await session.query('rollback');
  }
}

const count = async (name: string, reach: Reach, where = 'true'): Promise<number> =>
  as(reach, async (query) => Number((await query(`select count(*) as n from ${name} where ${where}`)).rows[0]?.['n']));

/** `done` with how many rows, or why not. */
const attempt = (reach: Reach, statement: string): Promise<string> =>
  as(reach, async (query) =>
    query(statement).then(
      ({ rowCount }) => `done ${rowCount ?? 0}`,
      (error: Error) =>
        error.message.includes('row-level security') ? 'not his' : error.message.includes('permission denied') ? 'no privilege' : error.message,
    ),
  );

const reaches: readonly (readonly [string, Reach, number])[] = [
  ['every sponsor and area', { sponsor: '*', area: '*' }, 4],
  ['own sponsor', { sponsor: 'ntt', area: '53' }, 3],
  ['own kabupaten', { sponsor: 'ntt', area: '5311' }, 1],
  ['another kabupaten', { sponsor: 'ntt', area: '5319' }, 0],
  ['another sponsor', { sponsor: 'papua', area: '53' }, 0],
  ['nothing told', { sponsor: '', area: '' }, 0],
];

function everyTable(): void {
  test.each(reaches)('%s: reads its rows in every guarded table and no other', async (_, reach, expected) => {
    const seen: Record<string, number> = {};
    for (const name of scoped) seen[name] = await count(name, reach);
    // A register's snapshot and a posting file cover an area and name nobody: parts of the area see that they are there, as they see their rows of their own.
    const covering = reach.sponsor === 'ntt' && reach.area.length > 2 ? 1 : 0;
    expect(seen).toEqual(Object.fromEntries(scoped.map((name) => [name, expected + (covers.has(name) ? covering : 0)])));
    expect(scoped.length).toBeGreaterThan(45);
  });

  test.each(reaches.slice(2))('%s: adds, changes and removes nothing of others', async (_, reach) => {
    const wrong: string[] = [];
    for (const name of scoped) {
      const added = await attempt(reach, rowOf(name, 9, { sponsor: 'ntt', area: '5312042001' }));
      if (added !== 'not his' && added !== 'no privilege') wrong.push(`${name}: adding ${added}`);
      const own = `sponsor = '${reach.sponsor}' and starts_with(area, '${reach.area}')`;
      for (const [verb, statement] of [
        ['changing', `update ${name} set area = area where not (${own})`],
        ['taking over', `update ${name} set area = '${reach.area}' where not (${own})`],
        ['removing', `delete from ${name} where not (${own})`],
      ]) {
        const done = await attempt(reach, statement ?? '');
        if (done !== 'done 0' && done !== 'no privilege') wrong.push(`${name}: ${verb} ${done}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test.each(reaches)('%s: reads the words of no restricted complaint', async (_, { sponsor, area }) => {
    try {
      await session.query('begin; update grievance.complaint_text set restricted = true');
      await session.query(`set local role payung_server; set local payung.sponsor = '${sponsor}'; set local payung.area = '${area}'`);
      expect((await session.query('select count(*)::int as n from grievance.complaint_text')).rows).toEqual([{ n: 0 }]);
    } finally {
      await session.query('rollback');
    }
  });

  const narrower = Object.entries(table.reaches).flatMap(([reach, { setting, rows }]) =>
    Object.entries(rows ?? {}).map(([name, column]) => [reach, name, column, setting ?? ''] as const),
  );
  test.each(narrower)('%s narrows %s by %s', async (reach, name, column, setting) => {
    const own = reach === 'own-case' ? '01890000-0000-7000-8000-000000000001' : 'x1';
    const told = (value: string): Reach => ({ sponsor: 'ntt', area: '53', settings: { [setting]: value } });
    expect(await count(name, told(''))).toBe(3);
    expect(await count(name, told(own))).toBe(1);
    expect(await count(name, told(own), `${column}::text <> '${own}'`)).toBe(0);
    expect(await count(name, told('-'))).toBe(0);
    expect(await attempt(told(own), rowOf(name, 9, { sponsor: 'ntt', area: '5311012001' }))).toMatch(/^not his|no privilege$/);
    for (const statement of [`update ${name} set area = area where ${column}::text <> '${own}'`, `delete from ${name} where ${column}::text <> '${own}'`])
      expect(await attempt(told(own), statement)).toMatch(/^done 0|no privilege$/);
    if (reach === 'own-case') expect(await count(name, told(`${own},01890000-0000-7000-8000-000000000002`))).toBe(2);
  });
}

const covers = new Set(['registry.snapshot', 'contributions.posting_file']);

describe('on one server', () => {
  everyTable();
});

describe('as a cluster takes the policies', () => {
  beforeAll(async () => {
    if ((await ownerSession(scratch.url, withoutSubSelects)) < 40) throw new Error('the policies are rewritten');
  });
  everyTable();
});
