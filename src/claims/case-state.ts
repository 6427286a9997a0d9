// Decides where a claim stands from its dated rows: its state, the one who has the ball, by when, and what lateness costs the administrator.
import { type CivilDate, addDays, daysBetween } from '../kernel/date.ts';
import { Fault, assert } from '../kernel/fault.ts';
import type { Rupiah } from '../kernel/money.ts';
import { type Law, LawReading } from '../law/law.ts';
import { type PaymentDeadline, paymentDeadline } from '../law/payment-deadline.ts';

export const stepKinds = [
  'contacted',
  'reported',
  'confirmed',
  'complication',
  'disputed',
  'settled',
  'complete',
  'handed',
  'accepted',
  'returned',
  'refused',
  'paid',
  'called-back',
  'explained',
  'made-good',
  'complained',
  'false-death',
  'closed',
] as const;
export type StepKind = (typeof stepKinds)[number];

/** What answers a difference between what was paid and what the family says arrived: explained, made good, or handed to the complaint line. */
export const answerKinds = ['explained', 'made-good', 'complained'] as const satisfies readonly StepKind[];
export type AnswerKind = (typeof answerKinds)[number];

/** One dated row of a claim. */
export interface Step {
  readonly kind: StepKind | 'scholarship-claimed';
  readonly happenedOn: CivilDate;
  readonly amount: Rupiah | null;
}

export type CaseState =
  | 'probable'
  | 'contacted'
  | 'gathering-papers'
  | 'disputed'
  | 'complete'
  | 'handed'
  | 'accepted'
  | 'returned'
  | 'refused'
  | 'paid'
  | 'differs'
  | 'closed'
  | 'false-death';

/** Who must move next: exactly one, or nobody where the case is closed. */
export type Holder = 'superior' | 'case-worker' | 'branch' | 'nobody';

export interface CaseFacts {
  readonly knownOn: CivilDate;
  readonly amount: Rupiah;
  readonly programme: 'jkm' | 'jkk';
  /** The account the case is assigned to, or null. */
  readonly assignedTo: string | null;
  /** In the order they were recorded. */
  readonly steps: readonly Step[];
}

/** What was paid and what the family says arrived, where the two differ, and how it was answered; `answer` null while it is a task of whoever has the ball. */
export interface CallBackDifference {
  readonly paid: Rupiah;
  readonly arrived: Rupiah;
  readonly foundOn: CivilDate;
  readonly answer: AnswerKind | null;
  readonly answeredOn: CivilDate | null;
}

export interface CaseStanding {
  readonly state: CaseState;
  readonly since: CivilDate;
  readonly holder: Holder;
  /** The account that has the ball, where one is known. */
  readonly account: string | null;
  readonly dueOn: CivilDate | null;
  readonly daysLate: number;
  /** Days since the claim was known. */
  readonly age: number;
  readonly payment: PaymentDeadline | null;
  readonly difference: CallBackDifference | null;
}

/** What may follow what; `reported`, `confirmed` and disputes stand beside the order. */
const after: Readonly<Record<StepKind, readonly CaseState[]>> = {
  contacted: ['probable'],
  reported: ['probable', 'contacted'],
  confirmed: ['probable', 'contacted', 'gathering-papers', 'disputed', 'complete', 'handed', 'accepted', 'returned'],
  complication: ['contacted', 'gathering-papers', 'disputed', 'returned'],
  disputed: ['contacted', 'gathering-papers', 'complete', 'returned'],
  settled: ['disputed'],
  complete: ['gathering-papers', 'returned'],
  handed: ['complete'],
  accepted: ['handed'],
  returned: ['handed', 'accepted'],
  refused: ['handed', 'accepted'],
  paid: ['accepted'],
  'called-back': ['paid'],
  explained: ['differs'],
  'made-good': ['differs'],
  complained: ['differs'],
  'false-death': ['probable', 'contacted', 'gathering-papers', 'disputed', 'complete', 'handed', 'accepted', 'returned', 'refused'],
  closed: ['probable', 'contacted', 'gathering-papers', 'refused'],
};

/** Steps that move nothing. */
const beside = ['confirmed', 'complication', 'scholarship-claimed'] as const;
const isBeside = (kind: Step['kind']): kind is (typeof beside)[number] => beside.some((one) => one === kind);

const stateAfter: Readonly<Record<Exclude<StepKind, (typeof beside)[number] | 'called-back'>, CaseState>> = {
  contacted: 'contacted',
  reported: 'gathering-papers',
  disputed: 'disputed',
  settled: 'gathering-papers',
  complete: 'complete',
  handed: 'handed',
  accepted: 'accepted',
  returned: 'returned',
  refused: 'refused',
  paid: 'paid',
  explained: 'closed',
  'made-good': 'closed',
  complained: 'closed',
  'false-death': 'false-death',
  closed: 'closed',
};

