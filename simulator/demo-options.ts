// Decides what the demonstration is asked to do.
import path from 'node:path';
import { Command } from 'commander';
import { projectRoot } from '../src/platform/project-root.ts';

export interface DemoOptions {
  readonly scale: number;
  readonly seed: string;
  readonly people: number;
  readonly data: string;
  readonly databaseUrl: string | undefined;
  readonly port: number;
  readonly exit: boolean;
  readonly json: boolean;
  readonly exchange: boolean;
  /** Whether the branch makes mistakes in its posting files and corrects them. */
  readonly corrections: boolean;
  readonly resume: boolean;
  /** What was said on the command line, and not left to its default. */
  readonly said: Readonly<Partial<Record<'seed' | 'scale' | 'people' | 'exchange' | 'corrections', string | number | boolean>>>;
}

/** Reads the demonstration's words. `--scale 1` is the real case: 100,000 places, 140,000 candidates, 600,000 people. */
export function readDemoOptions(words: readonly string[], environment: Readonly<Record<string, string | undefined>>): DemoOptions {
  const program = new Command('payung demo')
    .description(
      'Seluruh rantai dengan data buatan: dari daftar desa sampai santunan / the whole chain on invented data, from village lists to a family protected',
    )
    .option('--scale <number>', 'ukuran, 1 = 100.000 tempat / size, 1 = 100,000 places')
    .option('--seed <text>', 'benih; benih sama, hash sama / same seed, same hash', 'payung')
    .option('--people <number>', 'penduduk dalam register / people in the register')
    .option('--data <folder>', 'folder data; dikosongkan lebih dahulu / data folder; emptied first')
    .option('--port <number>', 'porta / port', '8080')
    .option('--exit', 'berhenti setelah selesai / stop when done', false)
    .option('--json', 'satu objek JSON pada baris terakhir / one JSON object as the last line', false)
    .option('--resume', 'lanjutkan demo yang terputus / go on where an interrupted demonstration stood', false)
    .option('--exchange', 'register lewat pertukaran verifikasi, bukan salinan / registers by verification exchange, no copies held', false)
    .option('--corrections', 'cabang salah posting beberapa baris lalu memperbaikinya / the branch posts a few rows wrongly and corrects them', false);
  program.exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2)); // 2: wrong use
  program.parse([...words], { from: 'user' });
  const given: {
    scale?: string;
    seed: string;
    people?: string;
    data?: string;
    port: string;
    exit: boolean;
    json: boolean;
    exchange: boolean;
    corrections: boolean;
    resume: boolean;
  } = program.opts();
  const scale = Number(given.scale ?? (given.exchange ? '0.01' : '1'));
  if (!(scale > 0 && scale <= 10)) program.error('--scale: lebih dari 0 sampai 10 / more than 0 up to 10');
  const people = Number(given.people ?? Math.max(6000, Math.round(600_000 * scale)));
  const values = { seed: given.seed, scale, people, exchange: given.exchange, corrections: given.corrections };
  return {
    ...given,
    said: Object.fromEntries(Object.entries(values).filter(([name]) => program.getOptionValueSource(name) === 'cli')),
    scale,
    port: Number(given.port),
    people,
    data: given.data ?? environment['PAYUNG_DATA'] ?? path.join(projectRoot, '.payung', 'demo'),
    databaseUrl: environment['DATABASE_URL'] === '' ? undefined : environment['DATABASE_URL'],
  };
}
