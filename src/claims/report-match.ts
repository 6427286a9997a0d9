// Decides which of the people on a list a report without a NIK may mean: likeness of name, nearness of birth and village; a person always decides.
import { type CivilDate, daysBetween } from '../kernel/date.ts';
import { nameLikeness } from '../matching/name-likeness.ts';

export interface ReportedPerson {
  readonly name: string;
  readonly birth: CivilDate | null;
  /** The village, or each one the words for it may mean; none where it is not known. */
  readonly areas: readonly string[];
}
/** Somebody on the programme's list, as the newest population register has him. */
export interface ListedPerson {
  readonly personKey: string;
  readonly name: string;
  readonly birth: CivilDate | null;
  readonly area: string;
}
/** A likely person; `score` from 0 to 100, `why` the facts it is made of: null what the report does not say. */
export interface LikelyPerson extends ListedPerson {
  readonly score: number;
  readonly why: { readonly name: number; readonly birthDays: number | null; readonly sameVillage: boolean | null };
}

const [least, farBirth, year] = [70, 25, 366];

/** The likeliest people, best first, at most `most`: a list for an officer, never a decision. */
export function likeliest(report: ReportedPerson, people: readonly ListedPerson[], most = 10): readonly LikelyPerson[] {
  return people
    .map((person): LikelyPerson => {
      const name = nameLikeness(report.name, person.name);
      const birthDays = report.birth === null || person.birth === null ? null : Math.abs(daysBetween(report.birth, person.birth));
      const sameVillage = report.areas.length === 0 ? null : report.areas.includes(person.area);
      const apart = birthDays === null || birthDays === 0 ? 0 : birthDays <= year ? 5 : farBirth;
      return { ...person, score: Math.max(0, name - apart - (sameVillage === false ? 5 : 0)), why: { name, birthDays, sameVillage } };
    })
    .filter(({ score }) => score >= least)
    .sort((one, other) => other.score - one.score || (one.personKey < other.personKey ? -1 : 1))
    .slice(0, most);
}
