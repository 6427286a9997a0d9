// Runs a contribution month with each branch: open, finalise (roster, charges, file), invoice under the code the branch answered. Each step repeated changes nothing.
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { dateIn } from '../kernel/clock.ts';
import { RowDigest } from '../kernel/digest.ts';
import { Fault, assert } from '../kernel/fault.ts';
import { total } from '../kernel/money.ts';
import type { Month } from '../kernel/month.ts';
import { dueDate } from '../law/due-date.ts';
import type { Law } from '../law/law.ts';
import { chart } from '../ledger/chart.ts';
import { transfer } from '../ledger/ledger-steps.ts';
import { recordAct } from '../platform/act.ts';
import { writeCsv } from '../platform/csv-write.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import { commit } from '../programme/budget-steps.ts';
import { type BranchArea, branchesIn, currentPolicy } from '../programme/programme-steps.ts';
import { latestSnapshots } from '../registry/registry-steps.ts';
import { lockMonth, releaseUncharged } from '../roster/roster-steps.ts';
import { alreadyInvoiced, monthNotOpen, nobodyRegistered, notFinalised, numberShared } from './month-faults.ts';
import { rosterColumns, rosterFileName } from './month-files.ts';
import {
  type Finalisation,
  type Invoice,
  codeOf,
  insertFinalisation,
  insertFinalisationLines,
  insertInvoice,
  invoiceOf,
  latestFinalisation,
  linesOf,
} from './invoice-store.ts';
import { type Period, gatherRoster, gatherUncharged, heldByArea, insertPeriod, periodsOf, streamRoster } from './month-store.ts';

export type { Finalisation, Invoice } from './invoice-store.ts';
export type { Period } from './month-store.ts';

export interface OpenedMonth {
  readonly periods: readonly (Period & { readonly people: number; readonly opened: boolean })[];
  /** People held in kabupaten no branch serves: they cannot be charged until one does. */
  readonly withoutBranch: number;
}

/**
 * Opens a month with every branch that has people in it, or with one, due on the law's day: of the term, or after it where months are held in advance. Faults: `month-outside-term`, `branch-unknown`,
 * `branch-has-two-numbers`, those of the law.
 */
export async function openMonth(
  tx: Tx,
  of: { readonly law: Law; readonly programme: string; readonly month: Month; readonly branch?: string },
): Promise<OpenedMonth> {
  const { sponsor, area, policy } = await currentPolicy(tx, of.programme);
  const people = await heldByArea(tx, of.programme, of.month);
  // After the term a month is open only for whoever is paid for in advance.
  if (of.month < policy.term.first || (of.month > policy.term.last && people.size === 0)) {
    throw new Fault('bad-input', 'month-outside-term', {
      id: `Bulan ${of.month} di luar masa program (${policy.term.first} sampai ${policy.term.last}).`,
      en: `Month ${of.month} lies outside the programme's term (${policy.term.first} to ${policy.term.last}).`,
    });
  }
  if (of.branch !== undefined) await refuseUnknownBranch(tx, { ...of, branch: of.branch });
  const { due } = dueDate({ law: of.law, month: of.month });
  const branches = branchesWithOneNumber(await branchesIn(tx, area, of.month));
  const opened = new Set<string>();
  const count = (areas: readonly string[]): number => areas.reduce((sum, code) => sum + (people.get(code) ?? 0), 0);
  for (const branch of branches.filter(({ branch, areas }) => count(areas) > 0 && (of.branch === undefined || branch === of.branch))) {
    const period: Period = { periodId: newKey(), programme: of.programme, sponsor, area, branch: branch.branch, npp: branch.npp, month: of.month, dueOn: due };
    if (!(await insertPeriod(tx, period))) continue;
    opened.add(branch.branch);
    await recordAct(tx, { kind: 'month-opened', subject: period.periodId, digest: digestOf([of.programme, branch.branch, of.month, due]), sponsor, area });
  }
  const periods = await periodsOf(tx, of.programme, of.month);
  const served = new Set(branches.flatMap(({ areas }) => areas));
  return {
    periods: periods.map((period) => ({
      ...period,
      people: count(branches.find(({ branch }) => branch === period.branch)?.areas ?? []),
      opened: opened.has(period.branch),
    })),
    withoutBranch: count([...people.keys()].filter((code) => !served.has(code))),
  };
}

