// Decides the corpus's lists as offices export, print and send them: BNBA and DTKS exports, numbered headers, merged hamlets, files of another kind than their name, words for sex and date.
import { type BookOptions, book } from './book.ts';
import { type Case, type Line, csv } from './case.ts';
import { inWords, person, serialOf } from './people.ts';

const p = person;
const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);
const one = (file: string, about: string, lines: readonly Line[], options: BookOptions = {}): Case => book(file, about, [{ name: 'Sheet1', lines }], options);
const row = (n: number, nik = p(n).nik, birth = p(n).birth): string => `#${n}|${nik}|${p(n).name}|${birth}|${p(n).sex}`;
const head: Line = ['NO|NIK|NAMA|TANGGAL LAHIR|L/P'];
const good = (from: number, to: number): Line[] => range(from, to).map((n) => [row(n), 'accept'] as const);
const simple = (n: number): string => `${n};${p(n).nik};${p(n).name};${p(n).birth}`;
const simpleGood = (from: number, to: number): Line[] => range(from, to).map((n) => [simple(n), 'accept'] as const);
const two = (year: string): string => year.replace(/(\d\d)(\d\d)$/, '$2');

const exportsOfOffices: readonly Case[] = [
  csv('5311012001-bnba.csv', 'BNBA export: ids, codes of regions, underscores in labels', [
    [
      'IDBDT;NO_PESERTA_PKH;PROVINSI;KABUPATEN;KECAMATAN;DESA_KELURAHAN;DUSUN;ALAMAT;NAMA_KRT;NAMA_ART;NIK;NO_KK;JENIS_KELAMIN;TEMPAT_LAHIR;TANGGAL_LAHIR;HUBUNGAN_KRT;DESIL',
    ],
    ...range(1, 4).map((n): Line => [
      `53110120010000${n};;NTT;SUMBA TIMUR;KOTA WAINGAPU;HAMBALA;DUSUN ${n};JL. ADE;${p(n + 20).name};${p(n).name};${p(n).nik};${p(n).kk};${p(n).sex};${p(n).place};${p(n).birth.split('-').reverse().join('-')};Kepala;${n}`,
      'accept',
    ]),
  ]),
  csv('5311012001-dtks.csv', 'DTKS export: names of the mother and of the ID, dates with time', [
    ['ID_DTKS,NIK,NOKK,NAMA,TGL_LAHIR,TMP_LAHIR,NAMA_IBU_KANDUNG,JK,ALAMAT,NO_RT,NO_RW,STATUS_KAWIN,PEKERJAAN,BPNT,PKH,PBI'],
    ...range(1, 4).map((n): Line => [
      `0A1B2C${n},${p(n).nik},${p(n).kk},${p(n).name.toUpperCase()},${p(n).birth.split('-').reverse().join('-')} 00:00:00,${p(n).place},YOSEFINA TAEK,${n % 2 === 1 ? '2' : '1'},JL ADE,1,2,Kawin,Petani,YA,TIDAK,YA`,
      'accept',
    ]),
  ]),
  csv('5311012001-english.csv', 'labels of an application in English', [
    ['Id,National ID Number (NIK),Full Name,Place of Birth,Date of Birth,Gender,Address'],
    ...range(1, 3).map((n): Line => [`${n},${p(n).nik},${p(n).name},${p(n).place},${p(n).birth},${n % 2 === 1 ? 'Female' : 'Male'},Jl. Ade`, 'accept']),
  ]),
  csv('5311012001-bpjs-form.csv', 'the registration sheet of the administrator', [
    ['NO;NOMOR_IDENTITAS;NAMA_LENGKAP;TEMPAT_LAHIR;TGL_LAHIR;JENIS_KELAMIN;NAMA_IBU_KANDUNG;ALAMAT_TINGGAL;KODE_POS;NO_HANDPHONE;KODE_PEKERJAAN;UPAH'],
    ...range(1, 3).map((n): Line => [
      `${n};${p(n).nik};${p(n).name};${p(n).place};${p(n).birth};${p(n).sex};Yosefina;Hambala;87111;+62 812-3456-7890;P01;1000000`,
      'accept',
    ]),
  ]),
];

