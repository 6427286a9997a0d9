// Decides the operations of programmes: a programme file recorded, a programme shown with its places and budget.
import { z } from '@hono/zod-openapi';
import { operation } from '../web/operation.ts';
import { bilingual, hash, monthName, programmeName, rupiah, whole } from '../web/shapes.ts';
import { linesOf } from './budget-steps.ts';
import { currentPolicy, readProgrammeFile, recordProgramme, regionNames } from './programme-steps.ts';

export const programmeOperations = {
  record: operation({
    command: 'programme record',
    id: 'recordProgramme',
    method: 'post',
    path: '/programmes',
    summary: 'Records a programme file; changed content is a new version of its policy',
    input: z.object({}),
    files: { many: false },
    answer: z.object({ programme: z.string(), version: whole, digest: hash, places: whole }),
    run: async ({ files: [file], transact }) => {
      const policy = await readProgrammeFile(file?.path ?? '');
      const current = await transact((tx) => recordProgramme(tx, policy));
      return { ...current, places: policy.places.total };
    },
  }),

  show: operation({
    command: 'programme show',
    id: 'showProgramme',
    method: 'get',
    path: '/programmes/{programme}',
    summary: 'A programme: term, places of each kabupaten, budget lines and what is committed on them',
    input: z.object({ programme: programmeName }),
    answer: z.object({
      programme: z.string(),
      title: bilingual,
      sponsor: z.string(),
      version: whole,
      digest: hash,
      firstMonth: monthName,
      lastMonth: monthName,
      places: whole,
      quotas: z.array(z.object({ area: z.string(), name: z.string(), places: whole, basis: z.string() })),
      lines: z.array(z.object({ line: z.string(), fundSource: z.string(), limit: rupiah, committed: rupiah })),
    }),
    run: async ({ read }, { programme }) =>
      read(async (tx) => {
        const current = await currentPolicy(tx, programme);
        const names = await regionNames(tx, 'kabupaten', current.area);
        const { title, sponsor, term, places } = current.policy;
        return {
          ...current,
          title,
          sponsor: sponsor.code,
          firstMonth: term.first,
          lastMonth: term.last,
          places: places.total,
          quotas: current.quotas.map((quota) => ({ ...quota, name: names.get(quota.area) ?? '' })),
          lines: await linesOf(tx, programme),
        };
      }),
  }),
};
