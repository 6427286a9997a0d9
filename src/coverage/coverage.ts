// Decides whether a person is protected on a day, as known at an instant, from the administrator's postings alone (protected-from; max-arrears-months; death-in-arrears).
import { type Instant, dateIn } from '../kernel/clock.ts';
import { type CivilDate, addDays } from '../kernel/date.ts';
import type { Rupiah } from '../kernel/money.ts';
import { type Month, firstDayOf, monthOf, monthsBetween, monthsFrom } from '../kernel/month.ts';
import { arrears } from '../law/arrears.ts';
import { dueDate } from '../law/due-date.ts';
import { type FullBenefit, fullBenefit } from '../law/full-benefit.ts';
import { type Citation, type Law, LawReading, type Unsettled, knownAnswers, weakest } from '../law/law.ts';
import type { Confidence } from '../law/parameter.ts';
import { type CoverState, type ReasonCode, reasonText } from './coverage-words.ts';

export { type CoverState, coverStates, type ReasonCode, stateWords } from './coverage-words.ts';

/** A posting in rupiah: the day the money had its value at the bank, the instant it was posted, and the instant we recorded it. */
export interface KnownPosting {
  readonly month: Month;
  readonly jkk: Rupiah;
  readonly jkm: Rupiah;
  readonly bankValueOn: CivilDate;
  readonly postedAt: Instant;
  readonly recordedAt: Instant;
  /** When we recorded that the administrator took it back; absent while it stands. */
  readonly takenBackAt?: Instant;
}

/** Whether a posting stands as known at an instant: recorded by then, and not known by then to be taken back. */
const stands = (posting: KnownPosting, knownAt: Instant): boolean =>
  posting.recordedAt <= knownAt && (posting.takenBackAt === undefined || posting.takenBackAt > knownAt);

/** The administrator's latest answer to a registration. */
export interface KnownRegistration {
  readonly outcome: 'registered' | 'refused';
  readonly answeredOn: CivilDate;
  readonly recordedAt: Instant;
}

/** What is recorded of one person; the rule leaves out what was recorded after `knownAt`. */
export interface CoverageFacts {
  readonly registrations: readonly KnownRegistration[];
  readonly postings: readonly KnownPosting[];
}

/** The question and what the law says for its day, asked once for any number of people. */
export interface CoverageRule {
  readonly law: Law;
  readonly on: CivilDate;
  readonly month: Month;
  readonly knownAt: Instant;
  /** The sponsor's calendar date at `knownAt`. */
  readonly today: CivilDate;
  readonly timeZone: string;
  readonly maxArrears: number;
  readonly monthIsOverdue: boolean;
}

/** The rule for a day as known at an instant. Faults: not-found where the law files do not reach the day. */
export function coverageRule(of: { readonly law: Law; readonly on: CivilDate; readonly knownAt: Instant; readonly timeZone: string }): CoverageRule {
  return { ...of, today: dateIn(of.timeZone, of.knownAt), ...lawOn(of.law, of.on) };
}

type LawOfDay = Pick<CoverageRule, 'month' | 'maxArrears' | 'monthIsOverdue'>;
const known = knownAnswers<LawOfDay>();

function lawOn(law: Law, on: CivilDate): LawOfDay {
  return known(law, on, () => {
    const month = monthOf(on);
    return { month, maxArrears: new LawReading(law, on).take('max-arrears-months', 'months'), monthIsOverdue: on > dueDate({ law, month }).due };
  });
}

/** The same question about another day. */
const onDay = (rule: CoverageRule, on: CivilDate): CoverageRule => ({ ...rule, on, ...lawOn(rule.law, on) });

export type PostedCover = 'jkk' | 'jkm';

/** The state of one cover and what it rests on. `overdue` counts unpaid months in a row whose due date has passed. */
export interface Standing {
  readonly state: CoverState;
  readonly code: ReasonCode;
  /** The last month posted and paid by the day, or null. */
  readonly lastMonth: Month | null;
  /** The bank value date of the day's month (the earliest known), else of the first contribution, or null. */
  readonly paidOn: CivilDate | null;
  readonly overdue: number;
}

/**
 * The state of one cover. A posting counts for a day when its money had its value at the bank by that day: paying after an event never
 * makes that event covered. Unpaid months count as arrears once overdue, up to the law's limit.
 */
