// Decides the operations of enrolment: lists proposed, replaced and signed; files out to the branches, answers and leavers in.
import { z } from '@hono/zod-openapi';
import { outboxFolder } from '../platform/outbox-files.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { operation } from '../web/operation.ts';
import { day, dayGiven, hash, id, programmeName, rupiah, whole } from '../web/shapes.ts';
import { lateShape } from './instrument-routes.ts';
import { instrumentsOf, proposeEstablishment, proposeReplacements, signInstrument } from './instrument-steps.ts';
import { readLeavers } from './leavers-steps.ts';
import { enrolmentCounts, exportEnrolment, readEnrolmentAnswers } from './registration-steps.ts';

const number = z.string().trim().min(1).max(100).openapi({ description: 'Number of the instrument.', example: '188.44/NTT/2025' });
const proposing = z.object({ programme: programmeName, number, effectiveOn: day.optional() });
const proposal = z.object({ instrumentId: id, number: z.string(), additions: whole, removals: whole, listDigest: hash, late: lateShape });

export const enrolmentOperations = {
  propose: operation({
    command: 'determine propose',
    id: 'proposeEstablishment',
    method: 'post',
    path: '/programmes/{programme}/instruments',
    summary: 'Proposes the list of the newest allocation; from then on it is frozen under its digest',
    input: proposing,
    long: true,
    answer: proposal,
    run: async (of, { programme, number: given, effectiveOn }) =>
      proposeEstablishment(of.workplace, of.actor, { programme, number: given, effectiveOn: dayGiven(of, effectiveOn) }),
  }),

  replace: operation({
    command: 'determine replace',
    id: 'proposeReplacements',
    method: 'post',
    path: '/programmes/{programme}/replacements',
    summary: 'Proposes replacing leavers from the reserve; nothing when nobody left',
    input: proposing,
    long: true,
    answer: proposal.partial().extend({ additions: whole, removals: whole }),
    run: async (of, { programme, number: given, effectiveOn }) =>
      (await proposeReplacements(of.workplace, of.actor, { programme, number: given, effectiveOn: dayGiven(of, effectiveOn) })) ?? {
        additions: 0,
        removals: 0,
      },
  }),

  sign: operation({
    command: 'determine sign',
    id: 'signInstrument',
    method: 'post',
    path: '/programmes/{programme}/instruments/{instrument}/signature',
    summary: 'Signs a proposed list, by somebody else than who proposed it; commits the money and holds the months',
    input: z.object({
      programme: programmeName,
      instrument: id,
      delegation: z.string().trim().max(100).optional().openapi({ description: 'Number of the delegation a delegate signs by.' }),
    }),
    long: true,
    answer: z.object({ instrumentId: id, number: z.string(), personMonths: whole, amount: rupiah }),
    run: async ({ workplace, actor }, of) => {
      const { instrument, ...signed } = await signInstrument(workplace, actor, of.instrument, { delegation: of.delegation });
      return { ...instrument, ...signed };
    },
  }),

  instruments: operation({
    command: 'determine show',
    id: 'listInstruments',
    method: 'get',
    path: '/programmes/{programme}/instruments',
    summary: 'Every instrument of a programme, proposed or signed, oldest first',
    input: z.object({ programme: programmeName }),
    answer: z.object({
      instruments: z.array(
        proposal.omit({ late: true }).extend({
          lateAdditions: whole,
          kind: z.string(),
          signatory: z.string(),
          effectiveOn: day,
          proposedBy: z.string(),
          signedBy: z.string().nullable(),
          signedOn: day.nullable(),
        }),
      ),
    }),
    run: async ({ read }, { programme }) =>
      read(async (tx) => {
        await currentPolicy(tx, programme);
        return { instruments: await instrumentsOf(tx, programme) };
      }),
  }),

  export: operation({
    command: 'enrol export',
    id: 'exportEnrolment',
    method: 'post',
    path: '/programmes/{programme}/instruments/{instrument}/enrolment-files',
    summary: 'Writes the enrolment files of a signed list, one for each branch or several; fetched at /v1/files',
    input: z.object({
      programme: programmeName,
      instrument: id,
      on: day.optional(),
      form: z.string().max(40).optional().openapi({ description: 'Form of export profiles; sipp when absent.', example: 'bpu' }),
    }),
    long: true,
    answer: z.object({ files: z.array(z.object({ file: z.string(), branch: z.string(), rows: whole })) }),
    run: async (of, { programme, instrument, on, form }) => {
      const folder = outboxFolder(of.workplace.dataDir, programme, 'enrolment');
      const files = await exportEnrolment(of.workplace, of.actor, { instrumentId: instrument, folder, on: dayGiven(of, on), form });
      return { files: files.map(({ path, branch, rows }) => ({ file: `${programme}/enrolment/${path.split(/[/\\]/).at(-1) ?? ''}`, branch, rows })) };
    },
  }),

  counts: operation({
    command: 'enrol answer',
    act: 'enrol show',
    id: 'showEnrolment',
    method: 'get',
    path: '/programmes/{programme}/enrolment',
    summary: 'How many stand on the signed lists, are registered, were refused, left',
    input: z.object({ programme: programmeName }),
    answer: z.object({ determined: whole, registered: whole, refused: whole, departed: whole }),
    run: async ({ read }, { programme }) =>
      read(async (tx) => {
        await currentPolicy(tx, programme);
        return enrolmentCounts(tx, programme);
      }),
  }),

  answers: operation({
    command: 'enrol answer',
    id: 'readEnrolmentAnswers',
    method: 'post',
    path: '/programmes/{programme}/enrolment-answers',
    summary: "Reads a branch's answers: who is registered under which number, who is refused and leaves the list",
    input: z.object({ programme: programmeName, on: day.optional() }),
    files: { many: false, largest: 512 * 1024 * 1024 },
    long: true,
    answer: z.object({ registered: whole, refused: whole, departed: whole }),
    run: async (of, { programme, on }) =>
      readEnrolmentAnswers(of.workplace, of.actor, { programme, file: of.files[0]?.path ?? '', answeredOn: dayGiven(of, on) }),
  }),

  leavers: operation({
    command: 'enrol leavers',
    id: 'readLeavers',
    method: 'post',
    path: '/programmes/{programme}/leavers',
    summary: 'Reads village reports of who moved or withdrew',
    input: z.object({ programme: programmeName }),
    files: { many: false },
    long: true,
    answer: z.object({ rows: whole, left: whole }),
    run: async ({ workplace, actor, files }, { programme }) => readLeavers(workplace, actor, { programme, file: files[0]?.path ?? '' }),
  }),
};
