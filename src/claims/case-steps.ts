// Moves a claim to its end: every step a dated row; who has the ball, what is missing and what lateness costs are worked out from them.
import { dateIn } from '../kernel/clock.ts';
import type { CivilDate } from '../kernel/date.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { refuseLongNumber } from '../kernel/long-number.ts';
import type { Rupiah } from '../kernel/money.ts';
import type { Law } from '../law/law.ts';
import { recordDepartures, reverseDeath } from '../enrolment/registration-steps.ts';
import { newestAssignees } from '../permission/case-steps.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import type { Vault } from '../platform/vault.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { type CaseStanding, type StepKind, answerKinds, caseStanding, possibleSteps, refuseOutOfOrder } from './case-state.ts';
import {
  type CaseRow,
  type PaperRow,
  type PayeeRow,
  type StepRow,
  caseById,
  casesAfter,
  casesAtATime,
  papersOf,
  payeesOf,
  saveStep,
  stepsOf,
} from './case-store.ts';
import { tellFamily } from './claim-notice-steps.ts';
import { type ChecklistPaper, type Complication, checklist, complications, missingPapers } from './checklist.ts';
import { type GapPrice, gapPrice } from './gap-price.ts';

/** A paper of the checklist, with the scans that stand for it. */
export interface CasePaper extends ChecklistPaper {
  readonly scans: readonly string[];
}

/** A claim with everything its page shows; nobody of the family is named. */
export interface CaseShown {
  readonly claim: CaseRow;
  readonly standing: CaseStanding;
  readonly steps: readonly StepRow[];
  readonly possible: readonly StepKind[];
  readonly papers: readonly CasePaper[];
  readonly received: readonly PaperRow[];
  readonly payees: readonly PayeeRow[];
  readonly complications: readonly Complication[];
}

const unknown = (): Fault => new Fault('not-found', 'claim-unknown', { id: 'Klaim itu tidak ada.', en: 'There is no such claim.' });

/** One claim as it stands. Fault: not-found `claim-unknown`, also for who has no such case. */
export async function caseShown(tx: Tx, law: Law, claimId: string): Promise<CaseShown> {
  const claim = await caseById(tx, claimId);
  if (claim === undefined) throw unknown();
  const today = dateIn((await currentPolicy(tx, claim.programme)).timeZone, tx.at);
  const steps = (await stepsOf(tx, [claimId])).get(claimId) ?? [];
  const received = await papersOf(tx, claimId);
  const payees = await payeesOf(tx, claimId);
  const assigned = await newestAssignees(tx, [claimId]);
  const of = complicationsOf(steps, payees);
  const standing = caseStanding(law, { ...factsOf(claim), assignedTo: assigned.get(claimId) ?? null, steps }, today);
  const papers = checklist(law, {
    event: claim.event,
    on: claim.happenedOn,
    amount: BigInt(claim.amount),
    complications: of,
    spouse: payees.some(({ relation }) => relation === 'spouse'),
    papers: received.flatMap(({ codes }) => codes),
  }).map((one) => ({ ...one, scans: received.filter(({ codes }) => codes.includes(one.code)).map(({ paperId }) => paperId) }));
  return { claim, standing, steps, possible: possibleSteps(standing.state), papers, received, payees, complications: of };
}

/** What a claim's state is worked out from, beside its steps and its officer. */
export const factsOf = (claim: CaseRow) => ({
  knownOn: claim.knownOn,
  amount: BigInt(claim.amount),
  programme: claim.event === 'death' ? ('jkm' as const) : ('jkk' as const),
});

/** What makes papers of its own necessary: told by an officer, or seen from who may receive. */
function complicationsOf(steps: readonly StepRow[], payees: readonly PayeeRow[]): readonly Complication[] {
  const found = new Set<string>(steps.flatMap(({ kind, remark }) => (kind === 'complication' && remark !== null ? [remark] : [])));
  if (payees.length > 1) found.add('several-heirs');
  if (payees.some(({ through }) => through === 'guardian')) found.add('minor-heir');
  if (payees.some(({ relation }) => relation === 'who-buried')) found.add('who-buried');
  if (steps.some(({ kind }) => kind === 'disputed')) found.add('disputed-heirs');
  return complications.filter((one) => found.has(one));
}

/** What is recorded of a step. `remark` says what was done or seen, never who. */
export interface StepTaken {
  readonly claimId: string;
  readonly kind: StepKind;
  readonly happenedOn: CivilDate | null;
  readonly amount: Rupiah | null;
  readonly remark: string | null;
}

/** What a step left: the claim as it stands, and for a false death what the gap costs. */
export interface StepResult {
  readonly standing: CaseStanding;
  readonly gap: GapPrice | null;
  /** Whether the person, taken for dead, is on the list again; null for every other step. */
  readonly back: boolean | null;
}

