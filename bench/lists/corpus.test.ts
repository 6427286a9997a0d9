// Holds the corpus to what stands in the repository, and the reading of lists to the corpus: no row lost, no crash, every finding right and said.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { rowsOf } from '../../src/intake/list-file-client.ts';
import { corpus, truthTable } from './corpus.ts';
import { writeCorpus } from './run.ts';
import { scoreFolder, truthIn } from './score.ts';

it('is at least 30 files, whose truth stands in the repository', async () => {
  expect(corpus.length).toBeGreaterThanOrEqual(30);
  expect(await readFile(new URL('./truth.tsv', import.meta.url), 'utf8')).toBe(truthTable());
});

it('is read without a row lost or invented, and every finding is right', { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'payung-corpus-'));
  try {
    await writeCorpus(folder);
    const score = await scoreFolder(folder, await truthIn(path.join(folder, 'truth.tsv')));
    expect(score.differences).toEqual([]);
    expect([score.files, score.rowsLost, score.rowsInvented, score.crashes]).toEqual([corpus.length, 0, 0, 0]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it.each(['ods', 'fods'])('tells what an .%s hides: its column by its place, its sheet with its rows apart', async (as) => {
  const bytes = corpus.find(({ file }) => file === `5311012001-unseen.${as}`)?.bytes ?? Buffer.alloc(0);
  const { rows, hidden } = await rowsOf({ name: 'x', digest: '', bytes });
  expect(rows.map(({ sheet, rowNumber, hidden: unseen }) => [sheet, rowNumber, unseen ?? false])).toEqual([
    ['Daftar', 1, false],
    ['Daftar', 2, false],
    ['Daftar', 3, true],
    ['Daftar', 4, true],
    ['Daftar', 5, false],
  ]);
  expect([...hidden.columns]).toEqual([['Daftar', new Set([1])]]);
  expect([...hidden.sheets].map(([sheet, found]) => [sheet, found.length])).toEqual([['Lama', 3]]);
});
