// Tests that lead times are counted backwards over weekends and holidays from the law's due date, and when a step is late or to be reminded of.
import { expect, test } from 'vitest';
import { lawFolder } from '../../test/law-folder.ts';
import { civilDate } from '../kernel/date.ts';
import { monthFrom } from '../kernel/month.ts';
import { loadLaw } from '../law/law-store.ts';
import { type PaymentStep, paymentSteps } from '../programme/policy.ts';
import { paymentCalendar, workingDaysBefore } from './payment-calendar.ts';

const law = loadLaw(lawFolder);
const leadTimes = (...before: readonly number[]) =>
  before.map((workingDays, place) => ({
    step: paymentSteps[place] ?? 'roster',
    workingDaysBefore: workingDays,
    owner: 'x',
    remindDaysBefore: 2,
    basis: 'x',
    confidence: 'unverified' as const,
  }));

// day | working days before | which day (August 2025: the 17th is a Sunday and a holiday, the 18th collective leave)
test.each([
  ['2025-07-15', 0, '2025-07-15'],
  ['2025-07-15', 1, '2025-07-14'],
  ['2025-07-15', 2, '2025-07-11'],
  ['2025-07-15', 7, '2025-07-04'],
  ['2025-07-13', 0, '2025-07-11'],
  ['2025-08-19', 1, '2025-08-15'],
] as const)('%s less %i working days is %s', (day, count, expected) => {
  expect(workingDaysBefore(law, civilDate(day), count)).toBe(expected);
});

// today | done | states of roster (by 4 July), code (by 8 July), SPP (by 11 July)
test.each([
  ['2025-07-01', [], 'to-come to-come to-come'],
  ['2025-07-02', [], 'remind to-come to-come'],
  ['2025-07-04', [], 'remind to-come to-come'],
  ['2025-07-05', [], 'late to-come to-come'],
  ['2025-07-07', ['roster'], 'done remind to-come'],
  ['2025-07-12', ['roster', 'code'], 'done done late'],
] as const)('on %s with %j done: %s', (today, done, expected) => {
  const made = paymentCalendar({ law, month: monthFrom('2025-07'), leadTimes: leadTimes(7, 5, 2), done: new Set<PaymentStep>(done), today: civilDate(today) });
  expect(made.due).toBe('2025-07-15');
  expect(made.steps.map(({ state }) => state).join(' ')).toBe(expected);
});
