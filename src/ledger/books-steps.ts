// Reads the books as of any day and instant, writes them out for auditors, and closes a year: from then on it takes no transfer.
import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import type { Actor } from '../kernel/actor.ts';
import { civilDate } from '../kernel/date.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault, assert } from '../kernel/fault.ts';
import { recordAct } from '../platform/act.ts';
import { type CsvField, writeCsv } from '../platform/csv-write.ts';
import type { Database, Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { WrittenFile } from '../platform/sheet.ts';
import { type TrialBalance, trialBalanceOf } from './chart.ts';
import { chartOfAccounts } from './chart-client.ts';
import { type AccountSort, sortIn } from './chart-of-accounts.ts';
import {
  type AsOf,
  type ClosedYear,
  type StatementLine,
  accountKnown,
  accountsOfSort,
  balanceAsOf,
  booksOf,
  closedYears,
  passYear,
  saveClosing,
  statementLines,
  streamTransfers,
  yearSums,
} from './books-store.ts';

export { chartOfAccounts } from './chart-client.ts';
export type { AsOf, ClosedYear, StatementLine } from './books-store.ts';

/** The trial balance with each account's row of the chart, in the chart's order, and the years closed. */
export interface Books extends TrialBalance {
  readonly sorts: readonly AccountSort[];
  readonly closed: readonly ClosedYear[];
}

/** The books of a programme as of a day and instant. Fault: bad-input `account-not-in-chart`. */
export async function books(tx: Tx, programme: string, asOf: AsOf): Promise<Books> {
  const chart = chartOfAccounts();
  const place = (account: string): number => chart.sorts.indexOf(sortIn(chart, account));
  const rows = [...(await balanceAsOf(tx, programme, asOf))].sort(
    (one, other) => place(one.account) - place(other.account) || (one.account < other.account ? -1 : 1),
  );
  return { ...trialBalanceOf(rows), sorts: rows.map(({ account }) => sortIn(chart, account)), closed: await closedYears(tx, programme) };
}

/**
 * An account's lines with its running balance, a page of them. The account is named by its key or, where it is the only one of the programme that has it,
 * by its number in the chart. Faults: not-found `account-unknown`, bad-input `account-number-of-several`, naming those.
 */
export async function statement(
  tx: Tx,
  of: AsOf & { readonly programme: string; readonly account: string; readonly offset: number; readonly limit: number },
): Promise<{ readonly account: string; readonly sort: AccountSort; readonly lines: readonly StatementLine[]; readonly of: number }> {
  const chart = chartOfAccounts();
  const numbered = chart.sorts.find(({ number }) => number === of.account.trim());
  const named = numbered === undefined ? [of.account] : await accountsOfSort(tx, of.programme, numbered.sort);
  const [account = of.account] = named;
  if (named.length > 1)
    throw new Fault(
      'bad-input',
      'account-number-of-several',
      {
        id: `Nomor akun ${of.account} dipakai ${named.length} akun program ini; sebut salah satu: ${named.join(', ')}.`,
        en: `${named.length} accounts of this programme have the number ${of.account}; name one: ${named.join(', ')}.`,
      },
      { column: 'account' },
    );
  if (account.split(':')[1] !== of.programme || !(await accountKnown(tx, account)))
    throw new Fault(
      'not-found',
      'account-unknown',
      {
        id: `Akun "${of.account}" tidak ada di program ini. Tulis nama atau nomornya seperti di neraca saldo.`,
        en: `There is no account "${of.account}" in this programme. Write its name or number as in the trial balance.`,
      },
      { column: 'account' },
    );
  return { account, sort: sortIn(chart, account), ...(await statementLines(tx, { ...of, account })) };
}

/** Writes every transfer of a programme (of one year, or all) for an auditor, with account numbers of the chart and whether the year is closed. */
export async function exportBooks(
  database: Pick<Database, 'read'>,
  actor: Actor,
  of: { readonly programme: string; readonly year: number | null; readonly folder: string },
): Promise<WrittenFile & { readonly name: string; readonly path: string }> {
  const chart = chartOfAccounts();
  await mkdir(of.folder, { recursive: true, mode: 0o700 });
  const name = `buku-besar-${of.programme}${of.year === null ? '' : `-${of.year}`}.csv`;
  const own = path.join(of.folder, `${newKey()}.new`);
  const written = await database.read(actor, async (tx) => {
    const closed = new Set((await closedYears(tx, of.programme)).map(({ year }) => String(year)));
    async function* rows(): AsyncGenerator<readonly CsvField[]> {
      for await (const chunk of streamTransfers(tx, of.programme, of.year))
        for (const one of chunk)
          yield [
            one.transferId,
            one.occurredOn,
            one.recordedAt,
            one.kind,
            one.reference,
            sortIn(chart, one.debit).number,
            one.debit,
            sortIn(chart, one.credit).number,
            one.credit,
            one.amount,
            one.reverses,
            one.author,
            closed.has(one.occurredOn.slice(0, 4)) ? 'ditutup' : 'terbuka',
          ];
    }
    return writeCsv(own, exportHeader, rows(), { bom: true, guardFormulas: true });
  });
  await rename(own, path.join(of.folder, name));
  return { ...written, name, path: path.join(of.folder, name) };
}

const exportHeader = [
  'transfer',
  'tanggal',
  'dicatat',
  'fakta',
  'rujukan',
  'nomor_debit',
  'akun_debit',
  'nomor_kredit',
  'akun_kredit',
  'rupiah',
  'membalik',
  'oleh',
  'tahun',
];

/**
 * Closes a year of a programme's books: its balances are kept with their digest, and it takes no further transfer. Years are closed in order, each once it is over.
 * Faults: not-found `books-empty`; conflict `year-already-closed`, `earlier-year-open`, `year-not-over`.
 */
export async function closeYear(tx: Tx, of: { readonly programme: string; readonly year: number; readonly today: string }): Promise<ClosedYear> {
  const { programme, year } = of;
  const scope = await booksOf(tx, programme);
  if (scope === null)
    throw new Fault('not-found', 'books-empty', { id: `Program "${programme}" belum punya pembukuan.`, en: `The programme "${programme}" has no books yet.` });
  if (Number(of.today.slice(0, 4)) <= year) throw conflict('year-not-over', `Tahun ${year} belum berakhir.`, `The year ${year} is not over.`);
  if ((await passYear(tx, { programme, year, ...scope, closing: true })).closed)
    throw conflict('year-already-closed', `Tahun ${year} sudah ditutup.`, `The year ${year} is closed already.`);
  const { transfers, moved, firstYear } = await yearSums(tx, programme, year);
  const closed = new Set((await closedYears(tx, programme)).map((one) => one.year));
  const before = firstYear === null ? [] : Array.from({ length: Math.max(0, year - firstYear) }, (_, step) => firstYear + step);
  const open = before.find((one) => !closed.has(one));
  if (open !== undefined) throw conflict('earlier-year-open', `Tutup tahun ${open} lebih dahulu.`, `Close the year ${open} first.`);
  const balances = await balanceAsOf(tx, programme, { on: civilDate(`${year}-12-31`) });
  const { debits, credits } = trialBalanceOf(balances);
  assert(debits === credits, 'the books balance before they are closed');
  const digest = sha256(JSON.stringify(balances.map((row) => [row.account, row.debits.toString(), row.credits.toString()])));
  await saveClosing(tx, { programme, year, ...scope, transfers, moved, digest }, balances);
  await recordAct(tx, { kind: 'ledger-year-closed', subject: `${programme}/${year}`, digest, ...scope });
  return { year, transfers, moved, digest, recordedAt: tx.at, author: tx.actor.id };
}

const conflict = (code: string, id: string, en: string): Fault => new Fault('conflict', code, { id, en }, { column: 'year' });
