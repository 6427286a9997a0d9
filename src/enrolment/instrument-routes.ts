// Decides the operations of the family of instruments: what they rest on, review, withdrawal, errata, revocations, minutes, and their annexes.
import { z } from '@hono/zod-openapi';
import { civilDate } from '../kernel/date.ts';
import { countings } from '../law/full-benefit.ts';
import { outboxFolder } from '../platform/outbox-files.ts';
import { operation } from '../web/operation.ts';
import { day, dayGiven, hash, id, monthName, programmeName, when, whole, words } from '../web/shapes.ts';
import { writeAnnex } from './annex-steps.ts';
import { proposeErratum, proposeMinutes, proposeRevocation } from './family-steps.ts';
import { basisKinds, kindsIn } from './grounds.ts';
import { recordBasis, recordDelegation, reviewInstrument, withdrawInstrument } from './grounds-steps.ts';
import { tellInstrument } from './instrument-told-steps.ts';
import { approveLateAdditions } from './second-approval-steps.ts';

const number = z.string().trim().min(1).max(100).openapi({ example: '188.44/NTT/2025' });
const kinds = ['establishment', 'amendment', 'erratum', 'revocation', 'minutes'] as const;
const proposal = z.object({ instrumentId: id, number: z.string(), additions: whole, removals: whole, listDigest: hash });
const further = z.object({
  programme: programmeName,
  of: number.openapi({ description: 'Number or id of the instrument it is of.' }),
  number,
  effectiveOn: day.optional(),
  words: words.openapi({ description: 'What it says and why.' }),
});
const ended = z.object({ instrumentId: id, number: z.string() });
/** Late additions as an instrument tells them. */
export const lateShape = z
  .object({
    people: whole,
    from: monthName,
    last: monthName,
    months: whole,
    article: z.string(),
    confidence: z.enum(['statute', 'secondary', 'unverified']),
    kabupaten: z.array(z.object({ area: z.string(), name: z.string(), people: whole, firstMonth: monthName })),
    readings: z.array(z.object({ counting: z.enum(countings), isDefault: z.boolean(), from: monthName.nullable() })),
  })
  .nullable();

