// Watches a programme's cover: arrears by age, the waiting rule under every reading, birthdays that open a review; writes nothing.
import type { Instant } from '../kernel/clock.ts';
import { type CivilDate, addDays, birthdayAt } from '../kernel/date.ts';
import type { Rupiah } from '../kernel/money.ts';
import type { Month } from '../kernel/month.ts';
import { ageReview } from '../law/age.ts';
import { type Counting, countings } from '../law/full-benefit.ts';
import { type Citation, type Law, LawReading } from '../law/law.ts';
import type { Tx } from '../platform/database.ts';
import { streamSharedFacts } from './coverage-store.ts';
import { ruleOf } from './coverage-steps.ts';
import { type Arrears, type ArrearsAge, arrearsAges, arrearsOf, priceOfWaiting, waitingOf } from './watch.ts';
import { type MemberRow, fillByLastPosted, membersBornBetween, membersLastPosted, membersOfProgramme } from './watch-store.ts';

interface Asked {
  readonly law: Law;
  readonly programme: string;
  readonly on: CivilDate;
  readonly knownAt?: Instant;
}

/** Members of one kabupaten with the same arrears. */
export interface ArrearsGroup extends Arrears {
  readonly area: string;
  readonly people: number;
}

export interface ArrearsWatch {
  readonly on: CivilDate;
  readonly counts: Readonly<Record<ArrearsAge, number>>;
  /** Those who are not paid up, who lapses first before. */
  readonly groups: readonly ArrearsGroup[];
}