export function standing(rule: CoverageRule, facts: CoverageFacts, cover: PostedCover): Standing {
  let lastMonth: Month | null = null;
  let firstPaid: CivilDate | null = null;
  let monthPaid: CivilDate | null = null;
  for (const posting of facts.postings) {
    if (posting[cover] <= 0n || !stands(posting, rule.knownAt)) continue;
    const paid = posting.bankValueOn;
    if (firstPaid === null || paid < firstPaid) firstPaid = paid;
    if (posting.month === rule.month && (monthPaid === null || paid < monthPaid)) monthPaid = paid;
    if (paid <= rule.on && posting.month <= rule.month && (lastMonth === null || posting.month > lastMonth)) lastMonth = posting.month;
  }
  if (lastMonth === rule.month) return { state: 'protected', code: 'month-posted', lastMonth, paidOn: monthPaid, overdue: 0 };
  const overdue = lastMonth === null ? 0 : monthsBetween(lastMonth, rule.month) - (rule.monthIsOverdue ? 0 : 1);
  const result = (state: CoverState, code: ReasonCode, paidOn = monthPaid): Standing => ({ state, code, lastMonth, paidOn, overdue });
  if (rule.on > rule.today) return result('unknown', 'day-not-reached-yet');
  if (lastMonth !== null) {
    if (overdue > rule.maxArrears) return result('unprotected', 'arrears-beyond-limit');
    if (monthPaid !== null) return result('arrears-unsettled', 'month-paid-after-this-day');
    return result('arrears-unsettled', overdue === 0 ? 'month-not-due-yet' : 'month-not-posted');
  }
  if (firstPaid !== null) return result('unprotected', 'first-contribution-paid-after-this-day', firstPaid);
  const registration = facts.registrations.filter((answer) => answer.recordedAt <= rule.knownAt).at(-1);
  if (registration === undefined) return result('unknown', 'nothing-known-of-person');
  return result('unprotected', registration.outcome === 'refused' ? 'registration-refused' : 'first-contribution-not-posted');
}

/** Why, with the articles it rests on; as sure as its least sure citation. */
export interface Reason {
  readonly code: ReasonCode;
  readonly id: string;
  readonly en: string;
  readonly citations: readonly Citation[];
  readonly confidence: Confidence | null;
  readonly unsettled: readonly Unsettled[];
}

export interface CoverAnswer extends Standing {
  readonly cover: PostedCover;
  /** The first day of the unbroken state up to the day asked; null when it has no beginning we know. */
  readonly since: CivilDate | null;
  readonly reasons: readonly Reason[];
}

/** The whole answer for one person and day. `fullBenefit` (JKM, every reading of the waiting rule) is null where the law has no such rule yet. */
export interface Coverage {
  readonly on: CivilDate;
  readonly knownAt: Instant;
  readonly jkk: CoverAnswer;
  readonly jkm: CoverAnswer;
  /** Known postings in the order of months; `counts` when the money was there by the day asked. */
  readonly posted: readonly (KnownPosting & { readonly counts: boolean })[];
  /** The bank value date of the first counting contribution: membership begins there. */
  readonly firstPaidOn: CivilDate | null;
  /** Months between the first counting month and the day's month (included) without a counting posting. */
  readonly gaps: readonly Month[];
  readonly fullBenefit: FullBenefit;
}

/** The coverage of one person on the rule's day. Faults: not-found where the law files do not reach the day. */
export function coverage(rule: CoverageRule, facts: CoverageFacts): Coverage {
  const posted = facts.postings
    .filter((posting) => stands(posting, rule.knownAt))
    .map((posting) => ({ ...posting, counts: posting.bankValueOn <= rule.on }))
    .sort((one, other) => (one.month === other.month ? (one.bankValueOn < other.bankValueOn ? -1 : 1) : one.month < other.month ? -1 : 1));
  const counting = new Set(posted.filter(({ counts }) => counts).map(({ month }) => month));
  const [first] = [...counting].sort();
  return {
    on: rule.on,
    knownAt: rule.knownAt,
    jkk: answer(rule, facts, 'jkk'),
    jkm: answer(rule, facts, 'jkm'),
    posted,
    firstPaidOn:
      posted
        .filter(({ counts }) => counts)
        .map(({ bankValueOn }) => bankValueOn)
        .sort()[0] ?? null,
    gaps: first === undefined ? [] : monthsFrom(first, rule.month).filter((month) => !counting.has(month)),
    fullBenefit: fullBenefit({
      law: rule.law,
      event: rule.on,
      posted: posted.filter(({ jkm }) => jkm > 0n).map(({ month, bankValueOn }) => ({ month, postedOn: bankValueOn })),
    }),
  };
}

const knownCoverage = knownAnswers<Coverage>(1_000); // not law: answers kept in memory, up to 60 kB each after years of months

/** Facts with the text they were read from (which is that of everybody who has the same), and when the latest of them was recorded. */
export interface SharedText {
  readonly facts: CoverageFacts;
  readonly text: string;
  readonly latest: Instant;
}

