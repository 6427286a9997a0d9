// Decides the operations of broken glasses: broken, shown, judged.
import { z } from '@hono/zod-openapi';
import { operation } from '../web/operation.ts';
import { id, when, words } from '../web/shapes.ts';
import type { PermissionTable } from './permission.ts';
import { breakGlass, glasses, longestMinutes, reviewGlass } from './glass-steps.ts';

const verdict = z.enum(['justified', 'not-justified']);

/** `permissions` says which acts a glass may be broken for. */
export const glassOperations = (permissions: () => PermissionTable) => ({
  break: operation({
    command: 'glass break',
    id: 'breakGlass',
    method: 'post',
    path: '/glasses',
    summary: 'Permits one act beyond the permission table for some minutes, with a reason; those who watch are told at once',
    input: z.object({
      act: z.string().max(40).openapi({ description: 'An act of the permission table.', example: 'claims show' }),
      reason: words,
      minutes: z.coerce.number().int().min(1).max(longestMinutes).default(30),
      over: z
        .string()
        .regex(/^\d{2,10}$/)
        .optional()
        .openapi({ description: 'The area it is for, within the own sponsor; that of the account without it.' }),
    }),
    answer: z.object({ glassId: id, act: z.string(), area: z.string(), closesAt: when }),
    run: async ({ workplace, actor }, { over, ...of }) =>
      breakGlass({ database: workplace.database, permissions: permissions() }, actor, { ...of, ...(over === undefined ? {} : { area: over }) }),
  }),

  list: operation({
    command: 'glass show',
    id: 'listGlasses',
    method: 'get',
    path: '/glasses',
    summary: 'Broken glasses, newest first, with their reasons and how they were judged',
    input: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
    answer: z.object({
      glasses: z.array(
        z.object({
          glassId: id,
          act: z.string(),
          area: z.string(),
          reason: z.string(),
          brokenBy: z.string(),
          opensAt: when,
          closesAt: when,
          reviewedBy: z.string().nullable(),
          verdict: z.string().nullable(),
          remark: z.string().nullable(),
        }),
      ),
    }),
    run: async ({ read }, { limit }) => ({ glasses: await read((tx) => glasses(tx, limit)) }),
  }),

  review: operation({
    command: 'glass review',
    id: 'reviewGlass',
    method: 'post',
    path: '/glasses/{glass}/review',
    summary: 'Judges a broken glass, by another than who broke it',
    input: z.object({ glass: id, verdict, remark: words }),
    answer: z.object({ glassId: id, verdict }),
    run: async ({ transact }, { glass, verdict: said, remark }) => {
      await transact((tx) => reviewGlass(tx, { glassId: glass, verdict: said, remark }));
      return { glassId: glass, verdict: said };
    },
  }),
});

export type GlassOperations = ReturnType<typeof glassOperations>;
