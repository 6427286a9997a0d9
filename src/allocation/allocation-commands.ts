// Decides how places are allocated at the command line.
import type { Command } from 'commander';
import { type CommandContext, columns } from '../platform/command-context.ts';
import { currentPolicy, regionNames } from '../programme/programme-steps.ts';
import { type ListedDraw, allocate, placesTaken } from './allocation-steps.ts';
import { publishTickets } from './ticket-root-steps.ts';

/** Adds `allocate PROGRAMME --seed TEXT`. `listedDraw` is answered by the stage that proposes lists. */
export function registerAllocationCommands(program: Command, context: CommandContext, listedDraw: ListedDraw): void {
  program
    .command('allocate <programme>')
    .description('bagi tempat menurut kuota dan kebutuhan; undian memutus yang sama / allocate places by quota and need; a draw breaks ties')
    .requiredOption('--seed <text>', 'benih undian yang diumumkan / the announced seed of the draw')
    .action(async (programme: string, options: { seed: string }) => {
      const workplace = await context.open();
      context.progress.step('Membagi tempat / allocating');
      const run = await allocate(workplace, context.actor(), { programme, seed: options.seed, listedDraw });
      context.progress.end();
      await workplace.database.read(context.actor(), async (tx) => {
        const policy = await currentPolicy(tx, programme);
        const names = await regionNames(tx, 'kabupaten', policy.area);
        const taken = await placesTaken(tx, run.runId);
        context.result(
          { runId: run.runId, runHash: run.runHash, repeated: run.repeated, ...run.counts, areas: taken },
          [
            `${run.counts['placed'] ?? 0} tempat terisi, ${run.counts['reserve'] ?? 0} dalam daftar cadangan${run.repeated ? ' (sudah dibagi sebelumnya)' : ''}`,
            columns(
              ['kode', 'kabupaten/kota', 'kuota', 'terisi', 'cadangan'],
              taken.map((row) => [row.area, names.get(row.area) ?? '', row.quota, row.placed, row.reserve]),
            ),
            `run ${run.runId}  hash ${run.runHash}`,
          ].join('\n'),
        );
      });
    });
  program
    .command('lottery')
    .description('undian: tiketnya diumumkan sebelum benihnya / the draw: its tickets are published before its seed')
    .command('publish <programme>')
    .description('umumkan akar tiket undian sebelum benihnya diketahui / publish the root of the tickets before the seed is known')
    .action(async (programme: string) => {
      const workplace = await context.open();
      const root = await publishTickets(workplace, context.actor(), programme);
      context.result(root, `${root.tickets} tiket / tickets, akar / root ${root.root}${root.repeated ? ' (sudah diumumkan / published before)' : ''}`);
    });
}
