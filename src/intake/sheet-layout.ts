// Decides which rows below a header are no people: sums, headers again, column numbers, headings of groups, and the block of signatures under the table.
import { cleanText } from './cell-text.ts';
import { type Columns, type Header, type Taught, headerAgain } from './header.ts';
import { letters } from './label.ts';
import type { SheetRow } from './sheet-row.ts';

/** Why a filled row is not counted: it says nothing of a person. Everything else is a row, and counted. */
export type PassedOver = 'title' | 'header' | 'column-numbers' | 'sum' | 'heading' | 'signature';

const sum = /^(SUB|GRAND)?\s*(JUMLAH|JML|TOTAL|SUBTOTAL)\b(?!\s*ANGGOTA)/i;
const heading = /^(DUSUN|RT|RW|LINGKUNGAN|DESA|KELURAHAN|KAMPUNG|KELOMPOK|KECAMATAN)\b/i;
const signature =
  /^(MENGETAHUI|MENYETUJUI|DISETUJUI|DIKETAHUI|DIPERIKSA|AN\.|A\.N\.|KEPALA|PLT|PJ\b|PENJABAT|LURAH|CAMAT|SEKRETARIS|KETUA|KAUR|KASI|YANG (MEMBUAT|BERTANDA)|DIBUAT|PETUGAS|OPERATOR|PENDATA|TTD|TANDA TANGAN|NIP\b|NIAP|CATATAN\s*:|KETERANGAN\s*:|KET\s*:|DEMIKIAN|NB\b|SUMBER|DICETAK|HALAMAN)/i;
const placeAndDay = /^\D{3,40},?\s*(TANGGAL)?\s*[\d.…_-]{0,4}\s*[\p{L}.…_-]{0,12}\s*20\d{2}$/iu;

const sexed = /^(L|P|LK|PR|M|F|W|LAKI.*|PEREMPUAN|PRIA|WANITA)\.?$/i;

const texts = (row: SheetRow): readonly string[] => row.cells.flatMap((cell) => cleanText(cell) ?? []);

/** Columns numbered below their titles: 1, 2, 3 … or (1) (2) (3) …, or a, b, c …. */
function numbersColumns(row: SheetRow): boolean {
  const found = texts(row).map((text) => text.replace(/[()\s.]/g, ''));
  if (found.length < 3) return false;
  return found.every((text, at) => text === String(at + 1)) || found.every((text, at) => text.toLowerCase() === String.fromCharCode(97 + at));
}

/** Repeats the header above it, as a printed page does. */
const repeats = (row: SheetRow, header: Header): boolean =>
  header.understood.filter(({ label }) => label !== null && letters(label) !== '').length >= 3 &&
  texts(row).length >= 3 &&
  row.cells.filter(
    (cell) => cell !== null && header.understood.some(({ label }) => label !== null && letters(label) !== '' && letters(label) === letters(cell.text)),
  ).length *
    2 >
    texts(row).length;

/** Walks the rows below a header, one after the other; once signatures have begun, only a row with a number or a NIK is a person again. */
export class SheetLayout {
  #header: Header;
  readonly #taught: Taught;
  #signing = false;
  #people = 0;

  constructor(header: Header, taught: Taught) {
    this.#header = header;
    this.#taught = taught;
  }

  get columns(): Columns {
    return this.#header.columns;
  }

  /** Why the row is passed over; null where it is a person's; or the new header, where another table begins. */
  see(row: SheetRow): PassedOver | Header | null {
    const { columns } = this.#header;
    const nik = columns.nik === undefined ? null : row.cells[columns.nik];
    if (nik !== null && nik !== undefined && /\d[\d .'-]{8}/.test(nik.text) && !/^\s*NIP/i.test(nik.text)) {
      this.#people += 1;
      this.#signing = false;
      return null;
    }
    const why = this.#noPerson(row);
    if (why === null) this.#people += 1;
    if (why === 'signature') this.#signing = true;
    return why;
  }

  #noPerson(row: SheetRow): PassedOver | Header | null {
    const { columns } = this.#header;
    const words = texts(row);
    if (row.rowNumber <= this.#header.rowNumber + 2 && numbersColumns(row)) return 'column-numbers';
    if (words.length >= 3) {
      const again = headerAgain(row, this.#taught);
      if (again !== null && JSON.stringify(again.columns) === JSON.stringify(columns)) return 'header';
      if (again !== null) return (this.#header = again);
      if (repeats(row, this.#header)) return 'header';
    }
    if (this.#numbered(row)) return null;
    const dated = this.#dated(row);
    if (!dated && words.some((text) => sum.test(text))) return 'sum';
    const named = columns.name === undefined ? null : cleanText(row.cells[columns.name]);
    if (this.#people > 0 && named !== null && signature.test(named) && words.length <= 4) return 'signature';
    if (dated && named !== null && !this.#signing) return null;
    if (this.#signing) return 'signature';
    if (words.length <= 2 && words.some((text) => heading.test(text))) return 'heading';
    return this.#people > 0 && !sexed.test(cleanText(row.cells[columns.sex ?? -1]) ?? '') && words.length <= 4 && this.#beginsSignatures(row)
      ? 'signature'
      : null;
  }

  /** Whether the birth date column holds a date, or at least a number: the names of those who sign may stand in it. */
  #dated(row: SheetRow): boolean {
    const index = this.#header.columns['birth-date'] ?? this.#header.columns.birth;
    const text = index === undefined ? null : cleanText(row.cells[index]);
    return text !== null && /\d\D*\d/.test(text);
  }

  /** What a person does or where he lives begins no signatures: KETUA RT may be an occupation. */
  #beginsSignatures(row: SheetRow): boolean {
    const { occupation, address } = this.#header.columns;
    return row.cells.some((cell, index) => {
      const text = index === occupation || index === address ? null : cleanText(cell);
      return text !== null && (signature.test(text) || placeAndDay.test(text));
    });
  }

  #numbered(row: SheetRow): boolean {
    const { number } = this.#header.columns;
    return number !== undefined && /^\d{1,6}\.?$/.test(cleanText(row.cells[number]) ?? '');
  }
}
