// Decides how the annex of a closed programme for the yearly accountability report (LKPJ) is written: as a workbook and as PDF, with sums, months, kabupaten, open cases, digests.
import path from 'node:path';
import { rupiahText } from '../kernel/money.ts';
import { type PdfPart, writePdf } from '../platform/pdf-report.ts';
import type { WrittenBytes } from '../platform/sheet-file.ts';
import { type XlsxSheet, writeXlsx } from '../platform/xlsx-write.ts';
import { type Closing, type ClosingFacts, obstacleWords } from './closing.ts';

/** What the annex says. Counts of kabupaten as the public account has them: small ones withheld. */
export interface Annex {
  readonly programme: string;
  readonly title: string;
  readonly sponsor: string;
  readonly on: string;
  readonly madeAt: string;
  readonly facts: ClosingFacts;
  readonly closing: Closing;
  readonly despite: string | null;
  readonly areas: readonly { readonly area: string; readonly name: string; readonly figures: readonly string[] }[];
  readonly archive: readonly { readonly kind: string; readonly name: string; readonly digest: string; readonly recordedAt: string }[];
  readonly keptUntil: string;
}

const areaTitles = ['Tempat', 'Ditetapkan', 'Terdaftar', 'Bulan-orang diposting', 'Rupiah diposting', 'Klaim'] as const;

/** Writes both files; their names end in the programme. */
export async function writeAnnex(
  folder: string,
  annex: Annex,
): Promise<{ readonly xlsx: WrittenBytes & { name: string }; readonly pdf: WrittenBytes & { name: string } }> {
  const sheets = sheetsOf(annex);
  const stem = `lampiran-lkpj-${annex.programme}`;
  const xlsx = await writeXlsx(path.join(folder, `${stem}.xlsx`), sheets);
  const pdf = await writePdf(path.join(folder, `${stem}.pdf`), {
    title: `Lampiran LKPJ: ${annex.title}`,
    author: annex.sponsor,
    madeAt: annex.madeAt,
    footer: `${annex.programme} · ${annex.on} · ${xlsx.sha256.slice(0, 16)}`,
    language: 'id-ID',
    parts: partsOf(annex, sheets),
  });
  return { xlsx: { name: `${stem}.xlsx`, sha256: xlsx.sha256, bytes: xlsx.bytes }, pdf: { name: `${stem}.pdf`, ...pdf } };
}

type Rows = readonly (readonly string[])[];
type Sheet = Omit<XlsxSheet, 'header'> & { readonly header: readonly string[]; readonly rows: Rows };

const yes = (is: boolean): string => (is ? 'ya' : 'tidak');

function sheetsOf({ facts, closing, despite, areas, archive, keptUntil, on, title, sponsor }: Annex): readonly Sheet[] {
  return [
    {
      name: 'Ringkasan',
      header: ['Uraian', 'Nilai'],
      widths: [60, 40],
      rows: [
        ['Program', title],
        ['Penanggung', sponsor],
        ['Masa', `${facts.first} sampai ${facts.last}`],
        ['Ditutup', on],
        ['Pagu', rupiahText(closing.limit)],
        ['Terikat', rupiahText(closing.committed)],
        ['Dibayar (bank mendebit)', rupiahText(closing.debited)],
        ['Diposting BPJS Ketenagakerjaan', rupiahText(closing.posted)],
        ['Sisa pagu yang tidak terpakai', rupiahText(closing.unspent)],
        ['Ikatan yang dilepas (terikat, tidak dibayar)', rupiahText(closing.committedUnpaid)],
        ['Ada pada BPJS Ketenagakerjaan (diposting, dipindah, atau dikembalikan menurut PKS)', rupiahText(closing.refundable)],
        ['Klaim terbuka yang dilanjutkan', `${facts.claims.length}: ${rupiahText(closing.claimsAmount)}`],
        ['Keberatan belum dijawab', String(facts.openObjections.length)],
        ['Ditutup dengan catatan', despite ?? '-'],
        ['Bukti disimpan sampai', keptUntil],
      ],
    },
    {
      name: 'Bulan',
      header: ['Bulan', 'Orang ditagih', 'Orang diposting', 'Ditagih', 'Dibayar', 'Diposting', 'Beres'],
      rows: closing.months.map((one) => [
        one.month,
        String(one.charged),
        String(one.posted),
        rupiahText(one.invoiced),
        rupiahText(one.debited),
        rupiahText(one.postedAmount),
        yes(one.square),
      ]),
    },
    {
      name: 'Anggaran',
      header: ['Mata anggaran', 'Sumber dana', 'Pagu', 'Terikat'],
      rows: facts.lines.map((line) => [line.line, line.fundSource, rupiahText(line.limit), rupiahText(line.committed)]),
    },
    { name: 'Kabupaten kota', header: ['Kode', 'Nama', ...areaTitles], rows: areas.map(({ area, name, figures }) => [area, name, ...figures]) },
    {
      name: 'Klaim terbuka',
      header: ['Klaim', 'Wilayah', 'Meninggal', 'Manfaat', 'Jumlah', 'Dilanjutkan oleh'],
      rows: facts.claims.map((one) => [one.claimId, one.area, one.happenedOn, one.benefit, rupiahText(one.amount), one.owners.join(', ')]),
    },
    { name: 'Belum beres', header: ['Hal', 'Yang mana'], rows: closing.obstacles.map(({ code, subject }) => [obstacleWords[code].id, subject]) },
    { name: 'Arsip', header: ['Jenis', 'Nama', 'SHA-256', 'Dicatat'], rows: archive.map((one) => [one.kind, one.name, one.digest, one.recordedAt]) },
  ];
}

function* partsOf({ title }: Annex, sheets: readonly Sheet[]): Generator<PdfPart> {
  yield { kind: 'title', text: `Lampiran LKPJ: ${title}` };
  yield { kind: 'small', text: 'Setiap angka dihitung dari catatan program; daftar dan berkas di baliknya disebut dengan sidiknya pada bagian Arsip.' };
  for (const { name, header, rows } of sheets) {
    if (rows.length === 0) continue;
    yield { kind: 'heading', text: name };
    const numeric = (column: number): boolean => header[column] !== 'Kode' && rows.every((row) => /^(-?Rp)?[\d.]+$/.test(row[column] ?? ''));
    yield {
      kind: 'table',
      columns: header.map((one, column) => ({ title: one, share: one === 'SHA-256' || one === 'Uraian' || one === 'Klaim' ? 4 : 2, numeric: numeric(column) })),
      rows,
    };
  }
}
