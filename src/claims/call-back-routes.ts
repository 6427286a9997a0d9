// Decides the operation that lists what families say arrived and was not what was paid; it is answered by a step of the claim.
import { z } from '@hono/zod-openapi';
import { operation } from '../web/operation.ts';
import { programmeName } from '../web/shapes.ts';
import { callBackDifferences } from './call-back-steps.ts';
import { differencesAnswer } from './case-shape-routes.ts';

export const callBackOperations = {
  differences: operation({
    command: 'claims differences',
    id: 'listCallBackDifferences',
    method: 'get',
    path: '/programmes/{programme}/claim-differences',
    summary:
      'Claims whose families say that something else arrived than was paid: who must answer and by when, and how it was answered; nobody of a family named',
    input: z.object({ programme: programmeName }),
    answer: differencesAnswer,
    run: async ({ read, workplace }, { programme }) => read((tx) => callBackDifferences(tx, workplace.law, programme)),
  }),
};
