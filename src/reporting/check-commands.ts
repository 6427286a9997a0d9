// Decides how the check of every invariant is run at the command line.
import type { Command } from 'commander';
import type { CommandContext } from '../platform/command-context.ts';
import { type Checked, checkInvariants, invariantCodes } from './check-steps.ts';

/** Adds `check [CODE...]`. */
export function registerCheckCommands(program: Command, context: CommandContext): void {
  program
    .command('check [code...]')
    .description(
      'periksa setiap jaminan terhadap basis data dan sebut baris yang melanggar / hold every invariant against the database and name what breaks one',
    )
    .action(async (codes: string[]) => {
      const workplace = await context.open();
      context.progress.step('Memeriksa / checking', codes.length === 0 ? invariantCodes.length : codes.length);
      const found = await checkInvariants(workplace, context.actor(), { only: codes, onChecked: (done) => context.progress.at(done) });
      context.progress.end();
      context.result(found, told(found));
      if (!found.holds) process.exitCode = 1;
    });
}

function told({ holds, empty, invariants }: Checked): string {
  if (holds && empty) return 'Belum ada program di sini, jadi belum ada yang dapat diperiksa. / There is no programme here yet, so there is nothing to check.';
  const lines = invariants.flatMap(({ code, id, en, broken, rows }) => [
    `${broken === 0 ? 'ya   ' : 'TIDAK'}  ${code}: ${id} / ${en}${broken === 0 ? '' : `: ${broken} baris / rows`}`,
    ...rows.flatMap((row) => [`         ${row.table} ${row.key}`, `           ${row.id}`, `           ${row.en}`]),
    ...(broken > rows.length ? [`         … +${broken - rows.length}`] : []),
  ]);
  const failed = invariants.filter(({ broken }) => broken > 0).length;
  const sum = holds
    ? `Semua ${invariants.length} jaminan terpenuhi. / All ${invariants.length} invariants hold.`
    : `${failed} dari ${invariants.length} jaminan dilanggar. / ${failed} of ${invariants.length} invariants are broken.`;
  return [...lines, sum].join('\n');
}
