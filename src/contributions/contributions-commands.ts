// Decides how contribution months are run at the command line: open, finalise, code, invoice, pay, statement, receipts, post, reconcile, show, check.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { civilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { rupiahText } from '../kernel/money.ts';
import { monthFrom } from '../kernel/month.ts';
import { accountTitles, sortOf } from '../ledger/chart.ts';
import { trialBalance } from '../ledger/ledger-steps.ts';
import { type CommandContext, columns } from '../platform/command-context.ts';
import { registerBudgetCommands, registerCalendarCommand } from './budget-commands.ts';
import { acceptContributionCode } from './contribution-code-steps.ts';
import { finaliseMonth, invoiceMonth, openMonth, periods } from './contributions-steps.ts';
import { registerPaymentCommands } from './payment-commands.ts';
import { postingFindings } from './posting-row.ts';
import { importPostings } from './posting-steps.ts';
import { registerReconciliationCommands } from './reconciliation-commands.ts';
import { classWords, differenceClasses, isSquare } from './reconciliation.ts';
import { ledgerCheckWords } from './contributions-words.ts';
import { ledgerCheck, monthState, reconcileMonth } from './reconciliation-steps.ts';
import { currentPolicy } from '../programme/programme-steps.ts';

interface Of {
  readonly programme: string;
  readonly month: string;
  readonly branch?: string;
}

