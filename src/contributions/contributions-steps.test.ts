// Tests whole months against PostgreSQL: agreed figures, payments, postings in part and twice, races, and a ledger somebody tampered with.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Branch, branches, holdAndRegister, programme, recordNtt, register, villages } from '../../test/fixtures/registered-people.ts';
import { type TestDatabase, anyone, testDatabase } from '../../test/database.ts';
import { civilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { type Month, monthFrom } from '../kernel/month.ts';
import { loadLaw } from '../law/law-store.ts';
import { type Tx, ownerSession } from '../platform/database.ts';
import { lawFolder } from '../platform/workplace.ts';
import { commit } from '../programme/budget-steps.ts';
import { acceptContributionCode } from './contribution-code-steps.ts';
import { type FinalisedMonth, finaliseMonth, invoiceMonth, openMonth } from './contributions-steps.ts';
import { importReceipts, recordPayment } from './payment-steps.ts';
import { importPostings } from './posting-steps.ts';
import { isSquare } from './reconciliation.ts';
import { ledgerCheck, monthState, reconcileMonth } from './reconciliation-steps.ts';
import { importBankStatement } from './statement-steps.ts';

const law = loadLaw(lawFolder);
const npp: Record<Branch, string> = { kupang: 'NTT25-KUPANG', atambua: 'NTT25-ATAMBUA', 'labuan-bajo': 'NTT25-LABUANBAJO' };
let base: TestDatabase;
let directory: string;
beforeAll(async () => {
  base = await testDatabase();
  directory = await mkdtemp(path.join(tmpdir(), 'payung-months-'));
  await recordNtt(base.database);
  await holdAndRegister(base.database, { perBranch: { kupang: 5, atambua: 3, 'labuan-bajo': 2 } });
});
afterAll(async () => {
  await base.drop();
  await rm(directory, { recursive: true });
});

const act = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => base.database.transact(anyone, work);
const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof Fault ? error.code : String(error)),
  );

async function file(name: string, lines: readonly string[]): Promise<string> {
  const place = path.join(directory, name);
  await writeFile(place, `${lines.join('\r\n')}\r\n`);
  return place;
}

const finalise = (branch: Branch, month: Month): Promise<FinalisedMonth> => act((tx) => finaliseMonth(tx, { programme, branch, month, directory }));

const codeFile = (branch: Branch, of: FinalisedMonth, off: { readonly code?: string; readonly persons?: number; readonly jkk?: bigint } = {}) =>
  file(`kode-${branch}.csv`, [
    'kode_iuran,npp,bulan,jumlah_peserta,jumlah_jkk,jumlah_jkm,jumlah_iuran,berlaku_sampai',
    [
      off.code ?? `${of.month}-${branch}`,
      npp[branch],
      of.month,
      off.persons ?? of.persons,
      off.jkk ?? of.jkk,
      of.jkm,
      (off.jkk ?? of.jkk) + of.jkm,
      '2026-01-31',
    ].join(','),
  ]);

/** Rows of the administrator's file for a finalised roster, changed as a test wants. */
async function postingFile(
  name: string,
  of: FinalisedMonth,
  change: (rows: string[][]) => string[][] = (rows) => rows,
  posted = '2025-07-09T15:30:00+08:00',
): Promise<string> {
  const roster = (await readFile(of.file, 'utf8'))
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(','));
  const rows = roster.map(([kpj = '', nama = '', bulan = '', jkk = '', jkm = '']) => [
    kpj,
    nama,
    bulan,
    jkk,
    jkm,
    `${of.month}-${of.branch}`,
    posted.slice(0, 10),
    posted,
  ]);
  return file(name, ['kpj,nama,bulan,jkk,jkm,kode_iuran,tanggal_nilai_bank,waktu_posting', ...change(rows).map((row) => row.join(','))]);
}

