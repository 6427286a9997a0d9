// Decides what a budget line still carries, what a cut would do to people and which ways out there are, and how much places and money will stay unused (forecast from validated candidates, never from targets).
import { type Rupiah, total } from '../kernel/money.ts';
import type { Month } from '../kernel/month.ts';
import type { Bilingual } from '../law/parameter.ts';

/** Rupiah of both covers of a line, apart. */
export interface ByCover {
  readonly jkk: Rupiah;
  readonly jkm: Rupiah;
}
export const sumOf = ({ jkk, jkm }: ByCover): Rupiah => jkk + jkm;

/** A month held on a line and not invoiced yet. */
export interface OpenMonth extends ByCover {
  readonly month: Month;
  readonly people: number;
}

/** A line with everything drawn on it; amounts in rupiah. `committed` = invoiced + held in open months. */
export interface BudgetLineState {
  readonly line: string;
  readonly payer: string;
  readonly fund: string;
  readonly source: string | null;
  readonly accountJkk: string;
  readonly accountJkm: string;
  readonly limit: Rupiah;
  readonly committed: Rupiah;
  readonly invoiced: ByCover;
  readonly paid: Rupiah;
  readonly open: readonly OpenMonth[];
}

export const remainder = ({ limit, committed }: BudgetLineState): Rupiah => limit - committed;

/** A way to live within a smaller line, with whom it touches. */
export interface Alternative {
  readonly code: 'end-earlier' | 'fewer-people' | 'another-payer';
  readonly people: number;
  readonly personMonths: number;
  /** The last month everybody is still paid for, when the term ends earlier. */
  readonly lastMonth: Month | null;
  readonly saved: Rupiah;
}

export const alternativeWords: Readonly<Record<Alternative['code'], Bilingual>> = {
  'end-earlier': { id: 'berhenti lebih awal untuk semua', en: 'end earlier for everybody' },
  'fewer-people': { id: 'lebih sedikit orang, urutan terakhir keluar', en: 'fewer people, the last in rank leave' },
  'another-payer': { id: 'pihak lain membayar kekurangannya', en: 'another payer carries what is missing' },
};

/** What a new limit does to a line. `missing` > 0: it cannot carry what is committed. */
export interface LineEffect {
  readonly line: string;
  readonly before: Rupiah;
  readonly after: Rupiah;
  readonly committed: Rupiah;
  readonly missing: Rupiah;
  /** A cover whose part is less than what is drawn on it. */
  readonly missingCover: ByCover;
  /** Everybody held in months not invoiced yet: whom a cut may touch. */
  readonly peopleAtRisk: number;
  readonly alternatives: readonly Alternative[];
}

/** The effect of a line's new amounts for JKK and JKM. */
export function effectOn(line: BudgetLineState, given: ByCover): LineEffect {
  const after = sumOf(given);
  const missing = line.committed > after ? line.committed - after : 0n;
  const drawn = (cover: 'jkk' | 'jkm'): Rupiah => line.invoiced[cover] + total(line.open.map((month) => month[cover]));
  const lacking = (cover: 'jkk' | 'jkm'): Rupiah => (drawn(cover) > given[cover] ? drawn(cover) - given[cover] : 0n);
  return {
    line: line.line,
    before: line.limit,
    after,
    committed: line.committed,
    missing,
    missingCover: { jkk: lacking('jkk'), jkm: lacking('jkm') },
    peopleAtRisk: missing === 0n ? 0 : Math.max(0, ...line.open.map(({ people }) => people)),
    alternatives: missing === 0n ? [] : alternatives(line.open, missing),
  };
}

function alternatives(open: readonly OpenMonth[], missing: Rupiah): readonly Alternative[] {
  const found = [endEarlier(open, missing), fewerPeople(open, missing)].filter((one) => one !== null);
  return [...found, { code: 'another-payer', people: 0, personMonths: 0, lastMonth: null, saved: missing }];
}

