// Decides the operations of messages: shown, sent now, reported by the gateway; and by which number a person is told.
import { z } from '@hono/zod-openapi';
import { Fault } from '../kernel/fault.ts';
import { readNik } from '../kernel/nik.ts';
import { operation } from '../web/operation.ts';
import { searchOf } from '../web/search.ts';
import { id, when, whole, words } from '../web/shapes.ts';
import { nikFaultWords } from '../web/story-words.ts';
import { type PlaceOfPerson, recordContact } from './contact-steps.ts';
import { postedText } from './delivery-report.ts';
import { reportDelivery, takeDeliveryReports } from './delivery-report-steps.ts';
import type { Gateway } from './gateway.ts';
import { noticeKinds } from './notice.ts';
import { noticesShown, sendDue } from './notice-steps.ts';

/** `gatewayOf` is the gateway of the installation, `placeOf` says where a person is on a list, as the composition root knows them. */
export const noticeOperations = (gatewayOf: (dataDir: string) => Gateway, placeOf: PlaceOfPerson) => ({
  list: operation({
    command: 'notice show',
    id: 'listNotices',
    method: 'get',
    path: '/notices',
    summary: 'Messages to people, newest first, with how they stand; numbers masked',
    input: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
    answer: z.object({
      notices: z.array(
        z.object({
          messageId: id,
          kind: z.enum(noticeKinds),
          subject: z.string(),
          area: z.string(),
          to: z.string().openapi({ description: 'Masked.' }),
          text: z.string(),
          recordedAt: when,
          state: z.enum(['waiting', 'sent', 'delivered', 'refused', 'given-up']),
          tries: whole,
          lastAt: when.nullable(),
          detail: z.string().nullable(),
        }),
      ),
    }),
    run: async ({ read, workplace: { vault } }, { limit }) => ({ notices: await read((tx) => noticesShown(tx, vault, limit)) }),
  }),

  send: operation({
    command: 'notice send',
    id: 'sendNotices',
    method: 'post',
    path: '/notice-sendings',
    summary: 'Sends what is due now; a server does so by itself',
    input: z.object({}),
    answer: z.object({ sent: whole, failed: whole, refused: whole }),
    run: ({ workplace, actor }) => sendDue(workplace, actor, gatewayOf(workplace.dataDir)),
  }),

  report: operation({
    command: 'notice report',
    id: 'reportNotice',
    method: 'post',
    path: '/notice-reports',
    summary: "A gateway's report of a message, by the reference it gave",
    input: z.object({ reference: z.string().trim().min(1).max(200), delivered: z.coerce.boolean().default(true), detail: z.string().max(200).optional() }),
    answer: z.object({ reference: z.string() }),
    run: async ({ transact }, { reference, delivered, detail }) => {
      await transact((tx) => reportDelivery(tx, { reference, delivered, ...(detail === undefined ? {} : { detail }) }));
      return { reference };
    },
  }),

  reports: operation({
    command: 'notice reports',
    id: 'takeDeliveryReports',
    method: 'post',
    path: '/notices/delivery-reports/{gateway}',
    summary: "What a provider of messages posts of their delivery, in its own form, read by the gateway's profile; a repeated or late report changes nothing",
    foreign: true,
    input: z.object({
      gateway: z
        .string()
        .regex(/^[a-z0-9-]{1,40}$/)
        .openapi({ example: 'payung', description: 'A profile of gateways/.' }),
      body: z.unknown(),
    }),
    answer: z.object({
      reports: whole,
      news: whole.openapi({ description: 'Kept: they say something new.' }),
      unchanged: whole.openapi({ description: 'Repeated, too late, or nothing final.' }),
      unknown: whole.openapi({ description: 'Of messages that are not known.' }),
      notUnderstood: whole.openapi({ description: 'With a word of state the profile lacks.' }),
    }),
    run: async ({ transact }, { gateway, body }) =>
      transact((tx) => takeDeliveryReports(tx, { gateway, posted: typeof body === 'string' ? postedText(body) : body })),
  }),

  contact: operation({
    command: 'notice contact',
    id: 'recordNoticeContact',
    method: 'post',
    path: '/notice-contacts',
    summary: 'Records by which mobile number a person wants to be told, or that he no longer does; posted, so that no number stands in an address',
    input: z.object({
      nik: z.string().max(40).openapi({ description: '16 digits' }),
      phone: z.string().max(40).optional().openapi({ description: 'A mobile number of Indonesia; needed unless it is ended.' }),
      end: z.enum(['yes', 'no']).default('no').openapi({ description: '`yes`: the person is not to be told any more.' }),
      reason: words.optional().openapi({ description: 'What it is recorded for; the person may read it.' }),
    }),
    personal: true,
    discloses: ({ nik, reason }, { niks }) => searchOf(niks, nik, ['contact'], reason),
    answer: z.object({
      nik: z.string().openapi({ description: 'Masked.' }),
      to: z.string().nullable().openapi({ description: 'Masked; null: the person is told no more.' }),
    }),
    run: async ({ transact, workplace: { vault, niks } }, { nik: written, phone, end }) => {
      const { nik, fault } = readNik(written);
      if (nik === null) throw new Fault('bad-input', fault, nikFaultWords[fault] ?? { id: fault, en: fault }, { column: 'nik' });
      return transact((tx) => recordContact(tx, { vault, niks, placeOf }, { nik, phone: end === 'yes' ? null : (phone ?? '') }));
    },
  }),
});

export type NoticeOperations = ReturnType<typeof noticeOperations>;
