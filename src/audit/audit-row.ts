// Decides what one row of a past programme's file says, or why it cannot be used: person, months, payer, amount, day. None is lost.
import { cleanText } from '../intake/cell-text.ts';
import type { Cell, SheetRow } from '../intake/sheet-row.ts';
import { readWrittenDate } from '../intake/written-date.ts';
import type { CivilDate } from '../kernel/date.ts';
import { hideLongNumbers } from '../kernel/long-number.ts';
import type { Rupiah } from '../kernel/money.ts';
import type { Month } from '../kernel/month.ts';
import { type Nik, type NikFault, readNik } from '../kernel/nik.ts';
import type { Bilingual } from '../law/parameter.ts';
import { type AuditColumn, type AuditColumns, type SourceKind, auditColumns, isHeader, kindOf, namesPayer } from './source-kind.ts';
import { type Months, monthsIn, readMonths } from './written-month.ts';

/** Why a row cannot be used. */
export type RowProblem = NikFault | 'month-missing' | 'amount-not-readable' | 'death-date-missing' | 'total-row' | 'no-titles' | 'repeated-titles';

export const problemWords: Readonly<Record<RowProblem, Bilingual>> = {
  'nik-missing': { id: 'NIK kosong', en: 'no NIK' },
  'nik-not-16-digits': { id: 'NIK tidak 16 angka', en: 'NIK is not 16 digits' },
  'nik-damaged-by-spreadsheet': {
    id: 'NIK rusak karena disimpan sebagai angka; minta berkas dengan NIK sebagai teks',
    en: 'NIK damaged by being kept as a number; ask for it as text',
  },
  'nik-serial-zero': { id: 'empat angka akhir NIK nol', en: 'the last four digits of the NIK are zero' },
  'nik-repeated-digit': { id: 'NIK hanya satu angka berulang', en: 'NIK is one digit repeated' },
  'month-missing': { id: 'bulan tidak disebut di baris, judul, lembar, atau nama berkas', en: 'no month in the row, the title, the sheet or the file name' },
  'amount-not-readable': { id: 'jumlah rupiah tidak terbaca', en: 'amount cannot be read' },
  'death-date-missing': { id: 'tanggal meninggal tidak terbaca', en: 'date of death cannot be read' },
  'total-row': { id: 'baris jumlah', en: 'a row of totals' },
  'no-titles': { id: 'di lembar tanpa baris judul yang dikenali', en: 'in a sheet without a row of titles we know' },
  'repeated-titles': { id: 'judul kolom diulang', en: 'titles repeated' },
};

/** A row as read. `nik` is in memory only. Amounts in rupiah; null where the file does not say. */
export interface RowRead {
  readonly rowNumber: number;
  readonly kind: SourceKind;
  readonly problem: RowProblem | null;
  readonly nik: Nik | null;
  readonly payer: string | null;
  readonly first: Month | null;
  readonly last: Month | null;
  readonly amount: Rupiah | null;
  /** Number of the SP2D, decree or claim. */
  readonly reference: string | null;
  readonly code: string | null;
  /** Paid, received, died or claimed on. */
  readonly dated: CivilDate | null;
  readonly persons: number | null;
}

/** Where a sheet stands. `folders` are those between the audited folder and the file; `payer` who paid where the files do not say. */
export interface SheetPlace {
  readonly folders: readonly string[];
  readonly file: string;
  readonly sheet: string | null;
  readonly payer?: string | undefined;
}

const headWithin = 25;

/** `Rp16.800,00`, `16,800`, `16800`: whole rupiah; null where it is none. Cents are dropped only where they are zero. */
export function readRupiah(text: string): Rupiah | null {
  const digits = text
    .replace(/rp\.?|idr|\s/gi, '')
    .replace(/,-$|\.-$/, '')
    .replace(/[.,]00$/, '');
  if (!/^\d{1,3}([.,]\d{3})+$|^\d+$/.test(digits)) return null;
  return BigInt(digits.replace(/[.,]/g, ''));
}

/** One spelling of a payer: capitals, one blank between words. */
export const payerOf = (text: string): string => text.toUpperCase().replace(/\s+/g, ' ').trim().slice(0, 80);

/** Reads the rows of one sheet in order: first its titles, then what stands below. `on` is the day of the audit. */
export class SheetReading {
  kind: SourceKind = 'not-understood';
  columns: AuditColumns | null = null;
  months: Months | null;
  decree: boolean;
  payer: string | null;
  #head: SheetRow[] = [];
  readonly #place: SheetPlace;
  readonly #on: CivilDate;

  constructor(place: SheetPlace, on: CivilDate) {
    this.#place = place;
    this.#on = on;
    const payer = place.folders.find(namesPayer) ?? place.payer;
    this.payer = payer === undefined ? null : payerOf(hideLongNumbers(payer));
    this.months = this.#monthsOf([place.sheet ?? '', place.file, ...place.folders.toReversed()]);
    this.decree = [place.file, place.sheet ?? ''].some((text) => /\bSK\b.*\d/i.test(text.replace(/[_-]/g, ' ')));
  }

