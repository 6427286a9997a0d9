// Decides the corpus's workbooks: sheets, hidden things, merged cells, numbers and formulas for NIKs, calendars, old and foreign formats.
import { type BookOptions, book, unseenInOds } from './book.ts';
import type { Case, Line, SheetLines } from './case.ts';
import { person, serialOf } from './people.ts';

const p = person;
const head: Line = ['NO|NIK|NAMA|TANGGAL LAHIR|L/P'];
const row = (n: number, nik = p(n).nik, birth = p(n).birth): string => `#${n}|${nik}|${p(n).name}|${birth}|${p(n).sex}`;
const good = (from: number, to: number): Line[] => Array.from({ length: to - from + 1 }, (_, at) => [row(from + at), 'accept'] as const);
const sheet = (name: string, ...lines: readonly Line[]): SheetLines => ({ name, lines });
const one = (file: string, about: string, lines: readonly Line[], options: BookOptions = {}): Case => book(file, about, [sheet('Sheet1', ...lines)], options);

const damaged: readonly Line[] = [
  head,
  [row(1), 'accept'],
  [row(2, `#${p(2).nik}`), 'reject nik-damaged-by-spreadsheet'],
  [row(3, `#${p(3).nik.slice(0, 15)}0`), 'reject nik-damaged-by-spreadsheet'],
  [row(4, '#5.3e15'), 'reject nik-damaged-by-spreadsheet'],
  [row(5, p(5).nik, `%${serialOf(p(5))}`), 'accept'],
  [row(6, p(6).nik, `#${serialOf(p(6))}`), 'accept birth-date-as-serial-number'],
  [row(7, `@${p(7).nik}`), 'reject nik-damaged-by-spreadsheet'],
];

/** A formula whose value is a number has lost the last digit like a number that was typed, whatever it ends in. */
const computed: readonly Case[] = (['xlsx', 'ods'] as const).map((as) =>
  one(
    `5311012001-computed-niks.${as}`,
    'NIKs computed as numbers',
    [
      head,
      [row(1), 'accept'],
      [row(2, `=B9~#${p(2).nik}`), 'reject nik-damaged-by-spreadsheet'],
      [row(3, `=B9~#${p(3).nik.slice(0, 15)}0`), 'reject nik-damaged-by-spreadsheet'],
      [row(4, '=B9~#0'), 'reject nik-missing'],
      [row(5, `=B9~${p(5).nik}`), 'accept value-from-formula'],
    ],
    { as },
  ),
);

