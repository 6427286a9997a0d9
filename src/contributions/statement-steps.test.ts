// Tests a treasury account's statements against PostgreSQL: parts, too much, returned, another month's code, one transfer for several invoices; again and in any order nothing changes.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { paidMonths } from '../../test/fixtures/paid-months.ts';
import { holdAndRegister, programme, recordNtt } from '../../test/fixtures/registered-people.ts';
import { civilDate } from '../kernel/date.ts';
import { monthFrom } from '../kernel/month.ts';
import { carryCredits, credits } from './credit-steps.ts';
import { recordPayment, reversePayment } from './payment-steps.ts';
import { ledgerCheck, monthState } from './reconciliation-steps.ts';
import { importBankStatement, statementLines } from './statement-steps.ts';

let base: TestDatabase;
let folder: string;
let months: ReturnType<typeof paidMonths>;
const invoices: Record<string, { number: string; code: string; amount: bigint }> = {};
beforeAll(async () => {
  base = await testDatabase();
  base.clock.set('2025-12-31T00:00:00Z');
  folder = await mkdtemp(path.join(tmpdir(), 'payung-statements-'));
  months = paidMonths(base, folder);
  await recordNtt(base.database);
  await holdAndRegister(base.database, { perBranch: { kupang: 5, atambua: 3 } });
  for (const [name, branch, month] of [
    ['july', 'kupang', '2025-07'],
    ['border', 'atambua', '2025-07'],
    ['august', 'kupang', '2025-08'],
    ['september', 'kupang', '2025-09'],
    ['october', 'kupang', '2025-10'],
  ] as const)
    invoices[name] = await months.invoiced(branch, monthFrom(month));
});
afterAll(async () => {
  await base.drop();
  await rm(folder, { recursive: true });
});

const invoice = (name: string) => invoices[name] ?? { number: '', code: '', amount: 0n };
const order = (name: string, reference: string, amount = invoice(name).amount) =>
  months.act((tx) => recordPayment(tx, { invoice: invoice(name).number, fact: 'sp2d-issued', reference, amount, occurredOn: civilDate('2025-07-08') }));
const read = (file: string) => months.act((tx) => importBankStatement(tx, { programme, file }));
const state = async (name: string) => {
  const { number } = invoice(name);
  const [, branch = '', month = ''] = number.split('/');
  const [found] = await months.act((tx) => monthState(tx, programme, monthFrom(month), branch));
  return [found?.ordered, found?.debited, found?.received];
};
const sound = async (): Promise<void> => expect((await months.act((tx) => ledgerCheck(tx, programme))).broken).toEqual([]);

test('one transfer pays several invoices; the same file, its lines in another order or in MT940 change nothing', async () => {
  const whole = invoice('july').amount + invoice('border').amount;
  await order('july', 'SP2D-1');
  await order('border', 'SP2D-1');
  const lines = [`2025-07-09,SP2D SP2D-1 BPJS KETENAGAKERJAAN,${whole},0,1,TRF1`, '2025-07-09,LISTRIK,7,0,1,TRF2', '2025-07-09,DANA TRANSFER,0,9000,1,TRF3'];
  const header = 'tanggal,uraian,debit,kredit,saldo,referensi';
  const daily = await months.file('harian.csv', [header, ...lines]);
  expect(await read(daily)).toMatchObject({
    profile: 'payung',
    rows: 3,
    paid: 1,
    known: 0,
    credits: 1,
    problems: [{ line: 3, problem: 'no-such-payment-order' }],
    alreadyRead: false,
  });
  expect([await state('july'), await state('border')]).toEqual([
    [84_000n, 84_000n, 0n],
    [50_400n, 50_400n, 0n],
  ]);
  const before = await months.act((tx) => statementLines(tx, programme));
  expect(before).toHaveLength(3);
  expect(await read(daily)).toMatchObject({ paid: 0, known: 1, alreadyRead: true });
  expect(await read(await months.file('bulanan.csv', [header, ...[...lines].reverse()]))).toMatchObject({ paid: 0, known: 1, alreadyRead: false });
  expect(await months.act((tx) => statementLines(tx, programme))).toEqual(before);
  const swift = await months.file('rekening.sta', [
    ':20:S1',
    ':25:0001',
    ':28C:1/1',
    ':60F:C250709IDR1000000,00',
    `:61:2507090709D${whole},00NTRFTRF1`,
    ':86:SP2D SP2D-1 BPJS KETENAGAKERJAAN',
    `:62F:C250709IDR${1_000_000n - whole},00`,
    '-',
  ]);
  expect(await read(swift)).toMatchObject({ profile: 'mt940', paid: 0, known: 1, problems: [], remarks: [] });
  expect(await months.act((tx) => statementLines(tx, programme))).toEqual(before);
  await sound();
});

