// Tells every row of a list with all its findings at the command line: words for people, one JSON object a line for machines.
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { Fault } from '../kernel/fault.ts';
import { type HandedIn, allHandedIn, handedIn, isHandedIn } from '../intake/handed-in-steps.ts';
import { type CommandContext, commandGroup } from '../platform/command-context.ts';
import { tellFile } from '../intake/columns-commands.ts';
import { checkList } from './list-check-steps.ts';
import { rowText } from './list-findings.ts';
import { refusedText, refusedTold } from './refused-file.ts';

/** Adds `list findings`. */
export function registerListFindingsCommand(program: Command, context: CommandContext): void {
  commandGroup(program, 'list', 'daftar calon peserta dari desa / candidate lists from villages')
    .command('findings')
    .argument('[list-or-file]', 'nomor daftar atau berkasnya / a list id or its file')
    .option('--programme <code>', 'semua daftar sebuah program / every list of a programme')
    .option('--all', 'juga baris tanpa temuan / rows without findings too (--json: always)')
    .description(
      'setiap baris dengan semua temuan sekarang; --json: satu objek sebaris; berkas yang belum diserahkan diperiksa bentuknya saja / every row with all findings now; --json: one object a line; of a file not handed in only its form',
    )
    .action(async (reference: string | undefined, options: { programme?: string; all?: boolean }) => {
      if ((reference === undefined) === (options.programme === undefined)) {
        throw new Fault('bad-input', 'list-or-programme', { id: 'Sebut satu daftar, atau --programme.', en: 'Name one list, or --programme.' });
      }
      const port = await context.open();
      if (reference !== undefined && existsSync(reference) && !(await port.database.read(context.actor(), (tx) => isHandedIn(tx, reference)))) {
        return tellFile(context, reference);
      }
      const all = await port.database.read(context.actor(), async (tx): Promise<readonly HandedIn[]> =>
        reference === undefined ? allHandedIn(tx, options.programme as string) : [await handedIn(tx, reference)],
      );
      for (const one of all) {
        if ('refused' in one) {
          const told = refusedTold(one.refused);
          context.print(context.json() ? JSON.stringify(told) : refusedText(told));
          process.exitCode = 1; // refused whole, with its reason
          continue;
        }
        context.progress.step(`list findings ${one.list.fileName}`, one.list.rows);
        const { list, rows } = await checkList(port, context.actor(), one.list.listId, { onRow: (done) => context.progress.at(done) });
        context.progress.end();
        if (context.json()) for (const row of rows) context.print(JSON.stringify(row));
        else {
          const counts = { accept: 0, reject: 0, review: 0 };
          for (const { outcome } of rows) counts[outcome] += 1;
          context.print(`${list.listId}  ${list.fileName}  ${rows.length} baris = ${counts.accept} terima + ${counts.reject} tolak + ${counts.review} periksa`);
          const told = options.all === true ? rows : rows.filter(({ codes }) => codes.length > 0);
          context.print(told.length === 0 ? 'Tidak ada temuan. / No findings.' : told.map(rowText).join('\n'));
        }
      }
    });
}
