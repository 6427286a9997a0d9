// Decides which rows below a header are no people: sums, headers again, column numbers, headings of groups, and the block of signatures under the table.
import { cleanText } from './cell-text.ts';
import { type Header, type Taught, headerAgain } from './header.ts';
import { letters } from './label.ts';
import type { SheetRow } from './sheet-row.ts';
import type { Column } from './table-schema.ts';
import { looksLikeDate, splitBirth } from './written-date.ts';

/** Why a filled row is not counted: it says nothing of a person. Everything else is a row, and counted. */
export type PassedOver = 'title' | 'header' | 'column-numbers' | 'sum' | 'heading' | 'signature' | 'nobody';

const sum = /^(SUB|GRAND)?\s*(JUMLAH|JML|TOTAL|SUBTOTAL|TERBILANG)\b(?!\s*ANGGOTA)/i;
const heading = /^([A-Z\d]{1,4}[.)]\s*)?(DUSUN|RT|RW|LINGKUNGAN|DESA|KELURAHAN|KAMPUNG|KELOMPOK|KECAMATAN)\b/i;
const signature =
  /^(MENGETAHUI|MENYETUJUI|DISETUJUI|DIKETAHUI|DIPERIKSA|AN\.|A\.N\.|KEPALA|PLT|PJ\b|PENJABAT|LURAH|CAMAT|SEKRETARIS|KETUA|KAUR|KASI|YANG (MEMBUAT|BERTANDA)|DIBUAT|PETUGAS|OPERATOR|PENDATA|TTD|TANDA TANGAN|NIP\b|NIAP|CATATAN\s*:|KETERANGAN\s*:|KET\s*:|DEMIKIAN|NB\b|SUMBER|DICETAK|HALAMAN)/i;
const placeAndDay = /^\D{3,40},?\s*(TANGGAL)?\s*[\d.…_-]{0,4}\s*[\p{L}.…_-]{0,12}\s*20\d{2}$/iu;

const sexed = /^(L|P|LK|PR|M|F|W|LAKI.*|PEREMPUAN|PRIA|WANITA)\.?$/i;

const texts = (row: SheetRow): readonly string[] => row.cells.flatMap((cell) => cleanText(cell) ?? []);

/** Columns numbered below their titles: 1, 2, 3 … or (1) (2) (3) …, or a, b, c …; one of them may be a formula (7=5x6). */
function numbersColumns(row: SheetRow): boolean {
  const found = texts(row).map((text) => text.replace(/[()\s.]/g, ''));
  if (found.length < 3) return false;
  const counted = found.filter((text, at) => text === String(at + 1) || text.startsWith(`${at + 1}=`)).length;
  return (
    (counted === found.length && found.filter((text) => text.includes('=')).length * 2 < found.length) ||
    found.every((text, at) => text.toLowerCase() === String.fromCharCode(97 + at))
  );
}

const alike = (row: SheetRow, title: SheetRow): number =>
  row.cells.filter((cell, index) => cell !== null && letters(cell.text) !== '' && letters(cell.text) === letters(title.cells[index]?.text ?? '')).length;

