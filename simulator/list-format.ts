// Decides how a village writes its list: which columns, which labels, letters, dates, delimiter, and whether CSV or a workbook.
import { roll } from './chance.ts';
import { field } from './csv-file.ts';
import { storedWorkbook, type Cell } from './stored-workbook.ts';
import { why } from './why.ts';

export type Column = 'number' | 'nik' | 'card' | 'name' | 'place' | 'birth' | 'sex' | 'address' | 'occupation' | 'mother' | 'phone';

/** Every header label a village may write, by column. */
export const headerLabels: Readonly<Record<Column, readonly string[]>> = {
  number: ['NO', 'No', 'NO.', 'NOMOR'],
  nik: ['NIK', 'N I K', 'Nik', 'NO. NIK', 'NIK KTP'],
  card: ['NO KK', 'No. KK', 'NOMOR KK', 'NO KARTU KELUARGA'],
  name: ['NAMA LENGKAP', 'Nama', 'NAMA', 'Nama Lengkap', 'NAMA PEKERJA'],
  place: ['TEMPAT LAHIR', 'Tempat Lahir', 'TMP LAHIR'],
  birth: ['TANGGAL LAHIR', 'TGL LAHIR', 'Tgl. Lahir', 'Tanggal Lahir'],
  sex: ['L/P', 'Jenis Kelamin', 'JENIS KELAMIN', 'JK'],
  address: ['ALAMAT', 'Alamat', 'ALAMAT LENGKAP'],
  occupation: ['PEKERJAAN', 'Pekerjaan', 'JENIS PEKERJAAN'],
  mother: ['NAMA IBU KANDUNG', 'Nama Ibu', 'NAMA IBU'],
  phone: ['NO HP', 'No. HP', 'NOMOR HP', 'NO TELP'],
};

const orders: readonly (readonly Column[])[] = [
  ['number', 'nik', 'card', 'name', 'place', 'birth', 'sex', 'address', 'occupation', 'mother', 'phone'],
  ['number', 'nik', 'card', 'name', 'place', 'birth', 'sex', 'address', 'occupation', 'mother', 'phone'],
  ['number', 'name', 'nik', 'card', 'sex', 'place', 'birth', 'occupation', 'address', 'mother', 'phone'],
  ['number', 'card', 'nik', 'name', 'sex', 'place', 'birth', 'address', 'mother', 'occupation', 'phone'],
];
const optional: Readonly<Partial<Record<Column, number>>> = { card: 12, mother: 30, phone: 30, place: 6 };
const sheets = ['Sheet1', 'DATA PEKERJA RENTAN', 'Data', 'Lembar1'];

export interface ListStyle {
  readonly columns: readonly Column[];
  readonly header: readonly string[];
  readonly workbook: boolean;
  readonly sharedStrings: boolean;
  readonly sheet: string;
  readonly delimiter: ',' | ';';
  readonly mark: boolean;
  readonly lineEnd: '\n' | '\r\n';
  readonly letters: 'capitals' | 'words';
  readonly dateSeparator: '-' | '/';
  readonly sexInFull: boolean;
}

/** The habits of a village's clerk. */
export function styleOf(seed: number, village: number): ListStyle {
  const chance = (part: number): number => roll(seed, village * 64 + part, why.listStyle);
  const order = orders[chance(0) % orders.length] as readonly Column[];
  const columns = order.filter((column, at) => chance(1 + at) % 100 >= (optional[column] ?? 0));
  const tidy = chance(20) % 100 < 40;
  return {
    columns,
    header: columns.map((column, at) => {
      const labels = headerLabels[column];
      return labels[tidy ? 0 : chance(30 + at) % labels.length] as string;
    }),
    workbook: chance(21) % 100 < 35,
    sharedStrings: chance(22) % 2 === 0,
    sheet: sheets[chance(23) % sheets.length] as string,
    delimiter: chance(24) % 100 < 55 ? ',' : ';',
    mark: chance(25) % 100 < 30,
    lineEnd: chance(26) % 100 < 60 ? '\r\n' : '\n',
    letters: chance(27) % 100 < 70 ? 'capitals' : 'words',
    dateSeparator: chance(28) % 2 === 0 ? '-' : '/',
    sexInFull: chance(29) % 100 < 20,
  };
}

/** The bytes of the file: header in row 1, a row for each entry. */
export function renderList(style: ListStyle, rows: readonly (readonly Cell[])[]): Buffer | string {
  if (style.workbook) return storedWorkbook(style.sheet, [style.header, ...rows], style.sharedStrings);
  const quote = (cell: Cell): string => {
    const text = String(cell);
    return style.delimiter === ';' && text.includes(';')
      ? `"${text}"`
      : style.delimiter === ','
        ? field(text)
        : text.includes('"')
          ? `"${text.replaceAll('"', '""')}"`
          : text;
  };
  let text = style.mark ? '\ufeff' : '';
  for (const row of [style.header, ...rows]) text += row.map(quote).join(style.delimiter) + style.lineEnd;
  return text;
}
