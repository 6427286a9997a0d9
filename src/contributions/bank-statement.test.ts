// Tests that a debit finds its payment order by reference, by description or by code, and only in the exact amount.
import { expect, test } from 'vitest';
import { matchDebits, readReceipt, readStatementRow } from './bank-statement.ts';

const row = (text: string, debit: string, reference = '', date = '2025-07-09') => readStatementRow([date, text, debit, '0', '1', reference], 2);

test('credits and empty amounts are no debits; what cannot be read is said', () => {
  expect(row('SALDO AWAL', '0')).toBeNull();
  expect(row('SETORAN', '')).toBeNull();
  expect(row('SP2D 1', '16.800')).toMatchObject({ amount: 16_800n, on: '2025-07-09', line: 2 });
  expect(row('SP2D 1', 'enam belas')).toBe('unreadable');
  expect(row('SP2D 1', '16800', '', '9 Juli')).toBe('unreadable');
});

const orders = [
  { invoice: 'i1', code: '2507000001', reference: '0012/LS/2025', amount: 100n },
  { invoice: 'i2', code: '2507000002', reference: '0012/LS/2025', amount: 50n },
  { invoice: 'i3', code: '2507000003', reference: '001', amount: 30n },
];

// description | reference | amount | what it pays, or the problem
const table = `
SP2D 0012/LS/2025 BPJS                    |              | 150 | i1 i2
SP2D 0012/LS/2025 KODE IURAN 2507000002   | TRF1         | 50  | i2
BPJS                                      | 0012/ls/2025 | 150 | i1 i2
SP2D 0012/LS/2025 BPJS                    |              | 149 | debit-differs-from-payment-order
SP2D 0012/LS/2025 KODE IURAN 2507000002   |              | 100 | debit-differs-from-payment-order
SP2D 001 BPJS                             |              | 30  | i3
SP2D 0013 BPJS                            |              | 30  | no-such-payment-order
LISTRIK                                   |              | 30  | no-such-payment-order
`;

test.each(
  table
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim())),
)('"%s" (%s) of %s pays %s', (text, reference, amount, expected) => {
  const debit = row(text, amount, reference);
  if (debit === null || debit === 'unreadable') throw new Error('a debit');
  const [match] = matchDebits([debit], orders);
  expect(match?.problem ?? match?.parts.map(({ invoice }) => invoice).join(' ')).toBe(expected);
});

test('a receipt is read whole or not at all', () => {
  expect(readReceipt(['BTI1', '2507', 'NPP', '33600', '2025-07-09'])).toEqual({ reference: 'BTI1', code: '2507', amount: 33_600n, on: '2025-07-09' });
  expect(readReceipt(['', '2507', 'NPP', '33600', '2025-07-09'])).toBeNull();
  expect(readReceipt(['BTI1', '2507', 'NPP', '33600', 'kemarin'])).toBeNull();
});
