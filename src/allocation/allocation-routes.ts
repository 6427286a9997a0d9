// Decides the operations of allocation: places shared out, and who got how many.
import { z } from '@hono/zod-openapi';
import { Fault } from '../kernel/fault.ts';
import type { Tx } from '../platform/database.ts';
import { type CompletedRun, latestRun } from '../platform/run.ts';
import { currentPolicy, regionNames } from '../programme/programme-steps.ts';
import { operation } from '../web/operation.ts';
import { hash, id, programmeName, when, whole, words } from '../web/shapes.ts';
import { type ListedDraw, allocate, placesTaken } from './allocation-steps.ts';
import { publishTickets } from './ticket-root-steps.ts';

const allocated = z.object({
  runId: id,
  runHash: hash,
  candidates: whole,
  placed: whole,
  reserve: whole,
  areas: z.array(z.object({ area: z.string(), name: z.string(), quota: whole, placed: whole, reserve: whole })),
});

async function withAreas(tx: Tx, programme: string, run: CompletedRun) {
  const policy = await currentPolicy(tx, programme);
  const names = await regionNames(tx, 'kabupaten', policy.area);
  const areas = await placesTaken(tx, run.runId);
  return { ...run, ...run.counts, areas: areas.map((row) => ({ ...row, name: names.get(row.area) ?? '' })) };
}

/** The operations of allocation. `listedDraw` is answered by the stage that proposes lists. */
export const allocationOperations = (listedDraw: ListedDraw) => ({
  allocate: operation({
    command: 'allocate',
    id: 'allocate',
    method: 'post',
    path: '/programmes/{programme}/allocations',
    summary: 'Shares the places of each kabupaten by need; a draw with the announced seed breaks ties',
    input: z.object({ programme: programmeName, seed: words }),
    long: true,
    answer: allocated.extend({ repeated: z.boolean() }),
    run: async ({ workplace, actor, read }, { programme, seed }) => {
      const run = await allocate(workplace, actor, { programme, seed, listedDraw });
      return { ...(await read((tx) => withAreas(tx, programme, run))), repeated: run.repeated };
    },
  }),

  tickets: operation({
    command: 'lottery publish',
    id: 'publishTickets',
    method: 'post',
    path: '/programmes/{programme}/tickets',
    summary: 'Publishes the root of the draw’s tickets in the log, before anybody knows the seed',
    input: z.object({ programme: programmeName }),
    long: true,
    answer: z.object({ assessmentRun: id, tickets: whole, root: hash, recordedAt: when, repeated: z.boolean() }),
    run: async ({ workplace, actor }, { programme }) => publishTickets(workplace, actor, programme),
  }),

  show: operation({
    command: 'allocate',
    act: 'allocate show',
    id: 'showAllocation',
    method: 'get',
    path: '/programmes/{programme}/allocations/newest',
    summary: 'The newest allocation: quota, places and reserve of each kabupaten',
    input: z.object({ programme: programmeName }),
    answer: allocated,
    run: async ({ read }, { programme }) =>
      read(async (tx) => {
        await currentPolicy(tx, programme);
        const run = await latestRun(tx, programme, 'allocation');
        if (run !== undefined) return withAreas(tx, programme, run);
        throw new Fault('not-found', 'nothing-allocated', {
          id: 'Belum ada pembagian tempat untuk program ini.',
          en: 'No places have been allocated for this programme yet.',
        });
      }),
  }),
});
