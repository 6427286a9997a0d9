// Decides how the books are read, written out and closed at the command line.
import type { Command } from 'commander';
import { dateIn } from '../kernel/clock.ts';
import { civilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { rupiahText } from '../kernel/money.ts';
import { type CommandContext, columns, wholeNumber } from '../platform/command-context.ts';
import { outboxFolder } from '../platform/outbox-files.ts';
import { type CausesOf, knownAtOf } from './books-routes.ts';
import { books, chartOfAccounts, closeYear, exportBooks, statement } from './books-steps.ts';

const most = 100_000_000;
const years = wholeNumber({ from: 2000, to: 2999 });

function yearFrom(text: string): number {
  if (/^2\d{3}$/.test(text)) return Number(text);
  throw new Fault(
    'bad-input',
    'year-not-real',
    { id: 'Tulis tahun dengan empat angka, misalnya 2025.', en: 'Write the year in four digits, for example 2025.' },
    { column: 'year' },
  );
}

interface AsOfOptions {
  readonly on?: string;
  readonly knownAt?: string;
}
const asOfFrom = ({ on, knownAt }: AsOfOptions) => ({ ...(on === undefined ? {} : { on: civilDate(on) }), ...knownAtOf(knownAt) });

/** Adds `ledger accounts|balance|statement|export|close`. */
export function registerBooksCommands(program: Command, context: CommandContext, causesOf: CausesOf): void {
  const ledger = program
    .command('ledger')
    .description('buku besar: neraca saldo, rekening, ekspor, tutup tahun / the ledger: balances, statements, export, closing');
  const dated = (command: Command): Command =>
    command
      .option('--on <date>', 'mutasi sampai tanggal / movements up to')
      .option('--known-at <instant>', 'menurut catatan sampai saat itu (ISO 8601) / as recorded by then');
  ledger
    .command('accounts')
    .description('bagan akun / the chart of accounts')
    .action(() => {
      const { sorts } = chartOfAccounts();
      context.result(
        { sorts },
        columns(
          ['nomor', 'golongan', 'jenis', 'nama', 'name'],
          sorts.map(({ number, sort, kind, id, en }) => [number, sort, kind, id, en]),
        ),
      );
    });
  dated(ledger.command('balance <programme>').description('neraca saldo pada saat mana pun / the trial balance as of any time')).action(
    async (programme: string, options: AsOfOptions) => {
      const { database } = await context.open();
      const found = await database.read(context.actor(), (tx) => books(tx, programme, asOfFrom(options)));
      context.result(
        found,
        [
          columns(
            ['nomor', 'akun', 'debit', 'kredit', 'saldo'],
            found.rows.map((row, place) => [
              found.sorts[place]?.number ?? null,
              row.account,
              rupiahText(row.debits),
              rupiahText(row.credits),
              rupiahText(row.balance),
            ]),
          ),
          `${rupiahText(found.debits)} = ${rupiahText(found.credits)}`,
          ...found.closed.map(
            ({ year, transfers, moved, digest }) => `${year} ditutup / closed: ${transfers} pemindahbukuan, ${rupiahText(moved)}, ${digest.slice(0, 16)}`,
          ),
        ].join('\n'),
      );
    },
  );
  dated(
    ledger
      .command('statement <programme> <account>')
      .description(
        'rekening sebuah akun (nomor atau nama dari neraca saldo) dengan asal tiap barisnya / an account (number or name of the trial balance) line by line, each with its cause',
      ),
  ).action(async (programme: string, account: string, options: AsOfOptions) => {
    const { database } = await context.open();
    const found = await database.read(context.actor(), async (tx) => {
      const lines = await statement(tx, { programme, account, offset: 0, limit: most, ...asOfFrom(options) });
      const causes = await causesOf(
        tx,
        programme,
        lines.lines.map(({ reference }) => reference),
      );
      return { ...lines, lines: lines.lines.map((line) => ({ ...line, cause: causes.get(line.reference) ?? null })) };
    });
    context.result(
      found,
      columns(
        ['tanggal', 'fakta', 'rujukan', 'bulan', 'cabang', 'akun lawan', 'debit', 'kredit', 'saldo'],
        found.lines.map((line) => [
          line.occurredOn,
          chartOfAccounts().transfers.get(line.kind)?.id ?? line.kind,
          line.reference,
          line.cause?.month ?? null,
          line.cause?.branch ?? null,
          line.other,
          rupiahText(line.debit),
          rupiahText(line.credit),
          rupiahText(line.balance),
        ]),
      ),
    );
  });
  ledger
    .command('export <programme>')
    .description('tulis semua pemindahbukuan sebagai CSV untuk pemeriksa / write every transfer as CSV for an auditor')
    .option('--year <year>', 'hanya tahun itu / that year only', years)
    .option('--out <folder>', 'tulis di sini / write here')
    .action(async (programme: string, options: { year?: number; out?: string }) => {
      const { database, dataDir } = await context.open();
      const written = await exportBooks(database, context.actor(), {
        programme,
        year: options.year ?? null,
        folder: options.out ?? outboxFolder(dataDir, programme, 'ledger'),
      });
      context.result(written, `${written.rows} baris / rows: ${written.path}`);
    });
  ledger
    .command('close')
    .argument('<programme>')
    .argument('<year>', 'tahun / year')
    .description('tutup tahun buku; sesudahnya tidak ada pemindahbukuan lagi di tahun itu / close a year of the books')
    .action(async (programme: string, written: string) => {
      const year = yearFrom(written);
      const { database, clock } = await context.open();
      const today = dateIn('Asia/Makassar', clock.now());
      const closed = await database.transact(context.actor(), (tx) => closeYear(tx, { programme, year, today }));
      context.result(closed, `${closed.year}: ${closed.transfers} pemindahbukuan / transfers, ${rupiahText(closed.moved)}, ${closed.digest}`);
    });
}
