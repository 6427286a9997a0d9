// Imports the sponsor's bank statement: each line once, each debit to the payment orders it pays, each return to the debit it undoes; what fits nothing stays a task.
import path from 'node:path';
import { Fault } from '../kernel/fault.ts';
import { type Rupiah } from '../kernel/money.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { digestOfFile } from '../platform/file-digest.ts';
import { withoutNik } from '../platform/rendering.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { type LineProblem, lineProblems, matchDebit, matchReturn } from './bank-statement.ts';
import type { PaymentFact } from './invoice-state.ts';
import { recordPayment } from './payment-steps.ts';
import { insertCredit, invoicesByCode, orderedParts } from './payment-store.ts';
import { readStatement } from './statement-client.ts';
import { isRead, marksOf } from './statement-line.ts';
import { type WrittenLine, insertLines, insertMatches, insertStatement, linesOfStatements, statementOf } from './statement-store.ts';

/** A line that is a task: `line` is that of its file. */
export interface LineTask {
  readonly line: number;
  readonly statement: string;
  readonly amount: Rupiah;
  readonly problem: LineProblem;
}

/** A statement's outcome: rows = debits that paid + known + returned + problems among them + unreadable + credits (money from elsewhere, balances). */
export interface ImportedStatement {
  readonly profile: string;
  readonly rows: number;
  /** Rows that are no debit and bring nothing back. */
  readonly credits: number;
  readonly paid: number;
  readonly known: number;
  readonly returned: number;
  readonly problems: readonly LineTask[];
  readonly unreadable: readonly number[];
  /** What the bank took beyond payment orders, in rupiah: now credits. */
  readonly overpaid: Rupiah;
  /** Whether the file's own balances add up, where it says them. */
  readonly remarks: readonly { readonly line: number; readonly problem: string }[];
  /** True when this very file was read before. */
  readonly alreadyRead: boolean;
}

/**
 * Imports a bank statement (MT940, or CSV by a bank's profile). A line read before, in this file or another, changes nothing; lines that found no
 * payment order then are looked at again. Faults: those of reading the file; nothing of it stands after one.
 */
export async function importBankStatement(
  tx: Tx,
  of: { readonly programme: string; readonly file: string; readonly bank?: string },
): Promise<ImportedStatement> {
  const { sponsor, area } = await currentPolicy(tx, of.programme);
  const read = await readStatement(of.file, of.bank === undefined ? {} : { bank: of.bank });
  const fileDigest = await digestOfFile(of.file);
  const lines = read.lines.filter(isRead).map((line) => ({ ...line, reference: withoutNik(line.reference), description: withoutNik(line.description) }));
  const unreadable = read.lines.filter((line) => !isRead(line)).map(({ line }) => line);
  const marks = marksOf(lines);
  const standing = await statementOf(tx, of.programme, fileDigest);
  const at = { programme: of.programme, sponsor, area };
  if (standing === null) {
    const name = path.basename(of.file);
    const statementId = await insertStatement(tx, { ...at, profile: read.profile, name: withoutNik(name), fileDigest, rows: read.lines.length + read.passed });
    await insertLines(tx, { ...at, statementId }, lines, marks);
    await recordAct(tx, { kind: 'bank-statement-imported', subject: statementId, digest: fileDigest, sponsor, area });
  }
  const outcome = await settleLines(tx, at);
  const mine = new Set(marks);
  const problems = outcome.tasks.filter(({ mark }) => mine.has(mark)).map(({ mark: _, ...task }) => task);
  const [paid, returned] = [outcome.paid, outcome.returned].map((done) => [...done].filter((mark) => mine.has(mark)).length);
  const debits = lines.filter(({ direction }) => direction === 'debit').length;
  const [paidNow = 0, returnedNow = 0] = [paid, returned];
  const creditTasks = problems.filter(({ problem }) => problem === 'return-differs-from-debit').length;
  return {
    profile: read.profile,
    rows: read.lines.length + read.passed,
    credits: read.passed + lines.length - debits - returnedNow - creditTasks,
    paid: paidNow,
    known: debits - paidNow - (problems.length - creditTasks),
    returned: returnedNow,
    problems,
    unreadable,
    overpaid: outcome.overpaid,
    remarks: read.problems,
    alreadyRead: standing !== null,
  };
}

interface Settled {
  readonly paid: Set<string>;
  readonly returned: Set<string>;
  readonly tasks: readonly (LineTask & { readonly mark: string })[];
  readonly overpaid: Rupiah;
}

