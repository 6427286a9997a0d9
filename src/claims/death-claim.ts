// Decides the probable claim a death opens: amount by law, the conditions it hangs on, and the papers the family still has to bring.
import type { CivilDate } from '../kernel/date.ts';
import { type DeathBenefit, deathBenefit } from '../law/death-benefit.ts';
import { type FullBenefit, fullBenefit } from '../law/full-benefit.ts';
import { type Law, citationJson } from '../law/law.ts';
import type { Confidence } from '../law/parameter.ts';
import type { Coverage } from '../coverage/coverage.ts';

/** A covered (or unsettled) death and what the law gives. `conditions` are codes of what must still prove true. */
export interface DeathClaim {
  readonly benefit: 'full' | 'funeral-only';
  readonly amount: bigint;
  readonly confidence: Confidence;
  readonly conditions: readonly string[];
  readonly missingDocuments: readonly string[];
  readonly death: DeathBenefit;
  readonly minimum: FullBenefit;
}

/** Whether a death on a day with this coverage opens a claim: protected, or in arrears the law leaves unsettled. Nobody else is told that there is nothing. */
export const opensClaim = (coverage: Coverage): boolean => coverage.jkm.state === 'protected' || coverage.jkm.state === 'arrears-unsettled';

/** The probable claim of a death outside work (PP 82/2019; Permenaker 1/2025), from the postings that counted on that day. */
export function deathClaim(law: Law, on: CivilDate, coverage: Coverage): DeathClaim {
  const posted = coverage.posted.filter((posting) => posting.counts && posting.jkm > 0n);
  const minimum = fullBenefit({ law, posted: posted.map(({ month, bankValueOn }) => ({ month, postedOn: bankValueOn })), event: on });
  const death = deathBenefit({ law, on, minimum, paidMonths: new Set(posted.map(({ month }) => month)).size });
  const conditions = ['death-outside-work'];
  if (coverage.jkm.state === 'arrears-unsettled') conditions.push('month-of-death-not-yet-paid');
  if (!minimum.settled) conditions.push('three-month-counting-unsettled');
  return {
    benefit: death.full ? 'full' : 'funeral-only',
    amount: death.total,
    confidence: coverage.jkm.state === 'arrears-unsettled' || !minimum.settled ? 'unverified' : death.confidence,
    conditions,
    missingDocuments: death.documents.map(({ code }) => code),
    death,
    minimum,
  };
}

/** The calculation as it rests with the claim: components, citations and open questions, in plain JSON. */
export const calculationOf = (claim: DeathClaim) => ({
  // exact: a benefit of the law kept as JSON, far below 2^53
  components: claim.death.components.map(({ parameter, title, amount }) => ({ parameter, title, amount: Number(amount) })),
  citations: claim.death.citations.map(citationJson),
  unsettled: claim.death.unsettled.map(({ parameter, title }) => ({ parameter, title })),
  readings: claim.minimum.readings,
});

/** A probable claim with its calculation as it rests. */
export interface CalculatedClaim {
  readonly claim: DeathClaim;
  readonly calculation: ReturnType<typeof calculationOf>;
}

/** Calculates claims under a law: deaths of one day that had the same months posted get the very same answer, worked out once. */
export function deathClaims(law: Law): (on: CivilDate, coverage: Coverage) => CalculatedClaim {
  const known = new Map<string, CalculatedClaim>();
  return (on, coverage) => {
    const posted = coverage.posted.map(({ month, bankValueOn, jkm, counts }) => `${month} ${bankValueOn} ${counts && jkm > 0n}`);
    const key = [on, coverage.jkm.state, ...posted].join('|');
    const before = known.get(key);
    if (before !== undefined) return before;
    const claim = deathClaim(law, on, coverage);
    const calculated = { claim, calculation: calculationOf(claim) };
    known.set(key, calculated);
    return calculated;
  };
}
