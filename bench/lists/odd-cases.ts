// Decides the corpus's lists with what else is found in offices: a recapitulation below the people, hints below the titles, formulas in the numbers of columns, further kinds of workbook.
import { type BookOptions, book } from './book.ts';
import { type Case, type Line, csv } from './case.ts';
import { inWords, person } from './people.ts';

const p = person;
const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);
const simple = (n: number): string => `${n};${p(n).nik};${p(n).name};${p(n).birth}`;
const good = (from: number, to: number): Line[] => range(from, to).map((n) => [simple(n), 'accept'] as const);
const head: Line = ['NO;NIK;NAMA;TANGGAL LAHIR'];
const bars = (lines: readonly Line[]): Line[] => lines.map(([text, truth]) => [text.replaceAll(';', '|'), truth] as unknown as Line);
const one = (file: string, about: string, lines: readonly Line[], options: BookOptions = {}): Case =>
  book(file, about, [{ name: 'Daftar', lines: bars(lines) }], options);

/** What else there is. */
export const oddCases: readonly Case[] = [
  csv('5311012001-subtotal-then-poor.csv', 'people with almost nothing after a subtotal are people', [
    head,
    ...good(1, 2),
    ['Jumlah Dusun I;2;;'],
    ['1;531101;;', 'reject nik-not-16-digits name-missing birth-date-missing'],
    ['2;-;-;-', 'reject nik-missing name-has-no-letters birth-date-missing'],
    ['3;;;', 'reject row-has-only-a-number'],
    [`4;;${p(5).name};`, 'reject nik-missing birth-date-missing'],
    ...good(6, 6),
  ]),
  csv('5311012001-heir-under-title.csv', 'the heir beside the worker, said only by a title of two cells', [
    [';DATA PEKERJA;;;;DATA AHLI WARIS;;'],
    ['NO;NIK;NAMA;TGL LAHIR;L/P;NIK;NAMA;TGL LAHIR'],
    ...range(1, 3).map((n): Line => [`${simple(n)};${p(n).sex};${p(n + 20).nik};${p(n + 20).name};${p(n + 20).birth}`, 'accept']),
  ]),
  csv('5311012001-head-under-title.csv', 'the head of the family before the worker, said only by a title of two cells', [
    [';KEPALA KELUARGA;;;PEKERJA;;;'],
    ['NO;NIK;NAMA;TGL LAHIR;NIK;NAMA;TGL LAHIR;L/P'],
    ...range(1, 3).map((n): Line => [
      `${n};${p(n + 20).nik};${p(n + 20).name};${p(n + 20).birth};${p(n).nik};${p(n).name};${p(n).birth};${p(n).sex}`,
      'accept',
    ]),
  ]),
  csv('5311012001-titles-of-people.csv', 'labels that speak of academic titles', [
    ['NO;NIK SESUAI KTP;NAMA LENGKAP DAN GELAR;GELAR;TANGGAL LAHIR'],
    ...range(1, 3).map((n): Line => [`${n};${p(n).nik};${p(n).name};S.Pd;${p(n).birth}`, 'accept']),
  ]),
  book('5311012001-prose-sheet.xlsx', 'instructions with commas on a sheet of their own', [
    {
      name: 'Cara',
      lines: [['Isi NIK, nama, tanggal lahir'], ['Kirim sebelum 20 Juni, jangan lambat, terima kasih'], ['Hubungi dinas, kecamatan, atau desa']],
    },
    { name: 'Daftar', lines: bars([head, ...good(1, 3)]) },
  ]),
  csv('5311012001-recapitulation.csv', 'a recapitulation of hamlets below the people', [
    head,
    ...good(1, 4),
    ['JUMLAH;4;;'],
    [';;;'],
    ['REKAPITULASI;;;'],
    ['NO;DUSUN;JUMLAH;'],
    ['1;Dusun I;3;'],
    ['2;Dusun II;1;'],
    [';Jumlah;4;'],
  ]),
  csv('5311012001-recapitulation-name.csv', 'a recapitulation whose hamlets stand below the names', [
    head,
    ...good(1, 4),
    [';;Kepala Desa Hambala;'],
    [';;DOMINGGUS TAEK;'],
    ['1;;Dusun I;3'],
    ['2;;Dusun II;1'],
  ]),
  csv('5311012001-hints.csv', 'a row of hints below the titles', [
    ['NO;NIK;NAMA;TANGGAL LAHIR;L/P;ALAMAT'],
    [';(16 digit);(sesuai KTP);(hh-bb-tttt);(L/P);(Dusun, RT/RW)'],
    ...range(1, 3).map((n): Line => [`${simple(n)};${p(n).sex};Dusun 1`, 'accept']),
  ]),
  csv('5311012001-column-formulas.csv', 'numbers of the columns with a formula among them', [
    ['NO;NIK;NAMA;TANGGAL LAHIR;UMUR;UPAH;IURAN'],
    ['1;2;3;4;5;6;7=6x1%'],
    ...range(1, 3).map((n): Line => [`${simple(n)};40;1000000;10000`, 'accept']),
  ]),
  csv('5311012001-head-and-member.csv', 'the head of the family and the members', [
    ['NO;NAMA KK;NAMA ANGGOTA KELUARGA;NIK;TGL LAHIR'],
    ...range(1, 3).map((n): Line => [`${n};${p(n + 20).name};${p(n).name};${p(n).nik};${p(n).birth}`, 'accept']),
  ]),
  csv('5311012001-date-and-age.csv', 'the age beside the date in one cell, months in short and wrong', [
    ['NO;NIK;NAMA;TGL LAHIR/UMUR'],
    [`1;${p(1).nik};${p(1).name};${p(1).birth} / 40 th`, 'accept'],
    [`2;${p(2).nik};${p(2).name};${p(2).birth}/41`, 'accept'],
    [`3;${p(3).nik};${p(3).name};${p(3).birth} (41 tahun)`, 'accept'],
    [`4;${p(4).nik};${p(4).name};${inWords(p(4))} - 41 thn`, 'accept'],
    [`5;${p(5).nik.slice(0, 6)}520385${p(5).nik.slice(12)};${p(5).name};12 Mart 85`, 'accept birth-date-month-misspelt birth-date-year-of-two-digits'],
  ]),
  csv('5311012001-name-and-nik.csv', 'name and NIK in one cell', [
    ['NO;NAMA / NIK;TEMPAT, TANGGAL LAHIR;ALAMAT'],
    ...range(1, 3).map((n): Line => [`${n};"${p(n).name}\n${p(n).nik}";"${p(n).place}, ${p(n).birth}";Dusun 1`, 'accept']),
    [`4;${p(4).name};${p(4).place}, ${p(4).birth};Dusun 1`, 'reject nik-missing'],
    [`5;${p(5).name} / ${p(5).nik};${p(5).birth};Dusun 1`, 'accept'],
  ]),
  one(
    '5311012001-one-cell.xlsx',
    'a CSV opened by a spreadsheet of another delimiter and saved: each row in one cell',
    [head, ...good(1, 4)].map(([text, truth]) => [text.replaceAll(';', ','), truth] as unknown as Line),
  ),
  one('5311012001-binary.xlsb', 'a binary workbook', [head, ...good(1, 4)], { as: 'xlsb' }),
  one('5311012001-flat.fods', 'a flat document of LibreOffice', [head, ...good(1, 4)], { as: 'fods' }),
  one('5311012001-hidden.xlsb', 'a hidden row and column of a binary workbook', [head, [simple(1), 'accept'], [simple(2), 'accept row-is-hidden']], {
    as: 'xlsb',
    hiddenRows: { Daftar: [3] },
    hiddenColumns: { Daftar: [1] },
  }),
];
