// Decides the operations of complaints: made by anybody, followed by their receipt, listed and treated by officers.
import { z } from '@hono/zod-openapi';
import { civilDate } from '../kernel/date.ts';
import { operation } from '../web/operation.ts';
import { day, id, programmeName, words } from '../web/shapes.ts';
import { channels, complaintEvents } from './complaint.ts';
import { complaintsIn, fileComplaint, follow, treatComplaint } from './complaint-steps.ts';

const state = z.enum(['waiting', 'overdue', 'handed-on', 'answered']);
const told = { kind: z.enum(complaintEvents), on: day, words: z.string() } as const;
const receipt = z.string().openapi({ description: 'Followed by this, without signing in; told once.', example: 'ADU-7K4M-9QXD-2H6P' });

export const complaintOperations = {
  file: operation({
    command: 'grievance complain',
    id: 'fileComplaint',
    method: 'post',
    path: '/publik/programmes/{programme}/complaints',
    summary: 'Complains about anything but a decision on a row; without a contact it is anonymous; nobody need sign in',
    input: z.object({
      programme: programmeName,
      kind: z.string().max(60).openapi({ description: 'A code of the parameter grievance-kinds.' }),
      statement: words,
      contact: z.string().trim().max(200).optional().openapi({ description: 'How its author is reached; rests sealed.' }),
      area: z
        .string()
        .regex(/^\d{2,10}$/)
        .optional()
        .openapi({ description: 'Where it happened, by region code.' }),
      channel: z.enum(channels).default('web'),
      on: day.optional(),
    }),
    personal: true,
    answer: z.object({ complaintId: id, receipt, dueOn: day }),
    run: ({ workplace: { vault, law }, actor, transact }, { programme, kind, statement, contact, area, channel, on }) => {
      // Only an officer says by what way, and on which day before, somebody came.
      const byOfficer = actor.roles.length > 0;
      const came = byOfficer ? { channel, receivedOn: on === undefined ? undefined : civilDate(on) } : { channel: 'web' as const, receivedOn: undefined };
      return transact((tx) => fileComplaint(tx, { vault, law, programme, kind, statement, contact, area, ...came }));
    },
  }),

  follow: operation({
    command: 'grievance follow',
    id: 'followComplaint',
    method: 'post',
    path: '/publik/complaint-answers',
    summary: 'How a complaint or objection stands, by its receipt number alone',
    input: z.object({ receipt: z.string().max(60) }),
    personal: true,
    answer: z.object({ receipt, kind: z.string(), receivedOn: day, dueOn: day.nullable(), state, events: z.array(z.object(told)) }),
    run: ({ workplace: { vault }, read }, { receipt: written }) => read((tx) => follow(tx, { vault, receipt: written })),
  }),

  list: operation({
    command: 'grievance complaints',
    id: 'listComplaints',
    method: 'get',
    path: '/programmes/{programme}/complaints',
    summary: 'Complaints of a programme with what became of them, newest first; of restricted ones only named people are told the words',
    input: z.object({ programme: programmeName, limit: z.coerce.number().int().min(1).max(500).default(100) }),
    answer: z.object({
      complaints: z.array(
        z.object({
          complaintId: id,
          kind: z.string(),
          restricted: z.boolean(),
          anonymous: z.boolean(),
          area: z.string(),
          channel: z.string(),
          receivedOn: day,
          dueOn: day,
          state,
          statement: z.string().nullable(),
          contact: z.string().nullable(),
          events: z.array(z.object({ ...told, words: z.string().nullable(), by: z.string() })),
        }),
      ),
    }),
    run: async ({ workplace: { vault }, read }, { programme, limit }) => ({ complaints: await read((tx) => complaintsIn(tx, { vault, programme, limit })) }),
  }),

  treat: operation({
    command: 'grievance treat',
    id: 'treatComplaint',
    method: 'post',
    path: '/programmes/{programme}/complaints/{complaint}/events',
    summary: 'Answers a complaint, hands it on, or takes an answered one up again; its author reads the words',
    input: z.object({ programme: programmeName, complaint: id, event: z.enum(complaintEvents).default('answered'), words }),
    answer: z.object({ complaintId: id, event: z.enum(complaintEvents) }),
    run: async ({ workplace: { vault }, transact }, { complaint, event, words: said }) => {
      await transact((tx) => treatComplaint(tx, { vault, complaintId: complaint, kind: event, words: said }));
      return { complaintId: complaint, event };
    },
  }),
};
