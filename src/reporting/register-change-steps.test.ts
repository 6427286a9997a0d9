// Tries a held snapshot: it changes nothing until it is applied, and what it would change is told beforehand, as the assessment afterwards finds it.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actors, programme, smallProgramme, villagers } from '../../test/fixtures/small-programme.ts';
import { assess } from '../eligibility/eligibility-steps.ts';
import { civilDate } from '../kernel/date.ts';
import { applySnapshot } from '../registry/compare-steps.ts';
import { registerChange } from './register-change-steps.ts';

let small: Awaited<ReturnType<typeof smallProgramme>>;
let [before, after] = ['', ''];

beforeAll(async () => {
  small = await smallProgramme({ villagers: villagers('timur', 1, 1, 2, 9), places: { timur: 2, barat: 0 } });
  await small.allocated();
  await small.established();
  const [row] = await small.owner<{ id: string }>(`select snapshot_id as id from registry.snapshot where register = 'social-register'`);
  before = row?.id ?? '';
  const deciles = [9, 1, 3, 2];
  const loaded = await small.load(
    'social-register',
    civilDate('2025-06-16'),
    small.people.map(({ nik }, at) => `${nik},${deciles[at] ?? 1},0,0,2`),
    true,
  );
  after = loaded.snapshotId;
});
afterAll(() => small.drop());

const change = () => registerChange(small.workplace, actors.office, { before, after, programme });

it('tells what changes in the register, and for whom of the programme, with who is registered', async () => {
  const { changes, programme: of } = await change();
  const counts = Object.fromEntries(changes.map(({ change: one, people }) => [one, people]));
  expect(counts).toEqual({ 'decile-up': 2, 'decile-down': 1 });
  expect(of).toMatchObject({ rows: 4, changed: 2 });
  expect(of?.outcomes.map(({ before: was, after: will, candidates }) => `${was} ${will} ${candidates}`).sort()).toEqual(['accept reject 1', 'reject accept 1']);
  expect(of?.gained).toMatchObject([{ reason: 'decile-above-bound', candidates: 1, listed: 1, registered: 1 }]);
  expect(of?.kabupaten).toEqual([{ area: '5311', lostAccept: 1, gainedAccept: 1 }]);
  expect(of?.people[0]).toMatchObject({ standing: 'registered', before: 'accept', after: 'reject', gained: ['decile-above-bound'] });
});

it('does not count while it is held, and then exactly as foretold', async () => {
  const held = await assess(small.workplace, actors.office, programme);
  expect(held.repeated).toBe(true);
  expect(held.counts).toMatchObject({ accept: 3, reject: 1 });
  await small.database.transact(actors.office, (tx) => applySnapshot(tx, after, 'Salinan triwulan III'));
  const counting = await assess(small.workplace, actors.office, programme);
  expect(counting.repeated).toBe(false);
  expect(counting.counts).toMatchObject({ accept: 3, reject: 1 });
  const { rows } = await small.database.read(actors.office, async (tx) => ({
    rows: await tx.db.selectFrom('eligibility.verdict').select(['row_no', 'outcome']).where('run_id', '=', counting.runId).orderBy('row_no').execute(),
  }));
  expect(rows.map(({ outcome }) => outcome)).toEqual(['reject', 'accept', 'accept', 'accept']);
});

it('is applied once, and two snapshots of different registers are not compared', async () => {
  await expect(small.database.transact(actors.office, (tx) => applySnapshot(tx, after, 'lagi'))).rejects.toMatchObject({ code: 'snapshot-not-held' });
  const [population] = await small.owner<{ id: string }>(`select snapshot_id as id from registry.snapshot where register = 'population'`);
  await expect(registerChange(small.workplace, actors.office, { before: population?.id ?? '', after })).rejects.toMatchObject({
    code: 'snapshots-not-comparable',
  });
});
