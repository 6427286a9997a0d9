// Decides how messages are shown, sent and reported at the command line.
import type { Command } from 'commander';
import { type CommandContext, columns } from '../platform/command-context.ts';
import type { Gateway } from './gateway.ts';
import { noticesShown, reportDelivery, sendDue } from './notice-steps.ts';

/** Adds `notice show|send|report`. */
export function registerNoticeCommands(program: Command, context: CommandContext, gatewayOf: (dataDir: string) => Gateway): void {
  const notice = program.command('notice').description('pesan singkat kepada peserta dan keluarga / short messages to members and families');
  notice
    .command('show')
    .description('pesan dan keadaannya, yang terbaru dahulu / messages and how they stand')
    .action(async () => {
      const { database, vault } = await context.open();
      const notices = await database.read(context.actor(), (tx) => noticesShown(tx, vault, 500));
      context.result(
        { notices },
        columns(
          ['dicatat', 'jenis', 'kepada', 'keadaan', 'kali', 'keterangan'],
          notices.map((one) => [one.recordedAt.slice(0, 16), one.kind, one.to, one.state, one.tries, one.detail]),
        ),
      );
    });
  notice
    .command('send')
    .description('kirim yang sudah waktunya / send what is due')
    .action(async () => {
      const workplace = await context.open();
      const count = await sendDue(workplace, context.actor(), gatewayOf(workplace.dataDir));
      context.result(count, `terkirim / sent ${count.sent}, gagal / failed ${count.failed}, ditolak / refused ${count.refused}`);
    });
  notice
    .command('report <reference>')
    .description('laporan gerbang pesan tentang satu pesan / a gateway’s report of one message')
    .option('--failed', 'tidak sampai / not delivered')
    .option('--detail <text>', 'keterangan / detail')
    .action(async (reference: string, { failed, detail }: { failed?: boolean; detail?: string }) => {
      const { database } = await context.open();
      await database.transact(context.actor(), (tx) =>
        reportDelivery(tx, { reference, delivered: failed !== true, ...(detail === undefined ? {} : { detail }) }),
      );
      context.result({ reference }, `pesan / message ${reference}`);
    });
}
