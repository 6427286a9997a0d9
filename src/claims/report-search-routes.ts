// Decides the operation by which whoever decides a report searches the signed lists for the person it means; posted, so that a NIK stands in no address.
import { z } from '@hono/zod-openapi';
import { operation } from '../web/operation.ts';
import { searchOf } from '../web/search.ts';
import { id, programmeName, words } from '../web/shapes.ts';
import { placeOf } from './place-told.ts';
import { nikOfReport, reportFields } from './report-routes.ts';
import { searchReported, shownFields } from './report-search-steps.ts';

const { area, kabupaten, district, village, nik } = reportFields;

export const reportSearchOperations = {
  search: operation({
    command: 'claims search',
    id: 'searchReportedPerson',
    method: 'post',
    path: '/programmes/{programme}/report-searches',
    summary:
      'Searches the signed lists for the person a report means, by name with year of birth or place, or by NIK; names and NIKs masked, everybody shown is recorded',
    input: z.object({
      programme: programmeName,
      report: id,
      name: reportFields.name.optional().openapi({ description: 'The name of the report when absent.' }),
      birthYear: z.coerce.number().int().min(1900).max(2999).optional(), // not law: years a person can be born in
      ...{ area, kabupaten, district, village, nik },
      reason: words.optional().openapi({ description: 'What is searched for; the person may read it.' }),
    }),
    personal: true,
    discloses: ({ nik: written, reason }, { niks }) => searchOf(niks, written ?? '', shownFields, reason),
    answer: z.object({
      reportId: id,
      receipt: z.string(),
      people: z.array(
        z.object({
          personKey: id,
          nik: z.string().nullable().openapi({ description: 'Masked.' }),
          name: z.string().nullable().openapi({ description: 'Masked.' }),
          birthYear: z.int().nullable(),
          area: z.string(),
          village: z.string(),
          bits: z.number().openapi({ description: 'How much the facts told speak for this person, beside the others shown.' }),
          reasons: z.array(z.object({ comparison: z.string(), level: z.string().nullable(), weight: z.number() })),
        }),
      ),
    }),
    run: async ({ transact, workplace, through }, { programme, report, name, birthYear, nik: written, reason, ...where }) =>
      transact((tx) =>
        searchReported(tx, workplace, {
          programme,
          reportId: report,
          name: name ?? null,
          birthYear: birthYear ?? null,
          ...placeOf(where),
          nik: nikOfReport(written),
          reason: reason ?? null,
          through,
        }),
      ),
  }),
};
