// Tests each choice at the end of a term carried out, to who is protected in January: months in advance held, paid and posted like any month, the others as they are.
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { issueContributionCode, postContributions } from '../../simulator/bpjs-branch.ts';
import { type SmallProgramme, actors, faultOf, programme, sixMonths, smallProgramme, villagers } from '../fixtures/small-programme.ts';
import { acceptContributionCode } from '../../src/contributions/contribution-code-steps.ts';
import { finaliseMonth, invoiceMonth, openMonth } from '../../src/contributions/contributions-steps.ts';
import { monthsShown } from '../../src/contributions/month-page-steps.ts';
import { recordPayment } from '../../src/contributions/payment-steps.ts';
import { importPostings } from '../../src/contributions/posting-steps.ts';
import { reconcileMonth } from '../../src/contributions/reconciliation-steps.ts';
import { isSquare } from '../../src/contributions/reconciliation.ts';
import { coverageOf } from '../../src/coverage/coverage-steps.ts';
import { addDays, civilDate } from '../../src/kernel/date.ts';
import { type Month, monthFrom } from '../../src/kernel/month.ts';
import { lookIn } from '../../src/platform/database.ts';
import { linesOf } from '../../src/programme/budget-steps.ts';
import { checkInvariants } from '../../src/reporting/check-steps.ts';
import { monthsOf } from '../../src/roster/roster-steps.ts';
import { anyone } from '../database.ts';
import { carryYearEnd } from '../../src/closing/carry-steps.ts';
import { chooseYearEnd, yearEnd } from '../../src/closing/year-end-steps.ts';

let small: SmallProgramme;
const perPerson = 3n * 16_800n;

/** Two kabupaten: three members whose three months are paid in advance, two for whom something else is chosen. December is posted. */
beforeAll(async () => {
  small = await smallProgramme({
    villagers: [...villagers('timur', 1, 1, 2), ...villagers('barat', 1, 2)],
    places: { timur: 3, barat: 2 },
    limit: 5n * sixMonths + 3n * perPerson,
  });
  await small.allocated();
  await small.established();
  for (const month of ['2025-07', '2025-08', '2025-09', '2025-10', '2025-11', '2025-12']) await pay(monthFrom(month), `${month}-10`);
});
afterAll(() => small.drop());

/** A month opened, finalised, coded, invoiced, paid and posted with every branch on a day. */
async function pay(month: Month, day: string): Promise<void> {
  const { database, workplace, folder } = small;
  const act = <T>(work: Parameters<typeof database.transact<T>>[1]): Promise<T> => database.transact(actors.finance, work);
  const on = civilDate(day);
  small.day(on);
  const { periods } = await act((tx) => openMonth(tx, { law: workplace.law, programme, month }));
  for (const { branch, npp } of periods) {
    const { file } = await act((tx) => finaliseMonth(tx, { programme, branch, month, directory: folder }));
    const answer = path.join(folder, `kode-${branch}-${month}.csv`);
    const { code } = issueContributionCode({ rosterPath: file, answerPath: answer, npp, issuedOn: on });
    await act((tx) => acceptContributionCode(tx, { programme, file: answer, branch }));
    const { number } = await act((tx) => invoiceMonth(tx, { programme, branch, month }));
    const { amount } = issueContributionCode({ rosterPath: file, answerPath: answer, npp, issuedOn: on });
    for (const fact of ['sp2d-issued', 'bank-debited', 'administrator-received'] as const)
      await act((tx) => recordPayment(tx, { invoice: number, fact, reference: `SP2D/${month}/${branch}`, amount, occurredOn: on }));
    const [firstPath, secondPath] = [path.join(folder, `p1-${branch}-${month}.csv`), path.join(folder, `p2-${branch}-${month}.csv`)];
    const { first, second } = postContributions({ rosterPath: file, code, valueDate: on, postedAt: `${on}T08:00:00+08:00`, firstPath, secondPath });
    if (first > 0) await act((tx) => importPostings(tx, { programme, file: firstPath }));
    if (second === 0) continue;
    small.day(addDays(on, 5));
    await act((tx) => importPostings(tx, { programme, file: secondPath }));
  }
}