/** The number of an official: birth date, month of appointment, sex and serial. It stands under signatures. */
const officialNumber = /^(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(19|20)\d\d(0[1-9]|1[0-2])[12]\d{3}$/;

/** Walks the rows below a header, one after the other; once signatures have begun, only a row with a number, a NIK, or a name and a date is a person again. */
export class SheetLayout {
  readonly #rows: readonly SheetRow[];
  readonly #taught: Taught;
  #header: Header;
  #titlesAt: number;
  #signing = false;
  /** A sum or signatures came after the last person with a NIK: what follows may be a recapitulation. */
  #ended = false;
  #people = 0;

  /** `rows` are those of the table, the header's own among them. */
  constructor(rows: readonly SheetRow[], header: Header, taught: Taught) {
    this.#rows = rows;
    this.#header = header;
    this.#titlesAt = header.rowNumber;
    this.#taught = taught;
  }

  /** Why the row at a place is passed over; null where it is a person's; or the new header, where another table begins. */
  see(place: number): PassedOver | Header | null {
    const row = this.#rows[place] as SheetRow;
    const index = this.#header.columns.nik;
    const nik = index === undefined ? null : row.cells[index];
    if (nik !== null && nik !== undefined && /\d[\d .'-]{8}/.test(nik.text) && !/^\s*NIP/i.test(nik.text) && !this.#isOfficial(row, nik.text)) {
      this.#people += 1;
      this.#signing = false;
      this.#ended = false;
      return null;
    }
    const why = this.#titles(row, place) ?? this.#noPerson(row);
    if (why === null) this.#people += 1;
    if (why === 'signature') this.#signing = true;
    if (why === 'signature' || why === 'sum') this.#ended = true;
    return why;
  }

  #isOfficial(row: SheetRow, number: string): boolean {
    return officialNumber.test(number.replace(/\D/g, '')) && this.#text(row, 'name') === null && !this.#dated(row);
  }

  /** The header once more, the numbers of its columns, or another header. */
  #titles(row: SheetRow, place: number): PassedOver | Header | null {
    if (row.rowNumber <= this.#titlesAt + 2 && numbersColumns(row)) return 'column-numbers';
    const filled = texts(row).length;
    if (filled < 2) return null;
    const same = Math.max(0, ...this.#header.rows.map((title) => alike(row, title)));
    const again = same < filled && filled >= 3 ? headerAgain(this.#rows, place, this.#taught) : null;
    if (again !== null && JSON.stringify(again.columns) !== JSON.stringify(this.#header.columns)) {
      this.#titlesAt = again.rowNumber;
      return (this.#header = again);
    }
    if (again === null && same < filled && (filled < 3 || same * 2 <= filled)) return null;
    this.#titlesAt = row.rowNumber;
    return 'header';
  }

  #noPerson(row: SheetRow): PassedOver | null {
    if (/^\(?\d{1,6}[.)]*$/.test(this.#text(row, 'number') ?? '')) return this.#ended && this.#countsPlaces(row) ? 'sum' : null;
    const words = texts(row);
    const named = this.#text(row, 'name') ?? this.#text(row, 'name-rest');
    const sex = sexed.test(this.#text(row, 'sex') ?? '');
    const dated = this.#dated(row);
    if (!dated && !sex && words.some((text) => sum.test(text))) return 'sum';
    if (named === null && !dated && !sex && !this.#contacted(row)) return this.#nobody(words);
    if (this.#people > 0 && named !== null && signature.test(named) && words.length <= 4) return 'signature';
    if (named !== null && this.#hasDate(row)) return null;
    if (dated && named !== null && !this.#signing) return null;
    if (this.#signing) return 'signature';
    if (words.length <= 2 && words.some((text) => heading.test(text))) return 'heading';
    return this.#people > 0 && !sex && words.length <= 4 && this.#beginsSignatures(row) ? 'signature' : null;
  }

  /** A numbered row of a recapitulation: a place or a number where a name stands, and no date. */
  #countsPlaces(row: SheetRow): boolean {
    const [named, nik] = [this.#text(row, 'name'), this.#text(row, 'nik')];
    return (
      (nik === null || /\p{L}{2}/u.test(nik)) &&
      !this.#hasDate(row) &&
      texts(row).length > 1 &&
      (named === null || !/\p{L}{2}/u.test(named) || heading.test(named))
    );
  }

  /** A row that says nothing of a person, whatever stands in its other columns. */
  #nobody(words: readonly string[]): PassedOver {
    if (words.some((text) => heading.test(text)) && words.length <= 2) return 'heading';
    if (this.#signing || (this.#people > 0 && words.some((text) => signature.test(text) || placeAndDay.test(text)))) return 'signature';
    return words.every((text) => /^\d{1,6}$/.test(text)) ? 'sum' : 'nobody';
  }

  #text(row: SheetRow, column: Column): string | null {
    const index = this.#header.columns[column];
    return index === undefined ? null : cleanText(row.cells[index]);
  }

  /** A family card, a mother, a telephone: whoever has one is a person, though nothing else be written of him. */
  #contacted(row: SheetRow): boolean {
    return (['household', 'mother-name', 'phone', 'sex-l', 'sex-p'] as const).some((column) => this.#text(row, column) !== null);
  }

  /** Whether the birth date column holds a date, or at least a number: the names of those who sign may stand in it. */
  #dated(row: SheetRow): boolean {
    return /\d\D*\d/.test(this.#text(row, 'birth-date') ?? this.#text(row, 'birth') ?? this.#text(row, 'birth-year') ?? '');
  }

  #hasDate(row: SheetRow): boolean {
    const text = this.#text(row, 'birth-date') ?? this.#text(row, 'birth');
    return text !== null && (looksLikeDate(text) || looksLikeDate(splitBirth(text).date ?? ''));
  }

  /** What a person does or where he lives begins no signatures: KETUA RT may be an occupation. */
  #beginsSignatures(row: SheetRow): boolean {
    const { occupation, address } = this.#header.columns;
    return row.cells.some((cell, index) => {
      const text = index === occupation || index === address ? null : cleanText(cell);
      return text !== null && (signature.test(text) || placeAndDay.test(text));
    });
  }
}