/** A branch's month up to the bank's debit; returns the roster as finalised. */
async function paid(branch: Branch, month: Month): Promise<FinalisedMonth> {
  const final = await finalise(branch, month);
  const accepted = await codeFile(branch, final);
  await act((tx) => acceptContributionCode(tx, { programme, file: accepted, branch }));
  const { number, amount } = await act((tx) => invoiceMonth(tx, { programme, branch, month }));
  await act((tx) =>
    recordPayment(tx, { invoice: number, fact: 'sp2d-issued', reference: `SP2D-${month}-${branch}`, amount, occurredOn: civilDate(`${month}-08`) }),
  );
  await act((tx) =>
    recordPayment(tx, { invoice: number, fact: 'bank-debited', reference: `SP2D-${month}-${branch}`, amount, occurredOn: civilDate(`${month}-09`) }),
  );
  return final;
}

test('a branch there is not is told as such, with those there are, and one is opened alone', async () => {
  const month = monthFrom('2025-12');
  const nowhere = { programme, month, branch: 'nowhere' };
  const refused = [
    () => act((tx) => openMonth(tx, { law, ...nowhere })),
    () => act((tx) => finaliseMonth(tx, { ...nowhere, directory })),
    () => act((tx) => invoiceMonth(tx, nowhere)),
    () => act((tx) => reconcileMonth(tx, nowhere)),
    () => act((tx) => monthState(tx, programme, month, 'nowhere')),
  ];
  for (const ask of refused)
    await expect(ask()).rejects.toMatchObject({
      kind: 'not-found',
      code: 'branch-unknown',
      text: { en: expect.stringContaining('atambua, kupang, labuan-bajo') },
    });
  const { periods: opened } = await act((tx) => openMonth(tx, { law, programme, month, branch: 'kupang' }));
  expect(opened.map(({ branch }) => branch)).toEqual(['kupang']);
  expect(await codeOf(act((tx) => finaliseMonth(tx, { programme, month, branch: 'atambua', directory })))).toBe('month-not-open');
});

