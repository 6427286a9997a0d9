// Decides the operations on village meetings: the list fixed to be printed, the minutes taken, tasks of the population office ended.
import { z } from '@hono/zod-openapi';
import { civilDate } from '../kernel/date.ts';
import { operation } from '../web/operation.ts';
import { day, hash, id, programmeName, when, whole, words } from '../web/shapes.ts';
import { endTask, prepareRound, rounds, takeMinutes } from './village-round-steps.ts';

const round = z.object({
  roundId: id,
  number: z.string(),
  programme: z.string(),
  area: z.string(),
  village: z.string(),
  lines: whole,
  listDigest: hash,
  printedAt: when,
  heldOn: day.nullable(),
  objections: whole.nullable(),
  absent: whole.nullable(),
  attested: whole.nullable(),
  civilData: whole.nullable(),
});

const largestTotal = 1_000_000_000; // not law: more than any paper adds up to
const total = z.coerce.number().int().min(0).max(largestTotal);

export const villageRoundOperations = {
  print: operation({
    command: 'village print',
    id: 'printRound',
    method: 'post',
    path: '/programmes/{programme}/rounds',
    summary: 'Fixes the list of a village meeting; its paper (PDF) and the form it is keyed into are fetched beside',
    input: z.object({ programme: programmeName, area: z.string().regex(/^\d{10}$/) }),
    answer: round,
    run: async ({ transact }, input) => transact((tx) => prepareRound(tx, input)),
  }),

  rounds: operation({
    command: 'village rounds',
    id: 'listRounds',
    method: 'get',
    path: '/programmes/{programme}/rounds',
    summary: 'Village meetings with what they found, and the tasks of the population office that came of them',
    input: z.object({
      programme: programmeName,
      area: z
        .string()
        .regex(/^\d{2,10}$/)
        .optional(),
    }),
    personal: true,
    answer: z.object({
      rounds: z.array(round),
      tasks: z.array(
        z.object({
          taskId: id,
          number: z.string(),
          line: whole,
          area: z.string(),
          listId: id,
          rowNo: whole,
          name: z.string().nullable(),
          wrong: z.string(),
          owner: z.string(),
          dueOn: day,
          result: z.string().nullable(),
          endedOn: day.nullable(),
        }),
      ),
    }),
    run: async ({ read }, input) => read((tx) => rounds(tx, input)),
  }),

  minutes: operation({
    command: 'village minutes',
    id: 'takeMinutes',
    method: 'post',
    path: '/programmes/{programme}/round-minutes',
    summary: 'Takes the minutes of a village meeting from the keyed form, all of them or none where its totals disagree with the paper',
    input: z.object({
      programme: programmeName,
      number: z.string().trim().min(1).max(60),
      heldOn: day,
      objections: total,
      absent: total,
      attested: total,
      civilData: total,
      lineSum: total,
      owner: z.string().trim().min(1).max(200).optional(),
      dueOn: day.optional(),
    }),
    files: { many: false },
    answer: z.object({ number: z.string(), marks: whole, tasks: whole, objections: whole, absent: whole, attested: whole, civilData: whole, lineSum: whole }),
    run: async ({ workplace, actor, files }, input) =>
      takeMinutes(workplace, actor, {
        ...input,
        file: files[0]?.path ?? '',
        heldOn: civilDate(input.heldOn),
        dueOn: input.dueOn === undefined ? undefined : civilDate(input.dueOn),
      }),
  }),

  task: operation({
    command: 'village task',
    id: 'endCivilTask',
    method: 'post',
    path: '/civil-tasks/{task}/end',
    summary: 'Ends a task of the population office with its result',
    input: z.object({ task: id, result: words, seenIn: programmeName.optional().openapi({ description: 'The programme whose page goes on; not needed.' }) }),
    answer: z.object({ taskId: id, endedOn: day }),
    run: async ({ transact, timeZone }, { task, result }) => transact((tx) => endTask(tx, { taskId: task, result, timeZone })),
  }),
};
