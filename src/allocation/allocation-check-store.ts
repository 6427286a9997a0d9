// SQL of what must hold of allocations: exactly the rows published, ranks without gaps, no place beyond the quota.
import type { BreachQuery, Invariant } from '../kernel/invariant.ts';
import { withoutAct } from '../platform/invariants.ts';

export const allocationRows: readonly BreachQuery[] = [
  {
    at: 'allocation.ranking',
    id: 'run terbit dengan {one} (tempat + cadangan), tersimpan {other}',
    en: 'the run was published with {one} (placed + reserve), stored are {other}',
    rows: `select k.run_id, concat_ws(' + ', k.counts ->> 'placed', k.counts ->> 'reserve'), coalesce(a.placed, 0) || ' + ' || coalesce(a.reserve, 0)
      from platform.run r join platform.run_completion k on k.run_id = r.run_id
      left join (select run_id, count(*) filter (where placed) as placed, count(*) filter (where not placed) as reserve from allocation.ranking group by run_id) a on a.run_id = r.run_id
      where r.kind = 'allocation' and ((k.counts ->> 'placed')::bigint, (k.counts ->> 'reserve')::bigint) is distinct from (coalesce(a.placed, 0), coalesce(a.reserve, 0))`,
  },
];

export const allocationRowsUnpublished: readonly BreachQuery[] = [
  {
    at: 'allocation.ranking',
    id: '{one} baris dari run yang tidak pernah terbit',
    en: '{one} rows of a run that was never published',
    rows: `select run_id, count(*), null from allocation.ranking a where not exists (select from platform.run_completion k where k.run_id = a.run_id) group by run_id`,
  },
];

export const allocationInvariants: readonly Invariant[] = [
  {
    code: 'places-within-quota',
    id: 'Tempat tidak melebihi kuota dan diberikan menurut urutan',
    en: 'Places stay within the quota and are given in order of rank',
    queries: [
      {
        at: 'allocation.ranking',
        id: 'tempat terisi {one}, kuota {other}',
        en: '{one} places given, quota {other}',
        rows: `select a.run_id || '/' || left(a.area, 4), count(*) filter (where a.placed), max(q.places) from allocation.ranking a
          left join allocation.place q on q.run_id = a.run_id and q.area = left(a.area, 4)
          group by a.run_id, left(a.area, 4) having count(*) filter (where a.placed) > coalesce(max(q.places), 0)`,
      },
      {
        at: 'allocation.ranking',
        id: 'urutan tertinggi {one} pada {other} orang, atau yang di bawah mendapat tempat lebih dahulu',
        en: 'highest rank {one} among {other} people, or somebody below got a place first',
        rows: `select run_id || '/' || left(area, 4), max(rank), count(*) from allocation.ranking group by run_id, left(area, 4)
          having max(rank) <> count(*) or count(distinct rank) <> count(*) or max(rank) filter (where placed and kept_for is null) > min(rank) filter (where not placed)`,
      },
    ],
  },
];

export const allocationActs: readonly BreachQuery[] = [
  withoutAct({
    at: 'platform.run_completion',
    kind: 'allocation-published',
    subject: 't.run_id',
    digest: 't.run_hash',
    where: `(select kind from platform.run r where r.run_id = t.run_id) = 'allocation'`,
  }),
];
