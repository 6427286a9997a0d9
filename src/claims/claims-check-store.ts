// SQL of what must hold of claims: the amount is the sum of its calculation, and the calculation cites the law.
import type { BreachQuery, Invariant } from '../kernel/invariant.ts';
import { withoutAct } from '../platform/invariants.ts';

export const claimsInvariants: readonly Invariant[] = [
  {
    code: 'every-amount-cites-its-source',
    id: 'Jumlah setiap klaim adalah jumlah rinciannya, dan rinciannya menyebut pasalnya',
    en: 'The amount of every claim is the sum of its calculation, which cites the law',
    queries: [
      {
        at: 'claims.probable_claim',
        id: 'jumlah {one}, menurut rincian {other}',
        en: 'amount {one}, by its calculation {other}',
        rows: `select c.claim_id, c.amount, s.amount from claims.probable_claim c
          cross join lateral (select coalesce(sum((part ->> 'amount')::bigint), 0) as amount from jsonb_array_elements(c.calculation -> 'components') part) s where c.amount is distinct from s.amount`,
      },
      {
        at: 'claims.probable_claim',
        id: 'tidak menyebut satu pasal pun',
        en: 'cites no article',
        rows: `select claim_id, null, null from claims.probable_claim where coalesce(jsonb_array_length(calculation -> 'citations'), 0) = 0`,
      },
    ],
  },
];

export const claimsActs: readonly BreachQuery[] = [withoutAct({ at: 'claims.probable_claim', kind: 'probable-claim-opened', subject: 't.claim_id' })];
