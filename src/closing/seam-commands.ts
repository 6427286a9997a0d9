// Decides how the seam between two payers is told at the command line, and how a hand-over's list is given to the next payer's programme.
import type { Command } from 'commander';
import { type CommandContext, columns } from '../platform/command-context.ts';
import { seamStages, seamWords } from './seam.ts';
import { handOver } from './hand-over-steps.ts';
import { type Seam, seam } from './seam-steps.ts';

/** Adds `hand` and `seam` to the command group `term`. */
export function registerSeamCommands(group: Command, context: CommandContext): void {
  group
    .command('hand <programme>')
    .description("serahkan daftar ke program pembayar berikutnya / give the lists into the next payer's intake")
    .option(
      '--to <programme>',
      'program pembayar berikutnya, bila pilihan menyebut nama pembayar; hanya dengan --area / its programme, where the choice named a payer in words; only with --area',
    )
    .option('--area <code>', 'kode kabupaten; tanpa ini semua / kabupaten; all without it')
    .action(async (programme: string, options: { to?: string; area?: string }) => {
      const handed = await handOver(await context.open(), context.actor(), { programme, ...options, through: 'command' });
      context.result(
        { handed },
        columns(
          ['wilayah', 'program', 'berkas', 'orang', 'diterima', 'ditolak', 'ditinjau'],
          handed.map(({ area, to, file, persons, rows }) => [area, to, file, persons, rows?.accepted ?? null, rows?.rejected ?? null, rows?.review ?? null]),
        ),
      );
    });
  group
    .command('seam <programme>')
    .description('di mana yang diserahkan berada: diterima, terdaftar, dibayar, tanpa perlindungan / where those handed over stand')
    .action(async (programme: string) => {
      const { database, law } = await context.open();
      const found = await database.read(context.actor(), (tx) => seam(tx, { law, programme }));
      context.result(found, told(found));
    });
}

const told = (found: Seam): string =>
  [
    `${found.people} orang diserahkan; iuran ${found.next} jatuh tempo ${found.dueOn} / ${found.people} people handed over; ${found.next} is due on ${found.dueOn}`,
    columns(
      ['wilayah', 'pembayar berikutnya', 'program', 'orang', ...seamStages.map((stage) => seamWords[stage].id)],
      found.groups.map((one) => [one.area, one.nextPayer, one.to, one.people, ...seamStages.map((stage) => one.counts[stage])]),
    ),
    ...found.groups.flatMap(({ area, unnamed }) =>
      unnamed === 0 ? [] : [`${area}: ${unnamed} orang ada di berkas, namanya tidak tercatat di sini / ${unnamed} people are in the file, unnamed here`],
    ),
    ...found.groups.flatMap(({ area, task }) =>
      task === null
        ? []
        : [
            `tugas / task ${area}: ${task.owner}, ${task.people} orang / people${task.unknown === 0 ? '' : `, tidak diketahui / unknown ${task.unknown}`}, paling lambat / by ${task.dueOn}${task.overdue ? ' (lewat / overdue)' : ''}`,
          ],
    ),
  ].join('\n');