/** Adds `month open|finalise|code|invoice|pay|statement|receipts|post|reconcile|show|ledger`. Without `--branch`, every branch of the month. */
export function registerContributionsCommands(program: Command, context: CommandContext): void {
  const month = program.command('month').description('bulan iuran bersama cabang / contribution months with the branches');
  const command = (name: string, words: string) => month.command(name).description(words).requiredOption('--programme <name>', 'program / programme');
  const monthly = (name: string, words: string) =>
    command(name, words).requiredOption('--month <month>', 'YYYY-MM').option('--branch <branch>', 'cabang / branch');
  const branchesOf = async (of: Of): Promise<readonly string[]> => {
    if (of.branch !== undefined) return [of.branch];
    const { database } = await context.open();
    const found = (await database.read(context.actor(), (tx) => periods(tx, of.programme, monthFrom(of.month)))).map(({ branch }) => branch);
    if (found.length > 0) return found;
    throw new Fault('not-found', 'month-not-open', {
      id: `Bulan ${of.month} belum dibuka; jalankan: payung month open.`,
      en: `Month ${of.month} is not open; run: payung month open.`,
    });
  };

  monthly('open', 'buka bulan di setiap cabang, dengan jatuh tempo / open a month at every branch, with its due date').action(async (of: Of) => {
    const { database, law } = await context.open();
    const opened = await database.transact(context.actor(), (tx) =>
      openMonth(tx, { law, programme: of.programme, month: monthFrom(of.month), ...(of.branch === undefined ? {} : { branch: of.branch }) }),
    );
    const without = opened.withoutBranch === 0 ? '' : `\n${opened.withoutBranch} orang tinggal di kabupaten tanpa cabang / people live where no branch serves`;
    context.result(
      opened,
      columns(
        ['cabang', 'NPP', 'orang', 'jatuh tempo', ''],
        opened.periods.map((row) => [row.branch, row.npp, row.people, row.dueOn, row.opened ? 'baru dibuka' : '']),
      ) + without,
    );
  });

  monthly('finalise', 'finalkan daftar dan tulis berkas cabang / finalise the roster and write the branch file')
    .option('--out <folder>', 'folder berkas / folder of the files')
    .action(async (of: Of & { out?: string }) => {
      const { database, dataDir } = await context.open();
      const directory = of.out ?? path.join(dataDir, 'files', of.programme, of.month);
      await mkdir(directory, { recursive: true });
      const done = [];
      for (const branch of await branchesOf(of)) {
        context.progress.step(`month finalise ${branch}`);
        done.push(
          await database.transact(context.actor(), (tx) => finaliseMonth(tx, { programme: of.programme, branch, month: monthFrom(of.month), directory })),
        );
      }
      context.progress.end();
      context.result(
        { months: done },
        columns(
          ['cabang', 'orang', 'belum terdaftar', 'JKK', 'JKM', 'jumlah', 'ke-', 'berkas'],
          done.map((row) => [
            row.branch,
            row.persons,
            row.held - row.persons,
            rupiahText(row.jkk),
            rupiahText(row.jkm),
            rupiahText(row.amount),
            row.sequence,
            row.file,
          ]),
        ),
      );
    });

  command('code <file>', 'terima kode iuran cabang; harus sama dengan daftar final / accept a contribution code; it must equal the final roster')
    .option('--branch <branch>', 'cabang / branch')
    .option('--on <date>', 'tanggal kode diterima, bila bukan hari ini / day the code was received, if not today')
    .action(async (file: string, of: Omit<Of, 'month'> & { readonly on?: string }) => {
      const { database } = await context.open();
      const accepted = await database.transact(context.actor(), (tx) =>
        acceptContributionCode(tx, {
          file,
          programme: of.programme,
          ...(of.branch === undefined ? {} : { branch: of.branch }),
          ...(of.on === undefined ? {} : { on: civilDate(of.on) }),
        }),
      );
      context.result(
        { codes: accepted },
        columns(
          ['cabang', 'bulan', 'kode iuran', 'orang', 'jumlah', 'berlaku sampai'],
          accepted.map((row) => [row.branch, row.month, row.code, row.persons, rupiahText(row.amount), row.expiresOn]),
        ),
      );
    });

  monthly('invoice', 'tagihkan kode iuran dan bukukan beban / invoice the code and book the expense').action(async (of: Of) => {
    const { database } = await context.open();
    const done = [];
    for (const branch of await branchesOf(of))
      done.push(await database.transact(context.actor(), (tx) => invoiceMonth(tx, { programme: of.programme, branch, month: monthFrom(of.month) })));
    context.result(
      { invoices: done },
      columns(
        ['tagihan', 'kode iuran', 'jumlah', 'jatuh tempo'],
        done.map((row) => [row.number, row.code, rupiahText(row.amount), row.dueOn]),
      ),
    );
  });

  registerBudgetCommands(program, context);
  registerCalendarCommand(month, context);
  registerPaymentCommands(month, context);
  registerReconciliationCommands(month, context);

  command('post <files...>', 'impor berkas posting BPJS: satu-satunya dasar perlindungan / import posting files: the only ground of protection').action(
    async (files: string[], of: { programme: string }) => {
      const { database } = await context.open();
      const done = [];
      for (const file of files) done.push(await database.transact(context.actor(), (tx) => importPostings(tx, { file, programme: of.programme })));
      const findings = done.flatMap((file) =>
        Object.entries(file.findings).map(
          ([code, count]) => `${file.name}: ${count} × ${code}. ${code in postingFindings ? postingFindings[code as keyof typeof postingFindings].id : ''}`,
        ),
      );
      context.result(
        { files: done },
        [
          columns(
            ['berkas', 'cabang', 'bulan', 'baris', 'diposting', 'ditarik kembali', 'temuan', 'jumlah', 'jumlah ditarik'],
            done.map((row) => [
              row.name,
              row.branch,
              row.month,
              row.rows,
              row.posted,
              row.reversed,
              row.unmatched,
              rupiahText(row.amount),
              rupiahText(row.reversedAmount),
            ]),
          ),
          ...findings,
        ].join('\n'),
      );
    },
  );

  monthly('reconcile', 'cocokkan ditagih, dibayar, diposting / reconcile charged, paid, posted').action(async (of: Of) => {
    const { database } = await context.open();
    const found = await database.read(context.actor(), (tx) =>
      reconcileMonth(tx, { programme: of.programme, month: monthFrom(of.month), ...(of.branch === undefined ? {} : { branch: of.branch }) }),
    );
    const header = ['cabang', 'ditanggung', 'ditagih', 'tagihan', 'didebit', 'diposting', ...differenceClasses.map((name) => classWords[name].id), 'beres'];
    context.result(
      { months: found.map((row) => ({ ...row, square: isSquare(row) })) },
      columns(
        header,
        found.map((row) => [
          row.branch,
          row.held,
          row.charged.persons,
          rupiahText(row.invoiced),
          rupiahText(row.debited),
          rupiahText(row.posted.amount),
          ...differenceClasses.map((name) => row.classes[name].persons),
          isSquare(row) ? 'ya' : 'belum',
        ]),
      ),
    );
  });

  monthly('show', 'keadaan bulan di setiap cabang / the month at every branch').action(async (of: Of) => {
    const { database } = await context.open();
    const found = await database.read(context.actor(), async (tx) => {
      await currentPolicy(tx, of.programme);
      return monthState(tx, of.programme, monthFrom(of.month), of.branch);
    });
    context.result(
      { months: found },
      columns(
        ['cabang', 'jatuh tempo', 'orang', 'kode iuran', 'tagihan', 'SP2D', 'didebit', 'diterima'],
        found.map((row) => [row.branch, row.dueOn, row.charged.persons, row.code, rupiahText(row.invoiced), row.orderedOn, row.debitedOn, row.receivedOn]),
      ),
    );
  });

  command('ledger', 'neraca saldo dan pemeriksaan buku besar / trial balance and ledger check').action(async (of: { programme: string }) => {
    const { database } = await context.open();
    const { balance, check } = await database.read(context.actor(), async (tx) => ({
      balance: await trialBalance(tx, of.programme),
      check: await ledgerCheck(tx, of.programme),
    }));
    const broken = check.broken.map(
      (one) =>
        `${ledgerCheckWords[one.code]?.id ?? one.code} (${one.code} ${one.subject}): buku besar ${rupiahText(one.ledger)}, berkas ${rupiahText(one.books)}`,
    );
    context.result(
      { balance, check },
      [
        columns(
          ['akun', 'nama', 'debit', 'kredit', 'saldo'],
          balance.rows.map((row) => [
            row.account,
            accountTitles[sortOf(row.account)]?.id ?? '',
            rupiahText(row.debits),
            rupiahText(row.credits),
            rupiahText(row.balance),
          ]),
        ),
        check.holds ? 'Cocok / balanced' : 'TIDAK COCOK / NOT BALANCED',
        ...broken,
      ].join('\n'),
    );
    if (!check.holds) process.exitCode = 1;
  });
}
