// Decides the order of need: the policy's ranking keys as whole numbers, smaller first; the lottery ticket breaks what they leave equal.
import type { ProgrammeFile, RankingKey } from '../programme/policy.ts';
import { type PersonFacts, extremePoverty, isAmong } from './conditions.ts';

const mostDependants = 9;

type Needs = Pick<PersonFacts, 'social' | 'occupation'>;
type Ranked = Pick<ProgrammeFile, 'ranking' | 'riskyOccupations'>;

/** One number a key, smaller is more urgent; compared from left to right. A person without a social register entry ranks after every other. */
export function rankingOf(policy: Ranked, facts: Needs): readonly number[] {
  const values: number[] = [];
  for (const key of policy.ranking) {
    const value = valueOf(key, policy, facts);
    if (value !== null) values.push(value);
  }
  return values;
}

function valueOf(key: RankingKey, policy: Ranked, facts: Needs): number | null {
  const social = facts.social === 'none' || facts.social === 'unknown' ? null : facts.social;
  switch (key) {
    case 'extreme-poverty':
      return social?.decile === extremePoverty ? 0 : 1;
    case 'decile':
      return social?.decile ?? 99;
    case 'occupation-risk':
      return isAmong(facts.occupation, policy.riskyOccupations) ? 0 : 1;
    case 'disability':
      return social?.disabled === true ? 0 : 1;
    case 'woman-headed-household':
      return social?.womanHeaded === true ? 0 : 1;
    case 'dependants':
      return mostDependants - Math.min(mostDependants, social?.dependants ?? 0);
    case 'lottery':
      return null;
  }
}

const nobody: readonly string[] = [];

/** The kept shares of a programme a person belongs to, in the order of its file; only what a register or list says counts. */
export function keptGroupsOf({ places }: Pick<ProgrammeFile, 'places'>, facts: Needs): readonly string[] {
  if (places.reserved === undefined) return nobody;
  const social = facts.social === 'none' || facts.social === 'unknown' ? null : facts.social;
  return places.reserved
    .filter(({ group, occupations }) => {
      const belongs = {
        disability: () => social?.disabled === true,
        'woman-headed-household': () => social?.womanHeaded === true,
        occupation: () => isAmong(facts.occupation, occupations ?? nobody),
      } as const;
      return belongs[group]();
    })
    .map(({ code }) => code);
}
