// The walk-throughs for a programme of one's own are run as they are written: every file saved, every command typed, in both languages.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { main } from '../../src/cli.ts';
import { projectRoot } from '../../src/platform/project-root.ts';
import { type TestDatabase, testDatabase } from '../database.ts';

let db: TestDatabase;
let folder: string;
const before = process.cwd();
beforeEach(async () => {
  db = await testDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'payung-own-'));
  process.chdir(folder);
});
afterEach(async () => {
  process.chdir(before);
  await rm(folder, { recursive: true, force: true });
  await db.drop();
});

interface Block {
  readonly language: string;
  readonly file: string;
  readonly text: string;
}

/** The fenced blocks of a document, in order; the second word after the fence names the file a block is. */
const blocksOf = (text: string): readonly Block[] =>
  [...text.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(([, language = '', file = '', body = '']) => ({ language, file, text: body }));

/** A line as a shell parts it into words. */
const wordsOf = (line: string): readonly string[] => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

/** Exit code and text of a command. */
async function typed(words: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
  const written: string[] = [];
  const watched = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      written.push(String(text));
      return true;
    }),
  );
  try {
    return { code: await main(words, { environment: { DATABASE_URL: db.url, PAYUNG_DATA: path.join(folder, 'data') } }), text: written.join('') };
  } finally {
    for (const one of watched) one.mockRestore();
  }
}

test.each(['docs/operate/own-programme.md', 'docs/pengguna/program-sendiri.md'])('%s', async (document) => {
  const said = new Map<string, string>();
  for (const { language, file, text } of blocksOf(await readFile(path.join(projectRoot, document), 'utf8'))) {
    if (language !== 'sh') {
      expect(file).not.toBe('');
      await writeFile(path.join(folder, file), text);
      continue;
    }
    for (const line of text.trim().split('\n')) {
      if (line.startsWith('export PAYUNG_DATA=')) continue;
      expect(line).toMatch(/^npx payung /);
      const words = wordsOf(line).slice(2);
      const { code, text: answer } = await typed(words);
      expect([line, code, code === 0 ? '' : answer]).toEqual([line, 0, '']);
      said.set(words.slice(0, 2).join(' '), answer);
    }
  }
  expect(said.size).toBeGreaterThan(25);
  expect(said.get('enrol answer')).toContain('3 terdaftar');
  expect(said.get('month reconcile')).toMatch(/ ya\n/);
  expect(said.get('month ledger')).toContain('balanced');
  expect(said.get('coverage --programme')).toMatch(/terlindungi +3 +3/);
  expect(said.get('check')).toMatch(/All \d+ invariants hold/);
});
