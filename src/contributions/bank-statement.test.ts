// Tests that a line finds its payment order by reference, by description or by code, and pays exact amounts only; and that a return finds its debit.
import { expect, test } from 'vitest';
import { civilDate } from '../kernel/date.ts';
import { matchDebit, matchReturn, readReceipt } from './bank-statement.ts';

const line = (description: string, reference: string, amount: string) => ({ on: civilDate('2025-07-09'), amount: BigInt(amount), reference, description });
const orders = [
  { invoice: 'i1', code: '2507000001', reference: '0012/LS/2025', amount: 100n, debited: 0n },
  { invoice: 'i2', code: '2507000002', reference: '0012/LS/2025', amount: 50n, debited: 0n },
  { invoice: 'i3', code: '2507000003', reference: '001', amount: 30n, debited: 0n },
  { invoice: 'i4', code: '2507000004', reference: '0014', amount: 30n, debited: 20n },
  { invoice: 'i5', code: '2507000005', reference: '0015', amount: 30n, debited: 30n },
];
const codes = new Set(['2508000009', ...orders.map(({ code }) => code)]);
const rows = (table: string): string[][] =>
  table
    .trim()
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()));

// description | reference | amount | what it pays (invoice:amount), then what is beyond; or the problem
test.each(
  rows(`
SP2D 0012/LS/2025 BPJS                    |              | 150 | i1:100 i2:50
SP2D 0012/LS/2025 KODE IURAN 2507000002   | TRF1         | 50  | i2:50
BPJS                                      | 0012/ls/2025 | 150 | i1:100 i2:50
SP2D 0012/LS/2025 BPJS                    |              | 149 | debit-differs-from-payment-order
SP2D 0012/LS/2025 KODE IURAN 2507000002   | TRF2         | 40  | i2:40
SP2D 0012/LS/2025 BPJS                    |              | 151 | i1:100 i2:50 +1
SP2D 001 BPJS                             |              | 30  | i3:30
SP2D 001 BPJS                             | TRF3         | 12  | i3:12
SP2D 001 BPJS                             |              | 33  | i3:30 +3
SP2D 0014                                 | TRF4         | 10  | i4:10
SP2D 0014                                 | TRF5         | 11  | debit-differs-from-payment-order
SP2D 0015                                 |              | 30  | i5:30
SP2D 0015                                 | TRF6         | 1   | debit-differs-from-payment-order
SP2D 001 KODE IURAN 2508000009            |              | 30  | paid-under-another-code
SP2D 0013 BPJS                            |              | 30  | no-such-payment-order
1001 SP2D 001                             |              | 30  | i3:30
LISTRIK                                   |              | 30  | no-such-payment-order
`),
)('"%s" (%s) of %s pays %s', (text, reference, amount, expected) => {
  const match = matchDebit(line(text ?? '', reference ?? '', amount ?? ''), orders, codes);
  const parts = match.parts.map((part) => `${part.invoice}:${part.amount}`).join(' ');
  expect(match.problem ?? `${parts}${match.excess > 0n ? ` +${match.excess}` : ''}`).toBe(expected);
});

test('a part of an order has a reference of its own, so that another part can stand beside it', () => {
  expect(matchDebit(line('SP2D 001', 'TRF3', '12'), orders, codes).parts).toEqual([{ invoice: 'i3', reference: '001 / TRF3', amount: 12n }]);
});

// description | reference | amount | what comes back, the problem, or nothing
test.each(
  rows(`
RETUR SP2D 0015 REKENING TUJUAN SALAH | R1 | 30 | i5:30
RETUR SP2D 0014                       | R2 | 20 | i4:20
RETUR SP2D 0014                       | R3 | 5  | i4:5
RETUR SP2D 0014                       | R4 | 21 | return-differs-from-debit
RETUR SP2D 001                        | R5 | 30 | return-differs-from-debit
SETORAN PAJAK                         | R6 | 30 | nothing
`),
)('the credit "%s" (%s) of %s brings back %s', (text, reference, amount, expected) => {
  const found = matchReturn(line(text ?? '', reference ?? '', amount ?? ''), orders);
  expect(found === null ? 'nothing' : typeof found === 'string' ? found : found.map((part) => `${part.invoice}:${part.amount}`).join(' ')).toBe(expected);
});

test('a receipt is read whole or not at all', () => {
  expect(readReceipt(['BTI1', '2507', 'NPP', '33600', '2025-07-09'])).toEqual({ reference: 'BTI1', code: '2507', amount: 33_600n, on: '2025-07-09' });
  expect(readReceipt(['', '2507', 'NPP', '33600', '2025-07-09'])).toBeNull();
  expect(readReceipt(['BTI1', '2507', 'NPP', '33600', 'kemarin'])).toBeNull();
});
