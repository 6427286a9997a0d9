// Decides the order of need: the policy's ranking keys as whole numbers, smaller first; the lottery ticket breaks what they leave equal.
import type { ProgrammeFile, RankingKey } from '../programme/policy.ts';
import type { PersonFacts } from './conditions.ts';

const mostDependants = 9;

/** One number a key, smaller is more urgent; compared from left to right. A person without a social register entry ranks after every other. */
export function rankingOf(policy: Pick<ProgrammeFile, 'ranking' | 'riskyOccupations'>, facts: Pick<PersonFacts, 'social' | 'occupation'>): readonly number[] {
  const social = facts.social === 'none' || facts.social === 'unknown' ? null : facts.social;
  const value = (key: RankingKey): number | null => {
    switch (key) {
      case 'extreme-poverty':
        return social?.decile === 1 ? 0 : 1;
      case 'decile':
        return social?.decile ?? 99;
      case 'occupation-risk':
        return policy.riskyOccupations.some((word) => facts.occupation.toUpperCase().includes(word)) ? 0 : 1;
      case 'disability':
        return social?.disabled === true ? 0 : 1;
      case 'woman-headed-household':
        return social?.womanHeaded === true ? 0 : 1;
      case 'dependants':
        return mostDependants - Math.min(mostDependants, social?.dependants ?? 0);
      case 'lottery':
        return null;
    }
  };
  return policy.ranking.map(value).filter((number): number is number => number !== null);
}
