// Decides the operations of objections: filed, answered, shown.
import { z } from '@hono/zod-openapi';
import { dateIn } from '../kernel/clock.ts';
import { type CivilDate, civilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { type Doing, operation } from '../web/operation.ts';
import { day, id, programmeName, whole, words } from '../web/shapes.ts';
import { channels } from './complaint.ts';
import { fileObjection, objectionsIn, resolveObjection } from './grievance-steps.ts';

const dayOr = ({ workplace, timeZone }: Doing, text: string | undefined): CivilDate =>
  text === undefined ? dateIn(timeZone, workplace.clock.now()) : civilDate(text);

export const grievanceOperations = {
  list: operation({
    command: 'grievance show',
    id: 'listObjections',
    method: 'get',
    path: '/programmes/{programme}/objections',
    summary: 'Objections of a programme with their answers',
    input: z.object({ programme: programmeName }),
    answer: z.object({
      objections: z.array(
        z.object({
          objectionId: id,
          listId: id,
          rowNo: whole,
          runId: id,
          channel: z.string(),
          statement: z.string(),
          receivedOn: day,
          receivedBy: z.string(),
          outcome: z.string().nullable(),
          explanation: z.string().nullable(),
          resolvedOn: day.nullable(),
          dueOn: day.nullable(),
          reasons: z.array(z.string()).openapi({ description: 'Codes of the decision it is about.' }),
        }),
      ),
    }),
    run: async ({ read }, { programme }) =>
      read(async (tx) => {
        await currentPolicy(tx, programme);
        return { objections: await objectionsIn(tx, programme) };
      }),
  }),

  file: operation({
    command: 'grievance file',
    id: 'fileObjection',
    method: 'post',
    path: '/programmes/{programme}/objections',
    summary: 'Records an objection to a refused or waiting row of an assessment',
    input: z.object({
      programme: programmeName,
      list: id,
      row: z.coerce.number().int().positive().openapi({ description: 'Row number of the list, as the findings give it (rowNo).' }),
      run: id.optional().openapi({ description: 'The assessment; without it the latest that judged the row.' }),
      statement: words,
      channel: z.enum(channels).default('village'),
      on: day.optional(),
    }),
    answer: z.object({ objectionId: id, receipt: z.string().openapi({ description: 'Followed by this, without signing in; told once.' }), dueOn: day }),
    run: (of, { programme, list, row, run, statement, channel, on }) =>
      of.transact((tx) =>
        fileObjection(tx, { law: of.workplace.law, listId: list, rowNo: row, runId: run, programme, channel, statement, receivedOn: dayOr(of, on) }),
      ),
  }),

  resolve: operation({
    command: 'grievance resolve',
    id: 'resolveObjection',
    method: 'post',
    path: '/programmes/{programme}/objections/{objection}/resolution',
    summary: 'Answers an objection, by somebody else than who received it: dismissed with an explanation, or reopened upstream',
    input: z.object({
      programme: programmeName,
      objection: id,
      explanation: words,
      samePerson: id.optional().openapi({ description: 'Person key: reopens, because the row means that person.' }),
      evidence: words.optional(),
      on: day.optional(),
    }),
    answer: z.object({ objectionId: id, outcome: z.enum(['dismissed', 'reopened']) }),
    run: async (of, { objection, explanation, samePerson, evidence, on }) => {
      if (samePerson !== undefined && evidence === undefined) {
        throw new Fault('bad-input', 'field-missing', { id: 'Tulis apa yang diperiksa.', en: 'Write what was looked at.' }, { column: 'evidence' });
      }
      const answer =
        samePerson === undefined
          ? ({ outcome: 'dismissed', explanation } as const)
          : ({ outcome: 'reopened', explanation, personKey: samePerson, evidence: evidence ?? '' } as const);
      await of.transact((tx) => resolveObjection(tx, { objectionId: objection, answer, resolvedOn: dayOr(of, on) }));
      return { objectionId: objection, outcome: answer.outcome };
    },
  }),
};
