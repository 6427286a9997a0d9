// Decides which person a row means: the holder of its NIK, unless the row came twice, the register does not know the NIK, or it is somebody else's.
import type { CivilDate } from '../kernel/date.ts';
import type { Outcome } from '../kernel/outcome.ts';
import { dateLikeness } from './date-likeness.ts';
import { type MatchCode, matchFindings } from './findings.ts';
import { nameLikeness } from './name-likeness.ts';

/** What the population register says of a NIK: `unknown` while it has not answered, `not-found`, or the person (fields it may not give are null). */
export type PopulationAnswer =
  | 'unknown'
  | 'not-found'
  | { readonly name: string | null; readonly birthDate: CivilDate | null; readonly sex: string | null; readonly status?: string | null };

/** What a person decided about this row, looking at documents; null while nobody has. */
export type IdentityVerdict = 'same-person' | 'different-person';

export interface MatchInput {
  readonly row: { readonly name: string | null; readonly birthDate: CivilDate | null; readonly sex: string | null; readonly hasNik: boolean };
  /** Where the row of the same person stands that counts already (see `CountedRow`); null when none does. */
  readonly repeats: 'same-list' | 'another-list' | null;
  readonly register: PopulationAnswer;
  readonly decision: IdentityVerdict | null;
  /** The person was proposed by likeness and confirmed by a person: he is not the holder of the NIK in the row. */
  readonly proposed?: boolean;
}

/** Likeness of names, 0 to 100, at which things change. What a sponsor's policy sets; no law says it. */
export interface MatchThresholds {
  /** From here on two names are one person's. */
  readonly nameAlike: number;
  /** Below this two names have nothing in common. */
  readonly nameStrange: number;
}

/**
 * 85: a dropped middle name (87), old spelling (99), initials (97) pass; Marselinus for Martinus (84) and a shared family name alone (61) do not.
 * 50: below it stand names that share no word (0 to 20) and a first name alone out of three (45).
 */
export const usualThresholds: MatchThresholds = { nameAlike: 85, nameStrange: 50 };

export interface Match {
  readonly outcome: Outcome;
  /** In declared order; those with outcome `accept` are notes. */
  readonly reasons: readonly MatchCode[];
  /** Null where there were not two names to compare. */
  readonly nameLikeness: number | null;
}

/** Decides one row. A row without name or birth date was rejected by intake already and is not judged on them again here. */
export function decideMatch(input: MatchInput, thresholds: MatchThresholds = usualThresholds): Match {
  const { row, repeats, register, decision } = input;
  const codes: MatchCode[] = [];
  let likeness: number | null = null;
  if (!row.hasNik) return { outcome: 'reject', reasons: ['nik-unreadable'], nameLikeness: null };
  if (repeats !== null) codes.push(repeats === 'same-list' ? 'twice-in-list' : 'twice-across-lists');
  if (register === 'unknown') codes.push('population-not-answered');
  else if (register === 'not-found') codes.push('nik-not-in-population');
  else {
    likeness = row.name === null || register.name === null ? null : nameLikeness(row.name, register.name);
    codes.push(...comparison(row, register, likeness, decision, thresholds));
    if (input.proposed === true && !codes.includes('identity-confirmed')) codes.push('identity-confirmed');
  }
  if (decision === 'different-person') codes.push('decided-to-be-another-person');
  const reasons = codes.length > 1 ? matchFindings.ordered(codes) : codes;
  return { outcome: matchFindings.outcome(reasons), reasons, nameLikeness: likeness };
}

function comparison(
  row: MatchInput['row'],
  register: Exclude<PopulationAnswer, string>,
  likeness: number | null,
  decision: IdentityVerdict | null,
  { nameAlike, nameStrange }: MatchThresholds,
): readonly MatchCode[] {
  const codes: MatchCode[] = [];
  const date = row.birthDate === null || register.birthDate === null ? null : dateLikeness(row.birthDate, register.birthDate);
  const doubts: MatchCode[] = [];
  if (likeness !== null && likeness < nameStrange && date === 'different') doubts.push('nik-of-another-person');
  else {
    if (likeness !== null && likeness < nameAlike) doubts.push('name-differs');
    // A slip is forgiven where the name speaks for the person; otherwise it is one doubt more.
    if (date === 'different' || (date === 'slip' && (likeness === null || likeness < nameAlike))) doubts.push('birth-date-differs');
    else if (date === 'slip') codes.push('birth-date-nearly-agrees');
  }
  // Whoever looked at the documents knows more than a threshold does.
  if (decision !== 'same-person') codes.push(...doubts);
  else if (doubts.length > 0) codes.push('identity-confirmed');
  if (register.name === null) codes.push('name-not-compared');
  if (row.sex !== null && register.sex !== null && row.sex !== register.sex) codes.push('sex-differs');
  return codes;
}
