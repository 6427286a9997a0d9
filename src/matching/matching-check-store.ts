// SQL of what must stand in the log of decisions about identity.
import type { BreachQuery } from '../kernel/invariant.ts';
import { withoutAct } from '../platform/invariants.ts';

export const matchingActs: readonly BreachQuery[] = [withoutAct({ at: 'matching.identity_decision', kind: 'identity-decided', subject: 't.decision_id' })];
