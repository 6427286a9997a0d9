// Decides what the population register says of a person: NIK, family card, sex, marital status, birth place, address.
import { isoOf, nikDate } from './calendar.ts';
import { below, roll } from './chance.ts';
import { cardDayOf, nikDayOf, role, type World } from './population.ts';
import { why } from './why.ts';

const four = Array.from({ length: 10_000 }, (_, number) => String(number).padStart(4, '0'));
const two = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));

export const isWoman = (world: World, i: number): boolean => ((world.traits[i] as number) & 1) === 1;
export const roleOf = (world: World, i: number): number => (world.traits[i] as number) >> 1;
export const householdOf = (world: World, i: number): number => world.householdOf[i] as number;
export const birthDayOf = (world: World, i: number): number => world.birth[i] as number;
export const villageOf = (world: World, i: number): number => world.villageOfHousehold[world.householdOf[i] as number] as number;
export const regencyOf = (world: World, i: number): number => (world.villages[villageOf(world, i)] as { regency: number }).regency;

/** Digits 13 to 16 of a NIK or family card. */
export const serialText = (serial: number): string => four[serial] as string;

/** District, birth code and serial: unique over the world by construction. */
export function nikOf(world: World, i: number): string {
  const birth = world.birth[i] as number;
  return (
    (world.regions.districts[world.registeredIn[i] as number] as { code: string }).code +
    nikDate(nikDayOf(world.seed, i, birth), isWoman(world, i)) +
    (four[world.serial[i] as number] as string)
  );
}

/** The family card number (no_kk): district, day of issue, serial. Never equal to a NIK. */
export function familyCardOf(world: World, household: number): string {
  const village = world.villages[world.villageOfHousehold[household] as number] as { district: number };
  const day = cardDayOf(world.seed, household);
  const date = (two[(day % 31) + 1] as string) + (two[(Math.floor(day / 31) % 12) + 1] as string) + (two[8 + Math.floor(day / 372)] as string);
  return (world.regions.districts[village.district] as { code: string }).code + date + (four[world.cardSerial[household] as number] as string);
}

export type MaritalStatus = 'KAWIN' | 'BELUM KAWIN' | 'CERAI HIDUP' | 'CERAI MATI';

/** Marital status, consistent with the household: who has a spouse in it is married. */
export function maritalStatusOf(world: World, i: number): MaritalStatus {
  const part = roleOf(world, i);
  if (part === role.spouse) return 'KAWIN';
  const chance = roll(world.seed, i, why.married) % 100;
  if (part === role.elder) return chance < 62 ? 'CERAI MATI' : 'KAWIN';
  const age = Math.floor((45838 - birthDayOf(world, i)) / 365.25);
  if (part === role.child) return age >= 22 && chance < 22 ? 'KAWIN' : 'BELUM KAWIN';
  const next = i + 1;
  if (next < world.people && world.householdOf[next] === world.householdOf[i] && roleOf(world, next) === role.spouse) return 'KAWIN';
  if (isWoman(world, i)) return chance < 52 ? 'CERAI MATI' : chance < 72 ? 'CERAI HIDUP' : chance < 86 ? 'KAWIN' : 'BELUM KAWIN';
  return age < 32 ? 'BELUM KAWIN' : chance < 40 ? 'CERAI MATI' : chance < 60 ? 'CERAI HIDUP' : 'BELUM KAWIN';
}

/** Birth place in capitals: the seat of a kabupaten, a kecamatan or the village. */
export function birthPlaceOf(world: World, i: number): string {
  const bits = roll(world.seed, i, why.birthPlace);
  const { regions } = world;
  const village = world.villages[villageOf(world, i)] as { regency: number; name: string };
  const chance = bits % 100;
  if (chance < 45) return (regions.regencies[village.regency] as { seat: string }).seat;
  if (chance < 90 && !village.name.includes('"')) return village.name.toUpperCase();
  return (regions.regencies[below(bits, regions.regencies.length)] as { seat: string }).seat;
}

const dusun = ['DUSUN I', 'DUSUN II', 'DUSUN III', 'DUSUN IV', 'DUSUN A', 'DUSUN B', 'LINGKUNGAN I', 'LINGKUNGAN II'];

/** Address of the household within its village. */
export function addressOf(world: World, i: number): string {
  const bits = roll(world.seed, world.householdOf[i] as number, why.address);
  return `${dusun[bits & 7] as string} RT 0${two[1 + ((bits >>> 3) % 14)] as string} RW 0${two[1 + ((bits >>> 8) % 8)] as string}`;
}

export const birthTextOf = (world: World, i: number): string => isoOf(birthDayOf(world, i));

/** Finds people by NIK: open addressing over person numbers. */
export interface NikIndex {
  /** The person's number, or −1 when nobody has the NIK. */
  find(nik: string): number;
}

const indices = new WeakMap<World, NikIndex>();

/** The index of a world, made at the first question. */
export function nikIndex(world: World): NikIndex {
  const known = indices.get(world);
  if (known !== undefined) return known;
  const slots = 2 ** Math.ceil(Math.log2(world.people * 1.6 + 16));
  const table = new Int32Array(slots).fill(-1);
  const slotOf = (nik: string): number => Math.imul(Number(nik.slice(0, 8)) ^ Math.imul(Number(nik.slice(8)), 0x9e3779b1), 0x85ebca6b) >>> 0;
  for (let i = 0; i < world.people; i += 1) {
    let slot = mixSlot(slotOf(nikOf(world, i))) & (slots - 1);
    while (table[slot] !== -1) slot = (slot + 1) & (slots - 1);
    table[slot] = i;
  }
  const index: NikIndex = {
    find(nik) {
      if (!/^\d{16}$/.test(nik)) return -1;
      let slot = mixSlot(slotOf(nik)) & (slots - 1);
      for (;;) {
        const i = table[slot] as number;
        if (i === -1) return -1;
        if (nikOf(world, i) === nik) return i;
        slot = (slot + 1) & (slots - 1);
      }
    },
  };
  indices.set(world, index);
  return index;
}

const mixSlot = (bits: number): number => {
  const h = Math.imul(bits ^ (bits >>> 15), 0x7feb352d);
  return (h ^ (h >>> 16)) >>> 0;
};