/** Workbooks. */
export const bookCases: readonly Case[] = [
  one('5311012001-plain.xlsx', 'a plain workbook', [head, ...good(1, 5)]),
  one('5311012001-numbers.xlsx', 'NIKs and dates as numbers', damaged),
  one('5311012001-numbers.xls', 'the same in the old format', damaged, { as: 'biff8' }),
  one('5311012001-numbers.ods', 'the same from LibreOffice', damaged.slice(0, 5), { as: 'ods' }),
  one(
    '5311012001-table.xls',
    'a web page that an application exports as "Excel"',
    [head, ...good(1, 4)].map(([text, truth]) => [text.replace('#', ''), truth] as Line),
    { as: 'html' },
  ),
  one('5311012001-2003.xls', 'SpreadsheetML of 2003', [head, ...good(1, 4)], { as: 'xlml' }),
  one('5311012001-named-wrongly.csv', 'a workbook under the name of a CSV', [head, ...good(1, 3)]),
  one('5311012001-1904.xlsx', 'the calendar of 1904', [head, ...[1, 2, 3].map((n): Line => [row(n, p(n).nik, `%${serialOf(p(n), true)}`), 'accept'])], {
    from1904: true,
  }),
  one('5311012001-formulas.xlsx', 'formulas with and without a last value, errors', [
    head,
    [row(1, `=A1~${p(1).nik}`), 'accept value-from-formula'],
    [row(2, '=A1~'), 'reject formula-without-value'],
    [row(3, '!#N/A'), 'reject nik-missing'],
    [`#4|${p(4).nik}|=B1~${p(4).name}|${p(4).birth}|L`, 'accept value-from-formula'],
    [`#5|${p(5).nik}|!#REF!|${p(5).birth}|P`, 'reject name-missing'],
  ]),
  ...computed,
  book(
    '5311012001-sheets.xlsx',
    'several sheets: instructions, hamlets, a recapitulation, a hidden one',
    [
      sheet('Petunjuk', ['Isi semua kolom dengan benar'], ['Kirim sebelum 20 Juni']),
      sheet('Dusun 1', ['DUSUN 1'], head, ...good(1, 3)),
      sheet('Dusun 2', head, ...good(4, 6)),
      sheet('Rekap', ['DUSUN|JUMLAH'], ['Dusun 1|#3'], ['Dusun 2|#3']),
      sheet('Lama', head, ...good(7, 9)),
    ],
    { hiddenSheets: ['Lama'] },
  ),
  one(
    '5311012001-hidden-rows.xlsx',
    'rows hidden by a filter count',
    [head, [row(1), 'accept'], [row(2), 'accept row-is-hidden'], [row(3), 'accept row-is-hidden'], [row(4), 'accept']],
    {
      hiddenRows: { Sheet1: [3, 4] },
    },
  ),
  ...(['ods', 'fods'] as const).map((as) =>
    unseenInOds(
      book(
        `5311012001-unseen.${as}`,
        'a row hidden, one filtered away and a column hidden in LibreOffice count; a hidden sheet does not',
        [
          sheet('Daftar', head, [row(1), 'accept'], [row(2), 'accept row-is-hidden'], [row(3), 'accept row-is-hidden'], [row(4), 'accept']),
          sheet('Lama', head, ...good(5, 6)),
        ],
        { as, hiddenSheets: ['Lama'] },
      ),
      { collapsed: 3, filtered: 4, column: 1, sheet: 'Lama' },
    ),
  ),
  one(
    '5311012001-merged.xlsx',
    'merged titles and groups above two header rows, sums and signatures below',
    [
      ['DAFTAR PEKERJA RENTAN DESA HAMBALA'],
      [''],
      ['NO|NIK|NAMA LENGKAP|TEMPAT, TANGGAL LAHIR||JENIS KELAMIN|ALAMAT||KET'],
      ['|||TEMPAT|TGL LAHIR||DUSUN|RT/RW|'],
      ['#1|#2|#3|#4|#5|#6|#7|#8|#9'],
      ...[1, 2, 3].map((n): Line => [`#${n}|${p(n).nik}|${p(n).name}|${p(n).place}|${p(n).birth}|${p(n).sex}|Dusun ${n}|001/002|`, 'accept']),
      ['JUMLAH||#3'],
      [''],
      ['|||||Hambala, 20 Juni 2025'],
      ['|||||Kepala Desa'],
      ['|||||DOMINGGUS TAEK'],
    ],
    { merged: { Sheet1: ['A1:I1', 'D3:E3', 'G3:H3', 'A3:A4', 'B3:B4', 'C3:C4'] } },
  ),
  book('5311012001-no-header-on-second.xlsx', 'the second sheet goes on without a header', [
    sheet('A', head, ...good(1, 3)),
    sheet('B', ...[4, 5, 6].map((n): Line => [row(n), 'accept columns-read-by-content'])),
  ]),
  one('5311012001-control.xlsx', 'unseen and control characters in a workbook', [
    head,
    [`#1|${p(1).nik}|Maria\u200bBere|${p(1).birth}|P`, 'accept invisible-characters-removed'],
    [`#2|${p(2).nik}|\u202eairB surteP|${p(2).birth}|L`, 'review text-direction-changed'],
    [`#3|${p(3).nik}|<img src=x onerror=alert(1)>|${p(3).birth}|P`, 'reject name-has-forbidden-signs'],
    [`#4|${p(4).nik}|${'B'.repeat(10_000)}|${p(4).birth}|L`, 'reject cell-too-long'],
  ]),
];