/** Where a claim stands on a day. */
export function caseStanding(law: Law, facts: CaseFacts, today: CivilDate): CaseStanding {
  let state: CaseState = 'probable';
  let since = facts.knownOn;
  let paid: Step | null = null;
  let handed: Step | null = null;
  let difference: CallBackDifference | null = null;
  for (const step of facts.steps) {
    if (isBeside(step.kind)) continue;
    if (step.kind === 'handed') handed = step;
    if (step.kind === 'paid') paid = step;
    // What the family says arrived must be what was paid: else somebody must answer for the rest.
    if (step.kind === 'called-back') difference = differenceAt(step, paid);
    const answer = answerKinds.find((kind) => kind === step.kind);
    if (difference !== null && answer !== undefined) difference = { ...difference, answer, answeredOn: step.happenedOn };
    state = step.kind === 'called-back' ? (difference === null ? 'closed' : 'differs') : stateAfter[step.kind];
    since = step.happenedOn;
  }
  const waits = handed !== null && state !== 'returned' && state !== 'refused';
  const payment = waits ? deadlineOf(law, facts, handed?.happenedOn ?? today, paid, today) : null;
  const holder = holderOf(state, facts.assignedTo);
  const dueOn = dueOf(law, state, since, facts.knownOn, payment);
  return {
    state,
    since,
    holder,
    account: holder === 'case-worker' ? facts.assignedTo : null,
    dueOn,
    daysLate: dueOn === null ? 0 : Math.max(0, daysBetween(dueOn, today)),
    age: daysBetween(facts.knownOn, today),
    payment,
    difference,
  };
}

const differenceAt = ({ amount, happenedOn }: Step, paid: Step | null): CallBackDifference | null =>
  amount === (paid?.amount ?? null) ? null : { paid: paid?.amount ?? 0n, arrived: amount ?? 0n, foundOn: happenedOn, answer: null, answeredOn: null };

/** Null where the calendar of that year is not known yet: no date is guessed. */
function deadlineOf(law: Law, facts: CaseFacts, completeOn: CivilDate, paid: Step | null, today: CivilDate): PaymentDeadline | null {
  try {
    return paymentDeadline({ law, programme: facts.programme, completeOn, amount: paid?.amount ?? facts.amount, asOf: paid?.happenedOn ?? today });
  } catch (error) {
    if (error instanceof Fault && error.kind === 'not-found') return null;
    throw error;
  }
}

function holderOf(state: CaseState, assignedTo: string | null): Holder {
  if (state === 'closed' || state === 'false-death') return 'nobody';
  if (state === 'handed' || state === 'accepted') return 'branch';
  return assignedTo === null ? 'superior' : 'case-worker';
}

function dueOf(law: Law, state: CaseState, since: CivilDate, knownOn: CivilDate, payment: PaymentDeadline | null): CivilDate | null {
  const days = new LawReading(law, knownOn).take('case-days', 'record');
  const later = (from: CivilDate, name: string): CivilDate => {
    const count = days[name];
    assert(typeof count === 'number', `case-days names the days for ${name}`);
    return addDays(from, count);
  };
  switch (state) {
    case 'probable':
      return later(knownOn, 'contact');
    case 'contacted':
    case 'gathering-papers':
    case 'disputed':
    case 'returned':
      return later(since, 'papers');
    case 'complete':
      return later(since, 'hand-over');
    case 'handed':
    case 'accepted':
      return payment?.deadline ?? null;
    case 'paid':
      return later(since, 'call-back');
    case 'differs':
      return later(since, 'difference');
    default:
      return null;
  }
}

/** Refuses a step out of order. Fault: conflict `step-out-of-order`, naming what may follow. */
export function refuseOutOfOrder(state: CaseState, kind: StepKind): void {
  if (after[kind].includes(state)) return;
  const possible = stepKinds.filter((one) => after[one].includes(state)).join(', ');
  throw new Fault('conflict', 'step-out-of-order', {
    id: `Langkah "${kind}" tidak dapat dicatat pada klaim yang keadaannya "${state}". Yang mungkin: ${possible || 'tidak ada'}.`,
    en: `The step "${kind}" cannot be recorded on a claim that is "${state}". Possible: ${possible || 'none'}.`,
  });
}

/** The steps that may follow. */
export const possibleSteps = (state: CaseState): readonly StepKind[] => stepKinds.filter((kind) => after[kind].includes(state));