/** Refuses a branch that serves nothing of the programme in the month, by the branches there are. Fault: not-found `branch-unknown`. */
export async function refuseUnknownBranch(tx: Tx, of: { readonly programme: string; readonly month: Month; readonly branch: string }): Promise<void> {
  const { area } = await currentPolicy(tx, of.programme);
  const known = new Set((await branchesIn(tx, area, of.month)).map(({ branch }) => branch));
  for (const { branch } of await periodsOf(tx, of.programme, of.month)) known.add(branch);
  if (known.has(of.branch)) return;
  const names = [...known].sort().join(', ');
  throw new Fault('not-found', 'branch-unknown', {
    id: `Tidak ada cabang "${of.branch}" dalam program ${of.programme} pada bulan ${of.month}. Yang ada: ${names}.`,
    en: `There is no branch "${of.branch}" in programme ${of.programme} in ${of.month}. There are: ${names}.`,
  });
}

function branchesWithOneNumber(branches: readonly BranchArea[]): readonly BranchArea[] {
  const twice = branches.find(({ branch }, place) => branches.findIndex((other) => other.branch === branch) !== place);
  if (twice === undefined) return branches;
  throw new Fault('conflict', 'branch-has-two-numbers', {
    id: `Cabang ${twice.branch} punya dua NPP pada bulan ini; satu cabang ditagih dengan satu NPP.`,
    en: `Branch ${twice.branch} has two registration numbers (NPP) in this month; a branch is invoiced under one.`,
  });
}

export interface FinalisedMonth extends Finalisation {
  readonly branch: string;
  readonly month: Month;
  /** Path of the roster file for the branch. */
  readonly file: string;
  /** People held in the month at the branch; those above `persons` are not registered yet. */
  readonly held: number;
  /** False when nothing had changed since the last time. */
  readonly changed: boolean;
}

/**
 * Finalises a branch's month: closes it in the roster, charges everyone held and registered, and writes the branch's file into `directory`.
 * A roster that changed since (people registered later) gives the next sequence, and the earlier code stands no longer.
 * Faults: not-found `month-not-open`; conflict `nobody-registered`, `membership-number-shared`, `month-already-invoiced`.
 */
export async function finaliseMonth(
  tx: Tx,
  of: { readonly programme: string; readonly branch: string; readonly month: Month; readonly directory: string },
): Promise<FinalisedMonth> {
  const period = await openPeriod(tx, of.programme, of.month, of.branch);
  const areas = (await branchesIn(tx, period.area, of.month)).find(({ branch }) => branch === of.branch)?.areas ?? [];
  await lockMonth(tx, { programme: of.programme, sponsor: period.sponsor, month: of.month, areas });
  const { held, sharedNumbers, ...figures } = await gatherRoster(tx, period, areas);
  if (figures.persons === 0) throw nobodyRegistered(of.branch, of.month);
  if (sharedNumbers > 0) throw numberShared(of.branch, sharedNumbers);
  const before = await latestFinalisation(tx, period.periodId);
  const nameOf = (sequence: number): string => path.join(of.directory, rosterFileName(of.programme, of.branch, of.month, sequence));
  const digest = new RowDigest();
  const fresh = `${nameOf((before?.sequence ?? 0) + 1)}.new`;
  const { rows } = await writeCsv(fresh, rosterColumns, rosterRows(tx, of.month, await populationOf(tx, period), digest), { guardFormulas: true });
  assert(rows === figures.persons && digest.rows === figures.persons, `${rows} people were written of ${figures.persons}`);
  const rosterDigest = digest.finish();
  const changed = before?.rosterDigest !== rosterDigest;
  if (changed && before !== null && (await invoiceOf(tx, period.periodId)) !== null) {
    await rm(fresh);
    throw alreadyInvoiced(of.branch, of.month, before, figures);
  }
  const finalisation =
    changed || before === null ? { finalisationId: newKey(), sequence: (before?.sequence ?? 0) + 1, rosterDigest, held, ...figures } : before;
  if (changed) {
    const charged = await insertFinalisation(tx, period, finalisation);
    assert(charged === figures.persons, `${charged} people were charged of ${figures.persons}`);
    const shared = await insertFinalisationLines(tx, period, finalisation.finalisationId);
    assert(shared === figures.amount, `the shares of everyone charged sum to ${shared} of ${figures.amount}`);
    await recordAct(tx, { kind: 'month-finalised', subject: finalisation.finalisationId, digest: rosterDigest, sponsor: period.sponsor, area: period.area });
  }
  const file = nameOf(finalisation.sequence);
  await rename(fresh, file);
  return { ...finalisation, branch: of.branch, month: of.month, file, held, changed };
}

/** The population snapshots names are taken from: the newest whole one and the answers since. */
async function populationOf(tx: Tx, { programme, sponsor }: Period): Promise<readonly string[]> {
  const { timeZone } = await currentPolicy(tx, programme);
  return (await latestSnapshots(tx, sponsor, dateIn(timeZone, tx.at))).population.map(({ snapshotId }) => snapshotId);
}

