// Decides the operations of budget and calendar: the budget whole, a version proposed, its effects, its approval; and what must be done by when.
import { z } from '@hono/zod-openapi';
import { civilDate } from '../kernel/date.ts';
import { monthFrom } from '../kernel/month.ts';
import { budgetKinds, readVersionLines } from '../programme/budget-version.ts';
import { proposeBudget } from '../programme/budget-version-steps.ts';
import { operation } from '../web/operation.ts';
import { day, hash, id, monthName, programmeName, rupiah, whole, words } from '../web/shapes.ts';
import { forecastWarnings } from './budget.ts';
import { approveBudget, budgetEffects, budgetOf } from './budget-steps.ts';
import { calendarOf } from './calendar-steps.ts';
import { paymentSteps } from '../programme/policy.ts';

const covers = z.object({ jkk: rupiah, jkm: rupiah });
const effect = z.object({
  line: z.string(),
  before: rupiah,
  after: rupiah,
  committed: rupiah,
  missing: rupiah,
  missingCover: covers,
  peopleAtRisk: whole,
  alternatives: z.array(
    z.object({
      code: z.enum(['end-earlier', 'fewer-people', 'another-payer']),
      people: whole,
      personMonths: whole,
      lastMonth: monthName.nullable(),
      saved: rupiah,
    }),
  ),
});
const version = z.object({
  versionId: id,
  kind: z.enum(budgetKinds),
  effectiveOn: day,
  basis: z.string(),
  approvedOn: day.nullable(),
  lines: z.array(covers.extend({ line: z.string() })),
  effects: z.array(effect),
});
const warning = z.enum(Object.keys(forecastWarnings) as [keyof typeof forecastWarnings, ...(keyof typeof forecastWarnings)[]]);

export const budgetOperations = {
  budget: operation({
    command: 'budget show',
    id: 'showBudget',
    method: 'get',
    path: '/programmes/{programme}/budget',
    summary:
      'Budget lines with fund source and accounts, JKK and JKM apart: limit, commitments, invoices, payments, remainder; forecast; versions with their effects',
    input: z.object({ programme: programmeName }),
    answer: z.object({
      lines: z.array(
        z.object({
          line: z.string(),
          payer: z.string(),
          fund: z.string(),
          source: z.string().nullable(),
          accountJkk: z.string(),
          accountJkm: z.string(),
          limit: rupiah,
          committed: rupiah,
          invoiced: covers,
          paid: rupiah,
          open: z.array(covers.extend({ month: monthName, people: whole })),
        }),
      ),
      forecast: z.object({ expected: rupiah, unused: rupiah, absorption: whole, emptyPlaces: whole, joining: whole, warnings: z.array(warning) }),
      versions: z.array(version),
    }),
    run: async ({ read, workplace }, { programme }) => read((tx) => budgetOf(tx, { law: workplace.law, programme })),
  }),

  propose: operation({
    command: 'budget propose',
    id: 'proposeBudget',
    method: 'post',
    path: '/programmes/{programme}/budget-versions',
    summary: 'Proposes a version of the budget (APBD, shift, APBD-P); nothing changes until another approves it',
    input: z.object({
      programme: programmeName,
      kind: z.enum(budgetKinds),
      effectiveOn: day,
      basis: words,
      lines: z.string().trim().min(1).max(900).openapi({ description: 'line:JKK:JKM in whole rupiah, one a line.' }),
    }),
    answer: z.object({ versionId: id, digest: hash, effects: z.array(effect) }),
    run: async ({ transact }, { programme, kind, effectiveOn, basis, lines }) =>
      transact(async (tx) => {
        const versionId = await proposeBudget(tx, { programme, kind, effectiveOn: civilDate(effectiveOn), basis, lines: readVersionLines(lines) });
        return { versionId, ...(await budgetEffects(tx, versionId)) };
      }),
  }),

  effects: operation({
    command: 'budget effects',
    id: 'showBudgetEffects',
    method: 'get',
    path: '/programmes/{programme}/budget-versions/{version}',
    summary: 'What a version does: whom a cut touches and the ways out; the digest names what was read',
    input: z.object({ programme: programmeName, version: id }),
    answer: z.object({ digest: hash, effects: z.array(effect) }),
    run: async ({ read }, of) => read((tx) => budgetEffects(tx, of.version)),
  }),

  approve: operation({
    command: 'budget approve',
    id: 'approveBudget',
    method: 'post',
    path: '/programmes/{programme}/budget-versions/{version}/approval',
    summary: 'Approves a version whose effects were read (their digest); never by whoever proposed it, never below what is committed',
    input: z.object({ programme: programmeName, version: id, effects: hash }),
    answer: z.object({ approved: z.boolean() }),
    run: async ({ transact }, of) => transact((tx) => approveBudget(tx, { versionId: of.version, effects: of.effects })),
  }),

  calendar: operation({
    command: 'month calendar',
    id: 'showCalendar',
    method: 'get',
    path: '/programmes/{programme}/calendar',
    summary: 'By which day each step of a month must be done so that the money arrives by the due date, and what is late',
    input: z.object({ programme: programmeName, month: monthName.optional() }),
    answer: z.object({
      months: z.array(
        z.object({
          month: monthName,
          due: day,
          steps: z.array(
            z.object({
              step: z.enum(paymentSteps),
              owner: z.string(),
              by: day,
              remindFrom: day,
              state: z.enum(['done', 'late', 'remind', 'to-come']),
              basis: z.string(),
              confidence: z.string(),
            }),
          ),
        }),
      ),
    }),
    run: async ({ read, workplace }, { programme, month }) => ({
      months: await read((tx) => calendarOf(tx, { law: workplace.law, programme, ...(month === undefined ? {} : { month: monthFrom(month) }) })),
    }),
  }),
};
