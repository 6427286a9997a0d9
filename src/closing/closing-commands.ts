// Decides how a programme's closing is shown and done at the command line.
import type { Command } from 'commander';
import { rupiahText } from '../kernel/money.ts';
import { type CommandContext, columns } from '../platform/command-context.ts';
import { outboxFolder } from '../platform/outbox-files.ts';
import { obstacleWords } from './closing.ts';
import { closeProgramme, closingShown } from './closing-steps.ts';

/** Adds `closing show|close PROGRAMME`. */
export function registerClosingCommands(program: Command, context: CommandContext): void {
  const group = program.command('closing').description('penutupan program / closing a programme');
  group
    .command('show <programme>')
    .description('apa artinya menutup, dan apa yang menghalangi / what closing means and what stands in the way')
    .action(async (programme: string) => {
      const { database, law } = await context.open();
      const { facts, closing, closed } = await database.read(context.actor(), (tx) => closingShown(tx, { law, programme }));
      context.result(
        { ...closing, claims: facts.claims, atAdministrator: facts.atAdministrator, closed },
        [
          columns(
            ['bulan', 'ditagih', 'diposting', 'tagihan', 'dibayar', 'diposting Rp', 'beres'],
            closing.months.map((one) => [
              one.month,
              one.charged,
              one.posted,
              rupiahText(one.invoiced),
              rupiahText(one.debited),
              rupiahText(one.postedAmount),
              one.square ? 'ya / yes' : 'TIDAK / NO',
            ]),
          ),
          `pagu ${rupiahText(closing.limit)}, terikat ${rupiahText(closing.committed)}, dibayar ${rupiahText(closing.debited)}, sisa / unspent ${rupiahText(closing.unspent)}`,
          `pada BPJS Ketenagakerjaan / at the administrator: ${rupiahText(closing.refundable)}`,
          `klaim terbuka / open claims: ${facts.claims.length}, ${rupiahText(closing.claimsAmount)}`,
          ...closing.obstacles.map(
            ({ code, subject, optional }) => `  ${optional ? '?' : '!'} ${obstacleWords[code].id} / ${obstacleWords[code].en}: ${subject}`,
          ),
          closed === null ? 'belum ditutup / not closed' : `ditutup / closed ${closed.recordedAt}, ${closed.annexDigest}`,
        ].join('\n'),
      );
    });
  group
    .command('close <programme>')
    .description('tutup program dan tulis lampiran LKPJ (PDF, XLSX) / close it and write the annex for the yearly report')
    .option('--despite <reason>', 'alasan bila bulan belum beres atau keberatan belum dijawab / why in spite of what is open')
    .action(async (programme: string, options: { despite?: string }) => {
      const workplace = await context.open();
      const done = await closeProgramme(workplace, context.actor(), { programme, ...options });
      const folder = outboxFolder(workplace.dataDir, programme, 'closing');
      context.result(done, [`ditutup / closed: sisa ${rupiahText(done.closed.unspent)}`, ...done.files.map(({ name }) => `${folder}/${name}`)].join('\n'));
    });
}
