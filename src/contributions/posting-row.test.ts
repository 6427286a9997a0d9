// Tests how a posting row is read, and which finding each unfit row gets.
import { expect, test } from 'vitest';
import type { CivilDate } from '../kernel/date.ts';
import { instant } from '../kernel/clock.ts';
import { monthFrom } from '../kernel/month.ts';
import { findingOf, happened, postingTimes, readPostingRow, saysOffset } from './posting-row.ts';

const cells = ['K1', 'Yohanes', '2025-07', '10000', '6800', '2507', '2025-07-09', '2025-07-09T15:30:00+08:00'];

test('a row is read with its two dates, the name left aside', () => {
  expect(readPostingRow(cells)).toEqual({
    kpj: 'K1',
    name: 'Yohanes',
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

// readable happened code month first postedBefore charged registered
const table = `
11111011 amount-differs
11111111 already-posted
11110011 posted-twice
11110111 posted-twice
11111001 not-in-roster
11111000 kpj-unknown
11101011 wrong-month
11011011 wrong-contribution-code
10111011 posting-time-impossible
10001000 posting-time-impossible
00000000 row-unreadable
`;

test.each(
  table
    .trim()
    .split('\n')
    .map((line) => line.split(' ')),
)('%s is %s', (bits, finding) => {
  const [readable, happenedThen, codeAgrees, monthAgrees, firstOfKpj, postedBefore, charged, registered] = [...bits].map((bit) => bit === '1') as [
    boolean,
    boolean,
    boolean,
    boolean,
    boolean,
    boolean,
    boolean,
    boolean,
  ];
  expect(findingOf({ readable, happened: happenedThen, codeAgrees, monthAgrees, firstOfKpj, postedBefore, charged, registered })).toBe(finding);
});

// At 16:30 in Kupang on 10 July 2025, of a programme that begins with July 2025.
const times = postingTimes({ first: monthFrom('2025-07'), now: instant('2025-07-10T08:30:00Z'), timeZone: 'Asia/Makassar' });
test.each([
  ['2025-07-10', '2025-07-10T16:30:00+08:00', true],
  ['2025-07-10', '2025-07-10T16:30:01+08:00', false],
  ['2025-07-10', '2025-07-10 16:30:00', true],
  ['2025-07-10', '2025-07-10 16:30:01', false],
  ['2025-07-10', '2025-07-10T16:31', false],
  ['2025-07-10', '2025-07-10T08:30:00Z', true],
  ['2025-07-10', '2025-07-10T08:30:01Z', false],
  ['2025-07-10', '2025-07-10T18:30:00+10', true],
  ['2025-07-10', '2025-07-10T18:00:00+0930', true],
  ['2025-07-10', '2025-07-10T18:01:00+0930', false],
  ['2025-07-10', '2025-07-10T03:30:00-05:00', true],
  ['2025-07-10', '2025-07-10T03:31:00-05:00', false],
  ['2025-07-11', '2025-07-10T10:00:00+08:00', false],
  ['2099-01-01', '2025-07-10T10:00:00+08:00', false],
  ['2025-07-10', '2099-01-01T10:00:00+08:00', false],
  ['2024-07-01', '2024-07-01T00:00:00+08:00', true],
  ['2024-06-30', '2025-07-10T10:00:00+08:00', false],
  ['2025-07-10', '2024-06-30T23:59:59+08:00', false],
  ['1970-01-01', '1970-01-01T00:00:00Z', false],
])('bank value %s, posted %s can have been: %s', (bankValueOn, postedAt, can) => {
  expect(happened({ bankValueOn: bankValueOn as CivilDate, postedAt }, times)).toBe(can);
});
