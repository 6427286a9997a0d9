// What is keyed from a village meeting is taken only when it agrees with the paper in every total; as a table.
import { expect, test } from 'vitest';
import { Fault } from '../kernel/fault.ts';
import { type ControlTotals, readMarks, refuseDisagreement, totalsOf } from './village-round.ts';

const cells = (line: string) => line.split(';').map((text) => (text.trim() === '' ? null : { text: text.trim() }));
const file = (...lines: string[]) =>
  ['MUSYAWARAH DESA HAMBALA', 'NO;NAMA;KEBERATAN;TIDAK HADIR;PEKERJAAN;TEMPAT KERJA;DATA KEPENDUDUKAN SALAH', ...lines].map((line, index) => ({
    rowNumber: index + 1,
    cells: cells(line),
  }));
const faultOf = (work: () => void): string => {
  try {
    work();
    return 'none';
  } catch (error) {
    return error instanceof Fault ? error.code : String(error);
  }
};

const keyed = file(
  '1;ANA;;;Petani;Kebun sendiri;',
  '2;BEN;pindah ke Kupang;x;;;',
  '3;CIS;;;;;tanggal lahir di KTP salah',
  '4;DON;;;;;',
  '5;EVA;;hadir;Nelayan;;',
);
const totals: ControlTotals = { objections: 1, absent: 1, attested: 2, civilData: 1, lineSum: 11 };

test('lines with anything written are read, others are not', () => {
  const marks = readMarks('hambala.csv', keyed);
  expect(marks.map(({ line, absent, objection, occupation, workplace, civilData }) => [line, absent, objection, occupation, workplace, civilData])).toEqual([
    [1, false, null, 'Petani', 'Kebun sendiri', null],
    [2, true, 'pindah ke Kupang', null, null, null],
    [3, false, null, null, null, 'tanggal lahir di KTP salah'],
    [5, false, null, 'Nelayan', null, null],
  ]);
  expect(totalsOf(marks)).toEqual(totals);
});

test.each`
  what                                | change               | lines | fault
  ${'as on the paper'}                | ${{}}                | ${5}  | ${'none'}
  ${'an objection too few'}           | ${{ objections: 2 }} | ${5}  | ${'control-totals-disagree'}
  ${'an absentee too many'}           | ${{ absent: 0 }}     | ${5}  | ${'control-totals-disagree'}
  ${'attested by another count'}      | ${{ attested: 3 }}   | ${5}  | ${'control-totals-disagree'}
  ${'civil data by another count'}    | ${{ civilData: 0 }}  | ${5}  | ${'control-totals-disagree'}
  ${'a line keyed for its neighbour'} | ${{ lineSum: 12 }}   | ${5}  | ${'control-totals-disagree'}
  ${'a line that was not printed'}    | ${{}}                | ${4}  | ${'line-not-printed'}
`('$what: $fault', ({ change, lines, fault }: { change: Partial<ControlTotals>; lines: number; fault: string }) => {
  const marks = readMarks('hambala.csv', keyed);
  expect(faultOf(() => refuseDisagreement('hambala.csv', marks, { ...totals, ...change }, lines))).toBe(fault);
});

test.each`
  what                                | rows                               | fault
  ${'a line twice'}                   | ${['1;A;;;Petani;;', '1;A;;x;;;']} | ${'line-keyed-twice'}
  ${'a workplace without occupation'} | ${['1;A;;;;Kebun;']}               | ${'workplace-without-occupation'}
`('$what: $fault', ({ rows, fault }: { rows: string[]; fault: string }) => {
  const marks = readMarks('x.csv', file(...rows));
  expect(faultOf(() => refuseDisagreement('x.csv', marks, totalsOf(marks), 9))).toBe(fault);
});

test('without its columns or line numbers it is refused', () => {
  expect(faultOf(() => void readMarks('x.csv', [{ rowNumber: 1, cells: cells('NO;KEBERATAN') }]))).toBe('keyed-columns-missing');
  expect(faultOf(() => void readMarks('x.csv', file('satu;A;x;;;;')))).toBe('line-number-not-readable');
});
