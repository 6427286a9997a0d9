// SQL of what must hold of objections: nobody answers one he received, and each stands in the log.
import type { BreachQuery } from '../kernel/invariant.ts';
import { withoutAct } from '../platform/invariants.ts';

/** Answers by whoever received the objection. */
export const answersByReceiver: readonly BreachQuery[] = [
  {
    at: 'grievance.resolution',
    id: 'diterima {one}, diputus {other}',
    en: 'received by {one}, resolved by {other}',
    rows: `select r.objection_id, o.author, r.resolved_by from grievance.resolution r left join grievance.objection o on o.objection_id = r.objection_id
      where r.resolved_by = r.received_by or r.resolved_by = o.author or o.author is distinct from r.received_by`,
  },
];

export const grievanceActs: readonly BreachQuery[] = [
  withoutAct({ at: 'grievance.objection', kind: 'objection-filed', subject: 't.objection_id' }),
  withoutAct({ at: 'grievance.resolution', kind: 'objection-reopened', subject: 't.objection_id', where: `t.outcome = 'reopened'` }),
  withoutAct({ at: 'grievance.complaint', kind: 'complaint-filed', subject: 't.complaint_id' }),
  withoutAct({ at: 'grievance.resolution', kind: 'objection-dismissed', subject: 't.objection_id', where: `t.outcome = 'dismissed'` }),
];
