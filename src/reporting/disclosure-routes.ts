// Decides the operations of what is masked: a row's NIK for a reason, a person's trail, everything disclosed.
import { z } from '@hono/zod-openapi';
import { newestDisclosures, newestFileCopies } from '../permission/reveal-steps.ts';
import { Fault } from '../kernel/fault.ts';
import { readNik } from '../kernel/nik.ts';
import { operation } from '../web/operation.ts';
import { searchOf } from '../web/search.ts';
import { hash, id, when, whole, words } from '../web/shapes.ts';
import { nikFaultWords } from '../web/story-words.ts';
import { revealRow, trailOf } from './disclosure-steps.ts';

const disclosure = z.object({
  kind: z.enum(['search', 'reveal']),
  act: z.string(),
  fields: z.array(z.string()),
  reason: z.string().nullable(),
  through: z.string(),
  subject: z.string().nullable(),
  recordedAt: when,
  author: z.string(),
});

export const disclosureOperations = {
  row: operation({
    command: 'reveal row',
    id: 'revealRow',
    method: 'post',
    path: '/lists/{list}/rows/{row}/reveals',
    summary: 'Shows the NIK of one row for a written reason, which is recorded and may be read by the person',
    input: z.object({ list: id, row: z.coerce.number().int().positive(), reason: words }),
    personal: true,
    answer: z.object({ nik: z.string(), name: z.string().nullable() }),
    run: async ({ workplace, transact, through }, { list, row, reason }) =>
      transact((tx) => revealRow(tx, workplace.niks, { listId: list, rowNo: row, reason, through })),
  }),

  trail: operation({
    command: 'reveal trail',
    id: 'tellTrail',
    method: 'post',
    path: '/disclosure-trails',
    summary: 'Who searched for a person, what was shown and which copies name him: told to that person on request',
    input: z.object({ nik: z.string().max(40).openapi({ description: '16 digits' }), reason: words.optional() }),
    personal: true,
    discloses: ({ nik, reason }, { niks }) => searchOf(niks, nik, ['trail'], reason),
    answer: z.object({
      nik: z.string().openapi({ description: 'Masked.' }),
      disclosures: z.array(disclosure),
      copies: z.array(z.object({ exportId: id, fileName: z.string(), folder: z.string(), reason: z.string(), recordedAt: when, author: z.string() })),
    }),
    run: async ({ workplace, read }, { nik: written }) => {
      const { nik, fault } = readNik(written);
      if (nik === null) throw new Fault('bad-input', fault, nikFaultWords[fault] ?? { id: fault, en: fault }, { column: 'nik' });
      return read((tx) => trailOf(tx, workplace.niks, nik));
    },
  }),

  list: operation({
    command: 'reveal list',
    id: 'listDisclosures',
    method: 'get',
    path: '/disclosures',
    summary: 'The newest searches, masked fields shown and copies of files; names nobody they were about',
    input: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
    answer: z.object({
      disclosures: z.array(disclosure),
      copies: z.array(
        z.object({
          exportId: id,
          act: z.string(),
          owner: z.string(),
          folder: z.string(),
          fileName: z.string(),
          digest: hash,
          people: whole.nullable(),
          reason: z.string(),
          through: z.string(),
          recordedAt: when,
          author: z.string(),
        }),
      ),
    }),
    run: async ({ read }, { limit }) => read(async (tx) => ({ disclosures: await newestDisclosures(tx, limit), copies: await newestFileCopies(tx, limit) })),
  }),
};
