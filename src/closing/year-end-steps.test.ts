// Tests the end of a term on a small programme: who falls off, choices that replace each other, carrying out once under a race, lists that the next payer's lists can be handed in from.
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SmallProgramme, actors, faultOf, line, programme, sixMonths, smallProgramme, villagers, villages } from '../../test/fixtures/small-programme.ts';
import { submitLists } from '../intake/intake-steps.ts';
import { instant } from '../kernel/clock.ts';
import { outboxFolder } from '../platform/outbox-files.ts';
import { readXlsx } from '../platform/xlsx-read.ts';
import { linesOf } from '../programme/budget-steps.ts';
import { carryYearEnd } from './carry-steps.ts';
import { chooseYearEnd, yearEnd } from './year-end-steps.ts';

let small: SmallProgramme;
const threeMonths = 3n * 16_800n;

/** Two kabupaten of three and two members; money for the six months and for three months more of the three. */
beforeAll(async () => {
  small = await smallProgramme({
    villagers: [...villagers('timur', 1, 1, 2), ...villagers('barat', 1, 2)],
    places: { timur: 3, barat: 2 },
    limit: 5n * sixMonths + 3n * threeMonths,
  });
  await small.allocated();
  await small.established();
  small.day('2025-09-15');
});
afterAll(() => small.drop());

const show = () => small.database.read(actors.secretary, (tx) => yearEnd(tx, { law: small.workplace.law, programme }));
const choose = (of: Omit<Parameters<typeof chooseYearEnd>[1], 'law' | 'programme' | 'reason'>) =>
  small.database.transact(actors.secretary, (tx) => chooseYearEnd(tx, { law: small.workplace.law, programme, reason: 'keputusan rapat', ...of }));
const rowsOf = async (name: string): Promise<readonly string[][]> => {
  const rows: string[][] = [];
  for await (const row of readXlsx(path.join(outboxFolder(small.workplace.dataDir, programme, 'year-end'), name)))
    rows.push(row.cells.map((cell) => cell?.text ?? ''));
  return rows;
};

test('in September it is told who falls off, what going on costs, and that nothing is chosen', async () => {
  const found = await show();
  expect(found).toMatchObject({
    last: '2025-12',
    endsOn: '2025-12-31',
    next: '2026-01',
    dueOn: '2026-01-15',
    fallsOff: 5,
    perPerson: 16_800n,
    perMonth: 84_000n,
    perYear: 1_008_000n,
  });
  expect(found.uncommitted).toBe(3n * threeMonths);
  expect(found.prepay.map(({ months, affordable }) => [months, affordable])).toEqual([
    [3, false],
    [6, false],
    [12, false],
  ]);
  expect(found.groups.map(({ area, people, goesOn, fallsOff, choice }) => [area, people, goesOn, fallsOff, choice])).toEqual([
    ['5311', 3, 0, 3, null],
    ['5315', 2, 0, 2, null],
  ]);
  expect(await carryYearEnd(small.workplace, actors.office, { programme })).toEqual({
    carried: [],
    open: [
      { area: '5311', name: 'KABUPATEN SUMBA TIMUR' },
      { area: '5315', name: 'KABUPATEN MANGGARAI BARAT' },
    ],
  });
});

test('a choice that does not hold together, or for nobody, is refused', async () => {
  expect(await faultOf(choose({ choice: 'prepay', months: 5 }))).toBe('prepayment-term-not-offered');
  expect(await faultOf(choose({ choice: 'hand-over' }))).toBe('next-payer-missing');
  expect(await faultOf(choose({ choice: 'let-end', area: '5303' }))).toBe('area-has-no-members');
});

test('money that is not there is not committed, and nothing of the choice stands', async () => {
  await choose({ choice: 'prepay', months: 12, area: '5311' });
  expect(await faultOf(carryYearEnd(small.workplace, actors.office, { programme }))).toBe('budget-line-exceeded');
  expect((await show()).groups[0]?.choice).toMatchObject({ choice: 'prepay', months: 12, persons: null });
});