describe('a whole month', () => {
  const month = monthFrom('2025-07');

  test('opens with every branch that has people, due on the working day after the 15th at the latest', async () => {
    const opened = await act((tx) => openMonth(tx, { law, programme, month }));
    expect(opened.periods.map(({ branch, npp: number, people, dueOn, opened: fresh }) => [branch, number, people, dueOn, fresh])).toEqual([
      ['atambua', npp.atambua, 3, '2025-07-15', true],
      ['kupang', npp.kupang, 5, '2025-07-15', true],
      ['labuan-bajo', npp['labuan-bajo'], 2, '2025-07-15', true],
    ]);
    expect(opened.withoutBranch).toBe(0);
    expect((await act((tx) => openMonth(tx, { law, programme, month }))).periods.some(({ opened: fresh }) => fresh)).toBe(false);
    expect(await codeOf(act((tx) => openMonth(tx, { law, programme, month: monthFrom('2025-06') })))).toBe('month-outside-term');
  });

  test('charges everyone registered, in the order of membership numbers, and says the same when asked again', async () => {
    const final = await finalise('kupang', month);
    expect(final).toMatchObject({ persons: 5, held: 5, jkk: 50_000n, jkm: 34_000n, amount: 84_000n, sequence: 1, changed: true });
    const lines = (await readFile(final.file, 'utf8')).split('\r\n');
    expect(lines[0]).toBe('kpj,nama,bulan,jkk,jkm');
    expect(lines[1]).toBe('K0000000001,,2025-07,10000,6800');
    expect(await finalise('kupang', month)).toMatchObject({
      rosterDigest: final.rosterDigest,
      sequence: 1,
      finalisationId: final.finalisationId,
      changed: false,
    });
    expect(await codeOf(finalise('kupang', monthFrom('2025-08')))).toBe('month-not-open');
  });

  test('a code that differs from the roster is refused, by the program and by the database', async () => {
    const final = await finalise('kupang', month);
    for (const off of [{ persons: 6 }, { jkk: 50_001n }]) {
      const wrong = await codeFile('kupang', final, off);
      expect(await codeOf(act((tx) => acceptContributionCode(tx, { programme, file: wrong })))).toBe('code-differs-from-roster');
    }
    const direct = act((tx) =>
      tx.client.query(`insert into contributions.contribution_code values ('x', '${final.finalisationId}', 'ntt', '53', 6, 84000, '2026-01-31', now(), 'a')`),
    );
    await expect(direct).rejects.toMatchObject({ code: '23503', constraint: 'code_agrees_with_roster' });
  });

  test('somebody registered since makes a new sequence; the code before it stands for nothing', async () => {
    const first = await finalise('labuan-bajo', month);
    const before = await codeFile('labuan-bajo', first, { code: 'superseded' });
    await act((tx) => acceptContributionCode(tx, { programme, file: before }));
    await act(async (tx) => {
      const { rows } = await tx.client.query<{ person_key: string }>(
        `select distinct person_key from roster.person_month where area = $1 and month = '2025-07-01' limit 1`,
        [villages['labuan-bajo']],
      );
      await register(tx, `select '${rows[0]?.person_key}'::uuid as person_key, '${villages['labuan-bajo']}' as area, 'L9999999999' as kpj`);
    });
    base.clock.set('2025-08-01T00:00:00Z');
    const second = await finalise('labuan-bajo', month);
    expect(second).toMatchObject({ sequence: 2, changed: true, persons: 2 });
    expect(await codeOf(act((tx) => invoiceMonth(tx, { programme, branch: 'labuan-bajo', month })))).toBe('code-missing');
    expect(second.rosterDigest).not.toBe(first.rosterDigest);
  });

  test('is paid and posted until it is square, and the books agree', async () => {
    for (const branch of branches) {
      const final = await paid(branch, month);
      const posting = await postingFile(`posting-${branch}.csv`, final);
      expect(await act((tx) => importPostings(tx, { programme, file: posting }))).toMatchObject({
        rows: final.persons,
        posted: final.persons,
        unmatched: 0,
        amount: final.amount,
        alreadyRead: false,
      });
      expect(await act((tx) => importPostings(tx, { programme, file: posting }))).toMatchObject({ posted: final.persons, alreadyRead: true });
      expect(await codeOf(finalise(branch, month))).toBe('none');
    }
    const found = await act((tx) => reconcileMonth(tx, { programme, month }));
    expect(found.map(isSquare)).toEqual([true, true, true]);
    expect(found[1]).toMatchObject({ branch: 'kupang', orderedOn: '2025-07-08', debitedOn: '2025-07-09', receivedOn: null, postedAt: '2025-07-09T07:30:00Z' });
    expect((await act((tx) => ledgerCheck(tx, programme))).broken).toEqual([]);
  });

  test('once invoiced, a changed roster is refused: latecomers wait for the next month', async () => {
    await act(async (tx) => {
      const { rows } = await tx.client.query<{ person_key: string }>(`select distinct person_key from roster.person_month where area = $1 limit 1`, [
        villages.kupang,
      ]);
      await register(
        { ...tx, at: '2025-08-02T00:00:00.000Z' as typeof tx.at },
        `select '${rows[0]?.person_key}'::uuid as person_key, '${villages.kupang}' as area, 'K9999999999' as kpj`,
      );
    });
    expect(await codeOf(finalise('kupang', month))).toBe('month-already-invoiced');
  });
});

