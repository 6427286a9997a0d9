// Decides the operations of contribution months: opened, finalised, coded, invoiced, posted, reconciled, and the ledger behind them.
import { mkdir } from 'node:fs/promises';
import { z } from '@hono/zod-openapi';
import { civilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { monthFrom } from '../kernel/month.ts';
import { trialBalance } from '../ledger/ledger-steps.ts';
import { outboxFolder } from '../platform/outbox-files.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { type Doing, operation } from '../web/operation.ts';
import { day, hash, monthName, programmeName, rupiah, when, whole } from '../web/shapes.ts';
import { budgetOperations } from './budget-routes.ts';
import { acceptContributionCode } from './contribution-code-steps.ts';
import { finaliseMonth, invoiceMonth, openMonth, periods } from './contributions-steps.ts';
import { monthShown, monthsShown } from './month-page-steps.ts';
import { paymentOperations } from './payment-routes.ts';
import { importPostings } from './posting-steps.ts';
import { reconciliationOperations } from './reconciliation-routes.ts';
import { differenceClasses, isSquare } from './reconciliation.ts';
import { ledgerCheck, reconcileMonth } from './reconciliation-steps.ts';

const ofMonth = z.object({ programme: programmeName, month: monthName });
const branch = z.string().regex(/^[a-z0-9-]{1,60}$/);
const ofBranches = ofMonth.extend({ branch: branch.optional().openapi({ description: 'Without it every branch the month is open at.' }) });
const largest = 2 * 1024 * 1024 * 1024;

/** The branches an act is for. Fault: not-found `month-not-open`. */
async function branchesOf({ read }: Doing, of: z.output<typeof ofBranches>): Promise<readonly string[]> {
  if (of.branch !== undefined) return [of.branch];
  const found = (await read((tx) => periods(tx, of.programme, monthFrom(of.month)))).map((period) => period.branch);
  if (found.length > 0) return found;
  throw new Fault('not-found', 'month-not-open', { id: `Bulan ${of.month} belum dibuka.`, en: `Month ${of.month} is not open.` });
}

const branchMonth = z.object({
  month: monthName,
  branch: z.string(),
  branchName: z.string(),
  npp: z.string(),
  dueOn: day,
  openedAt: when,
  sequence: whole.nullable(),
  finalisedAt: when.nullable(),
  persons: whole.nullable(),
  charged: rupiah.nullable(),
  rosterDigest: hash.nullable(),
  code: z.string().nullable(),
  codeAt: when.nullable(),
  codeExpiresOn: day.nullable(),
  invoice: z.string().nullable(),
  invoicedAt: when.nullable(),
  invoiced: rupiah.nullable(),
  payments: z.array(z.object({ fact: z.string(), reference: z.string(), amount: rupiah, occurredOn: day })),
  postings: z.array(
    z.object({
      name: z.string(),
      digest: hash,
      rows: whole,
      posted: whole,
      unmatched: whole,
      amount: rupiah,
      reversed: whole,
      reversedAmount: rupiah,
      recordedAt: when,
    }),
  ),
});
const counted = z.object({ persons: whole, amount: rupiah });

export const contributionsOperations = {
  ...budgetOperations,
  ...paymentOperations,
  ...reconciliationOperations,

  months: operation({
    command: 'month show',
    id: 'listMonths',
    method: 'get',
    path: '/programmes/{programme}/months',
    summary: "Every month of a programme's term with each branch's facts",
    input: z.object({ programme: programmeName }),
    answer: z.object({ months: z.array(z.object({ month: monthName, branches: z.array(branchMonth) })) }),
    run: async ({ read }, { programme }) => ({ months: await read((tx) => monthsShown(tx, programme)) }),
  }),

  show: operation({
    command: 'month show',
    id: 'showMonth',
    method: 'get',
    path: '/programmes/{programme}/months/{month}',
    summary: 'A month at every branch: opened, finalised, code, invoice, payments, postings, each with its date and amount',
    input: ofMonth,
    answer: z.object({
      branches: z.array(branchMonth.extend({ areas: z.array(z.string()), findings: z.array(z.object({ code: z.string(), rows: whole })) })),
    }),
    run: async ({ read }, of) => read((tx) => monthShown(tx, of.programme, monthFrom(of.month))),
  }),

  open: operation({
    command: 'month open',
    id: 'openMonth',
    method: 'post',
    path: '/programmes/{programme}/months/{month}/opening',
    summary: 'Opens a month at every branch that has people in it, or at one, with its due date by law',
    input: ofMonth.extend({ branch: branch.optional() }),
    answer: z.object({
      periods: z.array(z.object({ branch: z.string(), npp: z.string(), people: whole, dueOn: day, opened: z.boolean() })),
      withoutBranch: whole.openapi({ description: 'People held where no branch serves.' }),
    }),
    run: async ({ workplace, transact }, of) =>
      transact((tx) =>
        openMonth(tx, { law: workplace.law, programme: of.programme, month: monthFrom(of.month), ...(of.branch === undefined ? {} : { branch: of.branch }) }),
      ),
  }),

  finalise: operation({
    command: 'month finalise',
    id: 'finaliseMonth',
    method: 'post',
    path: '/programmes/{programme}/months/{month}/finalisation',
    summary: "Finalises the roster, closes the month and writes the branch's file; fetched at /v1/files",
    input: ofBranches,
    long: true,
    answer: z.object({
      months: z.array(
        z.object({
          branch: z.string(),
          persons: whole,
          held: whole,
          jkk: rupiah,
          jkm: rupiah,
          amount: rupiah,
          sequence: whole,
          rosterDigest: hash,
          changed: z.boolean(),
          file: z.string(),
        }),
      ),
    }),
    run: async (of, input) => {
      const { workplace, actor, progress } = of;
      const { programme, month } = input;
      const directory = outboxFolder(workplace.dataDir, programme, month);
      await mkdir(directory, { recursive: true });
      const months = [];
      const branches = await branchesOf(of, input);
      // Each branch is an act of its own, as at the command line: one that is refused takes nothing from the others.
      for (const one of branches) {
        const done = await workplace.database.transact(actor, (tx) => finaliseMonth(tx, { programme, branch: one, month: monthFrom(month), directory }));
        months.push({ ...done, file: `${programme}/${month}/${done.file.split(/[/\\]/).at(-1) ?? ''}` });
        progress(months.length, branches.length);
      }
      return { months };
    },
  }),

  code: operation({
    command: 'month code',
    id: 'acceptContributionCode',
    method: 'post',
    path: '/programmes/{programme}/contribution-codes',
    summary: "Accepts the branch's contribution codes; each must equal the finalised roster",
    input: z.object({
      programme: programmeName,
      branch: branch.optional(),
      on: day.optional().openapi({ description: 'The day the codes were received; today without it.' }),
    }),
    files: { many: false },
    answer: z.object({
      codes: z.array(
        z.object({ branch: z.string(), month: monthName, code: z.string(), persons: whole, amount: rupiah, expiresOn: day, accepted: z.boolean() }),
      ),
    }),
    run: async ({ transact, files }, { programme, branch: one, on }) => ({
      codes: await transact((tx) =>
        acceptContributionCode(tx, {
          file: files[0]?.path ?? '',
          programme,
          ...(one === undefined ? {} : { branch: one }),
          ...(on === undefined ? {} : { on: civilDate(on) }),
        }),
      ),
    }),
  }),

  invoice: operation({
    command: 'month invoice',
    id: 'invoiceMonth',
    method: 'post',
    path: '/programmes/{programme}/months/{month}/invoices',
    summary: 'Invoices the code of each branch and books the expense',
    input: ofBranches,
    answer: z.object({
      invoices: z.array(z.object({ branch: z.string(), number: z.string(), code: z.string(), amount: rupiah, dueOn: day, invoiced: z.boolean() })),
    }),
    run: async (of, input) => {
      const branches = await branchesOf(of, input);
      return of.transact(async (tx) => {
        const invoices = [];
        for (const one of branches) invoices.push(await invoiceMonth(tx, { programme: input.programme, branch: one, month: monthFrom(input.month) }));
        return { invoices };
      });
    },
  }),

  post: operation({
    command: 'month post',
    id: 'importPostings',
    method: 'post',
    path: '/programmes/{programme}/posting-files',
    summary: 'Imports posting files of the administrator, the only ground of protection; rows of negative amounts take earlier postings back',
    input: z.object({ programme: programmeName }),
    files: { many: true, largest },
    long: true,
    answer: z.object({
      files: z.array(
        z.object({
          name: z.string(),
          branch: z.string(),
          month: monthName,
          code: z.string(),
          rows: whole,
          posted: whole,
          unmatched: whole,
          amount: rupiah,
          reversed: whole,
          reversedAmount: rupiah,
          findings: z.record(z.string(), whole),
          alreadyRead: z.boolean(),
        }),
      ),
    }),
    run: async ({ workplace, actor, files, progress }, { programme }) => {
      const done = [];
      for (const file of files) {
        done.push(await workplace.database.transact(actor, (tx) => importPostings(tx, { file: file.path, programme })));
        progress(done.length, files.length);
      }
      return { files: done };
    },
  }),

  reconcile: operation({
    command: 'month reconcile',
    id: 'reconcileMonth',
    method: 'get',
    path: '/programmes/{programme}/months/{month}/reconciliation',
    summary: 'Held, charged, paid and posted compared, branch by branch, with every difference by class',
    input: ofBranches,
    answer: z.object({
      months: z.array(
        z.object({
          branch: z.string(),
          held: whole,
          charged: counted,
          invoiced: rupiah,
          ordered: rupiah,
          debited: rupiah,
          received: rupiah,
          credited: rupiah,
          posted: counted,
          classes: z.object(Object.fromEntries(differenceClasses.map((name) => [name, counted])) as Record<(typeof differenceClasses)[number], typeof counted>),
          square: z.boolean(),
        }),
      ),
    }),
    run: async ({ read }, of) => {
      const months = await read((tx) =>
        reconcileMonth(tx, { programme: of.programme, month: monthFrom(of.month), ...(of.branch === undefined ? {} : { branch: of.branch }) }),
      );
      return { months: months.map((row) => ({ ...row, square: isSquare(row) })) };
    },
  }),

  ledger: operation({
    command: 'month ledger',
    id: 'showLedger',
    method: 'get',
    path: '/programmes/{programme}/ledger',
    summary: 'The trial balance, and whether the ledger agrees with the contribution tables figure by figure',
    input: z.object({ programme: programmeName }),
    answer: z.object({
      balance: z.object({
        rows: z.array(z.object({ account: z.string(), kind: z.string(), debits: rupiah, credits: rupiah, balance: rupiah })),
        debits: rupiah,
        credits: rupiah,
      }),
      check: z.object({
        holds: z.boolean(),
        comparisons: z.array(z.object({ code: z.string(), subject: z.string(), ledger: rupiah, books: rupiah })),
      }),
    }),
    run: async ({ read }, { programme }) =>
      read(async (tx) => {
        await currentPolicy(tx, programme);
        return { balance: await trialBalance(tx, programme), check: await ledgerCheck(tx, programme) };
      }),
  }),
};
