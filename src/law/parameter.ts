// Decides what a parameter of the law is: a dated value with unit, article, source and confidence; a date the law does not reach is a fault, never a guess.
import { z } from 'zod';
import { type CivilDate, addDays, parseDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import type { Rupiah } from '../kernel/money.ts';

/** How sure we are: the statute's text was read; a named secondary source says so; nobody has confirmed it. */
export type Confidence = 'statute' | 'secondary' | 'unverified';

/** Short text in Indonesian and English. */
export interface Bilingual {
  readonly id: string;
  readonly en: string;
}

/** A coded entry of a list people read (a document, a rank of heirs). */
export interface Item extends Bilingual {
  readonly code: string;
}

/** One day off work. */
export interface DayOff extends Bilingual {
  readonly date: CivilDate;
}

/** One row of an income table: incomes from `from` upwards (until the next row) count as `base`. */
export interface IncomeBand {
  readonly from: Rupiah;
  readonly base: Rupiah;
}

/** One level of schooling: rupiah a year, for at most so many years. */
export interface SchoolLevel extends Item {
  readonly yearly: Rupiah;
  readonly years: number;
}

const bilingual = z.strictObject({ id: z.string().min(1), en: z.string().min(1) });
const count = z.int().nonnegative();
const rupiah = count.transform((amount): Rupiah => BigInt(amount));
const code = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a kebab-case code');
const date = z.string().transform((text, context): CivilDate => {
  const read = parseDate(text);
  if (read !== null) return read;
  context.addIssue({ code: 'custom', message: 'a real date, written as "YYYY-MM-DD"' });
  return z.NEVER;
});
const ascending = (rows: readonly { readonly from: bigint }[]) => rows.every((row, place) => place === 0 || row.from > (rows[place - 1]?.from ?? 0n));

/** How a value of each unit is written in YAML and what it becomes. */
const valueOfUnit = {
  rupiah,
  percent: count,
  months: count,
  days: count,
  'working-days': count,
  hours: count,
  years: count,
  people: count,
  jobs: count,
  rows: count,
  megabytes: count,
  /** Multiples of the monthly income base. */
  'times-base': count,
  /** A rule that is a word, not a number. */
  rule: code,
  /** The chosen one of the named alternatives. */
  choice: code,
  list: z.array(z.union([z.string().min(1), count])).min(1),
  record: z.record(code, z.union([count, code])),
  items: z.array(z.strictObject({ code, ...bilingual.shape })).min(1),
  'days-off': z.array(z.strictObject({ date, ...bilingual.shape })).min(1),
  'income-bands': z
    .array(z.strictObject({ from: rupiah, base: rupiah }))
    .min(1)
    .refine(ascending, 'bands in ascending order of income'),
  'grievance-kinds': z.array(z.strictObject({ code, ...bilingual.shape, 'working-days': count, restricted: z.boolean() })).min(1),
  'school-levels': z.array(z.strictObject({ code, ...bilingual.shape, yearly: rupiah, years: count })).min(1),
} as const;

/** The closed set of units. */
export type Unit = keyof typeof valueOfUnit;
/** What a value of a unit is in memory (rupiah as bigint). */
export type ValueOf<U extends Unit> = Readonly<z.output<(typeof valueOfUnit)[U]>>;
/** A value of any unit. */
export type ParameterValue = ValueOf<Unit>;

const isUnit = (text: string): text is Unit => Object.hasOwn(valueOfUnit, text);

/** A value in force from a day to a day, both included; no `to` means still in force. */
export interface DatedValue {
  readonly from: CivilDate;
  readonly to: CivilDate | null;
  readonly value: ParameterValue;
  readonly source: string;
  readonly confidence: Confidence;
  readonly note: Bilingual | null;
}

/** The readings of an unsettled question, the one used until it is settled, and why that one. */
export interface Alternatives {
  readonly default: string;
  readonly why: Bilingual;
  readonly choices: readonly ({ readonly name: string } & Bilingual)[];
}

/** One parameter of the law, as its YAML file says it. */
export interface Parameter {
  readonly name: string;
  readonly title: Bilingual;
  readonly unit: Unit;
  readonly article: string;
  readonly values: readonly DatedValue[];
  readonly alternatives: Alternatives | null;
}

const written = z.strictObject({
  name: code,
  title: bilingual,
  unit: z.string().refine(isUnit, { message: `one of ${Object.keys(valueOfUnit).join(', ')}` }),
  article: z.string().min(1),
  values: z
    .array(
      z.strictObject({
        from: date,
        to: date.optional(),
        value: z.unknown(),
        source: z.string().min(1),
        confidence: z.enum(['statute', 'secondary', 'unverified']),
        note: bilingual.optional(),
      }),
    )
    .min(1),
  alternatives: z.strictObject({ default: code, why: bilingual, choices: z.array(z.strictObject({ name: code, ...bilingual.shape })).min(2) }).optional(),
});

/** Reads one parameter from parsed YAML; issues name the field. Values ascend without overlap; a choice is one of its named alternatives. */
export const parameterSchema = written.transform((file, context): Parameter => {
  const refuse = (message: string, ...path: (string | number)[]) => context.addIssue({ code: 'custom', message, path });
  const values = file.values.map((dated, place): DatedValue => {
    const read = valueOfUnit[file.unit].safeParse(dated.value);
    for (const issue of read.error?.issues ?? []) refuse(issue.message, 'values', place, 'value', ...issue.path.map(String));
    const before = file.values[place - 1];
    if (dated.to !== undefined && dated.to < dated.from) refuse('ends before it begins', 'values', place, 'to');
    if (before !== undefined && (before.to === undefined || before.to >= dated.from)) refuse('overlaps the value before it', 'values', place, 'from');
    return { ...dated, to: dated.to ?? null, note: dated.note ?? null, value: read.data ?? 0 };
  });
  const alternatives = file.alternatives ?? null;
  const names = alternatives?.choices.map((choice) => choice.name) ?? [];
  if (new Set(names).size !== names.length) refuse('two alternatives have one name', 'alternatives', 'choices');
  if (alternatives !== null && !names.includes(alternatives.default)) refuse('is not one of the alternatives', 'alternatives', 'default');
  if (file.unit === 'choice') {
    if (alternatives === null) refuse('a choice names its alternatives', 'alternatives');
    values.forEach((dated, place) => {
      if (typeof dated.value === 'string' && !names.includes(dated.value)) refuse('is not one of the alternatives', 'values', place, 'value');
    });
    if (values.at(-1)?.value !== alternatives?.default) refuse('is the value in force last', 'alternatives', 'default');
  }
  return { name: file.name, title: file.title, unit: file.unit, article: file.article, values, alternatives };
});

/** A value as it holds on a day, with everything needed to cite it. */
export interface HeldValue extends DatedValue {
  readonly article: string;
}

/**
 * The value of a parameter on a date. Not-found faults: `law-has-no-value-yet` before its first date,
 * `law-has-no-value-on-date` in a gap or after its last.
 */
export function valueOn(parameter: Parameter, on: CivilDate): HeldValue {
  const held = parameter.values.findLast((dated) => dated.from <= on && (dated.to === null || dated.to >= on));
  if (held !== undefined) return { ...held, article: parameter.article };
  const { name, values } = parameter;
  const first = values[0]?.from;
  if (first !== undefined && on < first) {
    throw new Fault('not-found', 'law-has-no-value-yet', {
      id: `Parameter "${name}" belum punya nilai pada ${on}; nilai pertamanya berlaku sejak ${first}. Tambahkan nilai bersumber di law/${name}.yaml, jangan menebak.`,
      en: `Parameter "${name}" has no value yet on ${on}; its first holds from ${first}. Add a sourced value to law/${name}.yaml, do not guess.`,
    });
  }
  const last = values.findLast((dated) => dated.to !== null && dated.to < on)?.to ?? addDays(on, -1);
  throw new Fault('not-found', 'law-has-no-value-on-date', {
    id: `Parameter "${name}" tidak punya nilai pada ${on}; nilai sebelumnya berakhir ${last}. Tambahkan nilai bersumber di law/${name}.yaml, jangan menebak.`,
    en: `Parameter "${name}" has no value on ${on}; the one before ended on ${last}. Add a sourced value to law/${name}.yaml, do not guess.`,
  });
}
