// Decides what `npm run bench -- intake` does: writes the corpus of hostile lists (or takes another), scores how they are read, and says how fast large lists are.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { corpus, truthTable } from './corpus.ts';
import { scoreFolder, scoreText, truthIn } from './score.ts';
import { measureLists, speedText } from './speed.ts';

const usage = `npm run bench -- intake [options]
  --corpus <folder>  another corpus: files beside a truth.tsv (file, sheet, row, outcome, codes; outcome "refused" for a whole file)
  --write <folder>   only writes our corpus and its truth.tsv there
  --speed            also reads a workbook of 100,000 rows and a CSV of 300,000, each in a process of its own
  --rows <n>         that many rows instead
  --json             one object as the last line
`;

/** Writes every file of the corpus and its truth. */
export async function writeCorpus(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { file, bytes } of corpus) await writeFile(path.join(folder, file), bytes);
  await writeFile(path.join(folder, 'truth.tsv'), truthTable());
}

/** Runs the command; the exit code says whether a row was lost, a file crashed, or anything differs from the truth. */
export async function benchLists(words: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      corpus: { type: 'string' },
      write: { type: 'string' },
      speed: { type: 'boolean', default: false },
      rows: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  if (values.write !== undefined) {
    await writeCorpus(values.write);
    return 0;
  }
  const own = values.corpus === undefined ? await mkdtemp(path.join(tmpdir(), 'payung-corpus-')) : null;
  try {
    if (own !== null) await writeCorpus(own);
    const folder = own ?? (values.corpus as string);
    const score = await scoreFolder(folder, await truthIn(path.join(folder, 'truth.tsv')));
    process.stdout.write(scoreText(score));
    const speed = values.speed ? await measureLists(values.rows === undefined ? undefined : Number(values.rows)) : [];
    if (speed.length > 0) process.stdout.write(speedText(speed));
    if (values.json) process.stdout.write(`${JSON.stringify({ ...score, speed })}\n`);
    return score.differences.length === 0 ? 0 : 1;
  } finally {
    if (own !== null) await rm(own, { recursive: true, force: true });
  }
}
