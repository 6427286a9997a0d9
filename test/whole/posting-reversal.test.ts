// Tests postings the administrator takes back on PostgreSQL: what stands, what is known when, ledger and reconciliation, and files that come twice, late or in another order.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, anyone, testDatabase } from '../database.ts';
import { law, paidMonths } from '../fixtures/paid-months.ts';
import { holdAndRegister, programme, recordNtt } from '../fixtures/registered-people.ts';
import { coverageOf } from '../../src/coverage/coverage-steps.ts';
import { instant } from '../../src/kernel/clock.ts';
import { civilDate } from '../../src/kernel/date.ts';
import { monthFrom } from '../../src/kernel/month.ts';
import { lookIn } from '../../src/platform/database.ts';
import { checkInvariants } from '../../src/reporting/check-steps.ts';
import { storyOfPerson } from '../../src/reporting/story-steps.ts';
import { openDifferences } from '../../src/contributions/difference-steps.ts';
import { recordPayment } from '../../src/contributions/payment-steps.ts';
import { importPostings } from '../../src/contributions/posting-steps.ts';
import { ledgerCheck, reconcileMonth } from '../../src/contributions/reconciliation-steps.ts';

const month = monthFrom('2025-07');
const code = '2025-07-kupang';
const head = 'kpj,nama,bulan,jkk,jkm,kode_iuran,tanggal_nilai_bank,waktu_posting';
let base: TestDatabase;
let folder: string;
let months: ReturnType<typeof paidMonths>;
let people: ReadonlyMap<string, string>;

/** Four people of Kupang charged and paid for July; K1 to K4. */
beforeEach(async () => {
  base = await testDatabase();
  base.clock.set('2025-07-08T02:00:00Z');
  folder = await mkdtemp(path.join(tmpdir(), 'payung-reversal-'));
  months = paidMonths(base, folder);
  await recordNtt(base.database);
  await holdAndRegister(base.database, { perBranch: { kupang: 4 } });
  const roster = await months.invoiced('kupang', month);
  for (const fact of ['sp2d-issued', 'bank-debited', 'administrator-received'] as const)
    await months.act((tx) =>
      recordPayment(tx, { invoice: roster.number, fact, reference: 'SP2D-1', amount: roster.amount, occurredOn: civilDate('2025-07-08') }),
    );
  const { rows } = await months.act((tx) => tx.client.query<{ person_key: string; kpj: string }>('select person_key, kpj from enrolment.registration'));
  people = new Map(rows.map((row) => [`K${Number(row.kpj.slice(1))}`, row.person_key]));
}, 60_000);
afterEach(async () => {
  await base.drop();
  await rm(folder, { recursive: true });
});

let written = 0;
/** `+1 09:10` posts K1 at ten past nine of 10 July, `-1 ...` takes it back; `9` is nobody's number. A day may stand before the time. */
async function post(...rows: readonly string[]) {
  const lines = rows.map((text) => {
    const [, sign = '', number = '', day = '10', time = ''] = /^([+-])(\d+) (?:(\d\d)T)?(\d\d:\d\d)$/.exec(text) ?? [];
    const minus = sign === '-' ? '-' : '';
    return `K${number.padStart(10, '0')},,${month},${minus}10000,${minus}6800,${code},2025-07-09,2025-07-${day}T${time}:00+08:00`;
  });
  const file = await months.file(`posting-${(written += 1)}.csv`, [head, ...lines, ...Array.from({ length: written }, () => '')]);
  return months.act((tx) => importPostings(tx, { programme, file }));
}
/** A file of rows of K1 of these amounts at these times. */
async function postAmounts(...rows: readonly (readonly [jkk: number, jkm: number, time: string])[]) {
  const lines = rows.map(([jkk, jkm, time]) => `K0000000001,,${month},${jkk},${jkm},${code},2025-07-09,2025-07-10T${time}:00+08:00`);
  const file = await months.file(`posting-${(written += 1)}.csv`, [head, ...lines, ...Array.from({ length: written }, () => '')]);
  return months.act((tx) => importPostings(tx, { programme, file }));
}
const at = (text: string): void => base.clock.set(text);
const protectedOn = async (name: string, on: string, knownAt?: string): Promise<string> => {
  const known = knownAt === undefined ? {} : { knownAt: instant(knownAt) };
  const { jkk } = await base.database.read(anyone, (tx) => coverageOf(lookIn(tx), { law, personKey: people.get(name) ?? '', on: civilDate(on), ...known }));
  return jkk.state;
};
const standing = async (): Promise<readonly string[]> => {
  const { rows } = await months.act((tx) => tx.client.query<{ person_key: string }>('select person_key from contributions.standing_posting'));
  return rows.map((row) => [...people].find(([, key]) => key === row.person_key)?.[0] ?? '').sort();
};
const events = async (): Promise<string> => {
  const { rows } = await months.act((tx) =>
    tx.client.query<{ n: string }>(
      `select concat_ws(' ', (select count(*) from contributions.posting), (select count(*) from contributions.posting_reversal), (select sum(amount) from ledger.transfer)) as n`,
    ),
  );
  return rows[0]?.n ?? '';
};
const books = async () => {
  const { broken } = await months.act((tx) => ledgerCheck(tx, programme));
  expect(broken).toEqual([]);
  const only = ['postings-agree-with-files-and-charges', 'coverage-only-from-postings', 'ledger-agrees'];
  const { invariants } = await checkInvariants({ database: base.database, dataDir: folder }, anyone, { only });
  expect(invariants.flatMap(({ rows }) => rows)).toEqual([]);
};

