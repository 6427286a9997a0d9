// Decides what the demonstration does from beginning to end: an emptied (or resumed) installation, the case played, the minute that convinces, the server left running.
import { access, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Fault } from '../src/kernel/fault.ts';
import { removeEmbeddedPostgres, stopEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { faultToExit } from '../src/platform/rendering.ts';
import { fixedClock, systemClock } from '../src/platform/system-clock.ts';
import { openWorkplace } from '../src/platform/workplace.ts';
import { programmesKnown } from '../src/programme/programme-steps.ts';
import { startServer } from '../src/server.ts';
import { accountsOfCast, casesOfCast, castTold, linksOfCast } from './demo-accounts.ts';
import { playCase } from './demo-case.ts';
import { people } from './demo-cast.ts';
import { DemoJournal } from './demo-journal.ts';
import { type DemoOptions, readDemoOptions } from './demo-options.ts';
import { DemoSteps } from './demo-steps.ts';
import { tell } from './demo-telling.ts';
import { voicesOfCast } from './demo-voices.ts';
import { outsideInThread } from './outside.ts';

const marker = 'demo.txt';
const journalOf = (folder: string): string => path.join(folder, 'journal.jsonl');

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** Empties the demonstration's folder; a folder that is not one is never touched. The marker goes in first and stays, so that an interrupted emptying can be repeated. */
async function emptyFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const content = await readdir(folder);
  if (content.length > 0 && !content.includes(marker)) {
    throw new Fault('conflict', 'folder-is-not-a-demonstration', {
      id: `Folder ${folder} bukan folder demo dan tidak akan dikosongkan. Pilih folder lain dengan --data.`,
      en: `The folder ${folder} is not a demonstration's and will not be emptied. Choose another with --data.`,
    });
  }
  await writeFile(path.join(folder, marker), 'Folder ini dibuat dan dikosongkan oleh demo. / Made and emptied by the demonstration.\n');
  await rm(journalOf(folder), { force: true });
  await removeEmbeddedPostgres(folder);
  for (const name of content.filter((one) => one !== marker)) await rm(path.join(folder, name), { recursive: true, force: true });
}

/** What decides the case: an interrupted one goes on as it was begun. */
const asked = ({ seed, scale, people: number, exchange, corrections }: DemoOptions) => ({ seed, scale, people: number, exchange, corrections });

/** The options, with those of the demonstration to be resumed in place of the given ones. */
async function resumed(options: DemoOptions): Promise<DemoOptions> {
  if (!options.resume) return options;
  const before = DemoJournal.asked(journalOf(options.data)) as ReturnType<typeof asked> | null;
  if (before !== null) {
    const differs = Object.entries(options.said).find(([name, value]) => before[name as keyof typeof before] !== value);
    if (differs === undefined) return { ...options, ...before };
    throw new Fault('conflict', 'resume-differs', {
      id: `Demo yang terputus dimulai dengan --${differs[0]} ${String(before[differs[0] as keyof typeof before])}, bukan ${String(differs[1])}. Lanjutkan tanpa pilihan itu, atau mulai lagi tanpa --resume.`,
      en: `The interrupted demonstration was begun with --${differs[0]} ${String(before[differs[0] as keyof typeof before])}, not ${String(differs[1])}. Go on without that option, or begin anew without --resume.`,
    });
  }
  if (!(await exists(options.data)) || (await exists(path.join(options.data, marker)))) return { ...options, resume: false };
  throw new Fault('not-found', 'nothing-to-resume', {
    id: `Di folder ${options.data} tidak ada demo yang terputus.`,
    en: `There is no interrupted demonstration in the folder ${options.data}.`,
  });
}

async function play(given: DemoOptions): Promise<DemoOptions> {
  const options = await resumed(given);
  if (!options.resume) await emptyFolder(options.data);
  else
    process.stderr.write(
      'Melanjutkan demo yang terputus; yang sudah selesai tidak diulang / going on where it was interrupted; what is done is not done again\n',
    );
  const clock = fixedClock('2025-06-16T09:00:00+08:00');
  const began = performance.now();
  const workplace = await openWorkplace({ dataDir: options.data, databaseUrl: options.databaseUrl, clock });
  try {
    if (!options.resume) await refuseUsedDatabase(workplace);
    const steps = new DemoSteps(clock, DemoJournal.open(journalOf(options.data), asked(options)), began);
    await steps.step(
      'database',
      'Basis data / database',
      () => Promise.resolve(null),
      () => (options.databaseUrl === undefined ? 'PostgreSQL bawaan / built-in' : 'DATABASE_URL'),
    );
    await accountsOfCast(workplace, os.userInfo().username);
    const of = { workplace, steps, folder: path.join(options.data, 'files'), openOutside: outsideInThread, ...asked(options) };
    const { outside, selection, covered } = await playCase(of);
    steps.day('2026-01-20');
    const summary = await tell(of, outside, selection, covered);
    await outside.close();
    await voicesOfCast(workplace);
    await casesOfCast(workplace);
    if (options.json) process.stdout.write(`${JSON.stringify(summary)}\n`);
  } finally {
    await workplace.close();
  }
  return options;
}

async function refuseUsedDatabase({ database }: Awaited<ReturnType<typeof openWorkplace>>): Promise<void> {
  if ((await database.read(people.office, async (tx) => programmesKnown(tx))).length === 0) return;
  throw new Fault('conflict', 'database-not-empty', {
    id: 'Basis data ini sudah berisi program. Demo hanya berjalan pada basis data kosong.',
    en: 'This database already holds a programme. The demonstration runs on an empty database only.',
  });
}

async function serve(options: DemoOptions): Promise<void> {
  const workplace = await openWorkplace({ dataDir: options.data, databaseUrl: options.databaseUrl, clock: systemClock });
  const links = await linksOfCast(workplace);
  const server = await startServer({ workplace, port: options.port, host: '127.0.0.1' });
  process.stderr.write(`\nHalaman / pages: ${server.url}  (Ctrl-C berhenti / stops)\n${castTold(links, server.url)}`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await server.close();
  await workplace.close();
}

try {
  const options = await play(readDemoOptions(process.argv.slice(2), process.env));
  if (!options.exit) await serve(options);
  if (options.databaseUrl === undefined) await stopEmbeddedPostgres(options.data);
} catch (error) {
  const { code, text } = faultToExit(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = code;
}
