// Decides the operations on works of one's own: which there are, and stopping one.
import { z } from '@hono/zod-openapi';
import { paceOf } from '../kernel/pace.ts';
import { askWorkToStop, worksOf } from '../platform/work-kept.ts';
import { operation } from './operation.ts';
import { id, pageNumber, rowsAPage, when, whole } from './shapes.ts';
import { workUnknown } from './works.ts';

const state = z.enum(['running', 'stopping', 'done', 'refused', 'stopped', 'failed']);

export const worksOperations = {
  works: operation({
    command: 'work show',
    id: 'listWorks',
    method: 'get',
    path: '/works',
    summary: 'Long work one started oneself, the last first: how far it is, how fast, how long it still takes',
    input: z.object({ page: pageNumber }),
    answer: z.object({
      page: whole,
      works: z.array(
        z.object({
          workId: id,
          operation: z.string(),
          startedAt: when,
          state,
          attempt: whole,
          done: z.number(),
          of: z.number(),
          rows: z.number(),
          rate: z.number().nullable(),
          secondsLeft: z.number().nullable(),
          fault: z.object({ code: z.string(), id: z.string(), en: z.string() }).nullable(),
        }),
      ),
    }),
    run: async ({ actor, read }, { page }) => {
      const works = await read((tx) => worksOf(tx, actor.id, { limit: rowsAPage, offset: (page - 1) * rowsAPage }));
      return {
        page,
        works: works.map((work) => ({
          ...work,
          startedAt: work.recordedAt,
          of: work.total,
          state: work.ended ?? (work.stopping ? 'stopping' : 'running'),
          ...(work.ended === null ? paceOf({ ...work, of: work.total }) : { rate: null, secondsLeft: null }),
        })),
      };
    },
  }),

  stop: operation({
    command: 'work stop',
    id: 'stopWork',
    method: 'post',
    path: '/works/{work}/stop',
    summary: 'Stops long work one started oneself where it next says how far it is; what was under way is undone',
    input: z.object({ work: id }),
    answer: z.object({ workId: id, stopping: z.boolean() }),
    run: async ({ actor, transact }, { work }) => {
      if (await transact((tx) => askWorkToStop(tx, work, actor.id))) return { workId: work, stopping: true };
      throw workUnknown();
    },
  }),
};
