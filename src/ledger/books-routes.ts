// Decides the operations of the books: the chart, balances as of any day and instant, an account's statement with causes, the auditor's file, closing a year.
import { z } from '@hono/zod-openapi';
import { dateIn, instant, type Instant } from '../kernel/clock.ts';
import { civilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import type { Tx } from '../platform/database.ts';
import { outboxFolder } from '../platform/outbox-files.ts';
import { operation } from '../web/operation.ts';
import { day, hash, pageNumber, paging, pagesFor, programmeName, rowsAPage, rupiah, when, whole } from '../web/shapes.ts';
import { books, chartOfAccounts, closeYear, exportBooks, statement } from './books-steps.ts';

/** Where a transfer came from, answered by the stage that made it: month and branch by reference. */
export type CausesOf = (
  tx: Tx,
  programme: string,
  references: readonly string[],
) => Promise<ReadonlyMap<string, { readonly month: string; readonly branch: string }>>;

const year = z.coerce.number().int().min(2000).max(2999); // not law: years a form may name
const asOf = {
  on: day.optional().openapi({ description: 'Movements up to this day; all without it.' }),
  knownAt: z.string().optional().openapi({ description: 'As recorded by this instant (ISO 8601 with its offset); now without it.' }),
};
const account = z.string().regex(/^[a-z0-9:.-]{3,200}$/);
const sort = z.object({ sort: z.string(), number: z.string(), kind: z.string(), id: z.string(), en: z.string() });

/** Reads an instant with its offset. Fault: bad-input `instant-not-real`. */
export function knownAtOf(text: string | undefined): { knownAt?: Instant } {
  if (text === undefined) return {};
  if (!Number.isNaN(Date.parse(text)) && /T.*(Z|[+-]\d{2}:?\d{2})$/.test(text)) return { knownAt: instant(text) };
  throw new Fault(
    'bad-input',
    'instant-not-real',
    { id: 'Tulis waktu yang lengkap, misalnya 2025-08-01T12:00:00+08:00.', en: 'Write a complete instant, for example 2025-08-01T12:00:00+08:00.' },
    { column: 'knownAt' },
  );
}

export const booksOperations = (causesOf: CausesOf) => ({
  accounts: operation({
    command: 'ledger accounts',
    id: 'listAccounts',
    method: 'get',
    path: '/ledger/accounts',
    summary: 'The chart of accounts as its file has it',
    input: z.object({}),
    answer: z.object({ sorts: z.array(sort) }),
    run: async () => ({ sorts: chartOfAccounts().sorts }),
  }),

  balance: operation({
    command: 'ledger balance',
    id: 'showBooks',
    method: 'get',
    path: '/programmes/{programme}/ledger/balance',
    summary: 'The trial balance as of any day and instant, made again from the transfers; and the years closed',
    input: z.object({ programme: programmeName, ...asOf }),
    answer: z.object({
      rows: z.array(
        z.object({
          account: z.string(),
          number: z.string(),
          id: z.string(),
          en: z.string(),
          kind: z.string(),
          debits: rupiah,
          credits: rupiah,
          balance: rupiah,
        }),
      ),
      debits: rupiah,
      credits: rupiah,
      closed: z.array(z.object({ year: whole, transfers: whole, moved: rupiah, digest: hash, recordedAt: when, author: z.string() })),
    }),
    run: async ({ read }, { programme, on, knownAt }) => {
      const found = await read((tx) => books(tx, programme, { ...(on === undefined ? {} : { on: civilDate(on) }), ...knownAtOf(knownAt) }));
      return { ...found, rows: found.rows.map((row, place) => ({ ...found.sorts[place], ...row })) };
    },
  }),

  statement: operation({
    command: 'ledger statement',
    id: 'showStatement',
    method: 'get',
    path: '/programmes/{programme}/ledger/statement',
    summary: 'An account line by line with its running balance, each line with the fact, paper and month it came of',
    input: z.object({ programme: programmeName, account, ...asOf, page: pageNumber }),
    answer: z.object({
      ...paging,
      account: z.string(),
      sort,
      lines: z.array(
        z.object({
          transferId: z.string(),
          occurredOn: day,
          recordedAt: when,
          kind: z.string(),
          title: z.object({ id: z.string(), en: z.string() }),
          reference: z.string(),
          other: z.string(),
          debit: rupiah,
          credit: rupiah,
          balance: rupiah,
          reverses: z.string().nullable(),
          author: z.string(),
          cause: z.object({ month: z.string(), branch: z.string() }).nullable(),
        }),
      ),
    }),
    run: async ({ read }, { programme, account: asked, on, knownAt, page }) =>
      read(async (tx) => {
        const of = {
          programme,
          account: asked,
          offset: (page - 1) * rowsAPage,
          limit: rowsAPage,
          ...(on === undefined ? {} : { on: civilDate(on) }),
          ...knownAtOf(knownAt),
        };
        const found = await statement(tx, of);
        const causes = await causesOf(
          tx,
          programme,
          found.lines.map(({ reference }) => reference),
        );
        const { transfers } = chartOfAccounts();
        return {
          page,
          pages: pagesFor(found.of),
          account: found.account,
          sort: found.sort,
          lines: found.lines.map((line) => ({
            ...line,
            title: transfers.get(line.kind) ?? { id: line.kind, en: line.kind },
            cause: causes.get(line.reference) ?? null,
          })),
        };
      }),
  }),

  export: operation({
    command: 'ledger export',
    id: 'exportBooks',
    method: 'post',
    path: '/programmes/{programme}/ledger/exports',
    summary: 'Writes every transfer (of one year, or all) as CSV for an auditor, fetched under /v1/files',
    input: z.object({ programme: programmeName, year: year.optional() }),
    long: true,
    answer: z.object({ name: z.string(), rows: whole, sha256: hash, bytes: whole }),
    run: async ({ workplace, actor }, { programme, year: asked }) =>
      exportBooks(workplace.database, actor, { programme, year: asked ?? null, folder: outboxFolder(workplace.dataDir, programme, 'ledger') }),
  }),

  close: operation({
    command: 'ledger close',
    id: 'closeLedgerYear',
    method: 'post',
    path: '/programmes/{programme}/ledger/closings',
    summary: "Closes a year of a programme's books: its balances are kept, and it takes no further transfer",
    input: z.object({ programme: programmeName, year }),
    answer: z.object({ year: whole, transfers: whole, moved: rupiah, digest: hash, recordedAt: when }),
    run: async ({ transact, workplace, timeZone }, { programme, year: asked }) =>
      transact((tx) => closeYear(tx, { programme, year: asked, today: dateIn(timeZone, workplace.clock.now()) })),
  }),
});

export type BooksOperations = ReturnType<typeof booksOperations>;
