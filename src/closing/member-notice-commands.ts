// Decides how messages to a programme's members are prepared at the command line.
import type { Command } from 'commander';
import { noticeKindWords } from '../notice/notice-words.ts';
import { type CommandContext, columns } from '../platform/command-context.ts';
import { bothWords } from '../web/words.ts';
import { preparedText } from './member-notice-words.ts';
import { prepareNotices } from './member-notice-steps.ts';

/** Adds `notice prepare PROGRAMME`. */
export function registerMemberNoticeCommand(notice: Command, context: CommandContext): void {
  notice
    .command('prepare <programme>')
    .description(
      'siapkan pesan kepada peserta: terdaftar, kartu dapat diambil, iuran terlambat, perlindungan akan berakhir; sekali tiap alasan / prepare messages to members, once for each reason',
    )
    .action(async (programme: string) => {
      const workplace = await context.open();
      const done = await workplace.database.transact(context.actor(), (tx) => prepareNotices(tx, workplace, { programme }));
      context.result(
        done,
        [
          ...(done.told.length === 0
            ? []
            : [
                columns(
                  [done.on, 'orang', 'tanpa nomor', 'sudah diberi tahu', 'disiapkan'],
                  done.told.map((one) => [noticeKindWords[one.kind].id, one.people, one.withoutContact, one.toldBefore, one.queued]),
                ),
              ]),
          bothWords(preparedText(done)),
          ...(done.told.some(({ queued }) => queued > 0) ? ['kirim / send: payung notice send'] : []),
        ].join('\n'),
      );
    });
}
