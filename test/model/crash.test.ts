// Kills the server process of every step of a month after its work and before its end: nothing of it stands, the step done again is whole, and once more changes nothing.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptContributionCode } from '../../src/contributions/contribution-code-steps.ts';
import { finaliseMonth, invoiceMonth, openMonth } from '../../src/contributions/contributions-steps.ts';
import { carryCredits } from '../../src/contributions/credit-steps.ts';
import { differencesFound, openDifferences, settleDifference } from '../../src/contributions/difference-steps.ts';
import { signMinutes } from '../../src/contributions/minutes-signing-steps.ts';
import { drawMinutes, minutesOf } from '../../src/contributions/minutes-steps.ts';
import { importReceipts, recordPayment, reversePayment } from '../../src/contributions/payment-steps.ts';
import { importPostings } from '../../src/contributions/posting-steps.ts';
import { ledgerCheck } from '../../src/contributions/reconciliation-steps.ts';
import { importBankStatement } from '../../src/contributions/statement-steps.ts';
import { civilDate } from '../../src/kernel/date.ts';
import { monthFrom } from '../../src/kernel/month.ts';
import { type Tx, ownerSession } from '../../src/platform/database.ts';
import { type TestDatabase, anyone, testDatabase } from '../database.ts';
import { law, paidMonths } from '../fixtures/paid-months.ts';
import { holdAndRegister, programme, recordNtt } from '../fixtures/registered-people.ts';

const [branch, month, next] = ['kupang', monthFrom('2025-07'), monthFrom('2025-08')] as const;
const number = `${programme}/${branch}/${month}`;
const amount = 4n * 16_800n;
let base: TestDatabase;
let folder: string;
const files: Record<string, string> = {};

beforeAll(async () => {
  base = await testDatabase();
  base.clock.set('2025-12-01T00:00:00Z');
  folder = await mkdtemp(path.join(tmpdir(), 'payung-crash-'));
  const { file } = paidMonths(base, folder);
  await recordNtt(base.database);
  await holdAndRegister(base.database, { perBranch: { kupang: 4 } });
  const row = (kpj: number): string => `K000000000${kpj},,${month},10000,6800,K-1,2025-07-09,2025-07-09T12:00:00+08:00`;
  const later = (kpj: number, minus: '' | '-', time: string): string =>
    `K000000000${kpj},,${month},${minus}10000,${minus}6800,K-1,2025-07-09,2025-07-10T${time}:00+08:00`;
  const head = 'kpj,nama,bulan,jkk,jkm,kode_iuran,tanggal_nilai_bank,waktu_posting';
  files['code'] = await file('kode.csv', [
    'kode_iuran,npp,bulan,jumlah_peserta,jumlah_jkk,jumlah_jkm,jumlah_iuran,berlaku_sampai',
    `K-1,NTT25-KUPANG,${month},4,40000,27200,67200,2026-01-31`,
  ]);
  files['statement'] = await file('koran.csv', ['tanggal,uraian,debit,kredit,saldo,referensi', `2025-07-09,SP2D-1,${amount + 16_800n},0,1,T1`]);
  files['receipt'] = await file('bukti.csv', ['nomor_bukti,kode_iuran,npp,jumlah,tanggal_terima', `BTI-1,K-1,NTT25-KUPANG,${amount},2025-07-10`]);
  files['posting'] = await file('posting-1.csv', [head, row(1), row(2), row(2), row(3)]);
  files['rest'] = await file('posting-2.csv', [head, row(4)]);
  files['taken-back'] = await file('posting-3.csv', [head, later(3, '-', '09:00')]);
  files['corrected'] = await file('posting-4.csv', [head, later(3, '', '10:00'), later(1, '-', '10:00'), later(1, '', '10:00')]);
  files['taken-back-late'] = await file('posting-5.csv', [head, later(4, '-', '11:00')]);
  files['code-next'] = await file('kode-2.csv', [
    'kode_iuran,npp,bulan,jumlah_peserta,jumlah_jkk,jumlah_jkm,jumlah_iuran,berlaku_sampai',
    `K-2,NTT25-KUPANG,${next},4,40000,27200,67200,2026-01-31`,
  ]);
});
afterAll(async () => {
  await base.drop();
  await rm(folder, { recursive: true });
});

const pay = (tx: Tx, fact: 'sp2d-issued' | 'administrator-received', reference: string, sum = amount) =>
  recordPayment(tx, { invoice: number, fact, reference, amount: sum, occurredOn: civilDate('2025-07-08') });
const difference = async (tx: Tx): Promise<string> =>
  (await differencesFound(tx, { programme, month })).find((one) => one.class === 'paid-twice')?.differenceId ?? '';
const sign = async (tx: Tx): Promise<void> => {
  const [latest] = await minutesOf(tx, programme, month);
  await signMinutes(tx, { programme, month, name: 'Pejabat', digest: latest?.digest ?? '' });
};

