// Decides the corpus's lists saved as CSV: every way villages save them, and every slip that reading must survive.
import { type Case, type CsvOptions, type Line, csv } from './case.ts';
import { type Person, inWords, person, serialOf } from './people.ts';

const header = (s: string): string => ['NO', 'NIK', 'NAMA', 'TANGGAL LAHIR', 'L/P'].join(s);
const cells = (n: number, over: Partial<Person> = {}): readonly string[] => {
  const p = { ...person(n), ...over };
  return [String(n), p.nik, p.name, p.birth, p.sex];
};
const line = (n: number, over: Partial<Person> = {}, s = ';'): string => cells(n, over).join(s);
const good = (from: number, to: number, s = ';'): Line[] => Array.from({ length: to - from + 1 }, (_, at) => [line(from + at, {}, s), 'accept'] as const);
const plain = (file: string, about: string, s: string, options: CsvOptions = {}): Case => csv(file, about, [[header(s)], ...good(1, 6, s)], options);
const p = person;
/** The NIK with one thing done to it. */
const nik = (n: number, change: (nik: string) => string): Partial<Person> => ({ nik: change(p(n).nik) });
const spaced = (text: string, by: string): string => text.replace(/(\d{4})(?=\d)/g, `$1${by}`);

/** Encodings, delimiters, line ends, quotes. */
export const csvFormCases: readonly Case[] = [
  plain('5311012001-comma.csv', 'comma', ','),
  plain('5311012001-semicolon-bom.csv', 'semicolon, byte order mark', ';', { encoding: 'utf8-bom' }),
  plain('5311012001-tab.csv', 'tab', '\t'),
  plain('5311012001-bar.csv', 'bar', '|'),
  plain('5311012001-cr.csv', 'lines end in a return alone, as on old Macs', ';', { newline: '\r' }),
  plain('5311012001-lf-no-end.csv', 'newlines alone, none at the end', ',', { newline: '\n', lastNewline: false }),
  plain('5311012001-crcrlf.csv', 'returns doubled by a careless conversion', ';', { newline: '\r\r\n' }),
  plain('5311012001-utf16.csv', '"Unicode text" of Excel', '\t', { encoding: 'utf16le' }),
  plain('5311012001-utf16be.csv', 'UTF-16 the other way round', ';', { encoding: 'utf16be' }),
  plain('5311012001-utf16-bare.csv', 'UTF-16 without its mark', '\t', { encoding: 'utf16le-bare' }),
  csv('5311012001-sep.csv', 'a first line that tells the delimiter', [['sep=;'], [header(';')], ...good(1, 4)]),
  csv('5311012001-1252.csv', 'Windows-1252', [[header(';')], [line(1, { name: 'José Müller d’Orê'.replace('’', "'") }), 'accept'], ...good(2, 4)], {
    encoding: 'latin1',
  }),
  csv('5311012001-quoted.csv', 'quoted cells, commas and line ends in them, doubled quotes', [
    [`${header(',')},ALAMAT`],
    [`1,${p(1).nik},"Bere, Maria",${p(1).birth},P,"Jl. Ade, RT 1"`, 'accept'],
    [`2,${p(2).nik},"${p(2).name}",${p(2).birth},L,"Dusun 2\nRT 3"`, 'accept'],
    [`3,${p(3).nik},"Maria ""Mia"" Abuk",${p(3).birth},P,""`, 'accept'],
    [`4,${p(4).nik},Petrus "Peto" Bria,${p(4).birth},L,`, 'accept'],
  ]),
  csv('5311012001-open-quote.csv', 'a quotation mark that is never closed swallows nobody', [
    [header(',')],
    ...good(1, 2, ','),
    [`3,${p(3).nik},"${p(3).name},${p(3).birth},P`, 'review row-quotes-broken'],
    ...good(4, 6, ','),
  ]),
  csv('5311012001-two-open-quotes.csv', 'two open quotation marks do not join the rows between them', [
    [header(',')],
    [`1,${p(1).nik},"${p(1).name},${p(1).birth},P`, 'review row-quotes-broken'],
    ...good(2, 3, ','),
    [`4,${p(4).nik},"${p(4).name},${p(4).birth},L`, 'review row-quotes-broken'],
    ...good(5, 5, ','),
  ]),
  csv('5311012001-wrapped.csv', 'each line quoted whole by a spreadsheet set to another delimiter', [
    [`"${header(';')}"`],
    ...good(1, 4).map(([text, truth]) => [`"${text}"`, truth] as Line),
  ]),
  csv('5311012001-ragged.csv', 'rows wider and narrower than the header', [
    [header(';')],
    [`${line(1)};;;`, 'accept'],
    [`2;${p(2).nik};${p(2).name};${p(2).birth}`, 'accept'],
    [`${line(3)};sudah pindah rumah;x`, 'accept'],
  ]),
  csv('5311012001-invisible.csv', 'zero-width, right-to-left and other unseen signs', [
    [header(';')],
    [line(1, { name: 'Maria\u200b Bere' }), 'accept invisible-characters-removed'],
    [line(2, { name: 'Petrus \u202eairB' }), 'review text-direction-changed'],
    [line(3, { nik: `\u200e${p(3).nik}` }), 'accept invisible-characters-removed'],
    [line(4, { name: 'Petrus\u00a0Bria' }), 'accept'],
  ]),
  csv('5311012001-hostile.csv', 'script and formulas in cells', [
    [`${header(';')};ALAMAT`],
    [`${line(1, { name: '<script>alert(1)</script>' })};x`, 'reject name-has-forbidden-signs'],
    [`${line(2, { name: `=cmd|'/C calc'!A0` })};x`, 'reject name-has-forbidden-signs text-like-formula'],
    [`${line(3)};=HYPERLINK("http://contoh.invalid")`, 'review text-like-formula'],
    [`${line(4)};@SUM(1+1)`, 'review text-like-formula'],
    [`${line(5)};-`, 'accept'],
    [`${line(6, { name: `'; DROP TABLE candidate;--`.replaceAll(';', ',') })};x`, 'accept'],
  ]),
  csv('5311012001-long-cell.csv', 'a cell of ten thousand characters', [
    [header(';')],
    [line(1, { name: 'A'.repeat(10_000) }), 'reject cell-too-long'],
    ...good(2, 3),
  ]),
];

/** What NIKs, names and dates villages write. */
export const csvContentCases: readonly Case[] = [
  csv('5311012001-nik-habits.csv', 'habits of writing a NIK, all of them readable', [
    [header(';')],
    [
      line(
        1,
        nik(1, (n) => spaced(n, ' ')),
      ),
      'accept',
    ],
    [
      line(
        2,
        nik(2, (n) => spaced(n, '.')),
      ),
      'accept',
    ],
    [
      line(
        3,
        nik(3, (n) => `'${n}`),
      ),
      'accept',
    ],
    [
      line(
        4,
        nik(4, (n) => `="${n}"`),
      ),
      'accept',
    ],
    [
      line(
        5,
        nik(5, (n) => spaced(n, '-')),
      ),
      'accept',
    ],
    [
      line(
        6,
        nik(6, (n) => `NIK: ${n}`),
      ),
      'accept',
    ],
    [
      line(
        7,
        nik(7, (n) => `’${n}`),
      ),
      'accept',
    ],
    [
      line(
        8,
        nik(8, (n) => n.replace(/\d/g, (d) => String.fromCharCode(0xff10 + Number(d)))),
      ),
      'accept',
    ],
  ]),
  csv('5311012001-nik-damaged.csv', 'NIKs that are damaged, malformed or missing', [
    [header(';')],
    [line(1, { nik: '5,31101E+15' }), 'reject nik-damaged-by-spreadsheet'],
    [line(2, { nik: '5.3E+15' }), 'reject nik-damaged-by-spreadsheet'],
    [
      line(
        3,
        nik(3, (n) => `${n}.0`),
      ),
      'reject nik-damaged-by-spreadsheet',
    ],
    [
      line(
        4,
        nik(4, (n) => n.slice(0, 15)),
      ),
      'reject nik-not-16-digits',
    ],
    [
      line(
        5,
        nik(5, (n) => `${n}1`),
      ),
      'reject nik-not-16-digits',
    ],
    [
      line(
        6,
        nik(6, (n) => n.replace('1', 'I')),
      ),
      'reject nik-has-letters',
    ],
    [
      line(
        7,
        nik(7, (n) => n.replace('0', 'O')),
      ),
      'reject nik-has-letters',
    ],
    [line(8, { nik: '' }), 'reject nik-missing'],
    [line(9, { nik: '-' }), 'reject nik-missing'],
    [line(10, { nik: 'belum ada' }), 'reject nik-missing'],
    [line(11, { nik: '1111111111111111' }), 'reject nik-repeated-digit'],
    [
      line(
        12,
        nik(12, (n) => `${n.slice(0, 12)}0000`),
      ),
      'reject nik-serial-zero',
    ],
    [
      line(
        13,
        nik(13, (n) => `${n.slice(0, 6)}9914${n.slice(10)}`),
      ),
      'review nik-carries-no-date',
    ],
    [
      line(
        14,
        nik(14, (n) => `05${n.slice(2)}`),
      ),
      'review nik-region-not-issued',
    ],
    [line(15), 'accept'],
  ]),
  csv('5311012001-last-digit-lost.csv', 'saved as CSV after a spreadsheet lost every last digit', [
    [header(';')],
    ...Array.from({ length: 6 }, (_, at): Line => [
      line(
        at + 1,
        nik(at + 1, (n) => `${n.slice(0, 15)}0`),
      ),
      'review nik-probably-damaged-by-spreadsheet',
    ]),
  ]),
  csv('5311012001-family-cards.csv', 'family card numbers and NIKs in each other’s place', [
    ['NO;NIK;NO KK;NAMA;TANGGAL LAHIR;L/P'],
    ...[1, 2].map((n): Line => [`${n};${p(n).nik};${p(n).kk};${p(n).name};${p(n).birth};${p(n).sex}`, 'accept']),
    [`3;${p(3).kk};${p(3).kk};${p(3).name};${p(3).birth};P`, 'reject family-card-number-as-nik'],
    [`4;${p(4).kk};${p(4).nik};${p(4).name};${p(4).birth};L`, 'reject family-card-number-as-nik nik-as-family-card-number'],
    [`5;${p(5).nik};${p(5).nik};${p(5).name};${p(5).birth};P`, 'accept nik-as-family-card-number'],
    [`6;${p(6).nik};-;${p(6).name};${p(6).birth};L`, 'accept family-card-number-unreadable'],
  ]),
  csv('5311012001-family-card-alone.csv', 'family card numbers under NIK, no column for them', [
    [header(';')],
    [line(1, { nik: p(1).kk }), 'reject family-card-number-as-nik'],
    [line(2, { nik: p(1).kk }), 'reject family-card-number-as-nik'],
    [line(4, { nik: p(4).kk }), 'review nik-looks-like-family-card-number'],
    ...good(5, 6),
  ]),
  csv('5311012001-notes.csv', 'what may differ and is only noted', [
    [header(';')],
    [line(1, { birth: '19-03-1971' }), 'accept nik-carries-another-birth-date'],
    [line(2, { sex: 'P' }), 'accept nik-carries-another-sex'],
    [
      line(
        3,
        nik(3, (n) => `3171${n.slice(4)}`),
      ),
      'accept',
    ],
    [`4;${p(4).nik};${p(4).name};${p(4).birth};?`, 'accept sex-not-l-or-p'],
    [`5;${p(5).nik};${p(5).name};${p(5).birth};Perempuan`, 'accept'],
  ]),
  csv('5311012001-names.csv', 'names', [
    [header(';')],
    [line(1, { name: '' }), 'reject name-missing'],
    [line(2, { name: '...' }), 'reject name-has-no-letters'],
    [line(3, { name: 'Maria Bere 2' }), 'review name-has-digits'],
    [line(4, { name: "Ma. D'Orosa Un-Taek, S.Pd" }), 'accept'],
    [line(5, { name: 'Марія Bere' }), 'review name-has-odd-signs'],
    [line(6, { name: 'Maria \u{1F600}' }), 'review name-has-odd-signs'],
    [line(7, { name: 'Siprianus' }), 'accept'],
    [line(8, { name: 'JosÃ© Bria' }), 'review name-has-odd-signs'],
  ]),
  csv('5311012001-dates.csv', 'ways to write a date', [
    [header(';')],
    [line(1, { birth: p(1).birth.replaceAll('-', '/') }), 'accept'],
    [line(2, { birth: p(2).birth.replaceAll('-', '.') }), 'accept'],
    [line(3, { birth: p(3).birth.replaceAll('-', ' ') }), 'accept'],
    [line(4, { birth: inWords(p(4)) }), 'accept'],
    [line(5, { birth: inWords(p(5)).toUpperCase() }), 'accept'],
    [line(6, { birth: inWords(p(6)).replace(/([A-Z][a-z]{2})[a-z]*/, '$1') }), 'accept'],
    [line(7, { birth: p(7).birth.split('-').reverse().join('-') }), 'accept'],
    [line(8, { birth: p(8).birth.replaceAll('-', '') }), 'accept'],
    [line(9, { birth: p(9).birth.replace(/-(\d\d)(\d\d)$/, '-$2') }), 'accept birth-date-year-of-two-digits'],
    [line(10, { birth: String(serialOf(p(10))) }), 'accept birth-date-as-serial-number'],
    [line(11, { birth: `${p(11).birth} 00:00:00` }), 'accept'],
    [line(12, { birth: `Senin, ${inWords(p(12))}` }), 'accept'],
    [line(13, { birth: `${p(13).birth} (41 th)` }), 'accept'],
    [line(14, { birth: inWords(p(14)).replaceAll(' ', '-') }), 'accept'],
    [`15;${p(1).nik.slice(0, 6)}570985${p(1).nik.slice(12)};Yasinta Bele;17 Septembr 1985;P`, 'accept birth-date-month-misspelt'],
    [`16;${p(1).nik.slice(0, 6)}570885${p(1).nik.slice(12)};Yasinta Belo;17 Agustsu 1985;P`, 'accept birth-date-month-misspelt'],
    [`17;${p(1).nik.slice(0, 6)}571185${p(1).nik.slice(12)};Yasinta Bela;17 Nopember 1985;P`, 'accept'],
    [`18;${p(1).nik.slice(0, 6)}571285${p(1).nik.slice(12)};Yasinta Beli;17-XII-1985;P`, 'accept'],
    [`19;${p(1).nik.slice(0, 6)}570285${p(1).nik.slice(12)};Yasinta Bere;17 Pebruari 1985;P`, 'accept'],
  ]),
  csv('5311012001-no-dates.csv', 'dates that are none', [
    [header(';')],
    [line(1, { birth: '31-02-1985' }), 'reject birth-date-not-real'],
    [line(2, { birth: '00-00-1970' }), 'reject birth-date-not-real'],
    [line(3, { birth: '1985' }), 'reject birth-date-only-a-year'],
    [line(4, { birth: '' }), 'reject birth-date-missing'],
    [line(5, { birth: '-' }), 'reject birth-date-missing'],
    [line(6, { birth: '17-08-2045' }), 'reject birth-date-in-future'],
    [line(7, { birth: 'tidak tahu' }), 'reject birth-date-missing'],
    [line(8, { birth: '17 Xyzember 1985' }), 'reject birth-date-not-real'],
    [line(9, { birth: '17-13-1985' }), 'reject birth-date-not-real'],
    [line(10, { birth: '17-08-1885' }), 'reject birth-date-not-real'],
    [line(11, { birth: '45 tahun' }), 'reject birth-date-not-real'],
  ]),
  csv('5311012001-month-first.csv', 'dates month first throughout, as an American spreadsheet writes them', [
    [header(',')],
    ...[1, 2, 3, 4].map((n): Line => [
      line(
        n,
        {
          birth: p(n)
            .birth.replace(/^(\d\d)-(\d\d)/, '$2/$1')
            .replaceAll('-', '/'),
        },
        ',',
      ),
      'accept birth-date-month-first',
    ]),
    [`5,5311014507850001,Yasinta Bele,07/05/1985,P`, 'accept birth-date-ambiguous birth-date-month-first'],
  ]),
  csv('5311012001-mixed-order.csv', 'dates now day first, now month first', [
    [header(';')],
    ...good(1, 3),
    [line(4, { birth: p(4).birth.replace(/^(\d\d)-(\d\d)/, '$2-$1') }), 'accept birth-date-month-first'],
    ['5;5311014507850001;Yasinta Bele;05-07-1985;P', 'accept birth-date-ambiguous'],
  ]),
  csv('5311012001-exchanged.csv', 'day and month exchanged in one row, as its NIK shows', [
    [header(';')],
    ...good(1, 3),
    ['4;5311010507850001;Yosef Bele;07-05-1985;L', 'accept nik-carries-another-birth-date birth-date-ambiguous'],
  ]),
  csv('5311012001-numbers-elsewhere.csv', 'a NIK in a column that is kept', [
    [`${header(';')};ALAMAT`],
    [`${line(1)};KK ${p(1).kk}`, 'accept identity-number-in-another-column'],
    [`${line(2)};RT 1`, 'accept'],
  ]),
  csv('5311012001-twice.csv', 'one person twice: for matching to say, no fault of form', [[header(';')], ...good(1, 2), [line(1), 'accept'], ...good(3, 3)]),
];
