// Decides the operation that prepares messages to a programme's members.
import { z } from '@hono/zod-openapi';
import { operation } from '../web/operation.ts';
import { day, programmeName, whole } from '../web/shapes.ts';
import { memberNoticeKinds, prepareNotices } from './member-notice-steps.ts';

export const memberNoticeOperations = {
  prepare: operation({
    command: 'notice prepare',
    id: 'prepareNotices',
    method: 'post',
    path: '/programmes/{programme}/notices',
    summary:
      'Queues what members are to be told today (registered, the card in the village, a contribution late, the end of the term near), once for each reason',
    input: z.object({ programme: programmeName }),
    long: true,
    answer: z.object({
      on: day,
      reminder: whole.nullable().openapi({ description: 'Days before the end of the term whose reminder is due.' }),
      told: z.array(z.object({ kind: z.enum(memberNoticeKinds), people: whole, withoutContact: whole, toldBefore: whole, queued: whole })),
    }),
    run: async ({ transact, workplace }, { programme }) => transact((tx) => prepareNotices(tx, workplace, { programme })),
  }),
};
