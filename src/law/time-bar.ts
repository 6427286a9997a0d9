// Decides until when a benefit can be claimed: JKK lapses after a number of years from the accident (PP 82/2019 art. 26); for JKM it is not settled.
import { type CivilDate, birthdayAt } from '../kernel/date.ts';
import { type Citation, type Law, LawReading, type Unsettled, unsettledBehind } from './law.ts';
import type { BenefitProgramme } from './scholarship.ts';

/** The first day a claim would be too late, or null where nothing lapses; `settled` is false where nobody has confirmed it. */
export interface TimeBar {
  readonly lapsesOn: CivilDate | null;
  readonly settled: boolean;
  readonly citations: readonly Citation[];
  readonly unsettled: readonly Unsettled[];
}

/** When a claim lapses, by the law of the day of the event. Faults: not-found before the law's first date. */
export function timeBar(of: { readonly law: Law; readonly programme: BenefitProgramme; readonly on: CivilDate }): TimeBar {
  const reading = new LawReading(of.law, of.on);
  const answer = (lapsesOn: CivilDate | null): TimeBar => {
    const unsettled = unsettledBehind(of.law, reading.citations);
    return { lapsesOn, settled: unsettled.length === 0, citations: reading.citations, unsettled };
  };
  if (of.programme === 'jkk') return answer(birthdayAt(of.on, reading.take('jkk-time-bar', 'years')));
  // The careful reading of JKM takes its years from JKK, whose article the headline was about.
  const lapses = reading.take('jkm-claim-time-bar', 'choice') === 'five-years';
  return answer(lapses ? birthdayAt(of.on, reading.take('jkk-time-bar', 'years')) : null);
}
