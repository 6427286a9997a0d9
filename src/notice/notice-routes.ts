// Decides the operations of messages: shown, sent now, reported by the gateway.
import { z } from '@hono/zod-openapi';
import { operation } from '../web/operation.ts';
import { id, when, whole } from '../web/shapes.ts';
import type { Gateway } from './gateway.ts';
import { noticeKinds } from './notice.ts';
import { noticesShown, reportDelivery, sendDue } from './notice-steps.ts';

/** `gatewayOf` is the gateway of the installation, as the composition root configures it. */
export const noticeOperations = (gatewayOf: (dataDir: string) => Gateway) => ({
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
});

export type NoticeOperations = ReturnType<typeof noticeOperations>;
