// Decides whether age lets a person register (under 65), and when cover is reviewed (65th birthday); the law sets no minimum age here, the programme does.
import { type CivilDate, ageOn, birthdayAt } from '../kernel/date.ts';
import { type Citation, type Law, LawReading } from './law.ts';

/** Whether a person may be registered on a date, the completed years of age then, and the code why not. */
export interface AgeAnswer {
  readonly mayRegister: boolean;
  readonly age: number;
  readonly limit: number;
  readonly reason: 'too-old-to-register' | null;
  readonly citations: readonly Citation[];
}

/** May a person of a birth date be registered on a day (BPU registration condition: not yet 65)? */
export function ageToRegister(of: { readonly law: Law; readonly birth: CivilDate; readonly on: CivilDate }): AgeAnswer {
  const reading = new LawReading(of.law, of.on);
  const limit = reading.take('registration-age-below', 'years');
  const age = ageOn(of.birth, of.on);
  const mayRegister = age < limit;
  return { mayRegister, age, limit, reason: mayRegister ? null : 'too-old-to-register', citations: reading.citations };
}

/** The day cover comes up for review: the birthday at the review age. Whether cover ends then is not established; it is a review, not an exit. */
export function ageReview(of: { readonly law: Law; readonly birth: CivilDate; readonly on: CivilDate }): {
  readonly reviewOn: CivilDate;
  readonly due: boolean;
  readonly citations: readonly Citation[];
} {
  const reading = new LawReading(of.law, of.on);
  const reviewOn = birthdayAt(of.birth, reading.take('review-age', 'years'));
  return { reviewOn, due: reviewOn <= of.on, citations: reading.citations };
}
