// Answers who is protected on a day, for one person or for many, always by the one pure rule; writes nothing.
import type { Instant } from '../kernel/clock.ts';
import { type CivilDate, civilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import type { Law } from '../law/law.ts';
import { type Look, type Tx, lookIn } from '../platform/database.ts';
import {
  type CoverState,
  type Coverage,
  type CoverageRule,
  type PostedCover,
  coverStates,
  coverage,
  coverageRule,
  sharedCoverage,
  standing,
} from './coverage.ts';
import { type WhichPerson, factsOfPerson, peopleOfProgramme, peopleOfTable, streamFacts, streamSharedFacts, timeZoneOf } from './coverage-store.ts';
import { type CoverPeriod, periodsOf } from './periods.ts';

export type { Coverage } from './coverage.ts';

/** The zone of people nobody of ours sponsors: nothing but the answer `unknown` can hang on it. */
const noSponsorsZone = 'Asia/Jakarta';

/** Whose coverage, on which day, as known at an instant (the transaction's when absent), and in periods from a day on where one is given. */
type CoverageAsked = WhichPerson & { readonly law: Law; readonly on: CivilDate; readonly knownAt?: Instant; readonly from?: CivilDate };

/** One person's coverage. Faults: not-found `person-unknown` for a sealed NIK nobody has; those of a law that does not reach the day. */
export async function coverageOf(look: Look, of: CoverageAsked): Promise<Coverage & { readonly periods: readonly CoverPeriod[] }> {
  const { shared, own } = await coverageApart(look, of);
  return { ...shared, ...own };
}

/** As `coverageOf`, with what is his own apart: all else is one object for everybody with the same facts. */
export async function coverageApart(
  look: Look,
  of: CoverageAsked,
): Promise<{ readonly shared: Coverage; readonly own: { readonly knownAt: Instant; readonly periods: readonly CoverPeriod[] } }> {
  const found = await factsOfPerson(look, of);
  if (found === null) throw personUnknown();
  const asked = { law: of.law, knownAt: of.knownAt ?? found.at, timeZone: found.timeZone ?? noSponsorsZone };
  const periods = of.from === undefined ? [] : periodsOf(asked, found.facts, { from: of.from, to: of.on });
  return { shared: sharedCoverage(coverageRule({ ...asked, on: of.on }), found), own: { knownAt: asked.knownAt, periods } };
}

/** Says nothing of the NIK. */
const personUnknown = (): Fault =>
  new Fault('not-found', 'person-unknown', {
    id: 'NIK ini tidak ada dalam register maupun daftar mana pun di sini.',
    en: 'This NIK is in no register or list here.',
  });

/** One person and day of a set, with the whole answer. */
export interface PersonCoverage {
  readonly personKey: string;
  readonly on: CivilDate;
  readonly coverage: Coverage;
}

/**
 * Coverage for every (person, day) of a temporary table `people` (person_key uuid, "on" date), each once, in the order of keys and days.
 * While it streams, the transaction takes no other query: gather what is needed, or write in a second transaction.
 */
export async function* coverageOfMany(
  tx: Tx,
  of: { readonly law: Law; readonly people: string; readonly timeZone: string; readonly knownAt?: Instant },
): AsyncGenerator<readonly PersonCoverage[], void, undefined> {
  const rules = new Map<CivilDate, CoverageRule>();
  const ruleOn = (on: CivilDate): CoverageRule => {
    const rule = rules.get(on) ?? coverageRule({ law: of.law, on, knownAt: of.knownAt ?? tx.at, timeZone: of.timeZone });
    rules.set(on, rule);
    return rule;
  };
  for await (const chunk of streamFacts(tx, peopleOfTable(of.people))) {
    yield chunk.map((facts) => {
      const on = civilDate(facts.on ?? '');
      return { personKey: facts.personKey, on, coverage: coverage(ruleOn(on), facts) };
    });
  }
}

export type CoveredCount = { readonly people: number } & Readonly<Record<PostedCover, Readonly<Record<CoverState, number>>>>;

/** How many of a programme's registered (or refused) people are in each state on a day, JKK and JKM apart. Fault: not-found `programme-unknown`. */
export async function coveredCount(
  tx: Tx,
  of: { readonly law: Law; readonly programme: string; readonly on: CivilDate; readonly knownAt?: Instant },
): Promise<CoveredCount> {
  const rule = await ruleOf(tx, of);
  const none = (): Record<CoverState, number> => Object.fromEntries(coverStates.map((state) => [state, 0])) as Record<CoverState, number>;
  const count = { people: 0, jkk: none(), jkm: none() };
  for await (const chunk of streamSharedFacts(tx, peopleOfProgramme(of.programme))) {
    for (const shared of chunk) {
      count.people += shared.people;
      for (const cover of ['jkk', 'jkm'] as const) count[cover][standing(rule, shared, cover).state] += shared.people;
    }
  }
  return count;
}

/** How many of a programme's people are protected on a day (both covers), by kabupaten. Fault: not-found `programme-unknown`. */
export async function coveredByArea(
  tx: Tx,
  of: { readonly law: Law; readonly programme: string; readonly on: CivilDate; readonly knownAt?: Instant },
): Promise<ReadonlyMap<string, number>> {
  const rule = await ruleOf(tx, of);
  const counts = new Map<string, number>();
  for await (const chunk of streamSharedFacts(tx, peopleOfProgramme(of.programme))) {
    for (const shared of chunk) {
      if (standing(rule, shared, 'jkk').state !== 'protected' || standing(rule, shared, 'jkm').state !== 'protected') continue;
      counts.set(shared.area, (counts.get(shared.area) ?? 0) + shared.people);
    }
  }
  return counts;
}

/** The rule for a programme's people on a day. Fault: not-found `programme-unknown`. */
export async function ruleOf(
  tx: Tx,
  of: { readonly law: Law; readonly programme: string; readonly on: CivilDate; readonly knownAt?: Instant },
): Promise<CoverageRule> {
  const timeZone = await timeZoneOf(tx, of.programme);
  if (timeZone === null)
    throw new Fault('not-found', 'programme-unknown', {
      id: `Program "${of.programme}" belum dicatat.`,
      en: `The programme "${of.programme}" is not recorded.`,
    });
  return coverageRule({ law: of.law, on: of.on, knownAt: of.knownAt ?? tx.at, timeZone });
}

export type { CoverPeriod } from './periods.ts';

/** One person's cover on every day of a stretch, days with the same states together; as known at the transaction's instant. */
export async function coverPeriods(
  tx: Tx,
  of: { readonly law: Law; readonly personKey: string; readonly from: CivilDate; readonly to: CivilDate },
): Promise<readonly CoverPeriod[]> {
  const found = await factsOfPerson(lookIn(tx), of);
  if (found === null) throw personUnknown();
  return periodsOf({ law: of.law, knownAt: tx.at, timeZone: found.timeZone ?? noSponsorsZone }, found.facts, of);
}
