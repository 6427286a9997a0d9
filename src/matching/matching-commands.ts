// Decides how persons are searched for, shown and decided about at the command line.
import { type Command, Option } from 'commander';
import { dateOption, wholeNumber, type CommandContext } from '../platform/command-context.ts';
import { proposalsShown } from './linkage-page-steps.ts';
import { proposeForProgramme } from './linkage-steps.ts';
import { reasonText } from './linkage-words.ts';
import { kinds } from './comparison.ts';
import { confirmIdentity } from './matching-steps.ts';
import { personComparisons } from './person-linkage.ts';
import { registerTwinCommands } from './twin-commands.ts';
import { estimateWeights } from './weights-steps.ts';

/** Adds `identity propose|show|decide|weigh` and those of one person under two NIKs. */
export function registerMatchingCommands(program: Command, context: CommandContext): void {
  const identity = program.command('identity').description('siapa orang di baris yang NIK-nya bermasalah / whom a row with a doubtful NIK means');
  identity
    .command('propose <programme>')
    .description('cari orang di data kependudukan untuk baris yang meragukan / search the population register for doubtful rows')
    .action(async (programme: string) => {
      const { database, niks } = await context.open();
      context.progress.step('Mencari orang / searching for persons');
      const done = await database.transact(context.actor(), (tx) => proposeForProgramme(tx, niks, programme, (rows) => context.progress.at(rows)));
      context.progress.end();
      context.result(
        done,
        `${done.rows} baris meragukan / doubtful rows; ${done.proposed} dengan usulan / with somebody proposed. Bobot / weights: ${done.weights}`,
      );
    });
  identity
    .command('show <programme>')
    .description('baris meragukan di sebelah orang yang diusulkan / doubtful rows beside the persons proposed')
    .option('--all', 'juga yang sudah diputuskan / also those decided')
    .addOption(new Option('--page <number>', 'halaman / page').argParser(wholeNumber({ from: 1 })).default(1))
    .action(async (programme: string, options: { all?: true; page: number }) => {
      const { database, niks } = await context.open();
      const shown = await database.read(context.actor(), (tx) =>
        proposalsShown(tx, niks, programme, { open: options.all !== true, limit: rowsShown, offset: (options.page - 1) * rowsShown }),
      );
      const lines = shown.rows.flatMap(({ fileName, rowNo, listId, row, reasons, persons }) => [
        '',
        `${fileName} baris/row ${rowNo} (${listId}): ${reasons.join(', ')}`,
        `   ${told(row)}`,
        ...persons.flatMap((person) => [
          `   ${person.place}. ${told(person)}  ${(person.probability * 100).toFixed(1)} %  ${person.personKey}${person.verdict === null ? '' : `  [${person.verdict}]`}`, // not law
          `      ${person.weights.flatMap((reason) => reasonText(reason, 'id') ?? []).join('; ')}`,
        ]),
      ]);
      context.result(
        shown,
        [`${shown.withPersons} baris dengan usulan / rows with proposals, ${shown.open} belum diputuskan / not decided`, ...lines].join('\n'),
      );
    });
  identity
    .command('decide')
    .description('putuskan apakah baris itu orang tersebut / decide whether the row means that person')
    .requiredOption('--list <id>', 'daftar / list')
    .requiredOption('--row <number>', 'baris / row', wholeNumber({ from: 1 }))
    .requiredOption('--person <key>', 'kunci orang / person key')
    .addOption(new Option('--verdict <verdict>', 'putusan / verdict').choices(['same-person', 'different-person']).makeOptionMandatory())
    .requiredOption('--evidence <text>', 'yang diperiksa / what was looked at')
    .action(async (options: { list: string; row: number; person: string; verdict: 'same-person' | 'different-person'; evidence: string }) => {
      const { database } = await context.open();
      const done = await database.transact(context.actor(), (tx) =>
        confirmIdentity(tx, { listId: options.list, rowNo: options.row, personKey: options.person, verdict: options.verdict, evidence: options.evidence }),
      );
      context.result(done, `Keputusan dicatat / decision recorded: ${done.decisionId}. Nilai lagi / assess again: payung assess`);
    });
  identity
    .command('weigh <programme>')
    .description('hitung bobot kemiripan dari daftar dan register sendiri / estimate the weights from own lists and registers')
    .option('--from <date>', 'berlaku mulai / valid from')
    .action(async (programme: string, options: { from?: string }) => {
      const workplace = await context.open();
      const done = await workplace.database.transact(context.actor(), (tx) =>
        estimateWeights(tx, workplace.niks, programme, dateOption(options.from, workplace)),
      );
      const bits = personComparisons.map(({ name, kind }) => {
        const { m = [], u = [] } = done.weights[name] ?? {};
        return `${name}: ${kinds[kind].map((level, at) => `${level} ${Math.log2((m[at] ?? 1) / (u[at] ?? 1)).toFixed(1)}`).join(', ')}`;
      });
      context.result(
        done,
        [`Bobot / weights ${done.weightsId} (${done.from}): ${done.estimatedFrom.rows} baris/rows, ${done.estimatedFrom.pairs} pasang/pairs`, ...bits].join(
          '\n',
        ),
      );
    });
  registerTwinCommands(identity, context);
}

const rowsShown = 20;

const told = (of: { nik: string | null; name: string | null; birthDate: string | null; sex: string | null; area: string | null }): string =>
  [of.nik ?? '-', of.name ?? '-', of.birthDate ?? '-', of.sex ?? '-', of.area ?? '-'].join(' | ');
