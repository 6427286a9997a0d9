// Decides the operations that tell machines every row of a list with all its findings, and files that were refused whole.
import { z } from '@hono/zod-openapi';
import { refusedFiles } from '../intake/handed-in-steps.ts';
import { sponsorOf } from '../intake/intake-steps.ts';
import { operation } from '../web/operation.ts';
import { id, pageNumber, pagesFor, paging, programmeName, rowsAPage, when, whole } from '../web/shapes.ts';
import { checkList } from './list-check-steps.ts';
import { refusedTold } from './refused-file.ts';

const outcome = z.enum(['accept', 'reject', 'review']);

/** Rows a machine may ask for at a time. */
const mostRows = 1_000; // not law: rows at a time

const finding = z.object({ code: z.string(), outcome, field: z.string(), id: z.string(), en: z.string(), remedyId: z.string(), remedyEn: z.string() });

const row = z
  .object({
    file: z.string(),
    sheet: z.string().nullable(),
    row: whole,
    rowNo: whole.openapi({ description: 'The row in the list, as an objection names it; of a file of one sheet the same as `row`.' }),
    outcome,
    codes: z.array(z.string()),
    person: z.string().nullable(),
    nik: z.string().nullable(),
    name: z.string().nullable(),
    change: z.enum(['corrected', 'unchanged', 'new']).nullable(),
    replacedBy: z.object({ file: z.string().nullable(), row: whole.nullable() }).nullable(),
    counted: z.object({ file: z.string().nullable(), row: whole }).nullable(),
    findings: z.array(finding),
  })
  .openapi('ListRow', { description: 'One row of a file as of now: all codes of form, identity and eligibility; `person` is the key of the person found.' });

const refused = z
  .object({
    file: z.string(),
    sheet: z.null(),
    row: whole.nullable(),
    outcome: z.literal('reject'),
    codes: z.array(z.string()),
    person: z.null(),
    fault: z.object({ code: z.string(), id: z.string(), en: z.string(), refusalId: id, receivedAt: when }),
  })
  .openapi('RefusedFile');

export const listFindingsOperations = {
  rows: operation({
    command: 'list findings',
    id: 'listRows',
    method: 'get',
    path: '/lists/{list}/rows',
    summary: 'Every row of a list with all its findings as of now, in the order of the file, a page at a time; NIKs are masked',
    input: z.object({ list: id, page: pageNumber, size: z.coerce.number().int().min(1).max(mostRows).default(rowsAPage) }),
    personal: true,
    answer: z.object({
      ...paging,
      list: z.object({ listId: id, fileName: z.string(), programme: z.string(), withdrawnAt: when.nullable() }),
      of: whole,
      rows: z.array(row),
    }),
    run: async ({ workplace, actor }, { list, page, size }) => {
      const checked = await checkList(workplace, actor, list, { page: { page, rowsAPage: size } });
      return { page, pages: size === rowsAPage ? pagesFor(checked.of) : Math.max(1, Math.ceil(checked.of / size)), ...checked };
    },
  }),

  refused: operation({
    command: 'list findings',
    id: 'listRefusedFiles',
    method: 'get',
    path: '/programmes/{programme}/refused-files',
    summary: 'Files handed in and refused whole, the last first, each with its fault',
    input: z.object({ programme: programmeName, page: pageNumber }),
    answer: z.object({ page: whole, files: z.array(refused) }),
    run: async ({ read }, { programme, page }) =>
      read(async (tx) => {
        await sponsorOf(tx, programme);
        const files = await refusedFiles(tx, { programme }, { limit: rowsAPage, offset: (page - 1) * rowsAPage });
        return { page, files: files.map(refusedTold) };
      }),
  }),
};
