// What waited for its number when acts began to be committed to as they are recorded is committed to by the migration, as the program would have done.
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { sequence } from '../../src/log/sequence-steps.ts';
import { verifyLog } from '../../src/log/verify-steps.ts';
import { openDatabase, ownerSession } from '../../src/platform/database.ts';
import { openKeyFiles } from '../../src/platform/key-files.ts';
import { migrate } from '../../src/platform/migrate.ts';
import { migrationsFolder } from '../../src/platform/project-root.ts';
import { fixedClock } from '../../src/platform/system-clock.ts';
import { anyone, emptyDatabase } from '../database.ts';

const firstCommitting = '360_committed_when_recorded.sql';

test('acts that waited before the migration are numbered after it, and the log holds', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'payung-waiting-'));
  const { url, drop } = await emptyDatabase();
  const database = openDatabase({ url, clock: fixedClock('2025-08-01T00:00:00Z'), max: 2 });
  try {
    const before = path.join(folder, 'migrations');
    for (const name of await readdir(migrationsFolder)) if (name < firstCommitting) await cp(path.join(migrationsFolder, name), path.join(before, name));
    await migrate(url, before);
    await ownerSession(url, (client) =>
      client.query(
        `with act as (insert into platform.act
           select gen_random_uuid(), 'tested', subject, 'ntt', '53', 'd', recorded_at::timestamptz, 'local:o''er "x" \\ é' from unnest($1::text[], $2::text[]) a (subject, recorded_at)
           returning act_id)
         insert into platform.act_waiting select act_id from act`,
        [
          ['plain', 'tab\t, line\n and \u0001', '</ü🌧', 'x'],
          ['2025-07-01T10:20:30Z', '2025-07-01T10:20:30.500Z', '2025-07-01T10:20:30.000001Z', '2025-06-30T23:59:59.990+08:00'],
        ],
      ),
    );
    expect((await migrate(url, migrationsFolder))[0]).toBe(firstCommitting);
    const port = { database, secrets: openKeyFiles(folder, url) };
    expect(await sequence(port, anyone)).toEqual({ numbered: 4, size: 4, kinds: ['tested'] });
    expect(await verifyLog(port, anyone, { checkSubjects: async () => [] })).toMatchObject({ holds: true, size: 4, waiting: 0 });
    await ownerSession(url, (client) => client.query(`update platform.act set author = 'local:other' where subject = 'plain'`));
    expect(await verifyLog(port, anyone, { checkSubjects: async () => [] })).toMatchObject({ holds: false });
  } finally {
    await database.close();
    await drop();
    await rm(folder, { recursive: true });
  }
});
