// SQL of what must stand in the log of decisions about identity.
import type { BreachQuery } from '../kernel/invariant.ts';
import { withoutAct } from '../platform/invariants.ts';

export const matchingActs: readonly BreachQuery[] = [
  withoutAct({ at: 'matching.identity_decision', kind: 'identity-decided', subject: 't.decision_id' }),
  withoutAct({ at: 'matching.proposing', kind: 'persons-proposed', subject: 't.proposing_id' }),
  withoutAct({ at: 'matching.linkage_weights', kind: 'weights-estimated', subject: 't.weights_id' }),
  withoutAct({ at: 'matching.twin_search', kind: 'twins-searched', subject: 't.search_id' }),
  withoutAct({ at: 'matching.twin_decision', kind: 'twins-decided', subject: 't.decision_id' }),
];
