// Closes a programme: its last reconciliation, the money it leaves, its open cases with who goes on, the annex for the yearly report; once, and recorded.
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { claimsOf } from '../claims/claims-steps.ts';
import { reconcileMonth } from '../contributions/reconciliation-steps.ts';
import { objectionsIn } from '../grievance/grievance-steps.ts';
import type { Actor } from '../kernel/actor.ts';
import { dateIn } from '../kernel/clock.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { rupiahText } from '../kernel/money.ts';
import { addMonths, lastDayOf, monthsFrom } from '../kernel/month.ts';
import { sortOf } from '../ledger/chart.ts';
import { trialBalance } from '../ledger/ledger-steps.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { outboxFolder } from '../platform/outbox-files.ts';
import type { Workplace } from '../platform/workplace.ts';
import { linesOf } from '../programme/budget-steps.ts';
import { type CurrentPolicy, currentPolicy } from '../programme/programme-steps.ts';
import { lastMonthInAdvance } from '../roster/roster-steps.ts';
import { accountOf } from '../reporting/reporting-steps.ts';
import { type Annex, writeAnnex } from './annex-client.ts';
import { type Closing, type ClosingFacts, closingOf, obstacleWords } from './closing.ts';
import { type ClosedProgramme, archiveOf, closedProgramme, ownersOf, saveClosing } from './closing-store.ts';
import { yearEnd } from './year-end-steps.ts';

/** What closing a programme means now; `closed` when it was. */
export interface ClosingShown {
  readonly facts: ClosingFacts;
  readonly closing: Closing;
  readonly closed: ClosedProgramme | null;
}

/** Shows what closing would mean. Fault: not-found `programme-unknown`. */
export async function closingShown(tx: Tx, of: { readonly law: Workplace['law']; readonly programme: string }): Promise<ClosingShown> {
  const facts = await factsOf(tx, of);
  return { facts, closing: closingOf(facts, null), closed: await closedProgramme(tx, of.programme) };
}

/** Accounts whose balance is money of the programme at the administrator: received and not posted, or paid beyond what was owed. */
const atAdministratorSorts: ReadonlySet<string> = new Set(['administrator-held', 'prepaid']);

async function factsOf(tx: Tx, { law, programme }: { readonly law: Workplace['law']; readonly programme: string }): Promise<ClosingFacts> {
  const current = await currentPolicy(tx, programme);
  const { first, last } = current.policy.term;
  const months: ClosingFacts['months'][number][] = [];
  // Months in advance are the programme's too: it is not closed before they are opened and square.
  for (const month of monthsFrom(first, (await lastMonthInAdvance(tx, programme)) ?? last))
    months.push({ month, branches: await reconcileMonth(tx, { programme, month }) });
  const { rows } = await trialBalance(tx, programme);
  const claims = await claimsOf(tx, { programme });
  const owners = await ownersOf(
    tx,
    claims.map(({ claimId }) => claimId),
  );
  const { groups } = await yearEnd(tx, { law, programme });
  return {
    today: dateIn(current.timeZone, tx.at),
    first,
    last,
    months,
    lines: await linesOf(tx, programme),
    debited: -rows.filter(({ account }) => sortOf(account) === 'treasury').reduce((sum, { balance }) => sum + balance, 0n),
    atAdministrator: rows
      .filter(({ account, balance }) => atAdministratorSorts.has(sortOf(account)) && balance > 0n)
      .map(({ account, balance }) => ({ account, amount: balance })),
    claims: claims.map((one) => ({
      claimId: one.claimId,
      area: one.area,
      happenedOn: one.happenedOn,
      benefit: one.benefit,
      amount: BigInt(one.amount),
      owners: owners.get(one.claimId) ?? [],
    })),
    openObjections: (await objectionsIn(tx, programme)).filter(({ outcome }) => outcome === null).map(({ objectionId }) => objectionId),
    undecided: groups.filter(({ fallsOff, choice }) => fallsOff > 0 && choice === null).map(({ area }) => area),
  };
}

/** A programme closed, and the files of its annex. */
export interface ClosedNow {
  readonly closed: ClosedProgramme;
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly bytes: number }[];
}

/**
 * Closes a programme, once: writes the annex and records what is left. `despite`: a reason to close over months that are not square and objections not answered.
 * Faults: not-found `programme-unknown`; conflict `programme-closed-already`, `programme-not-ready-to-close` (naming what stands in the way).
 */
