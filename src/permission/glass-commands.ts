// Decides how a glass is broken, shown and judged at the command line.
import { type Command, Option } from 'commander';
import { type CommandContext, columns } from '../platform/command-context.ts';
import { bothWords, wordsOf } from '../web/words.ts';
import { breakGlass, glasses, reviewGlass } from './glass-steps.ts';
import type { PermissionTable } from './permission.ts';
import { glassVerdicts } from './permission-words.ts';

/** Adds `glass break|show|review`. */
export function registerGlassCommands(program: Command, context: CommandContext, permissions: () => PermissionTable): void {
  const glass = program.command('glass').description('akses darurat / break-glass');
  glass
    .command('break')
    .description('izinkan satu perbuatan di luar tabel untuk beberapa menit / permit one act beyond the table for some minutes')
    .requiredOption('--act <act>', 'perbuatan, misalnya "claims show" / the act')
    .requiredOption('--reason <text>', 'alasan / reason')
    .option('--minutes <number>', 'berapa menit / how many minutes', '30')
    .option('--over <code>', 'wilayah / area')
    .action(async (of: { act: string; reason: string; minutes: string; over?: string }) => {
      const { database } = await context.open();
      const made = await breakGlass({ database, permissions: permissions() }, context.actor(), {
        act: of.act,
        reason: of.reason,
        minutes: Number(of.minutes),
        ...(of.over === undefined ? {} : { area: of.over }),
      });
      context.result(made, `--glass ${made.glassId}  (${made.act}, ${made.area}, sampai / until ${made.closesAt})`);
    });
  glass
    .command('show')
    .description('akses darurat yang dipakai / broken glasses')
    .action(async () => {
      const { database } = await context.open();
      const rows = await database.read(context.actor(), (tx) => glasses(tx, 500));
      context.result(
        { glasses: rows },
        columns(
          ['id', 'perbuatan', 'wilayah', 'oleh', 'sejak', 'sampai', 'penilaian', 'alasan'],
          rows.map((row) => [
            row.glassId,
            row.act,
            row.area,
            row.brokenBy,
            row.opensAt,
            row.closesAt,
            row.verdict === null ? 'belum' : wordsOf(glassVerdicts, row.verdict).id,
            row.reason,
          ]),
        ),
      );
    });
  glass
    .command('review <glass>')
    .description('nilai akses darurat; bukan milik sendiri / judge a broken glass; never your own')
    .addOption(new Option('--verdict <verdict>', 'penilaian / verdict').choices(['justified', 'not-justified']).makeOptionMandatory())
    .requiredOption('--remark <text>', 'catatan / remark')
    .action(async (glassId: string, { verdict, remark }: { verdict: 'justified' | 'not-justified'; remark: string }) => {
      const { database } = await context.open();
      await database.transact(context.actor(), (tx) => reviewGlass(tx, { glassId, verdict, remark }));
      context.result({ glassId, verdict }, `${glassId}: ${bothWords(glassVerdicts[verdict])}`);
    });
}
