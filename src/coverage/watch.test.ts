// Tests how old arrears are on each day, when they end the membership, and for whom the reading of the waiting rule matters.
import { expect, test } from 'vitest';
import { lawFolder } from '../../test/law-folder.ts';
import { instant } from '../kernel/clock.ts';
import { civilDate } from '../kernel/date.ts';
import { monthFrom } from '../kernel/month.ts';
import { loadLaw } from '../law/law-store.ts';
import { type CoverageFacts, coverageRule } from './coverage.ts';
import { arrearsOf, priceOfWaiting, waitingOf } from './watch.ts';

const law = loadLaw(lawFolder);
const factsOf = (months: string): CoverageFacts => ({
  registrations: [{ outcome: 'registered', answeredOn: civilDate('2025-03-01'), recordedAt: instant('2025-03-01T00:00:00Z') }],
  postings: months
    .split(' ')
    .filter((month) => month !== '')
    .map((text) => {
      const [month = '', paid = `${month}-05`] = text.split('@');
      return {
        month: monthFrom(month),
        jkk: 10_000n,
        jkm: 6_800n,
        bankValueOn: civilDate(paid),
        postedAt: instant(`${paid}T03:00:00Z`),
        recordedAt: instant(`${paid}T04:00:00Z`),
      };
    }),
});
const ruleOn = (on: string) => coverageRule({ law, on: civilDate(on), knownAt: instant('2026-02-01T00:00:00Z'), timeZone: 'Asia/Makassar' });

// posted | on | age | unpaid months | lapses on | escalate. April's due date is the 15th; July's 15 July 2025 is a Tuesday.
test.each([
  ['2025-03', '2025-03-20', 'paid', 0, null, false],
  ['2025-03', '2025-04-15', 'due', 0, '2025-07-16', false],
  ['2025-03', '2025-04-16', 'overdue', 1, '2025-07-16', false],
  ['2025-03', '2025-05-15', 'overdue', 1, '2025-07-16', false],
  ['2025-03', '2025-05-16', 'last-chance', 2, '2025-07-16', true],
  ['2025-03', '2025-07-15', 'last-chance', 3, '2025-07-16', true],
  ['2025-03', '2025-07-16', 'lapsed', 4, '2025-07-16', false],
  ['2025-03 2025-04@2025-06-20', '2025-06-21', 'last-chance', 2, '2025-08-16', true],
  ['', '2025-04-20', 'never-paid', 0, null, false],
  ['2025-08@2025-08-05', '2025-04-20', 'never-paid', 0, null, false],
] as const)('posted %s, on %s: %s', (months, on, age, overdue, lapsesOn, escalate) => {
  expect(arrearsOf(ruleOn(on), factsOf(months))).toMatchObject({ age, overdue, lapsesOn, escalate });
});

// posted | on | months | in a row | ninety days | matters
test.each([
  ['2025-03 2025-04 2025-05', '2025-05-10', true, true, false, true],
  ['2025-03 2025-04 2025-05', '2025-06-10', true, true, true, false],
  ['2025-03 2025-04 2025-06', '2025-06-10', true, false, true, true],
  ['2025-03', '2025-03-10', false, false, false, false],
] as const)('posted %s, on %s', (months, on, posted, row, ninety, differs) => {
  const waiting = waitingOf(ruleOn(on), factsOf(months));
  expect(waiting.met).toEqual({ 'posted-months': posted, 'consecutive-months': row, 'ninety-days': ninety });
  expect(waiting.differs).toBe(differs);
});

test('a death before the minimum costs the family what the law gives after it less what it gives before', () => {
  expect(priceOfWaiting(law, civilDate('2025-08-01'))).toBe(32_000_000n);
});
