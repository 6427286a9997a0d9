// Assessment on a real database: once for the same facts, anew for others, and seen whole or not at all.
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SmallProgramme, actors, faultOf, programme, smallProgramme, villagers, waiting } from '../../test/fixtures/small-programme.ts';
import { submitLists, withdrawList } from '../intake/intake-steps.ts';
import { instant } from '../kernel/clock.ts';
import { civilDate } from '../kernel/date.ts';
import { confirmIdentity } from '../matching/matching-steps.ts';
import { ownerSession } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import { latestRun } from '../platform/run.ts';
import { assess, reasonCounts, rowWithReason, verdictsOf } from './eligibility-steps.ts';
import { type VerdictFilter, verdictsShown, verdictsTold } from './verdict-steps.ts';

let small: SmallProgramme;
beforeAll(async () => {
  small = await smallProgramme({
    villagers: [...villagers('timur', 1, 4, 5), { village: 'timur', decile: 2, listedAs: 'OKTAVIANUS SERAN' }, ...villagers('utara', 3)],
    places: { timur: 2, utara: 1 },
  });
});
afterAll(() => small.drop());

const judge = () => assess(small.workplace, actors.office, programme);

test('a run whose session is killed before it is complete leaves nothing to see, and is done again from the start', async () => {
  await ownerSession(small.workplace.url, async (client) => {
    await client.query('begin');
    await client.query('lock table platform.run_completion in share mode');
    const killed = faultOf(judge());
    const [pid] = await waiting(client, 1);
    await client.query('select pg_terminate_backend($1)', [pid]);
    expect(await killed).toBe('database-unreachable');
    await client.query('commit');
  });
  for (const table of ['eligibility.verdict', 'matching.match', 'platform.run', 'platform.run_completion']) expect(await small.count(table), table).toBe(0);
  expect(await small.database.read(actors.office, (tx) => latestRun(tx, programme, 'assessment'))).toBeUndefined();
});

test('every row is judged with all its reasons, and the same facts again are the same run', async () => {
  const [first, other] = await Promise.all([judge(), judge()]); // at the same moment, it is still one run
  expect(other.runId).toBe(first.runId);
  expect([first.repeated, other.repeated].sort()).toEqual([false, true]);
  expect(first).toMatchObject({ counts: { rows: 5, accept: 3, reject: 1, review: 1 } });
  expect(await judge()).toMatchObject({ repeated: true, runId: first.runId, runHash: first.runHash, counts: first.counts });
  expect(await small.count('platform.run')).toBe(1);
  expect(await small.count('eligibility.verdict')).toBe(5);
  await small.database.read(actors.office, async (tx) => {
    expect(Object.fromEntries(await reasonCounts(tx, first.runId))).toEqual({ 'decile-above-bound': 1, 'name-differs': 1 });
    expect(await verdictsOf(tx, await small.keyOf(2))).toMatchObject([
      { outcome: 'reject', reasons: ['decile-above-bound'], decile: 5, rowNo: 4, village: '5311012001' },
    ]);
    expect(await rowWithReason(tx, first.runId, 'name-differs')).toMatchObject({ rowNo: 5, personKey: await small.keyOf(3) });
    expect(await rowWithReason(tx, first.runId, 'deceased')).toBeUndefined();
  });
});

test('rows of a run that is not complete are seen by nobody', async () => {
  const [run] = await small.owner<{ run_id: string }>('select run_id from platform.run');
  await small.owner(`with opened as (insert into platform.run select gen_random_uuid(), kind, programme, sponsor, area, policy_version, law_version, inputs, 'unfinished', seed, recorded_at, author from platform.run returning run_id)
    insert into eligibility.verdict select list_id, row_no, opened.run_id, sponsor, area, person_key, 'accept', '{}', '{}', decile, residence, ranking from eligibility.verdict, opened`);
  const latest = await small.database.read(actors.office, (tx) => latestRun(tx, programme, 'assessment'));
  expect(latest?.runId).toBe(run?.run_id);
  expect(await small.database.read(actors.office, async (tx) => verdictsOf(tx, await small.keyOf(2)))).toHaveLength(1);
});

