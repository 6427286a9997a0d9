// A run is decided again from its evidence on a real database: after the registers moved on, after policy and law changed, and never from changed evidence.
import { readFile, readdir, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type SmallProgramme,
  actors,
  faultOf,
  listedDraw,
  programme,
  smallPolicy,
  smallProgramme,
  villages,
  villagers,
} from '../../test/fixtures/small-programme.ts';
import { allocate } from '../allocation/allocation-steps.ts';
import { assess } from '../eligibility/eligibility-steps.ts';
import { civilDate } from '../kernel/date.ts';
import { ownerSession } from '../platform/database.ts';
import { createVault } from '../platform/vault.ts';
import { recordProgramme } from '../programme/programme-steps.ts';
import { recordedRun, recordedRuns, verifyRun } from './run-steps.ts';

const places = { timur: 3, utara: 2, barat: 1 };
let small: SmallProgramme;
let assessment: string;
let allocation: string;
let evidence: (runId: string) => string;

beforeAll(async () => {
  small = await smallProgramme({
    villagers: [
      ...villagers('timur', 1, 3, 3, 2, 2, 2, 4, 7),
      ...villagers('utara', 1, 2, 9),
      { village: 'barat', decile: 3, listedAs: 'ORANG LAIN SAMA SEKALI' },
    ],
    places,
  });
  const { assessed, allocated } = await small.allocated('benih');
  [assessment, allocation] = [assessed.runId, allocated.runId];
  evidence = (runId) => path.join(small.workplace.dataDir, 'evidence', `${runId}.evidence`);
});
afterAll(() => small.drop());

const verify = (runId: string, port = small.workplace) => verifyRun(port, actors.office, runId);

test('runs are listed and shown with their evidence, which lies sealed beside the database', async () => {
  const runs = await recordedRuns(small.workplace, actors.office, { programme, limit: 10 });
  expect(runs.map(({ kind, runId }) => [kind, runId])).toEqual([
    ['allocation', allocation],
    ['assessment', assessment],
  ]);
  expect(await recordedRuns(small.workplace, actors.office, { programme: 'another', limit: 10 })).toEqual([]);
  const run = await recordedRun(small.workplace, actors.office, assessment);
  expect(run.evidence).toMatchObject({ rows: 12, keepUntil: '2030-12-31', size: (await stat(evidence(assessment))).size });
  expect((await readFile(evidence(assessment))).includes('YOHANES')).toBe(false);
  expect(await small.count('platform.act', `kind = 'evidence-kept' and subject = '${assessment}' and digest = '${run.evidence?.digest ?? ''}'`)).toBe(1);
  expect(await faultOf(verify('none'))).toBe('run-unknown');
  expect(await faultOf(verify('01890000-0000-7000-8000-000000000000'))).toBe('run-unknown');
});

test('decided again, both runs give their hash and every stored row', async () => {
  for (const [runId, rows] of [
    [assessment, 12],
    [allocation, 9],
  ] as const) {
    const found = await verify(runId);
    expect(found).toMatchObject({ runId, holds: true, changedInputs: [], comparison: { rows, differing: 0, first: [] } });
    expect([found.comparison.decided, found.comparison.stored]).toEqual([found.runHash, found.runHash]);
  }
});

