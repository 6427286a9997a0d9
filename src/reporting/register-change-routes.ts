// Decides the operation that tells what a snapshot would change before it counts.
import { z } from '@hono/zod-openapi';
import { operation } from '../web/operation.ts';
import { day, id, programmeName, whole } from '../web/shapes.ts';
import { registerChange } from './register-change-steps.ts';

const snapshot = z.object({ snapshotId: id, register: z.string(), sponsor: z.string(), asOf: day, rows: whole, held: z.boolean() });
const reach = { candidates: whole, listed: whole, registered: whole } as const;

export const registerChangeOperations = {
  compare: operation({
    command: 'register compare',
    id: 'compareRegisters',
    method: 'get',
    path: '/registers/snapshots/{before}/changes/{after}',
    summary: 'What a snapshot changes against another: in the register, and among the candidates and enrolled people of a programme',
    input: z.object({ before: id, after: id, programme: programmeName.optional() }),
    long: true,
    answer: z.object({
      before: snapshot,
      after: snapshot,
      changes: z.array(z.object({ change: z.string(), kabupaten: z.string(), people: whole })),
      programme: z
        .object({
          programme: z.string(),
          rows: whole,
          changed: whole,
          outcomes: z.array(z.object({ before: z.string(), after: z.string(), ...reach })),
          gained: z.array(z.object({ reason: z.string(), ...reach })),
          kabupaten: z.array(z.object({ area: z.string(), lostAccept: whole, gainedAccept: whole })),
          people: z.array(
            z.object({
              listId: id,
              rowNo: whole,
              fileName: z.string(),
              area: z.string(),
              standing: z.string(),
              before: z.string(),
              after: z.string(),
              gained: z.array(z.string()),
              dropped: z.array(z.string()),
            }),
          ),
        })
        .nullable(),
    }),
    run: async ({ workplace, actor, progress }, { before, after, programme }) => registerChange(workplace, actor, { before, after, programme }, progress),
  }),
};
