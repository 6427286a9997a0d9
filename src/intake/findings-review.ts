// Decides what makes a row wait for somebody to look at it: it can be read, and may not be what it seems.
import type { Finding } from '../kernel/finding.ts';
import { typeAgain, fromCard } from './remedies.ts';

/** In declared order. */
export const toReview = [
  {
    code: 'nik-probably-damaged-by-spreadsheet',
    outcome: 'review',
    field: 'nik',
    id: 'Angka terakhir NIK adalah 0 seperti kebanyakan NIK di berkas ini; mungkin angka aslinya hilang di lembar kerja.',
    en: 'The last digit of the NIK is 0, as of most in this file; a spreadsheet may have lost the true one.',
    ...typeAgain,
  },
  {
    code: 'nik-looks-like-family-card-number',
    outcome: 'review',
    field: 'nik',
    id: 'Tanggal di dalam NIK ini terlalu muda untuk orang ini; mungkin ini nomor KK atau NIK anaknya.',
    en: 'The date inside this NIK is too young for this person; it may be a family card number or the NIK of a child.',
    ...fromCard,
  },
  {
    code: 'nik-carries-no-date',
    outcome: 'review',
    field: 'nik',
    id: 'Angka ke-7 sampai ke-12 NIK bukan tanggal; mungkin ada angka yang salah ketik.',
    en: 'Digits 7 to 12 of the NIK are no date; a digit may be mistyped.',
    ...fromCard,
  },
  {
    code: 'nik-region-not-issued',
    outcome: 'review',
    field: 'nik',
    id: 'NIK berawal dengan kode provinsi yang tidak ada.',
    en: 'The NIK begins with a province code that does not exist.',
    ...fromCard,
  },
  {
    code: 'name-has-digits',
    outcome: 'review',
    field: 'name',
    id: 'Nama memuat angka.',
    en: 'The name holds digits.',
    remedyId: 'Tulis nama lengkap seperti di KTP, tanpa angka.',
    remedyEn: 'Write the full name as on the identity card, without digits.',
  },
  {
    code: 'name-has-odd-signs',
    outcome: 'review',
    field: 'name',
    id: 'Nama memuat tanda atau huruf yang jarang ada dalam nama.',
    en: 'The name holds signs or letters that names rarely have.',
    remedyId: 'Periksa nama dengan KTP dan tulis ulang.',
    remedyEn: 'Check the name against the identity card and type it again.',
  },
  {
    code: 'text-direction-changed',
    outcome: 'review',
    field: 'row',
    id: 'Satu sel memuat tanda tak terlihat yang membalik arah tulisan; tandanya dibuang.',
    en: 'A cell holds unseen signs that turn the direction of writing; they were dropped.',
    remedyId: 'Periksa isinya dengan KTP, lalu ketik ulang; jangan menyalin dari aplikasi lain.',
    remedyEn: 'Check it against the identity card and type it again; do not copy it from another application.',
  },
  {
    code: 'text-like-formula',
    outcome: 'review',
    field: 'row',
    id: 'Satu sel berisi tulisan yang dijalankan lembar kerja sebagai rumus.',
    en: 'A cell holds a text that a spreadsheet would run as a formula.',
    remedyId: 'Tulis isinya tanpa tanda = + - @ di depan.',
    remedyEn: 'Write it without = + - @ in front.',
  },
  {
    code: 'row-quotes-broken',
    outcome: 'review',
    field: 'row',
    id: 'Tanda kutip di baris ini tidak ditutup; isinya dibaca sampai akhir baris.',
    en: 'A quotation mark of this row is not closed; it was read to the end of its line.',
    remedyId: 'Periksa kolom-kolom baris ini, atau simpan daftar sebagai .xlsx.',
    remedyEn: 'Check the columns of this row, or save the list as .xlsx.',
  },
] as const satisfies readonly Omit<Finding, 'stage'>[];
