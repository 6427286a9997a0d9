// Decides how reconciliation is run at the command line: differences looked for, listed, settled; minutes drawn up and signed.
import path from 'node:path';
import type { Command } from 'commander';
import { Fault } from '../kernel/fault.ts';
import { rupiahText, total } from '../kernel/money.ts';
import { monthFrom } from '../kernel/month.ts';
import { type CommandContext, columns } from '../platform/command-context.ts';
import { type DifferenceOutcome, differenceWords, outcomeWords, outcomes } from './difference.ts';
import { differencesFound, openDifferences, settleDifference } from './difference-steps.ts';
import { minuteClasses, totals } from './minutes.ts';
import { signMinutes } from './minutes-signing-steps.ts';
import { drawMinutes, minutesOf } from './minutes-steps.ts';

interface Of {
  readonly programme: string;
  readonly month: string;
}

/** Adds `month examine|differences|settle|minutes|sign`. */
export function registerReconciliationCommands(month: Command, context: CommandContext): void {
  const monthly = (name: string, words: string) =>
    month.command(name).description(words).requiredOption('--programme <name>', 'program / programme').requiredOption('--month <month>', 'YYYY-MM');
  const settleable = outcomes.filter((one): one is Exclude<DifferenceOutcome, 'agrees-now'> => one !== 'agrees-now');

  monthly('examine', 'cari selisih orang demi orang, jadikan tugas / look for differences person by person, make them tasks').action(async (of: Of) => {
    const { database, law } = await context.open();
    const done = await database.transact(context.actor(), (tx) => openDifferences(tx, { law, programme: of.programme, month: monthFrom(of.month) }));
    const open = done.tasks.filter(({ outcome }) => outcome === null);
    context.result(
      { opened: done.opened, agreed: done.agreed, open: open.length },
      `${done.opened} selisih baru, ${done.agreed} kini cocok, ${open.length} terbuka (${rupiahText(total(open.map(({ amount }) => amount)))})`,
    );
  });

  monthly('differences', 'selisih bulan ini dan penyelesaiannya / differences of the month and how they were settled')
    .option('--open', 'yang terbuka saja / only open ones')
    .action(async (of: Of & { open?: boolean }) => {
      const { database } = await context.open();
      const tasks = await database.read(context.actor(), (tx) =>
        differencesFound(tx, { programme: of.programme, month: monthFrom(of.month), ...(of.open === true ? { open: true } : {}) }),
      );
      context.result(
        { tasks: tasks.map(({ personKey: _, ...task }) => task) },
        columns(
          ['nomor', 'cabang', 'selisih', 'KPJ', 'jumlah', 'penanggung jawab', 'paling lambat', 'penyelesaian'],
          tasks.map((task) => [
            task.differenceId,
            task.branch,
            differenceWords[task.class].id,
            task.kpj,
            rupiahText(task.amount),
            task.owner,
            task.dueOn,
            task.outcome === null ? 'terbuka' : outcomeWords[task.outcome].id,
          ]),
        ),
      );
    });

  month
    .command('settle <difference>')
    .description('selesaikan sebuah selisih / settle a difference')
    .requiredOption('--outcome <outcome>', settleable.join(' | '))
    .requiredOption('--remark <text>', 'catatan / remark')
    .action(async (differenceId: string, of: { outcome: string; remark: string }) => {
      const outcome = settleable.find((one) => one === of.outcome);
      if (outcome === undefined)
        throw new Fault('bad-input', 'outcome-unknown', {
          id: `Penyelesaian harus ${settleable.join(', ')}.`,
          en: `The outcome is one of ${settleable.join(', ')}.`,
        });
      const { database } = await context.open();
      const { settled, credited } = await database.transact(context.actor(), (tx) => settleDifference(tx, { differenceId, outcome, remark: of.remark }));
      context.result(
        { differenceId, outcome, settled, credited },
        `${outcomeWords[outcome].id}${settled ? '' : ' (sudah selesai / settled before)'}${credited > 0n ? `: ${rupiahText(credited)}` : ''}`,
      );
    });

  monthly('minutes', 'susun berita acara rekonsiliasi (PDF dan XLSX) / draw up the minutes of reconciliation (PDF and XLSX)')
    .option('--out <folder>', 'folder berkas / folder of the files')
    .action(async (of: Of & { out?: string }) => {
      const { database, dataDir } = await context.open();
      const directory = of.out ?? path.join(dataDir, 'files', of.programme, of.month);
      const done = await database.transact(context.actor(), (tx) => drawMinutes(tx, { programme: of.programme, month: monthFrom(of.month), directory }));
      const sums = totals(done.content.branches);
      context.result(
        done,
        [
          columns(
            ['hasil', 'orang', 'jumlah'],
            minuteClasses.map((one) => [differenceWords[one].id, sums[one].people, rupiahText(sums[one].amount)]),
          ),
          `berita acara ke-${done.sequence}${done.drawn ? '' : ' (tidak berubah / unchanged)'}: ${done.digest}`,
          done.pdf,
          done.xlsx,
        ].join('\n'),
      );
    });

  monthly('sign', 'tanda tangani berita acara terakhir / sign the latest minutes')
    .requiredOption('--name <text>', 'nama dan jabatan / name and office')
    .option('--branch <branch>', 'cabang yang ditandatangani oleh petugas beberapa cabang / branch an officer of several signs for')
    .option('--digest <hash>', 'sidik yang dibaca; yang terakhir bila kosong / digest as read; the latest when absent')
    .action(async (of: Of & { name: string; digest?: string; branch?: string }) => {
      const { database } = await context.open();
      const { side, branch, signed } = await database.transact(context.actor(), async (tx) => {
        const [latest] = await minutesOf(tx, of.programme, monthFrom(of.month));
        return signMinutes(tx, {
          programme: of.programme,
          month: monthFrom(of.month),
          name: of.name,
          digest: of.digest ?? latest?.digest ?? '',
          branch: of.branch,
        });
      });
      context.result(
        { side, branch, signed },
        `${side}${branch === null ? '' : ` ${branch}`}: ${signed ? 'ditandatangani / signed' : 'sudah ditandatangani / signed before'}`,
      );
    });
}
