// What the administrator's forms hold for one person, as their files say; and which files are refused, naming the field.
import { describe, expect, test } from 'vitest';
import { civilDate } from '../kernel/date.ts';
import type { Nik } from '../kernel/nik.ts';
import { type Enrollee, formOf, profileRow, readProfile } from './export-profile.ts';
import { exportProfiles } from './profile-client.ts';

const person: Enrollee = {
  nik: '5311014107900001' as Nik,
  kpj: '01234567890',
  name: 'MARIA LAWALU',
  birthPlace: 'WAINGAPU',
  birthDate: civilDate('1990-07-01'),
  motherName: 'ANA',
  sex: 'P',
  married: true,
  phone: '0812',
  address: 'RT 01',
  occupation: 'PETANI',
  workArea: '5311',
  income: 1_000_000n,
  starts: civilDate('2025-07-01'),
  ends: civilDate('2025-12-31'),
  cause: 'moved',
  happenedOn: civilDate('2025-08-02'),
  remark: 'SK/2',
};

/** The columns that hold something, as `HEADER=cell`. */
const filled = async (name: string): Promise<string> => {
  const profile = (await exportProfiles()).find((one) => one.profile === name);
  if (profile === undefined) throw new Error(`no profile ${name}`);
  const row = profileRow(profile, person, 7);
  return profile.columns.flatMap(({ header }, place) => (row[place] === '' ? [] : [`${header}=${row[place] ?? ''}`])).join('|');
};

test.each([
  [
    'data_tk_baru',
    'NOMOR_PEGAWAI=7|NAMA_LENGKAP=MARIA LAWALU|HANDPHONE=0812|TEMPAT_LAHIR=WAINGAPU|TANGGAL_LAHIR=01-07-1990|NAMA_IBU_KANDUNG=ANA|JENIS_IDENTITAS=KTP|NOMOR_IDENTITAS=5311014107900001|JENIS_KELAMIN=P|SURAT_MENYURAT_KE=S|STATUS_KAWIN=Y|KODE_NEGARA=ID|UPAH=1000000|ALAMAT=RT 01|LOKASI_PEKERJAAN=5311|TGL_AWAL_BEKERJA=01-07-2025|TGL_AKHIR_KONTRAK=31-12-2025',
  ],
  ['data_tk_na', 'KPJ=01234567890|NAMA_LENGKAP=MARIA LAWALU|TANGGAL_LAHIR=01-07-1990|SEBAB_NA=PINDAH|TANGGAL_KEJADIAN=02-08-2025|KETERANGAN=SK/2'],
  [
    'bpu',
    'NO=7|NIK=5311014107900001|NAMA LENGKAP=MARIA LAWALU|KPJ=01234567890|TEMPAT LAHIR=WAINGAPU|TANGGAL LAHIR=01-07-1990|JENIS KELAMIN=P|NAMA IBU KANDUNG=ANA|ALAMAT=RT 01|NOMOR HP=0812|JENIS PEKERJAAN=PETANI|LOKASI PEKERJAAN=5311|PENGHASILAN=1000000|PROGRAM=JKK-JKM|MULAI=01-07-2025|SAMPAI=31-12-2025',
  ],
])('%s', async (name, cells) => {
  expect(await filled(name)).toBe(cells);
});

test('data_tk_baru has the thirty columns A to AD, data_tk_lanjutan the number after the first', async () => {
  const headers = async (name: string) => (await exportProfiles()).find((one) => one.profile === name)?.columns.map(({ header }) => header) ?? [];
  const [fresh, continuing] = [await headers('data_tk_baru'), await headers('data_tk_lanjutan')];
  expect(fresh).toHaveLength(30);
  expect(continuing).toEqual([fresh[0], 'KPJ', ...fresh.slice(1)]);
});

const good = {
  profile: 'x',
  form: 'f',
  for: 'new',
  mark: '',
  dates: 'yyyy-mm-dd',
  source: 's',
  confidence: 'unverified',
  columns: [{ header: 'A', from: 'nik' }],
};
describe('a profile is refused', () => {
  test.each([
    ['with an unknown field', { ...good, columns: [{ header: 'A', from: 'nik-lama' }] }, 'columns.0.from'],
    ['with a column of two contents', { ...good, columns: [{ header: 'A', from: 'nik', text: 'x' }] }, 'columns.0'],
    ['with a column twice', { ...good, columns: [{ header: 'A' }, { header: 'A' }] }, 'columns'],
    ['without columns', { ...good, columns: [] }, 'columns'],
    ['with another way to write dates', { ...good, dates: 'mm/dd' }, 'dates'],
  ])('%s', (_, content, column) => {
    expect(() => readProfile('x.yaml', content)).toThrow(expect.objectContaining({ code: 'export-profile-wrong', place: { file: 'x.yaml', column } }) as Error);
  });

  test('when a form has two for one use, or lacks one', () => {
    const profile = readProfile('x.yaml', good);
    expect(() => formOf([profile, { ...profile, profile: 'y' }], 'f')).toThrow(expect.objectContaining({ code: 'export-profile-wrong' }) as Error);
    expect(() => formOf([profile], 'f')).toThrow(expect.objectContaining({ code: 'export-form-unknown' }) as Error);
  });
});