/**
 * As `coverage`, as one object for everybody with the same facts: whoever was registered and paid for by the same files. Its `knownAt` is that of whoever
 * was asked about first; on an earlier instant than the latest fact nothing is shared.
 */
export const sharedCoverage = (rule: CoverageRule, { facts, text, latest }: SharedText): Coverage =>
  rule.knownAt < latest ? coverage(rule, facts) : knownCoverage(rule.law, `${rule.on} ${rule.today} ${rule.timeZone} ${text}`, () => coverage(rule, facts));

function answer(rule: CoverageRule, facts: CoverageFacts, cover: PostedCover): CoverAnswer {
  const answered = standing(rule, facts, cover);
  const reason = (code: ReasonCode, law: { citations: readonly Citation[]; unsettled: readonly Unsettled[] }): Reason => ({
    code,
    ...reasonText(code, { on: rule.on, month: rule.month, ...answered }),
    citations: law.citations,
    confidence: law.citations.length === 0 ? null : weakest(law.citations),
    unsettled: law.unsettled,
  });
  const reasons = [reason(answered.code, lawBehind(rule, answered))];
  const postedLater = facts.postings.some(
    (posting) =>
      posting.month === rule.month &&
      posting[cover] > 0n &&
      stands(posting, rule.knownAt) &&
      posting.bankValueOn <= rule.on &&
      dateIn(rule.timeZone, posting.postedAt) > rule.on,
  );
  if (answered.state === 'protected' && postedLater) reasons.push(reason('paid-before-posted-after', protectedFrom(rule)));
  const takenBack = facts.postings.some(
    (posting) => posting.month === rule.month && posting[cover] > 0n && posting.takenBackAt !== undefined && posting.takenBackAt <= rule.knownAt,
  );
  if (takenBack) reasons.push(reason('posting-taken-back', protectedFrom(rule)));
  return { ...answered, cover, since: since(rule, facts, cover, answered), reasons };
}

interface LawBehind {
  readonly citations: readonly Citation[];
  readonly unsettled: readonly Unsettled[];
}
const knownBehind = knownAnswers<LawBehind>();

const protectedFrom = ({ law, on }: CoverageRule): LawBehind =>
  knownBehind(law, on, () => {
    const reading = new LawReading(law, on);
    reading.take('protected-from', 'rule');
    return { citations: reading.citations, unsettled: [] };
  });

const fromPosting = new Set<ReasonCode>(['month-posted', 'first-contribution-paid-after-this-day', 'first-contribution-not-posted']);
const fromArrears = new Set<ReasonCode>(['month-not-posted', 'month-paid-after-this-day', 'arrears-beyond-limit']);

function lawBehind(rule: CoverageRule, { code, overdue }: Standing): LawBehind {
  if (fromPosting.has(code)) return protectedFrom(rule);
  const { law, on } = rule;
  const unpaidMonths = Math.max(1, overdue);
  if (fromArrears.has(code)) return knownBehind(law, `${on} ${unpaidMonths}`, () => arrears({ law, on, unpaidMonths }));
  if (code !== 'month-not-due-yet') return { citations: [], unsettled: [] };
  const { citations, unsettled } = dueDate({ law: rule.law, month: rule.month });
  return { citations: [...citations, ...protectedFrom(rule).citations], unsettled };
}

/** States change only where a month begins, a payment arrives or a month becomes overdue: the last such day from which the state has held. */
function since(rule: CoverageRule, facts: CoverageFacts, cover: PostedCover, { state, lastMonth }: Standing): CivilDate | null {
  if (state === 'unknown' || lastMonth === null) return null;
  const counting = facts.postings.filter((posting) => posting[cover] > 0n && stands(posting, rule.knownAt));
  const first = counting.reduce((month, posting) => (posting.month < month ? posting.month : month), lastMonth);
  const days = new Set<CivilDate>(counting.map(({ bankValueOn }) => bankValueOn));
  for (const month of monthsFrom(first, rule.month)) days.add(firstDayOf(month)).add(addDays(dueDate({ law: rule.law, month }).due, 1));
  let held: CivilDate | null = null;
  for (const day of [...days]
    .filter((one) => one <= rule.on)
    .sort()
    .reverse()) {
    if (standing(onDay(rule, day), facts, cover).state !== state) break;
    held = day;
  }
  // Whoever paid too late for it to help was unprotected before he first paid, too: that has no beginning.
  if (held !== null && standing(onDay(rule, addDays(held, -1)), facts, cover).state === state) return null;
  return held;
}
