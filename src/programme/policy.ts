// Decides what a programme file may say (what a sponsor decides: term, payers, places, conditions, ranking), and refuses what it may not.
import { z } from 'zod';
import { civilDate, parseDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { monthFrom, parseMonth } from '../kernel/month.ts';
import { refuseNik } from '../kernel/plausible-nik.ts';

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

const condition = z.discriminatedUnion('code', [
  z.strictObject({ code: z.literal('residence'), region, ...grounds }),
  z.strictObject({ code: z.literal('age-minimum'), years: z.number().int().positive(), ...grounds }),
  z.strictObject({ code: z.literal('decile-maximum'), decile: z.number().int().min(1).max(10), ...grounds }),
  z.strictObject({ code: z.literal('not-public-servant'), ...grounds }),
  z.strictObject({ code: z.literal('not-already-covered'), ...grounds }),
]);

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

/** Keys a policy may rank by, best first; `lottery` is always the last word. */
export const rankingKeys = ['extreme-poverty', 'decile', 'occupation-risk', 'disability', 'woman-headed-household', 'dependants', 'lottery'] as const;

const schema = z.strictObject({
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
  places: z.strictObject({
    total: z.number().int().positive(),
    fixed: z.record(region, z.strictObject({ places: z.number().int().nonnegative(), source: text })),
    share: z.strictObject({ method: z.literal('largest-remainder'), base: z.enum(['villages', 'places-of']), programme: text.optional() }),
  }),
  money: money.optional(),
  conditions: z.array(condition),
  ranking: z.array(z.enum(rankingKeys)).min(1),
  riskyOccupations: z.array(text),
  leavers: z.strictObject({ 'changed-decile': z.enum(['review', 'leave', 'stay']), 'turned-65': z.enum(['review', 'leave', 'stay']) }),
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
export type RankingKey = (typeof rankingKeys)[number];

const wrong = (file: string, field: string, id: string, en: string): Fault =>
  new Fault(
    'bad-input',
    'programme-file-wrong',
    { id: `${file}: isian "${field}" salah. ${id}`, en: `${file}: the field "${field}" is wrong. ${en}` },
    { file, column: field },
  );

/** Checks a programme file's parsed content; every contradiction is a bad-input fault naming file and field. */
export function readPolicy(file: string, content: unknown): ProgrammeFile {
  const parsed = schema.safeParse(content);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = issue?.path.join('.') ?? '';
    throw wrong(file, field, `Perbaiki: ${issue?.message ?? ''}.`, `Mend it: ${issue?.message ?? ''}.`);
  }
  const policy = parsed.data;
  if (policy.term.last < policy.term.first) throw wrong(file, 'term.last', 'Bulan akhir mendahului bulan awal.', 'The last month comes before the first.');
  const fixed = Object.values(policy.places.fixed).reduce((sum, one) => sum + one.places, 0);
  if (fixed > policy.places.total) throw wrong(file, 'places.fixed', 'Kuota tetap melebihi jumlah tempat.', 'The fixed quotas exceed the places.');
  const lines = new Set(policy.budget.map(({ line }) => line));
  for (const { line } of policy.contribution.payers) {
    if (!lines.has(line)) throw wrong(file, 'contribution.payers', `Mata anggaran ${line} tidak ada.`, `The budget line ${line} does not exist.`);
  }
  const whole = policy.contribution.payers.reduce((sum, { share: part }) => sum.add(part.numerator, part.denominator), new Fraction(0n, 1n));
  if (!whole.isOne) throw wrong(file, 'contribution.payers', 'Bagian para pembayar tidak berjumlah satu.', "The payers' shares do not sum to the whole.");
  const areas = policy.branches.flatMap((branch) => branch.areas);
  if (new Set(areas).size !== areas.length) throw wrong(file, 'branches', 'Satu kabupaten dilayani dua cabang.', 'One kabupaten is served by two branches.');
  if (policy.places.share.base === 'places-of' && policy.places.share.programme === undefined) {
    throw wrong(file, 'places.share.programme', 'Sebutkan programnya.', 'Name the programme.');
  }
  return policy;
}

/**
 * Refuses in a file that is about to be recorded what older ones may hold: a budget line without money, and a NIK in a text that will be
 * published (NPP and account codes are long numbers of others). Faults: bad-input `programme-file-wrong`, `nik-in-text`.
 */
export function refuseBeforeRecording(policy: ProgrammeFile): void {
  const empty = policy.budget.findIndex(({ limit }) => limit === 0n);
  if (empty >= 0) {
    throw wrong(policy.programme, `budget.${empty}.limit`, 'Pagu harus lebih dari 0 rupiah.', 'The limit must be more than 0 rupiah.');
  }
  refuseNiks(policy, '');
}

function refuseNiks(value: unknown, field: string): void {
  if (typeof value === 'string') return refuseNik(value, field);
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    if (name === 'npp' || name === 'account' || name === 'accounts') continue;
    refuseNik(name, field);
    refuseNiks(part, field === '' ? name : `${field}.${name}`);
  }
}

class Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
  constructor(numerator: bigint, denominator: bigint) {
    this.numerator = numerator;
    this.denominator = denominator;
  }
  add(numerator: bigint, denominator: bigint): Fraction {
    return new Fraction(this.numerator * denominator + numerator * this.denominator, this.denominator * denominator);
  }
  get isOne(): boolean {
    return this.numerator === this.denominator;
  }
}