/** Everybody's arrears on a day, by age and kabupaten. Fault: not-found `programme-unknown`. */
export async function watchArrears(tx: Tx, of: Asked): Promise<ArrearsWatch> {
  const rule = await ruleOf(tx, of);
  const counts = Object.fromEntries(arrearsAges.map((age) => [age, 0])) as Record<ArrearsAge, number>;
  const groups = new Map<string, ArrearsGroup & { people: number }>();
  for await (const chunk of streamSharedFacts(tx, membersOfProgramme(of.programme)))
    for (const shared of chunk) {
      const arrears = arrearsOf(rule, shared);
      counts[arrears.age] += shared.people;
      if (arrears.age === 'paid') continue;
      const key = `${shared.area} ${arrears.age} ${arrears.lastMonth ?? ''} ${arrears.overdue}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { ...arrears, area: shared.area, people: shared.people });
      else group.people += shared.people;
    }
  const order = (group: ArrearsGroup): string => `${group.escalate ? 0 : 1} ${group.lapsesOn ?? '9999'} ${group.area}`;
  return { on: of.on, counts, groups: [...groups.values()].sort((one, other) => (order(one) < order(other) ? -1 : 1)) };
}

/** The members to see to now, longest unpaid first: those the ageing says are about to lapse (or in arrears at all). */
export async function arrearsMembers(
  tx: Tx,
  of: Asked & { readonly escalated: boolean; readonly offset: number; readonly limit: number },
): Promise<readonly (MemberRow & Pick<Arrears, 'overdue' | 'lapsesOn'>)[]> {
  const { groups } = await watchArrears(tx, of);
  const asked = groups.filter(({ age, escalate }) => (of.escalated ? escalate : age === 'overdue' || escalate));
  const byMonth = new Map<Month, ArrearsGroup>(asked.flatMap((group) => (group.lastMonth === null ? [] : [[group.lastMonth, group] as const])));
  const { month, knownAt } = await ruleOf(tx, of);
  const rows = byMonth.size === 0 ? [] : await membersLastPosted(tx, { ...of, month, knownAt, lastMonths: [...byMonth.keys()] });
  return rows.map((row) => ({ ...row, overdue: byMonth.get(row.lastMonth)?.overdue ?? 0, lapsesOn: byMonth.get(row.lastMonth)?.lapsesOn ?? null }));
}

/**
 * Puts the members in arrears for months up to `until` into the temporary table `people_to_tell` (the note: the last month posted). Whoever has lapsed is not
 * among them: he is no member any more. Fault: not-found `programme-unknown`.
 */
export async function fillMembersInArrears(tx: Tx, of: Asked & { readonly until: Month }): Promise<void> {
  const { groups } = await watchArrears(tx, of);
  const lastMonths = new Set(
    groups.flatMap(({ age, lastMonth }) => ((age === 'overdue' || age === 'last-chance') && lastMonth !== null && lastMonth < of.until ? [lastMonth] : [])),
  );
  const { month, knownAt } = await ruleOf(tx, of);
  if (lastMonths.size > 0) await fillByLastPosted(tx, { ...of, month, knownAt, lastMonths: [...lastMonths] });
}

/** Members with the same answer under every counting. */
export interface WaitingGroup {
  readonly from: Readonly<Record<Counting, CivilDate | null>>;
  readonly met: Readonly<Record<Counting, boolean>>;
  readonly differs: boolean;
  readonly people: number;
}

export interface WaitingWatch {
  readonly on: CivilDate;
  readonly people: number;
  /** People with the full JKM on the day, under each counting. */
  readonly met: Readonly<Record<Counting, number>>;
  /** People for whom it matters which counting is right, and what hangs on it: of one death, and if all of them died. */
  readonly differing: number;
  readonly perDeath: Rupiah;
  readonly atStake: Rupiah;
  readonly groups: readonly WaitingGroup[];
}

/** From when the full JKM holds, under each reading of the waiting rule. Faults: not-found `programme-unknown`, and for a day before the rule. */
export async function watchWaiting(tx: Tx, of: Asked): Promise<WaitingWatch> {
  const rule = await ruleOf(tx, of);
  const groups = new Map<string, WaitingGroup & { people: number }>();
  for await (const chunk of streamSharedFacts(tx, membersOfProgramme(of.programme)))
    for (const shared of chunk) {
      const waiting = waitingOf(rule, shared);
      const key = countings.map((counting) => `${waiting.from[counting] ?? '-'} ${waiting.met[counting]}`).join(' ');
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { ...waiting, people: shared.people });
      else group.people += shared.people;
    }
  const all = [...groups.values()].sort((one, other) => (one.differs === other.differs ? other.people - one.people : one.differs ? -1 : 1));
  const sum = (some: readonly WaitingGroup[]): number => some.reduce((people, group) => people + group.people, 0);
  const differing = sum(all.filter(({ differs }) => differs));
  const perDeath = priceOfWaiting(of.law, of.on);
  return {
    on: of.on,
    people: sum(all),
    met: Object.fromEntries(countings.map((counting) => [counting, sum(all.filter(({ met }) => met[counting]))])) as Record<Counting, number>,
    differing,
    perDeath,
    atStake: perDeath * BigInt(differing),
    groups: all,
  };
}

export interface BirthdayWatch {
  readonly age: number;
  readonly citations: readonly Citation[];
  readonly birthdays: readonly { readonly on: CivilDate; readonly listId: string; readonly rowNo: number; readonly area: string }[];
}

/** Members who reach the age of review between two days: a review is opened, nobody loses cover by it. */
export async function watchBirthdays(
  tx: Tx,
  of: { readonly law: Law; readonly programme: string; readonly from: CivilDate; readonly to: CivilDate },
): Promise<BirthdayWatch> {
  await ruleOf(tx, { ...of, on: of.from });
  const reading = new LawReading(of.law, of.from);
  const age = reading.take('review-age', 'years');
  // A day wider, for those born on the last of February; the rule of the law says which day it is.
  const rows = await membersBornBetween(tx, { programme: of.programme, from: addDays(birthdayAt(of.from, -age), -1), to: addDays(birthdayAt(of.to, -age), 1) });
  const birthdays = rows.map(({ birthDate, ...row }) => ({ on: ageReview({ law: of.law, birth: birthDate, on: of.from }).reviewOn, ...row }));
  return { age, citations: reading.citations, birthdays: birthdays.filter(({ on }) => of.from <= on && on <= of.to) };
}