describe('a stored row that was changed is named, and the evidence still says what was decided', () => {
  const during = async (change: string, restore: string, work: () => Promise<void>): Promise<void> => {
    await small.owner(change);
    try {
      await work();
    } finally {
      await small.owner(restore);
    }
  };

  test('a verdict', async () => {
    const of = `where run_id = '${assessment}' and row_no = 9 and area like '5311%'`;
    await during(`update eligibility.verdict set outcome = 'accept' ${of}`, `update eligibility.verdict set outcome = 'reject' ${of}`, async () => {
      const found = await verify(assessment);
      expect(found).toMatchObject({ holds: false, comparison: { differing: 1, first: [{ rowNo: 9, field: 'outcome', decided: 'reject', stored: 'accept' }] } });
      expect(found.comparison.decided).toBe(found.runHash);
      expect(found.comparison.stored).not.toBe(found.runHash);
    });
  });

  test('whom a row was taken to mean, which is in no hash', async () => {
    const of = `where run_id = '${assessment}' and row_no = 2 and area like '5311%'`;
    const [found] = await small.owner<{ person_key: string }>(`select person_key from eligibility.verdict ${of}`);
    const person = found?.person_key ?? '';
    await during(
      `update eligibility.verdict set person_key = gen_random_uuid() ${of}`,
      `update eligibility.verdict set person_key = '${person}' ${of}`,
      async () => {
        const verified = await verify(assessment);
        expect(verified).toMatchObject({ holds: false, comparison: { stored: verified.runHash, differing: 1, first: [{ field: 'person', decided: person }] } });
      },
    );
  });

  test('a place given to somebody else', async () => {
    const swap = `update allocation.ranking set rank = case rank when 3 then 4 else 3 end, placed = not placed where run_id = '${allocation}' and rank in (3, 4) and area like '5311%'`;
    await during(swap, swap, async () => {
      expect(await verify(allocation)).toMatchObject({ holds: false, comparison: { differing: 2, first: [{ field: 'rank' }, { field: 'rank' }] } });
    });
  });

  test('a ticket drawn otherwise', async () => {
    const of = `where run_id = '${allocation}' and rank = 1 and area like '5311%'`;
    const [found] = await small.owner<{ ticket: string }>(`select ticket from allocation.ranking ${of}`);
    const ticket = found?.ticket ?? '';
    await during(`update allocation.ranking set ticket = 'x' ${of}`, `update allocation.ranking set ticket = '${ticket}' ${of}`, async () => {
      expect(await verify(allocation)).toMatchObject({ holds: false, comparison: { first: [{ field: 'ticket', decided: ticket, stored: 'x' }] } });
    });
  });
});

describe('evidence that is not what was recorded is a fault', () => {
  let bytes: Buffer;
  beforeEach(async () => {
    bytes = await readFile(evidence(assessment));
  });
  const restored = async (work: Promise<unknown>): Promise<string> => {
    const code = await faultOf(work);
    await writeFile(evidence(assessment), bytes);
    return code;
  };

  test('one byte changed', async () => {
    const changed = Buffer.from(bytes);
    changed[100] = (changed[100] ?? 0) ^ 1;
    await writeFile(evidence(assessment), changed);
    expect(await restored(verify(assessment))).toBe('evidence-changed');
  });

  test('one byte changed, and its digest in the database with it', async () => {
    const changed = Buffer.from(bytes);
    changed[100] = (changed[100] ?? 0) ^ 1;
    await writeFile(evidence(assessment), changed);
    const digest = (of: Buffer) =>
      small.owner(`update platform.run_evidence set digest = encode(sha256($1), 'hex'), size = $2 where run_id = '${assessment}'`, [of, of.length]);
    await digest(changed);
    expect(await restored(verify(assessment))).toBe('evidence-does-not-open');
    await writeFile(evidence(assessment), bytes.subarray(0, bytes.length - 40));
    await digest(bytes.subarray(0, bytes.length - 40));
    expect(await restored(verify(assessment))).toBe('evidence-truncated');
    await digest(bytes);
    expect(await verify(assessment)).toMatchObject({ holds: true });
  });

  test('cut short', async () => {
    await truncate(evidence(assessment), bytes.length - 1);
    expect(await restored(verify(assessment))).toBe('evidence-truncated');
  });

  test('missing', async () => {
    await rm(evidence(assessment));
    expect(await restored(verify(assessment))).toBe('evidence-missing');
  });

  test('sealed under another key', async () => {
    expect(await faultOf(verify(assessment, { ...small.workplace, vault: createVault(Buffer.alloc(32, 9)) }))).toBe('evidence-does-not-open');
  });

  test('of another run', async () => {
    const other = await readFile(evidence(allocation));
    await writeFile(evidence(assessment), other);
    expect(await restored(verify(assessment))).toMatch(/^evidence-(changed|truncated)$/);
  });

  test('never kept', async () => {
    const [row = {}] = await small.owner<Record<string, unknown>>(`delete from platform.run_evidence where run_id = '${allocation}' returning *`);
    expect(await faultOf(verify(allocation))).toBe('run-has-no-evidence');
    await small.owner('insert into platform.run_evidence select * from json_populate_record(null::platform.run_evidence, $1)', [JSON.stringify(row)]);
    expect(await verify(allocation)).toMatchObject({ holds: true });
  });
});

