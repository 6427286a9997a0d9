// Tests how a posting row is read, and which finding each unfit row gets.
import { expect, test } from 'vitest';
import type { CivilDate } from '../kernel/date.ts';
import { instant } from '../kernel/clock.ts';
import { monthFrom } from '../kernel/month.ts';
import { type PostingFacts, findingOf, happened, postingTimes, readPostingRow, readSignedRupiah, saysOffset } from './posting-row.ts';

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

test('a row of negative amounts takes back; a row of both signs says neither', () => {
  const back = (jkk: string, jkm: string) => readPostingRow(cells.map((cell, at) => (at === 3 ? jkk : at === 4 ? jkm : cell)));
  expect(back('-10000', '-6800')).toMatchObject({ jkk: -10_000n, jkm: -6_800n });
  expect(back('0', '-6.800')).toMatchObject({ jkk: 0n, jkm: -6_800n });
  expect(back('-10000', '6800')).toBeNull();
  expect(['-Rp16.800,00', '(16.800)', '\u221216800', '- 16800'].map(readSignedRupiah)).toEqual([-16_800n, -16_800n, -16_800n, -16_800n]);
  expect(['--16800', '(-16800)', '16800-', '-'].map(readSignedRupiah)).toEqual([null, null, null, null]);
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

// readable happened code month first postedBefore charged registered back fits undone unposted
const table = `
111110110000 amount-differs
111110110110 taken-back-before
111110111100 reversal-fits-nothing
111110111000 reversal-amounts-differ
111110011000 reversal-fits-nothing
111110111110 reversal-read-before
111110011001 unposted-taken-back
1111111111001 repeated-posting-taken-back
111010111100 wrong-month
111111110100 already-posted
111100110000 posted-twice
111101110000 posted-twice
111110010000 not-in-roster
111110000000 kpj-unknown
111010110000 wrong-month
110110110000 wrong-contribution-code
101110110000 posting-time-impossible
100010000000 posting-time-impossible
000000000000 row-unreadable
`;

test.each(
  table
    .trim()
    .split('\n')
    .map((line) => line.split(' ')),
)('%s is %s', (bits, finding) => {
  const names = [
    'readable',
    'happened',
    'codeAgrees',
    'monthAgrees',
    'firstOfKpj',
    'postedBefore',
    'charged',
    'registered',
    'back',
    'fits',
    'undone',
    'unposted',
    'repeated',
  ];
  const facts = Object.fromEntries(names.map((name, place) => [name, bits[place] === '1'])) as unknown as PostingFacts;
  expect(findingOf(facts)).toBe(finding);
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
