// Decides whether a person may be paid for: all reasons, none hidden behind the first (law: age; programme file: the rest).
import { type CivilDate, birthdayAt, dateOf, dayOfMonth, monthOfYear, yearOf } from '../kernel/date.ts';
import { type Outcome, worst } from '../kernel/outcome.ts';
import type { Law } from '../law/law.ts';
import { ageToRegister } from '../law/age.ts';
import { type Condition, type ProgrammeFile, existingPayers } from '../programme/policy.ts';
import { type EligibilityCode, eligibilityFindings } from './findings.ts';

/** What a register says of one thing: it answered with something, it knows nothing, or it has not answered. */
export type Answer<Said> = Said | 'none' | 'unknown';

/** What the registers say of one person on the day the conditions are judged. */
export interface PersonFacts {
  readonly birthDate: CivilDate;
  readonly status: 'resident' | 'moved' | 'deceased';
  /** Village of residence, Kemendagri code. */
  readonly residence: string;
  /** Village the row was handed in for. */
  readonly proposedFor: string;
  readonly occupation: string;
  readonly social: Answer<{ readonly decile: number; readonly disabled: boolean; readonly womanHeaded: boolean; readonly dependants: number }>;
  /** Active membership, by who pays; `own` is this programme's own sponsor. */
  readonly membership: Answer<'employer' | 'self' | 'government' | 'own'>;
  readonly publicServant: Answer<'yes'>;
  readonly death: Answer<CivilDate>;
  /** A month of the programme's term is already held by another programme. */
  readonly sponsored: boolean;
  readonly nikRegion: string;
  readonly nikDate: CivilDate | null;
}

/** The conditions of one run, with the law's limits worked out once: `bornAfter` is the last birth date that is too old. */
export interface Conditions {
  readonly on: CivilDate;
  readonly list: readonly Condition[];
  readonly bornOnOrBeforeIsTooOld: CivilDate;
  readonly policy: ProgrammeFile;
}

/** Works out a run's conditions from the programme file and the law on the day they are judged. */
export function conditionsOf(policy: ProgrammeFile, law: Law): Conditions {
  const on = policy.conditionsOn;
  const { limit } = ageToRegister({ law, birth: on, on });
  const sameDay = dateOf(yearOf(on) - limit, monthOfYear(on), dayOfMonth(on)) ?? dateOf(yearOf(on) - limit, monthOfYear(on), dayOfMonth(on) - 1);
  return { on, list: policy.conditions, bornOnOrBeforeIsTooOld: sameDay ?? on, policy };
}

/** The verdict on a person: outcome, reasons (refusing or waiting) and notes, each in declared order. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly reasons: readonly EligibilityCode[];
  readonly notes: readonly EligibilityCode[];
}

/** Judges a person by every condition; the law's age limit and death always hold, whatever the programme says. */
export function judge(conditions: Conditions, facts: PersonFacts): Verdict {
  const said: EligibilityCode[] = [];
  if (facts.status === 'deceased' || (facts.death !== 'none' && facts.death !== 'unknown')) said.push('deceased');
  else if (facts.death === 'unknown') said.push('deaths-not-answered');
  if (facts.birthDate <= conditions.bornOnOrBeforeIsTooOld) said.push('too-old-to-register');
  if (facts.sponsored) said.push('already-sponsored');
  for (const condition of conditions.list) addFindings(said, condition, conditions.on, facts);
  if (facts.residence !== facts.proposedFor && facts.residence !== '') said.push('resident-elsewhere');
  if (facts.nikRegion !== facts.residence.slice(0, 4)) said.push('nik-registered-elsewhere');
  if (facts.nikDate !== facts.birthDate) said.push('nik-date-differs');
  if (said.length === 0) return clean;
  const ordered = eligibilityFindings.ordered(said);
  const reasons = ordered.filter((code) => eligibilityFindings.of(code).outcome !== 'accept');
  return {
    outcome: worst(reasons.map((code) => eligibilityFindings.of(code).outcome)),
    reasons,
    notes: ordered.filter((code) => eligibilityFindings.of(code).outcome === 'accept'),
  };
}

const clean: Verdict = { outcome: 'accept', reasons: [], notes: [] };

function addFindings(said: EligibilityCode[], condition: Condition, on: CivilDate, facts: PersonFacts): void {
  switch (condition.code) {
    case 'residence':
      if (facts.status === 'moved') said.push('moved-out');
      else if (!facts.residence.startsWith(condition.region)) said.push('not-resident');
      return;
    case 'age-maximum':
      // Until the day before the birthday after.
      if (birthdayAt(facts.birthDate, condition.years + 1) <= on) said.push('above-maximum-age');
      return;
    case 'extreme-poverty':
      if (facts.social === 'unknown') said.push('social-register-not-answered');
      else if (facts.social === 'none') said.push('not-in-social-register');
      else if (facts.social.decile > extremePoverty) said.push('not-extremely-poor');
      return;
    case 'occupation-among':
      if (facts.occupation === '') said.push('occupation-not-stated');
      else if (!isAmong(facts.occupation, condition.occupations)) said.push('occupation-outside-programme');
      return;
    case 'occupation-not-among':
      if (facts.occupation === '') said.push('occupation-not-stated');
      else if (isAmong(facts.occupation, condition.occupations)) said.push('occupation-excluded');
      return;
    case 'age-minimum':
      if (birthdayAt(facts.birthDate, condition.years) > on) said.push('below-minimum-age');
      return;
    case 'decile-maximum':
      if (facts.social === 'unknown') said.push('social-register-not-answered');
      else if (facts.social === 'none') said.push('not-in-social-register');
      else if (facts.social.decile > condition.decile) said.push('decile-above-bound');
      return;
    case 'not-public-servant':
      if (facts.publicServant === 'yes') said.push('public-servant');
      else if (facts.publicServant === 'unknown') said.push('public-servants-not-answered');
      return;
    case 'not-already-covered':
      if (facts.membership === 'unknown') said.push('membership-not-answered');
      else if (facts.membership !== 'none' && facts.membership !== 'own' && (condition.by ?? existingPayers).includes(facts.membership)) {
        said.push(`already-covered-by-${facts.membership}`);
      }
  }
}

/** The decile DTSEN gives the extremely poor. */
export const extremePoverty = 1;

/** Whether an occupation, as a register or list writes it, is one of those named: one of the words stands in it. */
export const isAmong = (occupation: string, words: readonly string[]): boolean => {
  const written = occupation.toUpperCase();
  return words.some((word) => written.includes(word.toUpperCase()));
};
