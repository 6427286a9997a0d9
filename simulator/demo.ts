// Decides what the demonstration does from beginning to end: an emptied (or resumed) installation, the case played, the minute that convinces, the server left running.
import os from 'node:os';
import path from 'node:path';
import { Fault } from '../src/kernel/fault.ts';
import { stopEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { faultToExit } from '../src/platform/rendering.ts';
import { fixedClock, systemClock } from '../src/platform/system-clock.ts';
import { openWorkplace } from '../src/platform/workplace.ts';
import { programmesKnown } from '../src/programme/programme-steps.ts';
import { startServer } from '../src/server.ts';
import { accountsOfCast, casesOfCast, castTold, linksOfCast } from './demo-accounts.ts';
import { playCase } from './demo-case.ts';
import { people } from './demo-cast.ts';
import { emptyFolder, exists, isDemonstration, journalOf, occupy } from './demo-folder.ts';
import { DemoJournal } from './demo-journal.ts';
import { type DemoOptions, readDemoOptions } from './demo-options.ts';
import { DemoSteps } from './demo-steps.ts';
import { tell } from './demo-telling.ts';
import { voicesOfCast } from './demo-voices.ts';
import { openDemoWorld } from './demo-world.ts';
import { outsideInThread } from './outside.ts';

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
  if (!(await exists(options.data)) || (await isDemonstration(options.data))) return { ...options, resume: false };
  throw new Fault('not-found', 'nothing-to-resume', {
    id: `Di folder ${options.data} tidak ada demo yang terputus.`,
    en: `There is no interrupted demonstration in the folder ${options.data}.`,
  });
}

async function play(given: DemoOptions): Promise<DemoOptions> {
  const options = await resumed(given);
  const say = (text: string): void => void process.stderr.write(text);
  if (options.resume) {
    await occupy(options.data);
    say('Melanjutkan demo yang terputus; yang sudah selesai tidak diulang / going on where it was interrupted; what is done is not done again\n');
  } else await emptyFolder(options.data, say);
  const clock = fixedClock('2025-06-16T09:00:00+08:00');
  const began = performance.now();
  const folder = path.join(options.data, 'files');
  const world = await openDemoWorld({ folder, ...asked(options) }, outsideInThread);
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
    const of = { workplace, steps, folder, ...asked(options) };
    const { outside, selection, covered } = await playCase(of, world);
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
