// Decides the operations of claims: deaths searched for, probable claims shown, one with its whole calculation.
import { z } from '@hono/zod-openapi';
import { operation } from '../web/operation.ts';
import { bilingual, day, id, pageNumber, pagesFor, paging, programmeName, rowsAPage, rupiah, whole } from '../web/shapes.ts';
import { claimShown, claimsShown } from './claim-page-steps.ts';
import { findDeaths } from './claims-steps.ts';

const claim = z
  .object({
    claimId: id,
    programme: z.string(),
    area: z.string(),
    happenedOn: day,
    knownOn: day,
    event: z.enum(['death', 'accident']),
    source: z.string(),
    benefit: z.enum(['full', 'funeral-only', 'work-accident']),
    amount: z.coerce.number().int().openapi({ type: 'integer' }),
    confidence: z.string(),
    conditions: z.array(z.string()),
    missingDocuments: z.array(z.string()).openapi({ description: 'Of one claim: missing now. In a list: those asked for when it was opened.' }),
  })
  .openapi('ProbableClaim', { description: 'What a family probably has a right to, before anybody claimed it. Names nobody.' });

const calculation = z.object({
  components: z.array(z.object({ parameter: z.string(), title: bilingual, amount: rupiah })),
  citations: z.array(
    z.object({
      parameter: z.string(),
      value: z.unknown(),
      unit: z.string(),
      on: day,
      from: day,
      article: z.string(),
      source: z.string(),
      confidence: z.string(),
    }),
  ),
  unsettled: z.array(z.object({ parameter: z.string(), title: bilingual })),
  readings: z.array(z.object({ counting: z.string(), isDefault: z.boolean(), met: z.boolean(), fullBenefitFrom: day.nullable(), missing: whole })),
});

export const claimsOperations = {
  find: operation({
    command: 'claims find',
    id: 'findDeaths',
    method: 'post',
    path: '/programmes/{programme}/death-searches',
    summary: 'Matches the newest register of deaths with the list; each covered death opens a probable claim',
    input: z.object({ programme: programmeName }),
    long: true,
    answer: z.object({ deaths: whole, covered: whole, unsettled: whole, opened: whole, departed: whole }),
    run: async ({ workplace, actor }, { programme }) => findDeaths(workplace, actor, programme),
  }),

  list: operation({
    command: 'claims show',
    id: 'listClaims',
    method: 'get',
    path: '/programmes/{programme}/claims',
    summary: 'Probable claims of a programme, the last known first, a page at a time',
    input: z.object({ programme: programmeName, page: pageNumber }),
    answer: z.object({ ...paging, totals: z.object({ opened: whole, full: whole, funeralOnly: whole, amount: rupiah }), claims: z.array(claim) }),
    run: async ({ read }, { programme, page }) => {
      const shown = await read((tx) => claimsShown(tx, programme, { page, rowsAPage }));
      return { page, pages: pagesFor(shown.totals.opened), ...shown };
    },
  }),

  show: operation({
    command: 'claims show',
    id: 'showClaim',
    method: 'get',
    path: '/claims/{claim}',
    summary: 'One probable claim with its calculation: every amount with parameter, value, date, source and confidence',
    input: z.object({ claim: id }),
    answer: claim.extend({ calculation, missingPapers: z.array(bilingual.extend({ code: z.string() })) }),
    run: async ({ read, workplace }, of) => read((tx) => claimShown(tx, workplace.law, of.claim)),
  }),
};
