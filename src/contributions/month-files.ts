// Decides how a contribution month is written for a branch and read back: the roster CSV, and the contribution code (kode iuran) that must agree with it.
import { type CivilDate, parseDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { type Rupiah, rupiahText } from '../kernel/money.ts';
import { type Month, parseMonth } from '../kernel/month.ts';

/** Columns of the roster a branch is given. */
export const rosterColumns = ['kpj', 'nama', 'bulan', 'jkk', 'jkm'] as const;

/** Columns of the file a branch answers with. */
export const codeColumns = ['kode_iuran', 'npp', 'bulan', 'jumlah_peserta', 'jumlah_jkk', 'jumlah_jkm', 'jumlah_iuran', 'berlaku_sampai'] as const;

/** `iuran-ntt-2025-kupang-2025-07-1.csv`: programme, branch, month and the sequence of the finalisation. */
export const rosterFileName = (programme: string, branch: string, month: Month, sequence: number): string =>
  `iuran-${programme}-${branch}-${month}-${sequence}.csv`;

/** How many people and how much, in rupiah. */
export interface Figures {
  readonly persons: number;
  readonly jkk: Rupiah;
  readonly jkm: Rupiah;
  readonly amount: Rupiah;
}

/** A branch's contribution code for a month. */
export interface ContributionCode extends Figures {
  readonly code: string;
  readonly npp: string;
  readonly month: Month;
  readonly expiresOn: CivilDate;
}

/** Whole rupiah as people and banks write it: `16800`, `16.800`, `Rp16.800,00`, `16800.00`; null for anything else. */
export function readRupiah(text: string): Rupiah | null {
  const bare = text
    .trim()
    .replace(/^Rp\.?\s*/i, '')
    .replace(/[,.]0{1,2}$/, '');
  if (/^\d{1,15}$/.test(bare)) return BigInt(bare);
  if (/^\d{1,3}(\.\d{3}){1,5}$/.test(bare)) return BigInt(bare.replaceAll('.', ''));
  if (/^\d{1,3}(,\d{3}){1,5}$/.test(bare)) return BigInt(bare.replaceAll(',', ''));
  return null;
}

/** A date as machines or banks write it: `2025-07-18` or `18/07/2025` (also with dashes); null for anything else. */
export function readDay(text: string): CivilDate | null {
  const bare = text.trim();
  const local = /^(\d{2})[/-](\d{2})[/-](\d{4})$/.exec(bare);
  return parseDate(local === null ? bare : local.slice(1, 4).reverse().join('-'));
}

/** A row of the code file; null when a cell cannot be read. */
export function readCode(cells: readonly string[]): ContributionCode | null {
  const [code = '', npp = '', month = '', persons = '', jkk = '', jkm = '', amount = '', expires = ''] = cells.map((cell) => cell.trim());
  const read = { month: parseMonth(month), jkk: readRupiah(jkk), jkm: readRupiah(jkm), amount: readRupiah(amount), expiresOn: readDay(expires) };
  if (code === '' || npp === '' || !/^\d{1,9}$/.test(persons)) return null;
  if (read.month === null || read.jkk === null || read.jkm === null || read.amount === null || read.expiresOn === null) return null;
  return { code, npp, persons: Number(persons), month: read.month, jkk: read.jkk, jkm: read.jkm, amount: read.amount, expiresOn: read.expiresOn };
}

const figuresText = ({ persons, jkk, jkm, amount }: Figures, people: string): string =>
  `${persons} ${people}, JKK ${rupiahText(jkk)}, JKM ${rupiahText(jkm)}, total ${rupiahText(amount)}`;

/** The fault for a code whose figures are not the roster's, with both; null when they agree. */
export function codeDisagreement(code: ContributionCode, roster: Figures): Fault | null {
  if (code.persons === roster.persons && code.jkk === roster.jkk && code.jkm === roster.jkm && code.amount === roster.amount) return null;
  return new Fault('conflict', 'code-differs-from-roster', {
    id: `Kode iuran ${code.code} tidak sama dengan daftar final ${code.month}. Kode: ${figuresText(code, 'orang')}. Daftar: ${figuresText(roster, 'orang')}. Minta cabang membuat kode baru.`,
    en: `Contribution code ${code.code} does not agree with the final roster of ${code.month}. Code: ${figuresText(code, 'people')}. Roster: ${figuresText(roster, 'people')}. Ask the branch for a new code.`,
  });
}