test('a part, the rest, and a return: what came back is owed again and a new order may be made', async () => {
  await order('august', 'SP2D-2');
  const header = 'tanggal,uraian,debit,kredit,saldo,referensi';
  await read(await months.file('bagian.csv', [header, '2025-08-11,SP2D-2 TERMIN 1,30000,0,1,B1', '2025-08-12,SP2D-2 TERMIN 2,54000,0,1,B2']));
  expect(await state('august')).toEqual([84_000n, 84_000n, 0n]);
  expect(await read(await months.file('retur.csv', [header, '2025-08-13,RETUR SP2D-2 REKENING TUTUP,0,84000,1,B3']))).toMatchObject({
    returned: 1,
    credits: 0,
  });
  expect(await state('august')).toEqual([0n, 0n, 0n]);
  await order('august', 'SP2D-2A');
  expect(await read(await months.file('ulang.csv', [header, '2025-08-14,SP2D-2A,84000,0,1,B4']))).toMatchObject({ paid: 1 });
  expect(await state('august')).toEqual([84_000n, 84_000n, 0n]);
  await sound();
});

test('too much is kept as a credit and pays the next month, once', async () => {
  await order('september', 'SP2D-3');
  const file = await months.file('lebih.csv', ['tanggal,uraian,debit,kredit,saldo,referensi', '2025-09-10,SP2D-3,100800,0,1,C1']);
  expect(await read(file)).toMatchObject({ paid: 1, overpaid: 16_800n });
  expect(await read(file)).toMatchObject({ paid: 0, known: 1, overpaid: 0n });
  await sound();
  const carry = () => months.act((tx) => carryCredits(tx, { programme, month: monthFrom('2025-10') }));
  expect((await carry()).map(({ amount }) => amount)).toEqual([16_800n]);
  expect(await carry()).toEqual([]);
  expect(await months.codeOf(order('october', 'SP2D-4'))).toBe('payment-exceeds-invoice');
  await order('october', 'SP2D-4', 67_200n);
  expect((await months.act((tx) => credits(tx, programme))).credits).toMatchObject([
    { branch: 'kupang', source: 'overpayment', amount: 16_800n, used: 16_800n },
  ]);
  await sound();
});

test("a debit under another month's code is a task until the payment is moved to the right invoice", async () => {
  const { code } = invoice('september');
  const header = 'tanggal,uraian,debit,kredit,saldo,referensi';
  const file = await months.file('salah.csv', [header, `2025-10-10,SP2D-4 KODE IURAN ${code},67200,0,1,D1`]);
  expect(await read(file)).toMatchObject({ paid: 0, problems: [{ problem: 'paid-under-another-code' }] });
  await months.act((tx) =>
    recordPayment(tx, {
      invoice: invoice('october').number,
      fact: 'administrator-received',
      reference: 'BTI-9',
      amount: 50_400n,
      occurredOn: civilDate('2025-10-11'),
    }),
  );
  const reverse = (to?: string) =>
    months.act((tx) =>
      reversePayment(tx, {
        invoice: invoice('october').number,
        fact: 'administrator-received',
        reference: 'BTI-9',
        reason: 'diterima untuk bulan lain',
        ...(to === undefined ? {} : { to }),
      }),
    );
  expect(
    await months.codeOf(
      months.act((tx) => reversePayment(tx, { invoice: invoice('october').number, fact: 'administrator-received', reference: 'BTI-9', reason: 'salah' })),
    ),
  ).toBe('reason-too-short');
  expect(await months.codeOf(reverse('tidak/ada'))).toBe('invoice-unknown');
  expect(await reverse(invoice('border').number)).toEqual({ reversed: true, amount: 50_400n });
  expect(await reverse(invoice('border').number)).toEqual({ reversed: false, amount: 50_400n });
  expect([(await state('october'))[2], (await state('border'))[2]]).toEqual([0n, 50_400n]);
  expect(
    await months.codeOf(
      months.act((tx) =>
        reversePayment(tx, { invoice: invoice('july').number, fact: 'sp2d-issued', reference: 'SP2D-1', reason: 'didebit sudah, tidak boleh' }),
      ),
    ),
  ).toBe('reversal-leaves-less-than-nothing');
  await sound();
});

test('ten imports of one statement at the same time pay once', async () => {
  const file = await months.file('bersamaan.csv', ['tanggal,uraian,debit,kredit,saldo,referensi', '2025-10-12,SP2D-4,67200,0,1,E1']);
  const done = await Promise.allSettled(Array.from({ length: 10 }, () => read(file)));
  expect(done.filter(({ status }) => status === 'fulfilled')).not.toHaveLength(0);
  expect(await read(file)).toMatchObject({ paid: 0, known: 1 });
  expect((await state('october'))[1]).toBe(67_200n);
  await sound();
});
