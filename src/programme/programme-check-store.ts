// SQL of what must hold of budget lines and policies.
import type { BreachQuery, Invariant } from '../kernel/invariant.ts';
import { withoutAct } from '../platform/invariants.ts';

export const programmeInvariants: readonly Invariant[] = [
  {
    code: 'commitments-within-lines',
    id: 'Ikatan sama dengan jumlah catatannya dan tidak melebihi pagu',
    en: 'What is committed is the sum of its commitments and within the line',
    queries: [
      {
        at: 'programme.budget_line',
        id: 'terikat {one}, jumlah catatan ikatan {other}',
        en: 'committed {one}, its commitments sum to {other}',
        rows: `select l.line, l.committed, coalesce(sum(c.amount), 0) from programme.budget_line l left join programme.commitment c on c.line = l.line
          group by l.line, l.committed having l.committed <> coalesce(sum(c.amount), 0)`,
      },
      {
        at: 'programme.budget_line',
        id: 'terikat {one}, pagu {other}',
        en: 'committed {one}, limit {other}',
        rows: `select line, committed, limit_amount from programme.budget_line where committed not between 0 and limit_amount`,
      },
    ],
  },
];

export const programmeActs: readonly BreachQuery[] = [
  withoutAct({ at: 'programme.policy_version', kind: 'policy-recorded', subject: `t.programme || '/' || t.version`, digest: 't.digest' }),
];
