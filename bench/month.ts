// Decides how a month is run, from open to posted: the product's steps under a stopwatch, the branch and the bank outside it.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { payOrder } from '../simulator/bank.ts';
import { issueContributionCode, postContributions } from '../simulator/bpjs-branch.ts';
import { acceptContributionCode } from '../src/contributions/contribution-code-steps.ts';
import { finaliseMonth, invoiceMonth, openMonth } from '../src/contributions/contributions-steps.ts';
import { recordPayment } from '../src/contributions/payment-steps.ts';
import { importBankStatement } from '../src/contributions/statement-steps.ts';
import { importPostings } from '../src/contributions/posting-steps.ts';
import { civilDate } from '../src/kernel/date.ts';
import { monthFrom } from '../src/kernel/month.ts';
import type { Actor } from '../src/kernel/actor.ts';
import type { Tx } from '../src/platform/database.ts';
import { month, programme } from './plan.ts';
import { type BenchWorkplace, finance, office } from './workplace.ts';

/** What the branch and the bank answered for one branch's month, kept: the same roster gets the same answers in every run. */
export interface BranchPapers {
  readonly branch: string;
  readonly roster: string;
  readonly code: string;
  readonly statement: string;
  readonly receipt: string;
  readonly valueDate: string;
  readonly postings: readonly string[];
}

/** A month's papers; `play` answers what is asked of branch and bank, and keeps it. */
export interface Papers {
  branchOf(of: { readonly branch: string; readonly npp: string; readonly roster: string }): Promise<string>;
  bankOf(of: { readonly branch: string; readonly npp: string; readonly code: string; readonly amount: bigint; readonly roster: string }): Promise<BranchPapers>;
}

/** Lets the simulator answer into a folder, and keeps what it said in `papers.json`. */
export function playedPapers(folder: string): Papers & { keep(): Promise<void> } {
  const kept: BranchPapers[] = [];
  const at = (name: string): string => path.join(folder, name);
  return {
    branchOf: async ({ branch, npp, roster }) => {
      const answerPath = at(`kode-${branch}.csv`);
      issueContributionCode({ rosterPath: roster, answerPath, npp, issuedOn: `${month}-07` });
      return answerPath;
    },
    bankOf: async ({ branch, npp, code, amount, roster }) => {
      const statement = at(`rekening-koran-${branch}.csv`);
      const paid = payOrder({
        sp2d: `SP2D/${branch}`,
        code,
        npp,
        amount,
        orderedOn: `${month}-08`,
        balance: amount * 2n,
        statementPath: statement,
        receiptPath: at(`bukti-${branch}.csv`),
      });
      const postings = [at(`posting-${branch}-1.csv`), at(`posting-${branch}-2.csv`)];
      const count = postContributions({ rosterPath: roster, code, valueDate: paid.valueDate, firstPath: postings[0] ?? '', secondPath: postings[1] ?? '' });
      const papers: BranchPapers = {
        branch,
        roster,
        code: at(`kode-${branch}.csv`),
        statement,
        receipt: paid.receipt,
        valueDate: paid.valueDate,
        postings: postings.slice(0, count.second > 0 ? 2 : 1),
      };
      kept.push(papers);
      return papers;
    },
    keep: () => writeFile(at('papers.json'), JSON.stringify(kept)),
  };
}

export const papersIn = async (folder: string): Promise<readonly BranchPapers[]> =>
  JSON.parse(await readFile(path.join(folder, 'papers.json'), 'utf8')) as BranchPapers[];

/** The papers kept in a folder, as they were played when the month was first run. */
export async function keptPapers(folder: string): Promise<Papers> {
  const papers = new Map((await papersIn(folder)).map((one) => [one.branch, one]));
  const of = (branch: string): BranchPapers => {
    const found = papers.get(branch);
    if (found === undefined) throw new Error(`no papers of branch ${branch} are kept`);
    return found;
  };
  return { branchOf: async ({ branch }) => of(branch).code, bankOf: async ({ branch }) => of(branch) };
}

/** Runs the month; returns the seconds the product took. */
export async function runMonth(workplace: BenchWorkplace, directory: string, papers: Papers): Promise<number> {
  const { database, law, clock } = workplace;
  await mkdir(directory, { recursive: true });
  let seconds = 0;
  const timed = async <T>(work: () => Promise<T>): Promise<T> => {
    const from = performance.now();
    const result = await work();
    seconds += (performance.now() - from) / 1000;
    return result;
  };
  const act = <T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> => timed(() => database.transact(actor, work));
  const day = (date: string, time = '09:00:00'): void => clock.set(`${date}T${time}+08:00`);
  const of = { programme, month: monthFrom(month) };

  day(`${month}-06`);
  const { periods } = await act(finance, (tx) => openMonth(tx, { ...of, law }));
  const late: string[] = [];
  for (const { branch, npp } of periods) {
    day(`${month}-06`);
    const { file } = await act(office, (tx) => finaliseMonth(tx, { ...of, branch, directory }));
    const code = await papers.branchOf({ branch, npp, roster: file });
    day(`${month}-08`);
    const invoice = await act(finance, async (tx) => {
      await acceptContributionCode(tx, { programme, file: code, branch });
      return invoiceMonth(tx, { ...of, branch });
    });
    const pay = (fact: 'sp2d-issued' | 'administrator-received', reference: string, on: string) => (tx: Tx) =>
      recordPayment(tx, { invoice: invoice.number, fact, reference, amount: invoice.amount, occurredOn: civilDate(on) });
    await act(finance, pay('sp2d-issued', `SP2D/${branch}`, `${month}-08`));
    const { statement, receipt, valueDate, postings } = await papers.bankOf({ branch, npp, code: invoice.code, amount: invoice.amount, roster: file });
    day(valueDate, '14:00:00');
    await act(finance, (tx) => importBankStatement(tx, { programme, file: statement }));
    await act(finance, pay('administrator-received', receipt, valueDate));
    day(valueDate, '16:00:00');
    await act(finance, (tx) => importPostings(tx, { programme, file: postings[0] ?? '' }));
    late.push(...postings.slice(1));
  }
  day(`${month}-20`, '10:00:00');
  for (const file of late) await act(finance, (tx) => importPostings(tx, { programme, file }));
  return seconds;
}
