// SQL of what must stand in the log of registers, agreements and requests.
import type { BreachQuery } from '../kernel/invariant.ts';
import { withoutAct } from '../platform/invariants.ts';

export const registryActs: readonly BreachQuery[] = [
  withoutAct({ table: 'registry.agreement', kind: 'agreement-recorded', subject: 't.agreement' }),
  withoutAct({ table: 'registry.snapshot', kind: 'register-loaded', subject: 't.snapshot_id', digest: 't.file_digest', where: `t.basis = 'snapshot'` }),
  withoutAct({
    table: 'registry.snapshot',
    kind: 'verification-answered',
    subject: 't.request_id',
    digest: 't.file_digest',
    where: 't.request_id is not null',
  }),
  withoutAct({ table: 'registry.verification_request', kind: 'verification-requested', subject: 't.request_id', digest: 't.file_digest' }),
];
