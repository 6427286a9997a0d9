// Tests the class of every charge and when a month is square.
import { expect, test } from 'vitest';
import { type Reconciliation, classOf, isSquare } from './reconciliation.ts';

// paid posted otherAmountPosted
test.each([
  [false, false, false, 'charged-not-paid'],
  [true, false, false, 'paid-not-posted'],
  [true, true, false, 'agreed'],
  [false, true, false, 'agreed'],
  [true, false, true, 'amount-differs'],
  [true, true, true, 'agreed'],
] as const)('paid %s, posted %s, another amount posted %s: %s', (paid, posted, otherAmountPosted, expected) => {
  expect(classOf({ paid, posted, otherAmountPosted })).toBe(expected);
});

test('a month is square only when everyone and every rupiah agree', () => {
  const none = { persons: 0, amount: 0n };
  const all = { persons: 2, amount: 33_600n };
  const square: Reconciliation = {
    branch: 'kupang',
    month: '2025-07',
    dueOn: '2025-07-15',
    held: 2,
    charged: all,
    invoiced: 33_600n,
    ordered: 33_600n,
    debited: 33_600n,
    received: 0n,
    credited: 0n,
    posted: all,
    orderedOn: null,
    debitedOn: null,
    receivedOn: null,
    postedAt: null,
    classes: { agreed: all, 'charged-not-paid': none, 'paid-not-posted': none, 'amount-differs': none, 'posted-not-charged': none },
  };
  expect(isSquare(square)).toBe(true);
  for (const off of [
    { held: 3 },
    { invoiced: 1n },
    { debited: 0n },
    { posted: none },
    { classes: { ...square.classes, agreed: none } },
    { classes: { ...square.classes, 'posted-not-charged': { persons: 1, amount: 1n } } },
  ]) {
    expect(isSquare({ ...square, ...off })).toBe(false);
  }
});
