// Decides who lives where: people numbered village by village and household by household, with birth day, sex, place of first registration and serials that make every NIK unique.
import { assert } from '../src/kernel/fault.ts';
import { birthCodeOf, birthCodes, dayOf, newYear, yearOfDayNumber } from './calendar.ts';
import { below, cumulate, fraction, pick, roll } from './chance.ts';
import type { Regions } from './regions.ts';
import { wholes } from './shares.ts';
import { why } from './why.ts';

/** An inhabited village: people `first` to `end` − 1 live there. */
export interface InhabitedVillage {
  readonly code: string;
  readonly name: string;
  readonly regency: number;
  readonly district: number;
  readonly first: number;
  readonly end: number;
}

/** What cannot be derived from a hash alone; everything else about a person is a function of (world, number). */
export interface World {
  readonly seed: number;
  readonly regions: Regions;
  readonly people: number;
  readonly villages: readonly InhabitedVillage[];
  readonly householdOf: Uint32Array;
  /** First person of each household, and one past the last person at the end. */
  readonly householdFirst: Uint32Array;
  readonly villageOfHousehold: Uint16Array;
  readonly birth: Uint16Array;
  /** Bit 0: woman; bits 1 and 2: role in the household. */
  readonly traits: Uint8Array;
  readonly registeredIn: Uint16Array;
  readonly serial: Uint16Array;
  readonly cardSerial: Uint16Array;
  /** Share of households in deciles 1 to 4, by kabupaten. */
  readonly poor: Float64Array;
}

export const role = { head: 0, spouse: 1, child: 2, elder: 3 } as const;

/** The day the world is drawn for: ages are completed years on 1 July 2025. */
export const referenceDay = dayOf('2025-07-01');

/** NIK serials stay below this, family-card serials start at it: a card number is never anybody's NIK. */
export const serialLimit = 2000;
/** Family-card serials stay below this; serials from here on belong to nobody. */
export const cardLimit = 7000;

const sizes = cumulate([8, 15, 19, 22, 17, 10, 6, 3]);
const headBands = cumulate([4, 9, 12, 14, 13, 12, 11, 9, 7, 4.2, 2.9, 1.4, 0.5]);
const cardDays = 31 * 12 * 18;

function layOut(seed: number, regions: Regions, counts: readonly number[]): readonly InhabitedVillage[] {
  const inhabited: InhabitedVillage[] = [];
  let next = 0;
  regions.regencies.forEach((regency, index) => {
    const people = counts[index] as number;
    if (people === 0) return;
    const [from, to] = regency.villages;
    const kept = Math.max(1, Math.min(to - from, Math.floor(people / 60)));
    const chosen = Array.from({ length: kept }, (_, step) => from + Math.floor((step * (to - from)) / kept));
    const weights = chosen.map(
      (village) => (regions.villages[village]?.urban === true ? 2.2 : 1) * (0.6 + 0.8 * fraction(roll(seed, village, why.villageSize))),
    );
    const sizesOf = wholes(weights, people);
    chosen.forEach((number, step) => {
      const village = regions.villages[number];
      assert(village !== undefined, 'a chosen village exists');
      const first = next;
      next += sizesOf[step] as number;
      inhabited.push({ code: village.code, name: village.name, regency: index, district: village.district, first, end: next });
    });
  });
  return inhabited;
}

/** Lays out villages and fills them with households. Deterministic in (seed, counts). */
export function populate(seed: number, regions: Regions, counts: readonly number[]): World {
  const villages = layOut(seed, regions, counts);
  const people = villages.at(-1)?.end ?? 0;
  const most = Math.ceil(people / 2) + villages.length + 8;
  const householdOf = new Uint32Array(people);
  const firsts = new Uint32Array(most);
  const villageOfHousehold = new Uint16Array(most);
  const birth = new Uint16Array(people);
  const traits = new Uint8Array(people);
  const registeredIn = new Uint16Array(people);
  const serial = new Uint16Array(people);
  const cardSerial = new Uint16Array(most);
  const used = new Uint16Array(regions.districts.length * birthCodes);
  const cardsUsed = new Uint16Array(regions.districts.length * cardDays);
  let household = 0;

  villages.forEach((village, villageNumber) => {
    let at = village.first;
    while (at < village.end) {
      const size = Math.min(pick(roll(seed, household, why.householdSize), sizes) + 1, village.end - at);
      firsts[household] = at;
      villageOfHousehold[household] = villageNumber;
      fillHousehold(seed, household, at, size, birth, traits);
      const cardSlot = village.district * cardDays + cardDayOf(seed, household);
      cardSerial[household] = serialLimit + (cardsUsed[cardSlot] as number);
      cardsUsed[cardSlot] = (cardsUsed[cardSlot] as number) + 1;
      for (const end = at + size; at < end; at += 1) {
        householdOf[at] = household;
        const district = registrationOf(seed, regions, village, at, birth[at] as number);
        registeredIn[at] = district;
        const slot = district * birthCodes + birthCodeOf(nikDayOf(seed, at, birth[at] as number), ((traits[at] as number) & 1) === 1);
        const number = (used[slot] as number) + 1;
        assert(number < serialLimit, 'a birth date has serials left');
        used[slot] = number;
        serial[at] = number;
      }
      household += 1;
    }
  });
  firsts[household] = people;
  return {
    seed,
    regions,
    people,
    villages,
    householdOf,
    birth,
    traits,
    registeredIn,
    serial,
    householdFirst: firsts.slice(0, household + 1),
    villageOfHousehold: villageOfHousehold.slice(0, household),
    cardSerial: cardSerial.slice(0, household),
    poor: Float64Array.from(regions.regencies, (regency) => regency.poor),
  };
}

