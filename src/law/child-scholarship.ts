// Decides what each child's scholarship comes to, school year by school year, until the level ends or the age limit (PP 82/2019).
import { type CivilDate, birthdayAt, monthOfYear, yearOf } from '../kernel/date.ts';
import { Fault, assert } from '../kernel/fault.ts';
import { type Rupiah, rupiahText, total } from '../kernel/money.ts';
import { type Month, dayIn } from '../kernel/month.ts';
import { type Citation, type Law, LawReading } from './law.ts';
import type { Bilingual, SchoolLevel } from './parameter.ts';

/** A child as the family describes it; `level` is a code of `scholarship-levels`, `year` the year within it in the school year of the event. */
export interface Child {
  readonly birth: CivilDate;
  readonly level: string;
  readonly year: number;
  readonly married?: boolean;
  readonly working?: boolean;
}

/** One school year of one child: claimed from its first day on; unclaimed it can still be paid until `lapsesOn`. */
export interface ScholarshipYear {
  readonly from: CivilDate;
  readonly level: Bilingual;
  readonly amount: Rupiah;
  readonly lapsesOn: CivilDate;
}

export interface ChildScholarship {
  /** Which of the children given. */
  readonly child: number;
  readonly years: readonly ScholarshipYear[];
  readonly working: string;
  readonly total: Rupiah;
  /** Among the children the law pays for. */
  readonly counted: boolean;
  /** Why nothing is paid: code of `scholarship-conditions`, or null. */
  readonly reason: string | null;
}

export interface ChildScholarships {
  readonly children: readonly ChildScholarship[];
  readonly total: Rupiah;
  readonly citations: readonly Citation[];
}

/**
 * The scholarships of children from the school year of the event on, supposing each passes every year. Of more children than the law pays for, those with
 * the largest sums. Faults: bad-input `school-level-unknown`, `school-year-not-possible`.
 */
export function childScholarships(of: { readonly law: Law; readonly on: CivilDate; readonly children: readonly Child[] }): ChildScholarships {
  const reading = new LawReading(of.law, of.on);
  const levels = reading.take('scholarship-levels', 'school-levels');
  const ageLimit = reading.take('scholarship-age-limit', 'years');
  const back = reading.take('scholarship-back-years', 'years');
  const most = reading.take('scholarship-max-children', 'people');
  const ceiling = reading.take('scholarship-maximum', 'rupiah');
  const { month } = reading.take('school-year-start', 'record');
  assert(typeof month === 'number', 'a school year starts in a month');
  if (of.children.length > most) reading.take('scholarship-children-chosen', 'choice');
  const first = monthOfYear(of.on) >= month ? yearOf(of.on) : yearOf(of.on) - 1;
  const startOf = (year: number): CivilDate => dayIn(`${year}-${String(month).padStart(2, '0')}` as Month, 1);
  const each = of.children.map((child, index): ChildScholarship => {
    const reason = child.married === true ? 'not-married' : child.working === true ? 'not-working' : null;
    const years = reason === null ? schoolYears(levels, child).map((level, later) => ({ level, year: first + later })) : [];
    const paid = years
      .filter(({ year }) => startOf(year) < birthdayAt(child.birth, ageLimit))
      .map(({ level, year }): ScholarshipYear => ({ from: startOf(year), level, amount: level.yearly, lapsesOn: startOf(year + back + 1) }));
    return {
      child: index,
      years: paid,
      working: workingOf(paid),
      total: total(paid.map(({ amount }) => amount)),
      counted: false,
      reason: reason ?? (paid.length === 0 ? 'under-age-limit' : null),
    };
  });
  const chosen = new Set(
    [...each]
      .sort((one, other) => (one.total === other.total ? one.child - other.child : one.total > other.total ? -1 : 1))
      .slice(0, most)
      .map(({ child }) => child),
  );
  const children = each.map((one) => ({ ...one, counted: chosen.has(one.child) && one.total > 0n }));
  const sum = total(children.filter(({ counted }) => counted).map((one) => one.total));
  return { children, total: sum < ceiling ? sum : ceiling, citations: reading.citations };
}

/** The levels a child still goes through, one entry a year. */
function schoolYears(levels: readonly SchoolLevel[], child: Child): readonly SchoolLevel[] {
  const place = levels.findIndex(({ code }) => code === child.level);
  const level = levels[place];
  if (level === undefined) {
    const known = levels.map(({ code }) => code).join(', ');
    throw new Fault(
      'bad-input',
      'school-level-unknown',
      { id: `Jenjang "${child.level}" tidak dikenal; pilih ${known}.`, en: `The level "${child.level}" is not known; choose ${known}.` },
      { column: 'children' },
    );
  }
  if (!Number.isInteger(child.year) || child.year < 1 || child.year > level.years) {
    throw new Fault(
      'bad-input',
      'school-year-not-possible',
      { id: `Tahun ke-${child.year} tidak ada pada ${level.id}; 1 sampai ${level.years}.`, en: `${level.en} has no year ${child.year}; 1 to ${level.years}.` },
      { column: 'children' },
    );
  }
  return levels.slice(place).flatMap((one, later) => Array.from({ length: later === 0 ? one.years - child.year + 1 : one.years }, () => one));
}

/** `3 × Rp1.500.000 + 3 × Rp2.000.000`. */
function workingOf(years: readonly ScholarshipYear[]): string {
  const runs: { level: string; amount: Rupiah; count: number }[] = [];
  for (const { level, amount } of years) {
    const last = runs.at(-1);
    if (last !== undefined && last.level === level.id) last.count += 1;
    else runs.push({ level: level.id, amount, count: 1 });
  }
  return runs.map(({ count, amount, level }) => `${level} ${count} × ${rupiahText(amount)}`).join(' + ');
}
