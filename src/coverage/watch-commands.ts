// Decides how a programme's cover is watched at the command line: arrears (with a file of those to see to), waiting, birthdays.
import path from 'node:path';
import type { Command } from 'commander';
import { addDays, civilDate } from '../kernel/date.ts';
import { rupiahText } from '../kernel/money.ts';
import { countings } from '../law/full-benefit.ts';
import { type CommandContext, columns, dateOption } from '../platform/command-context.ts';
import { writeCsv } from '../platform/csv-write.ts';
import { arrearsAgeWords, arrearsAges } from './watch.ts';
import { arrearsMembers, watchArrears, watchBirthdays, watchWaiting } from './watch-steps.ts';

const most = 100_000_000; // not law: as many as there are
const daysAhead = 90;

/** Adds `watch arrears|waiting|birthdays PROGRAMME`. */
export function registerWatchCommands(program: Command, context: CommandContext): void {
  const watch = program.command('watch').description('pantau perlindungan sebuah program / watch the cover of a programme');
  watch
    .command('arrears <programme>')
    .description('tunggakan menurut umurnya, yang segera nonaktif lebih dulu / arrears by age, those about to lapse first')
    .option('--on <date>', 'tanggal YYYY-MM-DD; tanpa ini hari ini / date; today without it')
    .option('--file <file>', 'tulis KPJ, desa dan tanggal nonaktif yang segera nonaktif / write KPJ, village and day of lapse of those about to lapse')
    .action(async (programme: string, options: { on?: string; file?: string }) => {
      const { database, law, ...workplace } = await context.open();
      const on = dateOption(options.on, { database, law, ...workplace });
      const { found, members } = await database.read(context.actor(), async (tx) => ({
        found: await watchArrears(tx, { law, programme, on }),
        members: options.file === undefined ? [] : await arrearsMembers(tx, { law, programme, on, escalated: true, offset: 0, limit: most }),
      }));
      const written =
        options.file === undefined
          ? null
          : await writeCsv(
              path.resolve(options.file),
              ['kpj', 'desa', 'bulan_terakhir', 'bulan_menunggak', 'nonaktif_mulai'],
              members.map(({ kpj, area, lastMonth, overdue, lapsesOn }) => [kpj, area, lastMonth, overdue, lapsesOn]),
              { bom: true },
            );
      context.result(
        { ...found, file: written },
        [
          on,
          ...arrearsAges.map((age) => `  ${arrearsAgeWords[age].id} / ${arrearsAgeWords[age].en}: ${found.counts[age]}`),
          columns(
            ['wilayah', 'umur', 'bulan terakhir', 'menunggak', 'nonaktif mulai', 'orang'],
            found.groups.map((group) => [group.area, arrearsAgeWords[group.age].id, group.lastMonth, group.overdue, group.lapsesOn, group.people]),
          ),
          ...(written === null ? [] : [`${written.rows} orang / people: ${options.file ?? ''}`]),
        ].join('\n'),
      );
    });
  watch
    .command('waiting <programme>')
    .description('santunan JKM penuh sejak kapan, menurut tiap cara hitung / full JKM from when, under each reading')
    .option('--on <date>', 'tanggal YYYY-MM-DD; tanpa ini hari ini / date; today without it')
    .action(async (programme: string, options: { on?: string }) => {
      const workplace = await context.open();
      const on = dateOption(options.on, workplace);
      const found = await workplace.database.read(context.actor(), (tx) => watchWaiting(tx, { law: workplace.law, programme, on }));
      context.result(
        found,
        [
          `${on}: ${found.people} orang / people`,
          ...countings.map((counting) => `  ${counting}: ${found.met[counting]} sudah penuh / full`),
          `  ${found.differing} orang yang jawabannya bergantung cara hitung / people for whom the reading matters; ${rupiahText(found.perDeath)} tiap kematian / a death, ${rupiahText(found.atStake)} bila semuanya / if all`,
          columns(
            [...countings, 'berbeda', 'orang'],
            found.groups.map(({ from, differs, people }) => [...countings.map((counting) => from[counting]), differs ? 'ya / yes' : '', people]),
          ),
        ].join('\n'),
      );
    });
  watch
    .command('birthdays <programme>')
    .description('yang mencapai usia peninjauan / who reaches the age of review')
    .option('--on <date>', 'dari tanggal; tanpa ini hari ini / from; today without it')
    .option('--until <date>', 'sampai tanggal; tanpa ini 90 hari / until; 90 days without it')
    .action(async (programme: string, options: { on?: string; until?: string }) => {
      const workplace = await context.open();
      const from = dateOption(options.on, workplace);
      const to = options.until === undefined ? addDays(from, daysAhead) : civilDate(options.until);
      const found = await workplace.database.read(context.actor(), (tx) => watchBirthdays(tx, { law: workplace.law, programme, from, to }));
      context.result(
        found,
        [
          `usia / age ${found.age}: ${found.birthdays.length} orang / people`,
          columns(
            ['tanggal', 'wilayah', 'daftar', 'baris'],
            found.birthdays.map(({ on, area, listId, rowNo }) => [on, area, listId, rowNo]),
          ),
        ].join('\n'),
      );
    });
}
