// Decides what a test of a cluster runs on: a database of its own on every node of the cluster whose coordinator CITUS_URL names, removed afterwards.
import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { openDatabase, ownerSession } from '../src/platform/database.ts';
import { migrate } from '../src/platform/migrate.ts';
import { createNikSealer } from '../src/platform/nik-token.ts';
import { migrationsFolder } from '../src/platform/project-root.ts';
import { fixedClock } from '../src/platform/system-clock.ts';
import type { TestDatabase } from './database.ts';
import { databaseOn } from './server.ts';

interface Node {
  readonly host: string;
  readonly port: number;
  readonly coordinator: boolean;
}

/** The coordinator's URL: a superuser's, to a database in which the cluster's nodes are known. Undefined where there is no cluster. */
export const citusUrl = (): string | undefined => (process.env['CITUS_URL'] === '' ? undefined : process.env['CITUS_URL']);

const nodesOf = (url: string): Promise<readonly Node[]> =>
  ownerSession(url, async (client) => {
    const { rows } = await client.query<Node>(
      `select nodename as host, nodeport as port, groupid = 0 as coordinator from pg_dist_node where isactive and noderole = 'primary' order by groupid`,
    );
    return rows;
  });

const onNode = (url: string, { host, port }: Node): string => {
  const there = new URL(url);
  there.hostname = host;
  there.port = String(port);
  return there.href;
};

/** Runs a statement on a session of its own. */
const once = (url: string, statement: string, values: readonly unknown[] = []): Promise<pg.QueryResult> =>
  ownerSession(url, (client) => client.query(statement, [...values]));

/** A migrated database on all nodes, not yet spread over them. */
export async function clusterDatabase(named: string): Promise<TestDatabase> {
  const nodes = await nodesOf(named);
  const name = `payung_test_${randomBytes(6).toString('hex')}`;
  const url = databaseOn(named, name);
  const { hostname, port } = new URL(named);
  const all = [named, ...nodes.filter(({ coordinator }) => !coordinator).map((node) => onNode(named, node))];
  const drop = async (): Promise<void> => {
    for (const node of all) await once(node, `drop database if exists ${name} with (force)`);
  };
  try {
    for (const node of all) {
      await once(node, `create database ${name}`);
      await once(databaseOn(node, name), 'create extension citus');
    }
    const coordinator = nodes.find((node) => node.coordinator) ?? { host: hostname, port: Number(port || 5432) };
    await once(url, 'select citus_set_coordinator_host($1, $2)', [coordinator.host, coordinator.port]);
    for (const node of nodes.filter((one) => !one.coordinator)) await once(url, 'select citus_add_node($1, $2)', [node.host, node.port]);
    await migrate(url, migrationsFolder);
  } catch (error) {
    await drop();
    throw error;
  }
  const clock = fixedClock('2025-08-01T00:00:00Z');
  const database = openDatabase({ url, clock, max: 4 });
  return {
    database,
    url,
    niks: createNikSealer(Buffer.alloc(32, 7)),
    clock,
    drop: async () => {
      await database.close();
      await drop();
    },
  };
}
