// SQL of what must hold of what was published: no small count of people, and an act for each account.
import type { BreachQuery, Invariant } from '../kernel/invariant.ts';

export const reportingInvariants: readonly Invariant[] = [
  {
    code: 'small-counts-withheld',
    id: 'Angka publik di bawah ambang disembunyikan',
    en: 'Public figures below the threshold are withheld',
    queries: [
      {
        at: 'reporting.publication',
        id: 'angka {one} terbit, ambangnya {other}',
        en: 'the figure {one} was published, the threshold is {other}',
        rows: `select p.publication_id || '/' || (part ->> 'area'), figure.key || ' ' || figure.value, p.content ->> 'threshold'
          from reporting.publication p, jsonb_array_elements(p.content -> 'areas') part, jsonb_each(part) figure
          where figure.key in ('listed', 'registered', 'protectedPeople', 'personMonths', 'claims') and jsonb_typeof(figure.value) = 'number'
            and figure.value <> '0'::jsonb and figure.value < (p.content -> 'threshold')
          union all
          select p.publication_id::text, figure.key || ' ' || figure.value, p.content ->> 'threshold'
          from reporting.publication p, jsonb_each(p.content -> 'totals') figure
          where figure.key in ('listed', 'registered', 'protectedPeople', 'personMonths', 'claims', 'deaths', 'deathsWithoutClaim')
            and jsonb_typeof(figure.value) = 'number' and figure.value <> '0'::jsonb and figure.value < (p.content -> 'threshold')`,
      },
    ],
  },
];

export const reportingActs: readonly BreachQuery[] = [
  {
    at: 'reporting.publication',
    id: 'tindakan account-published tidak tercatat untuk terbitan ini',
    en: 'no act account-published stands in the log for this publication',
    rows: `select p.publication_id, null, null from reporting.publication p
      where not exists (select from platform.act a where a.kind = 'account-published' and a.subject = p.programme and a.digest = p.digest)`,
  },
];