test('what is taken back no longer counts from when that is known; the posting and its reversal both stay, and money is held again', async () => {
  at('2025-07-10T02:00:00Z');
  await post('+1 09:00', '+2 09:00', '+3 09:00', '+4 09:00');
  at('2025-07-20T02:00:00Z');
  expect(await post('-1 20T09:00')).toMatchObject({ rows: 1, posted: 0, reversed: 1, reversedAmount: 16_800n, unmatched: 0, findings: {} });
  expect(await standing()).toEqual(['K2', 'K3', 'K4']);
  expect((await events()).split(' ').slice(0, 2)).toEqual(['4', '1']);
  expect(await protectedOn('K1', '2025-07-15', '2025-07-19T00:00:00Z')).toBe('protected');
  expect(await protectedOn('K1', '2025-07-15')).toBe('unprotected');
  expect(await protectedOn('K2', '2025-07-15')).toBe('protected');
  const [branch] = await base.database.read(anyone, (tx) => reconcileMonth(tx, { programme, month, branch: 'kupang' }));
  expect(branch?.posted).toEqual({ persons: 3, amount: 50_400n });
  expect(branch?.classes['paid-not-posted']).toEqual({ persons: 1, amount: 16_800n });
  const story = await base.database.read(anyone, (tx) => storyOfPerson(tx, law, people.get('K1') ?? ''));
  expect(story.lines.filter(({ stage }) => stage === 'contributions').map(({ en }) => en.split(' ').slice(0, 3).join(' '))).toEqual([
    'Contribution for 2025-07',
    'The administrator took',
  ]);
  const answer = await base.database.read(anyone, (tx) => coverageOf(lookIn(tx), { law, personKey: people.get('K1') ?? '', on: civilDate('2025-07-15') }));
  expect(answer.jkk.reasons.map((reason) => reason.code)).toEqual(['first-contribution-not-posted', 'posting-taken-back']);
  await books();
});

test('corrected in the same file: one is taken back, another is posted; the first may be posted again later', async () => {
  at('2025-07-10T02:00:00Z');
  await post('+1 09:00');
  expect(await post('-1 09:30', '+2 09:30')).toMatchObject({ posted: 1, reversed: 1, unmatched: 0 });
  expect(await standing()).toEqual(['K2']);
  expect(await post('+1 09:40')).toMatchObject({ posted: 1, reversed: 0 });
  expect(await standing()).toEqual(['K1', 'K2']);
  expect(await post('-1 09:50', '+1 09:50')).toMatchObject({ posted: 1, reversed: 1 });
  expect(await standing()).toEqual(['K1', 'K2']);
  expect(await post('+3 09:55', '-3 09:55')).toMatchObject({ posted: 1, reversed: 1 });
  expect(await standing()).toEqual(['K1', 'K2']);
  await books();
});

const differences = async (): Promise<readonly string[]> => {
  const { tasks } = await months.act((tx) => openDifferences(tx, { law, programme, month }));
  return tasks
    .filter(({ outcome }) => outcome === null)
    .map(({ class: one, kpj }) => `${one} ${kpj ?? ''}`)
    .sort();
};

