// Decides how people under two NIKs are searched for, shown and settled at the command line.
import { type Command, Option } from 'commander';
import { wholeNumber, type CommandContext } from '../platform/command-context.ts';
import { reasonText } from './linkage-words.ts';
import { settleTwins } from './twin-decision-steps.ts';
import { type ShownPerson, searchTwins, twinsShown } from './twin-steps.ts';

const rowsShown = 20;

/** Adds `identity twins|twins-show|twins-decide` to the command `identity`. */
export function registerTwinCommands(identity: Command, context: CommandContext): void {
  identity
    .command('twins <programme>')
    .description('cari satu orang dengan dua NIK di data kependudukan / search the population register for one person under two NIKs')
    .option('--register', 'seluruh register, bukan hanya orang di daftar program / the whole register, not only people in the lists')
    .action(async (programme: string, options: { register?: true }) => {
      const { database, niks } = await context.open();
      context.progress.step('Membandingkan orang / comparing people');
      const scope = options.register === true ? 'register' : 'programme';
      const done = await database.transact(context.actor(), (tx) => searchTwins(tx, niks, { programme, scope }, (compared) => context.progress.at(compared)));
      context.progress.end();
      context.result(
        done,
        `${done.compared} pasang dibandingkan / pairs compared; ${done.found} mungkin satu orang / likely one person${
          done.leftOut > 0 ? `; ${done.leftOut} lagi tidak disimpan / more not kept` : ''
        }. Bobot / weights: ${done.weights}`,
      );
    });
  identity
    .command('twins-show <programme>')
    .description('pasangan yang mungkin satu orang, berdampingan / pairs likely one person, side by side')
    .option('--all', 'juga yang sudah diputuskan / also those decided')
    .addOption(new Option('--page <number>', 'halaman / page').argParser(wholeNumber({ from: 1 })).default(1))
    .action(async (programme: string, options: { all?: true; page: number }) => {
      const { database, niks } = await context.open();
      const shown = await database.read(context.actor(), (tx) =>
        twinsShown(tx, niks, programme, { open: options.all !== true, limit: rowsShown, offset: (options.page - 1) * rowsShown }),
      );
      const lines = shown.rows.flatMap((row) => [
        '',
        `   1. ${told(row.one)}`,
        `   2. ${told(row.other)}`,
        `      ${(row.probability * 100).toFixed(1)} %  ${row.weights.flatMap((reason) => reasonText(reason, 'id') ?? []).join('; ')}`, // not law: percent
        ...(row.monthsUnderBoth.length > 0 ? [`      dibayar dua kali / paid twice: ${row.monthsUnderBoth.join(', ')}`] : []),
        ...(row.decisionId === null ? [] : [`      [${row.verdict ?? ''}] ${row.decidedBy ?? ''} ${row.decisionId}`]),
      ]);
      context.result(shown, [`${shown.pairs} pasang / pairs, ${shown.open} belum diputuskan / not decided`, ...lines].join('\n'));
    });
  identity
    .command('twins-decide')
    .description('putuskan apakah keduanya satu orang / decide whether the two are one person')
    .requiredOption('--one <key>', 'kunci orang / person key')
    .requiredOption('--other <key>', 'kunci orang / person key')
    .addOption(new Option('--verdict <verdict>', 'putusan / verdict').choices(['same-person', 'different-person']).makeOptionMandatory())
    .option('--keep <key>', 'yang dipakai selanjutnya / the key kept')
    .option('--replaces <id>', 'menggantikan keputusan / in the place of a decision')
    .requiredOption('--evidence <text>', 'yang diperiksa / what was looked at')
    .action(
      async (options: { one: string; other: string; verdict: 'same-person' | 'different-person'; keep?: string; replaces?: string; evidence: string }) => {
        const { database } = await context.open();
        const done = await database.transact(context.actor(), (tx) =>
          settleTwins(tx, { ...options, keep: options.keep ?? null, replaces: options.replaces ?? null }),
        );
        context.result(
          done,
          `Keputusan dicatat / decision recorded: ${done.decisionId}. Nilai lagi / assess again: payung assess${
            done.monthsUnderBoth.length > 0
              ? `\nDibayar dua kali, selesaikan selisihnya / paid twice, settle the difference: ${done.monthsUnderBoth.join(', ')}`
              : ''
          }`,
        );
      },
    );
}

const told = (of: ShownPerson): string =>
  `${[of.nik, of.name ?? '-', of.birthDate ?? '-', of.sex ?? '-', of.area ?? '-', of.motherName ?? '-'].join(' | ')}  ${of.personKey}`;
