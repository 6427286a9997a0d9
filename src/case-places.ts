// Decides which stage is asked where a case stands, for those who assign cases and know no stage.
import type { CaseOf } from './permission/case-steps.ts';
import { placeOfClaim } from './claims/claim-page-steps.ts';
import { placeOfComplaint } from './grievance/complaint-steps.ts';
import { placeOfObjection } from './grievance/grievance-steps.ts';

const places = { claim: placeOfClaim, objection: placeOfObjection, complaint: placeOfComplaint } as const;
/** Where a case stands, of those the actor may see. */
export const caseOf: CaseOf = (tx, kind, caseId) => places[kind](tx, caseId);
