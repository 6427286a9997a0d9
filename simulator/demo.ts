// Decides what the demonstration does from beginning to end: an emptied installation, the case played, the minute that convinces, the server left running.
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Fault } from '../src/kernel/fault.ts';
import { addMonths, monthFrom, monthsFrom } from '../src/kernel/month.ts';
import { startServer } from '../src/server.ts';
import { stopEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { faultToExit } from '../src/platform/rendering.ts';
import { fixedClock, systemClock } from '../src/platform/system-clock.ts';
import { openWorkplace } from '../src/platform/workplace.ts';
import { programmesKnown } from '../src/programme/programme-steps.ts';
import { type Case, lookForDeaths, nextYear, people, playMonth, prepare, programme, publish, select } from './demo-case.ts';
import { type DemoOptions, readDemoOptions } from './demo-options.ts';
import { DemoSteps } from './demo-steps.ts';
import { tell } from './demo-telling.ts';
import { civilDate } from '../src/kernel/date.ts';

const marker = 'demo.txt';

/** Empties the demonstration's folder; a folder that is not one is never touched. */
async function emptyFolder(folder: string): Promise<void> {
  const exists = await stat(folder).then(
    () => true,
    () => false,
  );
  if (exists) {
    if (
      !(await stat(path.join(folder, marker)).then(
        () => true,
        () => false,
      ))
    ) {
      throw new Fault('conflict', 'folder-is-not-a-demonstration', {
        id: `Folder ${folder} bukan folder demo dan tidak akan dikosongkan. Pilih folder lain dengan --data.`,
        en: `The folder ${folder} is not a demonstration's and will not be emptied. Choose another with --data.`,
      });
    }
    await stopEmbeddedPostgres(folder);
    await rm(folder, { recursive: true, force: true });
  }
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, marker), 'Folder ini dibuat dan dikosongkan oleh demo. / Made and emptied by the demonstration.\n');
}

async function play(options: DemoOptions): Promise<void> {
  await emptyFolder(options.data);
  const clock = fixedClock('2025-06-16T09:00:00+08:00');
  const steps = new DemoSteps(clock);
  const workplace = await steps.step(
    'database',
    'Basis data / database',
    () => openWorkplace({ dataDir: options.data, databaseUrl: options.databaseUrl, clock }),
    () => (options.databaseUrl === undefined ? 'PostgreSQL bawaan / built-in' : 'DATABASE_URL'),
  );
  try {
    const known = await workplace.database.read(people.office, async (tx) => programmesKnown(tx));
    if (known.length > 0) {
      throw new Fault('conflict', 'database-not-empty', {
        id: 'Basis data ini sudah berisi program. Demo hanya berjalan pada basis data kosong.',
        en: 'This database already holds a programme. The demonstration runs on an empty database only.',
      });
    }
    const of: Case = {
      workplace,
      steps,
      folder: path.join(options.data, 'files'),
      seed: options.seed,
      scale: options.scale,
      people: options.people,
      exchange: options.exchange,
      digests: [],
      rosters: [],
      deathsCovered: [],
    };
    const world = await prepare(of);
    const selection = await select(of, world);
    for (const month of monthsFrom(monthFrom('2025-07'), monthFrom('2025-12'))) await playMonth(of, world, programme, month);
    await nextYear(of, world);
    await steps.step(
      'deaths',
      'Kematian terlambat dilaporkan',
      () => lookForDeaths(of, world, programme, civilDate('2026-01-19')),
      (found) => `${found.deaths} kematian baru, ${found.opened} klaim dibuka`,
    );
    const covered = await publish(of);
    steps.day(`${addMonths(monthFrom('2026-01'), 0)}-20`);
    const summary = await tell(of, world, selection, covered);
    if (options.json) process.stdout.write(`${JSON.stringify(summary)}\n`);
  } finally {
    await workplace.close();
  }
  if (options.exit) {
    if (options.databaseUrl === undefined) await stopEmbeddedPostgres(options.data);
    return;
  }
  await serve(options);
}

async function serve(options: DemoOptions): Promise<void> {
  const workplace = await openWorkplace({ dataDir: options.data, databaseUrl: options.databaseUrl, clock: systemClock });
  const server = await startServer({ workplace, port: options.port, host: '127.0.0.1' });
  process.stderr.write(`\nHalaman / pages: ${server.url}  (Ctrl-C berhenti / stops)\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await server.close();
  await workplace.close();
  if (options.databaseUrl === undefined) await stopEmbeddedPostgres(options.data);
}

try {
  await play(readDemoOptions(process.argv.slice(2), process.env));
} catch (error) {
  const { code, text } = faultToExit(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = code;
}
