// Decides whether two birth dates are the same day, one slip of the pen apart, or two different days.
import type { CivilDate } from '../kernel/date.ts';

export type DateLikeness = 'same' | 'slip' | 'different';

/**
 * A slip is one of: day and month exchanged; one digit wrong; two neighbouring digits exchanged; or day and month unknown to one side,
 * which writes 1 January, 1 July or 31 December of the same year. Symmetric.
 */
export function dateLikeness(a: CivilDate, b: CivilDate): DateLikeness {
  if (a === b) return 'same';
  const sameYear = a.slice(0, 4) === b.slice(0, 4);
  if (sameYear && a.slice(5, 7) === b.slice(8) && a.slice(8) === b.slice(5, 7)) return 'slip';
  if (sameYear && [a, b].some((date) => unknownDays.has(date.slice(5)))) return 'slip';
  const [one, other] = [a.replaceAll('-', ''), b.replaceAll('-', '')];
  const wrong = Array.from(one).flatMap((digit, at) => (digit === other[at] ? [] : [at]));
  if (wrong.length === 1) return 'slip';
  const [first, second] = wrong as [number, number];
  if (wrong.length === 2 && second === first + 1 && one[first] === other[second] && one[second] === other[first]) return 'slip';
  return 'different';
}

const unknownDays = new Set(['01-01', '07-01', '12-31']);
