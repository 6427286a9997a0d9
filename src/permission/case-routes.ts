// Decides the operations of cases assigned to officers.
import { z } from '@hono/zod-openapi';
import { operation } from '../web/operation.ts';
import { id, when } from '../web/shapes.ts';
import { type CaseOf, type OfficerCalled, assignCase, assignments, caseKinds } from './case-steps.ts';

export const accountName = z.string().trim().min(1).max(200).openapi({ description: 'The sign-in name of an account, or its id as acts name their author.' });

const kind = z.enum(caseKinds);

/** `caseOf` is answered by the stages that keep cases, `officerCalled` by whoever keeps accounts. */
export const caseOperations = (caseOf: CaseOf, officerCalled: OfficerCalled) => ({
  assign: operation({
    command: 'case assign',
    id: 'assignCase',
    method: 'post',
    path: '/cases/{case}/assignments',
    summary: 'Assigns a claim or an objection to an officer, who then sees it',
    input: z.object({ case: id, kind, to: accountName }),
    answer: z.object({ case: id, kind, to: z.string(), assigned: z.boolean() }),
    run: async ({ transact, workplace }, { case: caseId, kind: of, to: called }) => {
      const to = await officerCalled(workplace, called);
      return { case: caseId, kind: of, to, ...(await transact((tx) => assignCase(tx, { kind: of, caseId, to, caseOf }))) };
    },
  }),

  list: operation({
    command: 'case show',
    id: 'listCases',
    method: 'get',
    path: '/cases',
    summary: 'Which case is assigned to whom, newest first',
    input: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
    answer: z.object({
      cases: z.array(z.object({ caseId: id, kind, assignedTo: z.string(), assignedBy: z.string(), recordedAt: when })),
    }),
    run: async ({ read }, { limit }) => ({ cases: await read((tx) => assignments(tx, limit)) }),
  }),
});

export type CaseOperations = ReturnType<typeof caseOperations>;
