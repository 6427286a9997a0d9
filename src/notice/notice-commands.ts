// Decides how messages are shown, sent and reported, and how a person's number is recorded, at the command line.
import type { Command } from 'commander';
import { Fault } from '../kernel/fault.ts';
import { refuseLongNumber } from '../kernel/long-number.ts';
import { readNik } from '../kernel/nik.ts';
import { type CommandContext, columns } from '../platform/command-context.ts';
import { type PlaceOfPerson, recordContact } from './contact-steps.ts';
import { reportDelivery, takeReportFile } from './delivery-report-steps.ts';
import type { Gateway } from './gateway.ts';
import { noticesShown, sendDue } from './notice-steps.ts';
import { noticeKindWords, noticeStateWords } from './notice-words.ts';

/** Adds `notice show|send|report|reports|contact`; returns `notice`, for the stages that have something to tell. */
export function registerNoticeCommands(
  program: Command,
  context: CommandContext,
  { gatewayOf, placeOf }: { readonly gatewayOf: (dataDir: string) => Gateway; readonly placeOf: PlaceOfPerson },
): Command {
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
          notices.map((one) => [one.recordedAt.slice(0, 16), noticeKindWords[one.kind].id, one.to, noticeStateWords[one.state].id, one.tries, one.detail]),
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
  notice
    .command('reports <gateway> <file>')
    .description('baca laporan penyedia dari berkas JSON, menurut profil di gateways/ / read a provider’s reports (JSON) by its profile')
    .action(async (gateway: string, file: string) => {
      const { database } = await context.open();
      const taken = await database.transact(context.actor(), (tx) => takeReportFile(tx, { gateway, file }));
      context.result(
        taken,
        `${taken.reports} laporan / reports: ${taken.news} baru / new, ${taken.unchanged} tidak mengubah apa pun / change nothing, ${taken.unknown} pesan tidak dikenal / unknown, ${taken.notUnderstood} dengan kata yang tidak dikenal / not understood`,
      );
    });
  notice
    .command('contact [nik]')
    .description('nomor HP untuk memberi tahu seseorang; NIK dan nomornya ditanyakan / by which mobile number a person is told; NIK and number are asked for')
    .option('--end', 'tidak lagi diberi tahu / told no more')
    .option('--reason <text>', 'untuk apa dicatat; dicatat / what for; recorded')
    .action(async (given: string | undefined, { end, reason }: { end?: boolean; reason?: string }) => {
      const { nik, fault } = readNik(given ?? (await context.secret('NIK')));
      if (nik === null) throw new Fault('bad-input', fault, { id: 'NIK harus 16 angka.', en: 'A NIK has 16 digits.' });
      if (reason !== undefined) refuseLongNumber(reason, 'reason');
      const phone = end === true ? null : await context.secret('Nomor HP / mobile number');
      const { database, vault, niks } = await context.open();
      await context.disclose({ kind: 'search', act: 'notice contact', token: niks.seal(nik), fields: ['contact'], reason: reason ?? null });
      const told = await database.transact(context.actor(), (tx) => recordContact(tx, { vault, niks, placeOf }, { nik, phone }));
      context.result(told, `${told.nik}: ${told.to ?? 'tidak lagi diberi tahu / told no more'}`);
    });
  return notice;
}
