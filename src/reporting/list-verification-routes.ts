// Decides the operation that verifies a list: its digest, signature, rows, proof in the log, and the whole decision made again.
import { z } from '@hono/zod-openapi';
import { operation } from '../web/operation.ts';
import { hash, id, programmeName } from '../web/shapes.ts';
import { verifyList } from './list-verification-steps.ts';

export const listVerificationOperations = {
  verify: operation({
    command: 'determine verify',
    id: 'verifyInstrument',
    method: 'get',
    path: '/programmes/{programme}/instruments/{instrument}/verification',
    summary: 'Whether a list is what was decided: hash, signature, log and replay from its recorded inputs; and if not, which input differs',
    input: z.object({ programme: programmeName, instrument: z.string().min(1).max(100) }),
    long: true,
    answer: z
      .object({
        instrumentId: id,
        programme: z.string(),
        number: z.string(),
        kind: z.string(),
        listDigest: hash,
        replayedDigest: hash,
        holds: z.boolean(),
        checks: z.array(z.object({ code: z.string(), holds: z.boolean().nullable(), id: z.string(), en: z.string() })),
        differs: z.array(z.string()).openapi({ description: 'The inputs that are not what they were.' }),
      })
      .openapi('ListVerification'),
    run: async ({ workplace, actor }, { instrument }) => verifyList(workplace, actor, instrument),
  }),
};
