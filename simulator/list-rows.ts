// Decides what a village writes about one person, in its own style, right or wrong.
import { dayMonthYear } from './calendar.ts';
import { roll } from './chance.ts';
import { anotherBirthDay, damagedNik, nameOfAnother, smallSlip, unknownNik } from './list-damage.ts';
import type { Column, ListStyle } from './list-format.ts';
import type { RowKind } from './list-kinds.ts';
import { motherNameOf, nameOf } from './names.ts';
import { addressOf, birthPlaceOf, familyCardOf, isWoman, nikOf } from './people.ts';
import type { World } from './population.ts';
import type { Cell } from './stored-workbook.ts';
import { why } from './why.ts';
import { occupationOf } from './work.ts';

/** One row as planned: whom it means and what is wrong with it. */
export interface ListRow {
  readonly person: number;
  readonly kind: RowKind;
}

// Villages attest what people live from; the population register is often years behind.
const attested: Readonly<Record<string, string>> = {
  'PETANI/PEKEBUN': 'PETANI LAHAN KERING',
  'NELAYAN/PERIKANAN': 'NELAYAN KECIL',
  'BURUH HARIAN LEPAS': 'BURUH HARIAN',
  'TUKANG OJEK': 'OJEK',
  SOPIR: 'SOPIR ANGKUTAN',
  'TUKANG BATU': 'TUKANG BATU',
  'TUKANG KAYU': 'TUKANG KAYU',
  PEDAGANG: 'PEDAGANG KECIL',
  'GURU HONORER': 'GURU HONOR',
  PENENUN: 'PENENUN',
  PETERNAK: 'PETERNAK',
  WIRASWASTA: 'USAHA KIOS',
  'MENGURUS RUMAH TANGGA': 'PENENUN',
  PENJAHIT: 'PENJAHIT',
  'ASISTEN RUMAH TANGGA': 'ASISTEN RUMAH TANGGA',
};

const inWords = (text: string): string =>
  text.toLowerCase().replace(/(^|[\s'-])([^\s'-])/g, (_, before: string, letter: string) => before + letter.toUpperCase());

function nikCell(world: World, row: ListRow, workbook: boolean): Cell {
  const { person, kind } = row;
  switch (kind) {
    case 'nik-malformed':
      return damagedNik(world, person, workbook);
    case 'nik-unknown':
      return unknownNik(world, person);
    case 'family-card-as-nik':
      return familyCardOf(world, world.householdOf[person] as number);
    case 'name-or-nik-empty':
      return roll(world.seed, person, why.damage) % 2 === 0 ? '' : nikOf(world, person);
    default:
      return nikOf(world, person);
  }
}

function nameCell(world: World, row: ListRow): string {
  const { person, kind } = row;
  if (kind === 'name-of-another') return nameOfAnother(world, person);
  if (kind === 'small-spelling') return smallSlip(world.seed, person, nameOf(world, person));
  if (kind === 'name-or-nik-empty' && roll(world.seed, person, why.damage) % 2 === 1) return '';
  return nameOf(world, person);
}

function phoneCell(world: World, person: number): string {
  const bits = roll(world.seed, person, why.phone);
  // 0800 is no mobile prefix: nobody is called by accident.
  return bits % 100 < 45 ? '' : `0800${String(bits % 100_000_000).padStart(8, '0')}`;
}

/** The cells of a row, in the order of the style's columns. */
export function cellsOf(world: World, row: ListRow, style: ListStyle, number: number): readonly Cell[] {
  const { person } = row;
  const cased = (text: string): string => (style.letters === 'words' ? inWords(text) : text);
  const cell = (column: Column): Cell => {
    switch (column) {
      case 'number':
        return style.workbook ? number : String(number);
      case 'nik':
        return nikCell(world, row, style.workbook);
      case 'card':
        return familyCardOf(world, world.householdOf[person] as number);
      case 'name':
        return cased(nameCell(world, row));
      case 'place':
        return cased(birthPlaceOf(world, person));
      case 'birth':
        return dayMonthYear(row.kind === 'birth-date-differs' ? anotherBirthDay(world, person) : (world.birth[person] as number), style.dateSeparator);
      case 'sex':
        return style.sexInFull ? (isWoman(world, person) ? 'PEREMPUAN' : 'LAKI-LAKI') : isWoman(world, person) ? 'P' : 'L';
      case 'address':
        return cased(addressOf(world, person).replace(' RT', ', RT'));
      case 'occupation':
        return cased(attested[occupationOf(world, person)] ?? 'BURUH HARIAN');
      case 'mother':
        return cased(motherNameOf(world, person));
      case 'phone':
        return phoneCell(world, person);
    }
  };
  return style.columns.map(cell);
}
