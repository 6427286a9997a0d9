// Assessment on a real database: once for the same facts, anew for others, and seen whole or not at all.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SmallProgramme, actors, faultOf, programme, smallProgramme, villagers, waiting } from '../../test/fixtures/small-programme.ts';
import { civilDate } from '../kernel/date.ts';
import { confirmIdentity } from '../matching/matching-steps.ts';
import { ownerSession } from '../platform/database.ts';
import { latestRun } from '../platform/run.ts';
import { assess, reasonCounts, rowWithReason, verdictsOf } from './eligibility-steps.ts';

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
  const first = await judge();
  expect(first).toMatchObject({ repeated: false, counts: { rows: 5, accept: 3, reject: 1, review: 1 } });
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

test('a programme nobody recorded is named', async () => {
  expect(await faultOf(assess(small.workplace, actors.office, 'tiada'))).toBe('programme-unknown');
});
