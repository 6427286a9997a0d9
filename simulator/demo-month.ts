// Decides a contribution month of the demonstration: deaths and leavers known, replaced; opened, finalised, coded, invoiced, paid, posted.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type CivilDate, addDays, civilDate, weekday } from '../src/kernel/date.ts';
import { type Month, addMonths, dayIn } from '../src/kernel/month.ts';
import { findDeaths } from '../src/claims/claims-steps.ts';
import { acceptContributionCode } from '../src/contributions/contribution-code-steps.ts';
import { finaliseMonth, invoiceMonth, openMonth } from '../src/contributions/contributions-steps.ts';
import { recordPayment } from '../src/contributions/payment-steps.ts';
import { importBankStatement } from '../src/contributions/statement-steps.ts';
import { importPostings } from '../src/contributions/posting-steps.ts';
import { readLeavers } from '../src/enrolment/leavers-steps.ts';
import { type Case, people, programme } from './demo-cast.ts';
import { replace } from './demo-instruments.ts';
import { loadRegisterOf } from './demo-prepare.ts';
import { count } from './demo-steps.ts';
import type { Outside } from './outside.ts';

const workingDay = (date: CivilDate): CivilDate => (weekday(date) > 5 ? workingDay(addDays(date, 1)) : date);

/** Loads the deaths known on a day and opens the claims they give rise to. */
export async function lookForDeaths(of: Case, outside: Outside, name: string, on: CivilDate): Promise<Awaited<ReturnType<typeof findDeaths>>> {
  of.steps.day(on);
  const file = path.join(of.folder, 'registers', `kematian-${on}.csv`);
  await outside.act('deaths', { path: file, asOf: on });
  await loadRegisterOf(of, 'deaths', on, file);
  const found = await findDeaths(of.workplace, people.cases, name);
  return found;
}

/** One contribution month: deaths and leavers known, replaced; opened, finalised, coded, invoiced, paid, posted. `joined` hears when whoever replaces is registered. */
export async function playMonth(of: Case, outside: Outside, name: string, month: Month, joined: () => void = () => {}): Promise<void> {
  const { workplace, steps, folder } = of;
  await steps.step(
    'months',
    `Bulan / month ${month}`,
    async () => {
      const begins = dayIn(month, 2);
      let changes = { left: 0, joined: 0 };
      let deaths = 0;
      if (name === programme) {
        if (month !== '2025-07') {
          deaths = (await lookForDeaths(of, outside, name, begins)).deaths;
          const acts = path.join(folder, 'lists', '..', `laporan-desa-${addMonths(month, -1)}.csv`);
          await outside.act('village-acts', { path: acts, month: addMonths(month, -1) });
          await readLeavers(workplace, people.villages, { programme, file: acts });
        }
        changes = await replace(of, outside, `188.44/NTT/${month}/perubahan`, begins);
      }
      joined();
      const people_ = await payMonth(of, outside, name, month);
      return { ...changes, deaths, people: people_ };
    },
    ({ left, joined, deaths, people: number }) => `${count(number)} orang dibayar dan diposting; ${left} keluar (${deaths} meninggal), ${joined} menggantikan`,
  );
}

/** A branch's month on its way through the files of the branch and the bank. */
interface BranchMonth {
  readonly branch: string;
  readonly npp: string;
  readonly roster: string;
  readonly codeFile: string;
  readonly persons: number;
  readonly digest: string;
}

