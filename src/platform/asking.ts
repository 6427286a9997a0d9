// Decides how a single statement is asked, in one round trip: prepared once a connection, which keeps role and scope until it asks for somebody else.
import type pg from 'pg';
import type { Instant } from '../kernel/clock.ts';
import { poolOn } from './connection.ts';
import { literal } from './copy-text.ts';
import type { Clock } from './system-clock.ts';

/** A statement prepared once a connection under its name; `values` are texts for `$1`, `$2` and so on. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly string[];
  /**
   * What is asked for, where one statement answers for many: `$1` of the text is then an array of such (`values` is empty), and each row says in its
   * column `asked` which of them it is of. What the same actor asks at once is one statement.
   */
  readonly asked?: string;
  /**
   * What is written in the same transaction for each of `asked`, so that nothing is told that was not written: an INSERT that takes its rows from
   * the JSON of a parameter, and its row.
   */
  readonly beside?: { readonly insert: (rows: '$1' | '$2') => string; readonly row: (at: Instant) => object };
}

/** A statement with what it writes, as one. */
const wholeText = ({ text, beside }: Statement): string =>
  beside === undefined ? text : `with beside as (${beside.insert('$2')})${text.startsWith('with ') ? `, ${text.slice('with '.length)}` : ` ${text}`}`;

/** A statement as it is asked for: the settings say who sees it, and what is asked under the same ones may be asked together. */
export interface Asked {
  readonly role: string;
  readonly settings: string;
  readonly statement: Statement;
}

/** The rows of a statement, and the instant it was asked at. */
export interface Looked {
  readonly rows: readonly unknown[];
  readonly at: Instant;
}

/** Asks single statements, each a transaction of its own. */
export interface Asking {
  /** REPEATABLE READ READ ONLY. */
  read(asked: Asked): Promise<Looked>;
  /** READ COMMITTED. */
  write(asked: Asked): Promise<Looked>;
  close(): Promise<void>;
}

/** Such statements look few rows up by key: planned anew for what is asked, which a short list tempts PostgreSQL to, each would cost several times itself. */
const planOnce = 'set plan_cache_mode = force_generic_plan';
const readOnly = "set default_transaction_isolation = 'repeatable read'; set default_transaction_read_only = on";
const written = "set default_transaction_isolation = 'read committed'; set default_transaction_read_only = off";

/** What stands on a connection: the names of its prepared statements, and the settings under which it asks. */
interface Standing {
  readonly prepared: Set<string>;
  settings: string;
}

/**
 * Connections that ask single statements and nothing else, half of `max` at most for each role and for reading and writing: so few are set anew. Nothing
 * is sent until the first is asked.
 */
export function asking({ url, clock, max }: { readonly url: string; readonly clock: Clock; readonly max: number }): Asking {
  const pools = new Map<string, pg.Pool>();
  const poolOf = (kind: string): pg.Pool => {
    const pool = pools.get(kind) ?? poolOn(url, Math.max(2, Math.ceil(max / 2)));
    pools.set(kind, pool);
    return pool;
  };
  const standing = new WeakMap<object, Standing>();

  /** If a part fails, those behind it are not run, so that nothing is ever asked as the login role. What failed takes its connection along. */
  const ask = async (mode: string, { role, settings, statement }: Asked): Promise<Looked> => {
    const { name, values } = statement;
    const client = await poolOf(`${role} ${mode}`).connect();
    let broken = true;
    try {
      let its = standing.get(client);
      if (its === undefined) standing.set(client, (its = { prepared: new Set(), settings: '' }));
      const set = its.settings === settings ? '' : `${settings}; ${mode}; ${planOnce}`;
      const prepare = its.prepared.has(name) ? '' : `prepare "look-${name}" as ${wholeText(statement)}`;
      if (set !== '') await client.query(set);
      if (prepare !== '') await client.query(prepare);
      const at = clock.now();
      const { rows } = await client.query<pg.QueryResultRow>(`execute "look-${name}"${values.length === 0 ? '' : ` (${values.map(literal).join(', ')})`}`);
      its.prepared.add(name);
      its.settings = settings;
      broken = false;
      return { rows, at };
    } finally {
      client.release(broken);
    }
  };
  return {
    read: (asked) => ask(readOnly, asked),
    write: (asked) => ask(written, asked),
    close: async () => void (await Promise.all([...pools.values()].map((pool) => pool.end()))),
  };
}