const words: readonly Case[] = [
  csv('5311012001-sexes.csv', 'words for sex', [
    ['NO;NIK;NAMA;TGL LAHIR;JENIS KELAMIN'],
    ...['Pr', 'Laki2', 'PEREMPUAN', 'laki - laki', 'P.', 'Lk.', '2', '1', '(P)', 'Pria', 'Wanita', 'LAKI-LAKI'].map((word, at): Line => [
      `${simple(at + 1)};${word}`,
      'accept',
    ]),
  ]),
  csv('5311012001-phones.csv', 'telephones in every form', [
    ['NO;NIK;NAMA;TGL LAHIR;NO HP'],
    ...['+6281234567890', '0812-3456-7890', '62 812 3456 7890', '(0387) 61000', '081234567890/081298765432', '-', '=+6281234567890'].map((phone, at): Line => [
      `${simple(at + 1)};${phone}`,
      'accept',
    ]),
  ]),
  csv('5311012001-more-dates.csv', 'dates as clerks write them', [
    ['NO;NIK;NAMA;TANGGAL LAHIR'],
    [`1;${p(1).nik};${p(1).name};Ende, ${p(1).birth}`, 'accept'],
    [
      `2;${p(2).nik};${p(2).name};${inWords(p(2))
        .replace(/ ([A-Z][a-z]{2})[a-z]* /, ' $1 ')
        .replace(/(\d\d)(\d\d)$/, '$2')}`,
      'accept birth-date-year-of-two-digits',
    ],
    [`3;${p(3).nik};${p(3).name};31/02/1990`, 'reject birth-date-not-real'],
    [`4;${p(4).nik};${p(4).name};'${p(4).birth}`, 'accept'],
    [`5;${p(5).nik};${p(5).name};${two(p(5).birth).replaceAll('-', '/')}`, 'accept birth-date-year-of-two-digits'],
    [`6;${p(6).nik};${p(6).name};Tgl. ${inWords(p(6))}`, 'accept'],
    [`7;${p(7).nik};${p(7).name};${p(7).birth.replaceAll('-', ' - ')}`, 'accept'],
    [`8;${p(8).nik};${p(8).name};${p(8).place} / ${inWords(p(8))}`, 'accept'],
    [`9;${p(9).nik};${p(9).name};${p(9).birth.replaceAll('-', '--')}`, 'accept'],
    [`10;${p(10).nik};${p(10).name};${inWords(p(10)).replaceAll(' ', '')}`, 'accept'],
  ]),
  csv('5311012001-more-niks.csv', 'NIKs as clerks write them', [
    ['NO;NIK;NAMA;TANGGAL LAHIR'],
    [`1;${p(1).nik.replace(/^(\d{6})(\d{6})/, '$1.$2.')};${p(1).name};${p(1).birth}`, 'accept'],
    [`2;${p(2).nik.replace(/^(\d{2})(\d{2})(\d{2})(\d{6})/, '$1 $2 $3 $4 ')};${p(2).name};${p(2).birth}`, 'accept'],
    [`3;*${p(3).nik};${p(3).name};${p(3).birth}`, 'accept'],
    [`4;"""${p(4).nik}""";${p(4).name};${p(4).birth}`, 'accept'],
    [`5;\`${p(5).nik};${p(5).name};${p(5).birth}`, 'accept'],
    [`6;(${p(6).nik});${p(6).name};${p(6).birth}`, 'accept'],
    [`7;${p(7).nik}.;${p(7).name};${p(7).birth}`, 'accept'],
    [`8;NIK.${p(8).nik};${p(8).name};${p(8).birth}`, 'accept'],
    [`9;5311O14507850OO1;${p(9).name};${p(9).birth}`, 'reject nik-has-letters'],
    [`10;5.311.014.507.850.001;${p(10).name};${p(10).birth}`, 'accept nik-carries-another-birth-date'],
    [`11;5,31101450785E+15;${p(11).name};${p(11).birth}`, 'reject nik-damaged-by-spreadsheet'],
    [`12;proses;${p(12).name};${p(12).birth}`, 'reject nik-not-16-digits'],
  ]),
];