/**
 * Records a step. A confirmed death takes the person off the list, so that nobody pays for the dead; a false one brings him back the same day. Faults: conflict
 * `step-out-of-order`, `papers-missing`, `payee-missing`, `step-meanwhile`; bad-input `amount-missing`, `answer-without-reason`, `still-differs`, `complication-unknown`, `day-not-reached`; not-found `claim-unknown`.
 */
export async function takeStep(
  tx: Tx,
  { law, vault }: { readonly law: Law; readonly vault: Pick<Vault, 'open' | 'seal'> },
  of: StepTaken,
): Promise<StepResult> {
  const shown = await caseShown(tx, law, of.claimId);
  const { claim } = shown;
  refuseOutOfOrder(shown.standing.state, of.kind);
  const today = dateIn((await currentPolicy(tx, claim.programme)).timeZone, tx.at);
  const happenedOn = of.happenedOn ?? today;
  if (happenedOn > today)
    throw new Fault('bad-input', 'day-not-reached', { id: `${happenedOn} belum tiba.`, en: `${happenedOn} has not come yet.` }, { column: 'on' });
  if (of.remark !== null) refuseLongNumber(of.remark, 'remark');
  refuseIncomplete(shown, of);
  refuseOwnAnswer(tx.actor.id, shown, of.kind);
  const saved = await saveStep(tx, claim, shown.steps.length, { kind: of.kind, happenedOn, amount: of.amount, remark: of.remark });
  if (!saved) {
    throw new Fault('conflict', 'step-meanwhile', {
      id: 'Langkah lain baru saja dicatat pada klaim ini. Buka lagi, lalu ulangi bila masih perlu.',
      en: 'Another step was just recorded on this claim. Open it again and repeat if it is still needed.',
    });
  }
  await recordAct(tx, {
    kind: `claim-${of.kind}`,
    subject: claim.claimId,
    digest: sha256(`${of.kind} ${happenedOn} ${of.amount ?? ''}`),
    sponsor: claim.sponsor,
    area: claim.area,
  });
  const { gap, back } = await whatFollows(tx, law, claim, of.kind, happenedOn, of.remark ?? of.kind);
  const now = await caseShown(tx, law, of.claimId);
  const stepNo = shown.steps.length + 1;
  if (of.kind === 'paid') await tellFamily(tx, vault, { ...now, kind: 'claim-paid', stepNo });
  if (asksForPapers.some((kind) => kind === of.kind) && missingPapers(now.papers).length > 0)
    await tellFamily(tx, vault, { ...now, kind: 'document-missing', stepNo });
  return { standing: now.standing, gap, back };
}

/** After these the family gathers papers: it is told where some are missing. */
const asksForPapers: readonly StepKind[] = ['reported', 'complication', 'settled', 'returned'];

/** Whoever wrote down what was paid or what arrived is not the one to say why they differ. Fault: forbidden `answer-by-another`. */
function refuseOwnAnswer(actor: string, { steps }: Pick<CaseShown, 'steps'>, kind: StepKind): void {
  if (!answerKinds.some((one) => one === kind)) return;
  if (!steps.some((step) => step.author === actor && (step.kind === 'paid' || step.kind === 'called-back'))) return;
  throw new Fault('forbidden', 'answer-by-another', {
    id: 'Anda sendiri yang mencatat pembayaran atau panggilan balik itu, jadi selisihnya dijawab petugas lain. Minta atasan menyerahkan kasus ini kepadanya.',
    en: 'You recorded that payment or call-back yourself, so another officer answers the difference. Ask the superior to give him the case.',
  });
}

