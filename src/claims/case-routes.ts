// Decides the operations of a claim to its end: its standing, steps, payees, children, papers, and what is shown for a reason.
import { readFile } from 'node:fs/promises';
import { z } from '@hono/zod-openapi';
import { type CivilDate, civilDate } from '../kernel/date.ts';
import { relations } from '../law/heirs.ts';
import { operation } from '../web/operation.ts';
import { day, id, rupiah, whole, words } from '../web/shapes.ts';
import { caseAnswer, dueScholarship, scholarshipRightShape, standingShape } from './case-shape-routes.ts';
import { stepKinds } from './case-state.ts';
import { caseShown, takeStep } from './case-steps.ts';
import { addPaper, bundleOf, openPaper, papersNamed } from './paper-steps.ts';
import { addChild, addPayee, claimScholarship, revealFamily } from './payee-steps.ts';

const name = z.string().trim().min(1).max(200);
const number = z.string().trim().min(3).max(40);
const dayOrToday = (text: string | undefined): CivilDate | null => (text === undefined ? null : civilDate(text));
const largestUpload = 16 * 1024 * 1024;

export const caseOfClaimOperations = {
  show: operation({
    command: 'claims case',
    id: 'showClaimCase',
    method: 'get',
    path: '/claims/{claim}/case',
    summary: 'Where a claim stands: state, who has the ball, by when, what is missing; nobody of the family is named',
    input: z.object({ claim: id }),
    answer: caseAnswer,
    run: async ({ read, workplace }, of) => read((tx) => caseShown(tx, workplace.law, of.claim)),
  }),

  step: operation({
    command: 'claims step',
    id: 'stepClaim',
    method: 'post',
    path: '/claims/{claim}/steps',
    summary: 'Records what was done on a claim; a confirmed death stops contributions, a false one is reversed the same day and its gap priced',
    input: z.object({
      claim: id,
      kind: z.enum(stepKinds),
      on: day.optional(),
      amount: z.coerce.number().int().min(0).optional(),
      remark: words.optional(),
    }),
    answer: z.object({
      standing: standingShape,
      gap: z.object({ months: whole, contributions: rupiah, atStake: rupiah }).nullable(),
      back: z.boolean().nullable(),
    }),
    run: async ({ transact, workplace }, { claim, kind, on, amount, remark }) =>
      transact((tx) =>
        takeStep(tx, workplace, {
          claimId: claim,
          kind,
          happenedOn: dayOrToday(on),
          amount: amount === undefined ? null : BigInt(amount),
          remark: remark ?? null,
        }),
      ),
  }),

  payee: operation({
    command: 'claims payee',
    id: 'addClaimPayee',
    method: 'post',
    path: '/claims/{claim}/payees',
    summary: 'Records who receives, on his own account or through the guardian of a minor; sealed',
    input: z.object({
      claim: id,
      relation: z.enum(relations),
      name,
      bank: name,
      account: number,
      accountName: name,
      phone: number.optional(),
      agent: name.optional().openapi({ description: 'Who helped the family, where somebody did.' }),
      guardianOf: name.optional().openapi({ description: 'The minor heir this person is guardian of.' }),
    }),
    answer: z.object({ payeeId: id }),
    run: async ({ transact, workplace }, { claim, phone, agent, guardianOf, ...words_ }) =>
      transact((tx) => addPayee(tx, workplace, { claimId: claim, ...words_, phone: phone ?? null, agent: agent ?? null, guardianOf: guardianOf ?? null })),
  }),

  child: operation({
    command: 'claims child',
    id: 'addClaimChild',
    method: 'post',
    path: '/claims/{claim}/children',
    summary: 'Records a child whose scholarship is claimed every school year; sealed',
    input: z.object({ claim: id, name, birth: day, level: z.string(), year: z.coerce.number().int().min(1), school: name.optional() }),
    answer: z.object({ childId: id, years: whole, right: scholarshipRightShape }),
    run: async ({ transact, workplace }, { claim, school, ...child }) =>
      transact((tx) => addChild(tx, workplace, { claimId: claim, ...child, school: school ?? null })),
  }),

  scholarship: operation({
    command: 'claims scholarship-claim',
    id: 'claimScholarship',
    method: 'post',
    path: '/claims/{claim}/scholarships',
    summary: "Records that a child's school year was claimed",
    input: z.object({ claim: id, child: id, from: day }),
    answer: dueScholarship,
    run: async ({ transact, workplace }, { claim, child, from }) =>
      transact((tx) => claimScholarship(tx, workplace, { claimId: claim, childId: child, from: civilDate(from) })),
  }),

  paper: operation({
    command: 'claims paper',
    id: 'addClaimPaper',
    method: 'post',
    path: '/claims/{claim}/papers',
    summary:
      'Takes a scan in, for one paper of the checklist or several: JPG, PNG or PDF told by its bytes, within the size the law names, scanned, sealed, kept once',
    input: z.object({
      claim: id,
      paper: z
        .string()
        .max(900)
        .openapi({ description: 'Codes of the checklist, several with commas between them.', example: 'death-certificate,heir-ktp-kk' }),
    }),
    files: { many: false, largest: largestUpload },
    answer: z.object({ paperId: id, media: z.string(), missing: whole }),
    run: async ({ transact, workplace, files }, { claim, paper }) => {
      const content = await readFile(files[0]?.path ?? '');
      return transact((tx) => addPaper(tx, workplace, { claimId: claim, codes: papersNamed(paper), content }));
    },
  }),

  open: operation({
    command: 'claims paper-open',
    id: 'openClaimPaper',
    method: 'post',
    path: '/claims/{claim}/papers/opening',
    summary: 'One paper, opened for a written reason that is recorded first; base64',
    input: z.object({ claim: id, paper: id, reason: words }),
    personal: true,
    answer: z.object({ codes: z.array(z.string()), media: z.string(), content: z.string() }),
    run: async ({ transact, workplace, through }, { claim, paper, reason }) => {
      const opened = await transact((tx) => openPaper(tx, workplace, { claimId: claim, paperId: paper, reason, through }));
      return { ...opened, content: opened.content.toString('base64') };
    },
  }),

  bundle: operation({
    command: 'claims bundle',
    id: 'bundleClaim',
    method: 'post',
    path: '/claims/{claim}/bundle',
    summary: 'The PDF for the branch: data of form F4 or F3, checklist, papers; for a written reason that is recorded first; base64',
    input: z.object({ claim: id, reason: words }),
    personal: true,
    answer: z.object({ fileName: z.string(), content: z.string() }),
    run: async ({ transact, workplace, through }, { claim, reason }) => {
      const bundle = await transact((tx) => bundleOf(tx, workplace, { claimId: claim, reason, through }));
      return { ...bundle, content: bundle.content.toString('base64') };
    },
  }),

  reveal: operation({
    command: 'claims reveal',
    id: 'revealClaimFamily',
    method: 'post',
    path: '/claims/{claim}/family',
    summary: 'Names, accounts, telephones and children of a claim, for a written reason that is recorded first',
    input: z.object({ claim: id, reason: words }),
    personal: true,
    answer: z.object({
      payees: z.array(
        z.object({
          relation: z.string(),
          name: z.string(),
          bank: z.string(),
          account: z.string(),
          accountName: z.string(),
          phone: z.string().nullable(),
          agent: z.string().nullable(),
          guardianOf: z.string().nullable(),
        }),
      ),
      children: z.array(z.object({ name: z.string(), birth: day, level: z.string(), year: whole, school: z.string().nullable() })),
    }),
    run: async ({ transact, workplace, through }, { claim, reason }) => transact((tx) => revealFamily(tx, workplace, { claimId: claim, reason, through })),
  }),
};
