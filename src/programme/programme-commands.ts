// Decides how programmes are recorded and shown at the command line.
import type { Command } from 'commander';
import { rupiahText } from '../kernel/money.ts';
import { type CommandContext, columns } from '../platform/command-context.ts';
import { basisWords } from './basis-words.ts';
import { linesOf } from './budget-steps.ts';
import { currentPolicy, programmesKnown, readProgrammeFile, recordProgramme, regionNames } from './programme-steps.ts';

/** Adds `programme record FILE`, `programme show [NAME]`. */
export function registerProgrammeCommands(program: Command, context: CommandContext): void {
  const programme = program.command('programme').description('program perlindungan dan kebijakannya / programmes and their policy');
  programme
    .command('record <file>')
    .description('catat berkas program; isi yang berubah menjadi versi baru / record a programme file; changed content is a new version')
    .action(async (file: string) => {
      const { database } = await context.open();
      const policy = await readProgrammeFile(file);
      const current = await database.transact(context.actor(), async (tx) => recordProgramme(tx, policy));
      context.result(
        { programme: current.programme, version: current.version, digest: current.digest, places: policy.places.total },
        `${current.programme}: versi ${current.version}, ${policy.places.total} tempat / places`,
      );
    });
  programme
    .command('show [name]')
    .description('program dan kuotanya / programmes and their quotas')
    .action(async (name: string | undefined) => {
      const { database } = await context.open();
      await database.read(context.actor(), async (tx) => {
        if (name === undefined) {
          const known = await programmesKnown(tx);
          context.result(
            { programmes: known },
            columns(
              ['program', 'judul', 'dari', 'sampai'],
              known.map((row) => [row.programme, row.title_id, row.first_month.slice(0, 7), row.last_month.slice(0, 7)]),
            ),
          );
          return;
        }
        const current = await currentPolicy(tx, name);
        const names = await regionNames(tx, 'kabupaten', current.area);
        const lines = await linesOf(tx, name);
        context.result(
          { programme: name, version: current.version, quotas: current.quotas, lines },
          [
            `${current.policy.title.id} (versi ${current.version})`,
            columns(
              ['kode', 'kabupaten/kota', 'kuota', 'dasar'],
              current.quotas.map((quota) => [quota.area, names.get(quota.area) ?? '', quota.places, basisWords(quota.basis).id]),
            ),
            columns(
              ['mata anggaran', 'sumber', 'pagu', 'terikat'],
              lines.map((line) => [line.line, line.fundSource, rupiahText(line.limit), rupiahText(line.committed)]),
            ),
          ].join('\n\n'),
        );
      });
    });
}