/** Looks at every line that proves nothing yet, in the order of days: a debit before the return that undoes it. */
async function settleLines(tx: Tx, of: { readonly programme: string; readonly sponsor: string; readonly area: string }): Promise<Settled> {
  const codes = new Set((await invoicesByCode(tx, of.programme)).keys());
  let orders = await orderedParts(tx, of.programme);
  const settled = { paid: new Set<string>(), returned: new Set<string>(), tasks: [] as (LineTask & { mark: string })[], overpaid: 0n };
  const task = (line: WrittenLine, problem: LineProblem): void =>
    void settled.tasks.push({ line: line.line, statement: line.statement, amount: line.amount, problem, mark: line.mark });
  for (const line of await linesOfStatements(tx, of.programme, 'open')) {
    const found = line.direction === 'debit' ? matchDebit(line, orders, codes) : matchReturn(line, orders);
    if (found === null) continue;
    if (typeof found === 'string') task(line, found);
    else if ('problem' in found && found.problem !== null) task(line, found.problem);
    else {
      const parts = 'problem' in found ? found.parts : found;
      const fact: PaymentFact = line.direction === 'debit' ? 'bank-debited' : 'bank-returned';
      const excess = 'problem' in found ? found.excess : 0n;
      const done = await recordParts(tx, { ...of, line, fact, parts, excess });
      if (done === null) {
        task(line, 'recorded-otherwise');
        continue;
      }
      if (fact === 'bank-returned') settled.returned.add(line.mark);
      else if (done) settled.paid.add(line.mark);
      settled.overpaid += excess;
      orders = await orderedParts(tx, of.programme);
    }
  }
  return settled;
}

/** Records what a line proves. True when something was new; null when a record of it says otherwise (told before anything is written). */
async function recordParts(
  tx: Tx,
  of: {
    readonly programme: string;
    readonly sponsor: string;
    readonly area: string;
    readonly line: WrittenLine;
    readonly fact: PaymentFact;
    readonly parts: readonly { readonly invoice: string; readonly reference: string; readonly amount: Rupiah }[];
    readonly excess: Rupiah;
  },
): Promise<boolean | null> {
  const { line, fact } = of;
  const payments: string[] = [];
  let fresh = false;
  await tx.client.query('savepoint line');
  try {
    for (const part of of.parts) {
      const { recorded, paymentId } = await recordPayment(tx, { ...part, fact, occurredOn: line.on });
      payments.push(paymentId);
      fresh ||= recorded;
    }
    const [first] = of.parts;
    if (of.excess > 0n && first !== undefined) payments.push(await keepExcess(tx, { ...of, first }));
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== 'conflict') throw error;
    await tx.client.query('rollback to savepoint line');
    return null;
  }
  await tx.client.query('release savepoint line');
  await insertMatches(tx, { lineId: line.lineId, sponsor: of.sponsor, area: of.area }, payments);
  return fresh;
}

/** Money beyond the order is the sponsor's, in the administrator's hands: a credit of the branch. */
async function keepExcess(
  tx: Tx,
  of: {
    readonly programme: string;
    readonly sponsor: string;
    readonly area: string;
    readonly line: WrittenLine;
    readonly first: { readonly invoice: string; readonly reference: string };
    readonly excess: Rupiah;
  },
): Promise<string> {
  const { paymentId } = await recordPayment(tx, {
    invoice: of.first.invoice,
    fact: 'bank-overpaid',
    reference: of.first.reference,
    amount: of.excess,
    occurredOn: of.line.on,
  });
  const branch = of.first.invoice.split('/').at(-2) ?? '';
  const reference = `${of.first.invoice}/${of.first.reference}`;
  const basis = 'lebih debit; dibawa ke bulan berikut menurut perjanjian';
  await insertCredit(tx, { programme: of.programme, branch, source: 'overpayment', reference, amount: of.excess, basis, sponsor: of.sponsor, area: of.area });
  return paymentId;
}

/** Every line of a programme's statements with what it proves, and why an open debit is a task. */
export async function statementLines(tx: Tx, programme: string): Promise<readonly (WrittenLine & { readonly problem: LineProblem | null })[]> {
  await currentPolicy(tx, programme);
  const orders = await orderedParts(tx, programme);
  const codes = new Set((await invoicesByCode(tx, programme)).keys());
  return (await linesOfStatements(tx, programme)).map((line) => {
    if (line.matched) return { ...line, problem: null };
    const found = line.direction === 'debit' ? matchDebit(line, orders, codes) : matchReturn(line, orders);
    const problem =
      found === null ? null : typeof found === 'string' ? found : 'problem' in found ? (found.problem ?? 'recorded-otherwise') : 'recorded-otherwise';
    return { ...line, problem };
  });
}

export { lineProblems };