test('posted twice and taken back once, one posting stands; taken back twice, none; the second of two is no longer a difference', async () => {
  at('2025-07-10T02:00:00Z');
  // In one file, in two, and by a file that comes late.
  expect(await post('+1 09:00', '+1 09:00', '+2 09:00', '+3 09:20', '+4 09:00')).toMatchObject({ posted: 4, findings: { 'posted-twice': 1 } });
  expect(await post('+2 09:10')).toMatchObject({ posted: 0, findings: { 'already-posted': 1 } });
  expect(await differences()).toEqual(['paid-twice K0000000001', 'paid-twice K0000000002']);
  const once = { posted: 0, reversed: 0, findings: { 'repeated-posting-taken-back': 2 } };
  expect(await post('-1 09:30', '-2 09:30')).toMatchObject(once);
  expect(await post('-3 09:30')).toMatchObject({ posted: 0, reversed: 1, findings: {} });
  expect(await standing()).toEqual(['K1', 'K2', 'K4']);
  expect(await post('+3 09:10')).toMatchObject({ posted: 1, reversed: 0, findings: {} });
  expect(await standing()).toEqual(['K1', 'K2', 'K3', 'K4']);
  expect(await differences()).toEqual([]);
  at('2025-07-20T02:00:00Z');
  for (const name of ['K1', 'K2', 'K3']) expect(await protectedOn(name, '2025-07-15')).toBe('protected');
  await books();
  expect(await post('-1 20T09:00', '-2 20T09:00', '-3 20T09:00')).toMatchObject({ posted: 0, reversed: 3, findings: {} });
  expect(await standing()).toEqual(['K4']);
  expect(await differences()).toEqual(['paid-not-posted K0000000001', 'paid-not-posted K0000000002', 'paid-not-posted K0000000003']);
  // Posted, taken back and posted again in one file: a pair that stands for nothing, and a posting.
  expect(await post('+1 20T09:10', '-1 20T09:20', '+1 20T09:30')).toMatchObject({
    posted: 1,
    reversed: 0,
    findings: { 'posted-twice': 1, 'repeated-posting-taken-back': 1 },
  });
  expect(await standing()).toEqual(['K1', 'K4']);
  await books();
});

test('files read again under other bytes, in another order, or late, leave what stands as it is', async () => {
  at('2025-07-10T02:00:00Z');
  const first = ['+1 09:00', '+2 09:00'];
  const second = ['-1 09:30', '+3 09:30', '-2 09:30', '+2 09:30'];
  await post(...first);
  await post(...second);
  const [people_, whole] = [await standing(), await events()];
  expect(people_).toEqual(['K2', 'K3']);
  expect(await post(...first)).toMatchObject({ posted: 0, reversed: 0, findings: { 'taken-back-before': 1, 'already-posted': 1 } });
  expect(await post(...second)).toMatchObject({ posted: 0, reversed: 0, findings: { 'reversal-read-before': 2, 'already-posted': 2 } });
  expect(await post(...second.toReversed(), ...first)).toMatchObject({ posted: 0, reversed: 0 });
  expect([await standing(), await events()]).toEqual([people_, whole]);
  // The correction of K4 comes before what it corrects: K4 is not taken for posted.
  expect(await post('-4 09:50')).toMatchObject({ reversed: 0, findings: { 'reversal-fits-nothing': 1 } });
  expect(await post('+4 09:45')).toMatchObject({ posted: 0, findings: { 'taken-back-before': 1 } });
  expect(await post('+4 09:55')).toMatchObject({ posted: 1 });
  await books();
});

test('a reversal of other amounts, though of the same sum, stands in the way of no later posting', async () => {
  at('2025-07-10T02:00:00Z');
  const swapped = await months.file('tertukar.csv', [head, `K0000000001,,${month},-6800,-10000,${code},2025-07-09,2025-07-10T09:40:00+08:00`]);
  expect(await months.act((tx) => importPostings(tx, { programme, file: swapped }))).toMatchObject({ reversed: 0, findings: { 'reversal-amounts-differ': 1 } });
  expect(await post('+1 09:00')).toMatchObject({ posted: 1, findings: {} });
  expect(await standing()).toEqual(['K1']);
  await books();
});

