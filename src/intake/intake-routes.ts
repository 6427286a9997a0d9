// Decides the operations of lists: handed in, shown, told row by row, taken back.
import { z } from '@hono/zod-openapi';
import { operation } from '../web/operation.ts';
import { bilingual, id, pageNumber, pagesFor, paging, programmeName, rowsAPage, when, whole, words } from '../web/shapes.ts';
import { areaOfFile } from './area-of-file.ts';
import { type SignedListCheck, listOf, sponsorOf, submitLists, withdrawList } from './intake-steps.ts';
import { listsShown, rowsShown } from './list-page-steps.ts';

const outcome = z.enum(['accept', 'reject', 'review']);

const list = z
  .object({
    listId: id,
    programme: z.string(),
    area: z.string(),
    sender: z.string(),
    fileName: z.string(),
    fileDigest: z.string(),
    media: z.string(),
    rows: whole,
    accepted: whole,
    rejected: whole,
    inReview: whole,
    receivedAt: when,
    withdrawnAt: when.nullable(),
  })
  .openapi('List', { description: 'rows = accepted + rejected + inReview' });

/** A share is told in parts of this. */
const wholeShare = 1_000; // not law: parts of a whole

const finding = z.object({ code: z.string(), outcome: outcome, field: z.string(), id: z.string(), en: z.string(), remedyId: z.string(), remedyEn: z.string() });

/** The operations of intake. `isSigned` is answered by the stage that signs. */
export const intakeOperations = (isSigned: SignedListCheck) => ({
  submit: operation({
    command: 'list submit',
    id: 'submitLists',
    method: 'post',
    path: '/programmes/{programme}/lists',
    summary: 'Hands candidate lists in (CSV or XLSX, one or many); a file refused is told and stops no other',
    input: z.object({
      programme: programmeName,
      area: z
        .string()
        .regex(/^[\d.]{2,13}$/)
        .optional()
        .openapi({ description: 'Kemendagri code of the area; without it from the beginning of each file name.' }),
      sender: z.string().trim().min(1).max(100).openapi({ description: 'The office that sends them, never a person.' }),
      corrects: id.optional().openapi({ description: 'The list the files correct; a file that was given back says so itself.' }),
      missing: z.enum(['keep', 'remove']).default('keep').openapi({ description: 'Whether rows a correction leaves out go on counting.' }),
    }),
    files: { many: true },
    long: true,
    answer: z.object({
      lists: z.array(
        z.object({
          listId: id,
          file: z.string(),
          area: z.string(),
          rows: whole,
          accepted: whole,
          rejected: whole,
          review: whole,
          notes: z.array(bilingual),
          correction: z.object({ root: id, corrected: whole, unchanged: whole, added: whole, removed: whole, leftOut: whole }).optional(),
        }),
      ),
      alreadyHandedIn: z.array(z.object({ file: z.string(), listId: id.nullable() })),
      refusedFiles: z.array(z.object({ file: z.string(), code: z.string(), id: z.string(), en: z.string() })),
      rows: whole,
      accepted: whole,
      rejected: whole,
      review: whole,
    }),
    run: async ({ workplace, actor, files, read, progress }, { programme, area, sender, corrects, missing }) => {
      const sponsor = await read((tx) => sponsorOf(tx, programme));
      const submission = await submitLists(workplace, actor, {
        programme,
        sponsor,
        sender,
        correction: { list: corrects, missing },
        receivedAt: workplace.clock.now(),
        files: files.map((file) => ({ path: file.path, area: area ?? areaOfFile(file.name) ?? '' })),
        onProgress: ({ rows, share }) => progress(Math.round(share * wholeShare), wholeShare, rows),
      });
      return { ...submission, refusedFiles: submission.refusedFiles.map(({ file, fault }) => ({ file, code: fault.code, ...fault.text })) };
    },
  }),

  lists: operation({
    command: 'list show',
    id: 'listLists',
    method: 'get',
    path: '/programmes/{programme}/lists',
    summary: 'Lists of a programme, the last received first, a page at a time, with their sums',
    input: z.object({
      programme: programmeName,
      area: z
        .string()
        .regex(/^\d{0,10}$/)
        .optional(),
      file: z.string().max(100).optional(),
      state: z.enum(['standing', 'withdrawn']).optional(),
      page: pageNumber,
    }),
    answer: z.object({
      ...paging,
      totals: z.object({ lists: whole, withdrawn: whole, rows: whole, accepted: whole, rejected: whole, inReview: whole }),
      lists: z.array(list),
    }),
    run: async ({ read }, { programme, page, area, file, state }) => {
      const filter = { ...(area === undefined ? {} : { area }), ...(file === undefined ? {} : { file }), ...(state === undefined ? {} : { state }) };
      const shown = await read(async (tx) => {
        await sponsorOf(tx, programme);
        return listsShown(tx, programme, filter, { page, rowsAPage });
      });
      return { page, pages: pagesFor(shown.totals.lists), ...shown };
    },
  }),

  list: operation({
    command: 'list show',
    id: 'showList',
    method: 'get',
    path: '/lists/{list}',
    summary: 'One list with its counts',
    input: z.object({ list: id }),
    answer: list,
    run: async ({ read }, of) => read((tx) => listOf(tx, of.list)),
  }),

  findings: operation({
    command: 'list findings',
    id: 'listFindings',
    method: 'get',
    path: '/lists/{list}/findings',
    summary: 'What was found in the rows of a list, and what to do, a page at a time; NIKs are masked',
    input: z.object({
      list: id,
      outcome: outcome.optional(),
      code: z
        .string()
        .regex(/^[a-z0-9-]{1,60}$/)
        .optional(),
      all: z.stringbool().optional(),
      page: pageNumber,
    }),
    personal: true,
    answer: z.object({
      ...paging,
      list,
      fitting: whole,
      findings: z.array(z.object({ code: z.string(), rows: whole })),
      notes: z.array(bilingual).openapi({ description: "How the list was read, as far as no row tells: hidden sheets, rows that are nobody's." }),
      rows: z.array(
        z.object({
          sheet: z.string(),
          row: whole,
          rowNo: whole,
          nik: z.string().nullable(),
          name: z.string().nullable(),
          outcome: z.string(),
          findings: z.array(finding),
        }),
      ),
    }),
    run: async ({ workplace, read }, of) => {
      const filter = {
        ...(of.outcome === undefined ? {} : { outcome: of.outcome }),
        ...(of.code === undefined ? {} : { code: of.code }),
        all: of.all ?? false,
      };
      const shown = await read((tx) => rowsShown(tx, workplace.niks, of.list, filter, { page: of.page, rowsAPage }));
      return { page: of.page, pages: pagesFor(shown.fitting), ...shown };
    },
  }),

  withdraw: operation({
    command: 'list withdraw',
    id: 'withdrawList',
    method: 'post',
    path: '/lists/{list}/withdrawal',
    summary: 'Takes a list back that nothing signed rests on',
    input: z.object({ list: id, reason: words }),
    answer: list.extend({ alsoWithdrawn: z.array(z.object({ listId: id, fileName: z.string() })) }),
    run: async ({ transact }, of) => transact((tx) => withdrawList(tx, { listId: of.list, reason: of.reason, isSigned })),
  }),
});

export type IntakeOperations = ReturnType<typeof intakeOperations>;
