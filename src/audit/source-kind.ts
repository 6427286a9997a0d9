// Decides what a sheet of a past programme is (decree list, payment roster, posting list, deaths, claims, SP2Ds, receipts) and where its columns stand.
import { columnOf } from '../intake/header.ts';
import type { SheetRow } from '../intake/sheet-row.ts';
import type { Bilingual } from '../law/parameter.ts';

/** What a sheet says of people (the first five) or of money as a whole. */
export const sourceKinds = ['promise', 'payment', 'posting', 'death', 'claim', 'sp2d', 'receipt', 'not-understood'] as const;
export type SourceKind = (typeof sourceKinds)[number];

export const sourceKindWords: Readonly<Record<SourceKind, Bilingual>> = {
  promise: { id: 'daftar SK', en: 'decree list' },
  payment: { id: 'lampiran pembayaran', en: 'payment roster' },
  posting: { id: 'daftar posting BPJS', en: 'posting list of the administrator' },
  death: { id: 'daftar kematian', en: 'deaths' },
  claim: { id: 'daftar klaim', en: 'claims' },
  sp2d: { id: 'daftar SP2D', en: 'SP2Ds' },
  receipt: { id: 'bukti terima', en: 'receipts' },
  'not-understood': { id: 'tidak dikenali', en: 'not understood' },
};

const labels = {
  month: 'BULAN, BULAN IURAN, PERIODE, PERIODE IURAN, BLTH, BLTH IURAN, BULAN TAHUN, BULAN/TAHUN, MASA IURAN, UNTUK BULAN, UNTUK PERIODE, MASA PERLINDUNGAN',
  first: 'BULAN AWAL, MULAI BULAN, MULAI, BULAN MULAI, AWAL PERLINDUNGAN, PERIODE AWAL, TMT',
  last: 'BULAN AKHIR, SAMPAI BULAN, SAMPAI, SAMPAI DENGAN, AKHIR PERLINDUNGAN, PERIODE AKHIR',
  amount:
    'JUMLAH, JUMLAH RP, IURAN, IURAN RP, JUMLAH IURAN, TOTAL IURAN, NOMINAL, NILAI, NILAI RP, NILAI SP2D, JUMLAH BAYAR, JUMLAH SP2D, TOTAL, JUMLAH UANG, JUMLAH DITERIMA, DITERIMA',
  jkk: 'JKK, IURAN JKK',
  jkm: 'JKM, IURAN JKM',
  sp2d: 'NO SP2D, NOMOR SP2D, SP2D',
  code: 'KODE IURAN, ID BILLING, KODE BILLING, KODE BAYAR, KODE PEMBAYARAN',
  decree: 'NO SK, NOMOR SK, SK, DASAR SK, NOMOR KEPUTUSAN, NO KEPUTUSAN, SK NOMOR',
  kpj: 'KPJ, NO KPJ, NOMOR KPJ, NO KARTU, NOMOR PESERTA, NO PESERTA',
  'paid-on':
    'TANGGAL BAYAR, TGL BAYAR, TANGGAL PEMBAYARAN, TGL PEMBAYARAN, TANGGAL SP2D, TGL SP2D, TANGGAL POSTING, TGL POSTING, TANGGAL NILAI, TGL NILAI, TANGGAL REKON, TGL REKON',
  'received-on': 'TANGGAL TERIMA, TGL TERIMA, TANGGAL DITERIMA, TGL DITERIMA, TANGGAL PENERIMAAN',
  'died-on':
    'TANGGAL MENINGGAL, TGL MENINGGAL, TANGGAL WAFAT, TGL WAFAT, TANGGAL KEMATIAN, TGL KEMATIAN, TANGGAL KEJADIAN, TGL KEJADIAN, TANGGAL MENINGGAL DUNIA, MENINGGAL TANGGAL',
  'claimed-on':
    'TANGGAL KLAIM, TGL KLAIM, TANGGAL PENGAJUAN, TGL PENGAJUAN, TANGGAL PENGAJUAN KLAIM, TANGGAL BAYAR KLAIM, TANGGAL BAYAR SANTUNAN, TGL BAYAR SANTUNAN',
  'claim-number': 'NO KLAIM, NOMOR KLAIM, NO AGENDA, NOMOR AGENDA, NO AGENDA KLAIM',
  benefit: 'SANTUNAN, JUMLAH SANTUNAN, NILAI SANTUNAN, MANFAAT, NILAI MANFAAT, JUMLAH MANFAAT',
  payer:
    'PEMBAYAR, PENANGGUNG, PENANGGUNG IURAN, PEMBAYAR IURAN, SUMBER DANA, SUMBER PENDANAAN, SUMBER ANGGARAN, NAMA WADAH, WADAH, NAMA PERUSAHAAN, PEMBERI KERJA, PEMDA',
  persons: 'JUMLAH PESERTA, JUMLAH ORANG, JUMLAH TENAGA KERJA, JUMLAH TK, JUMLAH PEKERJA',
} as const;

