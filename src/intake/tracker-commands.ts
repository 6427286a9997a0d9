// Asks villages for lists, tells how it stands with each and frees places at the command line: payung village …
import type { Command } from 'commander';
import { civilDate } from '../kernel/date.ts';
import { type CommandContext, columns, commandGroup, wholeNumber } from '../platform/command-context.ts';
import { askVillages, freePlaces, track } from './tracker-steps.ts';
import { stateWords } from './tracker-words.ts';

/** Adds `village ask`, `village track` and `village free`. */
export function registerTrackerCommands(program: Command, context: CommandContext): void {
  const village = commandGroup(program, 'village', 'desa: diminta, ditunggu, musyawarah / villages: asked, waited for, meetings');
  village
    .command('ask')
    .requiredOption('--programme <code>', 'program / programme')
    .requiredOption('--deadline <date>', 'tenggat / deadline')
    .option('--area <code>', 'hanya wilayah ini / only this area')
    .option('--places <number>', 'tempat tiap desa; tanpa ini kuota dibagi rata / places a village; else even shares of the quota', wholeNumber({ from: 0 }))
    .description('meminta daftar dari desa sampai tenggat / ask villages for their lists by a deadline')
    .action(async (options: { programme: string; deadline: string; area?: string; places?: number }) => {
      const { database } = await context.open();
      const done = await database.transact(context.actor(), (tx) => askVillages(tx, { ...options, deadline: civilDate(options.deadline) }));
      context.result(done, `${done.asked} desa diminta sampai ${done.deadline}; ${done.standing} sudah diminta / villages asked by then; already asked`);
    });
  village
    .command('track')
    .requiredOption('--programme <code>', 'program / programme')
    .option('--area <code>', 'desa di wilayah ini; tanpa ini per kabupaten / villages of this area; else by kabupaten')
    .option('--on <date>', 'keadaan pada hari ini / as of this day')
    .description('bagaimana keadaan setiap desa / how it stands with every village')
    .action(async (options: { programme: string; area?: string; on?: string }) => {
      const { database } = await context.open();
      const on = options.on === undefined ? undefined : civilDate(options.on);
      const tracked = await database.read(context.actor(), (tx) => track(tx, { programme: options.programme, area: options.area, on }));
      const villages = columns(
        ['kode', 'desa', 'keadaan / state', 'tenggat', 'diterima', 'baris', 'perlu dibetulkan', 'perbaikan', 'tempat'],
        tracked.villages.map((one) => [
          one.area,
          one.name,
          `${stateWords[one.state].id} / ${stateWords[one.state].en}`,
          one.deadline,
          one.receivedOn,
          one.rows,
          one.toMend,
          one.corrections,
          one.places,
        ]),
      );
      const kabupaten = columns(
        ['kabupaten', '', 'desa', 'ditunggu', 'diterima', 'diperbaiki', 'terlambat', 'tempat terlambat', 'dibebaskan'],
        tracked.kabupaten.map((one) => [
          one.area,
          one.name,
          one.villages,
          one.states.waiting,
          one.states.received + one.states['received-late'],
          one.states.corrected,
          one.states.late,
          one.placesLate,
          one.placesFreed,
        ]),
      );
      context.result(tracked, options.area === undefined ? kabupaten : villages);
    });
  village
    .command('free')
    .requiredOption('--programme <code>', 'program / programme')
    .requiredOption('--reason <text>', 'mengapa / why')
    .option('--area <code>', 'hanya wilayah ini / only this area')
    .description('membebaskan tempat desa yang tidak menjawab sampai tenggat / free the places of villages that did not answer in time')
    .action(async (options: { programme: string; reason: string; area?: string }) => {
      const { database } = await context.open();
      const done = await database.transact(context.actor(), (tx) => freePlaces(tx, options));
      context.result(done, `${done.places} tempat dari ${done.villages} desa dibebaskan / places of villages freed`);
    });
}