describe('somebody held who is not registered', () => {
  const month = monthFrom('2025-11');

  test('gives the month up when it is invoiced, with his money, and keeps the months to come', async () => {
    await holdAndRegister(base.database, { perBranch: { atambua: 1 }, register: false, from: 90, first: '2025-11' });
    const committed = () =>
      act(
        async (tx) =>
          (await tx.client.query<{ committed: string }>(`select committed from programme.budget_line where line = 'ntt-2025-apbd'`)).rows[0]?.committed,
      );
    await act((tx) => commit(tx, { line: 'ntt-2025-apbd', reference: 'held', amount: 2n * 16_800n, programme, sponsor: 'ntt', area: '53' }));
    await act((tx) => openMonth(tx, { law, programme, month }));
    const final = await finalise('atambua', month);
    expect(final.held - final.persons).toBe(1);
    const accepted = await codeFile('atambua', final);
    const onDay = (on?: string) =>
      codeOf(act((tx) => acceptContributionCode(tx, { programme, file: accepted, branch: 'atambua', ...(on === undefined ? {} : { on: civilDate(on) }) })));
    const now = base.clock.now();
    base.clock.set('2026-02-02T09:00:00+08:00');
    expect([await onDay(), await onDay('2026-02-01'), await onDay('2026-02-03')]).toEqual(['code-expired', 'code-expired', 'day-not-reached-yet']);
    await act((tx) => acceptContributionCode(tx, { programme, file: accepted, branch: 'atambua', on: civilDate('2026-01-31') }));
    base.clock.set(now);
    expect(await committed()).toBe('33600');
    await act((tx) => invoiceMonth(tx, { programme, branch: 'atambua', month }));
    expect(await committed()).toBe('16800');
    const released = await act(
      async (tx) => (await tx.client.query(`select month, cover, cause from roster.release where cause = 'not-registered' order by cover`)).rows,
    );
    expect(released).toEqual(['jkk', 'jkm'].map((cover) => ({ month: '2025-11-01', cover, cause: 'not-registered' })));
    const left = await act(
      async (tx) =>
        (await tx.client.query(`select distinct h.month from roster.release r join roster.person_month h using (person_key) where r.cause = 'not-registered'`))
          .rows,
    );
    expect(left).toEqual([{ month: '2025-12-01' }]);
  });
});

describe('payments', () => {
  const month = monthFrom('2025-08');
  let number: string;
  let amount: bigint;
  beforeAll(async () => {
    await act((tx) => openMonth(tx, { law, programme, month }));
    const final = await finalise('atambua', month);
    const accepted = await codeFile('atambua', final);
    await act((tx) => acceptContributionCode(tx, { programme, file: accepted }));
    ({ number, amount } = await act((tx) => invoiceMonth(tx, { programme, branch: 'atambua', month })));
  });
  const order = (reference: string, rupiah = amount) =>
    act((tx) => recordPayment(tx, { invoice: number, fact: 'sp2d-issued', reference, amount: rupiah, occurredOn: civilDate('2025-08-08') }));

  test('two orders of the whole amount at the same time: one stands', async () => {
    const codes = await Promise.all([codeOf(order('SP2D-A')), codeOf(order('SP2D-B'))]);
    expect(codes.sort()).toEqual(['none', 'payment-exceeds-invoice']);
    const reference = (await codeOf(order('SP2D-A'))) === 'none' ? 'SP2D-A' : 'SP2D-B';
    expect(await order(reference)).toMatchObject({ recorded: false });
    expect(await codeOf(order(reference, amount - 1n))).toBe('payment-already-recorded');
  });

  test('a statement pays by its debit, once; what fits nothing is told', async () => {
    const reference = (await codeOf(order('SP2D-A'))) === 'none' ? 'SP2D-A' : 'SP2D-B';
    const statement = await file('rekening.csv', [
      'tanggal,uraian,debit,kredit,saldo,referensi',
      '2025-08-07,SALDO AWAL,0,0,1000000000,',
      `2025-08-11,SP2D ${reference} KODE IURAN 2025-08-atambua,${amount},0,1,TRF1`,
      '2025-08-11,LISTRIK,500000,0,1,TRF2',
      '11 Agustus,RUSAK,5,0,1,TRF3',
    ]);
    expect(await act((tx) => importBankStatement(tx, { programme, file: statement }))).toMatchObject({
      rows: 4,
      credits: 1,
      paid: 1,
      known: 0,
      problems: [{ problem: 'no-such-payment-order' }],
      unreadable: [5],
    });
    expect(await act((tx) => importBankStatement(tx, { programme, file: statement }))).toMatchObject({ paid: 0, known: 1 });
    expect(
      await codeOf(act((tx) => recordPayment(tx, { invoice: number, fact: 'bank-debited', reference: 'x', amount: 1n, occurredOn: civilDate('2025-08-12') }))),
    ).toBe('debit-exceeds-payment-orders');
  });

  test('a receipt is the third fact, with its own date', async () => {
    const receipts = await file('bukti.csv', ['nomor_bukti,kode_iuran,npp,jumlah,tanggal_terima', `BTI1,2025-08-atambua,${npp.atambua},${amount},2025-08-12`]);
    expect(await act((tx) => importReceipts(tx, { programme, file: receipts }))).toEqual({ rows: 1, recorded: 1, beyond: 0 });
    expect(await act((tx) => importReceipts(tx, { programme, file: receipts }))).toEqual({ rows: 1, recorded: 0, beyond: 0 });
    const [found] = await act((tx) => reconcileMonth(tx, { programme, month, branch: 'atambua' }));
    expect(found).toMatchObject({
      orderedOn: '2025-08-08',
      debitedOn: '2025-08-11',
      receivedOn: '2025-08-12',
      postedAt: null,
      classes: { 'paid-not-posted': { persons: 3 } },
    });
    expect((await act((tx) => ledgerCheck(tx, programme))).broken).toEqual([]);
  });
});