/** A column the audit knows. */
export type AuditColumn = keyof typeof labels | 'nik' | 'name';
export type AuditColumns = Readonly<Partial<Record<AuditColumn, number>>>;

const letters = (label: string): string =>
  label
    .toUpperCase()
    .replace(/\([^)]*\)/g, '')
    .replace(/[^A-Z0-9]/g, '');
const columnOfLabel: ReadonlyMap<string, AuditColumn> = new Map(
  (Object.entries(labels) as [keyof typeof labels, string][]).flatMap(([column, list]) => list.split(',').map((label) => [letters(label), column] as const)),
);

/** Where the columns of a row of titles stand. */
export function auditColumns(row: SheetRow): AuditColumns {
  const columns: Partial<Record<AuditColumn, number>> = {};
  row.cells.forEach((cell, index) => {
    if (cell === null) return;
    const person = columnOf(cell.text);
    const column = person === 'nik' || person === 'name' ? person : columnOfLabel.get(letters(cell.text));
    if (column !== undefined) columns[column] ??= index;
  });
  return columns;
}

/** Whether a row is the row of titles: it names people by NIK and something else, or an amount and what it was for. */
export function isHeader(columns: AuditColumns): boolean {
  const known = Object.keys(columns).length;
  const money = columns.amount ?? columns.jkk;
  return (
    known >= 2 &&
    (columns.nik !== undefined || (money !== undefined && (columns.sp2d ?? columns.code ?? columns['received-on'] ?? columns['paid-on']) !== undefined))
  );
}

/** Words in the name of a folder, file, sheet or title that say what stands in it; the first that fits counts. */
const named: readonly (readonly [SourceKind, RegExp])[] = [
  ['receipt', /\b(bukti|tanda terima|kuitansi|kwitansi)\b/i],
  ['claim', /\b(klaim|santunan)\b/i],
  ['death', /\b(meninggal|kematian|wafat)\b/i],
  ['payment', /\b(sp2d|tagihan|pembayaran|dibayar|bayar)\b/i],
  ['posting', /\b(bpjs|bpjamsostek|posting|rekon|rekonsiliasi|kepesertaan|peserta aktif)\b/i],
  ['promise', /\b(sk|keputusan|penetapan|penerima)\b/i],
];

/** What the names say stands below them, the nearest first; null where none says anything. */
export function kindNamed(...names: readonly string[]): SourceKind | null {
  for (const name of names) {
    const text = name.replace(/[_\-.]/g, ' ');
    const found = named.find(([, pattern]) => pattern.test(text));
    if (found !== undefined) return found[0];
  }
  return null;
}

/** Words that say who pays, in the name of a folder. */
const payers =
  /\b(pem(da|prov|kab|kot)|pemerintah|provinsi|prov|kabupaten|kab|kota|desa|kelurahan|kecamatan|dinas|apbd|apbn|apbdes|dbh|pt|cv|baznas|csr|wadah)\b/i;
export const namesPayer = (folder: string): boolean => payers.test(folder.replace(/[_\-.]/g, ' '));

/** What a sheet is: by columns only one kind has, then by its names, then by the columns left. */
export function kindOf(columns: AuditColumns, ...names: readonly string[]): SourceKind {
  const has = (...any: readonly AuditColumn[]): boolean => any.some((column) => columns[column] !== undefined);
  if (!has('nik')) {
    if (!has('amount', 'jkk')) return 'not-understood';
    if (has('received-on')) return 'receipt';
    return has('sp2d') ? 'sp2d' : has('code', 'paid-on') ? 'receipt' : 'not-understood';
  }
  if (has('claim-number', 'claimed-on', 'benefit')) return 'claim';
  if (has('died-on')) return 'death';
  const said = kindNamed(...names);
  if (said === 'payment' || said === 'posting' || said === 'promise') return said;
  if (has('sp2d')) return 'payment';
  if (has('kpj')) return 'posting';
  if (has('code', 'paid-on')) return 'payment';
  if (has('decree', 'first', 'last')) return 'promise';
  return has('amount', 'jkk', 'jkm') ? 'payment' : 'promise';
}
