// A village meeting on paper and the tracker, with real files and a real database: printed, keyed back under its totals, tasks for Dukcapil; asked, late, freed.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as xlsx from '@e965/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SmallProgramme, actors, faultOf, programme, smallProgramme, villagers, villages } from '../../test/fixtures/small-programme.ts';
import { instant } from '../kernel/clock.ts';
import { civilDate } from '../kernel/date.ts';
import { submitLists } from './intake-steps.ts';
import { askVillages, freePlaces, freedByKabupaten, track } from './tracker-steps.ts';
import { type MinutesRequest, endTask, prepareRound, rounds, takeMinutes, writeRound } from './village-round-steps.ts';

let small: SmallProgramme;
let folder: string;
beforeAll(async () => {
  small = await smallProgramme({ villagers: [...villagers('timur', 1, 2, 3), ...villagers('barat', 1)], places: { timur: 300, barat: 10 } });
  folder = await mkdtemp(path.join(tmpdir(), 'payung-round-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await small.drop();
});

const village = { ...actors.villages, area: villages.timur };
const write = (number: string, what: 'paper' | 'form') =>
  writeRound(small.workplace, village, { programme, number, what, folder, at: instant('2025-06-26T09:00:00+08:00'), through: 'command' });

test('a list is printed with masked numbers, keyed back under its totals, and wrong civil data becomes a task', async () => {
  expect(await faultOf(small.database.transact(village, (tx) => prepareRound(tx, { programme, area: '5311' })))).toBe('not-a-village');
  expect(await faultOf(small.database.transact(actors.villages, (tx) => prepareRound(tx, { programme, area: villages.utara })))).toBe('nobody-listed-there');
  const round = await small.database.transact(village, (tx) => prepareRound(tx, { programme, area: villages.timur }));
  expect(round).toMatchObject({ number: `MD-${villages.timur}-1`, lines: 3, heldOn: null });

  const paper = await write(round.number, 'paper');
  const bytes = await readFile(paper.target);
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect((await readFile((await write(round.number, 'paper')).target)).equals(bytes)).toBe(true); // the same list is the same paper
  expect(await small.count('permission.export', `act = 'village print' and people = 3`)).toBe(2);

  const form = await write(round.number, 'form');
  const book = xlsx.read(await readFile(form.target));
  const sheet = book.Sheets['Musyawarah'] as xlsx.WorkSheet;
  const rows = xlsx.utils.sheet_to_json<string[]>(sheet, { header: 1, defval: '' });
  expect(rows[0]).toEqual(['NO', 'NAMA', 'KEBERATAN', 'TIDAK HADIR', 'PEKERJAAN', 'TEMPAT KERJA', 'DATA KEPENDUDUKAN SALAH']);
  expect(rows.slice(1).map(([, name]) => name)).toEqual([...small.people.slice(0, 3).map(({ name }) => name)].sort());
  expect(JSON.stringify(rows)).not.toMatch(/\d{10}/);

  xlsx.utils.sheet_add_aoa(
    sheet,
    [
      ['', '', 'Petani', 'Kebun jagung', ''],
      ['sudah pindah', 'x', '', '', ''],
      ['', '', 'Nelayan', '', 'tanggal lahir di KTP salah'],
    ],
    { origin: 'C2' },
  );
  const keyed = path.join(folder, 'kunci.xlsx');
  await writeFile(keyed, xlsx.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
  const request: MinutesRequest = {
    programme,
    number: round.number,
    file: keyed,
    heldOn: civilDate('2025-06-27'),
    objections: 1,
    absent: 1,
    attested: 2,
    civilData: 1,
    lineSum: 6,
  };
  const take = (change: Partial<MinutesRequest> = {}) => takeMinutes(small.workplace, village, { ...request, ...change });
  expect(await faultOf(take({ lineSum: 7 }))).toBe('control-totals-disagree');
  expect(await faultOf(take({ heldOn: civilDate('2025-06-01') }))).toBe('held-before-printed');
  expect(await faultOf(take({ number: 'MD-1' }))).toBe('round-unknown');
  expect(await small.count('intake.round_minutes')).toBe(0);
  expect(await small.count('intake.round_mark')).toBe(0);

  expect(await take()).toMatchObject({ marks: 3, tasks: 1 });
  expect(await faultOf(take())).toBe('minutes-stand-already');
  const shown = await small.database.read(village, (tx) => rounds(tx, { programme, area: villages.timur }));
  expect(shown.rounds).toMatchObject([{ number: round.number, heldOn: '2025-06-27', objections: 1, absent: 1, attested: 2, civilData: 1 }]);
  expect(shown.tasks).toMatchObject([
    { line: 3, wrong: 'tanggal lahir di KTP salah', owner: expect.stringContaining('Dukcapil'), dueOn: '2025-07-27', endedOn: null },
  ]);
  const [task] = shown.tasks;
  const end = () =>
    small.database.transact(actors.office, (tx) => endTask(tx, { taskId: task?.taskId ?? '', result: 'diperbaiki', timeZone: 'Asia/Makassar' }));
  expect(await end()).toMatchObject({ taskId: task?.taskId });
  expect(await faultOf(end())).toBe('task-unknown');

  // The next meeting of the village has the next number.
  expect((await small.database.transact(village, (tx) => prepareRound(tx, { programme, area: villages.timur }))).number).toBe(`MD-${villages.timur}-2`);
});

test('villages are asked by a deadline; who does not answer is late, and the places kept for it are freed by a decision', async () => {
  // Villages split faster than lists of codes follow: the one of this test is not in them.
  await small.owner(
    `insert into programme.region select r.code_system, $1, 'HAMBALA', r.level, left($1, 6), r.valid_from, r.valid_to from programme.region r where r.level = 'village' and left(r.code, 4) = '5311' limit 1`,
    [villages.timur],
  );
  const office = <T>(work: (tx: Parameters<typeof track>[0]) => Promise<T>) => small.database.transact(actors.office, work);
  expect(await faultOf(office((tx) => askVillages(tx, { programme, deadline: civilDate('2020-01-01') })))).toBe('deadline-is-past');
  const asked = await office((tx) => askVillages(tx, { programme, area: '5311', deadline: civilDate('2025-06-30') }));
  expect(asked.asked).toBeGreaterThan(100);
  expect(await office((tx) => askVillages(tx, { programme, area: '5311', deadline: civilDate('2025-06-30') }))).toMatchObject({
    asked: 0,
    standing: asked.asked,
  });

  const on = (date: string) => office((tx) => track(tx, { programme, area: '5311', on: civilDate(date) }));
  const before = await on('2025-06-30');
  expect(before.kabupaten).toMatchObject([{ area: '5311', villages: asked.asked, places: 300 }]);
  expect(before.kabupaten[0]?.states).toMatchObject({ received: 1, waiting: asked.asked - 1, late: 0 });
  expect(before.villages.find(({ area }) => area === villages.timur)).toMatchObject({ state: 'received', lists: 1, rows: 3, toMend: 0, corrections: 0 });

  const late = await on('2025-07-01');
  expect(late.kabupaten[0]?.states).toMatchObject({ received: 1, waiting: 0, late: asked.asked - 1 });
  expect(await office((tx) => freePlaces(tx, { programme, area: '5311', reason: 'tenggat', on: civilDate('2025-06-30') }))).toEqual({ villages: 0, places: 0 });
  const kept = late.villages.find(({ area }) => area === villages.timur)?.places ?? 0;
  const freed = await office((tx) => freePlaces(tx, { programme, area: '5311', reason: 'tidak menjawab sampai tenggat', on: civilDate('2025-07-01') }));
  expect(freed.places).toBe(300 - kept);
  expect(await office((tx) => freePlaces(tx, { programme, area: '5311', reason: 'lagi', on: civilDate('2025-07-01') }))).toEqual({ villages: 0, places: 0 });
  expect(await office((tx) => freedByKabupaten(tx, programme))).toEqual(new Map([['5311', 300 - kept]]));
  expect((await on('2025-07-01')).kabupaten[0]).toMatchObject({ placesFreed: 300 - kept, placesLate: 0 });
  expect((await on('2025-07-01')).kabupaten[0]?.states.late).toBe(late.villages.filter(({ state, places }) => state === 'late' && places === 0).length);

  // A correction shows in the tracker.
  const head = 'NO,NIK,NAMA,TANGGAL LAHIR';
  const first = small.submission.lists.find(({ area }) => area === villages.timur)?.listId ?? '';
  await submitLists(small.workplace, actors.villages, {
    programme,
    sponsor: 'ntt',
    sender: 'kabupaten',
    receivedAt: instant('2025-06-28T09:00:00+08:00'),
    files: [{ path: await small.write('perbaikan.csv', [head, `1,${small.people[0]?.nik},NAMA BARU,14-03-1985`]), area: villages.timur }],
    correction: { list: first },
  });
  expect((await on('2025-07-01')).villages.find(({ area }) => area === villages.timur)).toMatchObject({
    state: 'corrected',
    lists: 1,
    rows: 3,
    corrections: 1,
  });
});
