// Decides how candidates are assessed at the command line.
import { Option, type Command } from 'commander';
import { type CommandContext, columns } from '../platform/command-context.ts';
import { assess, reasonCounts } from './eligibility-steps.ts';
import { findingOf, verdictText } from './told-row.ts';
import { verdictsTold } from './verdict-steps.ts';

/** Adds `assess PROGRAMME` and `assess rows`. */
export function registerEligibilityCommands(program: Command, context: CommandContext): void {
  const assessing = program
    .command('assess <programme>')
    .description('nilai semua calon terhadap register dan kebijakan / assess every candidate against the registers and the policy')
    .action(async (programme: string) => {
      const workplace = await context.open();
      context.progress.step('Menilai calon / assessing');
      const run = await assess(workplace, context.actor(), programme, (rows, of) => context.progress.at(rows, of));
      context.progress.end();
      const reasons = await workplace.database.read(context.actor(), async (tx) => reasonCounts(tx, run.runId));
      const words = (code: string): string => findingOf(code)?.id ?? '';
      context.result(
        { runId: run.runId, runHash: run.runHash, repeated: run.repeated, ...run.counts, reasons: Object.fromEntries(reasons) },
        [
          `${run.counts['rows'] ?? 0} baris = ${run.counts['accept'] ?? 0} diterima + ${run.counts['reject'] ?? 0} ditolak + ${run.counts['review'] ?? 0} diperiksa${run.repeated ? ' (sudah dinilai sebelumnya)' : ''}`,
          columns(
            ['baris', 'alasan', ''],
            [...reasons].map(([code, count]) => [count, code, words(code)]),
          ),
          `run ${run.runId}  hash ${run.runHash}`,
        ].join('\n'),
      );
    });
  assessing
    .command('rows')
    .description('setiap baris sebuah penilaian dengan semua alasannya / every row of an assessment with all its reasons')
    .requiredOption('--run <id>', 'run penilaian / assessment run')
    .addOption(new Option('--outcome <outcome>', 'hanya yang berhasil demikian / only of this outcome').choices(['accept', 'reject', 'review']))
    .option('--list <id>', 'hanya daftar ini / only this list')
    .action(async (options: { run: string; outcome?: string; list?: string }) => {
      const { database } = await context.open();
      await database.read(context.actor(), async (tx) => {
        // Row by row, for there may be millions: the one JSON object is written as it is read.
        let rows = 0;
        for await (const chunk of verdictsTold(tx, options.run, { outcome: options.outcome, listId: options.list })) {
          for (const row of chunk) {
            if (context.json()) context.print(`${rows === 0 ? `{"runId":${JSON.stringify(options.run)},"rows":[` : ','}${JSON.stringify(row)}`);
            else context.print(verdictText(row));
            rows += 1;
          }
        }
        if (context.json()) context.print(rows === 0 ? `{"runId":${JSON.stringify(options.run)},"rows":[]}` : ']}');
        else context.print(`${rows} baris / rows`);
      });
    });
}
