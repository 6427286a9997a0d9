// Decides how cards, leavers' files and merged numbers are reached at the command line.
import type { Command } from 'commander';
import { type CommandContext, columns, dateOption, wholeNumber } from '../platform/command-context.ts';
import { arriveInVillage, readCardArrivals, readCardDeliveries, tellCards } from './card-delivery-steps.ts';
import { exportDeactivation } from './deactivation-steps.ts';
import { writesPerBranch } from './per-branch-commands.ts';
import { readMergers } from './kpj-merger-steps.ts';

/** Adds `card arrive|arrive-village|deliver|show`, and to `enrol` `deactivate|merge`. */
export function registerCardCommands(program: Command, enrol: Command, context: CommandContext): void {
  const deactivate = enrol.command('deactivate <instrument>').option('--form <form>', 'formulir / form', 'sipp');
  writesPerBranch(
    deactivate.description('tulis berkas data_tk_na untuk yang dikeluarkan keputusan ini / write the files of whom an instrument takes off'),
    context,
    exportDeactivation,
  );
  enrol
    .command('merge <programme> <file>')
    .description('baca KPJ yang digabung cabang (nik,kpj_digabung,kpj_tetap,keterangan) / read numbers the branch merged')
    .option('--on <date>', 'tanggal / date')
    .action(async (programme: string, file: string, options: { on?: string }) => {
      const workplace = await context.open();
      const read = await readMergers(workplace, context.actor(), { programme, file, answeredOn: dateOption(options.on, workplace) });
      context.result(read, `${read.rows} baris, ${read.merged} KPJ digabung / merged`);
    });

  const card = program.command('card').description('kartu peserta sampai ke orangnya / cards until they are with their members');
  card
    .command('deliver <programme> <file>')
    .description('baca laporan kartu (nik,tanggal,hasil,penerima,bukti,alasan) / read reports of cards')
    .action(async (programme: string, file: string) => {
      const read = await readCardDeliveries(await context.open(), context.actor(), { programme, file });
      context.result(read, `${read.rows} laporan dibaca, ${read.recorded} baru / reports read, new`);
    });
  card
    .command('arrive <programme> <file>')
    .description('baca kartu yang tiba di desa (nik,tanggal,penerima,tempat) / read which cards came to their villages')
    .action(async (programme: string, file: string) => {
      const read = await readCardArrivals(await context.open(), context.actor(), { programme, file });
      context.result(read, `${read.rows} kartu dibaca, ${read.recorded} baru tiba / cards read, newly come`);
    });
  card
    .command('arrive-village <programme> <village>')
    .description('semua kartu satu desa tiba / every card of one village came')
    .requiredOption('--cards <number>', 'jumlah kartu / how many cards')
    .requiredOption('--received-by <name>', 'yang menerimanya di desa / who took them in the village')
    .requiredOption('--place <place>', 'tempat mengambil / where they can be fetched')
    .option('--on <date>', 'tanggal tiba / day they came')
    .action(async (programme: string, village: string, { cards, receivedBy, place, on }: { cards: string; receivedBy: string; place: string; on?: string }) => {
      const workplace = await context.open();
      const of = { programme, village, on: dateOption(on, workplace), cards: Number(cards), receivedBy, place };
      const read = await arriveInVillage(workplace, context.actor(), of);
      context.result(read, `${read.recorded} kartu tiba di desa / cards came to the village`);
    });
  card
    .command('show <programme>')
    .description('kartu per desa terhadap sasaran hari; desa terlambat dahulu / cards by village against the target')
    .option('--on <date>', 'per tanggal / as of')
    .option('--limit <number>', 'paling banyak desa; bila kosong semuanya / at most so many villages; all by default', wholeNumber({ from: 1 }))
    .action(async (programme: string, options: { on?: string; limit?: number }) => {
      const workplace = await context.open();
      const told = await workplace.database.read(context.actor(), (tx) => tellCards(tx, workplace.law, { programme, on: dateOption(options.on, workplace) }));
      context.result(
        told,
        [
          `${told.arrived} dari ${told.registered} kartu tiba di desa, ${told.delivered} diterima; ${told.late} terlambat (lebih dari ${told.targetDays} hari) di ${told.lateVillages} desa / cards come, received, late`,
          columns(
            ['desa', 'kode', 'terdaftar', 'tiba', 'diterima', 'tidak diterima', 'terlambat', 'sejak'],
            told.villages
              .slice(0, options.limit)
              .map((one) => [one.name, one.area, one.registered, one.arrived, one.delivered, one.undelivered, one.late, one.oldest]),
          ),
          ...(options.limit === undefined || told.villages.length <= options.limit
            ? []
            : [`… dan ${told.villages.length - options.limit} desa lagi; semua tanpa --limit / more villages; all without --limit`]),
          ...told.reasons.map(({ reason, people }) => `${people}: ${reason}`),
        ].join('\n'),
      );
    });
}
