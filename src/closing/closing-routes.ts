// Decides the operations of closing a programme: what it would mean, and closing it.
import { z } from '@hono/zod-openapi';
import { operation } from '../web/operation.ts';
import { day, hash, monthName, programmeName, rupiah, when, whole, words } from '../web/shapes.ts';
import { obstacleCodes } from './closing.ts';
import { closeProgramme, closingShown } from './closing-steps.ts';

const closed = z.object({
  unspent: rupiah,
  atAdministrator: rupiah,
  openClaims: whole,
  openObjections: whole,
  despite: z.string().nullable(),
  annexDigest: hash,
  recordedAt: when,
  author: z.string(),
});

export const closingOperations = {
  show: operation({
    command: 'closing show',
    id: 'showClosing',
    method: 'get',
    path: '/programmes/{programme}/closing',
    summary: 'What closing the programme means: money unspent, credit at the administrator, open cases with their owners, and what stands in the way',
    input: z.object({ programme: programmeName }),
    long: true,
    answer: z.object({
      mayClose: z.boolean(),
      obstacles: z.array(z.object({ code: z.enum(obstacleCodes), subject: z.string(), optional: z.boolean() })),
      limit: rupiah,
      committed: rupiah,
      debited: rupiah,
      posted: rupiah,
      unspent: rupiah,
      committedUnpaid: rupiah,
      refundable: rupiah,
      claimsAmount: rupiah,
      months: z.array(
        z.object({ month: monthName, charged: whole, posted: whole, invoiced: rupiah, debited: rupiah, postedAmount: rupiah, square: z.boolean() }),
      ),
      atAdministrator: z.array(z.object({ account: z.string(), amount: rupiah })),
      claims: z.array(z.object({ claimId: z.string(), area: z.string(), happenedOn: day, benefit: z.string(), amount: rupiah, owners: z.array(z.string()) })),
      closed: closed.nullable(),
    }),
    run: async ({ read, workplace }, { programme }) => {
      const { facts, closing, closed: done } = await read((tx) => closingShown(tx, { law: workplace.law, programme }));
      return { ...closing, atAdministrator: facts.atAdministrator, claims: facts.claims, closed: done };
    },
  }),

  close: operation({
    command: 'closing close',
    id: 'closeProgramme',
    method: 'post',
    path: '/programmes/{programme}/closing',
    summary: 'Closes the programme, once: writes the annex for the yearly report (PDF, XLSX) and records what is left',
    input: z.object({
      programme: programmeName,
      despite: words.optional().openapi({ description: 'Why to close over months that are not square or objections not answered.' }),
    }),
    long: true,
    answer: z.object({ closed, files: z.array(z.object({ name: z.string(), sha256: hash, bytes: whole })) }),
    run: async ({ workplace, actor }, { programme, despite }) => closeProgramme(workplace, actor, { programme, ...(despite === undefined ? {} : { despite }) }),
  }),
};
