// Decides the corpus's lists whose columns stand otherwise than one for each thing: tables side by side, names and dates in several columns, a digit a cell, two columns for one number.
import { book } from './book.ts';
import { type Case, type Line, csv } from './case.ts';
import { inWords, person } from './people.ts';

const p = person;
const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);
const simple = (n: number): string => `${n};${p(n).nik};${p(n).name};${p(n).birth}`;
const good = (from: number, to: number): Line[] => range(from, to).map((n) => [simple(n), 'accept'] as const);
const dateOf = (n: number): { readonly day: string; readonly month: string; readonly year: string } => {
  const [day = '', month = '', year = ''] = p(n).birth.split('-');
  return { day, month, year };
};
const digits = (number: string): string => number.split('').join(';');
const blanks = (count: number): string => ';'.repeat(count);

const sideBySide: readonly Case[] = [
  csv('5311012001-side-by-side.csv', 'two tables side by side, the right one shorter', [
    ['DAFTAR PEKERJA RENTAN DESA HAMBALA'],
    ['NO;NIK;NAMA;TANGGAL LAHIR;;NO;NIK;NAMA;TANGGAL LAHIR'],
    ...range(1, 3).map((n): Line => [`${simple(n)};;${simple(n + 4)}`, 'accept & accept']),
    [`${simple(4)};;;;;`, 'accept'],
  ]),
  csv('5311012001-side-by-side-close.csv', 'two tables side by side without a column between, faults in both, a sum under one', [
    ['NIK;NAMA;TGL LAHIR;L/P;NIK;NAMA;TGL LAHIR;L/P'],
    [`${p(1).nik};${p(1).name};${p(1).birth};P;${p(5).nik};${p(5).name};;P`, 'accept & reject birth-date-missing'],
    [`;${p(2).name};${p(2).birth};L;${p(6).nik};${p(6).name};${p(6).birth};L`, 'reject nik-missing & accept'],
    [`;;;;${p(7).nik};${p(7).name};${p(7).birth};P`, 'accept'],
    [`JUMLAH;2;;;;;;`],
    [`;;;;JUMLAH;3;;`],
  ]),
  book('5311012001-side-by-side.xlsx', 'two tables side by side in a workbook, each under its own title and two header rows', [
    {
      name: 'Daftar',
      lines: [
        ['DUSUN I||||||DUSUN II'],
        ['NO|NIK|NAMA|TEMPAT/TGL LAHIR|||NO|NIK|NAMA|TEMPAT/TGL LAHIR|'],
        ['|||TEMPAT|TGL|||||TEMPAT|TGL'],
        ...range(1, 3).map((n): Line => [
          `#${n}|${p(n).nik}|${p(n).name}|${p(n).place}|${p(n).birth}||#${n}|${p(n + 4).nik}|${p(n + 4).name}|${p(n + 4).place}|${p(n + 4).birth}`,
          'accept & accept',
        ]),
      ],
    },
  ]),
  csv('5311012001-heir-beside.csv', 'the heir beside the worker is no second table', [
    ['NO;DATA PEKERJA;;;AHLI WARIS;;'],
    [';NIK;NAMA;TGL LAHIR;NIK;NAMA;TGL LAHIR'],
    ...range(1, 3).map((n): Line => [`${simple(n)};${p(n + 20).nik};${p(n + 20).name};${p(n + 20).birth}`, 'accept']),
  ]),
  csv('5311012001-heir-first.csv', 'the family head stands before the worker', [
    ['NO;KEPALA KELUARGA;;;PEKERJA;;'],
    [';NIK;NAMA;TGL LAHIR;NIK;NAMA;TGL LAHIR'],
    ...range(1, 3).map((n): Line => [`${n};${p(n + 20).nik};${p(n + 20).name};;${p(n).nik};${p(n).name};${p(n).birth}`, 'accept']),
  ]),
];

