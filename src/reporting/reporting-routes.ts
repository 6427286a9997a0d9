// Decides the operations of reporting: programmes, their account made and published, and one person's explanation.
import { z } from '@hono/zod-openapi';
import { isReason } from '../permission/reveal-steps.ts';
import { dateIn } from '../kernel/clock.ts';
import { civilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { readNik } from '../kernel/nik.ts';
import { programmesKnown } from '../programme/programme-steps.ts';
import { operation } from '../web/operation.ts';
import { searchOf } from '../web/search.ts';
import { day, hash, programmeName, words } from '../web/shapes.ts';
import { nikFaultWords } from '../web/story-words.ts';
import { accountOf, publishAccount, publishedAccount } from './reporting-steps.ts';
import { storyOf } from './story-steps.ts';

const count = z.union([z.number().int(), z.literal('withheld')]);
const bilingual = z.object({ id: z.string(), en: z.string() });
const date = z.string().meta({ format: 'date' });

const programme = z.object({ programme: z.string(), title: bilingual, sponsor: z.string(), firstMonth: date, lastMonth: date }).openapi('Programme');

const account = z
  .object({
    programme: z.string(),
    title: bilingual,
    asOf: date,
    sources: z.object({
      lists: z.number().int(),
      rows: count,
      instruments: z.array(z.object({ number: z.string(), listDigest: z.string(), signedOn: date })).readonly(),
    }),
    totals: z.object({
      places: z.number().int(),
      listed: count,
      registered: count,
      protectedPeople: count,
      personMonths: count,
      posted: count,
      budget: z.number().int(),
      claims: count,
      claimAmount: count,
      deaths: count,
      deathsWithoutClaim: count
        .optional()
        .openapi({ description: 'Deaths recorded for which no probable claim stood by that day: not worked out yet, or not protected on the day of death.' }),
      expectedDeaths: z.object({ expected: z.number(), low: z.number().int(), high: z.number().int(), confidence: z.string() }).optional(),
    }),
    areas: z
      .array(
        z.object({
          area: z.string(),
          name: z.string(),
          places: count,
          listed: count,
          registered: count,
          protectedPeople: count,
          personMonths: count,
          posted: count,
          claims: count,
        }),
      )
      .readonly(),
    threshold: z.number().int(),
  })
  .openapi('PublicAccount', {
    description:
      'Amounts are whole rupiah. A count of fewer people than the threshold is "withheld", also as a total; so are other figures from which it would follow: the row of its kabupaten with months, money and, where they are nearly full, places; another row where needed.',
  });

const explanation = z
  .object({
    nik: z.string(),
    known: z.boolean(),
    timeZone: z.string().openapi({ description: 'IANA zone of the days; instants say their own offset.' }),
    area: z.string().nullable().openapi({ description: 'Only what is recorded in this area (region code) is told; null: everything is seen.' }),
    lines: z.array(z.object({ when: z.string(), stage: z.string(), id: z.string(), en: z.string(), grounds: z.array(z.string()).readonly() })).readonly(),
    periods: z.array(z.object({ from: z.string(), to: z.string(), jkk: z.string(), jkm: z.string(), id: z.string() })).readonly(),
    payers: z
      .array(z.object({ month: z.string(), cover: z.string(), payer: z.string(), line: z.string(), amount: z.number().int(), instrument: z.string() }))
      .readonly(),
  })
  .openapi('Explanation', { description: 'Everything decided about one person, in order. The NIK is masked.' });

export const reportingOperations = {
  programmes: operation({
    command: 'programme show',
    id: 'listProgrammes',
    method: 'get',
    path: '/programmes',
    summary: 'Programmes recorded here',
    input: z.object({}),
    answer: z.object({ programmes: z.array(programme) }),
    run: async ({ read }) => ({
      programmes: (await read(programmesKnown)).map((row) => ({
        programme: row.programme,
        title: { id: row.title_id, en: row.title_en },
        sponsor: row.sponsor,
        firstMonth: row.first_month,
        lastMonth: row.last_month,
      })),
    }),
  }),

  published: operation({
    command: 'account read',
    id: 'showAccount',
    method: 'get',
    path: '/programmes/{programme}/account',
    summary: 'The newest published account of a programme',
    input: z.object({ programme: programmeName }),
    answer: account,
    run: ({ workplace, actor }, of) => publishedAccount(workplace, actor, of.programme),
  }),

  openData: operation({
    command: 'account read',
    id: 'readPublicAccount',
    method: 'get',
    path: '/publik/programmes/{programme}/account',
    summary: 'The newest published account of a programme as open data; nobody need sign in',
    input: z.object({ programme: programmeName }),
    answer: account,
    run: ({ workplace, actor }, of) => publishedAccount(workplace, actor, of.programme),
  }),

  account: operation({
    command: 'account show',
    id: 'makeAccount',
    method: 'get',
    path: '/programmes/{programme}/account/draft',
    summary: 'The account as of a day, made now and not published',
    input: z.object({ programme: programmeName, on: day.optional() }),
    long: true,
    answer: account,
    run: async ({ workplace, actor }, of) => accountOf(workplace, actor, of.programme, of.on === undefined ? undefined : civilDate(of.on)),
  }),

  publish: operation({
    command: 'account publish',
    id: 'publishAccount',
    method: 'post',
    path: '/programmes/{programme}/account',
    summary: 'Makes the account as of a day and publishes it under its digest',
    input: z.object({ programme: programmeName, on: day.optional() }),
    long: true,
    answer: z.object({ programme: z.string(), asOf: date, digest: hash }),
    run: async ({ workplace, actor, timeZone }, of) => {
      const on = of.on === undefined ? dateIn(timeZone, workplace.clock.now()) : civilDate(of.on);
      return { programme: of.programme, asOf: on, ...(await publishAccount(workplace, actor, of.programme, on)) };
    },
  }),

  explain: operation({
    command: 'explain',
    id: 'explain',
    method: 'post',
    path: '/explanations',
    summary: 'Explains everything decided about one person; posted, so that a NIK stands in no address',
    input: z.object({
      nik: z.string().max(40).openapi({ description: '16 digits' }),
      reason: words.optional().openapi({ description: 'What it is asked for; the person may read it. Without a whole reason KPJs stay masked.' }),
    }),
    personal: true,
    discloses: ({ nik, reason }, { niks }) => ({
      ...searchOf(niks, nik, isReason(reason) ? ['story', 'kpj'] : ['story'], reason),
      kind: isReason(reason) ? 'reveal' : 'search',
    }),
    answer: explanation,
    run: async ({ workplace, actor }, of) => {
      const reading = readNik(of.nik);
      if (reading.nik === null) {
        throw new Fault('bad-input', reading.fault, nikFaultWords[reading.fault] ?? { id: reading.fault, en: reading.fault }, { column: 'nik' });
      }
      return storyOf(workplace, actor, reading.nik, { shown: isReason(of.reason) });
    },
  }),
};