test('a decision on a doubtful match, and a newer register, each make another run with another hash', async () => {
  const [row] = await small.owner<{ list_id: string }>('select list_id from intake.list where area = $1', ['5311012001']);
  const before = await judge();
  await small.database.transact(actors.cases, async (tx) =>
    confirmIdentity(tx, {
      listId: row?.list_id ?? '',
      rowNo: 5,
      personKey: await small.keyOf(3),
      verdict: 'same-person',
      evidence: 'KTP dilihat di kantor desa',
    }),
  );
  const decided = await judge();
  expect(decided).toMatchObject({ repeated: false, counts: { rows: 5, accept: 4, reject: 1, review: 0 } });

  await small.load('deaths', civilDate('2025-06-24'), [`${small.people[0]?.nik},2025-06-20,2025-06-23,DUKCAPIL`]);
  small.day('2025-06-26');
  const bereaved = await judge();
  expect(bereaved).toMatchObject({ repeated: false, counts: { rows: 5, accept: 3, reject: 2, review: 0 } });
  expect(new Set([before.runHash, decided.runHash, bereaved.runHash]).size).toBe(3);
});

test('the same file handed in again after its list was withdrawn is judged anew, and its rows are the new ones', async () => {
  const before = await judge();
  const list = small.submission.lists.find(({ area }) => area === '5303012001');
  const submit = () =>
    submitLists(small.workplace, actors.villages, {
      programme,
      sponsor: 'ntt',
      sender: 'kabupaten',
      receivedAt: instant('2025-06-23T09:00:00+08:00'),
      files: [{ path: path.join(small.folder, list?.file ?? ''), area: '5303012001' }],
    });
  expect(await submit()).toMatchObject({ lists: [], alreadyHandedIn: [{ listId: list?.listId }] });
  await small.database.transact(actors.villages, (tx) => withdrawList(tx, { listId: list?.listId ?? '', reason: 'salah', isSigned: async () => null }));
  const without = await judge();
  expect(without.counts['rows']).toBe(4);
  const { lists } = await submit();
  const again = await judge();
  expect(again).toMatchObject({ repeated: false, counts: before.counts, runHash: before.runHash });
  expect(await small.count('eligibility.verdict', `run_id = '${again.runId}' and list_id = '${lists[0]?.listId}'`)).toBe(1);
});

test('a programme nobody recorded is named', async () => {
  expect(await faultOf(assess(small.workplace, actors.office, 'tiada'))).toBe('programme-unknown');
});

/** The same people in three lists; `order` is the order they are processed in, which decides nothing: the instants they were received do. */
async function listedOften(order: readonly number[]): Promise<SmallProgramme> {
  const made = await smallProgramme({ villagers: villagers('timur', 1, 1, 1), places: { timur: 3 } });
  const [one, two, three] = made.people;
  await made.owner('insert into intake.withdrawal select list_id, sponsor, area, $1, recorded_at, author from intake.list', ['begin with other lists']);
  const head = 'NO,NIK,NAMA,TANGGAL LAHIR';
  const line = (person: typeof one, name = person?.name, born = '14-03-1985'): string => `1,${person?.nik},${name},${born}`;
  const lists = [
    // Row 2 is of somebody else who wrote this NIK, row 4 cannot be read: neither counts.
    ['2025-06-24T09:00:00+08:00', [line(one, 'OKTAVIANUS SERAN', '22-09-1961'), line(one), line(two, ''), line(one)]],
    ['2025-06-24T10:00:00+08:00', [line(two), line(one), line(three, 'OKTAVIANUS SERAN', '22-09-1961'), line(three, 'OKTAVIANUS SERAN')]],
    ['2025-06-24T11:00:00+08:00', [line(two), line(three), line(three, 'OKTAVIANUS SERAN', '22-09-1961')]],
  ] as const;
  for (const index of order) {
    const [receivedAt = '', rows = []] = lists[index] ?? [];
    const file = await made.write(`${index}.csv`, [head, ...rows]);
    const files = [{ path: file, area: '5311012001' }];
    await submitLists(made.workplace, actors.villages, { programme, sponsor: 'ntt', sender: 'kabupaten', receivedAt: instant(receivedAt), files });
  }
  return made;
}

