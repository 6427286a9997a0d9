// SQL of what must hold of assessments: a published run has exactly its rows, and every verdict its reasons.
import type { BreachQuery, Invariant } from '../kernel/invariant.ts';
import { withoutAct } from '../platform/invariants.ts';

const counted = (table: string): string =>
  `select run_id, count(*) as rows, count(*) filter (where outcome = 'accept') as accepted, count(*) filter (where outcome = 'reject') as rejected,
    count(*) filter (where outcome = 'review') as in_review from ${table} group by run_id`;

/** Published runs against the rows that carry them; rows whose run was never published. */
export const assessmentRows: readonly BreachQuery[] = [
  {
    at: 'eligibility.verdict',
    id: 'run terbit dengan {one} (baris = terima + tolak + periksa), tersimpan {other}',
    en: 'the run was published with {one} (rows = accept + reject + review), stored are {other}',
    rows: `select k.run_id, concat_ws(' ', k.counts ->> 'rows', '=', k.counts ->> 'accept', '+', k.counts ->> 'reject', '+', k.counts ->> 'review'),
        concat_ws(' ', coalesce(v.rows, 0), '=', coalesce(v.accepted, 0), '+', coalesce(v.rejected, 0), '+', coalesce(v.in_review, 0))
      from platform.run r join platform.run_completion k on k.run_id = r.run_id left join (${counted('eligibility.verdict')}) v on v.run_id = r.run_id
      where r.kind = 'assessment' and ((k.counts ->> 'rows')::bigint, (k.counts ->> 'accept')::bigint, (k.counts ->> 'reject')::bigint, (k.counts ->> 'review')::bigint)
        is distinct from (coalesce(v.rows, 0), coalesce(v.accepted, 0), coalesce(v.rejected, 0), coalesce(v.in_review, 0))`,
  },
  {
    at: 'matching.match',
    id: 'run terbit dengan {one} baris, pencocokan tersimpan {other}',
    en: 'the run was published with {one} rows, stored are {other} matches',
    rows: `select k.run_id, k.counts ->> 'rows', coalesce(m.rows, 0) from platform.run r join platform.run_completion k on k.run_id = r.run_id
      left join (select run_id, count(*) as rows from matching.match group by run_id) m on m.run_id = r.run_id
      where r.kind = 'assessment' and (k.counts ->> 'rows')::bigint is distinct from coalesce(m.rows, 0)`,
  },
];

const unpublished = (table: string): BreachQuery => ({
  at: table,
  id: '{one} baris dari run yang tidak pernah terbit',
  en: '{one} rows of a run that was never published',
  rows: `select run_id, count(*), null from ${table} v where not exists (select from platform.run_completion k where k.run_id = v.run_id) group by run_id`,
});

export const assessmentRowsUnpublished: readonly BreachQuery[] = [unpublished('eligibility.verdict'), unpublished('matching.match')];

export const eligibilityInvariants: readonly Invariant[] = [
  {
    code: 'every-verdict-has-its-reasons',
    id: 'Yang tidak diterima punya alasan, yang diterima tidak',
    en: 'Whoever is not accepted has a reason, and nobody accepted has one',
    queries: [
      {
        at: 'eligibility.verdict',
        id: 'hasil {one}, alasan: {other}',
        en: 'outcome {one}, reasons: {other}',
        rows: `select list_id || '/' || row_no || '/' || run_id, outcome, array_to_string(reasons, ' ') from eligibility.verdict where (outcome = 'accept') <> (reasons = '{}')`,
      },
    ],
  },
];

export const eligibilityActs: readonly BreachQuery[] = [
  {
    ...withoutAct({
      at: 'platform.run_completion',
      kind: 'assessment-published',
      subject: 't.run_id',
      digest: 't.run_hash',
      where: `(select kind from platform.run r where r.run_id = t.run_id) = 'assessment'`,
    }),
  },
];
