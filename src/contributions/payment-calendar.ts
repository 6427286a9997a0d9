// Decides by which day each step of a month must be done so that the money arrives by the due date, counted backwards in working days, and from when to remind (lead times are the programme's).
import { type CivilDate, addDays } from '../kernel/date.ts';
import { type Month } from '../kernel/month.ts';
import { dueDate } from '../law/due-date.ts';
import { type Law, LawReading } from '../law/law.ts';
import type { Bilingual } from '../law/parameter.ts';
import { dayOff } from '../law/working-days.ts';
import { type PaymentStep, type ProgrammeFile, paymentSteps } from '../programme/policy.ts';

export const stepWords: Readonly<Record<PaymentStep | 'due', Bilingual>> = {
  roster: { id: 'Daftar final', en: 'Final roster' },
  code: { id: 'Kode iuran dari cabang', en: "The branch's contribution code" },
  spp: { id: 'SPP', en: 'Payment request (SPP)' },
  spm: { id: 'SPM', en: 'Payment instruction (SPM)' },
  sp2d: { id: 'SP2D', en: 'Payment order (SP2D)' },
  received: { id: 'Diterima BPJS', en: 'Received by the administrator' },
  due: { id: 'Jatuh tempo', en: 'Due' },
};

/** How a step stands on a day: done, late, to be reminded of, or to come. */
export type StepState = 'done' | 'late' | 'remind' | 'to-come';

export interface CalendarStep {
  readonly step: PaymentStep;
  readonly owner: string;
  readonly by: CivilDate;
  readonly remindFrom: CivilDate;
  readonly state: StepState;
  readonly basis: string;
  readonly confidence: string;
}

export interface PaymentCalendar {
  readonly month: Month;
  readonly due: CivilDate;
  readonly steps: readonly CalendarStep[];
}

/** Which working day lies so many before a day; 0 is the day itself or, when it is none, the one before. */
export function workingDaysBefore(law: Law, day: CivilDate, count: number): CivilDate {
  const reading = new LawReading(law, day);
  let left = count;
  let at = day;
  for (;;) {
    if (dayOff(reading, at, 'is-a-day-off') === null) {
      if (left === 0) return at;
      left -= 1;
    }
    at = addDays(at, -1);
  }
}

/** A month's steps in their order. `done`: which are. Faults: not-found where the law files do not reach the month. */
export function paymentCalendar(of: {
  readonly law: Law;
  readonly month: Month;
  readonly leadTimes: NonNullable<ProgrammeFile['money']>['leadTimes'];
  readonly done: ReadonlySet<PaymentStep>;
  readonly today: CivilDate;
}): PaymentCalendar {
  const { due } = dueDate({ law: of.law, month: of.month });
  const steps = [...of.leadTimes]
    .sort((one, other) => paymentSteps.indexOf(one.step) - paymentSteps.indexOf(other.step))
    .map(({ step, workingDaysBefore: before, owner, remindDaysBefore, basis, confidence }): CalendarStep => {
      const by = workingDaysBefore(of.law, due, before);
      const remindFrom = addDays(by, -remindDaysBefore);
      const state = of.done.has(step) ? 'done' : of.today > by ? 'late' : of.today >= remindFrom ? 'remind' : 'to-come';
      return { step, owner, by, remindFrom, state, basis, confidence };
    });
  return { month: of.month, due, steps };
}
