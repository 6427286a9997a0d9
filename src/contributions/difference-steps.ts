// Reconciles a month person by person: differences become tasks with an owner and a day, those that agree again are closed, money not owed becomes a credit.
import { dateIn } from '../kernel/clock.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { type Rupiah, total } from '../kernel/money.ts';
import type { Month } from '../kernel/month.ts';
import { refuseNik } from '../kernel/plausible-nik.ts';
import { type Law, LawReading } from '../law/law.ts';
import { workingDayFrom } from '../law/working-days.ts';
import { addDays, type CivilDate } from '../kernel/date.ts';
import { chart } from '../ledger/chart.ts';
import { transfer } from '../ledger/ledger-steps.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { deathsKnown, latestSnapshots } from '../registry/registry-steps.ts';
import { type Difference, type DifferenceOutcome, creditable, differencesOf } from './difference.ts';
import {
  type BranchMonthOf,
  type CandidateRow,
  type DifferenceTask,
  type FoundDifference,
  differencesFound,
  insertDifferences,
  insertResolution,
  linesOfPerson,
  postedForNobody,
  postingsCame,
  streamCandidates,
} from './difference-store.ts';
import { isPaid } from './invoice-state.ts';
import { insertCredit } from './payment-store.ts';
import { type CodeMonth, streamSaid } from './posting-said-store.ts';
import { type Held, postingsHeld } from './posting-turns.ts';
import { monthFigures } from './reconciliation-store.ts';

export { type DifferenceTask, differencesFound } from './difference-store.ts';

/** A branch's month whose roster was invoiced: what is needed to look at its people. */
export interface ReconciledBranch extends BranchMonthOf {
  readonly paid: boolean;
  readonly came: boolean;
}

/** Every branch's month that has an invoice, with the registers as of the day. */
export async function invoicedBranches(tx: Tx, programme: string, month: Month): Promise<readonly ReconciledBranch[]> {
  const { sponsor, timeZone } = await currentPolicy(tx, programme);
  const today = dateIn(timeZone, tx.at);
  const deaths = await deathsKnown(tx, sponsor, today);
  const memberships = (await latestSnapshots(tx, sponsor, today)).membership.map(({ snapshotId }) => snapshotId);
  const found: ReconciledBranch[] = [];
  for (const { branch, finalisationId, code, invoiced, ordered, debited, received, credited } of await monthFigures(tx, programme, month)) {
    if (finalisationId === null || code === null || invoiced === 0n) continue;
    const paid = isPaid({ amount: invoiced, ordered, debited, received, credited });
    const repeated = await repeatedPostings(tx, { code, month, finalisationId });
    found.push({ programme, branch, month, finalisationId, code, deaths, memberships, repeated, paid, came: await postingsCame(tx, code) });
  }
  return found;
}

/** How many postings beyond one the administrator holds of a person's month, by membership number. */
async function repeatedPostings(tx: Tx, of: CodeMonth): Promise<ReadonlyMap<string, number>> {
  const repeated = new Map<string, number>();
  let one: (Held & { readonly kpj: string })[] = [];
  const count = (): void => {
    const beyond = postingsHeld(one) - 1;
    if (one[0] !== undefined && beyond > 0) repeated.set(one[0].kpj, beyond);
  };
  for await (const chunk of streamSaid(tx, of))
    for (const row of chunk) {
      if (one[0] !== undefined && one[0].kpj !== row.kpj) {
        count();
        one = [];
      }
      one.push(row);
    }
  count();
  return repeated;
}

/** What the three lists say of a candidate. */
export const factsOf = (row: CandidateRow, branch: ReconciledBranch) => ({
  ...row,
  repeated: row.repeated + (row.twoNiks ? 1 : 0),
  charged: true,
  paid: branch.paid,
  postingsCame: branch.came,
});

const details: Readonly<Record<Difference, (row: Partial<CandidateRow>) => string>> = {
  'paid-not-posted': () => 'tidak ada dalam berkas posting / not in the posting files',
  'posted-not-paid': () => 'diposting tanpa tagihan yang lunas / posted without a paid invoice',
  'paid-for-the-dead': ({ diedOn }) => `meninggal ${diedOn ?? ''} / died`,
  'paid-twice': ({ repeated, twoNiks }) =>
    twoNiks === true
      ? 'orang yang sama juga dibayar dengan NIK lain / the same person is also paid for under another NIK'
      : `${(repeated ?? 0) + 1} baris dalam berkas posting / rows in the posting files`,
  'paid-by-two-payers': ({ otherPayer }) => `juga dibayar / also paid by: ${otherPayer ?? '-'}`,
  'posted-under-another-name': () => "nama pada posting tidak mirip nama peserta / the name posted is unlike the member's",
};

export interface ReconciledMonth {
  readonly opened: number;
  readonly agreed: number;
  readonly tasks: readonly DifferenceTask[];
}

/**
 * Looks for every difference of a month and opens those not known yet as tasks; an open one that is no longer found is closed as `agrees-now`,
 * and when it is found later once more, it is a task again. Again it changes nothing. Fault: not-found `programme-unknown`.
 */