/** The rows of the branch's file; the digest takes (kpj, jkk, jkm) of each, since a name may be corrected without anybody owing more or less. */
async function* rosterRows(tx: Tx, month: Month, snapshots: readonly string[], digest: RowDigest): AsyncGenerator<readonly string[]> {
  for await (const chunk of streamRoster(tx, snapshots)) {
    for (const [kpj, name, jkk, jkm] of chunk) {
      digest.add([kpj ?? '', jkk ?? '', jkm ?? '']);
      yield [kpj ?? '', name ?? '', month, jkk ?? '', jkm ?? ''];
    }
  }
}

export interface InvoicedMonth extends Invoice {
  readonly branch: string;
  /** False when it was invoiced before. */
  readonly invoiced: boolean;
}

/** Invoices a branch's month under its code, books the expense of every budget line, and releases the month of whoever is held and was not charged. Conflict faults: `month-not-finalised`, `code-missing`. */
export async function invoiceMonth(tx: Tx, of: { readonly programme: string; readonly branch: string; readonly month: Month }): Promise<InvoicedMonth> {
  const period = await openPeriod(tx, of.programme, of.month, of.branch);
  const standing = await invoiceOf(tx, period.periodId);
  if (standing !== null) return { ...standing, branch: of.branch, invoiced: false };
  const finalisation = await latestFinalisation(tx, period.periodId);
  if (finalisation === null) throw notFinalised(of.branch, of.month);
  const code = await codeOf(tx, finalisation.finalisationId);
  if (code === null) {
    throw new Fault('conflict', 'code-missing', {
      id: `Cabang ${of.branch} belum memberi kode iuran untuk daftar final ${of.month}.`,
      en: `Branch ${of.branch} has given no contribution code for the final roster of ${of.month} yet.`,
    });
  }
  const { timeZone } = await currentPolicy(tx, of.programme);
  const { finalisationId, amount } = finalisation;
  const invoice: Invoice = {
    invoiceId: newKey(),
    number: `${of.programme}/${of.branch}/${of.month}`,
    code: code.code,
    finalisationId,
    amount,
    dueOn: period.dueOn,
  };
  await insertInvoice(tx, period, invoice);
  const lines = await linesOf(tx, finalisationId);
  assert(total(lines.map((line) => line.amount)) === amount, 'the lines of the finalised roster sum to the invoice');
  for (const line of lines) {
    await transfer(tx, {
      kind: 'invoiced',
      debit: chart.expense(of.programme, line.line, line.cover),
      credit: chart.payable(of.programme, of.branch),
      amount: line.amount,
      reference: invoice.number,
      occurredOn: dateIn(timeZone, tx.at),
      sponsor: period.sponsor,
      area: period.area,
    });
  }
  if (finalisation.held !== finalisation.persons) await releaseWhoWasNotCharged(tx, period, finalisationId);
  await recordAct(tx, { kind: 'month-invoiced', subject: invoice.invoiceId, digest: finalisation.rosterDigest, sponsor: period.sponsor, area: period.area });
  return { ...invoice, branch: of.branch, invoiced: true };
}

/** An invoiced month charges nobody any more: whoever was held in it and is not registered gives it up, and his money is free again. */
async function releaseWhoWasNotCharged(tx: Tx, period: Period, finalisationId: string): Promise<void> {
  const { programme, month, sponsor, area } = period;
  const areas = (await branchesIn(tx, area, month)).find(({ branch }) => branch === period.branch)?.areas ?? [];
  if ((await gatherUncharged(tx, period, areas, finalisationId)) === 0) return;
  const freed = await releaseUncharged(tx, { people: 'month_uncharged', programme, month, cause: 'not-registered' });
  for (const { line, amount } of freed.lines) await commit(tx, { line, reference: `${finalisationId}/not-charged`, amount: -amount, programme, sponsor, area });
}

/** Months opened with branches, in order; for `month show` and reports. */
export const periods = (tx: Tx, programme: string, month?: Month, branch?: string): Promise<readonly Period[]> => periodsOf(tx, programme, month, branch);

async function openPeriod(tx: Tx, programme: string, month: Month, branch: string): Promise<Period> {
  const [period] = await periodsOf(tx, programme, month, branch);
  if (period !== undefined) return period;
  await refuseUnknownBranch(tx, { programme, month, branch });
  throw monthNotOpen(branch, month);
}

function digestOf(fields: readonly string[]): string {
  const digest = new RowDigest();
  digest.add(fields);
  return digest.finish();
}
