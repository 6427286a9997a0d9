// Decides membership numbers (KPJ, 11 digits): a one-to-one scramble of a NIK's district, birth code and serial, so that no two NIKs ever share one.
import { assert } from '../src/kernel/fault.ts';
import { birthCodes } from './calendar.ts';
import { serialLimit } from './population.ts';
import { nttRegions } from './regions.ts';

const lowest = 10_000_000_000;
// A prime above every (district, birth code, serial); the product with the factor stays an exact double.
const range = 52_300_000_003;
const factor = 104_729;

let districts: ReadonlyMap<string, number> | undefined;

/** The number of a NIK, or null when the district, the date or the serial is none that was ever issued. */
export function kpjOf(nik: string): string | null {
  districts ??= new Map(nttRegions().districts.map((district, index) => [district.code, index]));
  const district = districts.get(nik.slice(0, 6));
  const written = Number(nik.slice(6, 8));
  const [day, month, year, serial] = [written > 40 ? written - 40 : written, Number(nik.slice(8, 10)), Number(nik.slice(10, 12)), Number(nik.slice(12))];
  if (nik.length !== 16 || district === undefined || !(day >= 1 && day <= 31) || !(month >= 1 && month <= 12) || !(serial >= 1 && serial < serialLimit))
    return null;
  const code = ((year * 12 + month - 1) * 31 + day - 1) * 2 + (written > 40 ? 1 : 0);
  const index = (district * birthCodes + code) * serialLimit + serial;
  assert(index < range, 'the range holds every number ever issued');
  return String(lowest + ((index * factor) % range));
}

/** The number of a former membership of person i: above all numbers made from NIKs. */
export function formerKpj(person: number): string {
  return String(lowest + range + person * 3001);
}
