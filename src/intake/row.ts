// Decides what one row of a village list says: its fields, and every finding about their form. Whether it is true is asked later, in matching.
import type { CivilDate } from '../kernel/date.ts';
import { type Nik, readNik } from '../kernel/nik.ts';
import type { Outcome } from '../kernel/outcome.ts';
import { hideLongNumbers, holdsLongNumber } from '../kernel/long-number.ts';
import { cleanText } from './cell-text.ts';
import { type IntakeCode, intakeFindings } from './findings.ts';
import type { Habits } from './habits.ts';
import type { Column, Columns } from './header.ts';
import type { Cell, SheetRow } from './sheet-row.ts';
import { readWrittenDate, splitBirth } from './written-date.ts';

/** A row as read. NIK and family card number are in clear here and nowhere later; a field that is empty or unreadable is null. */
export interface CandidateRow {
  /** Empty for CSV. */
  readonly sheet: string;
  /** Unique in its list; see `placeOf` in list.ts. */
  readonly rowNo: number;
  readonly nik: Nik | null;
  /** Sixteen digits that stood where the NIK should, when they are no NIK: near ones are looked for. */
  readonly written: Nik | null;
  /** The family card number, 16 digits. */
  readonly household: Nik | null;
  readonly name: string | null;
  readonly birthPlace: string | null;
  readonly birthDate: CivilDate | null;
  readonly sex: 'L' | 'P' | null;
  readonly address: string | null;
  readonly occupation: string | null;
  readonly motherName: string | null;
  readonly phone: string | null;
  readonly outcome: Outcome;
  /** In declared order. */
  readonly findings: readonly IntakeCode[];
}

const sexes: ReadonlyMap<string, 'L' | 'P'> = new Map([
  ...['L', 'LK', 'LAKI', 'LAKILAKI', 'LAKI2', 'PRIA', 'M'].map((word) => [word, 'L'] as const),
  ...['P', 'PR', 'PEREMPUAN', 'WANITA', 'W', 'F'].map((word) => [word, 'P'] as const),
]);

/** The `DDMMYY` a NIK carries for a birth date and sex (women: day + 40; PP 40/2019). */
const birthDigits = (date: CivilDate, woman: boolean): string =>
  `${String(Number(date.slice(8, 10)) + (woman ? 40 : 0)).padStart(2, '0')}${date.slice(5, 7)}${date.slice(2, 4)}`;

const carriesBirthDate = (nik: string, date: CivilDate): boolean => {
  const carried = nik.slice(6, 12);
  return carried === birthDigits(date, false) || carried === birthDigits(date, true);
};

/** Whether a row holds anything: a cell of blanks does not count, so such a row is no row at all. */
export const isBlank = (row: SheetRow): boolean => row.cells.every((cell) => cell === null || (cell.kind !== 'error' && cleanText(cell) === null));

const noFindings: readonly IntakeCode[] = [];

/**
 * Reads the rows below a header, one after the other. `on` is the day the list was received. One reader serves a whole sheet, and its methods make no
 * functions of their own: lists of a province have millions of cells.
 */
export class RowReader {
  readonly #columns: Columns;
  readonly #habits: Habits;
  readonly #on: CivilDate;
  #cells: readonly (Cell | null)[] = [];
  #codes: IntakeCode[] = [];

  constructor(columns: Columns, habits: Habits, on: CivilDate) {
    this.#columns = columns;
    this.#habits = habits;
    this.#on = on;
  }

