// Spreading a database that is no cluster is refused before anything is changed. What a cluster makes of it: test/whole/citus.test.ts.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { ownerSession } from './database.ts';
import { distribute } from './distribute.ts';

let scratch: TestDatabase;
beforeAll(async () => {
  scratch = await testDatabase();
});
afterAll(() => scratch.drop());

test('a database without Citus is refused in words, and its policies stay as they were', async () => {
  const policies = (): Promise<unknown> =>
    ownerSession(
      scratch.url,
      async (client) => (await client.query('select polname, pg_get_expr(polqual, polrelid) as rule from pg_policy order by oid')).rows,
    );
  const before = await policies();
  await expect(distribute(scratch.url)).rejects.toMatchObject({ kind: 'conflict', code: 'citus-missing' });
  expect(await policies()).toEqual(before);
});