function refuseIncomplete({ papers, payees, standing }: CaseShown, of: StepTaken): void {
  if (answerKinds.some((kind) => kind === of.kind) && (of.remark ?? '').trim() === '') {
    throw new Fault(
      'bad-input',
      'answer-without-reason',
      {
        id: 'Tulis bagaimana selisih itu dijelaskan, diganti, atau ke mana diadukan.',
        en: 'Write how the difference is explained, made good, or where it was complained about.',
      },
      { column: 'remark' },
    );
  }
  if ((of.kind === 'paid' || of.kind === 'called-back' || of.kind === 'made-good') && of.amount === null) {
    throw new Fault(
      'bad-input',
      'amount-missing',
      { id: 'Tulis jumlah yang diterima, dalam rupiah.', en: 'Write the amount that arrived, in rupiah.' },
      { column: 'amount' },
    );
  }
  if (of.kind === 'made-good' && of.amount !== standing.difference?.paid) {
    throw new Fault(
      'bad-input',
      'still-differs',
      {
        id: 'Tulis seluruh jumlah yang kini diterima keluarga. Bila masih berbeda dari yang dibayar, selisihnya belum diganti: jelaskan atau adukan.',
        en: 'Write all that has now arrived. While it differs from what was paid it is not made good: explain it or complain.',
      },
      { column: 'amount' },
    );
  }
  if (of.kind === 'complication' && !complications.some((one) => one === of.remark)) {
    throw new Fault(
      'bad-input',
      'complication-unknown',
      { id: `Pilih salah satu: ${complications.join(', ')}.`, en: `Choose one of: ${complications.join(', ')}.` },
      { column: 'remark' },
    );
  }
  if (of.kind !== 'complete') return;
  if (payees.length === 0) {
    throw new Fault('conflict', 'payee-missing', {
      id: 'Belum ada penerima. Catat ahli waris dengan rekeningnya sendiri.',
      en: 'There is no payee. Record the heir with his own account.',
    });
  }
  const missing = missingPapers(papers);
  if (missing.length === 0) return;
  throw new Fault('conflict', 'papers-missing', {
    id: `Dokumen masih kurang: ${missing.map(({ id }) => id).join('; ')}.`,
    en: `Papers are missing: ${missing.map(({ en }) => en).join('; ')}.`,
  });
}

async function whatFollows(
  tx: Tx,
  law: Law,
  claim: CaseRow,
  kind: StepKind,
  on: CivilDate,
  evidence: string,
): Promise<{ readonly gap: GapPrice | null; readonly back: boolean | null }> {
  if (claim.event !== 'death') return { gap: null, back: null };
  if (kind === 'confirmed')
    await recordDepartures(tx, claim.programme, [{ personKey: claim.personKey, cause: 'death', happenedOn: claim.happenedOn, evidence }]);
  if (kind !== 'false-death') return { gap: null, back: null };
  const { replacedAlready } = await reverseDeath(tx, { programme: claim.programme, personKey: claim.personKey, happenedOn: on, evidence });
  const toldOn = claim.knownOn;
  return { gap: gapPrice(law, { toldOn, reversedOn: on, postedAfter: 0 }), back: replacedAlready === 0 };
}

/** One claim on the list of work. */
export interface WorkRow {
  readonly claim: CaseRow;
  readonly standing: CaseStanding;
}
/** How a programme's claims stand: by state, never opened by anybody and for how long, late, and the penalty owed to families; the oldest open ones. */
export interface WorkList {
  readonly today: CivilDate;
  readonly claims: number;
  readonly states: Readonly<Record<string, number>>;
  /** Nobody has contacted the family: aged by 30 days. */
  readonly neverOpened: { readonly claims: number; readonly amount: Rupiah; readonly under30: number; readonly to90: number; readonly over90: number };
  readonly late: number;
  readonly penalty: Rupiah;
  readonly rows: readonly WorkRow[];
}

const [month, quarter] = [30, 90];

/** The work of a programme, a thousand claims at a time. Fault: not-found `programme-unknown`. */
export async function workList(tx: Tx, law: Law, programme: string, most: number): Promise<WorkList> {
  const today = dateIn((await currentPolicy(tx, programme)).timeZone, tx.at);
  const states: Record<string, number> = {};
  const never = { claims: 0, amount: 0n, under30: 0, to90: 0, over90: 0 };
  const rows: WorkRow[] = [];
  let [claims, late, penalty] = [0, 0, 0n];
  let after: { knownOn: string; claimId: string } | null = null;
  for (;;) {
    const batch: readonly CaseRow[] = await casesAfter(tx, programme, after);
    const ids = batch.map(({ claimId }) => claimId);
    const [steps, assigned] = [await stepsOf(tx, ids), await newestAssignees(tx, ids)];
    for (const claim of batch) {
      const standing = caseStanding(law, { ...factsOf(claim), assignedTo: assigned.get(claim.claimId) ?? null, steps: steps.get(claim.claimId) ?? [] }, today);
      claims += 1;
      states[standing.state] = (states[standing.state] ?? 0) + 1;
      if (standing.daysLate > 0) late += 1;
      penalty += standing.payment?.penalty ?? 0n;
      if (standing.state === 'probable') {
        never.claims += 1;
        never.amount += BigInt(claim.amount);
        never[standing.age < month ? 'under30' : standing.age <= quarter ? 'to90' : 'over90'] += 1;
      }
      if (standing.holder !== 'nobody' && rows.length < most) rows.push({ claim, standing });
    }
    const last = batch.at(-1);
    if (last === undefined || batch.length < casesAtATime) break;
    after = { knownOn: last.knownOn, claimId: last.claimId };
  }
  return { today, claims, states, neverOpened: never, late, penalty, rows };
}