test('of the rows of one person the first that is not rejected for itself counts, and every later one names it, whatever list was processed first', async () => {
  const [forwards, backwards] = await Promise.all([listedOften([0, 1, 2]), listedOften([2, 1, 0])]);
  try {
    const runs = [];
    for (const made of [forwards, backwards]) {
      const run = await assess(made.workplace, actors.office, programme);
      runs.push(run.runHash);
      expect(run.counts).toEqual({ rows: 11, accept: 2, reject: 8, review: 1 });
      expect(
        await made.owner(`
          select l.file_name || ' ' || v.row_no as row, v.outcome, array_to_string(v.reasons, ' ') as reasons, n.file_name || ' ' || m.counted_row as counted
          from eligibility.verdict v join intake.list l using (list_id) join matching.match m using (list_id, row_no, run_id)
          left join intake.list n on n.list_id = m.counted_list order by 1`),
      ).toEqual(
        [
          ['0.csv 2', 'reject', 'nik-of-another-person', null],
          ['0.csv 3', 'accept', '', null],
          ['0.csv 4', 'reject', 'name-missing', null],
          ['0.csv 5', 'reject', 'twice-in-list', '0.csv 3'],
          ['1.csv 2', 'accept', '', null],
          ['1.csv 3', 'reject', 'twice-across-lists', '0.csv 3'],
          ['1.csv 4', 'reject', 'nik-of-another-person', null],
          ['1.csv 5', 'review', 'name-differs', null],
          ['2.csv 2', 'reject', 'twice-across-lists', '1.csv 2'],
          ['2.csv 3', 'reject', 'twice-across-lists', '1.csv 5'],
          ['2.csv 4', 'reject', 'twice-across-lists nik-of-another-person', '1.csv 5'],
        ].map(([row, outcome, reasons, counted]) => ({ row, outcome, reasons, counted })),
      );
    }
    expect(runs[0]).toBe(runs[1]);
    expect(await forwards.database.read(actors.office, async (tx) => verdictsOf(tx, await forwards.keyOf(1)))).toMatchObject([
      { fileName: '0.csv', rowNo: 4, counted: null },
      { fileName: '1.csv', rowNo: 2, counted: null },
      { fileName: '2.csv', rowNo: 2, counted: { fileName: '1.csv', rowNo: 2 } },
    ]);
    const run = await forwards.database.read(actors.office, (tx) => latestRun(tx, programme, 'assessment'));
    const told = (filter: VerdictFilter) =>
      forwards.database.read(actors.office, async (tx) => {
        const rows = [];
        for await (const chunk of verdictsTold(tx, run?.runId ?? '', filter)) rows.push(...chunk);
        return rows.map(({ fileName, row, outcome, reasons, notes }) => [
          `${fileName} ${row}`,
          outcome,
          [...reasons, ...notes.filter(({ code }) => code === 'nik-in-other-rows')].map(({ code }) => code).join(' '),
        ]);
      });
    const all = await told({});
    expect(all).toHaveLength(11);
    // The first row of a person was refused for itself, and still is one of several with its NIK.
    expect(all.slice(0, 3)).toEqual([
      ['0.csv 2', 'reject', 'nik-of-another-person nik-in-other-rows'],
      ['0.csv 3', 'accept', ''],
      ['0.csv 4', 'reject', 'name-missing nik-in-other-rows'],
    ]);
    expect(await told({ outcome: 'review' })).toEqual([['1.csv 5', 'review', 'name-differs nik-in-other-rows']]);
    const listId = (await forwards.owner<{ list_id: string }>(`select list_id from intake.list where file_name = '2.csv'`))[0]?.list_id;
    expect((await told({ listId })).map(([place]) => place)).toEqual(['2.csv 2', '2.csv 3', '2.csv 4']);
    const paged = await forwards.database.read(actors.office, (tx) => verdictsShown(tx, run?.runId ?? '', {}, { page: 3, rowsAPage: 4 }));
    expect([paged.fitting, paged.rows.map(({ row, fileName }) => `${fileName} ${row}`)]).toEqual([11, all.slice(8).map(([place]) => place)]);
    expect(await faultOf(forwards.database.read(actors.office, (tx) => verdictsShown(tx, newKey(), {}, { page: 1, rowsAPage: 4 })))).toBe('assessment-unknown');
  } finally {
    await Promise.all([forwards.drop(), backwards.drop()]);
  }
});
