// Programmes recorded on a real database: the same file is the same version, another one the next, and none is overwritten.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, anyone, testDatabase } from '../../test/database.ts';
import { readPolicyFixture } from '../../test/policy.ts';
import { Fault } from '../kernel/fault.ts';
import { monthFrom } from '../kernel/month.ts';
import { type Tx, ownerSession } from '../platform/database.ts';
import { linesOf } from './budget-steps.ts';
import type { ProgrammeFile } from './policy.ts';
import { type CurrentPolicy, branchesIn, currentPolicy, programmesKnown, readProgrammeFile, recordProgramme } from './programme-steps.ts';

let base: TestDatabase;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.drop());

const act = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => base.database.transact(anyone, work);
const record = (policy: ProgrammeFile): Promise<CurrentPolicy> => act((tx) => recordProgramme(tx, policy));
const count = (table: string): Promise<number> =>
  ownerSession(base.url, async (client) => (await client.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n ?? -1);
const policy = readPolicyFixture();

test('a programme that needs another is refused until that one is recorded', async () => {
  await expect(record(readPolicyFixture('ntt-2026'))).rejects.toMatchObject({ code: 'programme-unknown' });
  expect(await count('programme.policy_version')).toBe(0);
});

test('a file is recorded as it reads, with quotas for every kabupaten, its branches and its budget line', async () => {
  const recorded = await record(policy);
  expect(recorded).toMatchObject({ programme: 'ntt-2025', version: 1, sponsor: 'ntt', area: '53', timeZone: 'Asia/Makassar' });
  expect(recorded.policy).toEqual(policy);
  expect(recorded.quotas).toHaveLength(22);
  expect(recorded.quotas.reduce((sum, { places }) => sum + places, 0)).toBe(100_000);
  expect(recorded.quotas.find(({ area }) => area === '5315')).toMatchObject({ places: 4982, basis: expect.stringContaining('Manggarai Barat') });
  expect(recorded.quotas.filter(({ basis }) => basis === 'largest-remainder over villages')).toHaveLength(16);
  await act(async (tx) => {
    expect(await linesOf(tx, 'ntt-2025')).toEqual([{ line: 'ntt-2025-apbd', fundSource: 'APBD Provinsi NTT 2025', limit: 10_080_000_000n, committed: 0n }]);
    const branches = await branchesIn(tx, '53', monthFrom('2025-07'));
    expect(branches.map(({ branch, npp, areas }) => [branch, npp, areas.length])).toEqual([
      ['atambua', 'NTT25-ATAMBUA', 3],
      ['kupang', 'NTT25-KUPANG', 16],
      ['labuan-bajo', 'NTT25-LABUANBAJO', 3],
    ]);
    expect(await branchesIn(tx, '53', monthFrom('2025-06'))).toEqual([]);
    expect((await programmesKnown(tx)).map(({ programme }) => programme)).toEqual(['ntt-2025']);
  });
});

test('the same file again is the same version and leaves no trace', async () => {
  const before = [await count('programme.policy_version'), await count('programme.quota'), await count('programme.region'), await count('platform.act')];
  expect(await record(policy)).toMatchObject({ version: 1, digest: (await act((tx) => currentPolicy(tx, 'ntt-2025'))).digest });
  expect([await count('programme.policy_version'), await count('programme.quota'), await count('programme.region'), await count('platform.act')]).toEqual(
    before,
  );
});

test('a changed file is the next version; the one before stays as it was', async () => {
  const changed: ProgrammeFile = { ...policy, places: { ...policy.places, total: 99_000 } };
  const second = await record(changed);
  expect(second).toMatchObject({ version: 2, policy: { places: { total: 99_000 } } });
  expect(second.quotas.reduce((sum, { places }) => sum + places, 0)).toBe(99_000);
  const versions = await ownerSession(
    base.url,
    async (client) =>
      (
        await client.query(
          `select version, (select sum(places)::int from programme.quota q where q.programme = v.programme and q.version = v.version) as places from programme.policy_version v order by 1`,
        )
      ).rows,
  );
  expect(versions).toEqual([
    { version: 1, places: 100_000 },
    { version: 2, places: 99_000 },
  ]);
  await expect(act((tx) => tx.client.query('update programme.policy_version set version = 3'))).rejects.toMatchObject({ code: '42501' });
});

test('going back to an earlier content is a version of its own, and the current one; only the current one again changes nothing', async () => {
  const [a, b] = [policy, { ...policy, places: { ...policy.places, total: 99_000 } }];
  expect((await act((tx) => currentPolicy(tx, 'ntt-2025'))).policy.places.total).toBe(99_000);
  expect(await record(a)).toMatchObject({ version: 3, policy: { places: { total: 100_000 } } });
  expect(await record(a)).toMatchObject({ version: 3 });
  expect(await record(b)).toMatchObject({ version: 4 });
});

test('two who record the same change at the same moment make one version; two changes make two', async () => {
  const same = { ...policy, places: { ...policy.places, total: 98_000 } };
  expect((await Promise.all([record(same), record(same), record(same)])).map(({ version }) => version)).toEqual([5, 5, 5]);
  const others = [97_000, 96_000].map((total) => record({ ...policy, places: { ...policy.places, total } }));
  await Promise.all(others);
  expect((await act((tx) => currentPolicy(tx, 'ntt-2025'))).version).toBe(7);
  expect(await count('programme.policy_version')).toBe(7);
});

test("a file that changes the term or a line's limit is refused: neither is obeyed by being recorded", async () => {
  const [first] = policy.budget;
  if (first === undefined) throw new Error('the programme has a line');
  const another = { ...first, line: 'ntt-2025-another', limit: 5n };
  for (const changed of [
    { ...policy, budget: [{ ...first, limit: first.limit + 1n }] },
    { ...policy, term: { ...policy.term, last: monthFrom('2026-01') } },
  ]) {
    await expect(record(changed)).rejects.toMatchObject({ code: 'recorded-for-good', kind: 'conflict' });
  }
  expect(await count('programme.policy_version')).toBe(7);
  await record({ ...policy, budget: [first, another] });
  expect((await act((tx) => linesOf(tx, 'ntt-2025'))).map(({ line, limit }) => [line, limit])).toEqual([
    ['ntt-2025-another', 5n],
    ['ntt-2025-apbd', first.limit],
  ]);
});

test('the programme of the next year shares its places as the one before did', async () => {
  await record({ ...policy, places: { ...policy.places, total: 100_000, fixed: { ...policy.places.fixed, '5311': { places: 9_000, source: 'test' } } } });
  const next = await record(readPolicyFixture('ntt-2026'));
  expect(next.quotas.reduce((sum, { places }) => sum + places, 0)).toBe(50_000);
  expect(next.quotas.find(({ area }) => area === '5311')).toMatchObject({ places: 4500, basis: 'largest-remainder over places of ntt-2025' });
  await act(async (tx) => expect((await branchesIn(tx, '53', monthFrom('2026-01')))[0]?.npp).toBe('NTT26-ATAMBUA'));
});

describe('a changed branch or NPP', () => {
  const withNpp = (npp: string, branch = 'atambua'): ProgrammeFile => ({
    ...policy,
    branches: policy.branches.map((one) => (one.branch === branch ? { ...one, npp } : one)),
  });
  const nppIn = (month: string, branch = 'atambua'): Promise<string | undefined> =>
    act(async (tx) => (await branchesIn(tx, '53', monthFrom(month))).find((one) => one.branch === branch)?.npp);
  const open = (month: string): Promise<unknown> =>
    ownerSession(base.url, (client) =>
      client.query(
        `insert into contributions.period values (gen_random_uuid(), 'ntt-2025', 'ntt', '53', 'atambua', 'X', '${month}-01', '${month}-15', now(), 'test')`,
      ),
    );

  test('is a correction from the first month on, until a month was opened, and can be taken back', async () => {
    await record(withNpp('NTT25-SALAH'));
    expect(await nppIn('2025-07')).toBe('NTT25-SALAH');
    await record(policy);
    expect(await nppIn('2025-07')).toBe('NTT25-ATAMBUA');
    expect(await nppIn('2026-01')).toBe('NTT26-ATAMBUA');
    expect(await count(`programme.branch_area where area = '5303' and valid_from = '2025-07-01'`)).toBe(3);
  });

  test('counts from the next month once months were opened, and for those opened nothing changes', async () => {
    await open('2025-07');
    await open('2025-08');
    await record(withNpp('NTT25-BARU'));
    expect([await nppIn('2025-07'), await nppIn('2025-08'), await nppIn('2025-09')]).toEqual(['NTT25-ATAMBUA', 'NTT25-ATAMBUA', 'NTT25-BARU']);
    expect(await nppIn('2026-01')).toBe('NTT26-ATAMBUA');
  });

  test('moves a kabupaten to another branch in the same way', async () => {
    const moved = {
      ...withNpp('NTT25-BARU'),
      branches: withNpp('NTT25-BARU').branches.map((one) =>
        one.branch === 'atambua'
          ? { ...one, areas: one.areas.filter((area) => area !== '5303') }
          : one.branch === 'kupang'
            ? { ...one, areas: [...one.areas, '5303'] }
            : one,
      ),
    };
    await record(moved);
    const servedIn = (month: string) =>
      act(async (tx) => (await branchesIn(tx, '53', monthFrom(month))).filter(({ areas }) => areas.includes('5303')).map(({ branch }) => branch));
    expect([await servedIn('2025-08'), await servedIn('2025-09')]).toEqual([['atambua'], ['kupang']]);
  });

  test('that leaves a kabupaten without a branch is refused, and so is one that no month is left for', async () => {
    const versions = await count('programme.policy_version');
    const without = { ...policy, branches: policy.branches.map((one) => (one.branch === 'kupang' ? { ...one, areas: one.areas.slice(1) } : one)) };
    const refused = await record(without).catch((error: unknown) => error);
    expect(refused).toMatchObject({ kind: 'conflict', code: 'branch-left-out', text: { en: expect.stringContaining('5301') } });
    await open('2025-12');
    const late = await record(withNpp('NTT25-TERLAMBAT')).catch((error: unknown) => error);
    expect(late).toMatchObject({ kind: 'conflict', code: 'every-month-opened', text: { en: expect.stringMatching(/NTT25-KUPANG.*NTT25-TERLAMBAT/) } });
    expect(await count('programme.policy_version')).toBe(versions);
  });

  test("of one sponsor does not touch another's of the same kabupaten", async () => {
    const kabupaten: ProgrammeFile = {
      ...policy,
      programme: 'belu-2025',
      sponsor: { ...policy.sponsor, code: 'belu', name: 'Kabupaten', level: 'kabupaten', region: '5304' },
      places: { ...policy.places, total: 10, fixed: {} },
      contribution: { ...policy.contribution, payers: policy.contribution.payers.map((payer) => ({ ...payer, payer: 'belu', line: 'belu-apbd' })) },
      budget: policy.budget.map((one) => ({ ...one, line: 'belu-apbd', payer: 'belu' })),
      branches: [{ branch: 'atambua', name: 'Cabang Atambua', npp: 'BELU25', areas: ['5304'] }],
    };
    const before = await nppIn('2025-07');
    await record(kabupaten);
    expect(await nppIn('2025-07')).toBe(before);
    await act(async (tx) => expect((await branchesIn(tx, '5304', monthFrom('2025-07'))).map(({ npp }) => npp)).toEqual(['BELU25']));
  });
});

test('a programme nobody recorded is named', async () => {
  await expect(act((tx) => currentPolicy(tx, 'tiada'))).rejects.toMatchObject({ code: 'programme-unknown', kind: 'not-found' });
});

test('a file that cannot be read is named', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'payung-programme-'));
  await writeFile(path.join(folder, 'rusak.yaml'), 'programme: [');
  for (const name of ['rusak.yaml', 'tiada.yaml']) {
    const fault = await readProgrammeFile(path.join(folder, name)).then(
      () => null,
      (error: unknown) => error,
    );
    expect(fault).toBeInstanceOf(Fault);
    expect(fault).toMatchObject({ code: 'programme-file-unreadable', place: { file: name } });
  }
  await rm(folder, { recursive: true });
});
