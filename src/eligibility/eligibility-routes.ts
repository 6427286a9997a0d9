// Decides the operations of assessment: every candidate judged, and what the newest assessment says in sum.
import { z } from '@hono/zod-openapi';
import { Fault } from '../kernel/fault.ts';
import { latestRun } from '../platform/run.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { operation } from '../web/operation.ts';
import { hash, id, pageNumber, pagesFor, paging, programmeName, rowsAPage, whole } from '../web/shapes.ts';
import { assess, reasonCounts } from './eligibility-steps.ts';
import { verdictsShown } from './verdict-steps.ts';

const assessed = z.object({
  runId: id,
  runHash: hash,
  rows: whole,
  accept: whole,
  reject: whole,
  review: whole,
  reasons: z.record(z.string(), whole).openapi({ description: 'How many rows have each reason, the most frequent first; a row may have several.' }),
});

const reason = z.object({ code: z.string(), id: z.string(), en: z.string(), remedyId: z.string(), remedyEn: z.string() });

export const eligibilityOperations = {
  assess: operation({
    command: 'assess',
    id: 'assess',
    method: 'post',
    path: '/programmes/{programme}/assessments',
    summary: 'Assesses every candidate against the registers and the policy; the same inputs are the same run',
    input: z.object({ programme: programmeName }),
    long: true,
    answer: assessed.extend({ repeated: z.boolean() }),
    run: async ({ workplace, actor, read, progress }, { programme }) => {
      const run = await assess(workplace, actor, programme, (rows, of) => progress(rows, of, rows));
      return { ...run, ...run.counts, reasons: await read((tx) => reasonCounts(tx, run.runId)) };
    },
  }),

  show: operation({
    command: 'assess',
    act: 'assess show',
    id: 'showAssessment',
    method: 'get',
    path: '/programmes/{programme}/assessments/newest',
    summary: 'The newest assessment: outcomes and reasons counted',
    input: z.object({ programme: programmeName }),
    answer: assessed,
    run: async ({ read }, { programme }) =>
      read(async (tx) => {
        await currentPolicy(tx, programme);
        const run = await latestRun(tx, programme, 'assessment');
        if (run !== undefined) return { ...run, ...run.counts, reasons: await reasonCounts(tx, run.runId) };
        throw new Fault('not-found', 'nothing-assessed', { id: 'Program ini belum dinilai.', en: 'This programme is not assessed yet.' });
      }),
  }),

  rows: operation({
    command: 'assess rows',
    id: 'listVerdicts',
    method: 'get',
    path: '/assessments/{run}/rows',
    summary: 'The rows of an assessment with every reason in words, file by file, a page at a time',
    input: z.object({ run: id, outcome: z.enum(['accept', 'reject', 'review']).optional(), list: id.optional(), page: pageNumber }),
    personal: true,
    answer: z.object({
      ...paging,
      programme: z.string(),
      fitting: whole,
      rows: z.array(
        z.object({
          listId: id,
          fileName: z.string(),
          sheet: z.string(),
          row: whole,
          rowNo: whole,
          name: z.string().nullable(),
          outcome: z.string(),
          reasons: z.array(reason),
          notes: z.array(reason),
          repeats: whole.openapi({ description: 'Other rows of the run with the same NIK; 0 for an accepted row.' }),
        }),
      ),
    }),
    run: async ({ read }, { run, outcome, list, page }) => {
      const shown = await read((tx) => verdictsShown(tx, run, { outcome, listId: list }, { page, rowsAPage }));
      return { page, pages: pagesFor(shown.fitting), ...shown };
    },
  }),
};
