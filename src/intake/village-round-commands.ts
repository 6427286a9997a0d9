// Prints the list of a village meeting, takes its minutes and ends tasks of the population office at the command line: payung village …
import type { Command } from 'commander';
import { civilDate } from '../kernel/date.ts';
import { type CommandContext, columns, commandGroup, wholeNumber } from '../platform/command-context.ts';
import { endTask, prepareRound, rounds, takeMinutes, writeRound } from './village-round-steps.ts';

const total = wholeNumber({ from: 0 });
const timeZone = 'Asia/Makassar';

/** Adds `village print`, `village minutes`, `village rounds` and `village task`. */
export function registerVillageRoundCommands(program: Command, context: CommandContext): void {
  const village = commandGroup(program, 'village', 'desa: diminta, ditunggu, musyawarah / villages: asked, waited for, meetings');
  village
    .command('print')
    .requiredOption('--programme <code>', 'program / programme')
    .requiredOption('--area <code>', 'kode desa / code of the village')
    .requiredOption('--out <folder>', 'folder tujuan / the folder to write to')
    .option('--number <number>', 'mencetak lagi musyawarah ini / print this meeting again')
    .description('mencetak daftar musyawarah (PDF) dan formulir untuk mengetiknya (XLSX) / print the list of a meeting and the form it is keyed into')
    .action(async (options: { programme: string; area: string; out: string; number?: string }) => {
      const port = await context.open();
      const number = options.number ?? (await port.database.transact(context.actor(), (tx) => prepareRound(tx, options))).number;
      const of = { programme: options.programme, number, folder: options.out, at: port.clock.now(), through: 'command' as const };
      const paper = await writeRound(port, context.actor(), { ...of, what: 'paper' });
      const form = await writeRound(port, context.actor(), { ...of, what: 'form' });
      context.result(
        { number, lines: paper.lines, paper: paper.target, form: form.target },
        `${number}: ${paper.lines} baris / lines\n${paper.target}\n${form.target}`,
      );
    });
  village
    .command('minutes')
    .argument('<file>', 'formulir yang sudah diketik / the keyed form')
    .requiredOption('--programme <code>', 'program / programme')
    .requiredOption('--number <number>', 'nomor di kertas / number on the paper')
    .requiredOption('--held <date>', 'tanggal musyawarah / day of the meeting')
    .requiredOption('--objections <number>', 'jumlah keberatan di kertas / objections on the paper', total)
    .requiredOption('--absent <number>', 'jumlah tidak hadir / absent', total)
    .requiredOption('--attested <number>', 'jumlah dinyatakan bekerja / attested to work', total)
    .requiredOption('--civil-data <number>', 'jumlah data kependudukan salah / civil data wrong', total)
    .requiredOption('--line-sum <number>', 'jumlah nomor baris yang ditandai / sum of the marked line numbers', total)
    .option('--owner <office>', 'siapa yang membetulkan data / who puts the data right')
    .option('--due <date>', 'sampai kapan / by when')
    .description('mencatat hasil musyawarah; bila jumlahnya tidak cocok, tidak ada yang dicatat / take the minutes; nothing where totals disagree')
    .action(
      async (
        file: string,
        options: Record<'programme' | 'number' | 'held', string> &
          Record<'objections' | 'absent' | 'attested' | 'civilData' | 'lineSum', number> & { owner?: string; due?: string },
      ) => {
        const port = await context.open();
        const { held, due, ...rest } = options;
        const done = await takeMinutes(port, context.actor(), {
          ...rest,
          file,
          heldOn: civilDate(held),
          dueOn: due === undefined ? undefined : civilDate(due),
        });
        context.result(done, `${done.number}: ${done.marks} baris dicatat, ${done.tasks} tugas Dukcapil / lines taken, tasks of the population office`);
      },
    );
  village
    .command('rounds')
    .requiredOption('--programme <code>', 'program / programme')
    .option('--area <code>', 'hanya wilayah ini / only this area')
    .description('musyawarah dan tugas Dukcapil / meetings and tasks of the population office')
    .action(async (options: { programme: string; area?: string }) => {
      const { database } = await context.open();
      const shown = await database.read(context.actor(), (tx) => rounds(tx, options));
      context.result(
        shown,
        [
          columns(
            ['nomor', 'desa', 'baris', 'tanggal', 'keberatan', 'tidak hadir', 'dinyatakan', 'data salah'],
            shown.rounds.map((one) => [one.number, one.village, one.lines, one.heldOn, one.objections, one.absent, one.attested, one.civilData]),
          ),
          columns(
            ['tugas', 'nomor', 'baris', 'nama', 'yang salah', 'oleh', 'sampai', 'selesai'],
            shown.tasks.map((one) => [one.taskId, one.number, one.line, one.name, one.wrong, one.owner, one.dueOn, one.endedOn]),
          ),
        ].join('\n\n'),
      );
    });
  village
    .command('task')
    .argument('<task>', 'id tugas / id of the task')
    .requiredOption('--result <text>', 'hasilnya / its result')
    .description('mengakhiri tugas Dukcapil / end a task of the population office')
    .action(async (taskId: string, options: { result: string }) => {
      const { database } = await context.open();
      const done = await database.transact(context.actor(), (tx) => endTask(tx, { taskId, result: options.result, timeZone }));
      context.result(done, `${done.taskId}: ${done.endedOn}`);
    });
}
