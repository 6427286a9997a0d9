// Decides the operations of the seam between two payers: a hand-over's list given to the next payer's programme, and where everybody in it stands.
import { z } from '@hono/zod-openapi';
import { operation } from '../web/operation.ts';
import { day, monthName, pageNumber, programmeName, rowsAPage, whole } from '../web/shapes.ts';
import { seamStages } from './seam.ts';
import { handOver } from './hand-over-steps.ts';
import { seam, seamPeople } from './seam-steps.ts';

const counts = z.object(Object.fromEntries(seamStages.map((stage) => [stage, whole])) as Record<(typeof seamStages)[number], typeof whole>);
const task = z.object({ owner: z.string(), dueOn: day, people: whole, unknown: whole, overdue: z.boolean() });

export const seamOperations = {
  hand: operation({
    command: 'term hand',
    id: 'handOverMembers',
    method: 'post',
    path: '/programmes/{programme}/hand-over',
    summary: "Gives the lists of hand-overs carried out into the next payer's intake as they were written; whether the people are taken is decided there",
    input: z.object({
      programme: programmeName,
      to: programmeName.optional().openapi({ description: "The next payer's programme, where the choice named a payer in words; only with kabupaten." }),
      kabupaten: z
        .string()
        .regex(/^\d{4}$/)
        .optional()
        .openapi({ description: 'Kemendagri code; every hand-over to a programme here without it.' }),
    }),
    long: true,
    answer: z.object({
      handed: z.array(
        z.object({
          area: z.string(),
          to: z.string(),
          file: z.string(),
          persons: whole,
          rows: z.object({ accepted: whole, rejected: whole, review: whole }).nullable(),
        }),
      ),
    }),
    run: async ({ workplace, actor, through }, { programme, to, kabupaten: area }) => ({
      handed: await handOver(workplace, actor, { programme, through, ...(to === undefined ? {} : { to }), ...(area === undefined ? {} : { area }) }),
    }),
  }),

  seam: operation({
    command: 'term seam',
    id: 'watchSeam',
    method: 'get',
    path: '/programmes/{programme}/seam',
    summary:
      'Where the people handed over stand: handed over, accepted, registered, paid for in the first month after, in the gap, unknown; with the task while anybody would fall into it',
    input: z.object({ programme: programmeName }),
    long: true,
    answer: z.object({
      programme: z.string(),
      endsOn: day,
      next: monthName,
      dueOn: day,
      today: day,
      people: whole,
      counts,
      groups: z.array(
        z.object({
          area: z.string(),
          nextPayer: z.string(),
          to: z.string().nullable(),
          handedOn: day.nullable(),
          people: whole,
          unnamed: whole.openapi({ description: 'Of the unknown: people in a file written before names of hand-overs were kept.' }),
          counts,
          task: task.nullable(),
        }),
      ),
    }),
    run: async ({ read, workplace }, { programme }) => read((tx) => seam(tx, { law: workplace.law, programme })),
  }),

  people: operation({
    command: 'term seam',
    act: 'term people',
    id: 'listSeamPeople',
    method: 'get',
    path: '/programmes/{programme}/seam/people',
    summary: 'The people handed over by name, KPJ and village, those not paid for first',
    input: z.object({ programme: programmeName, page: pageNumber }),
    long: true,
    personal: true,
    answer: z.object({
      page: whole,
      people: z.array(
        z.object({ area: z.string(), kpj: z.string().nullable(), name: z.string().nullable(), nextPayer: z.string(), stage: z.enum(seamStages) }),
      ),
    }),
    run: async ({ read, workplace }, { programme, page }) => ({
      page,
      people: await read((tx) => seamPeople(tx, { law: workplace.law, programme, offset: (page - 1) * rowsAPage, limit: rowsAPage })),
    }),
  }),
};