describe('a month posted in part', () => {
  const month = monthFrom('2025-09');
  let final: FinalisedMonth;
  beforeAll(async () => {
    await act((tx) => openMonth(tx, { law, programme, month }));
    final = await paid('kupang', month);
  });

  test('every row is posted or kept as a finding with its reason', async () => {
    const mixed = await postingFile('sebagian.csv', final, ([first, second, third, fourth, fifth]) => [
      first!,
      second!,
      first!,
      third!.map((cell, place) => (place === 3 ? '9000' : cell)),
      ['X0000000000', '', '2025-09', '10000', '6800', '2025-09-kupang', '2025-07-09', '2025-07-09T15:30:00+08:00'],
      ['A0000000001', '', '2025-09', '10000', '6800', '2025-09-kupang', '2025-07-09', '2025-07-09T15:30:00+08:00'],
      fourth!.map((cell, place) => (place === 6 ? '2099-01-01' : cell)),
      fourth!.map((cell, place) => (place === 7 ? '1970-01-01T00:00:00Z' : cell)),
      fifth!.map((cell, place) => (place === 2 ? '2025-10' : cell)),
      fifth!.map((cell, place) => (place === 5 ? 'lain' : cell)),
      ['', '', 'rusak', '', '', '2025-09-kupang', '', ''],
    ]);
    const read = await act((tx) => importPostings(tx, { programme, file: mixed }));
    expect(read).toMatchObject({ rows: 11, posted: 2, unmatched: 9 });
    expect(read.findings).toEqual({
      'amount-differs': 1,
      'kpj-unknown': 1,
      'not-in-roster': 1,
      'posted-twice': 1,
      'posting-time-impossible': 2,
      'row-unreadable': 1,
      'wrong-contribution-code': 1,
      'wrong-month': 1,
    });
    const [found] = await act((tx) => reconcileMonth(tx, { programme, month, branch: 'kupang' }));
    expect(found?.classes).toEqual({
      agreed: { persons: 2, amount: 33_600n },
      'charged-not-paid': { persons: 0, amount: 0n },
      'paid-not-posted': { persons: 2, amount: 33_600n },
      'amount-differs': { persons: 1, amount: 16_800n },
      'posted-not-charged': { persons: 2, amount: 33_600n },
    });
    expect((await act((tx) => ledgerCheck(tx, programme))).broken).toEqual([]);
  });

  test('the rest comes in a second file; two files of one code at the same time post nobody twice', async () => {
    const [one, other] = await Promise.all([postingFile('susulan-1.csv', final), postingFile('susulan-2.csv', final, (rows) => [...rows].reverse())]);
    const read = await Promise.all([one, other].map((name) => act((tx) => importPostings(tx, { programme, file: name }))));
    expect(read.map(({ posted }) => posted).sort()).toEqual([0, 3]);
    expect(read.map(({ findings }) => findings['already-posted']).sort()).toEqual([2, 5]);
    const [found] = await act((tx) => reconcileMonth(tx, { programme, month, branch: 'kupang' }));
    expect(found?.classes.agreed).toEqual({ persons: 5, amount: 84_000n });
    expect(found?.posted).toEqual({ persons: 5, amount: 84_000n });
    expect((await act((tx) => ledgerCheck(tx, programme))).broken).toEqual([]);
  });

  test('a file of an unknown code, of none, or not invoiced is refused whole', async () => {
    const strange = await postingFile('asing.csv', final, (rows) => rows.map((row) => row.map((cell, place) => (place === 5 ? 'asing' : cell))));
    expect(await codeOf(act((tx) => importPostings(tx, { programme, file: strange })))).toBe('contribution-code-unknown');
    const empty = await postingFile('kosong.csv', final, () => []);
    expect(await codeOf(act((tx) => importPostings(tx, { programme, file: empty })))).toBe('posting-file-empty');
  });
});