  #monthsOf(texts: readonly string[]): Months | null {
    for (const text of texts) {
      const found = monthsIn(text);
      if (found !== null) return found;
    }
    return null;
  }

  /** The rows that can be told after this one was taken: none while the titles are still looked for. */
  take(row: SheetRow): readonly RowRead[] {
    if (this.columns !== null) return [this.#read(row, this.columns)];
    const columns = auditColumns(row);
    if (isHeader(columns)) {
      const titles = this.#head.flatMap(({ cells }) => cells.map((cell) => cell?.text ?? '')).filter((text) => text !== '');
      this.#head = [];
      this.columns = columns;
      this.months = this.#monthsOf(titles) ?? this.months;
      this.decree ||= columns.decree !== undefined || titles.some((text) => /\b(SK|KEPUTUSAN)\b.*\d/i.test(text));
      this.kind = kindOf(columns, this.#place.file, this.#place.sheet ?? '', ...titles, ...this.#place.folders.toReversed());
      return [];
    }
    this.#head.push(row);
    return this.#head.length > headWithin ? this.end() : [];
  }

  /** The rows of a sheet whose titles never came. */
  end(): readonly RowRead[] {
    const left = this.#head;
    this.#head = [];
    if (this.columns === null && left.length > 0 && left.length <= headWithin + 1) return left.map((row) => this.#without(row, 'no-titles'));
    return [];
  }

  #without(row: SheetRow, problem: RowProblem): RowRead {
    const nothing = { nik: null, payer: null, first: null, last: null, amount: null, reference: null, code: null, dated: null, persons: null };
    return { rowNumber: row.rowNumber, kind: this.kind, problem, ...nothing };
  }

  #read(row: SheetRow, columns: AuditColumns): RowRead {
    const cell = (column: AuditColumn): Cell | null => {
      const place = columns[column];
      return place === undefined ? null : (row.cells[place] ?? null);
    };
    const text = (column: AuditColumn): string | null => cleanText(cell(column));
    const kept = (column: AuditColumn): string | null => {
      const found = text(column);
      return found === null ? null : hideLongNumbers(found).slice(0, 80);
    };
    const isOfPeople = this.kind !== 'sp2d' && this.kind !== 'receipt';
    const nikCell = cell('nik');
    const { nik, fault } = isOfPeople ? readNik(cleanText(nikCell), nikCell?.kind === 'number' || nikCell?.number === true) : { nik: null, fault: null };
    if (
      nik === null &&
      /^(jumlah|total|grand total|sub ?total)\b/i.test(row.cells.map((one) => one?.text.trim() ?? '').find((one) => one !== '' && !/^[\d.,]+$/.test(one)) ?? '')
    )
      return this.#without(row, 'total-row');
    if (isHeader(auditColumns(row))) return this.#without(row, 'repeated-titles');
    if (fault !== null) return this.#without(row, fault);
    const months = this.#rowMonths(text('month'), text('first'), text('last'));
    const needsMonth = this.kind === 'promise' || this.kind === 'payment' || this.kind === 'posting';
    if (needsMonth && months === null) return this.#without(row, 'month-missing');
    const amount = this.#amount(text('amount') ?? (this.kind === 'claim' ? text('benefit') : null), text('jkk'), text('jkm'));
    if (!isOfPeople && (amount === null || amount <= 0n)) return this.#without(row, 'amount-not-readable');
    const dated = this.#date(
      this.kind === 'death' ? cell('died-on') : this.kind === 'claim' ? (cell('died-on') ?? cell('claimed-on')) : (cell('received-on') ?? cell('paid-on')),
    );
    if (this.kind === 'death' && dated === null) return this.#without(row, 'death-date-missing');
    const payer = text('payer');
    const persons = /^\d{1,7}$/.test(text('persons') ?? '') ? Number(text('persons')) : null;
    return {
      rowNumber: row.rowNumber,
      kind: this.kind,
      problem: null,
      nik,
      payer: payer === null ? this.payer : payerOf(hideLongNumbers(payer)),
      first: months?.first ?? null,
      last: months?.last ?? null,
      amount,
      reference: kept('sp2d') ?? kept('decree') ?? kept('claim-number'),
      code: kept('code'),
      dated,
      persons,
    };
  }

  #rowMonths(month: string | null, first: string | null, last: string | null): Months | null {
    const [from, until] = [first === null ? null : readMonths(first), last === null ? null : readMonths(last)];
    if (from !== null && until !== null && from.first <= until.last) return { first: from.first, last: until.last };
    return (month === null ? null : readMonths(month)) ?? from ?? this.months;
  }

  #amount(whole: string | null, jkk: string | null, jkm: string | null): Rupiah | null {
    const parts = [jkk, jkm].map((part) => (part === null ? null : readRupiah(part)));
    if (parts.some((part) => part !== null)) return (parts[0] ?? 0n) + (parts[1] ?? 0n);
    return whole === null ? null : readRupiah(whole);
  }

  #date(cell: Cell | null): CivilDate | null {
    const text = cleanText(cell);
    return cell === null || text === null ? null : readWrittenDate(cell, text, this.#on, 'day').date;
  }
}
