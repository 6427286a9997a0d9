// Shows and stops long work of one's own at the command line: payung work …
import type { Command } from 'commander';
import { clockText, paceOf } from '../kernel/pace.ts';
import { type CommandContext, columns } from '../platform/command-context.ts';
import { askWorkToStop, worksOf } from '../platform/work-kept.ts';
import { workUnknown } from './works.ts';

const mostShown = 100;
const numbers = new Intl.NumberFormat('id-ID');
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Adds `work show` and `work stop`. */
export function registerWorksCommands(program: Command, context: CommandContext): void {
  const work = program.command('work').description('pekerjaan panjang yang sedang berjalan di server / long work under way in the server');
  work
    .command('show')
    .description('pekerjaan sendiri: sejauh mana, seberapa cepat, berapa lama lagi / one’s own work: how far, how fast, how long still')
    .action(async () => {
      const { database } = await context.open();
      const works = await database.read(context.actor(), (tx) => worksOf(tx, context.actor().id, { limit: mostShown, offset: 0 }));
      const shown = works.map((one) => ({ ...one, ...paceOf({ ...one, of: one.total }) }));
      const line = (one: (typeof shown)[number]): readonly (string | number | null)[] => [
        one.workId,
        one.operation,
        one.recordedAt,
        one.ended ?? (one.stopping ? 'stopping' : 'running'),
        one.total > 0 ? `${Math.floor((100 * one.done) / one.total)}%` : null,
        numbers.format(one.rows),
        one.ended === null && one.rate !== null ? `${numbers.format(one.rate)}/s` : null,
        one.ended === null && one.secondsLeft !== null ? clockText(one.secondsLeft) : null,
      ];
      context.result(
        { works: shown.map(({ actor: _, input: __, files: ___, folder: ____, ...one }) => one) },
        works.length === 0
          ? 'Tidak ada pekerjaan. / No work.'
          : columns(['id', 'pekerjaan / work', 'mulai / began', 'keadaan / state', '', 'baris / rows', 'laju / rate', 'sisa / left'], shown.map(line)),
      );
    });
  work
    .command('stop')
    .argument('<work>', 'id pekerjaan / the id of the work')
    .description('menghentikan pekerjaan sendiri; yang setengah jadi dibatalkan / stops one’s own work; what is half done is undone')
    .action(async (workId: string) => {
      const { database } = await context.open();
      const stopping = uuid.test(workId) && (await database.transact(context.actor(), (tx) => askWorkToStop(tx, workId, context.actor().id)));
      if (!stopping) throw workUnknown();
      context.result({ workId, stopping }, `${workId}: diminta berhenti / asked to stop`);
    });
}
