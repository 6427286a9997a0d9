// Plays half a year of deaths among protected people: who dies by age and sex, what the registry, villages, families and the public page tell of it and when.
import type { Law } from '../../src/law/law.ts';
import { LawReading } from '../../src/law/law.ts';
import { type CivilDate, addDays, ageOn, civilDate } from '../../src/kernel/date.ts';

/** A small generator, so that a year can be played again (mulberry32). */
export function chances(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Soul {
  readonly place: number;
  readonly sex: 'L' | 'P';
  readonly birth: CivilDate;
}
export type Teller = 'register' | 'village-report' | 'family-call' | 'public-page';
/** One thing told of somebody: true or false, on which day, with the NIK or only a name (as written). */
export interface Told {
  readonly place: number;
  readonly teller: Teller;
  readonly diedOn: CivilDate;
  readonly toldOn: CivilDate;
  readonly withNik: boolean;
  readonly misspelt: boolean;
  readonly falseDeath: boolean;
}

export const [firstDay, days] = [civilDate('2025-07-01'), 184];

/** People of working age, half of them women. */
export function souls(many: number, chance: () => number): readonly Soul[] {
  return Array.from({ length: many }, (_, place) => ({
    place,
    sex: chance() < 0.5 ? ('L' as const) : ('P' as const),
    birth: addDays(civilDate('2007-06-30'), -Math.floor(chance() * 46 * 365.25)),
  }));
}

/** Who dies when, by the law's table of mortality, a day at a time. */
export function deathsAmong(law: Law, people: readonly Soul[], chance: () => number): ReadonlyMap<number, CivilDate> {
  const table = new LawReading(law, firstDay).take('mortality', 'record');
  const died = new Map<number, CivilDate>();
  for (const { place, sex, birth } of people) {
    const age = ageOn(birth, firstDay);
    const group = String(age < 15 ? 0 : age - (age % 5)).padStart(2, '0');
    const yearly = Number(table[`${sex === 'L' ? 'male' : 'female'}-${group}`]) / 100_000;
    const when = Math.floor((-Math.log(1 - chance()) / yearly) * 365.25);
    if (when < days) died.set(place, addDays(firstDay, when));
  }
  return died;
}

/** What is told of the deaths, and of a few who live. `complete`: the part of deaths the civil registry ever learns of. */
export function tellings(of: {
  readonly people: number;
  readonly died: ReadonlyMap<number, CivilDate>;
  readonly complete: number;
  readonly chance: () => number;
}): readonly Told[] {
  const { chance } = of;
  const told: Told[] = [];
  const later = (mean: number) => Math.ceil(-Math.log(1 - chance()) * mean);
  const say = (place: number, teller: Teller, diedOn: CivilDate, mean: number, nik: number, falseDeath = false) =>
    told.push({
      place,
      teller,
      diedOn,
      toldOn: addDays(diedOn, later(mean)),
      withNik: teller === 'register' || chance() < nik,
      misspelt: chance() < 0.2,
      falseDeath,
    });
  for (const [place, diedOn] of of.died) {
    if (chance() < of.complete) say(place, 'register', diedOn, 30, 1);
    if (chance() < 0.5) say(place, 'village-report', diedOn, 12, 0.5);
    if (chance() < 0.15) say(place, 'family-call', diedOn, 10, 0.8);
    if (chance() < 0.05) say(place, 'public-page', diedOn, 10, 0.1);
  }
  for (let one = 0; one < Math.ceil(of.died.size / 50); one += 1) {
    const place = Math.floor(chance() * of.people);
    if (!of.died.has(place)) say(place, 'register', addDays(firstDay, 30 + Math.floor(chance() * 120)), 20, 1, true);
  }
  return told.sort((a, b) => (a.toldOn === b.toldOn ? a.place - b.place : a.toldOn < b.toldOn ? -1 : 1));
}

/** The middle, and nine in ten. */
export function spread(values: readonly number[]): { readonly median: number; readonly nineInTen: number } {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, nineInTen: sorted[Math.floor(sorted.length * 0.9)] ?? 0 };
}
