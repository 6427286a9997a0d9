// Decides the operations of an invoice's money: facts recorded and taken back, bank statements and their lines, receipts, credits carried forward.
import { z } from '@hono/zod-openapi';
import { civilDate } from '../kernel/date.ts';
import { monthFrom } from '../kernel/month.ts';
import { operation } from '../web/operation.ts';
import { day, id, monthName, programmeName, rupiah, when, whole, words } from '../web/shapes.ts';
import { lineProblems } from './bank-statement.ts';
import { carryCredits, credits } from './credit-steps.ts';
import { importReceipts, recordPayment, reversePayment, statedFacts } from './payment-steps.ts';
import { importBankStatement, statementLines } from './statement-steps.ts';

const invoice = z.string().trim().min(1).max(200);
const problem = z.enum(Object.keys(lineProblems) as [keyof typeof lineProblems, ...(keyof typeof lineProblems)[]]);

export const paymentOperations = {
  pay: operation({
    command: 'month pay',
    id: 'recordPayment',
    method: 'post',
    path: '/programmes/{programme}/payments',
    summary: 'Records a payment fact of an invoice: SP2D issued, bank debited, administrator received, returned by the bank',
    input: z.object({
      programme: programmeName,
      invoice,
      fact: z.enum(statedFacts),
      reference: words,
      amount: z.coerce.number().int().positive().openapi({ description: 'Whole rupiah.' }),
      on: day,
    }),
    answer: z.object({ invoice: z.string(), fact: z.string(), amount: rupiah, recorded: z.boolean() }),
    run: async ({ transact }, { invoice: number, fact, reference, amount, on }) => {
      const { recorded } = await transact((tx) => recordPayment(tx, { invoice: number, fact, reference, amount: BigInt(amount), occurredOn: civilDate(on) }));
      return { invoice: number, fact, amount, recorded };
    },
  }),

  reverse: operation({
    command: 'month reverse',
    id: 'reversePayment',
    method: 'post',
    path: '/programmes/{programme}/payment-reversals',
    summary: 'Takes a payment fact back by a transfer the other way; recorded on the right invoice when one is named (payment for the wrong month)',
    input: z.object({
      programme: programmeName,
      invoice,
      fact: z.enum(statedFacts),
      reference: words,
      reason: words,
      to: invoice.optional().openapi({ description: 'The invoice the fact belongs to.' }),
    }),
    answer: z.object({ invoice: z.string(), fact: z.string(), amount: rupiah, reversed: z.boolean() }),
    run: async ({ transact }, { invoice: number, fact, reference, reason, to }) => {
      const done = await transact((tx) => reversePayment(tx, { invoice: number, fact, reference, reason, ...(to === undefined ? {} : { to }) }));
      return { invoice: number, fact, ...done };
    },
  }),

  statement: operation({
    command: 'month statement',
    id: 'importBankStatement',
    method: 'post',
    path: '/programmes/{programme}/bank-statements',
    summary: "Imports a bank statement (MT940, or CSV by a bank's profile); debits find their SP2D, returns their debit",
    input: z.object({
      programme: programmeName,
      bank: z.string().trim().max(40).optional().openapi({ description: 'A profile; recognised by its columns when absent.' }),
    }),
    files: { many: false },
    answer: z.object({
      profile: z.string(),
      rows: whole,
      credits: whole,
      paid: whole,
      known: whole,
      returned: whole,
      overpaid: rupiah,
      problems: z.array(z.object({ line: whole, statement: z.string(), amount: rupiah, problem })),
      unreadable: z.array(whole),
      remarks: z.array(z.object({ line: whole, problem: z.string() })),
      alreadyRead: z.boolean(),
    }),
    run: async ({ transact, files }, { programme, bank }) =>
      transact((tx) => importBankStatement(tx, { file: files[0]?.path ?? '', programme, ...(bank === undefined || bank === '' ? {} : { bank }) })),
  }),

  bank: operation({
    command: 'month bank',
    id: 'listStatementLines',
    method: 'get',
    path: '/programmes/{programme}/bank-lines',
    summary: 'Every line of the bank statements: what it proves, or why it is a task',
    input: z.object({ programme: programmeName }),
    answer: z.object({
      lines: z.array(
        z.object({
          lineId: id,
          statement: z.string(),
          line: whole,
          on: day,
          direction: z.enum(['debit', 'credit']),
          amount: rupiah,
          reference: z.string(),
          description: z.string(),
          proves: z.array(z.string()),
          problem: problem.nullable(),
        }),
      ),
    }),
    run: async ({ read }, { programme }) => ({
      lines: [...(await read((tx) => statementLines(tx, programme)))].map((line) => ({ ...line, proves: [...line.proves] })),
    }),
  }),

  receipts: operation({
    command: 'month receipts',
    id: 'importReceipts',
    method: 'post',
    path: '/programmes/{programme}/receipts',
    summary: "Imports the administrator's receipts; what it received beyond an invoice is kept apart",
    input: z.object({ programme: programmeName }),
    files: { many: false },
    answer: z.object({ rows: whole, recorded: whole, beyond: whole }),
    run: async ({ transact, files }, { programme }) => transact((tx) => importReceipts(tx, { file: files[0]?.path ?? '', programme })),
  }),

  credits: operation({
    command: 'month credits',
    id: 'listCredits',
    method: 'get',
    path: '/programmes/{programme}/credits',
    summary: 'What the administrator holds beyond what was owed, and what the agreement says of it',
    input: z.object({ programme: programmeName }),
    answer: z.object({
      rule: z.string(),
      basis: z.string(),
      credits: z.array(
        z.object({
          creditId: id,
          branch: z.string(),
          source: z.string(),
          reference: z.string(),
          amount: rupiah,
          used: rupiah,
          basis: z.string(),
          recordedAt: when,
        }),
      ),
    }),
    run: async ({ read }, { programme }) => read((tx) => credits(tx, programme)),
  }),

  carry: operation({
    command: 'month carry',
    id: 'carryCredits',
    method: 'post',
    path: '/programmes/{programme}/months/{month}/credits',
    summary: "Pays a month's invoices out of the credits of their branches",
    input: z.object({ programme: programmeName, month: monthName }),
    answer: z.object({ carried: z.array(z.object({ invoice: z.string(), creditId: id, source: z.string(), amount: rupiah })) }),
    run: async ({ transact }, { programme, month }) => ({ carried: await transact((tx) => carryCredits(tx, { programme, month: monthFrom(month) })) }),
  }),
};
