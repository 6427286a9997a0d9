// Decides what an instrument rests on and what it still lacks: regulation and agreement in force before it, legal review, and a delegation where a delegate signs.
import type { Bilingual } from '../law/parameter.ts';
import { groundWords, secondApprovalWords } from './grounds-words.ts';

export const basisKinds = ['regulation', 'agreement'] as const;
export type BasisKind = (typeof basisKinds)[number];

/** What a programme may demand before anything is signed. */
export const demandable = ['regulation', 'agreement', 'legal-review'] as const;
export type Demand = (typeof demandable)[number];

/** A regulation (Pergub) or agreement (PKS), with the days it is in force; without a last day it goes on. */
export interface Basis {
  readonly basisId: string;
  readonly kind: BasisKind;
  readonly number: string;
  readonly title: string;
  readonly datedOn: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

export interface Review {
  readonly sequence: number;
  readonly verdict: 'no-objection' | 'objection';
  readonly reviewedBy: string;
  readonly reviewedOn: string;
  readonly remark: string;
}

export interface Delegation {
  readonly delegationId: string;
  readonly number: string;
  readonly office: string;
  readonly holder: string;
  readonly kinds: readonly string[];
  readonly datedOn: string;
  readonly validFrom: string;
  readonly validTo: string;
}

/** Something lacking. `stops`: nothing is signed while it stands; otherwise it is told. */
export interface Lack extends Bilingual {
  readonly code: string;
  readonly stops: boolean;
}

/** Kinds of instrument as people write them, with spaces or commas between. */
export const kindsIn = (text: string): readonly string[] => text.split(/[\s,]+/).filter((kind) => kind !== '');

/** Whether a basis was made before the instrument is signed and is in force on the day it takes effect. */
export const inForce = (basis: Basis, of: { readonly effectiveOn: string; readonly signedOn: string }): boolean =>
  basis.datedOn <= of.signedOn && basis.validFrom <= of.effectiveOn && (basis.validTo === null || basis.validTo >= of.effectiveOn);

/** Whether a delegation lets this account sign this kind of instrument on that day. */
export const delegationHolds = (delegation: Delegation, of: { readonly holder: string; readonly kind: string; readonly signedOn: string }): boolean =>
  delegation.holder === of.holder &&
  delegation.kinds.includes(of.kind) &&
  delegation.datedOn <= of.signedOn &&
  delegation.validFrom <= of.signedOn &&
  delegation.validTo >= of.signedOn;

/**
 * What an instrument lacks on the day it would be signed. A basis that is recorded and not in force stops it; one that is not recorded at all stops it
 * where the programme demands it, and is told otherwise. The latest legal review counts; an objection always stops. So do late additions nobody approved besides.
 */
export function lacking(of: {
  readonly effectiveOn: string;
  readonly signedOn: string;
  readonly bases: readonly Basis[];
  readonly review: Review | null;
  readonly demands: readonly Demand[];
  /** How many additions are late, and whether a second official approved them. */
  readonly late: { readonly number: string; readonly lateAdditions: number; readonly approved: boolean };
}): readonly Lack[] {
  const lacks: Lack[] = [];
  for (const kind of basisKinds) {
    const known = of.bases.filter((basis) => basis.kind === kind);
    if (known.some((basis) => inForce(basis, of))) continue;
    if (known.length === 0) lacks.push({ code: `${kind}-not-recorded`, stops: of.demands.includes(kind), ...groundWords[kind].missing });
    else
      lacks.push({ code: `${kind}-not-in-force`, stops: true, ...groundWords[kind].notInForce(known.map(({ number }) => number).join(', '), of.effectiveOn) });
  }
  if (of.review === null) lacks.push({ code: 'legal-review-missing', stops: of.demands.includes('legal-review'), ...groundWords.review.missing });
  else if (of.review.verdict === 'objection') lacks.push({ code: 'legal-review-objects', stops: true, ...groundWords.review.objects(of.review.remark) });
  const { number, lateAdditions, approved } = of.late;
  if (lateAdditions > 0 && !approved) lacks.push({ code: 'second-approval-missing', stops: true, ...secondApprovalWords.missing(number, lateAdditions) });
  return lacks;
}
