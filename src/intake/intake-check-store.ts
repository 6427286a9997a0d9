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
  {
    code: 'correction-counts-once',
    id: 'Setiap baris perbaikan menggantikan, mengulang atau menambah tepat satu baris, dan tidak ada baris yang diganti dua kali',
    en: 'Every row of a correction replaces, repeats or adds exactly one row, and no row is replaced twice',
    queries: [
      {
        at: 'intake.correction',
        id: 'tercatat {one} (dibetulkan, tidak berubah, dihapus), tersimpan {other}',
        en: 'recorded {one} (corrected, unchanged, removed), stored {other}',
        rows: `select k.list_id, k.corrected || ', ' || k.unchanged || ', ' || k.removed,
            coalesce(r.corrected, 0) || ', ' || coalesce(r.unchanged, 0) || ', ' || coalesce(r.removed, 0)
          from intake.correction k left join (
            select by_list, count(*) filter (where kind = 'corrected') as corrected, count(*) filter (where kind = 'unchanged') as unchanged, count(*) filter (where kind = 'removed') as removed
            from intake.replaced_row group by by_list) r on r.by_list = k.list_id
          where (k.corrected, k.unchanged, k.removed) is distinct from (coalesce(r.corrected, 0), coalesce(r.unchanged, 0), coalesce(r.removed, 0))`,
      },
      {
        at: 'intake.replaced_row',
        id: 'baris {one} diganti {other} kali',
        en: 'row {one} is replaced {other} times',
        rows: `select r.list_id, r.row_no, count(*) from intake.replaced_row r
          where r.kind <> 'unchanged' and r.by_list not in (select w.list_id from intake.withdrawal w) group by r.list_id, r.row_no having count(*) > 1`,
      },
    ],
  },
];

export const intakeActs: readonly BreachQuery[] = [
  withoutAct({ at: 'intake.withdrawal', kind: 'list-withdrawn', subject: 't.list_id' }),
  withoutAct({ at: 'intake.village_round', kind: 'village-list-printed', subject: 't.round_id' }),
  withoutAct({ at: 'intake.round_minutes', kind: 'village-minutes-taken', subject: 't.round_id' }),
  withoutAct({ at: 'intake.civil_task_end', kind: 'civil-task-ended', subject: 't.task_id' }),
  {
    at: 'intake.list',
    id: 'tindakan lists-handed-in tidak tercatat untuk daftar ini',
    en: 'no act lists-handed-in stands in the log for this list',
    // One act tells of all lists handed in together, at the instant they were recorded.
    rows: `select l.list_id, null, null from intake.list l where not exists (
      select from platform.act a where a.kind = 'lists-handed-in' and a.subject = l.programme and a.recorded_at = l.recorded_at)`,
  },
];