const severalCells: readonly Case[] = [
  csv('5311012001-two-names.csv', 'the name in two columns', [
    ['No;NIK;Nama Depan;Nama Belakang;Tanggal Lahir'],
    ...range(1, 3).map((n): Line => [`${n};${p(n).nik};${p(n).name.split(' ').join(';')};${p(n).birth}`, 'accept']),
    [`4;${p(4).nik};Siprianus;;${p(4).birth}`, 'accept'],
    [`5;${p(5).nik};;Bere;${p(5).birth}`, 'accept'],
    [`6;${p(6).nik};;;${p(6).birth}`, 'reject name-missing'],
  ]),
  csv('5311012001-titles-of-names.csv', 'academic titles in columns of their own, names below a group', [
    ['NO;NIK;NAMA LENGKAP;;;TGL LAHIR'],
    [';;GELAR DEPAN;NAMA;GELAR BELAKANG;'],
    [`1;${p(1).nik};Dr.;${p(1).name};S.Pd;${p(1).birth}`, 'accept'],
    [`2;${p(2).nik};;${p(2).name};;${p(2).birth}`, 'accept'],
    [`3;${p(3).nik};Hj.;;;${p(3).birth}`, 'reject name-missing'],
  ]),
  csv('5311012001-nik-in-cells.csv', 'a digit of the NIK in each cell', [
    [`NO;NAMA;NIK${blanks(16)}TANGGAL LAHIR;L/P`],
    ...range(1, 4).map((n): Line => [`${n};${p(n).name};${digits(p(n).nik)};${p(n).birth};${p(n).sex}`, 'accept']),
    [`5;${p(5).name};${digits(p(5).nik.slice(0, 14))};;;${p(5).birth};P`, 'reject nik-not-16-digits'],
    [`6;${p(6).name};${blanks(16)}${p(6).birth};L`, 'reject nik-missing'],
    [`JUMLAH;6 ORANG${blanks(17)};`],
  ]),
  book('5311012001-nik-in-cells.xlsx', 'digits as numbers, a digit a cell, NIK and family card, columns numbered below', [
    {
      name: 'Daftar',
      lines: [
        [`NO|NAMA|NIK${'|'.repeat(16)}NO KK${'|'.repeat(16)}TGL LAHIR`],
        ...range(1, 3).map((n): Line => [
          `#${n}|${p(n).name}|${`${p(n).nik}${p(n).kk}`
            .split('')
            .map((digit) => `#${digit}`)
            .join('|')}|${p(n).birth}`,
          'accept',
        ]),
      ],
    },
  ]),
  csv('5311012001-nik-in-fours.csv', 'the NIK in four cells of four digits', [
    ['NO;NIK;;;;NAMA;TGL LAHIR'],
    ...range(1, 4).map((n): Line => [`${n};${p(n).nik.replace(/(\d{4})(?=\d)/g, '$1;')};${p(n).name};${p(n).birth}`, 'accept']),
  ]),
  csv('5311012001-nik-in-fours-short-row.csv', 'the NIK in four cells behind the name, and a row that ends before them', [
    ['NO;NAMA;NIK;;;;TGL LAHIR;L/P'],
    ...range(1, 4).map((n): Line => [`${n};${p(n).name};${p(n).nik.replace(/(\d{4})(?=\d)/g, '$1;')};${p(n).birth};${p(n).sex}`, 'accept']),
    [`6;${p(6).name};;;;;${p(6).birth};${p(6).sex}`, 'reject nik-missing'],
    ['Hambala'],
  ]),
  csv('5311012001-date-in-three-labels.csv', 'day, month and year under labels of their own', [
    ['NO;NIK;NAMA;TEMPAT LAHIR;TGL;BLN;THN;L/P'],
    ...range(1, 4).map((n): Line => {
      const { day, month, year } = dateOf(n);
      return [`${n};${p(n).nik};${p(n).name};${p(n).place};${day};${month};${year};${p(n).sex}`, 'accept'];
    }),
    [`5;${p(5).nik};${p(5).name};Ende;31;2;1990;P`, 'reject birth-date-not-real'],
    [`6;${p(6).nik};${p(6).name};Ende;;;;L`, 'reject birth-date-missing'],
  ]),
  csv('5311012001-date-in-three-words.csv', 'day, month in words and year, each label with LAHIR', [
    ['NO;NIK;NAMA;TGL LAHIR;BULAN LAHIR;TAHUN LAHIR'],
    ...range(1, 3).map((n): Line => [`${n};${p(n).nik};${p(n).name};${inWords(p(n)).replaceAll(' ', ';')}`, 'accept']),
  ]),
  csv('5311012001-date-in-three-unlabelled.csv', 'TANGGAL LAHIR merged over three columns without a second row of labels', [
    ['NO;NIK;NAMA;TANGGAL LAHIR;;;L/P'],
    ...range(1, 4).map((n): Line => {
      const { day, month, year } = dateOf(n);
      return [`${n};${p(n).nik};${p(n).name};${day};${month};${year};${p(n).sex}`, 'accept'];
    }),
  ]),
  csv('5311012001-birth-in-four.csv', 'place, day, month and year below one group', [
    ['NO;NIK;NAMA;TEMPAT TANGGAL LAHIR;;;;L/P'],
    [';;;TEMPAT;TGL;BLN;THN;'],
    ...range(1, 3).map((n): Line => {
      const { day, month, year } = dateOf(n);
      return [`${n};${p(n).nik};${p(n).name};${p(n).place};${Number(day)};${Number(month)};${year};${p(n).sex}`, 'accept'];
    }),
  ]),
];

const severalNumbers: readonly Case[] = [
  csv('5311012001-second-nik-empty.csv', 'a second NIK column that is empty', [
    ['NO;NIK;NIK BARU;NAMA;TGL LAHIR'],
    ...range(1, 3).map((n): Line => [`${n};${p(n).nik};;${p(n).name};${p(n).birth}`, 'accept']),
  ]),
  csv('5311012001-first-nik-empty.csv', 'the first of two NIK columns is empty', [
    ['NO;NIK;NAMA;TGL LAHIR;NO KTP'],
    ...range(1, 4).map((n): Line => [`${n};;${p(n).name};${p(n).birth};${p(n).nik}`, 'accept']),
  ]),
  csv('5311012001-other-niks.csv', 'NIKs of the family head and the wife before the worker, and the family card', [
    ['NO;NO KK;NIK KEPALA KELUARGA;NIK ISTRI;NIK;NAMA;TGL LAHIR'],
    ...range(1, 4).map((n): Line => [`${n};${p(n).kk};${p(n + 20).nik};${p(n + 30).nik};${p(n).nik};${p(n).name};${p(n).birth}`, 'accept']),
    [`5;${p(5).kk};${p(25).nik};;;${p(5).name};${p(5).birth}`, 'reject nik-missing'],
  ]),
  csv('5311012001-other-niks-worded.csv', 'NIK of the worker under longer words, others beside it', [
    ['NO;NIK KK;NIK SUAMI/ISTRI;NAMA SUAMI/ISTRI;NIK PEKERJA RENTAN;NAMA PEKERJA RENTAN;TGL LAHIR;NIK AHLI WARIS;NAMA AHLI WARIS;TGL LAHIR AHLI WARIS'],
    ...range(1, 3).map((n): Line => [
      `${n};${p(n + 20).nik};${p(n + 30).nik};${p(n + 30).name};${p(n).nik};${p(n).name};${p(n).birth};${p(n + 40).nik};${p(n + 40).name};${p(n + 40).birth}`,
      'accept',
    ]),
  ]),
  csv('5311012001-nik-or-card.csv', 'one column for NIK or family card, now this and now that', [
    ['NO;NIK/No. KK;NAMA;TGL LAHIR'],
    ...good(1, 3),
    [`4;${p(4).kk};${p(4).name};${p(4).birth}`, 'review nik-looks-like-family-card-number'],
    [`5;${p(6).kk};${p(5).name};${p(5).birth}`, 'reject family-card-number-as-nik'],
    [`6;${p(6).kk};${p(6).name};${p(6).birth}`, 'reject family-card-number-as-nik'],
  ]),
  csv('5311012001-nik-and-card.csv', 'NIK and family card number in one cell, in either order', [
    ['NO;NIK / No. KK;NAMA;TGL LAHIR'],
    [`1;${p(1).nik} / ${p(1).kk};${p(1).name};${p(1).birth}`, 'accept'],
    [`2;${p(2).kk}/${p(2).nik};${p(2).name};${p(2).birth}`, 'accept'],
    [`3;"${p(3).nik}\n${p(3).kk}";${p(3).name};${p(3).birth}`, 'accept'],
    [`4;${p(4).nik};${p(4).name};${p(4).birth}`, 'accept'],
    [`5;${p(7).nik} ${p(8).nik};${p(5).name};${p(5).birth}`, 'reject nik-not-16-digits'],
  ]),
];

/** What a column is, where it is not plain. */
export const columnCases: readonly Case[] = [...sideBySide, ...severalCells, ...severalNumbers];
