// Decides the operations over the log: numbering, the newest checkpoint, proofs, and the verification of everything.
import { z } from '@hono/zod-openapi';
import { type Doing, operation } from '../web/operation.ts';
import { hash, id, when, whole } from '../web/shapes.ts';
import { consistencyOf, inclusionOf, newestOf, proofFileAbout } from './log-steps.ts';
import { type Instruments, proofFileName, signing, writeMissingProofs } from './proof-files-steps.ts';
import { sequence } from './sequence-steps.ts';
import { type CheckSubjects, verifyLog } from './verify-steps.ts';

/** What the log has to be told of by whoever knows the stages. */
export interface LoggedSubjects {
  readonly instruments: Instruments;
  readonly checkSubjects: CheckSubjects;
}

const note = z.string().openapi({ description: 'A checkpoint as a signed note (C2SP tlog-checkpoint).' });
const hashes = z.array(z.string().openapi({ description: 'SHA-256, base64.' }));
const size = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

const verified = z
  .object({
    holds: z.boolean(),
    origin: z.string().nullable(),
    verifierKey: z.string().nullable(),
    size: whole,
    checkpoints: whole,
    waiting: whole.openapi({ description: 'Acts that have no number yet.' }),
    kept: whole.nullable().openapi({ description: 'Entries under the checkpoint given, which the log was held against.' }),
    invariants: z.array(
      z.object({
        code: z.string(),
        id: z.string(),
        en: z.string(),
        broken: whole,
        rows: z
          .array(z.object({ table: z.string(), key: z.string(), id: z.string(), en: z.string() }))
          .openapi({ description: 'The first of the rows that differ.' }),
      }),
    ),
  })
  .openapi('LogVerification');

const base64 = (bytes: readonly Buffer[]): readonly string[] => bytes.map((one) => one.toString('base64'));

export const logOperations = ({ instruments, checkSubjects }: LoggedSubjects) => ({
  sequence: operation({
    command: 'log sequence',
    id: 'sequenceLog',
    method: 'post',
    path: '/log/sequencing',
    summary: 'Numbers the acts that wait and signs a checkpoint; a server does so each second by itself',
    input: z.object({}),
    answer: z.object({ numbered: whole, size: whole, proofs: whole.openapi({ description: 'Proof files of signed lists written.' }) }),
    run: async ({ workplace, actor }) => {
      const { numbered, size: entries } = await sequence(workplace, actor);
      return { numbered, size: entries, proofs: await writeMissingProofs(workplace, actor, instruments) };
    },
  }),

  checkpoint: operation({
    command: 'log checkpoint',
    id: 'showCheckpoint',
    method: 'get',
    path: '/log/checkpoint',
    summary: 'The newest checkpoint, and the key it is checked by',
    input: z.object({}),
    answer: z.object({ origin: z.string(), verifierKey: z.string(), size: whole, root: z.string(), recordedAt: when, note }),
    run: async ({ read }: Doing) =>
      read(async (tx) => {
        const newest = await newestOf(tx);
        return { ...newest, root: newest.root.toString('base64') };
      }),
  }),

  // It changes nothing and its answer is of this moment, so it is asked for, not kept under a key.
  verify: operation({
    command: 'log verify',
    id: 'verifyLog',
    method: 'get',
    path: '/log/verification',
    summary: 'Makes the whole tree again from the acts, compares it with every tile, checkpoint and signed list, and names the rows that differ',
    input: z.object({
      checkpoint: z.string().max(4096).optional().openapi({ description: 'A checkpoint kept elsewhere: this log has to continue it.' }),
    }),
    long: true,
    answer: verified,
    run: async ({ workplace, actor, progress }, { checkpoint }) =>
      verifyLog(workplace, actor, { checkSubjects, kept: checkpoint?.replaceAll('\r\n', '\n'), onProgress: progress }),
  }),

  prove: operation({
    command: 'log prove',
    id: 'proveList',
    method: 'get',
    path: '/log/proofs/{instrument}',
    summary: 'The proof file of a signed list (C2SP tlog-proof) against the newest checkpoint',
    input: z.object({ instrument: z.string().min(1).max(100).openapi({ description: 'Id or number of the instrument.' }) }),
    answer: z.object({ instrumentId: id, number: z.string(), fileName: z.string(), proof: z.string() }),
    run: async ({ read }, { instrument }) =>
      read(async (tx) => {
        const named = await instruments.named(tx, instrument);
        return { ...named, fileName: proofFileName(named), proof: await proofFileAbout(tx, signing, named.instrumentId) };
      }),
  }),

  inclusion: operation({
    command: 'log inclusion',
    id: 'proveAct',
    method: 'get',
    path: '/log/acts/{act}/inclusion',
    summary: 'That an act stands in the newest tree: its number, its entry and the hashes up to the root',
    input: z.object({ act: id }),
    answer: z.object({
      actId: id,
      index: whole,
      size: whole,
      entry: z.string(),
      opening: z.string().openapi({ description: 'What the act says, with its salt; SHA-256 of this stands in the entry.' }),
      leaf: hash,
      proof: hashes,
      checkpoint: note,
    }),
    run: async ({ read }, { act }) =>
      read(async (tx) => {
        const found = await inclusionOf(tx, act);
        return { ...found, leaf: found.leaf.toString('hex'), proof: base64(found.proof) };
      }),
  }),

  consistency: operation({
    command: 'log consistency',
    id: 'proveGrowth',
    method: 'get',
    path: '/log/consistency',
    summary: 'That the log of one checkpoint continues that of an older one',
    input: z.object({ old: size, now: size.optional().openapi({ description: 'The newest when absent.' }) }),
    answer: z.object({ old: note, now: note, proof: hashes }),
    run: async ({ read }, { old, now }) =>
      read(async (tx) => {
        const found = await consistencyOf(tx, { old, now });
        return { old: found.old.note, now: found.now.note, proof: base64(found.proof) };
      }),
  }),
});
