// Decides the shape of a programme file: what a sponsor may decide (term, payers, places, conditions, ranking), field by field.
import { z } from 'zod';
import { civilDate, parseDate } from '../kernel/date.ts';
import { monthFrom, parseMonth } from '../kernel/month.ts';
import { sharingMethods } from './sharing.ts';

const text = z.string().min(1);
const region = z.string().regex(/^\d{2}(\d{2}(\d{2}(\d{4})?)?)?$/, 'a Kemendagri code without dots, in quotes');
const month = z
  .string()
  .refine((value) => parseMonth(value) !== null, 'a month YYYY-MM, in quotes')
  .transform(monthFrom);
const date = z
  .string()
  .refine((value) => parseDate(value) !== null, 'a date YYYY-MM-DD, in quotes')
  .transform(civilDate);
const rupiah = z.number().int().nonnegative().transform(BigInt);
const share = z
  .string()
  .regex(/^[1-9]\d*\/[1-9]\d*$/, 'a fraction such as 1/1')
  .transform((value) => {
    const [numerator, denominator] = value.split('/').map(BigInt);
    return { numerator: numerator ?? 0n, denominator: denominator ?? 1n };
  });
const grounds = { basis: text, confidence: z.enum(['statute', 'secondary', 'unverified']) };

/** Words an occupation is known by, as registers and lists write it; found anywhere in it, in capitals. */
const occupations = z.array(text).min(1);
const decile = z.number().int().min(1).max(10);
/** Who pays for a membership somebody already has. */
export const existingPayers = ['employer', 'self', 'government'] as const;

const condition = z.discriminatedUnion('code', [
  z.strictObject({ code: z.literal('residence'), region, ...grounds }),
  z.strictObject({ code: z.literal('age-minimum'), years: z.number().int().positive(), ...grounds }),
  z.strictObject({ code: z.literal('age-maximum'), years: z.number().int().positive(), ...grounds }),
  z.strictObject({ code: z.literal('decile-maximum'), decile, ...grounds }),
  /** Decile 1 of DTSEN: what the register can say of extreme poverty. */
  z.strictObject({ code: z.literal('extreme-poverty'), ...grounds }),
  z.strictObject({ code: z.literal('occupation-among'), occupations, ...grounds }),
  z.strictObject({ code: z.literal('occupation-not-among'), occupations, ...grounds }),
  z.strictObject({ code: z.literal('not-public-servant'), ...grounds }),
  /** Whose payment refuses; every payer's when absent. */
  z.strictObject({ code: z.literal('not-already-covered'), by: z.array(z.enum(existingPayers)).min(1).optional(), ...grounds }),
]);

/** Places of each kabupaten kept for a group: its best ranked get them first, the others compete for the rest with everybody. */
const reserved = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]*$/, 'a short name such as disabled-workers'),
  group: z.enum(['disability', 'woman-headed-household', 'occupation']),
  /** Of the group `occupation`. */
  occupations: occupations.optional(),
  share,
  ...grounds,
});

/** Steps of a month before its due date, in their order: the roster made final, the branch's code, and the treasury's papers until the money arrives. */
export const paymentSteps = ['roster', 'code', 'spp', 'spm', 'sp2d', 'received'] as const;
export type PaymentStep = (typeof paymentSteps)[number];

/** How the sponsor's money moves: how many working days before the due date each step is done and who does it, and what the agreement says of credits and differences. */
const money = z.strictObject({
  leadTimes: z
    .array(
      z.strictObject({
        step: z.enum(paymentSteps),
        workingDaysBefore: z.number().int().min(0).max(60),
        owner: text,
        remindDaysBefore: z.number().int().min(0).max(30),
        ...grounds,
      }),
    )
    .default([]),
  /** What is paid beyond what was owed: carried forward to later months, refunded, or not agreed. */
  credits: z.strictObject({ rule: z.enum(['carry-forward', 'refund', 'not-agreed']), ...grounds }).optional(),
  /** Who answers for a difference found in reconciliation, within how many working days. */
  differences: z.strictObject({ owner: text, workingDays: z.number().int().min(1).max(90) }).optional(),
});

/** Over what places are shared. `eligible-people` and `poor-workers` are counted when places are allocated; until then villages stand in. */
export const sharingBases = ['villages', 'places-of', 'eligible-people', 'poor-workers', 'given'] as const;

