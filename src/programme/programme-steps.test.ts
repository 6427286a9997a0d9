// Programmes recorded on a real database: the same file is the same version, another one the next, and none is overwritten.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
  expect(await count('programme.policy_version')).toBe(2);
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
