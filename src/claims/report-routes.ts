// Decides the operations of reports and of the work they make: told, decided, the list of work, scholarships due, patterns for the auditor.
import { z } from '@hono/zod-openapi';
import { civilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { readNik } from '../kernel/nik.ts';
import { accidentOutcomes } from '../law/accident-benefit.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { operation } from '../web/operation.ts';
import { day, id, programmeName, whole, words } from '../web/shapes.ts';
import { nikFaultWords } from '../web/story-words.ts';
import { dueScholarship, scholarshipRightShape, workAnswer } from './case-shape-routes.ts';
import { workList } from './case-steps.ts';
import { expectedOf } from './expected-steps.ts';
import { dueScholarships } from './payee-steps.ts';
import { placeOf } from './place-told.ts';
import { decideReport, reportsToDecide, reportsWaiting, takeReport } from './report-steps.ts';
import { patternsOf } from './pattern-steps.ts';

const name = z.string().trim().min(1).max(200);
const village = z
  .string()
  .regex(/^\d{10}$/)
  .openapi({ example: '5311012001', description: 'Village, Kemendagri code.' });

const place = z.string().trim().min(1).max(80);

/** What a report tells, on the public page as well. */
export const reportFields = {
  event: z.enum(['death', 'accident']).default('death'),
  on: day,
  area: village.optional(),
  kabupaten: place.optional().openapi({ description: 'Where the village is not told by its code: the kabupaten, by code or name; absent where nobody knows.' }),
  district: place.optional().openapi({ description: 'The kecamatan, as written.' }),
  village: place.optional().openapi({ description: 'The village, by name as written. One that fits no village or several is kept as written.' }),
  nik: z.string().max(40).optional().openapi({ description: '16 digits, if known.' }),
  name,
  birth: day.optional(),
  words: words.optional(),
  reporter: name.optional(),
  phone: z.string().trim().min(6).max(20).optional(),
};

/** The NIK a report gives, or null when it gives none. Fault: bad-input of the NIK. */
export function nikOfReport(written: string | undefined) {
  if (written === undefined) return null;
  const { nik, fault } = readNik(written);
  if (nik === null) throw new Fault('bad-input', fault, nikFaultWords[fault] ?? { id: fault, en: fault }, { column: 'nik' });
  return nik;
}

const mostWork = 200;

export const reportOperations = {
  report: operation({
    command: 'claims report',
    id: 'reportEvent',
    method: 'post',
    path: '/programmes/{programme}/claim-reports',
    summary: 'Takes a report of a death or accident; with a NIK the person is met at once, without one an officer decides',
    input: z.object({ programme: programmeName, source: z.enum(['village-report', 'family-call']).default('village-report'), ...reportFields }),
    answer: z.object({ reportId: id, receipt: z.string(), waits: z.boolean(), claimId: id.nullable() }),
    run: async ({ transact, workplace }, { programme, source, event, name: named, nik: written, on, birth, words: told, reporter, phone, ...where }) => {
      const nik = nikOfReport(written);
      const token = nik === null ? null : workplace.niks.seal(nik);
      return transact((tx) =>
        takeReport(tx, workplace, {
          programme,
          source,
          event,
          name: named,
          ...placeOf(where),
          happenedOn: civilDate(on),
          token,
          birth: birth ?? null,
          words: told ?? null,
          reporter: reporter ?? null,
          phone: phone ?? null,
        }),
      );
    },
  }),

  reports: operation({
    command: 'claims reports',
    id: 'listReportsToDecide',
    method: 'get',
    path: '/programmes/{programme}/claim-reports',
    summary: 'Reports without a known NIK, each with the people of the list it may mean; an officer decides',
    input: z.object({ programme: programmeName }),
    answer: z.object({
      waiting: whole.openapi({ description: 'How many wait; `reports` are the oldest of them.' }),
      reports: z.array(
        z.object({
          report: z.object({ reportId: id, receipt: z.string(), area: z.string(), source: z.string(), event: z.string(), happenedOn: day, receivedOn: day }),
          name: z.string(),
          birth: z.string().nullable(),
          words: z.string().nullable(),
          place: z.object({ kabupaten: z.string().nullable(), district: z.string().nullable(), village: z.string().nullable() }).nullable(),
          villages: z.array(z.object({ code: z.string(), name: z.string(), district: z.string() })),
          likely: z.array(
            z.object({
              personKey: id,
              name: z.string(),
              birth: day.nullable(),
              area: z.string(),
              score: whole,
              why: z.object({ name: whole, birthDays: whole.nullable(), sameVillage: z.boolean().nullable() }),
            }),
          ),
        }),
      ),
    }),
    run: async ({ read, workplace }, { programme }) =>
      read(async (tx) => ({ waiting: await reportsWaiting(tx, programme), reports: await reportsToDecide(tx, workplace, programme) })),
  }),

  decide: operation({
    command: 'claims decide',
    id: 'decideReport',
    method: 'post',
    path: '/programmes/{programme}/report-decisions',
    summary: 'Decides which person a report means, or nobody; a covered day opens a probable claim',
    input: z.object({ programme: programmeName, report: id, person: id.optional(), evidence: words, outcome: z.enum(accidentOutcomes).optional() }),
    answer: z.object({ claimId: id.nullable(), opened: z.boolean() }),
    run: async ({ transact, workplace }, { programme, report, person, evidence, outcome }) =>
      transact((tx) => decideReport(tx, workplace, { programme, reportId: report, personKey: person ?? null, evidence, outcome: outcome ?? null })),
  }),

  work: operation({
    command: 'claims work',
    id: 'listClaimWork',
    method: 'get',
    path: '/programmes/{programme}/claim-work',
    summary: 'How the claims of a programme stand: by state, never opened and for how long, late, penalty owed; the oldest open ones with who has the ball',
    input: z.object({ programme: programmeName }),
    long: true,
    answer: workAnswer,
    run: async ({ read, workplace }, { programme }) => read((tx) => workList(tx, workplace.law, programme, mostWork)),
  }),

  scholarships: operation({
    command: 'claims scholarships',
    id: 'listScholarshipsDue',
    method: 'get',
    path: '/programmes/{programme}/scholarships',
    summary: 'School years that have begun and are not claimed yet, the first to lapse first; apart, the claims whose months give no scholarship yet',
    input: z.object({ programme: programmeName }),
    answer: z.object({ due: z.array(dueScholarship), notEntitled: z.array(scholarshipRightShape.extend({ claimId: id })) }),
    run: async ({ read, workplace }, { programme }) => read((tx) => dueScholarships(tx, workplace, programme)),
  }),

  expected: operation({
    command: 'claims expected',
    id: 'showExpectedDeaths',
    method: 'get',
    path: '/programmes/{programme}/expected-deaths',
    summary: 'How many deaths to expect from the months protected by age and sex, with an interval, beside the deaths found and the claims',
    input: z.object({ programme: programmeName, on: day.optional() }),
    long: true,
    answer: z.object({
      on: day,
      expected: z.number(),
      low: whole,
      high: whole,
      months: whole,
      unknownMonths: whole,
      found: whole,
      claims: whole,
      verdict: z.enum(['fewer', 'within', 'more']),
      confidence: z.string(),
    }),
    run: async ({ read, workplace }, { programme, on }) => read((tx) => expectedOf(tx, workplace.law, programme, on === undefined ? undefined : civilDate(on))),
  }),

  patterns: operation({
    command: 'claims patterns',
    id: 'listClaimPatterns',
    method: 'get',
    path: '/programmes/{programme}/claim-patterns',
    summary:
      'Facts for an auditor, never an accusation: one account, telephone or agent behind several claims; early deaths by sender of lists, and how many of them were late additions',
    input: z.object({ programme: programmeName }),
    answer: z.object({
      shared: z.array(z.object({ kind: z.enum(['account', 'phone', 'agent']), claims: z.array(id) })),
      senders: z.array(z.object({ sender: z.string(), people: whole, deaths: whole, early: whole, late: whole, earlyLate: whole })),
      earlyDays: whole,
    }),
    run: async ({ read, workplace }, { programme }) =>
      read(async (tx) => {
        await currentPolicy(tx, programme);
        return patternsOf(tx, workplace.law, programme);
      }),
  }),
};
