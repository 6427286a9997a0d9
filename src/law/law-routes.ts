// Decides the operations of the law: its parameters with their sources, a month's contribution, a month's due date.
import { z } from '@hono/zod-openapi';
import { civilDate } from '../kernel/date.ts';
import { monthFrom } from '../kernel/month.ts';
import { operation } from '../web/operation.ts';
import { bilingual, day, hash, monthName, rupiah, whole } from '../web/shapes.ts';
import { contribution, payers, sectors } from './contribution.ts';
import { dueDate, segments } from './due-date.ts';
import { citationJson, parameterOf } from './law.ts';
import { valueOn } from './parameter.ts';

const dated = z.object({ value: z.unknown(), from: day, to: day.nullable(), source: z.string(), confidence: z.string(), note: bilingual.nullable() });
const parameter = z.object({ name: z.string(), title: bilingual, unit: z.string(), article: z.string(), values: z.array(dated), open: z.boolean() });
const citation = z.object({
  parameter: z.string(),
  value: z.unknown(),
  unit: z.string(),
  on: day,
  from: day,
  article: z.string(),
  source: z.string(),
  confidence: z.string(),
});

export const lawOperations = {
  list: operation({
    command: 'law list',
    id: 'listLaw',
    method: 'get',
    path: '/law',
    summary: 'Every parameter of the law with its dated values; `open` where the question is not settled',
    input: z.object({}),
    answer: z.object({ version: hash, parameters: z.array(parameter) }),
    run: async ({ workplace: { law } }) => ({
      version: law.version,
      parameters: [...law.parameters.values()].map((one) => ({ ...one, open: one.alternatives !== null })),
    }),
  }),

  show: operation({
    command: 'law show',
    id: 'showLaw',
    method: 'get',
    path: '/law/parameters/{name}',
    summary: 'One parameter, on a date or with all its values; alternatives where the question is not settled',
    input: z.object({ name: z.string().regex(/^[a-z0-9-]{1,80}$/), on: day.optional() }),
    answer: parameter.extend({
      version: hash,
      alternatives: z
        .object({ choices: z.array(z.object({ name: z.string(), id: z.string(), en: z.string() })), default: z.string(), why: bilingual })
        .nullable(),
    }),
    run: async ({ workplace: { law } }, { name, on }) => {
      const one = parameterOf(law, name);
      return { ...one, open: one.alternatives !== null, values: on === undefined ? one.values : [valueOn(one, civilDate(on))], version: law.version };
    },
  }),

  contribution: operation({
    command: 'law contribution',
    id: 'askContribution',
    method: 'get',
    path: '/law/contribution',
    summary: "What one person's month costs by law, with the parameters it rests on",
    input: z.object({
      income: z.coerce.number().int().nonnegative().openapi({ description: 'Whole rupiah a month.' }),
      month: monthName,
      payer: z.enum(payers),
      sector: z.enum(sectors).default('other'),
    }),
    answer: z.object({
      base: rupiah,
      jkk: rupiah,
      jkm: rupiah,
      total: rupiah,
      relief: z.object({ percent: whole, saved: rupiah }).nullable(),
      parameters: z.array(citation),
    }),
    run: async ({ workplace: { law } }, { income, month, payer, sector }) => {
      const owed = contribution({ law, income: BigInt(income), month: monthFrom(month), payer, sector });
      return { ...owed, parameters: owed.citations.map(citationJson) };
    },
  }),

  due: operation({
    command: 'law due',
    id: 'askDueDate',
    method: 'get',
    path: '/law/due-date',
    summary: 'When a month is due by law, and which days off moved it',
    input: z.object({ month: monthName, segment: z.enum(segments).default('bpu') }),
    answer: z.object({
      due: day,
      nominal: day,
      dueIfCollectiveLeaveIsOff: day,
      skipped: z.array(z.object({ date: day, name: bilingual })),
      parameters: z.array(citation),
    }),
    run: async ({ workplace: { law } }, { month, segment }) => {
      const dates = dueDate({ law, month: monthFrom(month), segment });
      return { ...dates, parameters: dates.citations.map(citationJson) };
    },
  }),
};
