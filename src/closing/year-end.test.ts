// Tests what late money does after the last month, what self-payment costs by sector and month, when to remind, and which choices hold together.
import { expect, test } from 'vitest';
import { lawFolder } from '../../test/law-folder.ts';
import { civilDate } from '../kernel/date.ts';
import { monthFrom } from '../kernel/month.ts';
import { loadLaw } from '../law/law-store.ts';
import { assertChoice, lateOpening, reminderDue, remindersFor, sectorOf, selfPayment, usualOpenings } from './year-end.ts';

const law = loadLaw(lawFolder);
const last = monthFrom('2025-12');

// the next budget pays on | days before the due date passed | days in arrears | days unprotected | lapsed | months to pay
test.each([
  ['2025-12-20', 0, 0, 0, false, 1],
  ['2026-01-01', 0, 0, 0, false, 1],
  ['2026-01-10', 9, 0, 0, false, 1],
  ['2026-01-20', 15, 4, 0, false, 1],
  ['2026-02-15', 15, 30, 0, false, 2],
  ['2026-03-15', 15, 58, 0, false, 3],
  ['2026-04-15', 15, 89, 0, false, 4],
  ['2026-04-20', 15, 90, 4, true, 1],
] as const)('paying on %s', (opensOn, daysNotDue, daysInArrears, daysUnprotected, lapsed, months) => {
  expect(lateOpening({ law, last, opensOn: civilDate(opensOn), timeZone: 'Asia/Makassar' })).toEqual({
    opensOn,
    daysNotDue,
    daysInArrears,
    daysUnprotected,
    lapsed,
    months,
  });
});

test('the first opening told is the due date of January', () => {
  expect(usualOpenings(law, last)).toEqual(['2026-01-15', '2026-02-15', '2026-03-15', '2026-04-15', '2026-05-15']);
});

test('who pays himself pays half in the months of the relief of his sector', () => {
  expect(selfPayment({ law, income: 1_000_000n, from: monthFrom('2026-01') })).toEqual({
    transport: [{ first: '2026-01', last: '2026-12', amount: 8_400n }],
    other: [
      { first: '2026-01', last: '2026-03', amount: 16_800n },
      { first: '2026-04', last: '2026-12', amount: 8_400n },
    ],
  });
});

test.each([
  ['TUKANG OJEK', 'transport'],
  ['Sopir angkot', 'transport'],
  ['KURIR', 'transport'],
  ['NELAYAN', 'other'],
  ['PEDAGANG PROYEK', 'other'],
  [null, 'other'],
] as const)('sector of %s: %s', (occupation, sector) => {
  expect(sectorOf(law, civilDate('2026-01-01'), occupation)).toBe(sector);
});

test('reminders are 60, 30 and 7 days before the last day', () => {
  expect(remindersFor(last)).toEqual(['2025-11-01', '2025-12-01', '2025-12-24']);
});

test.each([
  [{ choice: 'prepay', months: 4 }, 'prepayment-term-not-offered'],
  [{ choice: 'prepay' }, 'prepayment-term-not-offered'],
  [{ choice: 'hand-over' }, 'next-payer-missing'],
  [{ choice: 'hand-over', nextPayer: ' ' }, 'next-payer-missing'],
] as const)('%j is refused', (choice, code) => {
  expect(() => assertChoice(law, civilDate('2025-12-31'), choice)).toThrow(expect.objectContaining({ code }));
});

test.each([{ choice: 'prepay', months: 3 } as const, { choice: 'hand-over', nextPayer: 'Pemkab Kupang' } as const, { choice: 'let-end' } as const])(
  '%j holds together',
  (choice) => {
    expect(() => assertChoice(law, civilDate('2025-12-31'), choice)).not.toThrow();
  },
);

test.each([
  ['2025-10-31', null],
  ['2025-11-01', 60],
  ['2025-11-30', 60],
  ['2025-12-01', 30],
  ['2025-12-23', 30],
  ['2025-12-24', 7],
  ['2025-12-31', 7],
  ['2026-01-01', null],
])('on %s the reminder of the end of December is that of %s days before', (on, days) => {
  expect(reminderDue(monthFrom('2025-12'), civilDate(on))).toBe(days);
});