const printed: readonly Case[] = [
  csv('5311012001-numbered-header.csv', 'a numbered header row, the header again on every page with its numbers', [
    ['NO;NIK;NAMA;TGL LAHIR;TTD'],
    ['(1);(2);(3);(4);(5)'],
    ...range(1, 2).map((n): Line => [`${simple(n)};${n}. .......`, 'accept']),
    ['NO;NIK;NAMA;TGL LAHIR;TTD'],
    ['(1);(2);(3);(4);(5)'],
    ...range(3, 4).map((n): Line => [`${simple(n)};${n}. .......`, 'accept']),
  ]),
  csv('5311012001-numbers-first.csv', 'the numbers of the columns above the header', [['1;2;3;4'], ['NO;NIK;NAMA;TGL LAHIR'], ...simpleGood(1, 3)]),
  csv('5311012001-header-two-pages.csv', 'a header of two rows on every printed page', [
    ['NO;NIK;NAMA;TEMPAT DAN TGL LAHIR;;ALAMAT;'],
    [';;;TEMPAT;TANGGAL;RT;RW'],
    ...range(1, 2).map((n): Line => [`${n};${p(n).nik};${p(n).name};${p(n).place};${p(n).birth};01;02`, 'accept']),
    ['NO;NIK;NAMA;TEMPAT DAN TGL LAHIR;;ALAMAT;'],
    [';;;TEMPAT;TANGGAL;RT;RW'],
    ...range(3, 4).map((n): Line => [`${n};${p(n).nik};${p(n).name};${p(n).place};${p(n).birth};01;02`, 'accept']),
  ]),
  csv('5311012001-numbered-anew.csv', 'numbers begin anew in each hamlet, letters and Roman numbers for sections', [
    ['NO;NIK;NAMA;TGL LAHIR'],
    ['A;DUSUN SATU;;'],
    ...[1, 2].map((n): Line => [simple(n), 'accept']),
    ['B;DUSUN DUA;;'],
    ...[3, 4].map((n): Line => [`${n - 2};${p(n).nik};${p(n).name};${p(n).birth}`, 'accept']),
    ['III;RT 005 RW 002;;'],
    [`1;${p(5).nik};${p(5).name};${p(5).birth}`, 'accept'],
  ]),
  one(
    '5311012001-merged-hamlets.xlsx',
    'a hamlet merged downwards beside its people, a trailing column to sign in',
    [
      ['NO|DUSUN|NIK|NAMA|TANGGAL LAHIR|TTD'],
      ...range(1, 6).map((n): Line => [`#${n}|${n % 3 === 1 ? `Dusun ${n}` : ''}|${p(n).nik}|${p(n).name}|${p(n).birth}|${n}`, 'accept']),
    ],
    { merged: { Sheet1: ['B2:B4', 'B5:B7'] } },
  ),
  one('5311012001-families.xlsx', 'the family card only in the first row of each family, blank rows between', [
    ['NO|NO KK|NIK|NAMA|TANGGAL LAHIR|HUBUNGAN'],
    ...[1, 2, 3].map((n): Line => [`${n === 1 ? '#1' : ''}|${n === 1 ? p(1).kk : ''}|${p(n).nik}|${p(n).name}|${p(n).birth}|x`, 'accept']),
    [''],
    ...[4, 5].map((n): Line => [`${n === 4 ? '#2' : ''}|${n === 4 ? p(4).kk : ''}|${p(n).nik}|${p(n).name}|${p(n).birth}|x`, 'accept']),
  ]),
  one('5311012001-computed.xlsx', 'running numbers, ages and joined addresses by formula', [
    ['NO|NIK|NAMA|TANGGAL LAHIR|UMUR|ALAMAT'],
    ...range(1, 3).map((n): Line => [
      `=ROW()-1~${n}|${p(n).nik}|${p(n).name}|%${serialOf(p(n))}|=DATEDIF(D2,TODAY(),"Y")~40|=G2&H2~Dusun ${n}`,
      'accept value-from-formula',
    ]),
  ]),
  one('5311012001-right-down.xlsx', 'the table begins far right and below, narrow columns between', [
    [''],
    [''],
    ['||DAFTAR PEKERJA RENTAN'],
    [''],
    ['||No.||NIK||Nama||Tgl. Lahir'],
    ...range(1, 3).map((n): Line => [`||#${n}||${p(n).nik}||${p(n).name}||${p(n).birth}`, 'accept']),
  ]),
];