const steps: readonly (readonly [string, (tx: Tx) => Promise<unknown>])[] = [
  ['open', (tx) => openMonth(tx, { law, programme, month })],
  ['finalise', (tx) => finaliseMonth(tx, { programme, branch, month, directory: folder })],
  ['code', (tx) => acceptContributionCode(tx, { programme, file: files['code'] ?? '' })],
  ['invoice', (tx) => invoiceMonth(tx, { programme, branch, month })],
  ['order', (tx) => pay(tx, 'sp2d-issued', 'SP2D-1')],
  ['statement', (tx) => importBankStatement(tx, { programme, file: files['statement'] ?? '' })],
  ['receipt', (tx) => importReceipts(tx, { programme, file: files['receipt'] ?? '' })],
  ['reverse', (tx) => reversePayment(tx, { invoice: number, fact: 'administrator-received', reference: 'BTI-1', reason: 'salah nomor bukti' })],
  ['receive', (tx) => pay(tx, 'administrator-received', 'BTI-2')],
  ['post', (tx) => importPostings(tx, { programme, file: files['posting'] ?? '' })],
  ['examine', (tx) => openDifferences(tx, { law, programme, month })],
  ['post the rest', (tx) => importPostings(tx, { programme, file: files['rest'] ?? '' })],
  ['examine again', (tx) => openDifferences(tx, { law, programme, month })],
  ['take a posting back', (tx) => importPostings(tx, { programme, file: files['taken-back'] ?? '' })],
  ['examine what was taken back', (tx) => openDifferences(tx, { law, programme, month })],
  ['post it again, and take another back for a new one', (tx) => importPostings(tx, { programme, file: files['corrected'] ?? '' })],
  ['examine what was posted again', (tx) => openDifferences(tx, { law, programme, month })],
  ['settle', async (tx) => settleDifference(tx, { differenceId: await difference(tx), outcome: 'credit', remark: 'dua kali diposting' })],
  ['minutes', (tx) => drawMinutes(tx, { programme, month, directory: folder })],
  ['sign', sign],
  ['take a posting of a signed month back', (tx) => importPostings(tx, { programme, file: files['taken-back-late'] ?? '' })],
  ['examine the signed month', (tx) => openDifferences(tx, { law, programme, month })],
  ['open the next', (tx) => openMonth(tx, { law, programme, month: next })],
  ['finalise the next', (tx) => finaliseMonth(tx, { programme, branch, month: next, directory: folder })],
  ['code of the next', (tx) => acceptContributionCode(tx, { programme, file: files['code-next'] ?? '' })],
  ['invoice the next', (tx) => invoiceMonth(tx, { programme, branch, month: next })],
  ['carry', (tx) => carryCredits(tx, { programme, month: next })],
];

/** Everything money and people could show, without keys and clocks: rows of every table of the stage, the ledger, the roster's locks, the budget and the acts. */
const tables = [
  'contributions.period',
  'contributions.finalisation',
  'contributions.charge',
  'contributions.contribution_code',
  'contributions.invoice',
  'contributions.payment',
  'contributions.payment_reversal',
  'contributions.statement_line',
  'contributions.statement_match',
  'contributions.credit',
  'contributions.posting',
  'contributions.posting_reversal',
  'contributions.standing_posting',
  'contributions.posting_finding',
  'contributions.difference',
  'contributions.difference_resolution',
  'contributions.minutes',
  'contributions.minutes_signature',
  'ledger.transfer',
  'roster.person_month',
  'roster.month_lock',
  'platform.act',
];
const state = (): Promise<string> =>
  ownerSession(base.url, async (client) => {
    const counted = [];
    for (const table of tables) counted.push(`${table} ${(await client.query<{ n: string }>(`select count(*) as n from ${table}`)).rows[0]?.n ?? ''}`);
    const { rows } = await client.query<{ sums: string }>(`select concat_ws(' ', (select sum(amount) from ledger.transfer),
      (select string_agg(concat_ws(',', number, amount, ordered, debited, received, credited), ';' order by number) from contributions.invoice),
      (select string_agg(concat_ws(',', source, amount, used), ';' order by source) from contributions.credit), (select sum(jkk + jkm) from contributions.standing_posting)) as sums`);
    return [...counted, rows[0]?.sums ?? ''].join('\n');
  });

test.each(steps)('%s: killed before its end nothing stands; again it is whole; once more changes nothing', async (_, step) => {
  const act = (work: (tx: Tx) => Promise<unknown>) => base.database.transact(anyone, work);
  const before = await state();
  const killed = act(async (tx) => {
    await step(tx);
    await tx.client.query('select pg_terminate_backend(pg_backend_pid())');
  });
  await expect(killed).rejects.toThrow(/terminat|connection/i);
  expect(await state()).toBe(before);
  await act(step);
  const whole = await state();
  expect(whole).not.toBe(before);
  await act(step);
  expect(await state()).toBe(whole);
  expect((await act((tx) => ledgerCheck(tx, programme))) as { broken: unknown[] }).toMatchObject({ broken: [] });
});

test('at the end: three of four stand posted once, two credits (one used by the next month), and the books agree', async () => {
  await base.database.read(anyone, async (tx) => {
    const { rows } = await tx.client.query<{ postings: string; reversals: string; people: string; standing: string }>(
      `select (select count(*) from contributions.posting) as postings, (select count(*) from contributions.posting_reversal) as reversals,
        count(distinct person_key) as people, count(*) as standing from contributions.standing_posting`,
    );
    expect(rows).toEqual([{ postings: '6', reversals: '3', people: '3', standing: '3' }]);
    const credits = await tx.client.query<{ source: string; amount: string; used: string }>(
      'select source, amount, used from contributions.credit order by source',
    );
    expect(credits.rows).toEqual([
      { source: 'overpayment', amount: '16800', used: '16800' },
      { source: 'paid-twice', amount: '16800', used: '16800' },
    ]);
  });
});
