// A signed list verifies by hash and by replay on a real database: after its registers were replaced, and never with an input tampered with, which is named.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SmallProgramme, actors, programme, smallProgramme, villagers, villages } from '../../test/fixtures/small-programme.ts';
import { anyone } from '../../test/database.ts';
import { proposeReplacements } from '../enrolment/instrument-steps.ts';
import { recordDepartures } from '../enrolment/registration-steps.ts';
import { proposeRevocation } from '../enrolment/family-steps.ts';
import { civilDate } from '../kernel/date.ts';
import { sequence } from '../log/sequence-steps.ts';
import { ownerSession } from '../platform/database.ts';
import { verifyList } from './list-verification-steps.ts';

let small: SmallProgramme;
let runs: { assessment: string; allocation: string };

beforeAll(async () => {
  small = await smallProgramme({ villagers: [...villagers('timur', 1, 1, 2, 3, 4, 4), ...villagers('utara', 2)], places: { timur: 3, utara: 1 } });
  const { assessed, allocated } = await small.allocated();
  runs = { assessment: assessed.runId, allocation: allocated.runId };
  await small.sign(await small.propose());
  small.day('2025-08-01');
  const [leaver] = await small.owner<{ person_key: string }>(`select person_key from enrolment.determination where left(area, 4) = '5311' order by 1 limit 1`);
  await small.database.transact(actors.office, (tx) =>
    recordDepartures(tx, programme, [{ personKey: leaver?.person_key ?? '', cause: 'moved', happenedOn: civilDate('2025-07-31'), evidence: 'laporan desa' }]),
  );
  small.day('2025-08-02');
  const replaced = await proposeReplacements(small.workplace, actors.office, { programme, number: 'SK/2', effectiveOn: civilDate('2025-08-02') });
  await small.sign(replaced ?? { instrumentId: '' });
  small.day('2025-08-20');
  const revoked = await proposeRevocation(small.workplace, actors.office, {
    programme,
    of: 'SK/1',
    number: 'SK/3',
    effectiveOn: civilDate('2025-09-01'),
    words: 'uji pencabutan',
  });
  await small.sign(revoked);
  await sequence(small.workplace, anyone);
});
afterAll(() => small.drop());

const verify = (number: string) => verifyList(small.workplace, actors.office, number);
const failing = async (number: string) => {
  const found = await verify(number);
  return { holds: found.holds, fails: found.checks.filter(({ holds }) => holds === false).map(({ code }) => code), differs: found.differs };
};

test.each([
  ['an establishment', 'SK/1'],
  ['an amendment, though people were taken off since', 'SK/2'],
  ['a revocation', 'SK/3'],
])('%s holds in every check', async (_, number) => {
  const found = await verify(number);
  expect(found.checks.filter(({ holds }) => holds !== true)).toEqual([]);
  expect([found.holds, found.replayedDigest]).toEqual([true, found.listDigest]);
});

/** With one thing changed as nobody may; put back afterwards. */
async function tampered(change: string, back: string, work: () => Promise<void>): Promise<void> {
  await small.owner(change);
  try {
    await work();
  } finally {
    await small.owner(back);
  }
}

describe('with one input tampered with it does not hold, and says which', () => {
  test('a verdict', async () => {
    const of = `where run_id = '${runs.assessment}' and row_no = 2 and area like '5311%'`;
    const [before] = await small.owner<{ decile: number }>(`select decile from eligibility.verdict ${of}`);
    await tampered(`update eligibility.verdict set decile = 9 ${of}`, `update eligibility.verdict set decile = ${before?.decile ?? 0} ${of}`, async () => {
      expect(await failing('SK/1')).toEqual({ holds: false, fails: ['assessment'], differs: ['assessment'] });
    });
  });

  test('a rank, which changes the list made again as well', async () => {
    const swap = `update allocation.ranking set rank = case rank when 3 then 4 else 3 end, placed = not placed where run_id = '${runs.allocation}' and rank in (3, 4) and area like '5311%'`;
    await tampered(swap, swap, async () => {
      expect(await failing('SK/1')).toEqual({ holds: false, fails: ['allocation', 'replay'], differs: ['allocation'] });
    });
  });

  test('the policy', () =>
    tampered(
      `update programme.policy_version set content = jsonb_set(content, '{title,id}', '"Lain"')`,
      `update programme.policy_version set content = jsonb_set(content, '{title,id}', to_jsonb((select title_id from programme.programme p where p.programme = policy_version.programme)))`,
      async () => expect(await failing('SK/1')).toMatchObject({ holds: false, fails: ['policy'], differs: ['policy'] }),
    ));

  test('a leaver recorded for another day', () =>
    tampered(`update enrolment.departure_event set happened_on = '2025-07-30'`, `update enrolment.departure_event set happened_on = '2025-07-31'`, async () => {
      expect(await failing('SK/2')).toEqual({ holds: false, fails: ['inputs'], differs: ['departures'] });
      expect(await failing('SK/1')).toMatchObject({ holds: true });
    }));

  test('a candidate row', () =>
    tampered(`update intake.candidate set address = 'RT 09' where row_no = 2`, `update intake.candidate set address = 'RT 01' where row_no = 2`, async () =>
      expect(await failing('SK/1')).toMatchObject({ holds: false, differs: ['intake.candidate'] }),
    ));

  test('a month of the list itself', () =>
    tampered(
      `update enrolment.determination set first_month = '2025-08-01' where kind = 'establishment' and left(area, 4) = '5303'`,
      `update enrolment.determination set first_month = '2025-07-01' where kind = 'establishment' and left(area, 4) = '5303'`,
      async () => expect(await failing('SK/1')).toMatchObject({ holds: false, fails: ['digest', 'rows', 'replay'] }),
    ));

  test('the evidence of the allocation', async () => {
    const file = path.join(small.workplace.dataDir, 'evidence', `${runs.allocation}.evidence`);
    const bytes = await readFile(file);
    const changed = Buffer.from(bytes);
    changed[60] = (changed[60] ?? 0) ^ 1;
    await writeFile(file, changed);
    expect(await failing('SK/1')).toMatchObject({ holds: false, fails: ['allocation'], differs: ['allocation'] });
    await writeFile(file, bytes);
  });
});

test('it holds after its registers were replaced and the old ones are gone for good', async () => {
  const asOf = civilDate('2025-08-19');
  small.day('2025-08-21');
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
  await ownerSession(small.workplace.url, async (client) => {
    for (const table of ['population', 'social_register', 'membership', 'public_servant', 'death'])
      await client.query(`delete from registry.${table} t where t.snapshot_id in (select snapshot_id from registry.snapshot where as_of < '2025-08-01')`);
  });
  for (const number of ['SK/1', 'SK/2', 'SK/3']) expect(await failing(number), number).toEqual({ holds: true, fails: [], differs: [] });
});