test('a run that fails leaves no file, and one that was killed is swept by the next', async () => {
  const before = await readdir(path.dirname(evidence(assessment)));
  await small.owner('create function public.refuse() returns trigger language plpgsql as $$ begin raise exception $x$planted$x$; end $$');
  await small.owner('create trigger planted before insert on platform.run_completion for each statement execute function public.refuse()');
  expect(await faultOf(allocate(small.workplace, actors.office, { programme, seed: 'fails', listedDraw }))).toContain('planted');
  await small.owner('drop trigger planted on platform.run_completion');
  expect(await readdir(path.dirname(evidence(assessment)))).toEqual(before);
  const [killed, writing] = ['killed', 'writing'].map((name) => path.join(path.dirname(evidence(assessment)), `${name}.evidence.part`)) as [string, string];
  const longAgo = new Date(Date.now() - 2 * 60 * 60 * 1000);
  await writeFile(killed, 'x');
  await writeFile(writing, 'x');
  await utimes(killed, longAgo, longAgo);
  const { runId } = await allocate(small.workplace, actors.office, { programme, seed: 'next', listedDraw });
  expect((await readdir(path.dirname(evidence(assessment)))).sort()).toEqual([...before, 'writing.evidence.part', `${runId}.evidence`].sort());
  await rm(writing);
});

describe('after the world moved on', () => {
  beforeAll(async () => {
    small.day('2025-06-28');
    const asOf = civilDate('2025-06-27');
    await small.load(
      'population',
      asOf,
      small.people
        .slice(1)
        .map((one) => `${one.nik},5311010101200001,${one.name} LAIN,WAINGAPU,1950-03-14,P,KAWIN,ANA,RT 01,${villages[one.village]},PETANI,AKTIF`),
    );
    await small.load(
      'social-register',
      asOf,
      small.people.map((one) => `${one.nik},9,0,0,2`),
    );
    const policy = smallPolicy({ places: { timur: 1, utara: 4, barat: 1 } });
    const conditions = policy.conditions.map((one) => (one.code === 'decile-maximum' ? { ...one, decile: 1 } : one));
    await small.database.transact(actors.office, (tx) => recordProgramme(tx, { ...policy, conditions }));
  });

  test('the runs still hold, and what changed since is named', async () => {
    const law = new Map(small.workplace.law.parameters);
    law.delete('max-jobs');
    const port = { ...small.workplace, law: { version: 'later', parameters: law } };
    const [judged, placed] = [await verify(assessment, port), await verify(allocation, port)];
    expect([judged.holds, placed.holds]).toEqual([true, true]);
    expect(judged.changedInputs.map(({ input }) => input)).toEqual(['policy', 'registers.population', 'registers.social-register', 'law (max-jobs)']);
    expect(judged.changedInputs[1]).toMatchObject({ recorded: [expect.stringContaining('2025-06-15')], current: [expect.stringContaining('2025-06-27')] });
    expect(judged.changedInputs[0]).toMatchObject({
      recorded: [expect.stringMatching(/^version 1, [0-9a-f]{64}$/)],
      current: [expect.stringMatching(/^version 2, /)],
    });
    expect(placed.changedInputs.map(({ input }) => input)).toEqual(['policy', 'quotas', 'law (max-jobs)']);
  });

  test('they hold when the old registers are gone for good, and a new assessment decides otherwise', async () => {
    await ownerSession(small.workplace.url, async (client) => {
      for (const table of ['population', 'social_register', 'membership', 'public_servant', 'death']) await client.query(`delete from registry.${table}`);
    });
    expect(await verify(assessment)).toMatchObject({ holds: true });
    expect(await verify(allocation)).toMatchObject({ holds: true });
    const next = await assess(small.workplace, actors.office, programme);
    expect(next.runHash).not.toBe((await recordedRun(small.workplace, actors.office, assessment)).runHash);
    expect(await verify(next.runId)).toMatchObject({ holds: true, changedInputs: [], policyVersion: 2 });
  });

  test('a list withdrawn since is named by its file', async () => {
    await small.owner(
      `insert into intake.withdrawal (list_id, sponsor, area, reason, recorded_at, author) select list_id, sponsor, area, 'test', now(), 'test' from intake.list where file_name like '%utara%'`,
    );
    const found = await verify(assessment);
    expect(found.holds).toBe(true);
    expect(found.changedInputs.find(({ input }) => input === 'lists')).toMatchObject({
      recorded: [expect.stringMatching(/utara\.csv, 2025-06-23, [0-9a-f]{64}$/)],
      current: [],
    });
  });
});
