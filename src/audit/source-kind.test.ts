// Tests what a sheet is by its titles and names, and which months a text means.
import { expect, test } from 'vitest';
import type { SheetRow } from '../intake/sheet-row.ts';
import { readRupiah } from './audit-row.ts';
import { auditColumns, isHeader, kindOf } from './source-kind.ts';
import { monthsIn, readMonths } from './written-month.ts';

const row = (titles: string): SheetRow => ({ rowNumber: 1, sheet: null, cells: titles.split(', ').map((text) => ({ text, kind: 'text' as const })) });

// titles | names | kind
test.each([
  ['NO, NIK, NAMA, ALAMAT', 'Lampiran SK Bupati.xlsx', 'promise'],
  ['NO, NIK, NAMA, ALAMAT', 'SK Bupati.xlsx', 'promise'],
  ['NIK, NAMA, NO SK, BULAN AWAL, BULAN AKHIR', 'daftar.xlsx', 'promise'],
  ['NIK, NAMA, KPJ, BULAN IURAN', 'Juli.csv', 'posting'],
  ['NIK, NAMA, KPJ, IURAN', 'Lampiran SP2D.csv', 'payment'],
  ['NIK, NAMA, IURAN, NO SP2D', 'Juli.csv', 'payment'],
  ['NIK, NAMA, IURAN', 'posting bpjs juli.csv', 'posting'],
  ['NIK, NAMA, TGL MENINGGAL', 'dukcapil.csv', 'death'],
  ['NIK, NAMA, NO KLAIM, TGL MENINGGAL, SANTUNAN', 'dukcapil.csv', 'claim'],
  ['NO SP2D, TGL SP2D, URAIAN, NILAI SP2D', 'apa saja.xlsx', 'sp2d'],
  ['NO SP2D, TGL TERIMA, JUMLAH DITERIMA', 'apa saja.xlsx', 'receipt'],
  ['KODE IURAN, TGL BAYAR, JUMLAH', 'apa saja.xlsx', 'receipt'],
] as const)('%s in %s: %s', (titles, name, kind) => {
  const columns = auditColumns(row(titles));
  expect(isHeader(columns)).toBe(true);
  expect(kindOf(columns, name)).toBe(kind);
});

test.each(['DAFTAR PENERIMA BANTUAN', 'NO, NAMA, ALAMAT', 'NIK, ALAMAT DESA'])('no titles: %s', (titles) => {
  expect(isHeader(auditColumns(row(titles)))).toBe(false);
});

test.each([
  ['2025-07', '2025-07', '2025-07'],
  ['2025-07-15', '2025-07', '2025-07'],
  ['07/2025', '2025-07', '2025-07'],
  ['01-07-2025', '2025-07', '2025-07'],
  ['072025', '2025-07', '2025-07'],
  ['202507', '2025-07', '2025-07'],
  ['Juli 2025', '2025-07', '2025-07'],
  ['JULI S.D. DESEMBER 2025', '2025-07', '2025-12'],
  ['Juli s/d Desember 2025', '2025-07', '2025-12'],
  ['Nov 2025 - Jan 2026', '2025-11', '2026-01'],
  ['07/2025 s.d. 12/2025', '2025-07', '2025-12'],
])('months of %s', (text, first, last) => {
  expect(readMonths(text)).toEqual({ first, last });
});

test.each(['', '13/2025', 'Desember 2025 - Juli 2025', 'Juli', '2025', '5303124107850001'])('no months: %s', (text) => {
  expect(readMonths(text)).toBeNull();
});

test.each([
  ['SK Bupati 45 Juli - Desember 2025.csv', '2025-07', '2025-12'],
  ['PENERIMA BANTUAN IURAN BULAN JULI S.D. DESEMBER 2025', '2025-07', '2025-12'],
  ['Posting_Agustus_2025', '2025-08', '2025-08'],
  ['bpjs-2025-09-kupang', '2025-09', '2025-09'],
])('months within %s', (text, first, last) => {
  expect(monthsIn(text)).toEqual({ first, last });
});

test.each([
  ['16800', 16_800n],
  ['16.800', 16_800n],
  ['16,800', 16_800n],
  ['Rp16.800,00', 16_800n],
  ['Rp 1.680.000.000,-', 1_680_000_000n],
  ['16.80', null],
  ['tidak ada', null],
])('rupiah of %s', (text, amount) => {
  expect(readRupiah(text)).toBe(amount);
});
