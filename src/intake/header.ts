// Decides which column of a village list holds what: by the labels villages use, whatever their case, spaces and dots.
import { Fault } from '../kernel/fault.ts';
import type { SheetRow } from './sheet-row.ts';

/** A column Payung knows. `birth` is place and date in one cell (TTL). */
export type Column =
  | 'number'
  | 'nik'
  | 'household'
  | 'name'
  | 'birth-place'
  | 'birth-date'
  | 'birth'
  | 'sex'
  | 'address'
  | 'hamlet'
  | 'rt-rw'
  | 'rt'
  | 'rw'
  | 'occupation'
  | 'mother-name'
  | 'phone'
  | 'note';

/** Where each column stands, counted from 0; a column that is not there is absent. */
export type Columns = Readonly<Partial<Record<Column, number>>>;

/** The header of one sheet: its row as the spreadsheet counts it, and where the columns stand. */
export interface Header {
  readonly rowNumber: number;
  readonly columns: Columns;
}

const labels: Readonly<Record<Column, string>> = {
  number: 'NO, NOMOR, NO URUT, NOMOR URUT',
  nik: 'NIK, NO NIK, NOMOR NIK, NIK KTP, NO KTP, NOMOR KTP, NO NIK KTP, NIK SESUAI KTP, NIK PESERTA, NIK PEKERJA, NO INDUK KEPENDUDUKAN, NOMOR INDUK KEPENDUDUKAN, NOMOR IDENTITAS, NO IDENTITAS',
  household: 'NO KK, NOMOR KK, NKK, KK, NO KARTU KELUARGA, NOMOR KARTU KELUARGA, KARTU KELUARGA',
  name: 'NAMA, NAMA LENGKAP, NAMA PESERTA, NAMA PEKERJA, NAMA TENAGA KERJA, NAMA CALON PESERTA, NAMA PENDUDUK, NAMA WARGA, NAMA SESUAI KTP, NAMA LENGKAP SESUAI KTP',
  'birth-place': 'TEMPAT LAHIR, TMPT LAHIR, TMP LAHIR, TPT LAHIR, TEMPAT LHR, TMPT LHR',
  'birth-date': 'TANGGAL LAHIR, TGL LAHIR, TGL LHR, TANGGAL LHR, TANGGAL KELAHIRAN',
  birth: 'TTL, TEMPAT TANGGAL LAHIR, TEMPAT TGL LAHIR, TEMPAT DAN TANGGAL LAHIR, TEMPAT DAN TGL LAHIR, TMPT TGL LAHIR, TEMPAT TGL LHR, TMPT TGL LHR',
  sex: 'L/P, LK/PR, JENIS KELAMIN, JENIS KELAMIN L/P, JK, J/K, KELAMIN, JNS KELAMIN, JENKEL, GENDER',
  address: 'ALAMAT, ALAMAT LENGKAP, ALAMAT KTP, ALAMAT RUMAH, ALAMAT SESUAI KTP, ALAMAT TINGGAL, ALAMAT DOMISILI, TEMPAT TINGGAL',
  hamlet: 'DUSUN, NAMA DUSUN, DUSUN/LINGKUNGAN, LINGKUNGAN, KAMPUNG',
  'rt-rw': 'RT/RW',
  rt: 'RT',
  rw: 'RW',
  occupation: 'PEKERJAAN, JENIS PEKERJAAN, PROFESI, MATA PENCAHARIAN, JENIS USAHA',
  'mother-name': 'NAMA IBU, NAMA IBU KANDUNG, IBU KANDUNG, NAMA GADIS IBU KANDUNG',
  phone: 'NO HP, NOMOR HP, HP, NO TELP, NO TELPON, NO TELEPON, NOMOR TELEPON, TELP, TELEPON, NO HANDPHONE, NO WA, NO HP/WA, NO TELP/HP, NO HP/TELP, KONTAK',
  note: 'KET, KETERANGAN, CATATAN',
};

/** The expected label of each required column, as it is told to people. */
const required = { nik: 'NIK', name: 'NAMA', 'birth-date': 'TANGGAL LAHIR' } as const;
const example = 'NO, NIK, NO KK, NAMA, TEMPAT LAHIR, TANGGAL LAHIR, L/P, ALAMAT, PEKERJAAN';

/** How many rows from the top a header is looked for, below titles such as "DAFTAR PEKERJA RENTAN DESA …". */
const headerWithin = 20;

const letters = (label: string): string => label.toUpperCase().replace(/[^A-Z]/g, '');

const columnOfLabel: ReadonlyMap<string, Column> = new Map(
  (Object.entries(labels) as [Column, string][]).flatMap(([column, list]) => list.split(',').map((label) => [letters(label), column] as const)),
);

/** The column a label names, or null. What stands in brackets is an explanation: `TANGGAL LAHIR (DD-MM-YYYY)`. */
export function columnOf(label: string): Column | null {
  return columnOfLabel.get(letters(label.replace(/\([^)]*\)/g, ''))) ?? columnOfLabel.get(letters(label)) ?? null;
}

function columnsOf(row: SheetRow): Columns {
  const columns: Partial<Record<Column, number>> = {};
  for (let index = 0; index < row.cells.length; index += 1) {
    const column = columnOf(row.cells[index]?.text ?? '');
    if (column !== null) columns[column] ??= index; // the first of two columns with one label counts
  }
  return columns;
}

const missingIn = (columns: Columns): readonly (keyof typeof required)[] =>
  (Object.keys(required) as (keyof typeof required)[]).filter(
    (column) => columns[column] === undefined && !(column === 'birth-date' && columns.birth !== undefined),
  );

/** The header among the first rows of one sheet, or the required columns that its best row lacks (all of them when no row is like a header). */
export function findHeader(rows: readonly SheetRow[]): Header | { readonly missing: readonly string[]; readonly rowNumber: number | null } {
  let best: { missing: readonly (keyof typeof required)[]; rowNumber: number | null } = { missing: missingIn({}), rowNumber: null };
  for (const row of rows.slice(0, headerWithin)) {
    const columns = columnsOf(row);
    const missing = missingIn(columns);
    if (missing.length === 0) return { rowNumber: row.rowNumber, columns };
    if (missing.length < best.missing.length) best = { missing, rowNumber: row.rowNumber };
  }
  return { missing: best.missing.map((column) => required[column]), rowNumber: best.rowNumber };
}

/** The fault of a list without the columns nobody can do without. Names the labels expected, never what was found (it may be a NIK). */
export function columnsMissing(file: string, sheet: string | null, missing: readonly string[], rowNumber: number | null): Fault {
  const [di, inSheet] = sheet === null ? ['', ''] : [` (lembar ${sheet})`, ` (sheet ${sheet})`];
  return new Fault(
    'bad-input',
    'list-columns-missing',
    {
      id: `Berkas ${file}${di} tidak memuat kolom ${missing.join(', ')}. Tulis judul kolom dalam satu baris di atas isi daftar, misalnya: ${example}.`,
      en: `File ${file}${inSheet} has no column ${missing.join(', ')}. Write the column titles in one row above the list, for example: ${example}.`,
    },
    { file, ...(rowNumber === null ? {} : { row: rowNumber }) },
  );
}