const cover = async (who: number, on: string): Promise<string> => {
  const personKey = await small.keyOf(who);
  const { jkm } = await small.database.read(anyone, (tx) => coverageOf(lookIn(tx), { law: small.workplace.law, personKey, on: civilDate(on) }));
  return `${jkm.state} ${jkm.reasons[0]?.code ?? ''}`;
};
const choose = (of: Omit<Parameters<typeof chooseYearEnd>[1], 'law' | 'programme' | 'reason'>) =>
  small.database.transact(actors.secretary, (tx) => chooseYearEnd(tx, { law: small.workplace.law, programme, reason: 'keputusan rapat', ...of }));
const committed = async (): Promise<bigint> => (await small.database.read(actors.finance, (tx) => linesOf(tx, programme)))[0]?.committed ?? 0n;

test('before anything is chosen nobody is held in January, and it cannot be opened', async () => {
  small.day('2025-12-11');
  expect((await small.database.read(actors.secretary, (tx) => yearEnd(tx, { law: small.workplace.law, programme }))).fallsOff).toBe(5);
  const open = small.database.transact(actors.finance, (tx) => openMonth(tx, { law: small.workplace.law, programme, month: monthFrom('2026-01') }));
  expect(await faultOf(open)).toBe('month-outside-term');
});

test('paid in advance: held by the choice, on the line within its limit, and only for its months', async () => {
  await choose({ choice: 'prepay', months: 3, area: '5311' });
  await carryYearEnd(small.workplace, actors.office, { programme });
  const { held } = await small.database.read(anyone, async (tx) => monthsOf(tx, await small.keyOf(0)));
  expect(held.filter(({ cover: of }) => of === 'jkm').map(({ month }) => month)).toEqual([
    '2025-07',
    '2025-08',
    '2025-09',
    '2025-10',
    '2025-11',
    '2025-12',
    '2026-01',
    '2026-02',
    '2026-03',
  ]);
  expect(await committed()).toBe(5n * sixMonths + 3n * perPerson);
  expect((await small.database.read(actors.secretary, (tx) => monthsShown(tx, programme))).at(-1)?.month).toBe('2026-03');
  expect((await small.database.read(actors.secretary, (tx) => yearEnd(tx, { law: small.workplace.law, programme }))).fallsOff).toBe(2);
  const april = small.database.transact(actors.finance, (tx) => openMonth(tx, { law: small.workplace.law, programme, month: monthFrom('2026-04') }));
  expect(await faultOf(april)).toBe('month-outside-term');
});

test('invoiced, paid and posted in December, January is protected from its first day; whoever is not paid for is not', async () => {
  for (const month of ['2026-01', '2026-02', '2026-03']) await pay(monthFrom(month), '2025-12-22');
  for (const month of ['2026-01', '2026-03'])
    expect((await small.database.read(actors.finance, (tx) => reconcileMonth(tx, { programme, month: monthFrom(month) }))).every(isSquare)).toBe(true);
  small.day('2026-04-20');
  for (const on of ['2025-12-31', '2026-01-01', '2026-01-15', '2026-03-31']) expect(`${on} ${await cover(0, on)}`).toBe(`${on} protected month-posted`);
  expect(await cover(3, '2025-12-31')).toBe('protected month-posted');
  expect(await cover(3, '2026-01-15')).toBe('arrears-unsettled month-not-due-yet');
});

test.each(['announce-self-payment', 'let-end', 'hand-over'] as const)('%s holds nobody and commits nothing', async (choice) => {
  await choose({ choice, area: '5315', ...(choice === 'hand-over' ? { nextPayer: 'Pemkab Manggarai Barat' } : {}) });
  if (choice !== 'hand-over') return;
  await carryYearEnd(small.workplace, actors.office, { programme });
  const { held } = await small.database.read(anyone, async (tx) => monthsOf(tx, await small.keyOf(3)));
  expect(held.at(-1)?.month).toBe('2025-12');
  expect(await committed()).toBe(5n * sixMonths + 3n * perPerson);
});

test('what must always hold, holds', async () => {
  const only = [
    'commitments-equal-held-less-released',
    'determinations-match-months',
    'charges-are-held-and-registered',
    'commitments-within-lines',
    'ledger-agrees',
  ];
  const { invariants } = await checkInvariants({ database: small.database, dataDir: small.workplace.dataDir }, anyone, { only });
  expect(invariants.flatMap(({ rows }) => rows)).toEqual([]);
});
