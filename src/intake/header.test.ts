// Tries the column labels villages write.
import { describe, expect, it } from 'vitest';
import { type Column, columnOf, columnsMissing, findHeader } from './header.ts';
import type { SheetRow } from './sheet-row.ts';

const row = (rowNumber: number, line: string): SheetRow => ({
  rowNumber,
  sheet: null,
  cells: line.split('|').map((text) => (text.trim() === '' ? null : { text: text.trim(), kind: 'text' })),
});

const labels = `
NO                                    number
No.                                   number
NOMOR URUT                            number
NIK                                   nik
N I K                                 nik
n.i.k.                                nik
No. KTP                               nik
Nomor Induk Kependudukan (16 digit)   nik
NO KK                                 household
No. Kartu Keluarga                    household
NAMA                                  name
Nama Lengkap                          name
NAMA LENGKAP (SESUAI KTP)             name
TEMPAT LAHIR                          birth-place
Tmpt. Lahir                           birth-place
TANGGAL LAHIR                         birth-date
Tgl. Lahir                            birth-date
TANGGAL LAHIR (DD-MM-YYYY)            birth-date
TEMPAT, TANGGAL LAHIR                 birth
Tempat/Tgl Lahir                      birth
TTL                                   birth
L/P                                   sex
(L/P)                                 sex
JENIS KELAMIN (L/P)                   sex
Jenis  Kelamin                        sex
ALAMAT                                address
DUSUN                                 hamlet
RT/RW                                 rt-rw
RT                                    rt
PEKERJAAN                             occupation
NAMA IBU (KANDUNG)                    mother-name
NAMA IBU KANDUNG                      mother-name
NO HP                                 phone
No. Telp/HP                           phone
KET.                                  note
NAMA DESA                             village
NAMA KEPALA KELUARGA                  -
5301015012850001                      -
`;

describe('column labels', () => {
  it.each(
    labels
      .trim()
      .split('\n')
      .map((line) => line.split(/ {2,}(?=\S+$)/)),
  )('%s is %s', (label, column) => {
    expect(columnOf(label) ?? '-').toBe(column);
  });
});

describe('the header of a sheet', () => {
  it('is found below titles, and the first of two equal labels counts', () => {
    const rows = [row(1, 'DAFTAR PEKERJA RENTAN'), row(2, 'DESA HAMBALA'), row(4, 'NO|N I K|NAMA|TGL LAHIR|ALAMAT|ALAMAT'), row(5, '1|x|y|z|a|b')];
    expect(findHeader(rows)).toMatchObject({ rowNumber: 4, columns: { number: 0, nik: 1, name: 2, 'birth-date': 3, address: 4 } });
  });

  it('may hold place and date of birth in one column', () => {
    expect(findHeader([row(1, 'NIK|NAMA|TTL')])).toMatchObject({ rowNumber: 1, columns: { nik: 0, name: 1, birth: 2 } });
  });

  it('tells how each column was understood, and takes what a sender taught before anything else', () => {
    const taught = new Map<string, Column | null>([
      ['NOMORPENDUDUK', 'nik'],
      ['NIK', null],
      ['KOLOMD', null],
    ]);
    const header = findHeader([row(1, 'NOMOR PENDUDUK|NIK|NAMA LENGAKP|TGL LAHIR|UMUR')], taught);
    expect('missing' in header ? header : header.understood.map(({ letter, column, how }) => [letter, column, how].join(' '))).toEqual([
      'A nik remembered',
      'B  remembered',
      'C name similar',
      'D birth-date label',
      'E  ',
    ]);
  });

  it('may take two rows: groups above their parts', () => {
    const rows = [row(1, 'NO|NIK|NAMA|TEMPAT/TANGGAL LAHIR||ALAMAT|'), row(2, '|||TEMPAT|TANGGAL|DUSUN|RT'), row(3, '1|x|y|z|a|b|c')];
    expect(findHeader(rows)).toMatchObject({ rowNumber: 2, columns: { nik: 1, name: 2, 'birth-place': 3, 'birth-date': 4, hamlet: 5, rt: 6 } });
  });

  it('says what the best row lacks', () => {
    expect(findHeader([row(3, 'NO|NAMA|ALAMAT'), row(4, '1|Maria|x')])).toEqual({ missing: ['NIK', 'TANGGAL LAHIR'], rowNumber: 3 });
    expect(findHeader([row(1, '1|Maria|x')])).toEqual({ missing: ['NIK', 'NAMA', 'TANGGAL LAHIR'], rowNumber: null });
  });

  it('is asked for in both languages, with file and row, and never with what was found', () => {
    const fault = columnsMissing('5311012001-daftar.csv', null, ['NIK'], 3);
    expect(fault).toMatchObject({ kind: 'bad-input', code: 'list-columns-missing', place: { file: '5311012001-daftar.csv', row: 3 } });
    expect(fault.text.id).toContain('tidak memuat kolom NIK');
    expect(fault.text.en).toContain('has no column NIK');
  });
});

it('takes no row with a number, a date, or one sex alone for the second row of a header', () => {
  const csv = (lines: readonly string[]) =>
    lines.map((line, at) => ({ rowNumber: at + 1, cells: line.split(';').map((text) => (text === '' ? null : { kind: 'text', text })) })) as never;
  const under = (line: string) => findHeader(csv(['NO;NIK;NAMA;TANGGAL LAHIR;L/P;ALAMAT', line]));
  for (const line of ['1;12;YOHANES BERE;14-03-1985;L;RT 01; Dusun Satu', ';-;MARIA BERE;-;P;Dusun Dua', ';;ANA;3-1-1990;;Dusun']) {
    expect(under(line)).toMatchObject({ rowNumber: 1 });
  }
  expect(findHeader(csv(['NO;NIK;NAMA;TANGGAL LAHIR;JENIS KELAMIN;;ALAMAT', ';;;;L;P;']))).toMatchObject({ rowNumber: 2 });
});

it('reads the date beside TEMPAT, TANGGAL LAHIR where the label spans two columns', () => {
  const text = (words: string) => words.split(';').map((one) => (one === '' ? null : { kind: 'text', text: one }));
  const rows = (lines: readonly string[]) => lines.map((line, at) => ({ rowNumber: at + 1, cells: text(line) })) as never;
  const spanned = findHeader(rows(['NO;NIK;NAMA;TEMPAT, TANGGAL LAHIR;;ALAMAT', '1;5302011505710002;ANA;Soe;15-05-1971;RT 1']));
  expect(spanned).toMatchObject({ columns: { 'birth-place': 3, 'birth-date': 4 } });
  const one = findHeader(rows(['NO;NIK;NAMA;TEMPAT, TANGGAL LAHIR;;ALAMAT', '1;5302011505710002;ANA;Soe, 15-05-1971;;RT 1']));
  expect(one).toMatchObject({ columns: { birth: 3 } });
});