test('the later choice counts; carried out twice at once it is done once: money committed, lists written', async () => {
  const said = async (of: Parameters<typeof choose>[0]) => (await choose(of)).map(({ area, name, people, price }) => [area, name, people, price]);
  expect(await said({ choice: 'let-end' })).toEqual([
    ['5311', 'KABUPATEN SUMBA TIMUR', 3, 0n],
    ['5315', 'KABUPATEN MANGGARAI BARAT', 2, 0n],
  ]);
  expect(await said({ choice: 'announce-self-payment', area: '5315' })).toEqual([['5315', 'KABUPATEN MANGGARAI BARAT', 2, null]]);
  expect(await said({ choice: 'prepay', months: 3, area: '5311' })).toEqual([['5311', 'KABUPATEN SUMBA TIMUR', 3, 3n * threeMonths]]);
  expect(await said({ choice: 'hand-over', nextPayer: 'Pemkab Manggarai Barat', area: '5315' })).toEqual([
    ['5315', 'KABUPATEN MANGGARAI BARAT', 2, 24n * 16_800n],
  ]);
  const both = await Promise.all([1, 2].map(() => carryYearEnd(small.workplace, actors.office, { programme })));
  const carried = both.flatMap((one) => one.carried);
  expect(carried.map(({ area, name, choice, persons, amount, price }) => [area, name, choice, persons, amount, price]).sort()).toEqual([
    ['5311', 'KABUPATEN SUMBA TIMUR', 'prepay', 3, 3n * threeMonths, 3n * threeMonths],
    ['5315', 'KABUPATEN MANGGARAI BARAT', 'hand-over', 2, null, 24n * 16_800n],
  ]);
  expect(both.map(({ open }) => open)).toEqual([[], []]);
  const [budget] = await small.database.read(actors.finance, (tx) => linesOf(tx, programme));
  expect(budget).toMatchObject({ line, committed: 5n * sixMonths + 3n * threeMonths });
  expect((await show()).uncommitted).toBe(0n);

  const handed = await rowsOf(carried.find(({ choice }) => choice === 'hand-over')?.file?.name ?? '');
  expect(handed[0]).toEqual(['NO', 'NIK', 'NAMA', 'TEMPAT LAHIR', 'TANGGAL LAHIR', 'L/P', 'ALAMAT', 'PEKERJAAN', 'NO KPJ', 'KETERANGAN']);
  expect(handed.slice(1).map((row) => row[1])).toEqual(small.people.slice(3).map(({ nik }) => nik));
  // The next payer hands it in as it is: every row can be read.
  const next = await submitLists(small.workplace, actors.villages, {
    programme,
    sponsor: 'ntt',
    sender: 'pembayar berikutnya',
    receivedAt: instant('2025-09-16T09:00:00+08:00'),
    files: [
      {
        path: path.join(outboxFolder(small.workplace.dataDir, programme, 'year-end'), carried.find(({ choice }) => choice === 'hand-over')?.file?.name ?? ''),
        area: villages.barat,
      },
    ],
  });
  expect(next).toMatchObject({ rows: 2, accepted: 2, rejected: 0, refusedFiles: [] });
  const paid = await rowsOf(carried.find(({ choice }) => choice === 'prepay')?.file?.name ?? '');
  expect(paid.slice(1).map((row) => row.slice(4))).toEqual(Array.from({ length: 3 }, () => ['2026-01', '2026-03', '50400']));
  expect(paid.slice(1).every((row) => row[1] !== '')).toBe(true);
  expect(paid.slice(1).map((row) => row[3])).toEqual(Array.from({ length: 3 }, () => villages.timur));
});

test('what was carried out is not chosen again', async () => {
  expect(await faultOf(choose({ choice: 'let-end', area: '5311' }))).toBe('year-end-choice-carried');
});