export async function closeProgramme(workplace: Workplace, actor: Actor, of: { readonly programme: string; readonly despite?: string }): Promise<ClosedNow> {
  const { database, law, dataDir } = workplace;
  const { programme } = of;
  const despite = of.despite ?? null;
  const { current, facts, archive } = await database.read(actor, async (tx) => {
    const policy = await currentPolicy(tx, programme);
    if ((await closedProgramme(tx, programme)) !== null) throw closedAlready(programme);
    return { current: policy, facts: await factsOf(tx, { law, programme }), archive: await archiveOf(tx, programme) };
  });
  const closing = closingOf(facts, despite);
  if (!closing.mayClose) throw notReady(closing);
  const folder = outboxFolder(dataDir, programme, 'closing');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const account = await accountOf(workplace, actor, programme, lastDayOf(facts.last));
  const annex = annexOf(workplace, current, { facts, closing, despite, archive, account });
  // Each who closes writes beside the others; only what was recorded gets its place.
  const own = await mkdtemp(path.join(folder, 'new-'));
  try {
    return await recordClosing(workplace, actor, { current, facts, closing, despite, archive, own, folder, annex });
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

interface ToRecord extends Pick<Annex, 'facts' | 'closing' | 'despite' | 'archive'> {
  readonly current: CurrentPolicy;
  readonly own: string;
  readonly folder: string;
  readonly annex: Annex;
}

async function recordClosing({ database }: Workplace, actor: Actor, of: ToRecord): Promise<ClosedNow> {
  const { current, facts, closing, despite, archive, own, folder, annex } = of;
  const { programme } = current;
  const { xlsx, pdf } = await writeAnnex(own, annex);
  const annexDigest = sha256(`${xlsx.sha256} ${pdf.sha256}`);
  const closed = await database.transact(actor, async (tx) => {
    const row = {
      programme,
      unspent: closing.unspent,
      atAdministrator: closing.refundable,
      openClaims: facts.claims.length,
      openObjections: facts.openObjections.length,
      despite,
      annexDigest,
    };
    if (!(await saveClosing(tx, { ...row, sponsor: current.sponsor, area: current.area, content: { closing, claims: facts.claims, archive } })))
      throw closedAlready(programme);
    await recordAct(tx, { kind: 'programme-closed', subject: programme, digest: annexDigest, sponsor: current.sponsor, area: current.area });
    return { ...row, recordedAt: tx.at, author: tx.actor.id };
  });
  for (const { name } of [xlsx, pdf]) await rename(path.join(own, name), path.join(folder, name));
  return { closed, files: [xlsx, pdf] };
}

function annexOf(
  { clock }: Workplace,
  { programme, sponsor, timeZone, policy }: CurrentPolicy,
  of: Pick<Annex, 'facts' | 'closing' | 'despite' | 'archive'> & { readonly account: Awaited<ReturnType<typeof accountOf>> },
): Annex {
  const { account, ...rest } = of;
  const kept = policy.evidenceKeptMonths;
  const now = clock.now();
  return {
    ...rest,
    programme,
    title: policy.title.id,
    sponsor: policy.sponsor.name || sponsor,
    on: dateIn(timeZone, now),
    madeAt: now,
    areas: account.areas.map((row) => ({
      area: row.area,
      name: row.name,
      figures: [
        row.places,
        row.listed,
        row.registered,
        row.personMonths,
        row.posted === 'withheld' ? row.posted : rupiahText(BigInt(row.posted)),
        row.claims,
      ].map((figure) => (figure === 'withheld' ? 'disembunyikan' : String(figure))),
    })),
    keptUntil: kept === undefined ? 'selama program tercatat' : lastDayOf(addMonths(policy.term.last, kept)),
  };
}

const closedAlready = (programme: string): Fault =>
  new Fault('conflict', 'programme-closed-already', { id: `Program ${programme} sudah ditutup.`, en: `The programme ${programme} is closed already.` });

function notReady({ obstacles }: Closing): Fault {
  const must = obstacles.filter(({ optional }) => !optional);
  const told = must.length > 0 ? must : obstacles;
  const list = (locale: 'id' | 'en'): string =>
    told
      .slice(0, 10)
      .map(({ code, subject }) => `${obstacleWords[code][locale]} (${subject})`)
      .join('; ');
  const more = { id: must.length > 0 ? '' : ' Sebutkan alasan bila tetap ditutup.', en: must.length > 0 ? '' : ' Give a reason to close in spite of it.' };
  return new Fault(
    'conflict',
    'programme-not-ready-to-close',
    { id: `Belum dapat ditutup: ${list('id')}.${more.id}`, en: `Not ready to close: ${list('en')}.${more.en}` },
    { column: 'despite' },
  );
}