/** The branches work side by side, each day's acts before the next day's. */
async function payMonth(of: Case, outside: Outside, name: string, month: Month): Promise<number> {
  const { workplace, steps, folder } = of;
  const { database, law } = workplace;
  const directory = path.join(folder, 'months', month);
  await mkdir(directory, { recursive: true });
  steps.day(dayIn(month, 6));
  const { periods } = await database.transact(people.finance, async (tx) => openMonth(tx, { law, programme: name, month }));
  const finalised = await Promise.all(
    periods.map(async ({ branch, npp }): Promise<BranchMonth> => {
      const { file, persons, rosterDigest } = await database.transact(people.office, async (tx) =>
        finaliseMonth(tx, { programme: name, branch, month, directory }),
      );
      const codeFile = path.join(directory, `kode-${branch}.csv`);
      await outside.act('code', { rosterPath: file, answerPath: codeFile, npp, issuedOn: dayIn(month, 7) });
      return { branch, npp, roster: file, codeFile, persons, digest: rosterDigest };
    }),
  );
  steps.record.digests.push(...finalised.map(({ digest }) => digest));
  steps.record.rosters.push(...finalised.map(({ roster }) => ({ month, path: roster })));
  const orderedOn = workingDay(dayIn(month, 8));
  steps.day(orderedOn);
  const paid = await Promise.all(finalised.map((one) => orderPayment(of, outside, name, month, one, directory, orderedOn)));
  const [valueDate] = paid.map((one) => one.valueDate);
  if (valueDate === undefined) return 0;
  steps.day(valueDate, '14:00:00');
  for (const { statement, receipt, invoice } of paid) {
    await database.transact(people.finance, async (tx) => {
      await importBankStatement(tx, { programme: name, file: statement });
      await recordPayment(tx, { invoice: invoice.number, fact: 'administrator-received', reference: receipt, amount: invoice.amount, occurredOn: valueDate });
    });
  }
  steps.day(valueDate, '16:00:00');
  const post = (file: string) => database.transact(people.finance, async (tx) => importPostings(tx, { programme: name, file }));
  // The largest branch first: it takes longest to answer and to be read.
  const bySize = finalised.map((one, place) => ({ ...one, code: paid[place]?.code ?? '' })).sort((one, other) => other.persons - one.persons);
  const posted = await Promise.all(
    bySize.map(async ({ branch, roster, code }) => {
      const [firstPath, secondPath] = [path.join(directory, `posting-${branch}-1.csv`), path.join(directory, `posting-${branch}-2.csv`)];
      const correctionPath = path.join(directory, `koreksi-posting-${branch}.csv`);
      const { second, secondAt, corrections, correctedAt } = await outside.act('posting', {
        rosterPath: roster,
        code,
        valueDate,
        firstPath,
        secondPath,
        ...(of.corrections === true ? { correctionPath } : {}),
      });
      await post(firstPath);
      return { second, secondAt, secondPath, corrections, correctedAt, correctionPath };
    }),
  );
  const late = posted.filter(({ second }) => second > 0);
  if (late[0] !== undefined) steps.day(late[0].secondAt.slice(0, 10), '10:00:00'); // the money came to all on one day
  await Promise.all(late.map(({ secondPath }) => post(secondPath)));
  for (const { corrections, correctedAt, correctionPath } of posted) {
    if (corrections === 0) continue;
    steps.day(correctedAt.slice(0, 10), '11:00:00');
    await post(correctionPath);
  }
  return finalised.reduce((sum, { persons }) => sum + persons, 0);
}

/** The branch gives its code, the province invoices and orders, and the bank pays on its value date. */
async function orderPayment(
  of: Case,
  outside: Outside,
  name: string,
  month: Month,
  { branch, npp, codeFile }: BranchMonth,
  directory: string,
  orderedOn: CivilDate,
) {
  const { database } = of.workplace;
  const sp2d = `SP2D/${name}/${month}/${branch}`;
  const invoice = await database.transact(people.finance, async (tx) => {
    await acceptContributionCode(tx, { programme: name, file: codeFile, branch });
    const made = await invoiceMonth(tx, { programme: name, branch, month });
    await recordPayment(tx, { invoice: made.number, fact: 'sp2d-issued', reference: sp2d, amount: made.amount, occurredOn: orderedOn });
    return made;
  });
  // The bank writes both forms: one branch's statements come as CSV, the others' as MT940.
  const statement = path.join(directory, `rekening-koran-${branch}.${branch === 'kupang' ? 'csv' : 'sta'}`);
  const { receipt, valueDate } = await outside.act('payment', {
    sp2d,
    code: invoice.code,
    npp,
    amount: invoice.amount,
    orderedOn,
    balance: invoice.amount * 2n,
    statementPath: statement,
    receiptPath: path.join(directory, `bukti-${branch}.csv`),
  });
  return { invoice, code: invoice.code, statement, receipt, valueDate: civilDate(valueDate) };
}
