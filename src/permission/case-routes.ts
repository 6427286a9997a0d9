// Decides the operations of cases assigned to officers.
import { z } from '@hono/zod-openapi';
import { operation } from '../web/operation.ts';
import { id, when, words } from '../web/shapes.ts';
import { type CaseOf, type OfficerCalled, assignCase, assignments, caseKinds, endAssignment } from './case-steps.ts';

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

  end: operation({
    command: 'case end',
    id: 'endAssignment',
    method: 'post',
    path: '/cases/{case}/assignments/end',
    summary: "Ends an officer's assignment to a case: from then on he does not reach it",
    input: z.object({ case: id, from: accountName, reason: words }),
    answer: z.object({ case: id, from: z.string(), ended: z.boolean() }),
    run: async ({ transact, workplace }, { case: caseId, from: called, reason }) => {
      const from = await officerCalled(workplace, called);
      return { case: caseId, from, ...(await transact((tx) => endAssignment(tx, { caseId, from, reason }))) };
    },
  }),

  list: operation({
    command: 'case show',
    id: 'listCases',
    method: 'get',
    path: '/cases',
    summary: 'Which case is and was assigned to whom, newest first; of one case when it is named',
    input: z.object({ case: id.optional(), limit: z.coerce.number().int().min(1).max(500).default(100) }),
    answer: z.object({
      cases: z.array(
        z.object({
          caseId: id,
          kind,
          assignedTo: z.string(),
          assignedBy: z.string(),
          recordedAt: when,
          ended: z.object({ at: when, by: z.string(), reason: z.string() }).nullable(),
        }),
      ),
    }),
    run: async ({ read }, { case: caseId, limit }) => ({ cases: await read((tx) => assignments(tx, limit, caseId)) }),
  }),
});

export type CaseOperations = ReturnType<typeof caseOperations>;
