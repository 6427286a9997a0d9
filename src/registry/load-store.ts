// SQL of loading: rows of a register file enter its table a batch at a time, tokens turned into person keys by the same statement.
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { from as copyFrom } from 'pg-copy-streams';
import { apart } from '../platform/apart.ts';
import { openCopies } from '../platform/connection.ts';
import { type CopyRows, copyTemp, literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import { insertRows } from '../platform/insert-rows.ts';
import { personOf } from './person-store.ts';
import type { ColumnForm, RegisterForm } from './registers.ts';

/** Where the rows of one load go. `columns` are those read, in the order of a staged row: its candidate person key, then their values. */
export interface LoadTarget {
  readonly form: RegisterForm;
  readonly columns: readonly ColumnForm[];
  readonly snapshotId: string;
  readonly sponsor: string;
  readonly area: string;
}

/** Room to sort and join in memory for this transaction. What is staged is known well enough from a few of its rows. */
export async function prepareToLoad(tx: Tx): Promise<void> {
  await sql`set local work_mem = '96MB'`.execute(tx.db);
  await sql`set local default_statistics_target = 1`.execute(tx.db);
}

/** The register itself is looked at more closely than what is staged. */
export async function finishLoading(tx: Tx): Promise<void> {
  await sql`set local default_statistics_target = 10`.execute(tx.db);
}

/** True before anybody was ever seen: then there is nobody to look up. */
export async function nobodyKnown(tx: Tx): Promise<boolean> {
  const known = tx.cluster ? '(select token from registry.identifier limit 1) somebody' : 'registry.identifier';
  const { rows } = await sql<{ nobody: boolean }>`select not exists (select from ${sql.raw(known)}) as nobody`.execute(tx.db);
  return rows[0]?.nobody ?? false;
}

const stagedType = (columns: readonly ColumnForm[]): string => columns.map(({ field, sqlType }) => `${field} ${sqlType}`).join(', ');

/**
 * How persons are looked up. `none`: nobody is known, and all are added at the end (`addIdentities`). `each`: one after the other, for a batch of some
 * ten thousand. `join`: all at once, for a whole file (a third of the cost when the file is large).
 */
export type Lookup = 'none' | 'each' | 'join';

/** The SQL that joins staged rows `s` to their identity `i` and, where asked for, their residence `r`. */
function lookedUp(lookup: Lookup, residences: string | null): string {
  const residence =
    residences === null
      ? ''
      : ` left join ${lookup === 'join' ? residences : `lateral (select area from ${residences} p where p.person_key = i.person_key)`} r on ${lookup === 'join' ? 'r.person_key = i.person_key' : 'true'}`;
  return lookup === 'join'
    ? `left join registry.identifier i on i.token = s.token and i.valid_to is null${residence}`
    : `left join lateral ${personOf('s.token')} i on true${residence}`;
}

/**
 * Brings rows (a batch, or a whole file) to the database, ready for `insertStaged`. They come as COPY text, made while the database was busy
 * with the batch before: made here, row by row, it would keep the database waiting.
 */
export async function stageRows(tx: Tx, { columns }: LoadTarget, text: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<number> {
  await tx.client.query(`create temporary table staged (key uuid, ${stagedType(columns)}) on commit drop`);
  const stream = copyFrom('copy pg_temp.staged from stdin', { highWaterMark: 1 << 20 });
  tx.client.query(stream);
  openCopies.add(tx.client);
  try {
    await pipeline(text, stream);
  } finally {
    openCopies.delete(tx.client);
  }
  return stream.rowCount;
}

const identities = 'insert into registry.identifier (token, person_key, source, recorded_at)';
const seenIn = (tx: Tx, { register }: RegisterForm): string => `${literal(register)}, ${literal(tx.at)}::timestamptz`;

/**
 * Adds everybody whom `insertStaged` met while nobody was known, all parts of a file at once: tokens are as good as random, so that in their order
 * each page of the index is written once, and part by part nearly every page again with every part.
 */
export async function addIdentities(tx: Tx, { form }: LoadTarget): Promise<void> {
  await insertRows(tx, sql.raw(`${identities} select token, key, ${seenIn(tx, form)} from pg_temp.identity order by token`));
  await tx.client.query('drop table pg_temp.identity');
}

/**
 * Inserts the staged rows, each table's in the order of its key (identities: of their tokens, as good as random in the file), which halves the
 * cost. A person who stands twice in the file violates a primary key (23505). A row without a village of its own
 * takes the person's area from `residences` (SQL of population rows, one a person), else that of the load.
 */
export async function insertStaged(tx: Tx, target: LoadTarget, lookup: Lookup, residences: string): Promise<void> {
  const { form, columns } = target;
  const values = columns.filter(({ field }) => field !== 'token' && field !== 'area').map(({ field }) => field);
  if (form.register === 'membership' && !values.includes('kpj')) values.push("'' as kpj");
  const names = values.map((value) => value.replace(/^.* as /, ''));
  const village = columns.some(({ field }) => field === 'area');
  const within = (area: string): string => `case when starts_with(${area}, ${literal(target.area)}) then ${area} else ${literal(target.area)} end`;
  const insert = (person: string, area: string, from: string): string => `
    insert into ${form.table} (person_key, snapshot_id, sponsor, area, found, ${names.join(', ')})
    select ${person}, ${literal(target.snapshotId)}::uuid, ${literal(target.sponsor)}, ${area}, true, ${values.join(', ')} from ${from}`;
  const seen = seenIn(tx, form);

  if (lookup !== 'none') await leaveOutOtherNiks(tx, target);
  if (lookup === 'none') {
    await tx.client.query('create temporary table if not exists identity (token uuid, key uuid) on commit drop');
    await tx.client.query('insert into pg_temp.identity select token, key from pg_temp.staged');
    await insertRows(tx, sql.raw(insert('key', village ? within('s.area') : literal(target.area), 'pg_temp.staged s')));
  } else if (tx.cluster) {
    await resolveOnCluster(tx, village ? null : residences);
    await insertRows(tx, sql.raw(`${identities} select distinct token, person, ${seen} from pg_temp.resolved where unseen`));
    await insertRows(tx, sql.raw(insert('person', within(village ? 's.area' : 's.residence'), 'pg_temp.resolved s')));
    await tx.client.query('drop table pg_temp.resolved');
  } else {
    await tx.client.query('analyze pg_temp.staged');
    // Without statistics (a table just filled) the planner may think a loop within a loop cheap.
    await tx.client.query(`set local enable_nestloop = ${lookup === 'join' ? 'off' : 'on'}`);
    // A person unseen until now takes the candidate key of his first row.
    const candidate = form.unique.length === 1 ? 'key' : 'first_value(key) over (partition by s.token order by key)';
    await tx.client.query(`
      with resolved as materialized (
        select s.*, i.person_key is null as unseen, coalesce(i.person_key, ${candidate}) as person${village ? '' : ', r.area as residence'}
        from pg_temp.staged s ${lookedUp(lookup, village ? null : residences)}),
      added as (${identities}
        select ${form.unique.length === 1 ? '' : 'distinct'} token, person, ${seen} from resolved where unseen order by token)
      ${insert('person', within(village ? 's.area' : 's.residence'), 'resolved s')} order by person`);
    await tx.client.query('set local enable_nestloop = on');
  }
  await tx.client.query('drop table pg_temp.staged');
}

/**
 * Of the rows of one person under two NIKs one is kept: that of the NIK that was always his, else the first. Only where somebody decided that two NIKs are
 * one person's; without that a person who stands twice in a file is refused.
 */
async function leaveOutOtherNiks(tx: Tx, { form, columns, snapshotId }: LoadTarget): Promise<void> {
  const { rows } = await tx.client.query<{ token: string; person: string }>('select distinct token, person_key as person from registry.one_person');
  if (rows.length === 0) return;
  await copyTemp(
    tx,
    'other_nik',
    'token uuid, person uuid',
    rows.map(({ token, person }) => [token, person]),
  );
  const rest = columns.filter(({ header, field }) => form.unique.includes(header) && field !== 'token').map(({ field }) => field);
  const same = (one: string, other: string): string => rest.map((field) => ` and ${one}.${field} is not distinct from ${other}.${field}`).join('');
  const identifiers = apart(tx, 'registry.identifier', 'valid_to is null and token in (select token from pg_temp.staged)');
  await tx.client.query(`
    create temporary table of_one on commit drop as
    select s.key, i.person_key as person, o.token is not null as other, s.token${rest.map((field) => `, s.${field}`).join('')} from pg_temp.staged s
    join ${identifiers} i on i.token = s.token and i.valid_to is null and i.person_key in (select person from pg_temp.other_nik)
    left join pg_temp.other_nik o on o.token = s.token`);
  await tx.client.query(`
    delete from pg_temp.staged s using pg_temp.of_one m where m.key = s.key and (
      exists (select from pg_temp.of_one k where k.person = m.person and k.token <> m.token and (k.other, k.token) < (m.other, m.token)${same('k', 'm')})
      or exists (select from ${apart(tx, form.table, `snapshot_id = ${literal(snapshotId)}::uuid and person_key in (select person from pg_temp.other_nik)`)} t
        where t.person_key = m.person and t.snapshot_id = ${literal(snapshotId)}::uuid${same('t', 'm')}))`);
  await tx.client.query('drop table pg_temp.of_one, pg_temp.other_nik');
}

/**
 * Makes `resolved` of the staged rows: what the cluster knows of them is fetched by inner joins, each on one table's key; the rest is joined here.
 * (An outer join of staged rows with a spread table would fetch that table whole.)
 */
async function resolveOnCluster(tx: Tx, residences: string | null): Promise<void> {
  await tx.client.query(`create temporary table known on commit drop as
    select distinct i.token, i.person_key from registry.identifier i join pg_temp.staged s on s.token = i.token where i.valid_to is null`);
  await tx.client.query(`create temporary table resolved on commit drop as
    select s.*, k.person_key is null as unseen, coalesce(k.person_key, first_value(s.key) over (partition by s.token order by s.key)) as person, null::text as residence
    from pg_temp.staged s left join pg_temp.known k on k.token = s.token`);
  await tx.client.query('drop table pg_temp.known');
  if (residences === null) return;
  await tx.client.query(`create temporary table residing on commit drop as
    select p.person_key, p.area from ${residences} p join (select distinct person from pg_temp.resolved) r on r.person = p.person_key`);
  await tx.client.query('update pg_temp.resolved r set residence = p.area from pg_temp.residing p where p.person_key = r.person');
  await tx.client.query('drop table pg_temp.residing');
}

/** The lines of a file that stand for the same thing twice, as staged rows of the `unique` columns and their line; the first groups only. */
export async function repeatedLines(tx: Tx, columns: readonly ColumnForm[], rows: CopyRows, most: number): Promise<readonly (readonly number[])[]> {
  await copyTemp(tx, 'staged', `${stagedType(columns)}, line integer`, rows);
  const rest = columns.filter(({ field }) => field !== 'token').map(({ field }) => field);
  const known = apart(tx, 'registry.identifier', 'valid_to is null and token in (select token from pg_temp.staged)');
  const identity = tx.cluster ? `${known} i on i.token = s.token` : `lateral ${personOf('s.token')} i on true`;
  const { rows: groups } = await tx.client.query<{ lines: number[] }>(`
    select (array_agg(line order by line))[1:5] as lines from pg_temp.staged s left join ${identity}
    group by ${['coalesce(i.person_key, s.token)', ...rest].join(', ')} having count(*) > 1 order by min(line) limit ${literal(most)}`);
  return groups.map(({ lines }) => lines);
}
