// SQL of what must hold of lists: every row of a file is counted under one outcome and stands as a candidate.
import type { BreachQuery, Invariant } from '../kernel/invariant.ts';
import { withoutAct } from '../platform/invariants.ts';

export const intakeInvariants: readonly Invariant[] = [
  {
    code: 'no-row-lost',
    id: 'Baris setiap daftar = terima + tolak + periksa = calon yang tersimpan',
    en: 'The rows of every list are accept + reject + review, and are the candidates stored',
    queries: [
      {
        at: 'intake.list',
        id: 'tercatat {one} (baris = terima + tolak + periksa), tersimpan {other}',
        en: 'recorded {one} (rows = accept + reject + review), stored {other}',
        rows: `select l.list_id, l.row_count || ' = ' || l.accepted || ' + ' || l.rejected || ' + ' || l.in_review,
            coalesce(c.rows, 0) || ' = ' || coalesce(c.accepted, 0) || ' + ' || coalesce(c.rejected, 0) || ' + ' || coalesce(c.in_review, 0)
          from intake.list l left join (
            select list_id, count(*) as rows, count(*) filter (where outcome = 'accept') as accepted, count(*) filter (where outcome = 'reject') as rejected,
              count(*) filter (where outcome = 'review') as in_review
            from intake.candidate group by list_id) c on c.list_id = l.list_id
          where (l.row_count, l.accepted, l.rejected, l.in_review) is distinct from
              (coalesce(c.rows, 0), coalesce(c.accepted, 0), coalesce(c.rejected, 0), coalesce(c.in_review, 0))
            or l.row_count <> l.accepted + l.rejected + l.in_review`,
      },
      {
        at: 'intake.candidate',
        id: '{one} baris tanpa daftarnya',
        en: '{one} rows without their list',
        rows: `select c.list_id, count(*), null from intake.candidate c where not exists (select from intake.list l where l.list_id = c.list_id) group by c.list_id`,
      },
    ],
  },
];

export const intakeActs: readonly BreachQuery[] = [
  withoutAct({ at: 'intake.withdrawal', kind: 'list-withdrawn', subject: 't.list_id' }),
  {
    at: 'intake.list',
    id: 'tindakan lists-handed-in tidak tercatat untuk daftar ini',
    en: 'no act lists-handed-in stands in the log for this list',
    // One act tells of all lists handed in together, at the instant they were recorded.
    rows: `select l.list_id, null, null from intake.list l where not exists (
      select from platform.act a where a.kind = 'lists-handed-in' and a.subject = l.programme and a.recorded_at = l.recorded_at)`,
  },
];
