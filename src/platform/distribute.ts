// Decides how a migrated database is spread over a Citus cluster: each table as its comment says (bulk by its key, reference everywhere, case on the coordinator).
import type pg from 'pg';
import { Fault } from '../kernel/fault.ts';
import { ownerSession, serverRole } from './database.ts';
import { withoutSubSelects } from './row-policies.ts';
import { type Placement, type PlacedTable, placement } from './placement.ts';

/** What was done: tables made so by this call, and those that were so already. */
export interface Distribution {
  /** Nodes that hold rows, beside the coordinator. */
  readonly nodes: number;
  readonly distributed: readonly string[];
  readonly copied: readonly string[];
  readonly standing: number;
  readonly policies: number;
}

/** Spreads the database's tables over its cluster, in one transaction; harmless to repeat, and needed again after migrations that add tables. */
export async function distribute(url: string, { shards = 32 }: { shards?: number } = {}): Promise<Distribution> {
  return ownerSession(url, async (client) => {
    const nodes = await requireCluster(client);
    await letServerRoleIn(client);
    await client.query('begin');
    try {
      // Tables that refer to each other change one after the other, on one connection a node.
      await client.query(`set local citus.multi_shard_modify_mode to 'sequential'; set local citus.shard_count to ${Math.trunc(shards)}`);
      await client.query('set local client_min_messages to warning'); // Citus tells of every table it copies
      const policies = await withoutSubSelects(client);
      const { rows } = await client.query<PlacedTable>(declaredTables);
      const comments = await commentsOf(client);
      const plan = placement(rows);
      for (const step of plan) await place(client, step);
      for (const comment of comments) await client.query(comment);
      await client.query('commit');
      return {
        nodes,
        distributed: plan.filter(({ key }) => key !== null).map(({ name }) => name),
        copied: plan.filter(({ key }) => key === null).map(({ name }) => name),
        standing: rows.filter(({ standing }) => standing !== 'local').length,
        policies,
      };
    } catch (error) {
      await client.query('rollback').catch(() => {});
      throw error;
    }
  });
}

const declaredTables = `
  select c.oid::regclass::text as name, said[1] as class, said[2] as key,
    case when p.partmethod = 'h' then 'distributed' when p.repmodel = 't' then 'reference' else 'local' end as standing,
    case when p.partmethod = 'h' then column_to_column_name(c.oid, p.partkey) end as "standingKey"
  from pg_class c
  cross join lateral regexp_match(obj_description(c.oid, 'pg_class'), '^class=(bulk|reference|case)(?: key=([a-z_]+))? ') said
  left join pg_dist_partition p on p.logicalrelid = c.oid
  where c.relkind in ('r', 'p') and not c.relispartition and said is not null
  order by c.oid`; // the order they were made in

/** The comments of all tables and columns as statements: Citus makes a table that refers to a reference table anew, without them. */
async function commentsOf(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ comment: string }>(`
    select format('comment on %s is %L', case d.objsubid when 0 then 'table ' || c.oid::regclass else format('column %s.%I', c.oid::regclass, a.attname) end, d.description) as comment
    from pg_description d join pg_class c on d.classoid = 'pg_class'::regclass and c.oid = d.objoid left join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid
    where c.relkind in ('r', 'p') and c.oid >= 16384`); // from this number on, objects are not PostgreSQL's own
  return rows.map(({ comment }) => comment);
}

/** How many nodes take rows; a fault when this is no cluster to spread over. */
async function requireCluster(client: pg.Client): Promise<number> {
  const { rowCount } = await client.query(`select from pg_extension where extname = 'citus'`);
  if (rowCount === 0) {
    throw new Fault('conflict', 'citus-missing', {
      id: 'Basis data ini tidak memuat ekstensi citus. Minta pengelola menjalankan: create extension citus; lalu menyebut koordinator dan menambah node (docs/operate/citus.md).',
      en: 'This database does not hold the extension citus. Ask its administrator to run: create extension citus; then to name the coordinator and add nodes (docs/operate/citus.md).',
    });
  }
  const { rows } = await client.query<{ coordinator: boolean; nodes: number }>(
    `select coalesce(bool_or(groupid = 0), false) as coordinator, count(*) filter (where groupid <> 0 and isactive and shouldhaveshards)::int as nodes from pg_dist_node where noderole = 'primary'`,
  );
  const { coordinator, nodes } = rows[0] ?? { coordinator: false, nodes: 0 };
  if (nodes === 0) {
    throw new Fault('conflict', 'citus-without-nodes', {
      id: 'Kluster Citus ini belum punya node yang memuat baris. Minta pengelola menjalankan pada koordinator: select citus_add_node(host, port).',
      en: 'This Citus cluster has no node to hold rows yet. Ask its administrator to run on the coordinator: select citus_add_node(host, port).',
    });
  }
  if (!coordinator) {
    throw new Fault('conflict', 'citus-coordinator-unnamed', {
      id: 'Koordinator belum dikenal klusternya, padahal tabel kasus tinggal di sana. Minta pengelola menjalankan: select citus_set_coordinator_host(host, port).',
      en: 'The cluster does not know its coordinator, where the case tables stay. Ask its administrator to run: select citus_set_coordinator_host(host, port).',
    });
  }
  return nodes;
}

/**
 * The coordinator goes to the nodes as the role a statement runs as, so that row policies hold there too: the role must be able to log in.
 * And Citus, before it adds a row unless it is there, locks a table in a way it allows only to those who may change rows, which the role may not.
 */
async function letServerRoleIn(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; ready: boolean }>(
    `select current_database() as name, rolcanlogin and exists (select from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase
       where s.setrole = r.oid and d.datname = current_database() and $2 = any (s.setconfig)) as ready
     from pg_roles r where rolname = $1`,
    [serverRole, `${withoutChangeRight}=on`],
  );
  const [row] = rows;
  if (row === undefined || row.ready) return;
  const statements = [
    `alter role ${serverRole} login`,
    `alter role ${serverRole} in database ${client.escapeIdentifier(row.name)} set ${withoutChangeRight} = on`,
  ];
  try {
    for (const statement of statements) await client.query(statement);
  } catch {
    throw new Fault('forbidden', 'server-role-not-ready', {
      id: `Peran ${serverRole} belum siap untuk kluster. Minta superuser menjalankan pada koordinator: ${statements.join('; ')}.`,
      en: `The role ${serverRole} is not ready for a cluster. Ask a superuser to run on the coordinator: ${statements.join('; ')}.`,
    });
  }
}

const withoutChangeRight = 'citus.skip_advisory_lock_permission_checks';

const count = async (client: pg.Client, name: string): Promise<string> =>
  (await client.query<{ n: string }>(`select count(*) as n from ${name}`)).rows[0]?.n ?? '';

/** Makes one table what the plan says; its rows go with it, and are counted before and after. */
async function place(client: pg.Client, { name, key, beside }: Placement): Promise<void> {
  const before = await count(client, name);
  if (key === null) await client.query('select create_reference_table($1)', [name]);
  else await client.query('select create_distributed_table($1, $2, colocate_with => $3)', [name, key, beside ?? 'none']);
  const after = await count(client, name);
  if (after !== before) throw new Error(`assertion failed: ${name} had ${before} rows and has ${after} on the cluster`);
  // Citus leaves the old copy on the coordinator's disk, hidden.
  if (before !== '0') await client.query('select truncate_local_data_after_distributing_table($1)', [name]);
}
