// Decides the operations of reconciliation person by person: differences looked for, listed and settled; minutes drawn up, read and signed.
import { z } from '@hono/zod-openapi';
import { monthFrom } from '../kernel/month.ts';
import { outboxFolder } from '../platform/outbox-files.ts';
import { operation } from '../web/operation.ts';
import { day, hash, id, monthName, programmeName, rupiah, when, whole, words } from '../web/shapes.ts';
import { differences, outcomes } from './difference.ts';
import { differencesFound, openDifferences, settleDifference } from './difference-steps.ts';
import { minuteClasses, sides, signingsOf } from './minutes.ts';
import { signMinutes } from './minutes-signing-steps.ts';
import { drawMinutes, minutesOf } from './minutes-steps.ts';
import { currentPolicy } from '../programme/programme-steps.ts';

const ofMonth = z.object({ programme: programmeName, month: monthName });
const task = z.object({
  differenceId: id,
  branch: z.string(),
  month: monthName,
  class: z.enum(differences),
  kpj: z.string().nullable(),
  amount: rupiah,
  detail: z.string(),
  owner: z.string(),
  dueOn: day,
  outcome: z.enum(outcomes).nullable(),
  remark: z.string().nullable(),
});
const branchName = z.string().regex(/^[a-z0-9-]{1,60}$/);
const signingFor = z.object({ side: z.enum(sides), branch: z.string().nullable() });
const signature = signingFor.extend({ name: z.string(), signedOn: day });
const figures = z.object({ people: whole, amount: rupiah });
const content = z.object({
  branches: z.array(
    z.object({
      branch: z.string(),
      invoice: z.string(),
      held: whole,
      charged: figures,
      ordered: rupiah,
      debited: rupiah,
      credited: rupiah,
      received: rupiah,
      posted: figures,
      classes: z.object(Object.fromEntries(minuteClasses.map((one) => [one, figures])) as Record<(typeof minuteClasses)[number], typeof figures>),
      open: whole,
      settled: whole,
    }),
  ),
});

export const reconciliationOperations = {
  examine: operation({
    command: 'month examine',
    id: 'openDifferences',
    method: 'post',
    path: '/programmes/{programme}/months/{month}/differences',
    summary: 'Compares signed list, payment and posting person by person; each difference becomes a task with an owner and a due day',
    input: ofMonth,
    long: true,
    answer: z.object({ opened: whole, agreed: whole, open: whole }),
    run: async ({ transact, workplace }, { programme, month }) => {
      const { opened, agreed, tasks } = await transact((tx) => openDifferences(tx, { law: workplace.law, programme, month: monthFrom(month) }));
      return { opened, agreed, open: tasks.filter(({ outcome }) => outcome === null).length };
    },
  }),

  differences: operation({
    command: 'month differences',
    id: 'listDifferences',
    method: 'get',
    path: '/programmes/{programme}/months/{month}/differences',
    summary: 'The differences of a month as tasks, with how each was settled',
    input: ofMonth.extend({ class: z.enum(differences).optional() }),
    answer: z.object({ tasks: z.array(task) }),
    run: async ({ read }, of) =>
      read(async (tx) => {
        await currentPolicy(tx, of.programme);
        const found = await differencesFound(tx, { programme: of.programme, month: monthFrom(of.month) });
        return { tasks: found.filter((one) => of.class === undefined || one.class === of.class) };
      }),
  }),

  settle: operation({
    command: 'month settle',
    id: 'settleDifference',
    method: 'post',
    path: '/programmes/{programme}/differences/{differenceId}/resolution',
    summary: 'Settles a difference; as a credit, its expense is taken back and later invoices use it',
    input: z.object({ programme: programmeName, differenceId: id, outcome: z.enum(outcomes).exclude(['agrees-now']), remark: words }),
    answer: z.object({ settled: z.boolean(), credited: rupiah, month: monthName }),
    run: async ({ transact }, { differenceId, outcome, remark }) => {
      const { settled, credited, task: one } = await transact((tx) => settleDifference(tx, { differenceId, outcome, remark }));
      return { settled, credited, month: one.month };
    },
  }),

  draw: operation({
    command: 'month minutes',
    id: 'drawMinutes',
    method: 'post',
    path: '/programmes/{programme}/months/{month}/minutes',
    summary: 'Draws up the minutes of reconciliation (berita acara) as PDF and XLSX, fetched at /v1/files',
    input: ofMonth,
    long: true,
    answer: z.object({ sequence: whole, digest: hash, drawn: z.boolean(), pdf: z.string(), xlsx: z.string() }),
    run: async ({ transact, workplace }, { programme, month }) => {
      const directory = outboxFolder(workplace.dataDir, programme, month);
      const done = await transact((tx) => drawMinutes(tx, { programme, month: monthFrom(month), directory }));
      const name = (file: string): string => `${programme}/${month}/${file.split(/[/\\]/).at(-1) ?? ''}`;
      return { ...done, pdf: name(done.pdf), xlsx: name(done.xlsx) };
    },
  }),

  minutes: operation({
    command: 'month minutes',
    act: 'month minutes-show',
    id: 'showMinutes',
    method: 'get',
    path: '/programmes/{programme}/months/{month}/minutes',
    summary: 'Every minutes of a month with its figures, digest, signatures and who is to sign still',
    input: ofMonth,
    answer: z.object({
      minutes: z.array(
        z.object({
          minutesId: id,
          sequence: whole,
          digest: hash,
          recordedAt: when,
          content,
          signatures: z.array(signature),
          missing: z.array(signingFor).openapi({ description: 'Who must sign still: the sponsor, and each branch for itself.' }),
        }),
      ),
    }),
    run: async ({ read }, { programme, month }) =>
      read(async (tx) => {
        await currentPolicy(tx, programme);
        const drawn = await minutesOf(tx, programme, monthFrom(month));
        return { minutes: drawn.map((one) => ({ ...one, missing: signingsOf(one.content, one.signatures).filter(({ signed }) => signed === null) })) };
      }),
  }),

  sign: operation({
    command: 'month sign',
    id: 'signMinutes',
    method: 'post',
    path: '/programmes/{programme}/months/{month}/minutes/signature',
    summary: 'Signs the latest minutes: an officer of a branch for that branch and no other, others for the sponsor',
    input: ofMonth.extend({ name: words, digest: hash, branch: branchName.optional().openapi({ description: 'Said by an officer who serves several.' }) }),
    answer: signingFor.extend({ signed: z.boolean() }),
    run: async ({ transact }, of) => transact((tx) => signMinutes(tx, { ...of, month: monthFrom(of.month) })),
  }),
};
