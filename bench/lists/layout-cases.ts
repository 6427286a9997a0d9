// Decides the corpus's lists whose layout is anything but a plain table: titles, headers of two rows, sums, signatures, headings, columns in any order.
import { type Case, type Line, csv } from './case.ts';
import { inWords, person } from './people.ts';

const p = person;
const simple = (n: number): string => `${n};${p(n).nik};${p(n).name};${p(n).birth}`;
const good = (from: number, to: number): Line[] => Array.from({ length: to - from + 1 }, (_, at) => [simple(from + at), 'accept'] as const);

/** Where the table is, and what stands around it. */
export const layoutCases: readonly Case[] = [
  csv('5311012001-titles.csv', 'title rows, blank rows and column numbers', [
    ['DAFTAR NAMA PEKERJA RENTAN;;;'],
    ['DESA HAMBALA KECAMATAN KOTA WAINGAPU;;;'],
    ['TAHUN 2025;;;'],
    [''],
    ['NO;NIK;NAMA;TGL LAHIR'],
    ['1;2;3;4'],
    ...good(1, 2),
    [';;;'],
    ...good(3, 4),
  ]),
  csv('5311012001-signatures.csv', 'sums and signatures under the table', [
    ['NO;NIK;NAMA;TGL LAHIR'],
    ...good(1, 4),
    ['JUMLAH;;4 ORANG;'],
    [';;;'],
    [';;;Waingapu, 20 Juni 2025'],
    [';Mengetahui,;;'],
    [';Kepala Desa Hambala;;Sekretaris Desa'],
    [';;;'],
    [';YOHANES TAEK;;MARIA KOLO'],
    [';NIP. 19700101 199503 1 002;;'],
  ]),
  csv('5311012001-sum-between.csv', 'headings and sums of hamlets between the rows', [
    ['NO;NIK;NAMA;TGL LAHIR'],
    ['DUSUN I;;;'],
    ...good(1, 2),
    [';Jumlah Dusun I;2;'],
    ['DUSUN II;;;'],
    ...good(3, 4),
    [';;TOTAL;4'],
  ]),
  csv('5311012001-header-again.csv', 'the header on every printed page', [['NO;NIK;NAMA;TGL LAHIR'], ...good(1, 2), ['NO;NIK;NAMA;TGL LAHIR'], ...good(3, 4)]),
  csv('5311012001-two-tables.csv', 'a second table with other columns below the first', [
    ['NO;NIK;NAMA;TGL LAHIR'],
    ...good(1, 2),
    [''],
    ['NO;NAMA LENGKAP;TANGGAL LAHIR;NO. KTP'],
    ...[3, 4].map((n): Line => [`${n};${p(n).name};${p(n).birth};${p(n).nik}`, 'accept']),
  ]),
  csv('5311012001-empty-rows-count.csv', 'numbered rows nobody filled in, and people with almost nothing', [
    ['NO;NIK;NAMA;TGL LAHIR'],
    ...good(1, 2),
    ['3;;;', 'reject row-has-only-a-number'],
    ['4;;Maria Bere;', 'reject nik-missing birth-date-missing'],
    [`;;${p(5).name};${p(5).birth}`, 'reject nik-missing'],
    [';;Petrus Bria;', 'reject nik-missing birth-date-missing'],
    ...good(6, 7),
  ]),
  csv('5311012001-local-labels.csv', 'local labels in any order', [
    ['Ket.;L/P;Nama Lengkap;Dusun;RT/RW;Pekerjaan;N I K;Tempat/Tgl Lahir;No.'],
    ...[1, 2, 3].map((n): Line => [`-;${p(n).sex};${p(n).name};${n};00${n}/001;Petani;${p(n).nik};${p(n).place}, ${p(n).birth};${n}`, 'accept']),
  ]),
  csv('5311012001-ttl.csv', 'place and date of birth in one cell, in every manner', [
    ['No;No. KTP;Nama;TTL'],
    [`1;${p(1).nik};${p(1).name};${p(1).place}, ${p(1).birth}`, 'accept'],
    [`2;${p(2).nik};${p(2).name};${p(2).place} ${inWords(p(2))}`, 'accept'],
    [`3;${p(3).nik};${p(3).name};${p(3).place}/${p(3).birth}`, 'accept'],
    [`4;${p(4).nik};${p(4).name};${p(4).birth}, ${p(4).place}`, 'accept'],
    [`5;${p(5).nik};${p(5).name};SP 2 Oebelo, ${p(5).birth}`, 'accept'],
    [`6;${p(6).nik};${p(6).name};${p(6).birth}`, 'accept'],
    [`7;${p(7).nik};${p(7).name};${p(7).place}`, 'reject birth-date-missing'],
    [`8;${p(8).nik};${p(8).name};${p(8).place.toUpperCase()},${inWords(p(8)).toUpperCase()}`, 'accept'],
  ]),
  csv('5311012001-wordy-labels.csv', 'labels with further words, and misspelt', [
    ['NO URUT;NAMA LENGKAP PEKERJA RENTAN (sesuai KTP);NOMOR INDUK KEPENDUDUKAN (NIK) 16 DIGIT;TANGAL LAHIR;JENIS KELAMIN (L/P);NAMA DESA;PEKERJAN'],
    ...[1, 2, 3].map((n): Line => [`${n};${p(n).name};${p(n).nik};${p(n).birth};${p(n).sex};Hambala;Nelayan`, 'accept']),
  ]),
  csv('5311012001-other-names.csv', 'columns that are like those wanted and are not', [
    ['NO;NAMA KEPALA KELUARGA;NIK KEPALA KELUARGA;NAMA;NIK;TGL LAHIR;NAMA DESA'],
    ...[1, 2, 3].map((n): Line => [`${n};${p(n + 20).name};${p(n + 20).nik};${p(n).name};${p(n).nik};${p(n).birth};Hambala`, 'accept']),
  ]),
  csv('5311012001-two-headers.csv', 'a header of two rows', [
    ['NO;IDENTITAS;;TEMPAT/TANGGAL LAHIR;;ALAMAT;;'],
    [';NIK;NAMA;TEMPAT;TANGGAL;DUSUN;RT;RW'],
    ...[1, 2, 3].map((n): Line => [`${n};${p(n).nik};${p(n).name};${p(n).place};${p(n).birth};Dusun ${n};00${n};001`, 'accept']),
  ]),
  csv('5311012001-date-in-three.csv', 'day, month and year in three columns, sex ticked in one of two', [
    ['NO;NIK;NAMA;TANGGAL LAHIR;;;JENIS KELAMIN;'],
    [';;;TGL;BLN;THN;L;P'],
    ...[1, 2, 3, 4].map((n): Line => {
      const [day = '', month = '', year = ''] = p(n).birth.split('-');
      return [`${n};${p(n).nik};${p(n).name};${day};${month};${year};${p(n).sex === 'L' ? 'v;' : ';v'}`, 'accept'];
    }),
  ]),
  csv('5311012001-no-header.csv', 'no header at all, but plain content', [
    ...[1, 2, 3, 4, 5].map((n): Line => [`${n};${p(n).nik};${p(n).name};${p(n).birth};${p(n).sex}`, 'accept columns-read-by-content']),
  ]),
  csv('5311012001-label-missing.csv', 'the label of one column is missing', [
    ['NO;;NAMA;TANGGAL LAHIR'],
    ...[1, 2, 3, 4].map((n): Line => [simple(n), 'accept columns-read-by-content']),
  ]),
  csv('5311012001-many-columns.csv', 'columns nobody needs', [
    [
      'No;Kecamatan;Desa/Kelurahan;NIK;No KK;Nama;Tempat Lahir;Tanggal Lahir;Umur;Jenis Kelamin;Status;Alamat;Pekerjaan;Nama Ibu Kandung;No HP;Email;Penghasilan;Keterangan',
    ],
    ...[1, 2, 3].map((n): Line => [
      `${n};Kambera;Hambala;${p(n).nik};${p(n).kk};${p(n).name};${p(n).place};${p(n).birth};40;${p(n).sex};K;Jl. Ade;Ojek;Yosefina;081234567890;;1500000;`,
      'accept',
    ]),
  ]),
];
