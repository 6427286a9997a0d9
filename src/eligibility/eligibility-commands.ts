// Decides how candidates are assessed at the command line.
import type { Command } from 'commander';
import { intakeFindings } from '../intake/findings.ts';
import { matchFindings } from '../matching/findings.ts';
import { type CommandContext, columns } from '../platform/command-context.ts';
import { assess, reasonCounts } from './eligibility-steps.ts';
import { eligibilityFindings } from './findings.ts';

/** Adds `assess PROGRAMME`. */
export function registerEligibilityCommands(program: Command, context: CommandContext): void {
  program
    .command('assess <programme>')
    .description('nilai semua calon terhadap register dan kebijakan / assess every candidate against the registers and the policy')
    .action(async (programme: string) => {
      const workplace = await context.open();
      context.progress.step('Menilai calon / assessing');
      const run = await assess(workplace, context.actor(), programme, (rows) => context.progress.at(rows));
      context.progress.end();
      const reasons = await workplace.database.read(context.actor(), async (tx) => reasonCounts(tx, run.runId));
      const words = (code: string): string => (intakeFindings.find(code) ?? matchFindings.find(code) ?? eligibilityFindings.find(code))?.id ?? '';
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
}
