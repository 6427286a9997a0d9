// Decides that the world is one for whom Payung is made: unique numbers, plausible ages and deaths, the same from the same seed.
import { expect, it } from 'vitest';
import { dayOf, isoOf, ageOnDay, nextWorkingDay } from './calendar.ts';
import { kpjOf } from './kpj.ts';
import { deathDayOf, reportDayOf } from './life.ts';
import { decileOf } from './living.ts';
import { nameOf } from './names.ts';
import { familyCardOf, nikIndex, nikOf } from './people.ts';
import { referenceDay } from './population.ts';
import { nttRegions } from './regions.ts';
import { spread } from './shares.ts';
import { membershipState } from './work.ts';
import { createWorld } from './world.ts';

it('knows the regions of NTT', () => {
  const { regencies, districts, home, villages } = nttRegions();
  expect([regencies.length, home, villages.length, villages.filter((village) => village.urban).length]).toEqual([22, 315, 3442, 305]);
  expect(districts.length).toBeGreaterThan(home);
  expect(
    villages.every(
      (village) => districts[village.district]?.code === village.code.slice(0, 6) && regencies[village.regency]?.code === village.code.slice(0, 4),
    ),
  ).toBe(true);
});

it('gives 600,000 people numbers of their own, and a plausible life', () => {
  const world = createWorld({ seed: 'satu', people: 600_000 });
  expect(world.people).toBe(600_000);
  const niks = new Set<string>();
  const kpjs = new Set<string>();
  const ages: number[] = [];
  let [adults, deaths, reported, members, poor, poorest, malformed] = [0, 0, 0, 0, 0, 0, 0];
  const [from, until] = [dayOf('2025-07-01'), dayOf('2026-01-01')];
  for (let i = 0; i < world.people; i += 1) {
    const nik = nikOf(world, i);
    if (!/^\d{16}$/.test(nik) || nik.endsWith('0000')) malformed += 1;
    niks.add(nik);
    kpjs.add(kpjOf(nik) ?? '');
    const age = ageOnDay(world.birth[i] as number, referenceDay);
    ages.push(age);
    const decile = decileOf(world, world.householdOf[i] as number);
    if (decile <= 4) poor += 1;
    if (decile === 1) poorest += 1;
    const death = deathDayOf(world, i);
    if (age < 18 || age > 64 || (death !== 0 && death < from)) continue;
    adults += 1;
    if (membershipState(world, i) % 2 === 1) members += 1;
    if (death === 0 || death >= until) continue;
    deaths += 1;
    const report = reportDayOf(world, i, death);
    if (report !== 0 && report < until) reported += 1;
  }
  expect([niks.size, kpjs.size, malformed]).toEqual([600_000, 600_000, 0]);
  const cards = new Set(Array.from(world.villageOfHousehold, (_, household) => familyCardOf(world, household)));
  expect(cards.size).toBe(world.villageOfHousehold.length);
  expect([...cards].some((card) => niks.has(card))).toBe(false);
  ages.sort((a, b) => a - b);
  expect(ages[300_000]).toBeGreaterThanOrEqual(23);
  expect(ages[300_000]).toBeLessThanOrEqual(27);
  const perCover = (count: number): number => (count / adults) * 100_000;
  expect(perCover(deaths)).toBeGreaterThan(140);
  expect(perCover(deaths)).toBeLessThan(210);
  expect(perCover(reported)).toBeGreaterThan(105);
  expect(perCover(reported)).toBeLessThan(195);
  expect(members / adults).toBeGreaterThan(0.11);
  expect(members / adults).toBeLessThan(0.16);
  expect(poor / 600_000).toBeCloseTo(0.55, 1);
  expect(poorest / 600_000).toBeCloseTo(0.14, 1);
});

it('finds people by NIK', () => {
  const world = createWorld({ seed: 'dua', people: 5_000 });
  const index = nikIndex(world);
  for (let i = 0; i < world.people; i += 1) expect(index.find(nikOf(world, i))).toBe(i);
  expect(index.find('5301010101019999')).toBe(-1);
  expect(index.find('5301')).toBe(-1);
});

it('is another world under another seed, and the same under the same', () => {
  const names = (seed: string): string => {
    const world = createWorld({ seed, people: 3_000 });
    return Array.from({ length: 300 }, (_, step) => nikOf(world, step * 10) + nameOf(world, step * 10)).join();
  };
  expect(names('a')).toBe(names('a'));
  expect(names('a')).not.toBe(names('b'));
});

it('spreads people by size, but never under a floor', () => {
  expect(spread(100, [50, 50], [0, 0])).toEqual([50, 50]);
  expect(spread(100, [90, 10], [0, 40])).toEqual([60, 40]);
  expect(spread(100, [1, 1], [150, 50])).toEqual([75, 25]);
});

it.each([
  ['2025-07-14', '2025-07-15', 'a working day'],
  ['2025-08-15', '2025-08-18', 'over a weekend'],
  ['2025-12-24', '2025-12-26', 'over a holiday'],
])('the bank works on the day after %s on %s: %s', (day, next) => {
  expect(isoOf(nextWorkingDay(dayOf(day)))).toBe(next);
});
