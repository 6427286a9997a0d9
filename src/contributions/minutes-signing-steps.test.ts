// Tests who signs a month's minutes on PostgreSQL: the sponsor once, every branch for itself, and what is awaited until then.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { paidMonths } from '../../test/fixtures/paid-months.ts';
import { holdAndRegister, programme, recordNtt } from '../../test/fixtures/registered-people.ts';
import type { Actor, Role } from '../kernel/actor.ts';
import { monthFrom } from '../kernel/month.ts';
import { signingsOf } from './minutes.ts';
import { signMinutes } from './minutes-signing-steps.ts';
import { drawMinutes, minutesOf } from './minutes-steps.ts';

const month = monthFrom('2025-08');
let base: TestDatabase;
let folder: string;
let months: ReturnType<typeof paidMonths>;
let digest: string;

beforeAll(async () => {
  base = await testDatabase();
  base.clock.set('2025-12-01T00:00:00Z');
  folder = await mkdtemp(path.join(tmpdir(), 'payung-signing-'));
  months = paidMonths(base, folder);
  await recordNtt(base.database);
  await holdAndRegister(base.database, { perBranch: { kupang: 2, atambua: 2 } });
  for (const branch of ['kupang', 'atambua'] as const) await months.invoiced(branch, month);
  ({ digest } = await months.act((tx) => drawMinutes(tx, { programme, month, directory: folder })));
});
afterAll(async () => {
  await base.drop();
  await rm(folder, { recursive: true });
});

const account = (id: string, role: Role, post?: string): Actor => ({
  id,
  roles: [role],
  sponsor: 'ntt',
  area: '*',
  ...(post === undefined ? {} : { posts: { branch: post } }),
});
const sign = (actor: Actor, branch?: string) => base.database.transact(actor, (tx) => signMinutes(tx, { programme, month, name: 'Pejabat', digest, branch }));
const awaited = async (): Promise<readonly (string | null)[]> => {
  const [latest] = await months.act((tx) => minutesOf(tx, programme, month));
  if (latest === undefined) throw new Error('minutes were drawn');
  return signingsOf(latest.content, latest.signatures)
    .filter(({ signed }) => signed === null)
    .map(({ branch }) => branch);
};

test("what one branch's officer signs stands for his branch alone", async () => {
  expect(await awaited()).toEqual([null, 'atambua', 'kupang']);
  expect(await sign(account('kupang-1', 'branch-officer', 'kupang'))).toMatchObject({ side: 'administrator', branch: 'kupang', signed: true });
  expect(await awaited()).toEqual([null, 'atambua']);
  expect(await sign(account('kupang-1', 'branch-officer', 'kupang'), 'kupang')).toMatchObject({ signed: false });
  expect(await sign(account('kupang-2', 'branch-officer', 'kupang'))).toMatchObject({ branch: 'kupang', signed: false });
});

test.each([
  ['the officer of another branch', account('kupang-1', 'branch-officer', 'kupang'), 'atambua', 'outside-branch'],
  [
    'an officer narrowed to his branch, whatever his post says',
    { ...account('luas', 'branch-officer', '*'), within: { branch: 'kupang' } },
    'atambua',
    'outside-branch',
  ],
  ['an officer who belongs to no branch', account('tanpa', 'branch-officer'), undefined, 'outside-branch'],
  ['finance for a branch', account('keuangan', 'finance'), 'atambua', 'outside-branch'],
  ['finance whose account names a branch', account('keuangan', 'finance', 'atambua'), 'atambua', 'outside-branch'],
  ['an officer of several who says none', account('luas', 'branch-officer', '*'), undefined, 'branch-not-said'],
  ['an officer of a branch the month is not invoiced at', account('bajo', 'branch-officer', 'labuan-bajo'), undefined, 'branch-not-in-minutes'],
] as const)('%s does not sign', async (_, actor, branch, code) => {
  expect(await months.codeOf(sign(actor, branch))).toBe(code);
  expect(await awaited()).toEqual([null, 'atambua']);
});

test('no account signs twice, and signed by everybody nothing is awaited', async () => {
  expect(await sign(account('luas', 'branch-officer', '*'), 'atambua')).toMatchObject({ branch: 'atambua', signed: true });
  expect(await months.codeOf(sign(account('luas', 'finance')))).toBe('signs-for-both-sides');
  expect(await sign(account('keuangan', 'finance'))).toMatchObject({ side: 'sponsor', branch: null, signed: true });
  expect(await awaited()).toEqual([]);
});

test('an account of several branches signs for one of them', async () => {
  base.clock.set('2025-12-02T00:00:00Z');
  const next = monthFrom('2025-09');
  for (const branch of ['kupang', 'atambua'] as const) await months.invoiced(branch, next);
  const drawn = await months.act((tx) => drawMinutes(tx, { programme, month: next, directory: folder }));
  const signNext = (branch: string) =>
    base.database.transact(account('luas', 'branch-officer', '*'), (tx) =>
      signMinutes(tx, { programme, month: next, name: 'Pejabat', digest: drawn.digest, branch }),
    );
  expect(await signNext('kupang')).toMatchObject({ signed: true });
  expect(await months.codeOf(signNext('atambua'))).toBe('signs-for-two-branches');
});

test.each([
  ['in the name of another', account('kupang-9', 'branch-officer'), { signedBy: 'orang-lain' }, 'outside-reach'],
  ['for another branch', { ...account('kupang-9', 'branch-officer'), within: { branch: 'kupang' } }, { branch: 'atambua' }, 'outside-reach'],
  ['under another digest', account('kupang-9', 'branch-officer'), { digest: 'lain' }, '23503'],
] as const)('the database takes no signature %s', async (_, actor, wrong, code) => {
  const { signedBy, branch, digest: under } = { signedBy: 'kupang-9', branch: 'ruteng', digest, ...wrong };
  const insert = base.database.transact(actor, (tx) =>
    tx.client.query(
      `insert into contributions.minutes_signature (minutes_id, side, branch, signed_by, name, signed_on, digest, sponsor, area, recorded_at)
       select minutes_id, 'administrator', $1, $2, 'x', '2025-12-01', $3, sponsor, area, now() from contributions.minutes order by sequence desc limit 1`,
      [branch, signedBy, under],
    ),
  );
  await expect(insert).rejects.toMatchObject({ code });
});
