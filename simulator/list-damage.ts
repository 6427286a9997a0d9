// Decides how a row is written wrongly: slips of the pen that a reader should forgive, and faults that it must not.
import { ageOnDay } from './calendar.ts';
import { below, roll } from './chance.ts';
import { nameOf } from './names.ts';
import { nikOf, serialText } from './people.ts';
import { cardLimit, referenceDay, type World } from './population.ts';
import type { Cell } from './stored-workbook.ts';
import { why } from './why.ts';

const slips: readonly (readonly [RegExp, string])[] = [
  [/^Y/, 'J'],
  [/US(?= )/, 'S'],
  [/TH/, 'T'],
  [/F/, 'V'],
  [/PH/, 'F'],
  [/([AEIOU])([LNRST])(?=[AEIOU])/, '$1$2$2'],
  [/LL/, 'L'],
  [/SS/, 'S'],
  [/NN/, 'N'],
  [/K(?=[AEIOU])/, 'C'],
  [/['-]/, ''],
  [/IA(?= )/, 'YA'],
  [/Z/, 'S'],
];

/** The name with one small slip (a letter changed, doubled or dropped). Always differs from the name. */
export function smallSlip(seed: number, i: number, name: string): string {
  const start = below(roll(seed, i, why.spelling), slips.length);
  for (let step = 0; step < slips.length; step += 1) {
    const [pattern, replacement] = slips[(start + step) % slips.length] as readonly [RegExp, string];
    const slipped = name.replace(pattern, replacement);
    if (slipped !== name) return slipped;
  }
  const middle = name.length >> 1;
  return name.slice(0, middle) + name.slice(middle + 1);
}

/** Somebody else's name, sharing no word with the person's own. */
export function nameOfAnother(world: World, i: number): string {
  const own = new Set(nameOf(world, i).split(/[ -]/));
  for (let attempt = 0; ; attempt += 1) {
    const other = nameOf(world, below(roll(world.seed, i + attempt * 7919, why.damage), world.people));
    if (!other.split(/[ -]/).some((word) => own.has(word))) return other;
  }
}

/** A NIK with a digit too few or too many, or as a spreadsheet leaves it: a number cell, or in CSV `5,30104E+15`. */
export function damagedNik(world: World, i: number, workbook: boolean): Cell {
  const nik = nikOf(world, i);
  const bits = roll(world.seed, i, why.damage);
  const at = 3 + (bits % 11);
  const manner = (bits >>> 8) % 4;
  if (manner === 0) return nik.slice(0, at) + nik.slice(at + 1);
  if (manner === 1) return `${nik.slice(0, at)}${(bits >>> 16) % 10}${nik.slice(at)}`;
  if (workbook) return Number(`${nik.slice(0, 15)}0`);
  return `${nik.charAt(0)},${nik.slice(1, 6)}E+15`;
}

/** A well-formed NIK nobody has: its serial is beyond all that were issued. */
export function unknownNik(world: World, i: number): string {
  const nik = nikOf(world, i);
  return nik.slice(0, 12) + serialText(cardLimit + below(roll(world.seed, i, why.damage), 9999 - cardLimit));
}

/** A birth day some years off, the person still of working age. */
export function anotherBirthDay(world: World, i: number): number {
  const birth = world.birth[i] as number;
  const shift = 800 + below(roll(world.seed, i, why.damage), 2200);
  return ageOnDay(birth, referenceDay) > 40 ? birth + shift : birth - shift;
}