/** The fewest last months that save what is missing; null when all of them do not. */
function endEarlier(open: readonly OpenMonth[], missing: Rupiah): Alternative | null {
  const months = [...open].sort((one, other) => (one.month < other.month ? -1 : 1));
  let [saved, personMonths, people] = [0n, 0, 0];
  while (saved < missing) {
    const last = months.pop();
    if (last === undefined) return null;
    saved += sumOf(last);
    personMonths += last.people;
    people = Math.max(people, last.people);
  }
  return { code: 'end-earlier', people, personMonths, lastMonth: months.at(-1)?.month ?? null, saved };
}

/** How many people must leave every open month; null when everybody leaving does not save enough. */
function fewerPeople(open: readonly OpenMonth[], missing: Rupiah): Alternative | null {
  const everybody = Math.max(0, ...open.map(({ people }) => people));
  const savedBy = (leaving: number): Rupiah =>
    total(open.map((month) => (month.people === 0 ? 0n : (sumOf(month) / BigInt(month.people)) * BigInt(Math.min(leaving, month.people)))));
  let [low, high] = [0, everybody];
  if (savedBy(high) < missing) return null;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (savedBy(middle) >= missing) high = middle;
    else low = middle + 1;
  }
  return {
    code: 'fewer-people',
    people: low,
    personMonths: open.reduce((sum, { people }) => sum + Math.min(low, people), 0),
    lastMonth: null,
    saved: savedBy(low),
  };
}

/** What is known for a forecast: people by state, months still to come, and what a person costs a month. */
export interface ForecastFacts {
  readonly limit: Rupiah;
  readonly committed: Rupiah;
  readonly places: number;
  /** Candidates found eligible, held already or waiting. */
  readonly validated: number;
  readonly held: number;
  /** Months not closed yet, of the term. */
  readonly monthsLeft: number;
  readonly monthly: Rupiah;
}

export interface Forecast {
  /** What will be committed if every validated candidate who fits gets a place for all months left. */
  readonly expected: Rupiah;
  readonly unused: Rupiah;
  /** In thousandths of the limit. */
  readonly absorption: number;
  readonly emptyPlaces: number;
  readonly joining: number;
  readonly warnings: readonly ForecastWarning[];
}

export const forecastWarnings = {
  'money-will-stay-unused': {
    id: 'Sebagian anggaran tidak akan terserap: calon yang lolos tidak cukup, atau bulan sudah lewat.',
    en: 'Part of the budget will stay unused: there are too few validated candidates, or months have passed.',
  },
  'places-will-stay-empty': {
    id: 'Sebagian tempat akan kosong: calon yang lolos lebih sedikit daripada tempat.',
    en: 'Some places will stay empty: there are fewer validated candidates than places.',
  },
  'money-will-not-suffice': {
    id: 'Anggaran tidak cukup untuk semua calon yang mendapat tempat.',
    en: 'The budget does not suffice for every candidate with a place.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type ForecastWarning = keyof typeof forecastWarnings;

/** How much of a budget will be used, and what will not. */
export function forecast(facts: ForecastFacts): Forecast {
  const { limit, committed, places, validated, held, monthsLeft, monthly } = facts;
  const wanting = Math.max(0, Math.min(places, validated) - held);
  const cost = monthly * BigInt(monthsLeft);
  const affordable = cost === 0n ? 0 : Number((limit - committed) / cost);
  const joining = Math.max(0, Math.min(wanting, affordable));
  const expected = committed + cost * BigInt(joining);
  const unused = limit > expected ? limit - expected : 0n;
  const emptyPlaces = Math.max(0, places - held - (monthsLeft === 0 ? 0 : joining));
  const warnings: ForecastWarning[] = [];
  if (unused >= (monthly > 1n ? monthly : 1n)) warnings.push('money-will-stay-unused');
  if (emptyPlaces > 0) warnings.push('places-will-stay-empty');
  if (monthsLeft > 0 && wanting > affordable) warnings.push('money-will-not-suffice');
  return { expected, unused, absorption: limit === 0n ? 0 : Number((expected * 1000n) / limit), emptyPlaces, joining, warnings }; // not law: thousandths
}
