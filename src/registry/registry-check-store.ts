// SQL of what must stand in the log of registers, agreements and requests.
import type { BreachQuery } from '../kernel/invariant.ts';
import { withoutAct } from '../platform/invariants.ts';

export const registryActs: readonly BreachQuery[] = [
  withoutAct({ at: 'registry.agreement', kind: 'agreement-recorded', subject: 't.agreement' }),
  withoutAct({ at: 'registry.snapshot', kind: 'register-loaded', subject: 't.snapshot_id', digest: 't.file_digest', where: `t.basis = 'snapshot'` }),
  withoutAct({ at: 'registry.snapshot_application', kind: 'register-applied', subject: 't.snapshot_id' }),
  withoutAct({
    at: 'registry.snapshot',
    kind: 'verification-answered',
    subject: 't.request_id',
    digest: 't.file_digest',
    where: 't.request_id is not null',
  }),
  withoutAct({ at: 'registry.verification_request', kind: 'verification-requested', subject: 't.request_id', digest: 't.file_digest' }),
];