const kinds: readonly Case[] = [
  csv('5311012001-tab-named.xls', 'a text divided by tabs under the name of an old workbook', [
    ['NO\tNIK\tNAMA\tTANGGAL LAHIR'],
    ...range(1, 3).map((n): Line => [simple(n).replaceAll(';', '\t'), 'accept']),
  ]),
  csv(
    '5311012001-sep-comma.csv',
    'sep=, in UTF-8 with its mark, semicolons in the cells',
    [
      ['sep=,'],
      ['NO,NIK,NAMA,TANGGAL LAHIR,ALAMAT'],
      ...range(1, 3).map((n): Line => [`${simple(n).replaceAll(';', ',')},Jl. Ade; RT 1; RW 2; Dusun 3; Hambala`, 'accept']),
    ],
    { encoding: 'utf8-bom' },
  ),
  csv('5311012001-sep-mac.csv', 'sep=; in UTF-16 with returns alone', [['sep=;'], ['NO;NIK;NAMA;TANGGAL LAHIR'], ...simpleGood(1, 3)], {
    encoding: 'utf16le',
    newline: '\r',
  }),
  csv('5311012001-lines-in-cells.csv', 'line ends in quoted cells: a row is what a spreadsheet shows', [
    ['"NO";"NIK";"NAMA\nLENGKAP";"TANGGAL\nLAHIR";"ALAMAT"'],
    [`1;${p(1).nik};${p(1).name};${p(1).birth};"Dusun 1\nRT 2\nRW 3"`, 'accept'],
    [`2;${p(2).nik};"${p(2).name.replace(' ', '\n')}";${p(2).birth};x`, 'accept'],
    [''],
    [`3;;${p(3).name};${p(3).birth};"a\n\nb"`, 'reject nik-missing'],
    ...simpleGood(4, 5),
  ]),
  csv('5311012001-lines-and-open-quote.csv', 'line ends in quoted cells, and one quotation mark that is never closed', [
    ['NO;NIK;NAMA;TANGGAL LAHIR;ALAMAT'],
    [`1;${p(1).nik};${p(1).name};${p(1).birth};"Dusun 1\nRT 2"`, 'accept'],
    [`2;${p(2).nik};"${p(2).name};${p(2).birth};x`, 'review row-quotes-broken'],
    ...simpleGood(3, 4),
  ]),
  one(
    '5311012001-page.xls',
    'a table of a web page under the name of an old workbook',
    [['NO|NIK|NAMA|TANGGAL LAHIR'], ...range(1, 4).map((n): Line => [simple(n).replaceAll(';', '|'), 'accept'])],
    {
      as: 'html',
    },
  ),
  one(
    '5311012001-biff-signed.xls',
    'an old workbook with titles, merged cells and signatures',
    [['DAFTAR PEKERJA RENTAN'], head, ...good(1, 3), ['JUMLAH||#3'], ['|||Kepala Desa'], ['|||DOMINGGUS TAEK']],
    { as: 'biff8', merged: { Sheet1: ['A1:E1'] } },
  ),
  one('5311012001-hidden-columns.xlsx', 'columns hidden are read: the NIK may be one of them', [head, ...good(1, 3)], { hiddenColumns: { Sheet1: [1] } }),
  book(
    '5311012001-very-old-sheet.xlsx',
    'an old version on a hidden sheet before the list is not read',
    [
      { name: 'Versi lama', lines: [head, [row(8)], [row(9)]] },
      { name: 'Daftar', lines: [head, ...good(1, 3)] },
    ],
    { hiddenSheets: ['Versi lama'] },
  ),
  book('5311012001-cover.xlsx', 'a cover with a letter, a list, a pivot and a list of officials', [
    { name: 'Surat', lines: [['Kepada Yth. Kepala Dinas'], ['Nomor: 560/12/2025'], ['Telp. 0387-61000']] },
    { name: 'BNBA', lines: [head, ...good(1, 3)] },
    { name: 'Pivot', lines: [['Row Labels|Count of NIK|NAMA'], ['Dusun 1|#3|'], ['Grand Total|#3|']] },
    { name: 'Perangkat', lines: [['NO|NAMA|JABATAN'], ['#1|Dominggus Taek|Kepala Desa']] },
  ]),
];

/** As they come from offices. */
export const villageCases: readonly Case[] = [...exportsOfOffices, ...words, ...printed, ...kinds];
