// Decides how a scenario file reads: a story an official can sign, its question, and the sums the law must give for it.
import { z } from 'zod';
import { type CivilDate, parseDate } from '../kernel/date.ts';
import { type Month, parseMonth } from '../kernel/month.ts';
import { accidentOutcomes } from './accident-benefit.ts';
import type { ClaimEvent, Estimate, EstimateQuestion } from './estimate.ts';
import { heirComplications, relations } from './heirs.ts';
import { paymentDeadline } from './payment-deadline.ts';

const day = z
  .string()
  .refine((text) => parseDate(text) !== null, 'a real date, "YYYY-MM-DD"')
  .transform((text) => text as CivilDate);
const rupiah = z.int().nonnegative().transform(BigInt);
const bilingual = z.strictObject({ id: z.string().min(1), en: z.string().min(1) });
const spent = z.partialRecord(z.enum(['land', 'sea', 'air']), rupiah);
const accident = z.strictObject({
  kind: z.literal('accident'),
  on: day,
  base: rupiah,
  outcome: z.enum(accidentOutcomes),
  transport: spent.optional(),
  medical: rupiah.optional(),
  incapacityMonths: z.int().positive().optional(),
  homeCare: rupiah.optional(),
  aids: z.partialRecord(z.enum(['dentures', 'hearing-aid', 'glasses']), rupiah).optional(),
  prosthesis: rupiah.optional(),
  disabilityPercent: z.int().optional(),
  functionLossPercent: z.int().optional(),
});
const sum = z.strictObject({ working: z.string(), sum: rupiah });

/** A scenario as its YAML says it. */
export const scenarioSchema = z.strictObject({
  title: bilingual,
  event: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('death'), on: day }), accident]),
  paid: z.record(
    z.string().refine((text) => parseMonth(text) !== null, 'a month, "YYYY-MM"'),
    day,
  ),
  family: z.array(z.strictObject({ relation: z.enum(relations), birth: day.optional(), missing: z.boolean().optional() })).optional(),
  children: z
    .array(z.strictObject({ birth: day, level: z.string(), year: z.int(), married: z.boolean().optional(), working: z.boolean().optional() }))
    .optional(),
  gives: z.array(sum.extend({ what: z.string() })),
  total: rupiah,
  'other-readings': z.array(z.strictObject({ choice: z.string(), total: rupiah })).default([]),
  scholarship: z.strictObject({ entitled: z.boolean(), children: z.array(sum.extend({ counted: z.boolean() })).default([]), total: rupiah }).optional(),
  rank: z.string().optional(),
  receives: z
    .array(z.strictObject({ relation: z.enum(relations), through: z.enum(['own-account', 'guardian']), only: z.literal('funeral').optional() }))
    .default([]),
  complications: z.array(z.enum(heirComplications)).default([]),
  lapses: day.optional(),
  payment: z.strictObject({ 'complete-on': day, deadline: day, 'paid-on': day, 'days-late': z.int(), penalty: rupiah }).optional(),
});
export type Scenario = z.output<typeof scenarioSchema>;

/** What a scenario asks of the law. */
export function questionOf(law: EstimateQuestion['law'], scenario: Scenario): EstimateQuestion {
  return {
    law,
    event: scenario.event as ClaimEvent,
    posted: Object.entries(scenario.paid).map(([month, postedOn]) => ({ month: month as Month, postedOn })),
    ...(scenario.children === undefined ? {} : { children: scenario.children as NonNullable<EstimateQuestion['children']> }),
    ...(scenario.family === undefined ? {} : { family: scenario.family as NonNullable<EstimateQuestion['family']> }),
  };
}

/** What the law answered, in the words of a scenario: equal to what its file expects when the scenario holds. */
export function toldAs(scenario: Scenario, answer: Estimate, law: EstimateQuestion['law']): Omit<Scenario, 'title' | 'event' | 'paid' | 'family' | 'children'> {
  const { payment } = scenario;
  const paid =
    payment === undefined
      ? undefined
      : paymentDeadline({ law, programme: answer.programme, completeOn: payment['complete-on'], amount: answer.total, asOf: payment['paid-on'] });
  return {
    gives: answer.lines.map(({ parameter, working, amount }) => ({ what: parameter, working, sum: amount })),
    total: answer.total,
    'other-readings': answer.otherReadings.map(({ choice, total }) => ({ choice, total })),
    ...(answer.scholarship === null
      ? {}
      : {
          scholarship: {
            entitled: answer.scholarship.entitled,
            children: answer.children?.children.map(({ working, total, counted }) => ({ working, sum: total, counted })) ?? [],
            total: answer.children?.total ?? 0n,
          },
        }),
    ...(answer.heirs?.rank == null ? {} : { rank: answer.heirs.rank.code }),
    receives:
      answer.heirs?.payees.map(({ relative, through, only }) => ({
        relation: scenario.family?.[relative]?.relation ?? 'who-buried',
        through,
        ...(only === null ? {} : { only }),
      })) ?? [],
    complications: answer.heirs === null ? [] : [...answer.heirs.complications],
    ...(answer.timeBar.lapsesOn === null ? {} : { lapses: answer.timeBar.lapsesOn }),
    ...(payment === undefined || paid === undefined
      ? {}
      : {
          payment: {
            'complete-on': payment['complete-on'],
            deadline: paid.deadline,
            'paid-on': payment['paid-on'],
            'days-late': paid.daysLate,
            penalty: paid.penalty,
          },
        }),
  };
}
