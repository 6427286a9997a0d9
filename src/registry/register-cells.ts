// Decides how one cell of a register file is read: undefined where it cannot be, null where it is empty, else the value as the database takes it.
import { parseDate } from '../kernel/date.ts';
import { type FaultMessage, assert } from '../kernel/fault.ts';
import { readNik } from '../kernel/nik.ts';

/** A value as it is stored; a NIK or household number is still in clear here and is sealed before it leaves the memory. */
export type CellValue = string | number | boolean | null;

/** Reads one cell; `undefined` says that the cell is wrong. */
export type CellReader = (cell: string) => CellValue | undefined;

/** How a cell is read and what a right one looks like, in words that follow "must be" (never the value found: it can be personal). */
export interface CellForm {
  readonly read: CellReader;
  readonly expects: FaultMessage;
}

/** Trimmed text of any content up to 500 characters; longer ones are two columns run together. */
export const textCell: CellForm = {
  read: (cell) => {
    const text = cell.trim();
    return text === '' ? null : text.length > 500 ? undefined : text;
  },
  expects: { id: 'teks paling banyak 500 huruf', en: 'text of at most 500 letters' },
};

/** A NIK in clear. */
export const nikCell: CellForm = {
  read: (cell) => (cell.trim() === '' ? null : (readNik(cell).nik ?? undefined)),
  expects: {
    id: 'NIK 16 angka sebagai teks, nomor urutnya bukan 0000',
    en: 'a NIK of 16 digits as text, whose serial number is not 0000',
  },
};

/** A household number (No KK) in clear. */
export const householdCell: CellForm = {
  read: (cell) => {
    const text = cell.trim();
    return text === '' ? null : /^\d{16}$/.test(text) ? text : undefined;
  },
  expects: { id: 'No KK 16 angka', en: 'a household number of 16 digits' },
};

/** A calendar date, as `2025-07-31` or the Indonesian `31-07-2025` and `31/07/2025`. */
export const dateCell: CellForm = {
  read: (cell) => {
    const date = parseDate(cell);
    if (date !== null) return date;
    const text = cell.trim();
    if (text === '') return null;
    const indonesian = /^(\d{2})[-/](\d{2})[-/](\d{4})$/.exec(text);
    return parseDate(indonesian === null ? text : indonesian.slice(1, 4).reverse().join('-')) ?? undefined;
  },
  expects: { id: 'tanggal TTTT-BB-HH atau HH-BB-TTTT', en: 'a date YYYY-MM-DD or DD-MM-YYYY' },
};

/** A Kemendagri village code of 10 digits, its dots dropped. */
export const villageCell: CellForm = {
  read: (cell) => {
    const text = cell.trim().replaceAll('.', '');
    return text === '' ? null : /^\d{10}$/.test(text) ? text : undefined;
  },
  expects: { id: 'kode desa Kemendagri 10 angka', en: 'a Kemendagri village code of 10 digits' },
};

/** A membership number (KPJ): text of 8 to 13 letters and digits, leading zeros kept. */
export const membershipNumberCell: CellForm = {
  read: (cell) => {
    const text = cell.trim();
    return text === '' ? null : /^[0-9A-Za-z]{8,13}$/.test(text) ? text : undefined;
  },
  expects: { id: 'nomor KPJ 8 sampai 13 angka', en: 'a membership number (KPJ) of 8 to 13 digits' },
};

/** A whole number from `least` to `most`. */
export const numberCell = (least: number, most: number): CellForm => ({
  read: (cell) => {
    const text = cell.trim();
    if (text === '') return null;
    const number = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
    return number >= least && number <= most ? number : undefined;
  },
  expects: { id: `angka bulat ${least} sampai ${most}`, en: `a whole number from ${least} to ${most}` },
});

/** One of the words a file may hold, whatever their case; stored as the value beside it. */
export const wordCell = (words: Readonly<Record<string, string | boolean>>): CellForm => {
  const known = new Map(Object.entries(words));
  assert(
    [...known.keys()].every((word) => word === word.toUpperCase()),
    'words are declared in capitals',
  );
  const list = [...known.keys()].join(', ');
  return {
    read: (cell) => {
      const value = known.get(cell);
      if (value !== undefined) return value;
      const text = cell.trim();
      return text === '' ? null : known.get(text.toUpperCase());
    },
    expects: { id: `salah satu dari ${list}`, en: `one of ${list}` },
  };
};

/** YA or TIDAK; 1 or 0 as registers export them. */
export const yesCell: CellForm = wordCell({ YA: true, TIDAK: false, '1': true, '0': false });
