// Decides the corpus's lists with rows that are nobody's: signatures, closing lines, sums and headings in every column, and people who look like them.
import { book } from './book.ts';
import { type Case, type Line, csv } from './case.ts';
import { person } from './people.ts';

const p = person;
const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);
const wide = (n: number): string => `${n};${p(n).nik};${p(n).name};${p(n).birth};${p(n).sex};Jl. Ade ${n};Petani`;
const good = (from: number, to: number): Line[] => range(from, to).map((n) => [wide(n), 'accept'] as const);
const head: Line = ['NO;NIK;NAMA;TANGGAL LAHIR;L/P;ALAMAT;PEKERJAAN'];
const simple = (n: number): string => `${p(n).nik};${p(n).name};${p(n).birth};Jl. Ade ${n}`;
const short = (from: number, to: number): Line[] => range(from, to).map((n) => [simple(n), 'accept'] as const);
const shortHead: Line = ['NIK;NAMA;TANGGAL LAHIR;ALAMAT'];

/** What stands under a table, or between its rows. */
export const underTableCases: readonly Case[] = [
  csv('5311012001-signed-in-address.csv', 'signatures in the address column', [
    head,
    ...good(1, 3),
    [';;;;;Waingapu, 20 Juni 2025;'],
    [';;;;;Mengetahui,;'],
    [';;;;;Kepala Desa Hambala;'],
    [';;;;;;'],
    [';;;;;..............................;'],
    [';;;;;DOMINGGUS TAEK, S.Sos;'],
    [';;;;;NIP. 19700101 199503 1 002;'],
  ]),
  csv('5311012001-signed-in-name.csv', 'signatures in the name column, a name under a dotted line', [
    shortHead,
    ...short(1, 3),
    [';Jumlah : 3 orang;;'],
    [';;;'],
    [';Hambala, 20 Juni 2025;;'],
    [';Kepala Desa Hambala,;;'],
    [';..............................;;'],
    [';DOMINGGUS TAEK;;'],
    [';NIP. 19700101 199503 1 002;;'],
  ]),
  csv('5311012001-signed-both.csv', 'two who sign, under name and address, ranks and numbers below', [
    shortHead,
    ...short(1, 4),
    [';;;Ds. Hambala, ....... 2025'],
    [';Mengetahui;;Yang membuat daftar'],
    [';Camat Kota Waingapu;;Kasi Kesejahteraan'],
    [';;;'],
    [';(_______________);;(_______________)'],
    [';YOHANES TAEK, S.IP;;MARIA KOLO'],
    [';Pembina Tk. I;;Penata Muda'],
    [';NIP. 197001011995031002;;NIP 198505052010012003'],
  ]),
  csv('5311012001-signed-nip-under-nik.csv', 'the number of an official in the column of NIKs', [
    head,
    ...good(1, 3),
    [';Mengetahui,;;;;;'],
    [';Kepala Desa;;;;;'],
    [';DOMINGGUS TAEK;;;;;'],
    [';197001011995031002;;;;;'],
  ]),
  csv('5311012001-closing-words.csv', 'closing sentences under the table', [
    head,
    ...good(1, 3),
    [';Demikian daftar ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.;;;;;'],
    ['Catatan: daftar ini diisi oleh petugas desa;;;;;;'],
    [';*) coret yang tidak perlu;;;;;'],
    [';Tembusan disampaikan kepada Yth. Camat;;;;;'],
  ]),
  csv('5311012001-terbilang.csv', 'sums in words, recapitulation of sexes', [
    shortHead,
    ...short(1, 4),
    [';Jumlah Laki-laki;2;'],
    [';Jumlah Perempuan;2;'],
    [';JUMLAH SELURUHNYA;4;'],
    [';Terbilang: empat orang;;'],
    ['Total Keseluruhan;4;;'],
    ['4;;;'],
  ]),
  csv('5311012001-subtotals.csv', 'a section for each hamlet with its sum', [
    head,
    ['DUSUN I HAMBALA;;;;;;'],
    ...good(1, 2),
    ['Sub Jumlah;2;;;;;'],
    ['II. DUSUN KALU;;;;;;'],
    ...good(3, 4),
    ['Jumlah Dusun II;2 orang;;;;;'],
    [';B. DUSUN WANGA;;;;;'],
    ...good(5, 6),
    ['RT 003 / RW 001;;;;;;'],
    ...good(7, 8),
    ['JUMLAH I + II + III;8;;;;;'],
  ]),
  csv('5311012001-people-like-signatures.csv', 'people whose names or work sound like closing lines', [
    head,
    ...good(1, 2),
    [`3;${p(3).nik};Kasianus Total;${p(3).birth};P;Dusun II;Ketua RT`, 'accept'],
    [`4;;Plasidus Jumlah;${p(4).birth};L;RT 01;Sekretaris Desa`, 'reject nik-missing'],
    [`5;;Camat Nahak;${p(5).birth};P;;Petani`, 'reject nik-missing'],
    [`;;Lurah Bere;${p(6).birth};L;Jl. Ade;Nelayan`, 'reject nik-missing'],
    [`;${p(7).nik};Total Fahik;;P;;`, 'reject birth-date-missing'],
    ...good(8, 8),
  ]),
  csv('5311012001-people-after-signatures.csv', 'a second village signs and goes on below the first signatures', [
    head,
    ...good(1, 2),
    [';;;;;Kepala Desa Hambala;'],
    [';;;;;DOMINGGUS TAEK;'],
    [''],
    ['DAFTAR PEKERJA RENTAN DESA KALU;;;;;;'],
    head,
    ...good(3, 4),
    [`5;;${p(5).name};${p(5).birth};P;Jl. Ade;`, 'reject nik-missing'],
    [';;;;;Kepala Desa Kalu;'],
    [';;;;;YOHANES KOLO;'],
  ]),
  csv('5311012001-bare-names-last.csv', 'people without a NIK at the end are people, not signatures', [
    shortHead,
    ...short(1, 3),
    [`;${p(4).name};${p(4).birth};Jl. Ade`, 'reject nik-missing'],
    [`;${p(5).name};;Jl. Ade`, 'reject nik-missing birth-date-missing'],
    [`;${p(6).name};;`, 'reject nik-missing birth-date-missing'],
  ]),
  book('5311012001-signed-below.xlsx', 'signatures right of the table, below blank rows, beside printed page ends', [
    {
      name: 'Daftar',
      lines: [
        ['PEMERINTAH KABUPATEN SUMBA TIMUR'],
        ['KECAMATAN KOTA WAINGAPU - KELURAHAN HAMBALA'],
        ['Jl. Contoh No. 1 Telp. (0387) 61000'],
        [''],
        ['NO|NIK|NAMA|TANGGAL LAHIR|ALAMAT'],
        ['(1)|(2)|(3)|(4)|(5)'],
        ...range(1, 3).map((n): Line => [`#${n}|${p(n).nik}|${p(n).name}|${p(n).birth}|Hambala`, 'accept']),
        ['Halaman 1 dari 2'],
        ['NO|NIK|NAMA|TANGGAL LAHIR|ALAMAT'],
        ['(1)|(2)|(3)|(4)|(5)'],
        ...range(4, 5).map((n): Line => [`#${n}|${p(n).nik}|${p(n).name}|${p(n).birth}|Hambala`, 'accept']),
        ['Jumlah||=COUNTA(C7:C14)~5||'],
        [''],
        ['||||Waingapu, 20 Juni 2025'],
        ['||Mengetahui,||Lurah Hambala,'],
        ['||Ketua LPM||'],
        [''],
        ['||PETRUS BRIA||MARIA BERE, S.STP'],
        ['||||Pembina / IV a'],
        ['||||NIP. 19700101 199503 1 002'],
      ],
    },
  ]),
];
