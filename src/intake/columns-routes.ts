// Decides the operations about columns: how a list's were understood, what its sender's labels mean, and the template with its Table Schema.
import { z } from '@hono/zod-openapi';
import { operation } from '../web/operation.ts';
import { bilingual, id, whole } from '../web/shapes.ts';
import { correctColumns, listColumns, taughtFrom } from './columns-steps.ts';
import type { SignedListCheck } from './intake-steps.ts';
import { readingNotes } from './reading-notes.ts';
import { tableSchema } from './table-schema.ts';

const sheet = z.object({
  sheet: z.string(),
  headerRow: whole,
  rows: whole,
  columns: z.array(
    z.object({
      letter: z.string(),
      label: z.string().nullable(),
      column: z.string().nullable(),
      how: z.enum(['label', 'similar', 'remembered', 'content']).nullable(),
      hidden: z.boolean().optional(),
    }),
  ),
  passedOver: z.array(z.object({ row: whole, why: z.string() })),
  hiddenRows: whole.optional().openapi({ description: 'Of a hidden sheet, which is not read: how many rows of people it holds.' }),
});

/** The operations about columns. `isSigned` is answered by the stage that signs. */
export const columnsOperations = (isSigned: SignedListCheck) => ({
  columns: operation({
    command: 'list columns',
    id: 'listColumns',
    method: 'get',
    path: '/lists/{list}/columns',
    summary: 'How the columns of a list were understood, sheet by sheet, and which rows were passed over and why',
    input: z.object({ list: id }),
    answer: z.object({
      listId: id,
      fileName: z.string(),
      programme: z.string(),
      sender: z.string(),
      withdrawn: z.boolean(),
      sheets: z.array(sheet),
      notes: z.array(bilingual),
    }),
    run: async ({ read }, of) => {
      const { list, sheets } = await read((tx) => listColumns(tx, of.list));
      const { listId, fileName, programme, sender } = list;
      return { listId, fileName, programme, sender, withdrawn: list.withdrawnAt !== null, sheets, notes: readingNotes(sheets) };
    },
  }),

  teach: operation({
    command: 'list teach',
    id: 'correctColumns',
    method: 'post',
    path: '/lists/{list}/columns',
    summary: 'Says what a label means: remembered for the sender, and the list is read again (the old reading is withdrawn)',
    input: z.object({
      list: id,
      label: z.string().trim().min(1).max(100).openapi({ description: 'The label as it stands above the column, or `kolom C` for a column without one.' }),
      column: z
        .string()
        .regex(/^(-|[a-z-]{1,20})$/)
        .openapi({ description: 'The name of a column of the Table Schema, or `-` for a column that is not used.' }),
    }),
    answer: z.object({ listId: id.nullable(), rows: whole, accepted: whole, rejected: whole, review: whole }),
    run: async ({ workplace, actor }, of) => correctColumns(workplace, actor, { listId: of.list, taught: taughtFrom([`${of.label}=${of.column}`]), isSigned }),
  }),

  template: operation({
    command: 'list template',
    id: 'listTemplate',
    method: 'get',
    path: '/list-template',
    summary:
      'The Table Schema (Data Package v2) that describes a list: its columns, their labels, help and checks. The workbook made from it: /list-template.xlsx',
    input: z.object({}),
    answer: z.object({ schema: z.record(z.string(), z.unknown()) }),
    run: async () => ({ schema: tableSchema }),
  }),
});

export type ColumnsOperations = ReturnType<typeof columnsOperations>;
