// Tests what stands in the way of closing, what may be closed over with a reason, and the money and cases a programme leaves.
import { expect, test } from 'vitest';
import type { Reconciliation } from '../contributions/reconciliation.ts';
import { civilDate } from '../kernel/date.ts';
import { monthFrom } from '../kernel/month.ts';
import { type ClosingFacts, closingOf } from './closing.ts';

const none = { persons: 0, amount: 0n };
const all = { persons: 2, amount: 33_600n };
const square = {
  branch: 'kupang',
  month: '2025-07',
  dueOn: '2025-07-15',
  held: 2,
  charged: all,
  invoiced: 33_600n,
  ordered: 33_600n,
  debited: 33_600n,
  received: 33_600n,
  credited: 0n,
  posted: all,
  orderedOn: null,
  debitedOn: null,
  receivedOn: null,
  postedAt: null,
  classes: { agreed: all, 'charged-not-paid': none, 'paid-not-posted': none, 'amount-differs': none, 'posted-not-charged': none },
} as unknown as Reconciliation;
const unpaid = { ...square, debited: 0n } as Reconciliation;
const claim = { claimId: 'c1', area: '5371012001', happenedOn: civilDate('2025-07-20'), benefit: 'full', amount: 42_000_000n, owners: ['petugas'] };

const facts: ClosingFacts = {
  today: civilDate('2026-01-05'),
  first: monthFrom('2025-07'),
  last: monthFrom('2025-07'),
  months: [{ month: monthFrom('2025-07'), branches: [square] }],
  lines: [{ line: 'l', fundSource: 'APBD', limit: 50_000n, committed: 33_600n }],
  debited: 33_600n,
  atAdministrator: [],
  claims: [claim],
  openObjections: [],
  undecided: [],
};

// changed | obstacles | may be closed | may be closed with a reason
test.each([
  ['nothing', {}, [], true, true],
  ['the term goes on', { today: civilDate('2025-07-31') }, ['term-not-over'], false, false],
  ['a month was never opened', { months: [{ month: monthFrom('2025-07'), branches: [] }] }, ['month-not-opened'], false, false],
  ['a claim without an owner', { claims: [{ ...claim, owners: [] }] }, ['claim-without-owner'], false, false],
  ['members whose cover nobody decided', { undecided: ['5371'] }, ['cover-undecided'], false, false],
  ['a month that is not square', { months: [{ month: monthFrom('2025-07'), branches: [unpaid] }] }, ['month-not-square'], false, true],
  ['an objection', { openObjections: ['o1'] }, ['objection-open'], false, true],
  ['several', { openObjections: ['o1'], undecided: ['5371'] }, ['cover-undecided', 'objection-open'], false, false],
] as const)('%s', (_, changed, codes, may, mayDespite) => {
  const of = { ...facts, ...(changed as Partial<ClosingFacts>) };
  const closing = closingOf(of, null);
  expect(closing.obstacles.map(({ code }) => code)).toEqual(codes);
  expect(closing.mayClose).toBe(may);
  expect(closingOf(of, 'dicatat dalam berita acara').mayClose).toBe(mayDespite);
});

test('what is left is the limit less what was paid; what is committed and unpaid is told apart; credit is summed', () => {
  expect(closingOf({ ...facts, debited: 20_000n, atAdministrator: [{ account: 'administrator-held:p:kupang', amount: 5n }] }, null)).toMatchObject({
    limit: 50_000n,
    unspent: 30_000n,
    committedUnpaid: 13_600n,
    refundable: 5n,
    claimsAmount: 42_000_000n,
    posted: 33_600n,
  });
});
