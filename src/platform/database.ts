// Decides how work meets the database: one transaction, as the restricted role, under the scope of who acts, repeated when PostgreSQL asks for it.
import { setTimeout as pause } from 'node:timers/promises';
import { Kysely, PostgresAdapter, PostgresDriver, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type pg from 'pg';
import type { Actor } from '../kernel/actor.ts';
import type { Instant } from '../kernel/clock.ts';
import { assert } from '../kernel/fault.ts';
import { asFault, errorCode, poolOn } from './connection.ts';
import { type Asked, type Looked, type Statement, asking } from './asking.ts';
import { arrayText } from './copy-text.ts';
import { gathered } from './gathered.ts';
import type { DB } from './schema.ts';
import { gateRole, scopeOf, serverRole, settingsOf } from './scope.ts';
import type { Clock } from './system-clock.ts';

export type { Statement } from './asking.ts';
export { ownerSession } from './connection.ts';
export { gateRole, serverRole } from './scope.ts';

/** An open transaction: its queries (Kysely or plain), who acts, and the one instant everything in it is recorded at. */
export interface Tx {
  readonly db: Kysely<DB>;
  readonly client: pg.PoolClient;
  readonly actor: Actor;
  readonly at: Instant;
  /** Whether the tables are spread over a Citus cluster, for the few statements that must be said otherwise there. */
  readonly cluster: boolean;
}

/** The rows of one statement, and the instant of the transaction that gave them. */
export type Look = <Row>(statement: Statement) => Promise<{ readonly rows: readonly Row[]; readonly at: Instant }>;

export interface Database {
  /** READ COMMITTED transaction as the restricted role, scoped to the actor. `work` may run again after a serialisation failure or deadlock, so it acts on nothing but the transaction. */
  transact<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** REPEATABLE READ READ ONLY transaction: one snapshot, same scope. It cannot make temporary tables. */
  read<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** As `read` (as `transact` where it writes something beside) for a single statement, in one round trip, which others of the same actor may share. */
  look<Row>(actor: Actor, statement: Statement): Promise<{ readonly rows: readonly Row[]; readonly at: Instant }>;
  /** As `transact` for a single statement, in one round trip. */
  put(actor: Actor, statement: (at: Instant) => Statement): Promise<void>;
  /** As `transact`, as the one role that may touch the secrets people sign in by, and that may touch nothing else. For `src/access` alone. */
  gate<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** As `gate` for a single statement that only reads, in one round trip. */
  gateLook<Row>(actor: Actor, statement: Statement): Promise<{ readonly rows: readonly Row[]; readonly at: Instant }>;
  close(): Promise<void>;
}

/** Asks a statement within a transaction that is open anyway; what it writes beside goes first. */
export const lookIn =
  (tx: Tx): Look =>
  async <Row>(statement: Statement) => {
    const { name, text, values, beside } = forAll([statement], tx.at);
    if (beside !== undefined) await tx.client.query(beside.insert('$1'), values.slice(1));
    return {
      rows: (await tx.client.query<Row & pg.QueryResultRow>({ name, text, values: values.slice(0, beside === undefined ? undefined : 1) })).rows,
      at: tx.at,
    };
  };

/** One statement that answers for several of the same name. */
function forAll(statements: readonly Statement[], at: Instant): Statement {
  const [first] = statements as [Statement];
  if (first.asked === undefined) return first;
  const asked = arrayText([...new Set(statements.map(({ asked = '' }) => asked))]);
  return { ...first, values: first.beside === undefined ? [asked] : [asked, JSON.stringify(statements.map(({ beside }) => beside?.row(at)))] };
}

const attempts = 6;
const repeatable = new Set(['40001', '40P01']);

/** Opens a pool on the database; nothing is sent until the first transaction. `max` is the number of connections. */
export function openDatabase({ url, clock, max = 10 }: { url: string; clock: Clock; max?: number }): Database {
  const pool = poolOn(url, max);
  let cluster: boolean | null = null; // asked once: databases do not become clusters under a running program
  const asked = async (client: pg.PoolClient): Promise<boolean> => (cluster ??= await hasCluster(client));

  const repeated = async <T>(attemptOnce: () => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await attemptOnce();
      } catch (error) {
        if (attempt === attempts || !repeatable.has(errorCode(error))) throw asFault(error);
        await pause(2 ** attempt * 5 * (0.5 + Math.random()));
      }
    }
  };

  const source: Source = { pool, asked, clock };
  const reading = 'begin isolation level repeatable read read only';
  const writing = 'begin isolation level read committed';
  const single = asking({ url, clock, max });
  // Accounts belong to the installation, not to a sponsor; whether the actor may is asked by the step.
  const whole = { sponsor: '*', area: '*' };
  const read = <T>(actor: Actor, work: (tx: Tx) => Promise<T>, role = serverRole, scope: Beginning['scope'] = actor): Promise<T> =>
    repeated(() => once(source, { begin: reading, role, scope }, actor, work));
  const alone = async (asked: Asked): Promise<Looked> => repeated(() => (asked.statement.beside === undefined ? single.read(asked) : single.write(asked)));
  const together = gathered<Asked, Looked>(
    async (batch) => {
      const { rows, at } = await alone({
        ...(batch[0] as Asked),
        statement: forAll(
          batch.map(({ statement }) => statement),
          clock.now(),
        ),
      });
      const rowsOf = new Map<unknown, Looked['rows'][number][]>(batch.map(({ statement }) => [statement.asked, []]));
      for (const row of rows) rowsOf.get((row as { asked?: unknown }).asked)?.push(row);
      return batch.map(({ statement }) => ({ rows: rowsOf.get(statement.asked) ?? [], at }));
    },
    { lanes: 2, alike: ({ settings, statement }) => `${statement.name} ${settings}` },
  );
  const look = async <Row>(actor: Actor, statement: Statement, role = serverRole, scope: Beginning['scope'] = actor) => {
    // The first one tells whether this is a cluster, where each setting goes alone.
    if (cluster !== false) {
      const begin = statement.beside === undefined ? reading : writing;
      return repeated(() => once(source, { begin, role, scope }, actor, (tx) => lookIn(tx)<Row>(statement)));
    }
    const asked = { role, settings: settingsOf(role, actor, scope), statement };
    return (await (statement.asked === undefined ? alone : together)(asked)) as { rows: readonly Row[]; at: Instant };
  };
  return {
    transact: (actor, work) => repeated(() => once(source, { begin: writing, role: serverRole, scope: actor }, actor, work)),
    read: (actor, work) => read(actor, work),
    look: (actor, statement) => look(actor, statement),
    put: async (actor, statement) => {
      if (cluster === null) await read(actor, async () => {});
      if (cluster === false)
        await repeated(() => single.write({ role: serverRole, settings: settingsOf(serverRole, actor), statement: statement(clock.now()) }));
      else await repeated(() => once(source, { begin: writing, role: serverRole, scope: actor }, actor, (tx) => lookIn(tx)(statement(tx.at))));
    },
    gate: (actor, work) => repeated(() => once(source, { begin: writing, role: gateRole, scope: whole }, actor, work)),
    gateLook: (actor, statement) => look(actor, statement, gateRole, whole),
    close: async () => void (await Promise.all([pool.end(), single.close()])),
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

/** How a transaction begins: the role it runs as, and the scope its row policies see. */
interface Beginning {
  readonly begin: string;
  readonly role: string;
  readonly scope: Pick<Actor, 'sponsor' | 'area'>;
}

interface Source {
  readonly pool: pg.Pool;
  readonly asked: (client: pg.PoolClient) => Promise<boolean>;
  readonly clock: Clock;
}

async function once<T>({ pool, asked, clock }: Source, { begin, role, scope: seen }: Beginning, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    const cluster = await asked(client);
    const scope = scopeOf(actor, seen).map((setting) => `set local ${setting}`);
    await client.query(
      `${begin}; set local role ${role}; set local work_mem = '96MB'; set local temp_buffers = '64MB'; set local jit = off; set local default_statistics_target = 25; ` +
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
