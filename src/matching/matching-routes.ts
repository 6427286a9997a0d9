// Decides the operations of identity: search for persons, show who was proposed, decide, estimate the weights.
import { z } from '@hono/zod-openapi';
import { dateIn } from '../kernel/clock.ts';
import { civilDate } from '../kernel/date.ts';
import { operation } from '../web/operation.ts';
import { day, id, pageNumber, paging, programmeName, whole, words } from '../web/shapes.ts';
import { proposalsShown } from './linkage-page-steps.ts';
import { proposeForProgramme } from './linkage-steps.ts';
import { confirmIdentity } from './matching-steps.ts';
import { estimateWeights } from './weights-steps.ts';

const proposing = z.object({ proposingId: id, runId: id, weights: z.string(), rows: whole, proposed: whole });
const text = z.string().nullable();
const person = z.object({ nik: text, name: text, birthDate: day.nullable(), sex: text, birthPlace: text, motherName: text, area: text });
const rowsShown = 20;

export const matchingOperations = {
  propose: operation({
    command: 'identity propose',
    id: 'proposePersons',
    method: 'post',
    path: '/programmes/{programme}/identity-searches',
    summary: 'Searches the population register for the persons doubtful rows of the newest assessment may mean',
    input: z.object({ programme: programmeName }),
    long: true,
    answer: proposing,
    run: async ({ transact, workplace, progress }, { programme }) => transact((tx) => proposeForProgramme(tx, workplace.niks, programme, progress)),
  }),

  show: operation({
    command: 'identity show',
    id: 'listProposals',
    method: 'get',
    path: '/programmes/{programme}/identity-proposals',
    summary: 'Doubtful rows beside the persons proposed for them, with every reason and its weight; NIKs masked',
    input: z.object({ programme: programmeName, all: z.enum(['yes']).optional(), page: pageNumber }),
    personal: true,
    answer: z.object({
      ...paging,
      proposing: proposing.extend({ recordedAt: z.string() }).nullable(),
      withPersons: whole,
      open: whole,
      rows: z.array(
        z.object({
          listId: id,
          rowNo: whole,
          fileName: z.string(),
          sheet: z.string(),
          row: person,
          reasons: z.array(z.string()),
          persons: z.array(
            person.extend({
              personKey: id,
              place: whole,
              bits: z.number(),
              probability: z.number(),
              status: text,
              weights: z.array(z.object({ comparison: z.string(), level: text, weight: z.number() })),
              verdict: text,
              decidedAt: text,
              decidedBy: text,
            }),
          ),
        }),
      ),
    }),
    run: async ({ read, workplace }, { programme, all, page }) => {
      const shown = await read((tx) =>
        proposalsShown(tx, workplace.niks, programme, { open: all === undefined, limit: rowsShown, offset: (page - 1) * rowsShown }),
      );
      return { page, pages: Math.max(1, Math.ceil((all === undefined ? shown.open : shown.withPersons) / rowsShown)), ...shown };
    },
  }),

  decide: operation({
    command: 'identity decide',
    id: 'decideIdentity',
    method: 'post',
    path: '/programmes/{programme}/identity-decisions',
    summary: 'Decides whether a row means a person, on which evidence; the next assessment judges the row by it',
    input: z.object({
      programme: programmeName,
      list: id,
      row: z.coerce.number().int().positive(),
      person: id.openapi({ description: 'Person key of the holder of the NIK, or of somebody proposed for the row.' }),
      verdict: z.enum(['same-person', 'different-person']),
      evidence: words,
    }),
    answer: z.object({ decisionId: id }),
    run: async ({ transact }, { list, row, person: personKey, verdict, evidence }) =>
      transact((tx) => confirmIdentity(tx, { listId: list, rowNo: row, personKey, verdict, evidence })),
  }),

  weigh: operation({
    command: 'identity weigh',
    id: 'estimateLinkageWeights',
    method: 'post',
    path: '/programmes/{programme}/linkage-weights',
    summary: "Estimates the linkage weights from the sponsor's own lists and registers and records them as a dated parameter",
    input: z.object({ programme: programmeName, from: day.optional() }),
    long: true,
    answer: z.object({
      weightsId: id,
      from: day,
      estimatedFrom: z.object({ data: z.string(), rows: whole, pairs: whole }),
      prior: z.number(),
      weights: z.record(z.string(), z.object({ m: z.array(z.number()), u: z.array(z.number()) })),
    }),
    run: async ({ transact, workplace, timeZone }, { programme, from }) =>
      transact((tx) => estimateWeights(tx, workplace.niks, programme, from === undefined ? dateIn(timeZone, workplace.clock.now()) : civilDate(from))),
  }),
};
