// Decides how a list is verified at the command line: every check on its line, then which input differs.
import type { Command } from 'commander';
import type { CommandContext } from '../platform/command-context.ts';
import { verifyList } from './list-verification-steps.ts';

/** Adds `determine verify` to the commands of instruments. */
export function registerListVerificationCommands(program: Command, context: CommandContext): void {
  const determine = program.commands.find((command) => command.name() === 'determine') ?? program.command('determine');
  determine
    .command('verify <instrument>')
    .description(
      'apakah daftar (nomor atau id) masih sama bila diputuskan ulang dari masukannya / whether a list is the same when decided again from its inputs',
    )
    .action(async (named: string) => {
      const workplace = await context.open();
      context.progress.step('Memeriksa daftar / verifying');
      const found = await verifyList(workplace, context.actor(), named);
      context.progress.end();
      context.result(
        found,
        [
          found.holds
            ? `COCOK: ${found.number} sama seperti yang diputuskan. / HOLDS: the same as was decided.`
            : `TIDAK COCOK: ${found.number}. / DOES NOT HOLD.`,
          ...found.checks.map(({ code, holds, id, en }) => `${holds === null ? '–' : holds ? '✓' : '✗'} ${code.padEnd(10)} ${id} / ${en}`),
          ...(found.differs.length === 0 ? [] : [`Yang berbeda / differs: ${found.differs.join(', ')}`]),
        ].join('\n'),
      );
      if (!found.holds) process.exitCode = 1;
    });
}
