// The same random sequences against the real steps on PostgreSQL: after each step the ledger agrees with its tables, coverage with the postings, and both with the reference model.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type TestDatabase, testDatabase } from '../database.ts';
import { programmesFolder } from '../law-folder.ts';
import { compare, monthly, people, sequences } from './commands.ts';
import { PostgresBooks } from './postgres-books.ts';
import { Reference } from './reference.ts';

const limit = 11n * monthly; // fewer than everybody for the whole term
let base: TestDatabase;
let folder: string;
let file: object;
beforeAll(async () => {
  base = await testDatabase();
  base.clock.set('2025-12-31T00:00:00Z');
  folder = await mkdtemp(path.join(tmpdir(), 'payung-model-'));
  file = parse(await readFile(path.join(programmesFolder, 'ntt-2025.yaml'), 'utf8')) as object;
});
afterAll(async () => {
  await base.drop();
  await rm(folder, { recursive: true });
});

test('after every step of random sequences the books balance, nobody is held twice, and the reference model agrees', async () => {
  let sequence = 0;
  await fc.assert(
    fc.asyncProperty(sequences(30), async (commands) => {
      const books = await PostgresBooks.make(base, { folder, sequence: (sequence += 1), limit, people, file });
      await compare(books, new Reference(limit), commands, (step, actual, expected) => expect(actual, step).toEqual(expected));
    }),
    { numRuns: 12, endOnFailure: true },
  );
}, 240_000);
