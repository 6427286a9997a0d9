// Tests how a posting row is read, and which finding each unfit row gets.
import { expect, test } from 'vitest';
import { findingOf, readPostingRow, saysOffset } from './posting-row.ts';

const cells = ['K1', 'Yohanes', '2025-07', '10000', '6800', '2507', '2025-07-09', '2025-07-09T15:30:00+08:00'];

test('a row is read with its two dates, the name left aside', () => {
  expect(readPostingRow(cells)).toEqual({
    kpj: 'K1',
    month: '2025-07',
    jkk: 10_000n,
    jkm: 6_800n,
    code: '2507',
    bankValueOn: '2025-07-09',
    postedAt: '2025-07-09T15:30:00+08:00',
  });
});

test.each([
  [0, ''],
  [2, 'Juli'],
  [3, 'x'],
  [4, '6.8'],
  [5, ''],
  [6, '09/07/2025'],
  [7, '2025-07-09'],
  [7, '2025-02-30T10:00'],
  [7, '2025-07-09T25:00'],
])('cell %i "%s" makes it unreadable', (place, text) => {
  expect(readPostingRow(cells.map((cell, at) => (at === place ? text : cell)))).toBeNull();
});

test.each([
  ['2025-07-09T15:30:00+08:00', true],
  ['2025-07-09T07:30Z', true],
  ['2025-07-09 15:30:00', false],
  ['2025-07-09 15:30:00+08', true],
])('%s says its offset: %s', (text, says) => {
  expect(saysOffset(text)).toBe(says);
});

// readable code month first postedBefore charged registered
const table = `
1111011 amount-differs
1111111 already-posted
1110011 posted-twice
1110111 posted-twice
1111001 not-in-roster
1111000 kpj-unknown
1101011 wrong-month
1011011 wrong-contribution-code
0000000 row-unreadable
`;

test.each(
  table
    .trim()
    .split('\n')
    .map((line) => line.split(' ')),
)('%s is %s', (bits, finding) => {
  const [readable, codeAgrees, monthAgrees, firstOfKpj, postedBefore, charged, registered] = [...bits].map((bit) => bit === '1') as [
    boolean,
    boolean,
    boolean,
    boolean,
    boolean,
    boolean,
    boolean,
  ];
  expect(findingOf({ readable, codeAgrees, monthAgrees, firstOfKpj, postedBefore, charged, registered })).toBe(finding);
});
