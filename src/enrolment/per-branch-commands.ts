// Decides how files of a signed instrument for the administrator, one a branch, are asked for and told at the command line.
import type { Command } from 'commander';
import { type CommandContext, columns, dateOption } from '../platform/command-context.ts';
import { instrumentNamed } from './instrument-steps.ts';
import type { exportEnrolment } from './registration-steps.ts';

/** Gives a command of an `<instrument>` with `--form` its other options, and its work: writing the files and telling them. */
export function writesPerBranch(command: Command, context: CommandContext, write: typeof exportEnrolment): void {
  command
    .requiredOption('--out <folder>', 'folder tujuan / target folder')
    .option('--on <date>', 'tanggal / date')
    .action(async (named: string, options: { out: string; form: string; on?: string }) => {
      const workplace = await context.open();
      const instrumentId = await workplace.database.read(context.actor(), async (tx) => instrumentNamed(tx, named));
      const files = await write(workplace, context.actor(), {
        instrumentId,
        folder: options.out,
        on: dateOption(options.on, workplace),
        form: options.form,
      });
      context.result(
        { files },
        columns(
          ['berkas', 'cabang', 'orang'],
          files.map((file) => [file.path, file.branch, file.rows]),
        ),
      );
    });
}