test('a wrong transfer planted behind the program is found', async () => {
  await ownerSession(base.url, async (client) => {
    await client.query(
      `insert into ledger.transfer select gen_random_uuid(), 'treasury:ntt-2025', 'payable:ntt-2025:kupang', 1000, 'sp2d-issued', 'palsu', 'ntt', '53', '2025-09-30', null, now(), 'x'`,
    );
  });
  const check = await act((tx) => ledgerCheck(tx, programme));
  expect(check.holds).toBe(false);
  expect(check.broken.map(({ code }) => code).sort()).toEqual(['movements-equal-facts', 'payable-equals-unpaid', 'treasury-equals-debits']);
});

test('a shared membership number stops the roster', async () => {
  const month = monthFrom('2025-10');
  await act((tx) => openMonth(tx, { law, programme, month }));
  await act(async (tx) => {
    const { rows } = await tx.client.query<{ person_key: string }>(
      `select distinct person_key from roster.person_month where area = $1 and month = '2025-10-01' order by 1 limit 1`,
      [villages.atambua],
    );
    await register(
      { ...tx, at: '2025-09-02T00:00:00.000Z' as typeof tx.at },
      `select '${rows[0]?.person_key}'::uuid as person_key, '${villages.atambua}' as area, 'A0000000002' as kpj
      union all select person_key, area, 'A0000000002' from (select distinct person_key, area from roster.person_month where area = '${villages.atambua}' and month = '2025-10-01' and person_key <> '${rows[0]?.person_key}' order by 1 limit 1) other`,
    );
  });
  expect(await codeOf(finalise('atambua', month))).toBe('membership-number-shared');
});

test('people held but not registered are not charged, and are told', async () => {
  const month = monthFrom('2025-11');
  await holdAndRegister(base.database, { perBranch: { 'labuan-bajo': 2 }, register: false, first: '2025-11' });
  await act((tx) => openMonth(tx, { law, programme, month }));
  expect(await finalise('labuan-bajo', month)).toMatchObject({ held: 4, persons: 2 });
  const [found] = await act((tx) => reconcileMonth(tx, { programme, month, branch: 'labuan-bajo' }));
  expect(found).toMatchObject({ held: 4, charged: { persons: 2, amount: 33_600n }, classes: { 'charged-not-paid': { persons: 2 } } });
});
