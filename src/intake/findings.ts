// Decides what can be said of the form of a list row, and in which order: what refuses a row, what lets it wait, what is a note.
import { FindingTable } from '../kernel/finding.ts';
import { noted } from './findings-noted.ts';
import { refused } from './findings-refused.ts';
import { toReview } from './findings-review.ts';

const table = [...refused, ...toReview, ...noted] as const;

/** The codes intake can give. */
export type IntakeCode = (typeof table)[number]['code'];

/** Everything intake can say of a row, in declared order. */
export const intakeFindings = new FindingTable<IntakeCode>(table.map((finding) => ({ ...finding, stage: 'intake' })));
