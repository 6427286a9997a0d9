// Decides the shapes of a claim's case as JSON: what stands, who has the ball, what is missing; nobody of the family named.
import { z } from '@hono/zod-openapi';
import { bilingual, day, id, rupiah, when, whole } from '../web/shapes.ts';
import { answerKinds, stepKinds } from './case-state.ts';

const difference = z
  .object({ paid: rupiah, arrived: rupiah, foundOn: day, answer: z.enum(answerKinds).nullable(), answeredOn: day.nullable() })
  .openapi({ description: 'What was paid and what the family says arrived, where they differ; a task until it is answered.' });

export const standingShape = z
  .object({
    state: z.string(),
    since: day,
    holder: z.enum(['superior', 'case-worker', 'branch', 'nobody']).openapi({ description: 'Who must move next.' }),
    account: z.string().nullable(),
    dueOn: day.nullable(),
    daysLate: whole,
    age: whole,
    payment: z.object({ deadline: day, daysLate: whole, penalty: rupiah }).nullable(),
    difference: difference.nullable(),
  })
  .openapi('CaseStanding');

const claim = z.object({
  claimId: id,
  programme: z.string(),
  area: z.string(),
  event: z.enum(['death', 'accident']),
  source: z.string(),
  happenedOn: day,
  knownOn: day,
  benefit: z.string(),
  amount: z.coerce.number().int().openapi({ type: 'integer' }),
});

export const caseAnswer = z.object({
  claim,
  standing: standingShape,
  possible: z.array(z.enum(stepKinds)),
  complications: z.array(z.string()),
  steps: z.array(z.object({ kind: z.string(), happenedOn: day, amount: rupiah.nullable(), remark: z.string().nullable(), author: z.string() })),
  papers: z.array(
    bilingual.extend({
      code: z.string(),
      needed: z.boolean(),
      there: z.boolean(),
      scans: z.array(id).openapi({ description: 'The papers received that stand for it.' }),
    }),
  ),
  received: z.array(
    z.object({
      paperId: id,
      codes: z.array(z.string()).openapi({ description: 'The papers of the checklist it stands for.' }),
      media: z.string(),
      bytes: z.coerce.number().int().openapi({ type: 'integer' }),
      scannedBy: z.string(),
      recordedAt: when,
    }),
  ),
  payees: z.array(z.object({ payeeId: id, relation: z.string(), through: z.string() })),
});

export const workAnswer = z.object({
  today: day,
  claims: whole,
  states: z.record(z.string(), whole),
  neverOpened: z.object({ claims: whole, amount: rupiah, under30: whole, to90: whole, over90: whole }),
  late: whole,
  penalty: rupiah,
  rows: z.array(z.object({ claim, standing: standingShape })),
});

/** Claims whose families say that something else arrived than was paid. */
export const differencesAnswer = z.object({
  today: day,
  open: whole,
  total: whole.openapi({ description: 'All of them; the first thousand are in `rows`.' }),
  rows: z.array(z.object({ claim, standing: standingShape, difference, reason: z.string().nullable() })),
});

/** Whether a claim's children have a right to the scholarship, and by what. */
export const scholarshipRightShape = z
  .object({ entitled: z.boolean(), minimumMonths: whole, paidMonths: whole, article: z.string(), confidence: z.string(), text: bilingual })
  .openapi('ScholarshipRight', { description: 'Whether the months posted give the children the scholarship, and which article says so.' });

export const dueScholarship = z.object({ claimId: id, childId: id, from: day, amount: rupiah, lapsesOn: day });
