// Decides how an invoice's money is recorded at the command line: facts, reversals, bank statements and their lines, receipts, credits.
import type { Command } from 'commander';
import { civilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { type Rupiah, rupiahText } from '../kernel/money.ts';
import { monthFrom } from '../kernel/month.ts';
import { type CommandContext, columns } from '../platform/command-context.ts';
import { bothWords, wordsOf } from '../web/words.ts';
import { lineProblems } from './bank-statement.ts';
import { carryCredits, credits } from './credit-steps.ts';
import { readRupiah } from './month-files.ts';
import { type StatedFact, importReceipts, recordPayment, reversePayment, statedFacts } from './payment-steps.ts';
import { creditRules, creditSources } from './payment-words.ts';
import { importBankStatement, statementLines } from './statement-steps.ts';

const unreadable = (): Fault =>
  new Fault('bad-input', 'payment-unreadable', {
    id: `Fakta harus ${statedFacts.join(', ')}; jumlah rupiah bulat.`,
    en: `The fact is one of ${statedFacts.join(', ')}; the amount is whole rupiah.`,
  });

function factFrom(text: string): StatedFact {
  const fact = statedFacts.find((known) => known === text);
  if (fact === undefined) throw unreadable();
  return fact;
}

function amountFrom(text: string): Rupiah {
  const amount = readRupiah(text);
  if (amount === null) throw unreadable();
  return amount;
}

/** Adds `month pay|reverse|statement|bank|receipts|credits|carry`. */
export function registerPaymentCommands(month: Command, context: CommandContext): void {
  const command = (name: string, words: string) => month.command(name).description(words).requiredOption('--programme <name>', 'program / programme');

  month
    .command('pay <invoice>')
    .description('catat fakta pembayaran sebuah tagihan / record a payment fact of an invoice')
    .requiredOption('--fact <fact>', statedFacts.join(' | '))
    .requiredOption('--reference <text>', 'nomor SP2D atau bukti / number of the order or receipt')
    .requiredOption('--amount <rupiah>', 'rupiah bulat / whole rupiah')
    .requiredOption('--on <date>', 'tanggal YYYY-MM-DD / date')
    .action(async (invoice: string, of: { fact: string; reference: string; amount: string; on: string }) => {
      const [fact, amount] = [factFrom(of.fact), amountFrom(of.amount)];
      const { database } = await context.open();
      const { recorded } = await database.transact(context.actor(), (tx) =>
        recordPayment(tx, { invoice, fact, reference: of.reference, amount, occurredOn: civilDate(of.on) }),
      );
      context.result({ invoice, fact, amount, recorded }, `${invoice}: ${fact} ${rupiahText(amount)}${recorded ? '' : ' (sudah tercatat / recorded before)'}`);
    });

  month
    .command('reverse <invoice>')
    .description('batalkan fakta pembayaran yang salah, atau pindahkan ke tagihan yang benar / take a wrong payment fact back, or move it to the right invoice')
    .requiredOption('--fact <fact>', statedFacts.join(' | '))
    .requiredOption('--reference <text>', 'nomor SP2D atau bukti / number of the order or receipt')
    .requiredOption('--reason <text>', 'alasan / why')
    .option('--to <invoice>', 'tagihan yang benar / the right invoice')
    .action(async (invoice: string, of: { fact: string; reference: string; reason: string; to?: string }) => {
      const fact = factFrom(of.fact);
      const { database } = await context.open();
      const done = await database.transact(context.actor(), (tx) =>
        reversePayment(tx, { invoice, fact, reference: of.reference, reason: of.reason, ...(of.to === undefined ? {} : { to: of.to }) }),
      );
      const words = done.reversed ? 'dibatalkan / taken back' : 'sudah dibatalkan / taken back before';
      context.result({ invoice, fact, ...done }, `${invoice}: ${fact} ${rupiahText(done.amount)} ${words}${of.to === undefined ? '' : ` -> ${of.to}`}`);
    });

  command('statement <file>', "impor rekening koran (MT940 atau CSV bank) / import a bank statement (MT940 or a bank's CSV)")
    .option('--bank <profile>', 'profil bank; dikenali sendiri bila kosong / profile of the bank; recognised when absent')
    .action(async (file: string, of: { programme: string; bank?: string }) => {
      const { database } = await context.open();
      const read = await database.transact(context.actor(), (tx) =>
        importBankStatement(tx, { file, programme: of.programme, ...(of.bank === undefined ? {} : { bank: of.bank }) }),
      );
      const bad = [
        ...read.problems.map(({ line, problem, amount }) => `baris ${line}: ${lineProblems[problem].id} (${rupiahText(amount)}) [${problem}]`),
        ...read.unreadable.map((line) => `baris ${line}: ${lineProblems['row-unreadable'].id} / unreadable`),
      ];
      context.result(
        read,
        [
          `${read.profile}: ${read.rows} baris: ${read.paid} debit membayar, ${read.known} sudah tercatat, ${read.returned} dikembalikan, ${read.credits} bukan debit, ${bad.length} bermasalah`,
          ...(read.overpaid > 0n ? [`lebih debit ${rupiahText(read.overpaid)}: dicatat sebagai kelebihan / kept as a credit`] : []),
          ...bad,
          ...read.remarks.map(({ line, problem }) => `baris ${line}: ${problem}`),
        ].join('\n'),
      );
    });

  command('bank', 'baris rekening koran: membuktikan apa, atau mengapa belum / lines of statements: what each proves, or why it does not').action(
    async (of: { programme: string }) => {
      const { database } = await context.open();
      const lines = await database.read(context.actor(), (tx) => statementLines(tx, of.programme));
      context.result(
        { lines },
        columns(
          ['tanggal', 'D/K', 'jumlah', 'uraian', 'membuktikan', 'masalah'],
          lines.map((line) => [
            line.on,
            line.direction === 'debit' ? 'D' : 'K',
            rupiahText(line.amount),
            line.description.slice(0, 60),
            line.proves.join('; '),
            line.problem === null ? '' : lineProblems[line.problem].id,
          ]),
        ),
      );
    },
  );

  command('receipts <file>', "impor bukti terima BPJS / import the administrator's receipts").action(async (file: string, of: { programme: string }) => {
    const { database } = await context.open();
    const read = await database.transact(context.actor(), (tx) => importReceipts(tx, { file, programme: of.programme }));
    context.result(
      read,
      `${read.rows} bukti terima, ${read.recorded} baru dicatat${read.beyond === 0 ? '' : `, ${read.beyond} melebihi tagihannya / beyond their invoice`}`,
    );
  });

  command('credits', 'kelebihan bayar yang dipegang BPJS / what the administrator holds beyond what was owed').action(async (of: { programme: string }) => {
    const { database } = await context.open();
    const found = await database.read(context.actor(), (tx) => credits(tx, of.programme));
    context.result(
      found,
      [
        columns(
          ['cabang', 'sebab', 'jumlah', 'terpakai', 'sisa', 'dasar'],
          found.credits.map((row) => [
            row.branch,
            wordsOf(creditSources, row.source).id,
            rupiahText(row.amount),
            rupiahText(row.used),
            rupiahText(row.amount - row.used),
            row.basis,
          ]),
        ),
        `Perjanjian / agreement: ${bothWords(wordsOf(creditRules, found.rule))}. ${found.basis}`,
      ].join('\n'),
    );
  });

  command('carry', "bayar tagihan bulan ini dari kelebihan bayar / pay this month's invoices out of credits")
    .requiredOption('--month <month>', 'YYYY-MM')
    .action(async (of: { programme: string; month: string }) => {
      const { database } = await context.open();
      const carried = await database.transact(context.actor(), (tx) => carryCredits(tx, { programme: of.programme, month: monthFrom(of.month) }));
      context.result(
        { carried },
        carried.length === 0
          ? 'Tidak ada yang dibawa / nothing to carry'
          : columns(
              ['tagihan', 'sebab', 'jumlah'],
              carried.map((row) => [row.invoice, wordsOf(creditSources, row.source).id, rupiahText(row.amount)]),
            ),
      );
    });
}