  /** Reads a row that is to be known as `rowNo`. */
  read(row: SheetRow, rowNo: number): CandidateRow {
    this.#cells = row.cells;
    this.#codes = [];
    const sheet = row.sheet ?? '';
    if (this.#onlyNumbered()) return { ...nobody, sheet, rowNo, outcome: 'reject', findings: ['row-has-only-a-number'] };

    const household = this.#household();
    const together = this.#cell('birth-date') === null ? this.#text('birth') : null;
    const parts = together === null ? null : splitBirth(together);
    const birthPlace = this.#text('birth-place') ?? parts?.place ?? null;
    const birthDate = parts === null ? this.#birthDate('birth-date', this.#text('birth-date')) : this.#birthDate('birth', parts.date);
    const sex = this.#sex();
    const name = this.#name();
    const nik = this.#nik(household, birthDate, sex);
    const address = this.#address();
    const occupation = this.#text('occupation');
    const motherName = this.#text('mother-name');
    const phone = this.#text('phone');
    // Every column has been read by now, so the codes are complete.
    const findings = this.#codes.length === 0 ? noFindings : intakeFindings.ordered(this.#codes);
    return {
      sheet,
      rowNo,
      nik,
      written: nik === null ? writtenDigits(this.#cell('nik')) : null,
      household: nik !== null && nik === household ? null : household,
      name,
      birthPlace,
      birthDate,
      sex,
      address,
      occupation,
      motherName,
      phone,
      outcome: findings.length === 0 ? 'accept' : intakeFindings.outcome(findings),
      findings,
    };
  }

  #cell(column: Column): Cell | null {
    const index = this.#columns[column];
    return index === undefined ? null : (this.#cells[index] ?? null);
  }

  /** Clean text of a column, with any number as long as a NIK hidden. */
  #text(column: Column): string | null {
    const text = cleanText(this.#cell(column));
    if (text === null || !holdsLongNumber(text)) return text;
    this.#codes.push('identity-number-in-another-column');
    return hideLongNumbers(text);
  }

  /** A row of a form numbered beforehand and never filled in. */
  #onlyNumbered(): boolean {
    const number = this.#columns.number;
    if (number === undefined) return false;
    for (let index = 0; index < this.#cells.length; index += 1) {
      if (index !== number && cleanText(this.#cells[index]) !== null) return false;
    }
    return true;
  }

  #household(): Nik | null {
    const cell = this.#cell('household');
    if (cell === null) return null;
    const { nik, fault } = readNik(cleanText(cell), cell.kind === 'number');
    if (fault !== null && fault !== 'nik-missing') this.#codes.push('family-card-number-unreadable');
    return nik;
  }

  #nik(household: Nik | null, birthDate: CivilDate | null, sex: 'L' | 'P' | null): Nik | null {
    const cell = this.#cell('nik');
    const { nik, fault } = readNik(cleanText(cell), cell?.kind === 'number');
    if (fault !== null) {
      this.#codes.push(fault);
      return null;
    }
    const carried = birthDate === null ? null : carriesBirthDate(nik, birthDate);
    if (nik === household) {
      // Both columns hold one number. If it carries the birth date it is the NIK; a family card carries the day it was issued.
      if (carried !== true) {
        this.#codes.push('family-card-number-as-nik');
        return null;
      }
      this.#codes.push('nik-as-family-card-number');
    }
    if (nik.endsWith('0') && (this.#habits.endsInZero || cell?.kind === 'formula')) this.#codes.push('nik-probably-damaged-by-spreadsheet');
    if (carried === false) this.#codes.push('nik-carries-another-birth-date');
    if (sex !== null && sex !== (Number(nik.slice(6, 8)) > 40 ? 'P' : 'L')) this.#codes.push('nik-carries-another-sex');
    return nik;
  }

  #birthDate(column: 'birth-date' | 'birth', written: string | null): CivilDate | null {
    const cell = this.#cell(column);
    if (written === null || cell === null) {
      this.#codes.push('birth-date-missing');
      return null;
    }
    const { date, codes } = readWrittenDate(cell, written, this.#on, this.#habits.mixedOrder);
    if (codes.length > 0) this.#codes.push(...codes);
    return date;
  }

  #sex(): 'L' | 'P' | null {
    const text = this.#text('sex');
    if (text === null) return null;
    const sex = sexes.get(text) ?? sexes.get(text.toUpperCase().replace(/[^A-Z0-9]/g, '')) ?? null;
    if (sex === null) this.#codes.push('sex-not-l-or-p');
    return sex;
  }

  #name(): string | null {
    const text = this.#text('name');
    if (text === null) this.#codes.push('name-missing');
    else if (!/\p{L}/u.test(text)) this.#codes.push('name-has-no-letters');
    else if (/\d/.test(text)) this.#codes.push('name-has-digits');
    return text;
  }

  /** Address, hamlet and RT/RW as one line, each only where it is written. */
  #address(): string | null {
    let line = this.#text('address');
    const hamlet = this.#text('hamlet');
    if (hamlet !== null) line = joined(line, /^(DUSUN|LINGKUNGAN|KAMPUNG|DSN)\b/i.test(hamlet) ? '' : 'Dusun ', hamlet);
    line = joined(line, 'RT/RW ', this.#text('rt-rw'));
    line = joined(line, 'RT ', this.#text('rt'));
    return joined(line, 'RW ', this.#text('rw'));
  }
}

const joined = (line: string | null, label: string, part: string | null): string | null =>
  part === null ? line : line === null ? `${label}${part}` : `${line}, ${label}${part}`;

/** What stands in place of a NIK as sixteen digits: a NIK that lost its last one is filled up with the 0 that spreadsheets write. */
function writtenDigits(cell: Cell | null): Nik | null {
  const digits = (cleanText(cell) ?? '').replace(/[^\d]/g, '');
  return /^\d{15,16}$/.test(digits) && !/^(\d)\1+$/.test(digits) ? (digits.padEnd(16, '0') as Nik) : null;
}

const nobody = {
  nik: null,
  written: null,
  household: null,
  name: null,
  birthPlace: null,
  birthDate: null,
  sex: null,
  address: null,
  occupation: null,
  motherName: null,
  phone: null,
} as const;
