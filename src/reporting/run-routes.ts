// Decides the operations over runs and invariants: runs listed, shown and decided again, and every invariant held against the database.
import { z } from '@hono/zod-openapi';
import { currentPolicy } from '../programme/programme-steps.ts';
import { operation } from '../web/operation.ts';
import { hash, id, programmeName, when, whole } from '../web/shapes.ts';
import { checkInvariants, invariantCodes } from './check-steps.ts';
import { recordedRun, recordedRuns, verifyRun } from './run-steps.ts';

const summary = z.object({
  runId: id,
  kind: z.string().openapi({ example: 'assessment' }),
  programme: z.string(),
  policyVersion: whole,
  lawVersion: z.string(),
  seed: z.string().nullable(),
  author: z.string(),
  recordedAt: when,
  runHash: hash,
  counts: z.record(z.string(), whole),
  evidence: z
    .object({ fileName: z.string(), digest: hash, size: whole, rows: whole, keepUntil: when.nullable() })
    .nullable()
    .openapi({ description: 'Null for a run made before evidence was kept.' }),
});

const run = summary.extend({ inputs: z.record(z.string(), z.unknown()).openapi({ description: 'Digests and dates only.' }) }).openapi('Run');

const differingRow = z.object({
  fileDigest: z.string(),
  sheet: z.string(),
  rowNo: whole,
  field: z.string().openapi({ description: 'The first field that differs; "row" where only one side has the row.' }),
  decided: z.string().nullable(),
  stored: z.string().nullable(),
});

const verification = z
  .object({
    runId: id,
    kind: z.string(),
    programme: z.string(),
    recordedAt: when,
    holds: z.boolean().openapi({ description: 'Decided again, the evidence gives the recorded hash and every stored row.' }),
    runHash: hash,
    policyVersion: whole,
    lawVersion: z.string(),
    comparison: z.object({
      rows: whole,
      decided: hash,
      stored: hash,
      differing: whole,
      first: z.array(differingRow).openapi({ description: 'The first of the rows that differ.' }),
    }),
    changedInputs: z
      .array(z.object({ input: z.string(), recorded: z.array(z.string()), current: z.array(z.string()) }))
      .openapi({ description: 'In what the inputs of today differ; it changes nothing about the run.' }),
  })
  .openapi('RunVerification');

const checked = z
  .object({
    holds: z.boolean(),
    empty: z.boolean().openapi({ description: 'No programme is recorded yet: what holds, holds of nothing.' }),
    invariants: z.array(
      z.object({
        code: z.string(),
        id: z.string(),
        en: z.string(),
        broken: whole,
        rows: z
          .array(z.object({ table: z.string(), key: z.string(), id: z.string(), en: z.string() }))
          .openapi({ description: 'The first of the rows that break it.' }),
      }),
    ),
  })
  .openapi('InvariantsChecked');

/** Codes one after the other, with commas or spaces between them. */
const asCodes = (text: string): readonly string[] => text.split(/[\s,]+/).filter((code) => code !== '');

export const runOperations = {
  list: operation({
    command: 'run list',
    id: 'listRuns',
    method: 'get',
    path: '/runs',
    summary: 'Published runs, newest first; of one programme when asked',
    input: z.object({ programme: programmeName.optional(), limit: z.coerce.number().int().min(1).max(500).default(20) }),
    answer: z.object({ runs: z.array(summary) }),
    run: async ({ workplace, actor, read }, { programme, limit }) => {
      if (programme !== undefined) await read((tx) => currentPolicy(tx, programme));
      return { runs: await recordedRuns(workplace, actor, { programme, limit }) };
    },
  }),

  show: operation({
    command: 'run show',
    id: 'showRun',
    method: 'get',
    path: '/runs/{run}',
    summary: 'What went into a run and what came out',
    input: z.object({ run: id }),
    answer: run,
    run: async ({ workplace, actor }, of) => recordedRun(workplace, actor, of.run),
  }),

  // It changes nothing and its answer is of this moment, so it is asked for, not kept under a key.
  verify: operation({
    command: 'run verify',
    id: 'verifyRun',
    method: 'get',
    path: '/runs/{run}/verification',
    summary: 'Decides a run again from its evidence and compares every row and the hash; takes as long as the run did',
    input: z.object({ run: id }),
    long: true,
    answer: verification,
    run: async ({ workplace, actor }, of) => verifyRun(workplace, actor, of.run),
  }),

  check: operation({
    command: 'check',
    id: 'checkInvariants',
    method: 'get',
    path: '/invariants',
    summary: 'Holds every invariant, or those named, against the database and names the rows that break one',
    input: z.object({
      codes: z.string().max(999).optional().openapi({ description: 'Codes of invariants with commas between them; all when absent.', example: 'no-row-lost' }),
    }),
    long: true,
    answer: checked,
    run: async ({ workplace, actor, progress }, { codes = '' }) => {
      const only = asCodes(codes);
      const of = only.length === 0 ? invariantCodes.length : only.length;
      return checkInvariants(workplace, actor, { only, onChecked: (done) => progress(done, of) });
    },
  }),
};
