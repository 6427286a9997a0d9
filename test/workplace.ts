// A workplace on a thrown-away database, with the law, fixed keys and a clock that stands still, as the server and its routes are given one.
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { tmpdir } from 'node:os';
import { loadLaw } from '../src/law/law-store.ts';
import { openKeyFiles } from '../src/platform/key-files.ts';
import { createVault } from '../src/platform/vault.ts';
import type { Workplace } from '../src/platform/workplace.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { lawFolder } from './law-folder.ts';

/** Keys are fixed; `drop` closes and removes the database and the folder of files. */
export async function testWorkplace(given?: TestDatabase): Promise<Workplace & TestDatabase> {
  const made = given ?? (await testDatabase());
  const key = Buffer.alloc(32, 7);
  const dataDir = await mkdtemp(path.join(tmpdir(), 'payung-data-'));
  return {
    ...made,
    law: loadLaw(lawFolder),
    vault: createVault(key),
    signingKey: key,
    secrets: openKeyFiles(path.join(tmpdir(), 'payung-test-keys'), made.url),
    dataDir,
    recording: made.database,
    close: () => made.database.close(),
    drop: async () => {
      await made.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
