// Decides what a test file runs against: a fresh migrated database of its own, copied from the template of the test run.
import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import type { Actor } from '../src/kernel/actor.ts';
import { type Database, openDatabase, ownerSession } from '../src/platform/database.ts';
import { type NikSealer, createNikSealer } from '../src/platform/nik-token.ts';
import { type FixedClock, fixedClock } from '../src/platform/system-clock.ts';
import { databaseOn } from './server.ts';

/** A database that is thrown away, with what an installation has beside it. */
export interface TestDatabase {
  readonly database: Database;
  /** As the owner, whom no row policy binds: to look behind them in a test. */
  readonly url: string;
  readonly niks: NikSealer;
  /** Stands at 2025-08-01 08:00 in Kupang until set. */
  readonly clock: FixedClock;
  /** Closes the connections and removes the database. */
  drop(): Promise<void>;
}

/** Whoever may see and do everything, for tests that are not about scope. */
export const anyone: Actor = { id: 'test-administrator', roles: ['administrator'], sponsor: '*', area: '*' };

/** A database without any tables, for tests of migrations. */
export async function emptyDatabase(): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> {
  return create('template0');
}

/** A migrated database for one test file; drop it in `afterAll`. */
export async function testDatabase(): Promise<TestDatabase> {
  const { url, drop } = await create(inject('template'));
  const clock = fixedClock('2025-08-01T00:00:00Z');
  const database = openDatabase({ url, clock, max: 8 });
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

async function create(template: string): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> {
  const server = inject('serverUrl');
  const name = `payung_test_${randomBytes(6).toString('hex')}`;
  await ownerSession(server, (client) => client.query(`create database ${name} template ${template}`));
  return {
    url: databaseOn(server, name),
    drop: () => ownerSession(server, async (client) => void (await client.query(`drop database ${name} with (force)`))),
  };
}