/** Day of issue of a family card as a number within 2008 to 2025: ((year × 12) + month) × 31 + day. */
export const cardDayOf = (seed: number, household: number): number => below(roll(seed, household, why.cardDay), cardDays);

/** The birth day as written in the NIK: in 3 % of people not the legal one. */
export function nikDayOf(seed: number, person: number, birth: number): number {
  const bits = roll(seed, person, why.nikDay);
  if (bits >= 0x07ae147b) return birth;
  const shifted = birth - 400 + below(roll(seed, person, why.nikDayShift), 800);
  return shifted < 0 || shifted >= referenceDay ? birth : shifted;
}

function registrationOf(seed: number, regions: Regions, village: InhabitedVillage, person: number, birth: number): number {
  const bits = roll(seed, person, why.registration);
  const share = fraction(bits);
  const detail = roll(seed, person, why.registrationPlace);
  if (share < 0.015) return regions.home + below(detail, regions.districts.length - regions.home);
  if (share < 0.055) return below(detail, regions.home);
  const regency = regions.regencies[village.regency];
  if (regency === undefined || regency.parent === null || share > 0.82 || yearOfDayNumber(birth) >= regency.splitYear) return village.district;
  const parent = regions.regencies[regency.parent];
  assert(parent !== undefined, 'a parent kabupaten exists');
  return parent.districts[0] + (village.district % (parent.districts[1] - parent.districts[0]));
}

function fillHousehold(seed: number, household: number, first: number, size: number, birth: Uint16Array, traits: Uint8Array): void {
  const bits = roll(seed, household, why.household);
  const headAge = 20 + pick(roll(seed, household, why.headAge), headBands) * 5 + below(roll(seed, household, why.headAgeYear), 5);
  const headWoman = fraction(bits) < 0.16;
  const couple = size > 1 && (bits & 0xff) < (headWoman ? 40 : 225);
  const spouseAge = Math.max(18, headAge - 7 + below(roll(seed, household, why.spouseAge), 10) + (headWoman ? 5 : 0));
  const motherAge = headWoman ? headAge : couple ? spouseAge : headAge;
  const elder = size >= 5 && headAge < 60 && ((bits >>> 8) & 0xff) < 80;
  for (let place = 0; place < size; place += 1) {
    const person = first + place;
    const own = roll(seed, person, why.person);
    let age: number;
    let woman: boolean;
    let part: number;
    if (place === 0) [age, woman, part] = [headAge, headWoman, role.head];
    else if (place === 1 && couple) [age, woman, part] = [spouseAge, !headWoman, role.spouse];
    else if (elder && place === size - 1) [age, woman, part] = [Math.min(95, headAge + 20 + (own % 12)), (own >>> 16) % 100 < 64, role.elder];
    else {
      const oldest = Math.max(0, motherAge - 18);
      const youngest = Math.max(0, motherAge - 40);
      age = youngest + below(own, oldest - youngest + 1);
      // Grown children mostly live in households of their own; grandchildren take their place.
      if (age > 24 && roll(seed, person, why.grandchild) % 100 < 50) age = age % 19;
      woman = roll(seed, person, why.sex) % 1000 < 490;
      part = role.child;
    }
    traits[person] = (woman ? 1 : 0) | (part << 1);
    birth[person] = birthDay(seed, person, age);
  }
}

// Older people often know the year only; the registry then wrote 1 July or 31 December.
function birthDay(seed: number, person: number, age: number): number {
  const bits = roll(seed, person, why.birthDay);
  const day = referenceDay - Math.ceil(age * 365.25) - below(bits, 365);
  if (age < 35 || bits % 100 >= 4) return day;
  return newYear(yearOfDayNumber(day) + 1) - (bits % 200 < 100 ? 1 : 184);
}
