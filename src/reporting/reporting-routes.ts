// Decides the JSON of reporting: programmes, their published account, and one person's explanation, each with the shape OpenAPI tells.
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { Fault } from '../kernel/fault.ts';
import { readNik } from '../kernel/nik.ts';
import { programmesKnown } from '../programme/programme-steps.ts';
import { answers, refuseUnreadable } from '../web/api.ts';
import { nikFaultWords } from '../web/story-words.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { newestAccount } from './reporting-steps.ts';
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
      rows: z.number().int(),
      instruments: z.array(z.object({ number: z.string(), listDigest: z.string(), signedOn: date })).readonly(),
    }),
    totals: z.object({
      places: z.number().int(),
      listed: z.number().int(),
      registered: z.number().int(),
      protectedPeople: z.number().int(),
      personMonths: z.number().int(),
      posted: z.number().int(),
      budget: z.number().int(),
      claims: z.number().int(),
      claimAmount: z.number().int(),
      deaths: z.number().int(),
    }),
    areas: z
      .array(
        z.object({
          area: z.string(),
          name: z.string(),
          places: z.number().int(),
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
  .openapi('PublicAccount', { description: 'Amounts are whole rupiah. A count of fewer people than the threshold is "withheld".' });

const explanation = z
  .object({
    nik: z.string(),
    known: z.boolean(),
    lines: z.array(z.object({ when: z.string(), stage: z.string(), id: z.string(), en: z.string(), grounds: z.array(z.string()).readonly() })).readonly(),
    periods: z.array(z.object({ from: z.string(), to: z.string(), jkk: z.string(), jkm: z.string(), id: z.string() })).readonly(),
    payers: z
      .array(z.object({ month: z.string(), cover: z.string(), payer: z.string(), line: z.string(), amount: z.number().int(), instrument: z.string() }))
      .readonly(),
  })
  .openapi('Explanation', { description: 'Everything decided about one person, in order. The NIK is masked.' });

const listProgrammes = createRoute({
  method: 'get',
  path: '/programmes',
  operationId: 'listProgrammes',
  summary: 'Programmes recorded here',
  responses: answers({ schema: z.object({ programmes: z.array(programme) }), description: 'All programmes' }),
});

const showAccount = createRoute({
  method: 'get',
  path: '/programmes/{programme}/account',
  operationId: 'showAccount',
  summary: 'The newest published account of a programme',
  request: { params: z.object({ programme: z.string() }) },
  responses: answers({ schema: account, description: 'The account as published' }, 404),
});

const explain = createRoute({
  method: 'post',
  path: '/explanations',
  operationId: 'explain',
  summary: 'Explains everything decided about one person',
  description: 'Posted, so that a NIK stands in no address. The answer may not be stored on the way.',
  request: { body: { required: true, content: { 'application/json': { schema: z.object({ nik: z.string().openapi({ description: '16 digits' }) }) } } } },
  responses: answers({ schema: explanation, description: 'The explanation; `known` is false when nothing is recorded' }, 400),
});

/** The JSON of reporting, to be mounted under the version. */
export function reportingRoutes(surface: Surface): OpenAPIHono<RequestEnv> {
  const { workplace } = surface;
  const routes = new OpenAPIHono<RequestEnv>({ defaultHook: refuseUnreadable });

  routes.openapi(listProgrammes, async (c) => {
    const rows = await workplace.database.read(surface.actor(c), programmesKnown);
    const programmes = rows.map((row) => ({
      programme: row.programme,
      title: { id: row.title_id, en: row.title_en },
      sponsor: row.sponsor,
      firstMonth: row.first_month,
      lastMonth: row.last_month,
    }));
    return c.json({ programmes }, 200);
  });

  routes.openapi(showAccount, async (c) => {
    const published = await newestAccount(workplace, surface.actor(c), c.req.valid('param').programme);
    if (published === undefined) {
      throw new Fault('not-found', 'account-not-published', {
        id: 'Akun publik program ini tidak ada atau belum diterbitkan.',
        en: 'The public account of this programme does not exist or is not published yet.',
      });
    }
    return c.json(published, 200);
  });

  routes.openapi(explain, async (c) => {
    c.header('cache-control', 'no-store, no-transform');
    const reading = readNik(c.req.valid('json').nik);
    if (reading.nik === null) {
      throw new Fault('bad-input', reading.fault, nikFaultWords[reading.fault] ?? { id: reading.fault, en: reading.fault }, { column: 'nik' });
    }
    return c.json(await storyOf(workplace, surface.actor(c), reading.nik), 200);
  });

  return routes;
}
