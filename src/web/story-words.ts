// Decides the words of the pages that tell one person's story.
import type { Bilingual } from './words.ts';

export const storyWords = {
  heading: { id: 'Penjelasan untuk satu orang', en: 'Explain one person' },
  lead: {
    id: 'Masukkan NIK. Anda akan melihat apa yang diputuskan tentang orang itu, kapan, mengapa, dan siapa yang membayar.',
    en: 'Enter the NIK. You will see what was decided about this person, when and why, and who pays for them.',
  },
  nik: { id: 'NIK', en: 'NIK' },
  nikHint: { id: '16 angka, seperti di KTP atau kartu keluarga', en: '16 digits, as on the identity card (KTP) or the family card (KK)' },
  submit: { id: 'Tampilkan', en: 'Show' },
  again: { id: 'Tanya orang lain', en: 'Ask about another person' },
  privacy: {
    id: 'NIK tidak masuk ke alamat halaman. Pencarian ini dicatat: siapa, kapan, untuk apa, dan NIK yang tersegel. Nomor KPJ ditutup kecuali alasannya ditulis. Tutup halaman setelah selesai.',
    en: 'The NIK is not put into the address. This search is recorded: who, when, what for, and the sealed NIK. KPJ numbers are masked unless a reason is written. Close the page when you are done.',
  },
  resultHeading: { id: 'NIK {nik}', en: 'NIK {nik}' },
  unknown: {
    id: 'Tidak ada catatan tentang orang ini. Periksa lagi angkanya. Bila benar, ia belum pernah diusulkan dalam daftar mana pun; desa dapat mengusulkannya pada daftar berikutnya.',
    en: 'Nothing is recorded about this person. Check the digits. If they are right, no list has named this person yet; the village can name them in the next list.',
  },
  today: { id: 'Hari ini, {date}', en: 'Today, {date}' },
  notCounted: { id: 'tidak ada perlindungan tercatat', en: 'no protection recorded' },
  jkk: { id: 'Kecelakaan kerja (JKK)', en: 'Work accident (JKK)' },
  jkm: { id: 'Kematian (JKM)', en: 'Death (JKM)' },
  timeline: { id: 'Apa yang terjadi', en: 'What happened' },
  proof: { id: 'Bukti', en: 'Proof' },
  periods: { id: 'Kapan terlindungi', en: 'When protected' },
  payers: { id: 'Siapa membayar', en: 'Who pays' },
  noPayers: { id: 'Belum ada yang membayar untuk orang ini.', en: 'Nobody pays for this person yet.' },
  month: { id: 'Bulan', en: 'Month' },
  covers: { id: 'Jaminan', en: 'Cover' },
  payer: { id: 'Pembayar (mata anggaran)', en: 'Payer (budget line)' },
  amount: { id: 'Jumlah', en: 'Amount' },
} as const satisfies Record<string, Bilingual>;

/** What a stage of the chain is called on a screen. */
export const stageWords: Readonly<Record<string, Bilingual>> = {
  programme: { id: 'Program', en: 'Programme' },
  registry: { id: 'Register', en: 'Register' },
  roster: { id: 'Penanggung', en: 'Sponsorship' },
  intake: { id: 'Usulan', en: 'Proposed in a list' },
  matching: { id: 'Pencocokan', en: 'Matching' },
  eligibility: { id: 'Kelayakan', en: 'Eligibility' },
  allocation: { id: 'Kuota', en: 'Places' },
  enrolment: { id: 'SK dan pendaftaran', en: 'Decree and registration' },
  contributions: { id: 'Iuran', en: 'Contributions' },
  coverage: { id: 'Perlindungan', en: 'Coverage' },
  claims: { id: 'Santunan', en: 'Benefit' },
  grievance: { id: 'Keberatan', en: 'Objection' },
};

/** What is wrong with a written NIK, and what to do. */
export const nikFaultWords: Readonly<Record<string, Bilingual>> = {
  'nik-missing': { id: 'Isi NIK dulu.', en: 'Enter the NIK first.' },
  'nik-not-16-digits': { id: 'NIK harus 16 angka. Periksa lagi dengan KTP.', en: 'A NIK has 16 digits. Check it against the identity card (KTP).' },
  'nik-damaged-by-spreadsheet': {
    id: 'NIK ini rusak oleh lembar kerja (angka terakhir hilang). Salin dari KTP.',
    en: 'A spreadsheet damaged this NIK (its last digit is lost). Copy it from the identity card (KTP).',
  },
  'nik-serial-zero': { id: 'Empat angka terakhir NIK tidak mungkin 0000.', en: 'The last four digits of a NIK cannot be 0000.' },
  'nik-repeated-digit': { id: 'NIK tidak mungkin satu angka yang sama semua.', en: 'A NIK cannot be one digit repeated.' },
};