/** Keys a policy may rank by, best first; `lottery` is always the last word. */
export const rankingKeys = ['extreme-poverty', 'decile', 'occupation-risk', 'disability', 'woman-headed-household', 'dependants', 'lottery'] as const;

/** A programme file, field by field. */
export const schema = z.strictObject({
  programme: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.strictObject({ id: text, en: text }),
  sponsor: z.strictObject({
    code: text,
    name: text,
    level: z.enum(['province', 'kabupaten', 'village', 'ministry']),
    codeSystem: z.literal('kemendagri'),
    region,
    timeZone: text,
  }),
  term: z.strictObject({ first: month, last: month }),
  conditionsOn: date,
  /** Whose candidate lists are ranked; its own when absent. */
  candidatesFrom: text.optional(),
  contribution: z.strictObject({
    covers: z.array(z.enum(['jkk', 'jkm'])).min(1),
    income: rupiah,
    sector: z.enum(['transport', 'other']),
    payers: z.array(z.strictObject({ payer: text, payerKind: z.enum(['apbn', 'apbd', 'village-fund', 'donor']), line: text, share })).min(1),
  }),
  budget: z
    .array(
      z.strictObject({
        line: text,
        payer: text,
        fund: text,
        /** Where the money of the fund comes from; not said in older files. */
        source: z.enum(['apbn', 'apbd', 'village-fund', 'revenue-share', 'donor']).optional(),
        account: text,
        /** Where JKK and JKM are budgeted under codes of their own. */
        accounts: z.strictObject({ jkk: text, jkm: text }).optional(),
        limit: rupiah,
      }),
    )
    .min(1),
  money: money.optional(),
  places: z.strictObject({
    total: z.number().int().positive(),
    fixed: z.record(region, z.strictObject({ places: z.number().int().nonnegative(), source: text })),
    share: z.strictObject({
      method: z.enum(sharingMethods),
      base: z.enum(sharingBases),
      /** Of base `places-of`. */
      programme: text.optional(),
      /** Of base `poor-workers`: eligible people up to this decile. */
      decile: decile.optional(),
      /** Of base `given`: a published number for each kabupaten, and who published it. */
      weights: z.record(region, z.number().int().nonnegative()).optional(),
      source: text.optional(),
      /** Places every kabupaten that shares gets at least. */
      floor: z.number().int().nonnegative().optional(),
    }),
    reserved: z.array(reserved).optional(),
    /** From this day on, places nobody can take go where people wait, by the same method. */
    reallocateFrom: date.optional(),
  }),
  conditions: z.array(condition),
  ranking: z.array(z.enum(rankingKeys)).min(1),
  riskyOccupations: z.array(text),
  /** What becomes of somebody enrolled whose facts change: looked at again unless the file says otherwise. */
  leavers: z
    .strictObject({
      'changed-decile': z.enum(['review', 'leave', 'stay']).default('review'),
      'turned-65': z.enum(['review', 'leave', 'stay']).default('review'),
    })
    .prefault({}),
  /** Whether the root of the draw's tickets must stand before the seed is taken. */
  draw: z.strictObject({ ticketsFirst: z.boolean() }).optional(),
  branches: z.array(z.strictObject({ branch: text, name: text, npp: text, areas: z.array(region).min(1) })).min(1),
  /** Public figures of fewer people than this are withheld. */
  publicationThreshold: z.number().int().min(2),
  /** How long the evidence of runs is kept after the term's last month; as long as the runs themselves when absent. */
  evidenceKeptMonths: z.number().int().positive().optional(),
  instrument: z.strictObject({
    legalBasis: z.array(text).min(1),
    signatory: text,
    /** What must stand before anything is signed; what is not demanded is told when it lacks. */
    requires: z.array(z.enum(['regulation', 'agreement', 'legal-review'])).optional(),
  }),
});

/** What a sponsor decided, as its file says it, checked. */
export type ProgrammeFile = z.output<typeof schema>;
export type Condition = ProgrammeFile['conditions'][number];
export type ReservedShare = NonNullable<ProgrammeFile['places']['reserved']>[number];
export type RankingKey = (typeof rankingKeys)[number];