export const instrumentOperations = {
  basis: operation({
    command: 'determine basis',
    id: 'recordLegalBasis',
    method: 'post',
    path: '/programmes/{programme}/legal-bases',
    summary: 'Records a regulation (Pergub) or an agreement (PKS) instruments rest on, with the days it is in force',
    input: z.object({ programme: programmeName, kind: z.enum(basisKinds), number, title: words, datedOn: day, validFrom: day, validTo: day.optional() }),
    answer: z.object({ number: z.string() }),
    run: async ({ transact }, of) => {
      const { datedOn, validFrom, validTo, ...rest } = of;
      await transact((tx) =>
        recordBasis(tx, { ...rest, datedOn: civilDate(datedOn), validFrom: civilDate(validFrom), validTo: validTo === undefined ? null : civilDate(validTo) }),
      );
      return of;
    },
  }),

  delegate: operation({
    command: 'determine delegate',
    id: 'recordDelegation',
    method: 'post',
    path: '/programmes/{programme}/delegations',
    summary: "Records who may sign which instruments in the signatory's place, from when to when",
    input: z.object({
      programme: programmeName,
      number,
      office: words,
      holder: z.string().trim().min(1).max(100).openapi({ description: 'Account of who may sign.' }),
      kinds: z
        .string()
        .max(100)
        .default('amendment erratum')
        .openapi({ description: `Kinds with spaces between: ${kinds.join(' ')}.` }),
      datedOn: day,
      validFrom: day,
      validTo: day,
    }),
    answer: z.object({ number: z.string() }),
    run: async ({ transact }, of) => {
      await transact((tx) => recordDelegation(tx, { ...of, kinds: kindsIn(of.kinds) }));
      return of;
    },
  }),

  review: operation({
    command: 'determine review',
    id: 'reviewInstrument',
    method: 'post',
    path: '/programmes/{programme}/instruments/{instrument}/reviews',
    summary: 'Records what the legal office found of a proposal, by somebody else than who proposed it',
    input: z.object({ programme: programmeName, instrument: id, verdict: z.enum(['no-objection', 'objection']), remark: words, reviewedOn: day.optional() }),
    answer: ended,
    run: async (of, { instrument, verdict, remark, reviewedOn }) =>
      of.transact((tx) => reviewInstrument(tx, { instrumentId: instrument, verdict, remark, reviewedOn: dayGiven(of, reviewedOn) })),
  }),

  approve: operation({
    command: 'determine approve',
    id: 'approveLateAdditions',
    method: 'post',
    path: '/programmes/{programme}/instruments/{instrument}/second-approval',
    summary: 'Second approval of late additions, by somebody who neither proposed nor signs; without it the instrument is not signed',
    input: z.object({ programme: programmeName, instrument: id, remark: words }),
    answer: ended.extend({ lateAdditions: whole }),
    run: async ({ transact }, { instrument, remark }) => transact((tx) => approveLateAdditions(tx, { instrumentId: instrument, remark })),
  }),

  withdraw: operation({
    command: 'determine withdraw',
    id: 'withdrawInstrument',
    method: 'post',
    path: '/programmes/{programme}/instruments/{instrument}/withdrawal',
    summary: 'Takes a proposal back before anybody signed it; after that only a further instrument changes it',
    input: z.object({ programme: programmeName, instrument: id, reason: words }),
    answer: ended,
    run: async ({ transact }, { instrument, reason }) => transact((tx) => withdrawInstrument(tx, { instrumentId: instrument, reason })),
  }),

  correct: operation({
    command: 'determine correct',
    id: 'proposeErratum',
    method: 'post',
    path: '/programmes/{programme}/errata',
    summary: 'Proposes an erratum: how names and addresses of a signed list are written; never who is paid for',
    input: further,
    files: { many: false },
    long: true,
    answer: proposal.extend({ corrections: whole }),
    run: async (of, { effectiveOn, ...given }) =>
      proposeErratum(of.workplace, of.actor, { ...given, effectiveOn: dayGiven(of, effectiveOn), file: of.files[0]?.path ?? '' }),
  }),

  revoke: operation({
    command: 'determine revoke',
    id: 'proposeRevocation',
    method: 'post',
    path: '/programmes/{programme}/revocations',
    summary: 'Proposes taking everybody a signed instrument added off the list, from the first month still open',
    input: further,
    long: true,
    answer: proposal,
    run: async (of, { effectiveOn, ...given }) => proposeRevocation(of.workplace, of.actor, { ...given, effectiveOn: dayGiven(of, effectiveOn) }),
  }),

  minutes: operation({
    command: 'determine minutes',
    id: 'proposeMinutes',
    method: 'post',
    path: '/programmes/{programme}/minutes',
    summary: 'Proposes minutes (berita acara): words only, nobody is added or removed',
    input: further.extend({ of: number.optional() }),
    answer: proposal,
    run: async (of, { effectiveOn, ...given }) => proposeMinutes(of.workplace, of.actor, { ...given, effectiveOn: dayGiven(of, effectiveOn) }),
  }),

  annex: operation({
    command: 'determine annex',
    id: 'writeAnnex',
    method: 'post',
    path: '/programmes/{programme}/instruments/{instrument}/annexes',
    summary: 'Writes the annex of a list by name and address (for the archive) or with masked names (for the public); fetched at /v1/files',
    input: z.object({
      programme: programmeName,
      instrument: id,
      kind: z.enum(['full', 'public']),
      form: z.enum(['pdf', 'xlsx']).default('pdf'),
      reason: z.string().trim().max(500).optional().openapi({ description: 'What a full copy is for; it is recorded.' }),
    }),
    long: true,
    answer: z.object({ file: z.string(), people: whole, pages: whole.nullable(), bytes: whole, digest: hash, exportId: id }),
    run: async (of, { programme, instrument, kind, form, reason }) => {
      const { workplace, actor, through } = of;
      const folder = outboxFolder(workplace.dataDir, programme, 'annex');
      const written = await writeAnnex(workplace, actor, { instrumentId: instrument, kind, form, folder, reason, through, at: workplace.clock.now() });
      return { ...written, file: `${programme}/annex/${written.path.split(/[/\\]/).at(-1) ?? ''}` };
    },
  }),

  tell: operation({
    command: 'determine tell',
    id: 'showInstrument',
    method: 'get',
    path: '/programmes/{programme}/instruments/{instrument}',
    summary: 'One instrument whole: what it rests on, who did what with it when, and what it lacks before it may be signed',
    input: z.object({ programme: programmeName, instrument: z.string().min(1).max(100) }),
    answer: proposal.extend({
      kind: z.string(),
      signatory: z.string(),
      effectiveOn: day,
      legalBasis: z.array(z.string()),
      policyVersion: whole,
      lawVersion: z.string(),
      runId: id,
      proposedBy: z.string(),
      proposedAt: when,
      signedBy: z.string().nullable(),
      signedOn: day.nullable(),
      signedThrough: z.string().nullable(),
      publicKey: z.string().nullable(),
      signature: z.string().nullable(),
      text: z.object({ ofInstrument: id.nullable(), ofNumber: z.string().nullable(), words: z.string() }).nullable(),
      bases: z.array(z.object({ kind: z.string(), number: z.string(), title: z.string(), datedOn: day, validFrom: day, validTo: day.nullable() })),
      reviews: z.array(z.object({ verdict: z.string(), reviewedBy: z.string(), reviewedOn: day, remark: z.string() })),
      late: lateShape,
      secondApproval: z.object({ approvedBy: z.string(), approvedAt: when, remark: z.string() }).nullable(),
      lacks: z.array(z.object({ code: z.string(), stops: z.boolean(), id: z.string(), en: z.string() })),
      withdrawal: z.object({ reason: z.string(), withdrawnBy: z.string(), withdrawnAt: when }).nullable(),
      delegation: z.object({ number: z.string(), office: z.string(), holder: z.string(), validFrom: day, validTo: day }).nullable(),
    }),
    run: async ({ read, workplace }, { instrument }) => read((tx) => tellInstrument(tx, workplace.law, instrument)),
  }),
};
