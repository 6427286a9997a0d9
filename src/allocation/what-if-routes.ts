// Decides the operation of what-if: one or two choices worked out side by side; it changes nothing.
import { z } from '@hono/zod-openapi';
import { monthFrom } from '../kernel/month.ts';
import { sharingMethods } from '../programme/sharing.ts';
import { operation } from '../web/operation.ts';
import { bilingual, day, id, monthName, programmeName, rupiah, whole } from '../web/shapes.ts';
import { type Wish, whatIf } from './what-if-steps.ts';
import { whatIfBases } from './what-if.ts';

/** The fields of one choice; each is as the policy says where it is left out. */
const wish = {
  budget: z.coerce.number().int().positive().optional().openapi({ description: 'Whole rupiah.' }),
  first: monthName.optional(),
  months: z.coerce.number().int().min(1).max(60).optional(),
  places: z.coerce.number().int().min(1).optional(),
  decile: z.coerce.number().int().min(1).max(10).optional(),
  ageFrom: z.coerce.number().int().min(0).max(120).optional(),
  ageTo: z.coerce.number().int().min(0).max(120).optional(),
  method: z.enum(sharingMethods).optional(),
  base: z.enum(whatIfBases).optional(),
  reallocate: z.enum(['yes', 'no']).optional().openapi({ description: 'Whether unused places go where people wait.' }),
  share: z
    .string()
    .regex(/^[1-9]\d{0,5}\/[1-9]\d{0,5}$/)
    .optional()
    .openapi({ description: 'The part of each contribution the budget carries, such as 1/2.' }),
};
export type WishField = keyof typeof wish;
export const wishFields = Object.keys(wish) as readonly WishField[];

/** The second choice has the same fields with a 2 behind; it is worked out when one of them is given. */
const second = Object.fromEntries(Object.entries(wish).map(([name, shape]) => [`${name}2`, shape])) as {
  [Name in WishField as `${Name}2`]: (typeof wish)[Name];
};

const reached = z.object({ name: z.string(), eligible: whole, covered: whole });
const range = z.array(z.number()).length(2).openapi({ description: 'Low and high.' });
const scenario = z.object({
  choice: z.object({
    budget: rupiah,
    first: monthName,
    months: whole,
    places: whole,
    decile: whole.nullable(),
    ageFrom: whole.nullable(),
    ageTo: whole.nullable(),
    method: z.enum(sharingMethods),
    base: z.enum(whatIfBases),
    reallocate: z.boolean(),
    share: z.string(),
  }),
  limitedBy: z.enum(['places', 'money', 'people']),
  candidates: whole,
  eligible: whole,
  covered: whole,
  areas: z.array(reached.extend({ area: z.string(), places: whole })),
  sexes: z.array(reached),
  ages: z.array(reached),
  deciles: z.array(reached),
  occupations: z.array(reached),
  reasons: z.array(z.object({ code: z.string(), people: whole })),
  costs: z.array(z.object({ month: monthName, amount: rupiah })),
  cost: rupiah,
  reachFull: whole,
  coveredFrom: day,
  fullFrom: day.nullable(),
  claims: range,
  fullClaims: range,
  benefits: range.openapi({ description: 'Whole rupiah, low and high.' }),
  citations: z.array(z.object({ parameter: z.string(), source: z.string(), confidence: z.string() })),
});
export type ToldScenario = z.output<typeof scenario>;

type Given = { readonly [Name in WishField]?: string | number | undefined };

/** A choice as written, as the step takes it. */
function wished(given: Given): Wish {
  const [numerator, denominator] = typeof given.share === 'string' ? given.share.split('/').map(BigInt) : [];
  const { budget, first, months, places, decile, ageFrom, ageTo, method, base, reallocate } = given as Record<WishField, never>;
  return {
    months,
    places,
    decile,
    ageFrom,
    ageTo,
    method,
    base,
    budget: budget === undefined ? undefined : BigInt(budget),
    first: first === undefined ? undefined : monthFrom(first),
    reallocate: reallocate === undefined ? undefined : reallocate === 'yes',
    share: numerator === undefined || denominator === undefined ? undefined : { numerator, denominator },
  };
}

/** One choice, or two when a field of the second is given. */
export function wishesIn(input: Readonly<Record<string, unknown>>): readonly Wish[] {
  const of = (suffix: string): Given => Object.fromEntries(wishFields.map((name) => [name, input[`${name}${suffix}`]]));
  const other = of('2');
  return [wished(of('')), ...(Object.values(other).some((value) => value !== undefined) ? [wished(other)] : [])];
}

export const whatIfOperations = {
  simulate: operation({
    command: 'simulate',
    id: 'simulate',
    method: 'get',
    path: '/programmes/{programme}/what-if',
    summary: 'What a choice of budget, months, bounds and shares would come to, or two side by side; changes nothing',
    input: z.object({ programme: programmeName, ...wish, ...second }),
    long: true,
    answer: z.object({
      programme: z.string(),
      title: bilingual,
      policyVersion: whole,
      assessmentRun: id,
      threshold: whole,
      scenarios: z.array(scenario),
    }),
    run: async ({ workplace, actor }, { programme, ...input }) => {
      const made = await whatIf(workplace, actor, programme, wishesIn(input));
      return {
        ...made,
        scenarios: made.scenarios.map(({ choice, coverage, expected, ...rest }) => ({
          ...rest,
          ...coverage,
          areas: coverage.areas.map((one) => ({ ...one, area: one.name, name: made.names.get(one.name) ?? one.name })),
          choice: { ...choice, share: `${choice.share.numerator}/${choice.share.denominator}` },
          coveredFrom: expected.coveredFrom,
          fullFrom: expected.fullFrom,
          claims: expected.claimTenths.map((tenths) => tenths / 10),
          fullClaims: expected.fullClaimTenths.map((tenths) => tenths / 10),
          benefits: expected.benefits,
          citations: expected.citations.map(({ parameter, source, confidence }) => ({ parameter, source, confidence })),
        })),
      };
    },
  }),
};
