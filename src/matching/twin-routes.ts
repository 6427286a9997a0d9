// Decides the operations on people under two NIKs: search, show the pairs, settle one.
import { z } from '@hono/zod-openapi';
import { operation } from '../web/operation.ts';
import { day, id, pageNumber, paging, programmeName, whole, words } from '../web/shapes.ts';
import { settleTwins } from './twin-decision-steps.ts';
import { searchTwins, twinsShown } from './twin-steps.ts';

const text = z.string().nullable();
const found = z.object({ searchId: id, scope: z.enum(['programme', 'register']), weights: z.string(), compared: whole, found: whole, leftOut: whole });
const months = z.array(z.string());
const person = z.object({
  personKey: id,
  nik: z.string(),
  name: text,
  birthDate: day.nullable(),
  sex: text,
  birthPlace: text,
  motherName: text,
  area: text,
  status: text,
  months,
});
const rowsShown = 20;

export const twinOperations = {
  search: operation({
    command: 'identity twins',
    id: 'searchTwins',
    method: 'post',
    path: '/programmes/{programme}/twin-searches',
    summary: 'Searches the population register for one person under two NIKs: of the people in the lists, or of everybody',
    input: z.object({ programme: programmeName, scope: z.enum(['programme', 'register']).default('programme') }),
    long: true,
    answer: found,
    run: async ({ transact, workplace, progress }, { programme, scope }) => transact((tx) => searchTwins(tx, workplace.niks, { programme, scope }, progress)),
  }),

  show: operation({
    command: 'identity twins-show',
    id: 'listTwins',
    method: 'get',
    path: '/programmes/{programme}/twins',
    summary: 'Pairs of people who are likely one, side by side, with every reason and its weight; NIKs masked',
    input: z.object({ programme: programmeName, all: z.enum(['yes']).optional(), page: pageNumber }),
    personal: true,
    answer: z.object({
      ...paging,
      search: found.extend({ recordedAt: z.string() }).nullable(),
      pairs: whole,
      open: whole,
      rows: z.array(
        z.object({
          one: person,
          other: person,
          bits: z.number(),
          probability: z.number(),
          weights: z.array(z.object({ comparison: z.string(), level: text, weight: z.number() })),
          monthsUnderBoth: months,
          decisionId: text,
          verdict: text,
          keptKey: text,
          decidedAt: text,
          decidedBy: text,
        }),
      ),
    }),
    run: async ({ read, workplace }, { programme, all, page }) => {
      const open = all === undefined;
      const shown = await read((tx) => twinsShown(tx, workplace.niks, programme, { open, limit: rowsShown, offset: (page - 1) * rowsShown }));
      return { page, pages: Math.max(1, Math.ceil((open ? shown.open : shown.pairs) / rowsShown)), ...shown };
    },
  }),

  decide: operation({
    command: 'identity twins-decide',
    id: 'decideTwins',
    method: 'post',
    path: '/programmes/{programme}/twin-decisions',
    summary: 'Decides whether two people of the register are one, on which evidence; from then on one key means the person',
    input: z.object({
      programme: programmeName,
      one: id,
      other: id,
      verdict: z.enum(['same-person', 'different-person']),
      keep: id.optional().openapi({ description: 'The key that means the person from now on; needed for same-person.' }),
      replaces: id.optional().openapi({ description: 'The decision seen before, to take its place.' }),
      evidence: words,
    }),
    answer: z.object({ decisionId: id, keptKey: text, monthsUnderBoth: months }),
    run: async ({ transact }, { one, other, verdict, keep = null, replaces = null, evidence }) =>
      transact((tx) => settleTwins(tx, { one, other, verdict, keep, replaces, evidence })),
  }),
};