export async function openDifferences(tx: Tx, of: { readonly law: Law; readonly programme: string; readonly month: Month }): Promise<ReconciledMonth> {
  const { sponsor, area, policy, timeZone } = await currentPolicy(tx, of.programme);
  const { owner, workingDays } = policy.money?.differences ?? { owner: 'Bendahara pengeluaran', workingDays: 5 };
  const closed = new Map<string, number>();
  for (const task of await differencesFound(tx, { programme: of.programme, month: of.month }))
    if (task.outcome === 'agrees-now') closed.set(`${task.class} ${task.subject}`, (closed.get(`${task.class} ${task.subject}`) ?? 0) + 1);
  const found: FoundDifference[] = [];
  const add = (one: Omit<FoundDifference, 'again'>): void => void found.push({ ...one, again: closed.get(`${one.class} ${one.subject}`) ?? 0 });
  for (const branch of await invoicedBranches(tx, of.programme, of.month)) {
    const at = { branch: branch.branch, month: of.month };
    for await (const chunk of streamCandidates(tx, branch))
      for (const row of chunk)
        for (const one of differencesOf(factsOf(row, branch), of.month))
          add({ ...at, class: one, subject: row.personKey, personKey: row.personKey, kpj: row.kpj, amount: row.amount, detail: details[one](row) });
    for (const { kpj, amount } of await postedForNobody(tx, branch.code))
      add({ ...at, class: 'posted-not-paid', subject: `kpj:${kpj}`, personKey: null, kpj, amount, detail: details['posted-not-paid']({}) });
  }
  const dueOn = afterWorkingDays(of.law, dateIn(timeZone, tx.at), workingDays);
  const opened = await insertDifferences(tx, { programme: of.programme, owner, dueOn, sponsor, area }, found);
  const now = new Set(found.map(({ class: one, subject }) => `${one} ${subject}`));
  let agreed = 0;
  for (const task of await differencesFound(tx, { programme: of.programme, month: of.month, open: true }))
    if (!now.has(`${task.class} ${task.subject}`) && (await insertResolution(tx, task, 'agrees-now', 'tidak ditemukan lagi / no longer found'))) agreed += 1;
  if (opened + agreed > 0) {
    const digest = sha256(JSON.stringify([...now].sort()));
    await recordAct(tx, { kind: 'month-reconciled', subject: `${of.programme}/${of.month}`, digest, sponsor, area });
  }
  return { opened, agreed, tasks: await differencesFound(tx, { programme: of.programme, month: of.month }) };
}

function afterWorkingDays(law: Law, from: CivilDate, count: number): CivilDate {
  const reading = new LawReading(law, from);
  let day = from;
  for (let done = 0; done < count; done += 1) day = workingDayFrom(reading, addDays(day, 1), 'is-a-working-day').date;
  return day;
}

/**
 * Settles a difference. As `credit`, the person's month is money the sponsor did not owe: its expense is taken back into a credit that later invoices
 * use, where the agreement carries credits forward. Settled before, it changes nothing. Faults: not-found `difference-unknown`; conflict
 * `credits-not-carried`, `difference-is-no-credit`; bad-input `nik-in-text`.
 */
export async function settleDifference(
  tx: Tx,
  of: { readonly differenceId: string; readonly outcome: Exclude<DifferenceOutcome, 'agrees-now'>; readonly remark: string },
): Promise<{ readonly settled: boolean; readonly credited: Rupiah; readonly task: DifferenceTask }> {
  refuseNik(of.remark, 'remark');
  const [task] = await differencesFound(tx, { differenceId: of.differenceId });
  if (task === undefined) throw new Fault('not-found', 'difference-unknown', { id: 'Selisih ini tidak ada.', en: 'There is no such difference.' });
  if (of.outcome === 'credit') await refuseNoCredit(tx, task);
  if (!(await insertResolution(tx, task, of.outcome, of.remark.trim()))) return { settled: false, credited: 0n, task };
  const digest = sha256(JSON.stringify([task.class, task.subject, of.outcome, of.remark.trim()]));
  await recordAct(tx, { kind: 'difference-settled', subject: task.differenceId, digest, sponsor: task.sponsor, area: task.area });
  return { settled: true, credited: of.outcome === 'credit' ? await creditPerson(tx, task) : 0n, task };
}

async function refuseNoCredit(tx: Tx, task: DifferenceTask): Promise<void> {
  const { policy } = await currentPolicy(tx, task.programme);
  if (policy.money?.credits?.rule !== 'carry-forward')
    throw new Fault('conflict', 'credits-not-carried', {
      id: 'Perjanjian program ini tidak menyebut kelebihan bayar dibawa ke bulan berikut (money.credits dalam berkas program).',
      en: 'The agreement of this programme does not say that credits are carried forward (money.credits in the programme file).',
    });
  if (!creditable.includes(task.class) || task.personKey === null)
    throw new Fault('conflict', 'difference-is-no-credit', {
      id: 'Selisih ini bukan uang yang dibayar tanpa harus dibayar, jadi tidak menjadi kelebihan bayar.',
      en: 'This difference is not money paid without being owed, so it becomes no credit.',
    });
}

/** One credit a person-month, whatever was wrong with it: the first difference settled so takes it. */
async function creditPerson(tx: Tx, task: DifferenceTask): Promise<Rupiah> {
  if (task.personKey === null) return 0n;
  const lines = await linesOfPerson(tx, task.personKey, task.month);
  const amount = total(lines.map((line) => line.amount));
  if (amount === 0n) return 0n;
  const reference = `${task.personKey}/${task.month}`;
  const { programme, branch, sponsor, area } = task;
  const { policy, timeZone } = await currentPolicy(tx, programme);
  const basis = policy.money?.credits?.basis ?? '';
  if (!(await insertCredit(tx, { programme, branch, source: task.class, reference, amount, basis, sponsor, area }))) return 0n;
  for (const line of lines)
    await transfer(tx, {
      kind: 'credit-granted',
      debit: chart.prepaid(programme, branch),
      credit: chart.expense(programme, line.line, line.cover),
      amount: line.amount,
      reference: task.differenceId,
      occurredOn: dateIn(timeZone, tx.at),
      sponsor,
      area,
    });
  return amount;
}
