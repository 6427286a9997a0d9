// Decides what one row of a village list says: its fields, and every finding about their form. Whether it is true is asked later, in matching.
import type { CivilDate } from '../kernel/date.ts';
import type { Nik } from '../kernel/nik.ts';
import type { Outcome } from '../kernel/outcome.ts';
import { hideLongNumbers, holdsLongNumber } from '../kernel/long-number.ts';
import { carriesAnyDate, carriesBirthDate, carriesYoungDate, exchanged, regionIsIssued } from './carried-date.ts';
import { cleanText, unseenIn } from './cell-text.ts';
import { partOf } from './evidence.ts';
import { type IntakeCode, intakeFindings } from './findings.ts';
import type { Habits } from './habits.ts';
import type { Column, Columns } from './header.ts';
import type { Cell, SheetRow } from './sheet-row.ts';
import { sexOf, tellName } from './written-name.ts';
import { readBirthDate, splitBirth } from './written-date.ts';
import { type WrittenNik, numbersIn, readWrittenNik, writtenDigits } from './written-nik.ts';

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

/** Far longer than anything a list asks for; the rest is cut off. */
const longestText = 1_000; // not law: what no field of a list needs
const keptOfLongText = 200;

const likeFormula = /^(?:=|@\w|[+-]\s*[A-Za-z(]\w*[(!|])/;

/** Whether a row holds anything: a cell of blanks does not count, so such a row is no row at all. */
export const isBlank = (row: SheetRow): boolean => row.cells.every((cell) => cell === null || (cell.kind !== 'error' && cleanText(cell) === null));

const noFindings: readonly IntakeCode[] = [];

/**
 * Reads the rows below a header, one after the other. `on` is the day the list was received. One reader serves a whole sheet, and its methods make no
 * functions of their own: lists of a province have millions of cells.
 */
export class RowReader {
  readonly #columns: Columns;
  /** NIK and name stand in one cell. */
  readonly #both: boolean;
  readonly #habits: Habits;
  readonly #on: CivilDate;
  readonly #standing: readonly IntakeCode[];
  #cells: readonly (Cell | null)[] = [];
  #codes: IntakeCode[] = [];
  #familyCard: Nik | null = null;

  /** `standing` are findings that hold for every row of the sheet. */
  constructor(columns: Columns, habits: Habits, on: CivilDate, standing: readonly IntakeCode[] = []) {
    this.#standing = standing;
    this.#columns = columns;
    this.#both = columns.nik === columns.name;
    this.#habits = habits;
    this.#on = on;
  }

  /** Reads a row that is to be known as `rowNo`. */
  read(row: SheetRow, rowNo: number): CandidateRow {
    this.#cells = row.cells;
    this.#codes = [];
    const sheet = row.sheet ?? '';
    if (this.#onlyNumbered()) return { ...nobody, sheet, rowNo, outcome: 'reject', findings: ['row-has-only-a-number'] };

    if (this.#standing.length > 0) this.#codes.push(...this.#standing);
    if (row.mended === true) this.#codes.push('row-quotes-broken');
    if (row.hidden === true) this.#codes.push('row-is-hidden');
    this.#familyCard = this.#household();
    const together = this.#cell('birth-date') === null ? this.#text('birth', 'read') : null;
    const parts = together === null ? null : splitBirth(together);
    const birthPlace = this.#text('birth-place') ?? (parts?.place == null ? null : this.#hiding(parts.place));
    const birthDate = parts === null ? this.#birthDate('birth-date', this.#writtenDate()) : this.#birthDate('birth', parts.date);
    const sex = this.#sex();
    const name = this.#name();
    const nik = this.#nik(birthDate, sex);
    const address = this.#address();
    const occupation = this.#text('occupation');
    const motherName = this.#text('mother-name');
    const phone = this.#phone();
    // Every column has been read by now, so the codes are complete.
    const findings = this.#codes.length === 0 ? noFindings : intakeFindings.ordered(this.#codes);
    return {
      sheet,
      rowNo,
      nik,
      written: nik === null ? writtenDigits(this.#cell('nik')) : null,
      household: nik !== null && nik === this.#familyCard ? null : this.#familyCard,
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
    const cell = index === undefined ? null : (this.#cells[index] ?? null);
    return this.#both && cell !== null && (column === 'nik' || column === 'name') ? partOf(cell, column) : cell;
  }

  /** Clean text of a column, with any number as long as a NIK hidden; `read` where the text is read and not kept (a date with its time has as many digits). */
  #text(column: Column, kept: 'kept' | 'read' = 'kept'): string | null {
    const cell = this.#cell(column);
    if (cell === null) return null;
    const text = cleanText(cell);
    if (cell.kind === 'formula') this.#codes.push(text === null ? 'formula-without-value' : 'value-from-formula');
    if (text === null) return null;
    if (text !== cell.text) this.#unseen(cell);
    if (likeFormula.test(text) && column !== 'phone') this.#codes.push('text-like-formula');
    if (text.length > longestText) {
      this.#codes.push('cell-too-long');
      return `${hideLongNumbers(text.slice(0, keptOfLongText))}…`;
    }
    return kept === 'read' ? text : this.#hiding(text);
  }

  /** A text with any number as long as a NIK hidden, and told. */
  #hiding(text: string): string {
    if (!holdsLongNumber(text)) return text;
    this.#codes.push('identity-number-in-another-column');
    return hideLongNumbers(text);
  }

  #unseen(cell: Cell): void {
    const unseen = unseenIn(cell.text);
    if (unseen !== null) this.#codes.push(unseen === 'turning' ? 'text-direction-changed' : 'invisible-characters-removed');
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
    const { nik, code } = readWrittenNik(cell);
    if (code !== null && (code !== 'nik-missing' || cell.text.trim() === '-')) this.#codes.push('family-card-number-unreadable');
    return nik;
  }

  #nik(birthDate: CivilDate | null, sex: 'L' | 'P' | null): Nik | null {
    const cell = this.#cell('nik');
    const { nik, code } = this.#ofTwo(cell, birthDate) ?? readWrittenNik(cell);
    if (cell !== null && cell.text.length > 16) this.#unseen(cell);
    const card = this.#familyCard;
    const carried = nik === null || birthDate === null ? null : carriesBirthDate(nik, birthDate);
    if (card !== null && card !== nik && birthDate !== null && carried !== true && carriesBirthDate(card, birthDate)) {
      // The family card column holds the NIK: left out, or exchanged with the number of the card.
      this.#familyCard = null;
      this.#codes.push('nik-as-family-card-number', code ?? 'family-card-number-as-nik');
      return null;
    }
    if (code !== null) {
      this.#codes.push(code);
      return null;
    }
    if (nik === card) {
      // Both columns hold one number. If it carries the birth date it is the NIK; a family card carries the day it was issued.
      if (carried !== true) {
        this.#codes.push('family-card-number-as-nik');
        return null;
      }
      this.#codes.push('nik-as-family-card-number');
    }
    if (carried === false && this.#habits.shared.has(nik)) {
      this.#codes.push('family-card-number-as-nik');
      return null;
    }
    this.#told(nik, cell, birthDate, sex, carried);
    return nik;
  }

  /** NIK and family card number in one cell: the NIK is the one that carries the birth date. Null where it is not plain. */
  #ofTwo(cell: Cell | null, birthDate: CivilDate | null): WrittenNik | null {
    if (cell === null || cell.text.length < twoNumbers || birthDate === null) return null;
    const [one, other] = numbersIn(cell.text);
    if (one === undefined || other === undefined || carriesBirthDate(one, birthDate) === carriesBirthDate(other, birthDate)) return null;
    const [nik, card] = carriesBirthDate(one, birthDate) ? [one, other] : [other, one];
    this.#familyCard ??= card;
    return { nik, code: null };
  }

  /** What there is to say of a NIK that could be read. */
  #told(nik: Nik, cell: Cell | null, birthDate: CivilDate | null, sex: 'L' | 'P' | null, carried: boolean | null): void {
    if (cell?.kind === 'formula') this.#codes.push('value-from-formula');
    if (nik.endsWith('0') && (this.#habits.endsInZero || cell?.kind === 'formula')) this.#codes.push('nik-probably-damaged-by-spreadsheet');
    if (!regionIsIssued(nik)) this.#codes.push('nik-region-not-issued');
    if (!carriesAnyDate(nik)) this.#codes.push('nik-carries-no-date');
    else if (carried === false && birthDate !== null) {
      this.#codes.push(carriesYoungDate(nik, birthDate, this.#on) ? 'nik-looks-like-family-card-number' : 'nik-carries-another-birth-date');
      const other = exchanged(birthDate);
      if (other !== null && carriesBirthDate(nik, other)) this.#codes.push('birth-date-ambiguous');
    }
    if (sex !== null && sex !== (Number(nik.slice(6, 8)) > 40 ? 'P' : 'L')) this.#codes.push('nik-carries-another-sex');
  }

  /** The birth date of its column, or of three: day, month and year. */
  #writtenDate(): string | null {
    if (this.#columns['birth-year'] === undefined || this.#columns['birth-date'] !== undefined) return this.#text('birth-date', 'read');
    const [day, month, year] = [this.#text('birth-day'), this.#text('birth-month'), this.#text('birth-year')];
    return day === null && month === null && year === null ? null : `${day ?? ''}-${month ?? ''}-${year ?? ''}`;
  }

  #birthDate(column: 'birth-date' | 'birth', written: string | null): CivilDate | null {
    const { date, codes } = readBirthDate(this.#cell(column), written, this.#on, { order: this.#habits.order, alone: column === 'birth-date' });
    if (codes.length > 0) this.#codes.push(...codes);
    return date;
  }

  #sex(): 'L' | 'P' | null {
    const text = this.#ticked() ?? this.#text('sex');
    if (text === null) return null;
    const sex = sexOf(text);
    if (sex === null) this.#codes.push('sex-not-l-or-p');
    return sex;
  }

  /** L or P where the sex is ticked in one of two columns; both ticked is neither. */
  #ticked(): string | null {
    const [man, woman] = [this.#text('sex-l') !== null, this.#text('sex-p') !== null];
    return man && woman ? 'L+P' : man ? 'L' : woman ? 'P' : null;
  }

  /** Two telephones in one cell are as long as a NIK and are none. */
  #phone(): string | null {
    const cell = this.#cell('phone');
    const parts = cell === null || cell.text.length < twoPhones ? null : cell.text.split(/[/,;&]/).map((part) => part.trim());
    return parts?.length === 2 && parts.every((part) => /^\+?[\d .-]{8,17}$/.test(part) && !holdsLongNumber(part)) ? parts.join(' / ') : this.#text('phone');
  }

  /** The name of its column, or of two put together. */
  #written(): string | null {
    const text = this.#text('name');
    if (this.#columns['name-rest'] === undefined) return text;
    const rest = this.#text('name-rest');
    return text === null ? rest : rest === null ? text : this.#hiding(`${text} ${rest}`);
  }

  #name(): string | null {
    const text = this.#written();
    tellName(text, this.#codes);
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

/** Two numbers of sixteen digits. */
const twoNumbers = 32;
const twoPhones = 17;

const joined = (line: string | null, label: string, part: string | null): string | null =>
  part === null ? line : line === null ? `${label}${part}` : `${line}, ${label}${part}`;

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
