// Decides how work meets the database: one transaction, as the restricted role, under the scope of who acts, repeated when PostgreSQL asks for it.
import { setTimeout as pause } from 'node:timers/promises';
import { Kysely, PostgresAdapter, PostgresDriver, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import pg from 'pg';
import type { Actor } from '../kernel/actor.ts';
import type { Instant } from '../kernel/clock.ts';
import { assert } from '../kernel/fault.ts';
import { OneThingAtATimeClient, asFault, connectionConfig, errorCode } from './connection.ts';
import { literal } from './copy-text.ts';
import type { DB } from './schema.ts';
import type { Clock } from './system-clock.ts';

export { ownerSession } from './connection.ts';

/** An open transaction: its queries (Kysely or plain), who acts, and the one instant everything in it is recorded at. */
export interface Tx {
  readonly db: Kysely<DB>;
  readonly client: pg.PoolClient;
  readonly actor: Actor;
  readonly at: Instant;
  /** Whether the tables are spread over a Citus cluster, for the few statements that must be said otherwise there. */
  readonly cluster: boolean;
}

export interface Database {
  /** READ COMMITTED transaction as the restricted role, scoped to the actor. `work` may run again after a serialisation failure or deadlock, so it acts on nothing but the transaction. */
  transact<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** REPEATABLE READ READ ONLY transaction: one snapshot, same scope. It cannot make temporary tables. */
  read<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The role every transaction runs as: it owns nothing, so row policies bind it. */
export const serverRole = 'payung_server';

const attempts = 6;
const repeatable = new Set(['40001', '40P01']);

/** Opens a pool on the database; nothing is sent until the first transaction. `max` is the number of connections. */
export function openDatabase({ url, clock, max = 10 }: { url: string; clock: Clock; max?: number }): Database {
  const pool = new pg.Pool({
    ...connectionConfig(url),
    Client: OneThingAtATimeClient as unknown as new () => pg.ClientBase,
    max,
    connectionTimeoutMillis: 30_000,
  });
  pool.on('error', () => {}); // an idle connection broke: the pool replaces it, and the next transaction tells if it cannot
  pool.on('connect', (client) => client.on('error', () => {})); // the query under way rejects with the same error

  let cluster: boolean | null = null; // asked once: databases do not become clusters under a running program
  const asked = async (client: pg.PoolClient): Promise<boolean> => (cluster ??= await hasCluster(client));

  const repeat = async <T>(begin: string, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once({ pool, asked, clock }, begin, actor, work);
      } catch (error) {
        if (attempt === attempts || !repeatable.has(errorCode(error))) throw asFault(error);
        await pause(2 ** attempt * 5 * (0.5 + Math.random()));
      }
    }
  };

  return {
    transact: (actor, work) => repeat('begin isolation level read committed', actor, work),
    read: (actor, work) => repeat('begin isolation level repeatable read read only', actor, work),
    close: () => pool.end(),
  };
}

/** Whether the database is a Citus coordinator. */
async function hasCluster(client: pg.PoolClient): Promise<boolean> {
  return (await client.query(`select from pg_extension where extname = 'citus'`)).rowCount === 1;
}

/**
 * On a cluster: results brought together may be large; what is written is written over one connection a node, so that what follows in the transaction
 * sees it; and settings go to the nodes (last, so that it carries none of the others along).
 */
const clusterSettings =
  `set local citus.max_intermediate_result_size = -1; set local citus.multi_shard_modify_mode = 'sequential'; ` +
  `set local citus.propagate_set_commands = 'local'`;

interface Source {
  readonly pool: pg.Pool;
  readonly asked: (client: pg.PoolClient) => Promise<boolean>;
  readonly clock: Clock;
}

async function once<T>({ pool, asked, clock }: Source, begin: string, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    const cluster = await asked(client);
    const scope = [
      `set local payung.actor = ${literal(actor.id)}`,
      `set local payung.sponsor = ${literal(actor.sponsor)}`,
      `set local payung.area = ${literal(actor.area)}`,
      ...narrower(actor),
    ];
    await client.query(
      `${begin}; set local role ${serverRole}; set local work_mem = '96MB'; set local temp_buffers = '64MB'; set local jit = off; set local default_statistics_target = 25; ` +
        (cluster ? clusterSettings : scope.join('; ')),
    );
    // Citus passes a statement on as it was sent, with whatever stands beside it: each setting goes alone.
    if (cluster) for (const setting of scope) await client.query(setting);
    let db: Kysely<DB> | undefined;
    const result = await work({
      get db() {
        return (db ??= queriesOn(client)); // many a transaction has no use for it
      },
      client,
      actor,
      at: clock.now(),
      cluster,
    });
    const { command } = await client.query('commit');
    assert(command === 'COMMIT', 'a transaction in which a statement failed cannot be committed; the failure was swallowed');
    return result;
  } catch (error) {
    try {
      await client.query('rollback');
    } catch {
      broken = true;
    }
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Settings of an act that reaches less than sponsor and area: unset, they narrow nothing. An empty list of cases shows none. */
function narrower({ within }: Actor): readonly string[] {
  if (within === undefined) return [];
  const { branch, sender, cases } = within;
  return [
    ...(branch === undefined ? [] : [`set local payung.branch = ${literal(branch)}`]),
    ...(sender === undefined ? [] : [`set local payung.sender = ${literal(sender)}`]),
    ...(cases === undefined ? [] : [`set local payung.cases = ${literal(cases.length === 0 ? '-' : cases.join(','))}`]),
  ];
}

/** Kysely on one connection inside a transaction that is already open. */
function queriesOn(client: pg.PoolClient): Kysely<DB> {
  const borrowed = { query: client.query.bind(client), release: () => {} } as unknown as pg.PoolClient;
  return new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new OneTransactionDriver({ pool: { connect: async () => borrowed, end: async () => {} } }),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

class OneTransactionDriver extends PostgresDriver {
  override beginTransaction(): Promise<never> {
    return Promise.reject(new Error('assertion failed: the transaction is already open; write without db.transaction()'));
  }
}