test('a reversal that fits nothing is a finding; one of a row that was not posted settles that difference', async () => {
  at('2025-07-10T02:00:00Z');
  await post('+1 09:00');
  const wrong = await months.file('lain.csv', [head, `K0000000001,,${month},-9000,-6800,${code},2025-07-09,2025-07-10T09:30:00+08:00`]);
  expect(await months.act((tx) => importPostings(tx, { programme, file: wrong }))).toMatchObject({ reversed: 0, findings: { 'reversal-amounts-differ': 1 } });
  expect(await post('-2 09:30', '-9 09:30')).toMatchObject({ reversed: 0, findings: { 'reversal-fits-nothing': 2 } });
  expect(await post('-1 08:00')).toMatchObject({ reversed: 0, findings: { 'reversal-fits-nothing': 1 } });
  expect(await standing()).toEqual(['K1']);
  const posted = async () =>
    (await base.database.read(anyone, (tx) => reconcileMonth(tx, { programme, month, branch: 'kupang' })))[0]?.classes['posted-not-charged'];
  await post('+8 09:00');
  expect(await posted()).toEqual({ persons: 1, amount: 16_800n });
  expect(await post('-8 09:40', '-8 09:41', '+2 09:40')).toMatchObject({ posted: 1, findings: { 'unposted-taken-back': 1, 'reversal-fits-nothing': 1 } });
  expect(await posted()).toEqual({ persons: 0, amount: 0n });
  await books();
});

test('paid twice stays a difference while the administrator holds more than one posting of the month, in whichever files it said so', async () => {
  at('2025-07-10T02:00:00Z');
  const twice = ['paid-twice K0000000001'];
  await post('+1 09:00', '+1 09:10', '+2 09:00', '+3 09:00', '+4 09:00');
  expect(await differences()).toEqual(twice);
  expect(await post('+1 09:20')).toMatchObject({ posted: 0, findings: { 'already-posted': 1 } });
  expect(await differences()).toEqual(twice);
  const one = { reversed: 0, findings: { 'repeated-posting-taken-back': 1 } };
  expect(await post('-1 09:30')).toMatchObject(one);
  expect(await differences()).toEqual(twice);
  // The same rows in other bytes are not another posting, nor another reversal.
  await post('+1 09:20');
  await post('-1 09:30');
  expect(await differences()).toEqual(twice);
  expect(await post('-1 09:40')).toMatchObject(one);
  expect(await differences()).toEqual([]);
  expect(await standing()).toEqual(['K1', 'K2', 'K3', 'K4']);
  // A posting of another amount beside it is money held as well, until that is taken back.
  await postAmounts([13_200, 6800, '09:50']);
  expect(await differences()).toEqual(twice);
  expect(await postAmounts([-13_200, -6800, '09:55'])).toMatchObject({ reversed: 0 });
  expect(await differences()).toEqual([]);
  await books();
});

test.each(['wrong back right', 'wrong right back', 'back wrong right', 'right wrong back', 'back right wrong', 'right back wrong'])(
  'another amount posted, what was charged posted, and that taken back, by files in the order %s: nobody stands',
  async (order) => {
    at('2025-07-10T02:00:00Z');
    const files = { wrong: [13_200, 6800, '09:00'], right: [10_000, 6800, '09:10'], back: [-10_000, -6800, '09:30'] } as const;
    for (const name of order.split(' ')) await postAmounts(files[name as keyof typeof files]);
    expect(await standing()).toEqual([]);
    at('2025-07-20T02:00:00Z');
    expect(await protectedOn('K1', '2025-07-15')).toBe('unprotected');
    expect((await differences()).filter((one) => one.endsWith('1'))).toEqual(['paid-not-posted K0000000001']);
    await books();
  },
);

test('somebody refused by a later answer was registered when it was posted: that breaks no rule', async () => {
  at('2025-07-10T02:00:00Z');
  await post('+2 09:00');
  await months.act((tx) =>
    tx.client.query(
      `insert into enrolment.registration_answer (person_key, file_id, sequence, sponsor, area, programme, outcome, reason, answered_on, recorded_at)
       select person_key, file_id, sequence + 1, sponsor, area, programme, 'refused', 'salah orang', answered_on, recorded_at + interval '1 second'
       from enrolment.registration_answer where person_key = $1`,
      [people.get('K2')],
    ),
  );
  expect(await standing()).toEqual(['K2']);
  await books();
});
