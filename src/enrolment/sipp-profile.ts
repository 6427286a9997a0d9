// Decides the columns of the administrator's sheets for people who are new to it and who continue, and what stands in each for one person; every cell is text.
import type { CivilDate } from '../kernel/date.ts';
import type { Nik } from '../kernel/nik.ts';

/** Columns A to AD of `data_tk_baru`. */
const columns = [
  'NOMOR_PEGAWAI',
  'NAMA_LENGKAP',
  'GELAR',
  'TELEPON_AREA_RUMAH',
  'TELEPON_RUMAH',
  'TELEPON_AREA_KANTOR',
  'TELEPON_KANTOR',
  'TELEPON_EXT_KANTOR',
  'HANDPHONE',
  'EMAIL',
  'TEMPAT_LAHIR',
  'TANGGAL_LAHIR',
  'NAMA_IBU_KANDUNG',
  'JENIS_IDENTITAS',
  'NOMOR_IDENTITAS',
  'MASA_LAKU_IDENTITAS',
  'JENIS_KELAMIN',
  'SURAT_MENYURAT_KE',
  'TANGGAL_KEPESERTAAN',
  'STATUS_KAWIN',
  'GOLONGAN_DARAH',
  'NPWP',
  'KODE_NEGARA',
  'UPAH',
  'ALAMAT',
  'KODE_POS',
  'LOKASI_PEKERJAAN',
  'STATUS_PEGAWAI',
  'TGL_AWAL_BEKERJA',
  'TGL_AKHIR_KONTRAK',
] as const;

/**
 * The sheets: `data_tk_baru` for who has no membership number yet, `data_tk_lanjutan` for who has one, from before or elsewhere. Of the
 * second only the name is known; its columns are taken to be those of the first with KPJ after the running number. `mark` stands in the file's name.
 */
export const sippSheets = {
  data_tk_baru: { header: columns, mark: '' },
  data_tk_lanjutan: { header: [columns[0], 'KPJ', ...columns.slice(1)], mark: 'lanjutan_' },
} as const;
export type SippSheet = keyof typeof sippSheets;

/** One person as the sheet needs him: as the population register writes him, not as the village did. */
export interface Enrollee {
  readonly nik: Nik;
  /** His membership number, when he continues. */
  readonly kpj: string | null;
  readonly name: string;
  readonly birthPlace: string;
  readonly birthDate: CivilDate;
  readonly motherName: string;
  readonly sex: string;
  readonly married: boolean;
  readonly phone: string;
  readonly address: string;
  /** Kemendagri code of the kabupaten of residence. */
  readonly workArea: string;
  readonly income: bigint;
  readonly starts: CivilDate;
  readonly ends: CivilDate;
}

/** dd-mm-yyyy, as the sheet wants dates. */
export const sippDate = (date: CivilDate): string => `${date.slice(8, 10)}-${date.slice(5, 7)}-${date.slice(0, 4)}`;

/** A person's row, in the order of the header of his sheet. */
export function sippRow(person: Enrollee, number: number): readonly string[] {
  return [
    String(number),
    ...(person.kpj === null ? [] : [person.kpj]),
    person.name,
    '',
    '',
    '',
    '',
    '',
    '',
    person.phone,
    '',
    person.birthPlace,
    sippDate(person.birthDate),
    person.motherName,
    'KTP',
    person.nik,
    '',
    person.sex,
    'S',
    '',
    person.married ? 'Y' : 'T',
    '',
    '',
    'ID',
    person.income.toString(),
    person.address,
    '',
    person.workArea,
    '',
    sippDate(person.starts),
    sippDate(person.ends),
  ];
}
